package org.comity.evidence;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows the reason and the remedy in place of a stack trace.
 */
class UnusableEvidenceKeysAnalyzer extends AbstractFailureAnalyzer<UnusableEvidenceKeys> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnusableEvidenceKeys cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Put the key file back from its copy, and name it in comity.evidence.key-file; of a new installation "
						+ "have it made at the first start with comity.evidence.make-keys=true. docs/operations.md says "
						+ "how it is kept, and what is lost with it.",
				cause);
	}

}
