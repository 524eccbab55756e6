package org.comity.desks.casefile;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PointsTests {

	@Test
	void numberedParagraphsArePointsAndTheWordsBeforeThemAreNot() {
		assertThat(Points.of("Dear colleague,\n\n1. Who saw it?\n2. When?\nAt what hour?\n\n3.  By what record?"))
			.containsExactly("Who saw it?", "When?\nAt what hour?", "By what record?");
	}

	@Test
	void wordsWithoutNumbersHaveNoPoints() {
		assertThat(Points.of("Who saw it, and when?")).isEmpty();
		assertThat(Points.of("")).isEmpty();
	}

	@Test
	void aNumberThatDoesNotFollowBelongsToThePointBefore() {
		assertThat(Points.of("1. Which of these?\n3. the third\n7. the seventh\n2. And why?"))
			.containsExactly("Which of these?\n3. the third\n7. the seventh", "And why?");
		assertThat(Points.of("4. Fourth alone")).isEmpty();
	}

	@Test
	void moreThanAFormCanHoldAreAnsweredInOne() {
		StringBuilder many = new StringBuilder();
		for (int i = 1; i <= Points.MOST + 1; i++) {
			many.append(i).append(". Why?\n");
		}
		assertThat(Points.of(many.toString())).isEmpty();
	}

	@Test
	void answersStandUnderTheirPoints() {
		assertThat(
				Points.answered(List.of("Who?", "When?"), List.of(" The father. ", "At nine."), "Sorry for the delay."))
			.isEqualTo("1. Who?\nThe father.\n\n2. When?\nAt nine.\n\nSorry for the delay.");
		assertThat(Points.answered(List.of("Who?"), List.of("The father."), null)).isEqualTo("1. Who?\nThe father.");
	}

}
