/**
 * The desk over HTTP and a real database.
 */
@NullMarked
package org.comity.desks.work;

import org.jspecify.annotations.NullMarked;
