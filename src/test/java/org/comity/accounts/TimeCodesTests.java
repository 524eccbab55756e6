package org.comity.accounts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimeCodesTests {

	/** The secret of RFC 6238's appendix B. */
	private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

	private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);

	/** The last six of the RFC's eight digits. */
	@ParameterizedTest
	@CsvSource({ "59,287082", "1111111109,081804", "1111111111,050471", "1234567890,005924", "2000000000,279037" })
	void theCodesAreThoseOfTheStandard(long second, String code) {
		assertThat(TimeCodes.at(SECRET, Instant.ofEpochSecond(second))).isEqualTo(code);
	}

	@Test
	void aClockMayBeOneStepOffAndNoMore() {
		for (int steps = -3; steps <= 3; steps++) {
			String code = TimeCodes.at(SECRET, NOW.plusSeconds(steps * 30L));
			assertThat(TimeCodes.step(SECRET, code, NOW, 0).isPresent()).as(steps + " steps off")
				.isEqualTo(Math.abs(steps) <= 1);
		}
	}

	@Test
	void aCodeIsTakenOnceAndNoneBeforeItAfterwards() {
		String code = TimeCodes.at(SECRET, NOW);
		long step = TimeCodes.step(SECRET, code, NOW, 0).orElseThrow();
		assertThat(step).isEqualTo(NOW.getEpochSecond() / 30);
		assertThat(TimeCodes.step(SECRET, code, NOW, step)).isEmpty();
		assertThat(TimeCodes.step(SECRET, TimeCodes.at(SECRET, NOW.minusSeconds(30)), NOW, step)).isEmpty();
		assertThat(TimeCodes.step(SECRET, TimeCodes.at(SECRET, NOW.plusSeconds(30)), NOW, step)).hasValue(step + 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "000000", "50471", "0504710", "\u0660\u0665\u0660\u0664\u0667\u0661", "abcdef" })
	void nonsenseIsNoCode(String typed) {
		assertThat(TimeCodes.step(SECRET, typed, NOW, 0)).isEmpty();
	}

	@Test
	void spacesDoNotMatter() {
		assertThat(TimeCodes.step(SECRET, " 050 471 ", NOW, 0)).isPresent();
	}

	@Test
	void theSecretIsWrittenInGroupsAndDrawn() {
		assertThat(TimeCodes.written(SECRET)).isEqualTo("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
		assertThat(TimeCodes.uri(SECRET, "a b@c.example"))
			.isEqualTo("otpauth://totp/Comity:a%20b%40c.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Comity");
		assertThat(TimeCodes.picture(SECRET, "a@b.example")).startsWith("<svg ")
			.endsWith("</svg>")
			.doesNotContain("style", "script");
		assertThat(TimeCodes.newSecret()).hasSize(20).isNotEqualTo(TimeCodes.newSecret());
	}

	@Test
	void recoveryCodesAreTenAndMeantHoweverTheyAreTyped() {
		assertThat(RecoveryCodes.fresh()).hasSize(10).doesNotHaveDuplicates().allMatch(RecoveryCodes::looksLikeOne);
		assertThat(RecoveryCodes.meant(" ABCDE-fghjk mnpqr ")).isEqualTo("abcdefghjkmnpqr");
		assertThat(RecoveryCodes.looksLikeOne("123456")).isFalse();
		assertThat(RecoveryCodes.looksLikeOne("abcde-fghjk-mnpq0")).isFalse();
	}

}
