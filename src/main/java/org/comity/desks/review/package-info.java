/**
 * The review of a letter: the checklist with the letter beside it, for each office that
 * decides on it.
 */
@NullMarked
package org.comity.desks.review;

import org.jspecify.annotations.NullMarked;
