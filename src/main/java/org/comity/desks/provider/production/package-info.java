/**
 * The screens on which a provider fills, certifies and lodges the parts of a production;
 * on paper, the executing office does so in its place.
 */
@NullMarked
package org.comity.desks.provider.production;

import org.jspecify.annotations.NullMarked;
