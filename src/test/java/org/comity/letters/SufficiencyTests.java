package org.comity.letters;

import java.util.List;
import java.util.function.Consumer;

import org.comity.kernel.Rejection;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What need not be said is not asked for, and what is missing is told once. Each rule has
 * its own test in {@link RulePairTests}.
 */
class SufficiencyTests {

	@Test
	void aWholeLetterLacksNothing() {
		assertThat(Sufficiency.missing(SampleLetters.kidnapping())).isEmpty();
	}

	@Test
	void noOffenceIsToldOnceAndLeavesTheAccountUnlinked() {
		assertThat(missing((letter) -> letter.putArray("offences"))).extracting(Rejection::code)
			.contains("letter.missing.offence", "letter.missing.us-conduct");
	}

	@Test
	void anAccountThatBearsOnNoOffenceIsTold() {
		assertThat(missing((letter) -> item(letter, "accounts").putArray("offences"))).extracting(Rejection::code)
			.contains("letter.missing.account-offence");
	}

	@Test
	void subscriberInformationNeedsNoPeriodAndNoUsConduct() {
		assertThat(missing((letter) -> {
			item(letter, "offences").put("usConduct", "");
			ObjectNode account = item(letter, "accounts");
			account.putNull("from");
			account.putNull("to");
			account.putObject("data").put("BASIC_SUBSCRIBER", "Who opened it.");
		})).isEmpty();
	}

	@Test
	void whatIsNotAskedForNeedsNoReason() {
		assertThat(missing((letter) -> {
			letter.putObject("confidentiality").put("asked", false);
			letter.putObject("nonDisclosure").put("asked", false);
			letter.putObject("urgency").put("asked", false);
			letter.remove("timeLimit");
			letter.putObject("previousContact").put("had", false);
		})).isEmpty();
	}

	private static List<Rejection> missing(Consumer<ObjectNode> take) {
		ObjectNode letter = LetterJson.tree(SampleLetters.kidnapping());
		take.accept(letter);
		return Sufficiency.missing(LetterJson.content(letter));
	}

	private static ObjectNode item(ObjectNode letter, String section) {
		return (ObjectNode) letter.path(section).path(0);
	}

}
