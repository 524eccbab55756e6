package org.comity.accounts;

import java.util.HashSet;
import java.util.Set;

import org.comity.kernel.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordsTests {

	@ParameterizedTest
	@CsvSource({ "elevenchars,accounts.password.short", "password1234,accounts.password.common",
			"PassWord1234,accounts.password.common", "aaaaaaaaaaaaaaaa,accounts.password.common",
			"abababababababab,accounts.password.common", "person@office.example,accounts.password.address",
			"Person@Office.Example,accounts.password.address", "the-current-one!,accounts.password.old" })
	void aBadChoiceIsRefused(String fresh, String code) {
		assertThat(Passwords.refusals(choice(fresh, fresh))).extracting(Rejection::code).containsExactly(code);
	}

	@Test
	void tooLongIsRefusedBeforeItCostsAnything() {
		String longest = "correct horse battery ".repeat(9) + "staple";
		assertThat(longest).hasSizeGreaterThan(Passwords.LONGEST);
		assertThat(Passwords.refusals(choice(longest, longest))).extracting(Rejection::code)
			.containsExactly("accounts.password.long");
	}

	/** The hash would fail on half a character, and that would be a fault page. */
	@ParameterizedTest
	@ValueSource(strings = { "\ud800", "lantern harbour \udd11", "\udd11\ud83d lantern" })
	void halfACharacterIsNobodysPassword(String half) {
		assertThat(Passwords.possible(half)).isFalse();
		assertThat(Passwords.possible("lantern harbour \ud83d\udd11")).isTrue();
		String fresh = half + " quay and nine";
		assertThat(Passwords.refusals(choice(fresh, fresh))).extracting(Rejection::code)
			.containsExactly("accounts.password.characters");
	}

	@Test
	void twoThatDifferAreRefused() {
		assertThat(Passwords.refusals(choice("harbour-lantern-nine", "harbour-lantern-mine")))
			.extracting(Rejection::field)
			.containsExactly("repeated");
	}

	@Test
	void lengthIsEnough() {
		assertThat(Passwords.refusals(choice("harbour lantern", "harbour lantern"))).isEmpty();
		assertThat(Passwords.refusals(choice("двенадцать букв", "двенадцать букв"))).isEmpty();
	}

	@Test
	void passwordsThatNobodyKnowsDifferAndAreGoodOnes() {
		Set<String> made = new HashSet<>();
		for (int i = 0; i < 200; i++) {
			String password = Passwords.random();
			assertThat(password).matches("([a-hj-km-np-z2-9]{5}-){3}[a-hj-km-np-z2-9]{5}");
			assertThat(Passwords.refusals(choice(password, password))).isEmpty();
			made.add(password);
		}
		assertThat(made).hasSize(200);
	}

	/** The shortest and the longest that are taken, and one less and one more. */
	@Test
	void lengthsAreMeantToTheCharacter() {
		assertThat(codes("lanternkyqfe")).isEmpty();
		assertThat(codes("lanternkyqf")).containsExactly("accounts.password.short");
		assertThat(codes("lantern ".repeat(25))).isEmpty();
		assertThat(codes("lantern ".repeat(25) + "x")).containsExactly("accounts.password.long");
		// Eleven characters of two units each are eleven.
		assertThat(codes("\ud83d\udd11".repeat(11))).containsExactly("accounts.password.short");
	}

	/** Long enough, and tried first nevertheless. */
	@ParameterizedTest
	@ValueSource(strings = { "abcabcabcabc", "abcdabcdabcd", "qwertyuiop123", "password1234", "iloveyou1234",
			"123456789012", "Liverpool2024", "p@ssw0rdp@ssw0rd", "person1234567", "office123456" })
	void whatIsEasilyGuessedIsRefused(String fresh) {
		assertThat(codes(fresh)).containsExactly("accounts.password.common");
	}

	/** Lines of the list that say where it comes from are no passwords. */
	@Test
	void aCommentIsNoCommonPassword() {
		assertThat(codes("# a remark of mine")).isEmpty();
	}

	private static java.util.List<String> codes(String fresh) {
		return Passwords.refusals(choice(fresh, fresh)).stream().map(Rejection::code).toList();
	}

	private static Passwords.Choice choice(String fresh, String repeated) {
		return new Passwords.Choice("person@office.example", "the-current-one!", fresh, repeated);
	}

}
