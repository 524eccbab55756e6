/**
 * The pages of a process that several offices share: its page on the requested side, the
 * list of a request, and the form of every move, the provider's included.
 */
@NullMarked
package org.comity.desks.process;

import org.jspecify.annotations.NullMarked;
