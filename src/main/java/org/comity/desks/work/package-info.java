/**
 * The lists of requests: what needs the reader's office now, and everything it may see.
 */
@NullMarked
package org.comity.desks.work;

import org.jspecify.annotations.NullMarked;
