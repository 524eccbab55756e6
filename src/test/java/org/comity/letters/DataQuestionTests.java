package org.comity.letters;

import java.util.Map;

import org.comity.letters.LetterContent.DataKind;
import org.comity.letters.LetterContent.LegalClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The officer's questions lead to the process that US law asks for.
 */
class DataQuestionTests {

	@ParameterizedTest
	@CsvSource({ "OWNER,BASIC_SUBSCRIBER,SUBPOENA", "SESSIONS,BASIC_SUBSCRIBER,SUBPOENA",
			"ACTIVITY,OTHER_RECORDS,COURT_ORDER", "CONTACTS,OTHER_RECORDS,COURT_ORDER", "CONTENT,CONTENT,WARRANT",
			"LOCATION,LOCATION,WARRANT" })
	void eachQuestionHasItsKindAndItsClass(DataQuestion question, DataKind kind, LegalClass legalClass) {
		assertThat(question.kind()).isEqualTo(kind);
		assertThat(kind.legalClass()).isEqualTo(legalClass);
	}

	@Test
	void nothingAnswersWhatIsStillToCome() {
		assertThat(DataQuestion.LIVE.kind()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void eachKindHasAQuestion(DataKind kind) {
		assertThat(DataQuestion.of(kind).kind()).isEqualTo(kind);
	}

	@Test
	void questionsOfOneKindGiveTheirReasonsTogether() {
		assertThat(DataQuestion.kinds(
				Map.of(DataQuestion.OWNER, "Who", DataQuestion.SESSIONS, "Where from", DataQuestion.CONTENT, "What")))
			.containsEntry(DataKind.BASIC_SUBSCRIBER, "Who\nWhere from")
			.containsEntry(DataKind.CONTENT, "What")
			.hasSize(2);
	}

	@Test
	void whereOnlyKindsAreKnownTheyAreShownByTheirFirstQuestion() {
		assertThat(DataQuestion.asked(LetterJson.parse("{\"data\":{\"OTHER_RECORDS\":\"Logs\"}}")))
			.containsExactly(Map.entry(DataQuestion.ACTIVITY, "Logs"));
	}

	@Test
	void anOldLetterKeepsItsCanonicalText() {
		String canonical = LetterJson.canonical("R", 1, LetterVersion.Kind.LETTER, "", SampleLetters.kidnapping());
		assertThat(canonical).doesNotContain("questions", "translat", "language");
	}

}
