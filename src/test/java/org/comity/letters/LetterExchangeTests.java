package org.comity.letters;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import org.comity.directory.ProviderCompany;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is written can be read again; what is wrong is told with its place, all of it, and
 * nothing is taken.
 */
class LetterExchangeTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 14);

	private static final ProviderCompany GOOGLE = new ProviderCompany(SampleLetters.COMPANY, UUID.randomUUID(),
			"Google", "Google LLC", "US", "US", "N.D. Cal.");

	private static final LetterContent LETTER = SampleLetters.kidnapping();

	@Test
	void whatIsWrittenIsReadAgainUnchanged() {
		assertThat(read(LetterExchange.bytes(LETTER, List.of(GOOGLE))).content()).isEqualTo(LETTER);
	}

	@Test
	void aFileHasLocalNamesAndNoIdsOfOurs() {
		String file = LetterExchange.write(LETTER, List.of(GOOGLE));
		assertThat(file).contains("\"fact-1\"", "\"account-1\"", "\"region\" : \"US\"", "\"time\" : \"21:14\"")
			.doesNotContain("00000000-0000");
	}

	@Test
	void anotherSystemsNamesAreLinkedAndGetIdsOfOurs() {
		LetterExchange.Reading reading = LetterExchange.read(file((letter) -> {
			((ObjectNode) letter.path("facts").path(0)).put("id", "CRIS.2026-77");
			((ObjectNode) letter.path("accounts").path(0)).putArray("facts").add("CRIS.2026-77");
		}), LetterContent.begun("", "", ""), List.of(GOOGLE), TODAY);
		LetterContent content = java.util.Objects.requireNonNull(reading.content());
		assertThat(content.accounts().get(0).facts()).containsExactly(content.facts().get(0).id());
		assertThat(content.facts().get(0).id()).isNotEqualTo(SampleLetters.FACT);
		// The file itself did not come: the check asks for it.
		assertThat(content.enclosures().get(0).document()).isNull();
	}

	@Test
	void fiftyMegabytesAreNotParsed() {
		byte[] file = new byte[50 * 1024 * 1024];
		Arrays.fill(file, (byte) '[');
		assertThat(faults(file)).containsExactly(" too-large");
		assertThat(faults(new byte[LetterExchange.LARGEST + 1])).containsExactly(" too-large");
	}

	@Test
	void deepNestingIsRefused() {
		assertThat(faults("[".repeat(100_000))).containsExactly(" too-deep");
		assertThat(faults("{\"a\":".repeat(20) + "1" + "}".repeat(20))).containsExactly(" too-deep");
	}

	@Test
	void whatIsNoJsonIsToldByLineAndColumn() {
		assertThat(read("{\n\"format\": \"comity-letter\",\n,}".getBytes(StandardCharsets.UTF_8)).faults())
			.containsExactly(ExchangeFault.at("", "syntax", 3, 1));
		for (String file : List.of("{\"format\":1,\"format\":2}", "{} {}", "{\"a\":NaN}", "What it says", "\u0000")) {
			assertThat(faults(file)).as(file).containsExactly(" syntax");
		}
		assertThat(faults(new byte[] { '{', '"', (byte) 0xFF, '"', ':', '1', '}' })).containsExactly(" syntax");
	}

	@Test
	void whatIsNoLetterIsRefused() {
		assertThat(faults("")).containsExactly(" no-letter");
		assertThat(faults("[]")).containsExactly(" no-letter");
		assertThat(faults("{}")).containsExactly("/format no-letter");
	}

	@Test
	void aWrongVersionIsRefused() {
		assertThat(faults((letter) -> letter.put("version", 2))).containsExactly("/version version");
		assertThat(faults((letter) -> letter.put("version", "1"))).containsExactly("/version version");
		assertThat(faults((letter) -> letter.remove("version"))).containsExactly("/version version");
	}

	@Test
	void anUnknownCompanyAndAWrongRegionAreRefused() {
		assertThat(faults((letter) -> company(letter).put("name", "Goggle LLC")))
			.containsExactly("/accounts/0/company/name company");
		assertThat(faults((letter) -> company(letter).put("region", "EEA")))
			.containsExactly("/accounts/0/company/region region");
	}

	@Test
	void reversedDatesAreRefused() {
		assertThat(faults((letter) -> {
			item(letter, "accounts").put("to", "2026-01-29T00:00:00Z");
			item(letter, "preservation").put("expiresOn", "2026-03-03");
		})).containsExactly("/accounts/0/to reversed", "/preservation/0/expiresOn reversed");
	}

	@Test
	void whatHasNotHappenedYetIsNoFact() {
		assertThat(faults((letter) -> {
			((ObjectNode) item(letter, "facts").path("when")).put("date", "2026-03-15");
			item(letter, "persons").put("birthDate", "2026-03-15");
		})).containsExactly("/facts/0/when/date past", "/persons/0/birthDate past");
	}

	@Test
	void aPeriodIntoTheFutureIsToldApart() {
		LetterContent content = java.util.Objects.requireNonNull(
				read(file((letter) -> item(letter, "accounts").put("to", "2026-03-15T00:00:00Z"))).content());
		assertThat(LetterExchange.beyondToday(content, TODAY))
			.containsExactly(ExchangeFault.at("/accounts/0/to", "stored-only"));
		assertThat(LetterExchange.beyondToday(LETTER, TODAY)).isEmpty();
	}

	@Test
	void duplicateAccountsAreRefused() {
		assertThat(faults((letter) -> {
			ObjectNode second = item(letter, "accounts").deepCopy();
			second.put("id", "account-2").put("identifier", "REDWHARF77@gmail.example");
			((ArrayNode) letter.path("accounts")).add(second);
		})).containsExactly("/accounts/1/identifier account-twice");
	}

	@Test
	void namesWithinTheFileMustBeOnceAndBeThere() {
		assertThat(faults((letter) -> {
			((ObjectNode) letter.path("facts").path(1)).put("id", "fact-1");
			item(letter, "accounts").putArray("offences").add("offence-9");
		})).containsExactlyInAnyOrder("/facts/1/id id-twice", "/accounts/0/facts/1 link",
				"/accounts/0/offences/0 link");
	}

	@Test
	void identifiersHaveTheFormOfTheirKind() {
		assertThat(faults((letter) -> item(letter, "accounts").put("identifier", "no-mail")))
			.containsExactly("/accounts/0/identifier identifier.EMAIL");
		assertThat(faults((letter) -> item(letter, "accounts").remove("type")))
			.containsExactly("/accounts/0/type identifier-type");
	}

	@Test
	void controlCharactersAndTurnedTextAreRefusedEverywhere() {
		assertThat(faults((letter) -> {
			of(letter, "summary").put("text", "He\u0000 paid");
			of(letter, "evidence").put("sought", "\u202Eslaem");
			item(letter, "facts").put("source", "A\u001b[31m");
			item(letter, "enclosures").put("title", "\uFEFFMail");
		})).containsExactlyInAnyOrder("/summary/text character", "/evidence/sought character",
				"/facts/0/source character", "/enclosures/0/title character");
	}

	@Test
	void markupIsTextAndNothingElse() {
		String markup = "<script>alert(1)</script> ${7*7} <b>&amp;";
		LetterContent content = java.util.Objects
			.requireNonNull(read(file((letter) -> of(letter, "summary").put("text", markup))).content());
		assertThat(content.summary().text()).isEqualTo(markup);
	}

	@Test
	void everyFaultIsToldAtOnce() {
		assertThat(faults((letter) -> {
			of(letter, "subject").put("title", "x".repeat(121));
			of(letter, "proceedings").put("nature", "WAR");
			item(letter, "offences").put("months", -1).put("life", "yes").put("verdict", "guilty");
			((ObjectNode) item(letter, "facts").path("when")).put("date", "2026-02-31").put("time", "25:00");
			item(letter, "accounts").put("from", "yesterday");
			of(letter, "procedure").putArray("certificates").add("FRE_902_11").add("FRE_902_11");
			letter.put("comment", "hello");
			letter.putArray("summary");
		})).contains("/subject/title maxLength", "/proceedings/nature enum", "/offences/0/months minimum",
				"/offences/0/life type", "/offences/0/verdict additionalProperties", "/facts/0/when/date format",
				"/facts/0/when/time pattern", "/accounts/0/from pattern", "/procedure/certificates uniqueItems",
				"/comment additionalProperties", "/summary type");
	}

	@Test
	void aFloodOfFaultsIsCutAndCounted() {
		List<String> faults = faults((letter) -> {
			for (int i = 0; i < 500; i++) {
				letter.put("unknown" + i, i);
			}
		});
		assertThat(faults).hasSize(LetterExchange.MOST_FAULTS + 1).endsWith(" more");
	}

	@Test
	void everyFaultHasWords() {
		for (String fault : List.of("too-large", "too-deep", "syntax", "no-letter", "version", "more", "schema", "type",
				"enum", "pattern", "format", "maxLength", "minLength", "maximum", "minimum", "maxItems", "uniqueItems",
				"required", "additionalProperties", "character", "id-twice", "link", "past", "reversed", "stored-only",
				"company", "region", "identifier-type", "account-twice")) {
			assertThat(LetterPdfTests.messages()
				.getMessage(ExchangeFault.at("", fault).code(), new Object[] { 1, 2 }, java.util.Locale.UK))
				.isNotBlank();
		}
	}

	private static List<String> faults(Consumer<ObjectNode> change) {
		return faults(file(change));
	}

	private static List<String> faults(String file) {
		return faults(file.getBytes(StandardCharsets.UTF_8));
	}

	private static List<String> faults(byte[] file) {
		LetterExchange.Reading reading = read(file);
		assertThat(reading.content()).as("nothing is taken").isNull();
		return reading.faults().stream().map((fault) -> fault.where() + " " + fault.fault()).toList();
	}

	private static LetterExchange.Reading read(byte[] file) {
		return LetterExchange.read(file, LETTER, List.of(GOOGLE), TODAY);
	}

	private static byte[] file(Consumer<ObjectNode> change) {
		ObjectNode letter = (ObjectNode) LetterExchange.parse(LetterExchange.write(LETTER, List.of(GOOGLE)));
		change.accept(letter);
		return letter.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static ObjectNode company(ObjectNode letter) {
		return (ObjectNode) item(letter, "accounts").path("company");
	}

	private static ObjectNode of(ObjectNode letter, String section) {
		return (ObjectNode) letter.path(section);
	}

	private static ObjectNode item(ObjectNode letter, String section) {
		return (ObjectNode) letter.path(section).path(0);
	}

}
