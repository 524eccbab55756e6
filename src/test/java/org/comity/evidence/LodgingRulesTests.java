package org.comity.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.process.DataSought;
import org.comity.process.Demand;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.comity.evidence.CertificateStatement.DILIGENT_SEARCH;
import static org.comity.evidence.CertificateStatement.ELECTRONIC_PROCESS;
import static org.comity.evidence.CertificateStatement.REGULAR_RECORDS;
import static org.comity.evidence.CertificateStatement.TRUE_COPIES;
import static org.comity.evidence.PartOutcome.NOT_IN_THIS_PART;
import static org.comity.evidence.PartOutcome.NO_RECORDS;
import static org.comity.evidence.PartOutcome.PRODUCED;

class LodgingRulesTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 27);

	private final Demand first = demand(1);

	private final Demand second = demand(2);

	private static Demand demand(int ordinal) {
		return new Demand(Ids.next(), ordinal, "EMAIL", "user" + ordinal + "@mail.example", null, null,
				Set.of(DataSought.CONTENT), "", null);
	}

	private static StoredFile file(String name, @Nullable Demand about) {
		return new StoredFile(Ids.next(), Ids.next(), name, "text/plain", (about != null) ? about.account() : null,
				"key", Instant.EPOCH, 3, "0".repeat(64), null);
	}

	private List<String> refusals(List<StoredFile> files, @Nullable PartOutcome one, @Nullable PartOutcome other,
			CertificateStatement... statements) {
		return refusals(files, one, other, new Certificate("Dana Ruiz", "Custodian", Set.of(statements), TODAY));
	}

	private List<String> refusals(List<StoredFile> files, @Nullable PartOutcome one, @Nullable PartOutcome other,
			Certificate certificate) {
		Map<UUID, PartOutcome> outcomes = new HashMap<>();
		if (one != null) {
			outcomes.put(this.first.account(), one);
		}
		if (other != null) {
			outcomes.put(this.second.account(), other);
		}
		return LodgingRules
			.check(new Lodging(Ids.next(), Manifest.fingerprint(files), certificate, outcomes), files,
					List.of(this.first, this.second), TODAY)
			.stream()
			.map((rejection) -> rejection.code().replace("evidence.", ""))
			.toList();
	}

	@Test
	void filesOfOneAccountAndNoneOfTheOther() {
		assertThat(refusals(List.of(file("a", this.first)), PRODUCED, NO_RECORDS, REGULAR_RECORDS, DILIGENT_SEARCH))
			.isEmpty();
		assertThat(refusals(List.of(file("a", this.first)), PRODUCED, NOT_IN_THIS_PART, REGULAR_RECORDS)).isEmpty();
	}

	@Test
	void eachAccountIsSpokenOf() {
		assertThat(refusals(List.of(file("a", this.first)), PRODUCED, null, REGULAR_RECORDS))
			.containsExactly("lodge.outcome.required");
	}

	@Test
	void whatIsSaidToBeProducedHasAFile() {
		assertThat(refusals(List.of(file("a", this.first)), PRODUCED, PRODUCED, REGULAR_RECORDS))
			.containsExactly("lodge.outcome.no-file");
		assertThat(refusals(List.of(file("a", null)), PRODUCED, PRODUCED, REGULAR_RECORDS)).isEmpty();
	}

	@Test
	void whatHasAFileIsSaidToBeProduced() {
		assertThat(refusals(List.of(file("a", this.first), file("b", this.second)), PRODUCED, NO_RECORDS,
				REGULAR_RECORDS, DILIGENT_SEARCH))
			.containsExactly("lodge.outcome.has-file");
		assertThat(refusals(List.of(file("a", null)), NOT_IN_THIS_PART, NOT_IN_THIS_PART, REGULAR_RECORDS))
			.containsExactly("lodge.nothing-produced");
	}

	@Test
	void aPartSaysSomething() {
		assertThat(refusals(List.of(), NOT_IN_THIS_PART, NOT_IN_THIS_PART, REGULAR_RECORDS))
			.containsExactly("lodge.empty");
		assertThat(refusals(List.of(), NO_RECORDS, NOT_IN_THIS_PART, DILIGENT_SEARCH)).isEmpty();
	}

	@Test
	void theCertificateFitsWhatIsSaid() {
		assertThat(refusals(List.of(file("a", null)), PRODUCED, PRODUCED, TRUE_COPIES))
			.containsExactly("certificate.records.required");
		assertThat(refusals(List.of(), NO_RECORDS, NO_RECORDS, REGULAR_RECORDS))
			.containsExactly("certificate.search.required");
	}

	@Test
	void aBusinessDocumentSaysHowTheRecordsAreKept() {
		Set<CertificateStatement> all = Set.of(REGULAR_RECORDS, CertificateStatement.BUSINESS_DOCUMENT,
				CertificateStatement.PERSONAL_KNOWLEDGE, CertificateStatement.RECEIVED_IN_BUSINESS);
		assertThat(refusals(List.of(file("a", null)), PRODUCED, PRODUCED,
				new Certificate("Dana Ruiz", "Custodian", all, " \n", TODAY)))
			.containsExactly("certificate.keeping.required");
		assertThat(refusals(List.of(file("a", null)), PRODUCED, PRODUCED,
				new Certificate("Dana Ruiz", "Custodian", all, "The mail system writes them", TODAY)))
			.isEmpty();
		assertThat(refusals(List.of(file("a", null)), PRODUCED, PRODUCED,
				new Certificate("Dana Ruiz", "Custodian", all, "x".repeat(2001), TODAY)))
			.containsExactly("certificate.too-long");
	}

	@Test
	void theCustodianIsNamedAndHasDeclared() {
		Certificate none = new Certificate("  ", "\u202E", Set.of(REGULAR_RECORDS), null);
		assertThat(refusals(List.of(file("a", null)), PRODUCED, PRODUCED, none)).containsExactly(
				"certificate.custodian.required", "certificate.custodianTitle.required",
				"certificate.signedOn.required");
		Certificate odd = new Certificate("x".repeat(1_000_000), "Custodian", Set.of(REGULAR_RECORDS),
				TODAY.plusDays(1));
		assertThat(refusals(List.of(file("a", null)), PRODUCED, PRODUCED, odd)).containsExactly("certificate.too-long",
				"certificate.signedOn.future");
	}

	@Test
	void theListIsThatOfSha256sumInTheOrderOfNames() {
		List<StoredFile> files = List.of(file("b.txt", null), file("a b.txt", null));
		assertThat(new String(Manifest.of(files), StandardCharsets.UTF_8))
			.isEqualTo("0".repeat(64) + "  a b.txt\n" + "0".repeat(64) + "  b.txt\n");
		assertThat(Manifest.fingerprint(files)).isNotEqualTo(Manifest.fingerprint(List.of(files.get(0))));
		assertThat(Manifest.fingerprint(List.of(file("a", this.first))))
			.isNotEqualTo(Manifest.fingerprint(List.of(file("a", this.second))));
	}

	/** The custodian certifies the files that were shown, and no others. */
	@Test
	void filesThatChangedMeanwhileAreLookedAtAgain() {
		Lodging lodging = new Lodging(Ids.next(), Manifest.fingerprint(List.of(file("a", null))),
				new Certificate("", "", Set.of(), null), Map.of());
		assertThat(LodgingRules.check(lodging, List.of(file("b", null)), List.of(this.first), TODAY))
			.containsExactly(Rejection.of("evidence.lodge.files-changed"));
	}

	/** What is said stands beside its field, with the account or the source. */
	@Test
	void eachWordStandsBesideItsField() {
		List<StoredFile> files = List.of(file("a", this.second));
		String one = "outcome-" + this.first.account();
		String other = "outcome-" + this.second.account();
		assertThat(found(files, PRODUCED, NO_RECORDS, DILIGENT_SEARCH)).containsExactly(
				Rejection.at(one, "evidence.lodge.outcome.no-file", "user1@mail.example"),
				Rejection.at(other, "evidence.lodge.outcome.has-file", "user2@mail.example"),
				Rejection.at("statements", "evidence.certificate.records.required")
					.citing("Federal Rules of Evidence 902(11), 902(13)"));
		assertThat(found(List.of(), null, NO_RECORDS, TRUE_COPIES)).containsExactly(
				Rejection.at(one, "evidence.lodge.outcome.required", "user1@mail.example"),
				Rejection.at("statements", "evidence.certificate.search.required")
					.citing("Federal Rules of Evidence 803(7), 902(11)"));
	}

	private List<Rejection> found(List<StoredFile> files, @Nullable PartOutcome one, PartOutcome other,
			CertificateStatement statement) {
		Map<UUID, PartOutcome> outcomes = new HashMap<>(Map.of(this.second.account(), other));
		if (one != null) {
			outcomes.put(this.first.account(), one);
		}
		return LodgingRules.check(
				new Lodging(Ids.next(), Manifest.fingerprint(files),
						new Certificate("Dana Ruiz", "Custodian", Set.of(statement), TODAY), outcomes),
				files, List.of(this.first, this.second), TODAY);
	}

	@Test
	void anElectronicProcessCertifiesAsWell() {
		assertThat(refusals(List.of(file("a", null)), PRODUCED, PRODUCED, ELECTRONIC_PROCESS)).isEmpty();
	}

	@Test
	void aNameHasAnEnd() {
		String longest = "x".repeat(Certificate.LONGEST);
		assertThat(refusals(List.of(file("a", null)), PRODUCED, PRODUCED,
				new Certificate(longest, longest, Set.of(REGULAR_RECORDS), TODAY)))
			.isEmpty();
		assertThat(refusals(List.of(file("a", null)), PRODUCED, PRODUCED,
				new Certificate(longest + "x", longest + "x", Set.of(REGULAR_RECORDS), TODAY)))
			.containsExactly("certificate.too-long", "certificate.too-long");
	}

	@Test
	void aNameIsOneLineThatCanBeRead() {
		Certificate certificate = new Certificate("Dana\n\tRuiz\u0000\u202E\ud800 ", " Custodian",
				Set.of(TRUE_COPIES, REGULAR_RECORDS), TODAY);
		assertThat(certificate.custodian()).isEqualTo("Dana Ruiz");
		assertThat(certificate.title()).isEqualTo("Custodian");
		assertThat(certificate.inOrder()).containsExactly(REGULAR_RECORDS, TRUE_COPIES);
	}

	/** What a filter let pass points to the list it was made from. */
	@Test
	void theListOfAFilterNamesTheListBefore() {
		assertThat(new String(Manifest.of(List.of(file("a", null)), "1".repeat(64)), StandardCharsets.UTF_8))
			.isEqualTo("# Filtered by the executing authority. Made from the list with the SHA-256 " + "1".repeat(64)
					+ "\n" + "0".repeat(64) + "  a\n");
	}

}
