package org.comity.desks.letter;

import org.comity.desks.letter.Difference.Piece;
import org.comity.letters.LetterChanges;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DifferenceTests {

	private static Difference between(String was, String now) {
		return Difference.of(new LetterChanges.Change("Fact 1", "What happened", was, now));
	}

	@Test
	void theWordsThatDifferAreMarkedAndTheOthersKeepTheirPlace() {
		Difference difference = between("He always used the account.", "He used the account on 3 March.");
		assertThat(difference.was()).containsExactly(new Piece("He ", false), new Piece("always ", true),
				new Piece("used the ", false), new Piece("account.", true));
		assertThat(difference.now()).containsExactly(new Piece("He ", false), new Piece("used the ", false),
				new Piece("account on 3 March.", true));
	}

	@Test
	void whatIsNewOrGoneIsSoAsAWhole() {
		assertThat(between("", "New words").was()).isEmpty();
		assertThat(between("", "New words").now()).containsExactly(new Piece("New words", true));
		assertThat(between("Old words", "").was()).containsExactly(new Piece("Old words", true));
	}

	@Test
	void nothingIsLostOfEitherText() {
		String was = "One\ntwo  three\tfour";
		String now = "One\nthree four  five";
		Difference difference = between(was, now);
		assertThat(String.join("", difference.was().stream().map(Piece::text).toList())).isEqualTo(was);
		assertThat(String.join("", difference.now().stream().map(Piece::text).toList())).isEqualTo(now);
	}

}
