package org.comity.letters;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.comity.directory.ProviderCompany;
import org.comity.kernel.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left empty is no error, what is wrong is told beside its field, and a value
 * shown again is the value typed.
 */
class LetterFormTests {

	private static final ProviderCompany GOOGLE = new ProviderCompany(SampleLetters.COMPANY, UUID.randomUUID(),
			"Google", "Google LLC", "US", "US", "N.D. Cal.");

	@Test
	void anEmptyFormIsNoError() {
		for (LetterSection section : LetterSection.values()) {
			LetterForm.Reading reading = form(section).read(new LinkedMultiValueMap<>());
			assertThat(reading.good()).as(section.name()).isTrue();
		}
	}

	@Test
	void whatIsShownReadsBackTheSame() {
		var tree = LetterJson.tree(SampleLetters.kidnapping());
		for (LetterSection section : LetterSection.values()) {
			var value = section.list() ? tree.path(section.key()).path(0) : tree.path(section.key());
			LetterForm form = form(section);
			MultiValueMap<String, String> typed = new LinkedMultiValueMap<>();
			form.values(value).forEach(typed::add);
			form.chosen(value).forEach((name, chosen) -> chosen.forEach((one) -> typed.add(name, one)));
			LetterForm.Reading reading = form.read(typed);
			assertThat(errors(reading)).as(section.name()).isEmpty();
			for (LetterField field : section.fields()) {
				if (field.kind() != LetterField.Kind.FILE && field.kind() != LetterField.Kind.STATEMENT) {
					assertThat(reading.value().path(field.name()).toString()).as(section + " " + field.name())
						.isEqualTo(value.path(field.name()).toString().replace(":14:00\"", ":14\""));
				}
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "EMAIL,redwharf77@gmail.example,true", "EMAIL,not a mail,false", "EMAIL,a@b,false",
			"EMAIL,a@b@c.example,false", "PHONE,+447700900123,true", "PHONE,+44 7700 900 123,true",
			"PHONE,07700900123,false", "PHONE,+0123456789,false", "PHONE,+44770090012345678,false",
			"USERNAME,mia_k_4471,true", "USERNAME,mia k,false", "URL,https://chatterly.example/mia,true",
			"URL,javascript:alert(1),false", "URL,chatterly,false", "PROVIDER_ID,100004471,true" })
	void anIdentifierIsCheckedByItsKind(String type, String identifier, boolean good) {
		LetterForm.Reading reading = form(LetterSection.ACCOUNTS).read(typed("type", type, "identifier", identifier));
		assertThat(reading.good()).isEqualTo(good);
		if (!good) {
			assertThat(errors(reading)).containsOnlyKeys("identifier");
		}
	}

	@Test
	void anIdentifierNeedsItsKind() {
		assertThat(errors(form(LetterSection.ACCOUNTS).read(typed("identifier", "x")))).containsEntry("type",
				"Select what identifies the account");
	}

	@Test
	void aPeriodHasABeginningBeforeItsEnd() {
		LetterForm.Reading reading = form(LetterSection.ACCOUNTS)
			.read(typed("from.day", "5", "from.month", "3", "from.year", "2026", "from.time", "10:00", "to.day", "5",
					"to.month", "3", "to.year", "2026", "to.time", "9:59"));
		assertThat(errors(reading)).containsOnlyKeys("to").containsEntry("to", "End must be after the beginning");
	}

	@Test
	void whatIsStillToComeCannotBeAskedFor() {
		LetterForm.Reading reading = form(LetterSection.ACCOUNTS)
			.read(typed("to.day", "16", "to.month", "3", "to.year", "2026", "to.time", "00:00"));
		assertThat(errors(reading)).containsEntry("to",
				"End must be today or in the past: this treaty reaches stored data only");
	}

	@ParameterizedTest
	@CsvSource({ "31,2,2026", "1,13,2026", "x,1,2026", "1,1,26", "1,,2026", "1,1,99999" })
	void aDateThatIsNoneIsTold(String day, String month, String year) {
		LetterForm.Reading reading = form(LetterSection.PERSONS)
			.read(typed("birthDate.day", day, "birthDate.month", (month != null) ? month : "", "birthDate.year", year));
		assertThat(errors(reading)).containsOnlyKeys("birthDate");
	}

	@Test
	void aFactLiesInThePast() {
		assertThat(errors(form(LetterSection.FACTS)
			.read(typed("when.day", "16", "when.month", "3", "when.year", "2026", "when.time", ""))))
			.containsKey("when");
	}

	@Test
	void aTimeWithoutADayIsTold() {
		assertThat(errors(form(LetterSection.FACTS).read(typed("when.time", "21:14")))).containsKey("when");
		assertThat(errors(form(LetterSection.FACTS)
			.read(typed("when.day", "1", "when.month", "3", "when.year", "2026", "when.time", "25:00"))))
			.containsKey("when");
	}

	@Test
	void aMegabyteIsTooLongAndTold() {
		LetterForm.Reading reading = form(LetterSection.SUMMARY).read(typed("text", "x".repeat(1_000_000)));
		assertThat(errors(reading)).containsEntry("text", "Summary of the facts must be 10,000 characters or fewer");
	}

	@Test
	void lineEndsOfTheBrowserCountOnce() {
		assertThat(form(LetterSection.SUMMARY).read(typed("text", "x\r\n".repeat(4_999) + "yy")).good()).isTrue();
	}

	@Test
	void aNumberIsANumber() {
		assertThat(errors(form(LetterSection.OFFENCES).read(typed("months", "fourteen")))).containsKey("months");
		assertThat(errors(form(LetterSection.OFFENCES).read(typed("months", "-1")))).containsKey("months");
		assertThat(form(LetterSection.OFFENCES).read(typed("months", "168")).value().path("months").asInt())
			.isEqualTo(168);
	}

	@Test
	void onlyWhatIsOfferedCanBeChosen() {
		LetterForm.Reading reading = form(LetterSection.ACCOUNTS).read(typed("company", UUID.randomUUID().toString(),
				"facts", UUID.randomUUID().toString(), "type", "FAX", "data", "INTERCEPTION"));
		assertThat(reading.value().path("company").isNull()).isTrue();
		assertThat(reading.value().path("facts")).isEmpty();
		assertThat(reading.value().path("type").isNull()).isTrue();
		assertThat(reading.value().path("data")).isEmpty();
	}

	@Test
	void anAccountIsAskedAboutOnce() {
		LetterForm adding = new LetterForm(LetterSection.ACCOUNTS, List.of(GOOGLE), SampleLetters.kidnapping(),
				LocalDate.of(2026, 3, 15), null);
		assertThat(errors(adding.read(typed("type", "EMAIL", "identifier", "RedWharf77@gmail.example"))))
			.containsEntry("identifier", "This account is already in the letter");
	}

	@Test
	void aQuestionReadsItsOwnFieldsOnly() {
		LetterForm.Reading reading = form(LetterSection.FACTS).of(LetterSection.FACTS.page("source"))
			.read(typed("source", "A record", "what", "Something else"));
		assertThat(reading.value().propertyNames()).containsExactly("source");
	}

	@Test
	void timesAreTypedAsClocksHereShowThemAndKeptInUtc() {
		LetterForm.Reading reading = form(LetterSection.FACTS)
			.read(typed("when.day", "1", "when.month", "7", "when.year", "2025", "when.time", "00:30"));
		assertThat(reading.value().path("when").toString()).isEqualTo("{\"date\":\"2025-06-30\",\"time\":\"23:30\"}");
		assertThat(form(LetterSection.FACTS).values(reading.value())).containsEntry("when.day", "1")
			.containsEntry("when.month", "7")
			.containsEntry("when.time", "00:30");
	}

	@Test
	void anHourThatIsPassedOverIsTold() {
		assertThat(errors(form(LetterSection.FACTS)
			.read(typed("when.day", "30", "when.month", "3", "when.year", "2025", "when.time", "01:30"))).get("when"))
			.contains("went forward", "1:30");
	}

	@ParameterizedTest
	@CsvSource({ "FIRST,00:30", "SECOND,01:30" })
	void anHourThatComesTwiceIsAskedFor(String which, String utc) {
		MultiValueMap<String, String> night = typed("when.day", "26", "when.month", "10", "when.year", "2025",
				"when.time", "01:30");
		LetterForm.Reading reading = form(LetterSection.FACTS).read(night);
		assertThat(reading.twice()).containsExactly("when");
		night.set("when.which", which);
		reading = form(LetterSection.FACTS).read(night);
		assertThat(reading.value().path("when").path("time").asString()).isEqualTo(utc);
		assertThat(form(LetterSection.FACTS).values(reading.value())).containsEntry("when.which", which);
	}

	@Test
	void whatIsComingIsRefusedAndNothingElse() {
		LetterForm.Reading reading = form(LetterSection.ACCOUNTS)
			.read(typed("data", "OWNER", "data", "LIVE", "data.OWNER", "Who sent it"));
		assertThat(errors(reading)).containsOnlyKeys("data");
		assertThat(reading.value().path("data").toString()).isEqualTo("{\"BASIC_SUBSCRIBER\":\"Who sent it\"}");
	}

	private static LetterForm form(LetterSection section) {
		return new LetterForm(section, List.of(GOOGLE), SampleLetters.kidnapping(), LocalDate.of(2026, 3, 15),
				(section == LetterSection.ACCOUNTS) ? SampleLetters.ACCOUNT : null);
	}

	private static MultiValueMap<String, String> typed(String... pairs) {
		MultiValueMap<String, String> typed = new LinkedMultiValueMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			typed.add(pairs[i], pairs[i + 1]);
		}
		return typed;
	}

	private static Map<String, String> errors(LetterForm.Reading reading) {
		Map<String, String> errors = new java.util.LinkedHashMap<>();
		for (Map.Entry<String, Rejection> entry : reading.errors().entrySet()) {
			errors.put(entry.getKey(), LetterPdfTests.messages()
				.getMessage(entry.getValue().code(), entry.getValue().arguments().toArray(), Locale.UK));
		}
		return errors;
	}

}
