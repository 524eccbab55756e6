package org.comity.evidence;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows the reason and the remedy in place of a stack trace.
 */
class UnusableEvidenceStoreAnalyzer extends AbstractFailureAnalyzer<UnusableEvidenceStore> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnusableEvidenceStore cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Set what is missing, or leave comity.evidence.store out to keep evidence in the data directory. "
						+ "docs/operations.md says what each setting means.",
				cause);
	}

}
