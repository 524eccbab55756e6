/**
 * The first look into a file of evidence: its beginning as plain text, cut and cleaned,
 * which a template can show without trusting a byte of it.
 */
@NullMarked
package org.comity.evidence.look;

import org.jspecify.annotations.NullMarked;
