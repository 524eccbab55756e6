/**
 * The request's own pages, the same for every office: what it is, where it is, what the
 * reader can do now, its documents and its ledger, and the form of each move. What shows
 * is what {@link org.comity.requests.Requests} lets this reader see.
 */
@NullMarked
package org.comity.desks.casefile;

import org.jspecify.annotations.NullMarked;
