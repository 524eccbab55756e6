package org.comity.process;

/**
 * Where an invoice is: sent and open, disputed by the office that is to pay, or paid.
 */
public enum InvoiceState {

	SENT, DISPUTED, PAID

}
