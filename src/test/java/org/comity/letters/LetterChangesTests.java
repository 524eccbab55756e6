package org.comity.letters;

import java.util.List;
import java.util.UUID;

import org.comity.letters.LetterChanges.Change;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An addendum lists what changed, in words, and nothing else.
 */
class LetterChangesTests {

	private final LetterChanges changes = new LetterChanges(new LetterWords(LetterPdfTests.messages()));

	@Test
	void nothingChanged() {
		assertThat(this.changes.between(SampleLetters.kidnapping(), SampleLetters.kidnapping())).isEmpty();
	}

	@Test
	void aWordChanged() {
		ObjectNode after = LetterJson.tree(SampleLetters.kidnapping());
		((ObjectNode) after.path("facts").path(1)).put("source", "Exhibit KL/5.");
		((ObjectNode) after.path("urgency")).put("custodyTimeLimit", "2026-09-03");
		assertThat(between(after)).containsExactly(
				new Change("Fact 2", "How you know",
						"The provider's emergency disclosure of 3 March 2026, exhibit KL/4.", "Exhibit KL/5."),
				new Change("Urgency", "Custody time limit ends on", "2 September 2026", "3 September 2026"));
	}

	@Test
	void anItemAddedAndAnItemTakenOut() {
		ObjectNode after = LetterJson.tree(SampleLetters.kidnapping());
		ArrayNode facts = (ArrayNode) after.path("facts");
		facts.remove(2);
		facts.addObject().put("id", UUID.randomUUID().toString()).put("what", "A call").put("source", "The operator");
		((ArrayNode) after.path("accounts").path(0).path("facts")).remove(2);
		assertThat(between(after)).extracting(Change::place, Change::field, Change::was, Change::now)
			.contains(org.assertj.core.groups.Tuple.tuple("Fact 3", "What happened", "", "A call"))
			.contains(org.assertj.core.groups.Tuple.tuple("Fact 3", "Date and time", "4 March 2026", ""))
			.anySatisfy(
					(tuple) -> assertThat(tuple.toList()).startsWith("Account 1", "Facts that lead to this account"));
	}

	private List<Change> between(ObjectNode after) {
		return this.changes.between(SampleLetters.kidnapping(), LetterJson.content(after));
	}

}
