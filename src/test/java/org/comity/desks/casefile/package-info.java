/**
 * The request's pages and the forms of its moves, over HTTP and a real database.
 */
@NullMarked
package org.comity.desks.casefile;

import org.jspecify.annotations.NullMarked;
