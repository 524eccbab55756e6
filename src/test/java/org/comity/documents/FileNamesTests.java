package org.comity.documents;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A name somebody sends is made safe to show, and stays readable.
 */
class FileNamesTests {

	static Stream<Arguments> names() {
		return Stream.of(arguments("statement.pdf", "statement.pdf"), arguments("../../etc/passwd", "passwd"),
				arguments("..\\..\\windows\\system.ini", "system.ini"),
				arguments("invoice\u202Efdp.exe", "invoicefdp.exe"), arguments("a\u0000b.txt", "ab.txt"),
				arguments("line\r\nbreak.txt", "linebreak.txt"), arguments("", "file"), arguments("..", "file"),
				arguments("/", "file"), arguments("\u2066\u2069", "file"), arguments("cafe\u0301.txt", "caf\u00E9.txt"),
				arguments("say \"hi\".txt", "say _hi_.txt"), arguments("  .hidden", "hidden"));
	}

	@ParameterizedTest
	@MethodSource("names")
	void makesTheNameSafe(String sent, String kept) {
		assertThat(FileNames.safe(sent)).isEqualTo(kept);
	}

	@Test
	void aLongNameKeepsItsEnding() {
		String safe = FileNames.safe("x".repeat(300) + ".docx");
		assertThat(safe).hasSize(FileNames.LONGEST).endsWith("x.docx");
	}

	@Test
	void aLongNameIsNotCutInsideACharacter() {
		String safe = FileNames.safe("x".repeat(149) + "\uD83D\uDE00".repeat(20));
		assertThat(safe).isEqualTo("x".repeat(149));
	}

}
