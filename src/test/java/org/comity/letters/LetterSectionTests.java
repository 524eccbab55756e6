package org.comity.letters;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;

import org.comity.letters.LetterField.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The table of questions is whole: each field is asked for once, each page has its words,
 * and no name stands in the way of an address.
 */
class LetterSectionTests {

	@ParameterizedTest
	@EnumSource
	void eachFieldIsOnOnePage(LetterSection section) {
		List<String> names = section.fields().stream().map(LetterField::name).toList();
		assertThat(names).doesNotHaveDuplicates().isNotEmpty();
		Set<String> pages = new HashSet<>();
		for (LetterPage page : section.pages()) {
			assertThat(page.fields()).isNotEmpty();
			assertThat(pages.add(page.name())).as(page.name()).isTrue();
			assertThat(page.name()).matches("[a-z]+").isNotIn(LetterPage.TAKEN);
			assertThat(section.page(page.name())).isEqualTo(page);
		}
	}

	@ParameterizedTest
	@EnumSource
	void eachPageAsksSaysWhyAndGivesAnExample(LetterSection section) {
		for (LetterPage page : section.pages()) {
			for (String part : List.of("ask", "why", "example")) {
				String key = "letter." + section.key() + "." + page.name() + "." + part;
				assertThat(LetterPdfTests.messages().getMessage(key, null, Locale.UK)).as(key).isNotBlank();
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void anItemOfAListTakesThreePagesAtMost(LetterSection section) {
		assertThat(section.pages()).hasSizeLessThanOrEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource
	void whatIsAskedAfterAYesHasItsYesBefore(LetterSection section) {
		for (int i = 0; i < section.pages().size(); i++) {
			String condition = section.pages().get(i).onlyIf();
			if (condition != null) {
				assertThat(section.pages().subList(0, i)).anyMatch((page) -> page.fields()
					.stream()
					.anyMatch((field) -> field.name().equals(condition) && field.kind() == Kind.YES_NO));
			}
		}
	}

	@Test
	void theReasonsOfUrgencyAreAskedAfterAYes() {
		assertThat(LetterSection.URGENCY.pages(LetterJson.parse("{\"asked\":false}"))).hasSize(1);
		assertThat(LetterSection.URGENCY.pages(LetterJson.parse("{}"))).hasSize(1);
		assertThat(LetterSection.URGENCY.pages(LetterJson.parse("{\"asked\":true}"))).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void aSectionIsFoundByItsNameInAddresses(LetterSection section) {
		assertThat(section.pages()).isNotEmpty();
		assertThat(section.slug()).isEqualTo(section.name().toLowerCase(Locale.ROOT).replace('_', '-'));
		assertThat(LetterSection.bySlug(section.slug())).isEqualTo(section);
	}

	@Test
	void whatIsNotInTheTableIsNotThere() {
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> LetterSection.bySlug("wishes"));
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> LetterSection.FACTS.page("wishes"));
	}

}
