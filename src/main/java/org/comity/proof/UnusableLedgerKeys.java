package org.comity.proof;

/**
 * The keys of the ledger are missing or are none. Without them nothing can be recorded,
 * so that the application does not start.
 */
class UnusableLedgerKeys extends RuntimeException {

	UnusableLedgerKeys(String message) {
		super(message);
	}

	UnusableLedgerKeys(String message, Throwable cause) {
		super(message, cause);
	}

}
