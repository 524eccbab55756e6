package org.comity.evidence.look;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import org.comity.evidence.look.TableLook.Limits;
import org.comity.evidence.look.TableLook.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A look shows what is there as plain text and never fails over what is in a file.
 */
class TableLookTests {

	private static final Limits SOME = new Limits(50, 20, 100);

	@Test
	void showsRowsAsTheyAre() throws IOException {
		Table table = look("time,address\n2026-03-05,\"a, \"\"b\"\"\nc\"\n<b>,\n\nlast", StandardCharsets.UTF_8, SOME);
		assertThat(table.rows()).containsExactly(List.of("time", "address"), List.of("2026-03-05", "a, \"b\" c"),
				List.of("<b>", ""), List.of("last"));
		assertThat(table.more()).isFalse();
		assertThat(table.width()).isEqualTo(2);
		assertThat(table.encoding()).isEqualTo("UTF-8");
		assertThat(table.sign()).isEqualTo(',');
	}

	@ParameterizedTest
	@ValueSource(strings = { ",", ";", "\t" })
	void findsTheSignBetweenCells(String sign) throws IOException {
		String text = "a|b|c\n\"1,5;x\"|2|3\n4|\"5,0\"|6\n".replace("|", sign);
		assertThat(look(text, StandardCharsets.UTF_8, SOME).sign()).isEqualTo(sign.charAt(0));
		assertThat(look(text, StandardCharsets.UTF_8, SOME).rows()).allMatch((row) -> row.size() == 3);
	}

	@ParameterizedTest
	@CsvSource({ "UTF-8,UTF-8", "UTF-16LE,UTF-16LE", "UTF-16BE,UTF-16BE", "ISO-8859-1,ISO-8859-1" })
	void findsTheEncodingWithAndWithoutItsMark(String charset, String found) throws IOException {
		String text = "na\u00EFve;caf\u00E9\nnumber;twelve\n";
		Table bare = look(text, Charset.forName(charset), SOME);
		assertThat(bare.encoding()).isEqualTo(found);
		assertThat(bare.rows().get(0)).containsExactly("na\u00EFve", "caf\u00E9");
		if (!charset.startsWith("ISO")) {
			Table marked = look("\uFEFF" + text, Charset.forName(charset), SOME);
			assertThat(marked.encoding()).isEqualTo(found);
			assertThat(marked.rows()).isEqualTo(bare.rows());
		}
	}

	@Test
	void aCharacterCutByTheSampleIsStillOne() throws IOException {
		String text = "\u00E9".repeat(40_000) + "x,y\n";
		assertThat(look("a" + text, StandardCharsets.UTF_8, SOME).encoding()).isEqualTo("UTF-8");
		assertThat(look(text, StandardCharsets.UTF_8, SOME).encoding()).isEqualTo("UTF-8");
	}

	@Test
	void cutsRowsColumnsAndCells() throws IOException {
		String row = "x".repeat(500) + ",2,3,4\n";
		Table table = look(row.repeat(9), StandardCharsets.UTF_8, new Limits(3, 2, 10));
		assertThat(table.rows()).hasSize(3).allMatch((one) -> one.equals(List.of("xxxxxxxxx\u2026", "2")));
		assertThat(table.more()).isTrue();
		assertThat(look(row.repeat(3), StandardCharsets.UTF_8, new Limits(3, 4, 10)).more()).isFalse();
		assertThat(look(row, StandardCharsets.UTF_8, new Limits(3, 3, 10)).more()).isTrue();
	}

	@Test
	void showsNothingThatCannotBeSeenOrTurnsTheDirection() throws IOException {
		assertThat(look("\u202Egnp.exe\u200B,a\u0000\u0007b,\uFEFF \t c\u00A0\u2028d", StandardCharsets.UTF_8, SOME)
			.rows()).containsExactly(List.of("gnp.exe", "ab", "c d"));
	}

	@Test
	void neverFailsOverWhatIsInAFile() throws IOException {
		Random random = new Random(3);
		for (int round = 0; round < 300; round++) {
			byte[] bytes = new byte[random.nextInt(3000)];
			random.nextBytes(bytes);
			Table table = TableLook.of(new ByteArrayInputStream(bytes), SOME);
			assertThat(table.rows().size()).isLessThanOrEqualTo(50);
		}
		assertThat(look("", StandardCharsets.UTF_8, SOME).rows()).isEmpty();
		assertThat(look("a,\"never closed\nb,c", StandardCharsets.UTF_8, SOME).rows())
			.containsExactly(List.of("a", "never closed b,c"));
		assertThat(look("a,\"b\"c,d", StandardCharsets.UTF_8, SOME).rows()).hasSize(1);
	}

	@Test
	void readsNoFurtherThanItMust() throws IOException {
		try (InputStream endless = new InputStream() {

			private long read;

			@Override
			public int read() {
				this.read++;
				assertThat(this.read).isLessThan(4_000_000);
				return (this.read == 1) ? '"' : 'x';
			}

			@Override
			public int read(byte[] into, int offset, int length) {
				into[offset] = (byte) read();
				for (int i = 1; i < length; i++) {
					into[offset + i] = 'x';
				}
				this.read += length - 1;
				return length;
			}
		}) {
			Table table = TableLook.of(endless, SOME);
			assertThat(table.more()).isTrue();
			assertThat(table.rows()).hasSize(1).first().satisfies((row) -> assertThat(row.get(0)).hasSize(100));
		}
	}

	@Test
	void aLineIsNeverLongerThanAskedFor() {
		assertThat(PlainText.line("abc", 3)).isEqualTo("abc");
		assertThat(PlainText.line("abcd", 3)).isEqualTo("ab\u2026");
		assertThat(PlainText.line("a\uD83D\uDE00b", 3)).isEqualTo("a\u2026");
		assertThat(PlainText.line("ab\uD83D\uDE00", 3)).isEqualTo("ab\u2026");
		assertThat(PlainText.line("\uD83D\uDE00", 1)).isEqualTo("\u2026");
		assertThat(PlainText.line("  a \n b  ", 9)).isEqualTo("a b");
		assertThat(PlainText.line("", 9)).isEmpty();
		assertThat(PlainText.line("\uD800a", 9)).isEqualTo("a");
	}

	private static Table look(String text, Charset charset, Limits limits) throws IOException {
		return TableLook.of(new ByteArrayInputStream(text.getBytes(charset)), limits);
	}

}
