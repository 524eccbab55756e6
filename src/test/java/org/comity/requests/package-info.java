/**
 * The request's machine, ledger and rule of sight, against a real database.
 */
@NullMarked
package org.comity.requests;

import org.jspecify.annotations.NullMarked;
