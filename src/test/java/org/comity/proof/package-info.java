/**
 * What is changed in the ledger is found, and named.
 */
@NullMarked
package org.comity.proof;

import org.jspecify.annotations.NullMarked;
