package org.comity.signing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows the reason and the remedy in place of a stack trace.
 */
class UnusableSigningKeysAnalyzer extends AbstractFailureAnalyzer<UnusableSigningKeys> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnusableSigningKeys cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Name the key store with the offices' keys in comity.signing.key-store and its password in "
						+ "comity.signing.password. docs/operations.md says how it is made and kept, and what is lost "
						+ "with it. Only a demonstration makes keys of its own (comity.signing.make-keys=true).",
				cause);
	}

}
