package org.comity.process;

/**
 * What a provider may be reimbursed for (18 U.S.C. 2706(a)).
 */
public enum InvoiceWork {

	SEARCHING, ASSEMBLING, REPRODUCING, OTHERWISE_PROVIDING

}
