package org.comity.letters;

import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same letter gives the same text and the same hash; another letter gives another.
 */
class LetterJsonTests {

	@Test
	void contentSurvivesTheJourney() {
		LetterContent content = SampleLetters.kidnapping();
		assertThat(LetterJson.read(LetterJson.write(content))).isEqualTo(content);
		assertThat(LetterJson.content(LetterJson.tree(content))).isEqualTo(content);
	}

	@Test
	void canonicalTextIsOrderedAndBare() {
		LetterContent content = LetterContent.begun("A \"title\"\nof two", "Northshire Police", "CPS");
		assertThat(LetterJson.canonical("CPS-1", 1, LetterVersion.Kind.LETTER, "", content))
			.isEqualTo("{\"content\":{\"authority\":{\"investigating\":\"Northshire Police\",\"prosecuting\":\"CPS\"},"
					+ "\"subject\":{\"title\":\"A \\\"title\\\" of two\"},\"use\":{\"given\":false}},"
					+ "\"format\":\"comity-letter-1\",\"kind\":\"LETTER\",\"number\":1,\"reference\":\"CPS-1\"}");
	}

	@Test
	void theOrderOfKeysDoesNotCount() {
		ObjectNode tree = LetterJson.tree(SampleLetters.kidnapping());
		ObjectNode turned = LetterJson.object();
		List<String> names = new java.util.ArrayList<>(tree.propertyNames());
		java.util.Collections.reverse(names);
		names.forEach((name) -> turned.set(name, tree.path(name)));
		assertThat(hash(LetterJson.content(turned))).isEqualTo(hash(SampleLetters.kidnapping()));
	}

	@Test
	void theFormOfUnicodeDoesNotCount() {
		assertThat(hash(titled("Café"))).isEqualTo(hash(titled("Cafe\u0301")));
	}

	@Test
	void everyWordCounts() {
		assertThat(hash(titled("Cafe"))).isNotEqualTo(hash(titled("Café")));
		ObjectNode tree = LetterJson.tree(SampleLetters.kidnapping());
		ArrayNode facts = (ArrayNode) tree.path("facts");
		facts.add(facts.remove(0));
		assertThat(hash(LetterJson.content(tree))).isNotEqualTo(hash(SampleLetters.kidnapping()));
	}

	@Test
	void numberKindAndNoteCount() {
		LetterContent content = SampleLetters.kidnapping();
		assertThat(List.of(LetterJson.canonical("R", 1, LetterVersion.Kind.LETTER, "", content),
				LetterJson.canonical("R", 2, LetterVersion.Kind.ADDENDUM, "a", content),
				LetterJson.canonical("R", 2, LetterVersion.Kind.ADDENDUM, "b", content),
				LetterJson.canonical("S", 2, LetterVersion.Kind.ADDENDUM, "b", content)))
			.doesNotHaveDuplicates();
	}

	@Test
	void hostileCharactersAreNotKept() {
		assertThat(titled("pay\u202Efdp.exe\u0000\u0007").subject().title()).isEqualTo("payfdp.exe");
	}

	private static LetterContent titled(String title) {
		return LetterContent.begun(title, "", "");
	}

	private static String hash(LetterContent content) {
		return LetterJson.hash(LetterJson.canonical("R", 1, LetterVersion.Kind.LETTER, "", content));
	}

}
