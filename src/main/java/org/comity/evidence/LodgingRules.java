package org.comity.evidence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Rejection;
import org.comity.process.Demand;

/**
 * What a part must have before it is lodged. The fields are those of the form; the field
 * of an account is {@code outcome-} and its id.
 */
final class LodgingRules {

	private LodgingRules() {
	}

	static List<Rejection> check(Lodging lodging, List<StoredFile> files, List<Demand> accounts, LocalDate today) {
		if (!lodging.drawnFrom().equals(Manifest.fingerprint(files))) {
			return List.of(Rejection.of("evidence.lodge.files-changed"));
		}
		List<Rejection> found = new ArrayList<>();
		files.stream()
			.filter((file) -> file.held() != null)
			.forEach((file) -> found.add(Rejection.at("", "documents.not-released." + file.held(), file.name())));
		accounts.forEach((account) -> found.addAll(account(account, lodging, files)));
		if (found.isEmpty()) {
			found.addAll(whole(lodging, files));
		}
		found.addAll(certificate(lodging, files, today));
		return found;
	}

	private static List<Rejection> account(Demand account, Lodging lodging, List<StoredFile> files) {
		UUID id = account.account();
		PartOutcome outcome = lodging.outcomes().get(id);
		String field = "outcome-" + id;
		if (outcome == null) {
			return List.of(Rejection.at(field, "evidence.lodge.outcome.required", account.identifier()));
		}
		boolean own = files.stream().anyMatch((file) -> id.equals(file.account()));
		boolean shared = files.stream().anyMatch((file) -> file.account() == null);
		if (outcome == PartOutcome.PRODUCED && !own && !shared) {
			return List.of(Rejection.at(field, "evidence.lodge.outcome.no-file", account.identifier()));
		}
		if (outcome != PartOutcome.PRODUCED && own) {
			return List.of(Rejection.at(field, "evidence.lodge.outcome.has-file", account.identifier()));
		}
		return List.of();
	}

	private static List<Rejection> whole(Lodging lodging, List<StoredFile> files) {
		if (files.isEmpty() && !lodging.outcomes().containsValue(PartOutcome.NO_RECORDS)) {
			return List.of(Rejection.of("evidence.lodge.empty"));
		}
		if (!files.isEmpty() && !lodging.outcomes().containsValue(PartOutcome.PRODUCED)) {
			return List.of(Rejection.of("evidence.lodge.nothing-produced"));
		}
		return List.of();
	}

	private static List<Rejection> certificate(Lodging lodging, List<StoredFile> files, LocalDate today) {
		List<Rejection> found = new ArrayList<>();
		Certificate certificate = lodging.certificate();
		Set<CertificateStatement> statements = certificate.statements();
		boolean records = statements.contains(CertificateStatement.REGULAR_RECORDS)
				|| statements.contains(CertificateStatement.ELECTRONIC_PROCESS);
		if (!files.isEmpty() && !records) {
			found.add(Rejection.at("statements", "evidence.certificate.records.required")
				.citing("Federal Rules of Evidence 902(11), 902(13)"));
		}
		else if (lodging.outcomes().containsValue(PartOutcome.NO_RECORDS)
				&& !statements.contains(CertificateStatement.DILIGENT_SEARCH)) {
			found.add(Rejection.at("statements", "evidence.certificate.search.required")
				.citing(CertificateStatement.DILIGENT_SEARCH.citation()));
		}
		boolean business = statements.stream().anyMatch(CertificateStatement::businessDocument);
		if (business && certificate.keeping().isEmpty()) {
			found.add(Rejection.at("keeping", "evidence.certificate.keeping.required"));
		}
		if (certificate.keeping().length() > Certificate.LONGEST_TEXT) {
			found.add(Rejection.at("keeping", "evidence.certificate.too-long", Certificate.LONGEST_TEXT));
		}
		name("custodian", certificate.custodian(), found);
		name("custodianTitle", certificate.title(), found);
		LocalDate signed = certificate.signedOn();
		if (signed == null) {
			found.add(Rejection.at("signedOn", "evidence.certificate.signedOn.required"));
		}
		else if (signed.isAfter(today)) {
			found.add(Rejection.at("signedOn", "evidence.certificate.signedOn.future"));
		}
		return found;
	}

	private static void name(String field, String text, List<Rejection> found) {
		if (text.isEmpty()) {
			found.add(Rejection.at(field, "evidence.certificate." + field + ".required"));
		}
		else if (text.length() > Certificate.LONGEST) {
			found.add(Rejection.at(field, "evidence.certificate.too-long", Certificate.LONGEST));
		}
	}

}
