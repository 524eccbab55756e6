/**
 * What the shared pieces of screens take: small values without behaviour of a case, one
 * for each fragment of templates/fragments. Words are message keys (see {@link Phrase});
 * only data that people typed, or names, are text.
 */
@NullMarked
package org.comity.desks.fragments;

import org.jspecify.annotations.NullMarked;
