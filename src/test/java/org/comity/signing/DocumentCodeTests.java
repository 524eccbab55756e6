package org.comity.signing;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A code is read however somebody types it, and never guessed.
 */
class DocumentCodeTests {

	@ParameterizedTest
	@ValueSource(strings = { "01AB-CD23-EFGH-JKMN", "01abcd23efghjkmn", " 01AB CD23 EFGH JKMN ",
			"OIab cd23-efgh\u2013jkmn", "olAB\u00a0CD23EFGHJKMN", "0 1 A B C D 2 3 E F G H J K M N" })
	void itIsReadAsPeopleTypeIt(String typed) {
		assertThat(DocumentCode.typed(typed)).contains(new DocumentCode("01ABCD23EFGHJKMN"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "01AB-CD23-EFGH-JKM", "01AB-CD23-EFGH-JKMNP", "01AB-CD23-EFGH-JKMU",
			"01AB-CD23-EFGH-JK%N", "\u0661\u0662AB-CD23-EFGH-JKMN", "01ab\u0000cd23efghjkmn" })
	void whatIsNoneIsNone(String typed) {
		assertThat(DocumentCode.typed(typed)).isEmpty();
		assertThat(DocumentCode.typed(" ".repeat(200) + "01ABCD23EFGHJKMN")).isEmpty();
	}

	@Test
	void itIsPrintedInGroupsAndReadBack() {
		Set<String> made = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			DocumentCode code = DocumentCode.random();
			assertThat(code.toString()).matches("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}");
			assertThat(DocumentCode.typed(code.toString())).contains(code);
			made.add(code.value());
		}
		assertThat(made).hasSize(1000);
	}

}
