package org.comity.letters;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command says by its exit code whether a letter may be sent, and why not as JSON.
 */
class LetterCheckCommandTests {

	private static final Path CASES = Path.of("src/test/resources/cases");

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-14T10:00:00Z"), ZoneOffset.UTC);

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

	@Test
	void adviceAloneIsGood() {
		assertThat(run(CASES.resolve("blackmail.json").toString())).isEqualTo(LetterCheckCommand.GOOD);
		JsonNode answer = answer();
		assertThat(answer.path("checkedOn").asString()).isEqualTo("2026-03-14");
		assertThat(answer.path("findings").size()).isEqualTo(2);
		assertThat(answer.path("findings").path(0).path("rule").asString()).isEqualTo("same-reason");
		assertThat(answer.path("findings").path(0).path("severity").asString()).isEqualTo("ADVICE");
		assertThat(answer.path("findings").path(0).path("where").asString()).isEqualTo("/accounts/0/data");
		assertThat(answer.path("findings").path(0).path("says").asString()).startsWith("Account 1:");
	}

	@Test
	void whatBlocksIsSaidByTheExitCode() {
		assertThat(run(CASES.resolve("interception.json").toString())).isEqualTo(LetterCheckCommand.BLOCKED);
		assertThat(answer().path("findings").path(0).path("rule").asString()).isEqualTo("stored-only");
	}

	@Test
	void anInvalidFileIsToldFaultByFault(@TempDir Path folder) throws IOException {
		Path file = folder.resolve("letter.json");
		Files.writeString(file, "{\"format\":\"comity-letter\",\"version\":1,\"subject\":{\"title\":7},\"extra\":1}");
		assertThat(run(file.toString())).isEqualTo(LetterCheckCommand.INVALID);
		assertThat(answer().path("faults").values().stream().map((fault) -> fault.path("where").asString()).toList())
			.containsExactlyInAnyOrder("/subject/title", "/extra");
	}

	@Test
	void noFileIsAComplaintAndNothingIsPrinted(@TempDir Path folder) {
		assertThat(run(folder.resolve("none.json").toString())).isEqualTo(LetterCheckCommand.INVALID);
		assertThat(this.printed.size()).isZero();
		assertThat(this.complained.toString(StandardCharsets.UTF_8)).contains("cannot be read");
		assertThat(run()).isEqualTo(LetterCheckCommand.INVALID);
		assertThat(this.complained.toString(StandardCharsets.UTF_8)).contains("Use:");
	}

	private int run(String... arguments) {
		return LetterCheckCommand.run(List.of(arguments), CLOCK,
				new PrintStream(this.printed, true, StandardCharsets.UTF_8),
				new PrintStream(this.complained, true, StandardCharsets.UTF_8));
	}

	private JsonNode answer() {
		return LetterExchange.parse(this.printed.toString(StandardCharsets.UTF_8));
	}

}
