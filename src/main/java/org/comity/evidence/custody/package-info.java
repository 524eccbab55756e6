/**
 * The papers of the road home: the custody log of one part, for people and for machines,
 * and the schedule of what a filter withheld. They say what they are given and look
 * nothing up: who may see which line is decided before.
 */
@NullMarked
package org.comity.evidence.custody;

import org.jspecify.annotations.NullMarked;
