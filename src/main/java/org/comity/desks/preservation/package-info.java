/**
 * The screens on which offices record what a provider keeps, and see it run out.
 */
@NullMarked
package org.comity.desks.preservation;

import org.jspecify.annotations.NullMarked;
