package org.comity.accounts;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows the reason and the remedy in place of a stack trace.
 */
class UnusableSecretsKeyAnalyzer extends AbstractFailureAnalyzer<UnusableSecretsKey> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnusableSecretsKey cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Make a key once (openssl rand -base64 32) and set comity.secrets.key to it, on every server the same, from "
						+ "a file that only the application can read. Where a secrets.key lies in the data directory, take "
						+ "what it holds: codes and recovery codes were sealed with it. Only a demonstration makes a key of "
						+ "its own (comity.secrets.make-keys=true). docs/operations.md says how.",
				cause);
	}

}
