package org.comity.proof;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows the reason and the remedy in place of a stack trace.
 */
class UnusableLedgerKeysAnalyzer extends AbstractFailureAnalyzer<UnusableLedgerKeys> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnusableLedgerKeys cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Make the keys once (openssl rand -hex 32; openssl genpkey -algorithm ed25519) in files that only the "
						+ "application can read, and name them in comity.ledger.key-file and comity.ledger.signing-key-file. "
						+ "docs/operations.md says how, and how to change them.",
				cause);
	}

}
