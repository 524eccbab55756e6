package org.comity.letters;

import java.util.OptionalInt;

import org.comity.letters.LetterContent.IdentifierType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was typed is made fit to be kept and printed; what names an account is one of its
 * kind; and words are found whole.
 */
class TypedTests {

	@ParameterizedTest
	@CsvSource({ "'one\r\ntwo\rthree','one\ntwo\nthree'", "'  a\tb \n','a\tb'", "'a\u0000b\u0007\u009fc',abc",
			"'a\ud800b',ab", "'e\u0301','\u00e9'", "'a\u202ab\u202ec',abc", "'a\u2066b\u2069c',abc",
			"'a\u202fb','a\u202fb'", "'a\u2029b','a\u2029b'", "'a\u2065b',ab", "'a\u206ab','a\u206ab'", "'\ufeffa',a",
			"'',''" })
	void aTextIsMadeFit(String typed, String kept) {
		assertThat(Typed.text(typed)).isEqualTo(kept);
	}

	@Test
	void nothingIsAnEmptyText() {
		assertThat(Typed.text(null)).isEmpty();
		assertThat(Typed.line("  one \r\n two\tthree ")).isEqualTo("one two three");
	}

	@Test
	void whatIsLeftOutCanBeNamed() {
		assertThat(Typed.unfit("fit\r\n\tand whole")).isEqualTo(OptionalInt.empty());
		assertThat(Typed.unfit("a\u202eb\u0000")).isEqualTo(OptionalInt.of(0x202E));
		assertThat(Typed.unfit("a\u0000b")).isEqualTo(OptionalInt.of(0));
	}

	@ParameterizedTest
	@CsvSource({ "EMAIL,a@mail.example,a@mail.example", "EMAIL,a@mail,''", "PHONE,+44 (20) 7946-0000,+442079460000",
			"PHONE,020 7946 0000,''", "PHONE,+0 20 7946 0000,''", "USERNAME,red_wharf,red_wharf",
			"USERNAME,red wharf,''", "URL,https://social.example/red,https://social.example/red",
			"URL,HTTP://social.example,HTTP://social.example", "URL,ftp://social.example,''",
			"URL,https://localhost,''", "URL,https:social.example,''", "URL,social.example/red,''",
			"URL,https://a b,''", "PROVIDER_ID,1000 77,1000 77", "PROVIDER_ID,'',''" })
	void anIdentifierIsOneOfItsKind(IdentifierType type, String typed, String kept) {
		assertThat(Identifiers.checked(type, typed).orElse("")).isEqualTo(kept);
		assertThat(Identifiers.checked(type, typed).isPresent()).isEqualTo(!kept.isEmpty());
	}

	@Test
	void aProvidersOwnNumberHasAnEnd() {
		assertThat(Identifiers.checked(IdentifierType.PROVIDER_ID, "1".repeat(200))).isPresent();
		assertThat(Identifiers.checked(IdentifierType.PROVIDER_ID, "1".repeat(201))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "'Live calls, please',true", "'LIVE CALLS',true", "alive calls,false", "live callsign,false",
			"'alive calls, live calls',true", "'(live calls)',true", "interceptions,true", "to intercept,true",
			"reintercept,false", "intercep,false", "'',false", "live,false" })
	void wordsAreFoundWhole(String text, boolean found) {
		assertThat(Phrases.of("live calls", "intercept*").in(text)).isEqualTo(found);
	}

}
