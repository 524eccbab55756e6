/**
 * The auditor's desk: every request of their country, and whether its ledger holds.
 * Nothing here moves anything.
 */
@NullMarked
package org.comity.desks.audit;

import org.jspecify.annotations.NullMarked;
