package org.comity.letters;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.comity.letters.LetterContent.Account;
import org.comity.letters.LetterContent.DataKind;
import org.comity.letters.LetterContent.LegalClass;
import org.jspecify.annotations.Nullable;
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

	@Test
	void whatWasAnsweredIsShownAndItsKindIsNotShownTwice() {
		assertThat(DataQuestion.asked(LetterJson.parse("{\"questions\":{\"CONTACTS\":\"Whom\"},"
				+ "\"data\":{\"OTHER_RECORDS\":\"Logs\",\"CONTENT\":\"What\"}}")))
			.containsExactly(Map.entry(DataQuestion.CONTACTS, "Whom"), Map.entry(DataQuestion.CONTENT, "What"));
	}

	/** A reason that is missing, or the same, leaves no empty line. */
	@Test
	void theSameReasonIsGivenOnce() {
		assertThat(kind("Who", "Who")).isEqualTo("Who");
		assertThat(kind("Who", "")).isEqualTo("Who");
		assertThat(kind("", "Where from")).isEqualTo("Where from");
		assertThat(DataQuestion.kinds(Map.of(DataQuestion.LIVE, "All of it"))).isEmpty();
	}

	private static @Nullable String kind(String owner, String sessions) {
		return DataQuestion.kinds(Map.of(DataQuestion.OWNER, owner, DataQuestion.SESSIONS, sessions))
			.get(DataKind.BASIC_SUBSCRIBER);
	}

	/** A question whose kind of data is not asked for is none. */
	@Test
	void anAccountKeepsTheQuestionsOfItsData() {
		Account account = new Account(SampleLetters.ACCOUNT, null, "", null, "", null, null,
				new TreeMap<>(Map.of(DataKind.CONTENT, " What ")), List.of(), List.of(),
				new TreeMap<>(Map.of(DataQuestion.CONTENT, " What ", DataQuestion.OWNER, "Who")));
		assertThat(account.questions()).containsExactly(Map.entry(DataQuestion.CONTENT, "What"));
		assertThat(account.data()).containsExactly(Map.entry(DataKind.CONTENT, "What"));
	}

	@ParameterizedTest
	@EnumSource
	void eachKindHasItsSource(DataKind kind) {
		assertThat(kind.citation()).startsWith("18 USC 2703");
	}

}
