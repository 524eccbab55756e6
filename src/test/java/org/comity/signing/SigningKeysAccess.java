package org.comity.signing;

import java.util.Objects;

import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Takes the keys away for the tests of other modules.
 */
public final class SigningKeysAccess {

	private SigningKeysAccess() {
	}

	/** Does something while no office has a key. */
	public static void withoutKeys(SignedPapers papers, Runnable work) {
		Object target = AopTestUtils.getUltimateTargetObject(papers);
		Object before = Objects.requireNonNull(ReflectionTestUtils.getField(target, "keys"));
		ReflectionTestUtils.setField(target, "keys", SigningKeysTests.none());
		try {
			work.run();
		}
		finally {
			ReflectionTestUtils.setField(target, "keys", before);
		}
	}

}
