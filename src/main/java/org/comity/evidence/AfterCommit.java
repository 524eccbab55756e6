package org.comity.evidence;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Bytes are deleted only once the rows that led to them are gone for good.
 */
final class AfterCommit {

	private AfterCommit() {
	}

	static void run(Runnable work) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCommit() {
				work.run();
			}
		});
	}

}
