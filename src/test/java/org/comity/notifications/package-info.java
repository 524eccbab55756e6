/**
 * Notices: whom a move is told, once, and who reads of it.
 */
@NullMarked
package org.comity.notifications;

import org.jspecify.annotations.NullMarked;
