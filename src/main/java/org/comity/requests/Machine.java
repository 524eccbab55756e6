package org.comity.requests;

/**
 * The machines whose moves stand on a request's ledger.
 */
public enum Machine {

	REQUEST, PROCESS, PRODUCTION, INVOICE

}
