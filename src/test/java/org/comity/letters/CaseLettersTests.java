package org.comity.letters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.comity.letters.CheckContext.AskedBefore;
import org.comity.letters.LetterContent.IdentifierType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Twelve invented cases, each a whole letter as another system would write it, with the
 * faults a real one would have. A careful attorney's findings stand beside it: exactly
 * those, no more, no fewer.
 */
class CaseLettersTests {

	private static final Path CASES = Path.of("src/test/resources/cases");

	static List<String> cases() throws IOException {
		try (Stream<Path> files = Files.list(CASES)) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".expected.json"))
				.map((name) -> name.replace(".expected.json", ""))
				.sorted()
				.toList();
		}
	}

	@Test
	void thereAreTwelve() throws IOException {
		assertThat(cases()).containsExactly("blackmail", "drugs", "fraud", "interception", "intrusion", "kidnapping",
				"minor-theft", "modern-slavery", "murder", "protected-speech", "terrorism", "us-person");
	}

	@ParameterizedTest
	@MethodSource("cases")
	void findsWhatACarefulAttorneyFinds(String name) throws IOException {
		JsonNode expected = LetterExchange.parse(Files.readString(CASES.resolve(name + ".expected.json")));
		LocalDate today = LocalDate.parse(expected.path("today").asString(""));
		LetterExchange.Reading reading = LetterExchange.read(Files.readAllBytes(CASES.resolve(name + ".json")), today);
		assertThat(reading.faults()).isEmpty();
		List<String> found = Sufficiency.check(Objects.requireNonNull(reading.content()), context(expected, today))
			.stream()
			.map((finding) -> finding.rule().severity() + " " + finding.rule().name() + " " + finding.where())
			.toList();
		assertThat(found).containsExactlyInAnyOrderElementsOf(
				expected.path("findings").values().stream().map((one) -> one.asString("")).toList());
	}

	private static CheckContext context(JsonNode expected, LocalDate today) {
		List<AskedBefore> asked = new ArrayList<>();
		for (JsonNode one : expected.path("askedBefore")) {
			asked.add(new AskedBefore(IdentifierType.valueOf(one.path("type").asString("")),
					one.path("identifier").asString(""), one.path("request").asString("")));
		}
		String kept = expected.path("keptUntil").asString("");
		return new CheckContext(today, kept.isEmpty() ? null : LocalDate.parse(kept), asked);
	}

}
