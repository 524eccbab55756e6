/**
 * The preservation page, asked for by its address.
 */
@NullMarked
package org.comity.desks.preservation;

import org.jspecify.annotations.NullMarked;
