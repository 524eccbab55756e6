package org.comity.desks.casefile;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

import org.comity.preservation.Basis;
import org.comity.process.CompulsionMeans;
import org.comity.process.DataSought;
import org.comity.process.InvoiceWork;
import org.comity.process.NonDisclosureGround;
import org.comity.process.ObjectionGround;
import org.comity.process.ProcessKind;
import org.comity.requests.AccountOutcome;
import org.comity.requests.LedgerDetails.Name;
import org.comity.requests.Milestones;
import org.comity.requests.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DetailLineTests {

	private static Properties messages() throws IOException {
		Properties all = new Properties();
		try (Stream<Path> files = Files.list(Path.of("src/main/resources/messages"))) {
			for (Path file : files.toList()) {
				try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
					all.load(reader);
				}
			}
		}
		return all;
	}

	@Test
	void everyNameAndEveryCodeHasItsWords() throws IOException {
		Properties messages = messages();
		for (Name name : Name.values()) {
			List<DetailLine> lines = new ArrayList<>(DetailLine.of(name + ": x"));
			for (Object code : codes(name)) {
				lines.addAll(DetailLine.of(name + ": " + code));
				DetailLine coded = lines.get(lines.size() - 1);
				assertThat(messages).containsKey(Objects.requireNonNull(coded.coded(), name.name()).key());
			}
			assertThat(lines).allSatisfy((line) -> assertThat(messages).containsKey(line.name().key()))
				.allSatisfy((line) -> assertThat(line.plain() == null).isNotEqualTo(line.coded() == null));
			assertThat(lines.get(0).coded() != null).as("the codes of %s", name).isEqualTo(lines.size() > 1);
		}
	}

	private static List<Object> codes(Name name) {
		Object[] codes = switch (name) {
			case OUTCOME -> Outcome.values();
			case ACCOUNT_OUTCOME -> AccountOutcome.values();
			case MILESTONE -> Milestones.Kind.values();
			case PROCESS_KIND -> ProcessKind.values();
			case DATA -> DataSought.values();
			case SILENCE_GROUND -> NonDisclosureGround.values();
			case OBJECTION -> ObjectionGround.values();
			case MEANS -> CompulsionMeans.values();
			case WORK -> InvoiceWork.values();
			case PRESERVATION_BASIS -> Basis.values();
			case SEALED, GRAND_JURY, CARRIER -> new Object[] { true, false };
			default -> new Object[0];
		};
		return Arrays.asList(codes);
	}

	@Test
	void daysAndMomentsAreWrittenAsOnEveryPage() {
		assertThat(DetailLine.of("DAY: 2026-12-04\nUNTIL: 2026-12-04T17:05:09Z\nSCOPE: One\n\ttwo\nDAY: soon\nX"))
			.extracting(DetailLine::plain)
			.containsExactly("4 December 2026", "4 December 2026, 17:05 UTC", "One\ntwo", "soon", "X");
	}

}
