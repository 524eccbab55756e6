/**
 * Evidence packages: BagIt bags (RFC 8493) as tar streams that are made while they are
 * read.
 */
@NullMarked
package org.comity.evidence.bag;

import org.jspecify.annotations.NullMarked;
