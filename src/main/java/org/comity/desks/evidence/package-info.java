/**
 * The screens of evidence on its way home, the same for every desk: what of it each sees,
 * and which steps are open to it, comes from the rule of who sees what and from the table
 * of moves.
 */
@NullMarked
package org.comity.desks.evidence;

import org.jspecify.annotations.NullMarked;
