/**
 * The letter's screens: writing it, checking it, reading it. Police and prosecutor share
 * them; who may write is asked each time.
 */
@NullMarked
package org.comity.desks.letter;

import org.jspecify.annotations.NullMarked;
