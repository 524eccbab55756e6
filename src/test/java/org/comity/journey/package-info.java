/**
 * A case from a blank application to the provider's answer, in a real browser, by seven
 * people at their own desks.
 */
@NullMarked
package org.comity.journey;

import org.jspecify.annotations.NullMarked;
