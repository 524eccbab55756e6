package org.comity.signing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what was signed. Rows are added and read, never changed.
 */
@Component
class SignedDocuments {

	private static final String SELECT = "SELECT code, sha256, office_id, certificate, signed_at FROM signed_document";

	private final JdbcClient jdbc;

	SignedDocuments(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Adds a document, with whatever it becomes a part of. */
	@Transactional(propagation = Propagation.MANDATORY)
	void add(SignedDocument document) {
		this.jdbc
			.sql("INSERT INTO signing_certificate (fingerprint, office_id, first_used_at)"
					+ " VALUES (:certificate, :office, :at) ON CONFLICT DO NOTHING")
			.param("certificate", document.certificate())
			.param("office", document.office())
			.param("at", document.signedAt().atOffset(ZoneOffset.UTC))
			.update();
		this.jdbc
			.sql("INSERT INTO signed_document (code, sha256, office_id, certificate, signed_at)"
					+ " VALUES (:code, :sha256, :office, :certificate, :at)")
			.param("code", document.code().value())
			.param("sha256", document.sha256())
			.param("office", document.office())
			.param("certificate", document.certificate())
			.param("at", document.signedAt().atOffset(ZoneOffset.UTC))
			.update();
	}

	@Transactional(readOnly = true)
	Optional<SignedDocument> ofBytes(String sha256) {
		return this.jdbc.sql(SELECT + " WHERE sha256 = :sha256")
			.param("sha256", sha256)
			.query(SignedDocuments::document)
			.optional();
	}

	@Transactional(readOnly = true)
	Optional<SignedDocument> ofCode(DocumentCode code) {
		return this.jdbc.sql(SELECT + " WHERE code = :code")
			.param("code", code.value())
			.query(SignedDocuments::document)
			.optional();
	}

	@Transactional(readOnly = true)
	Map<String, UUID> offices(Collection<String> sha256s) {
		Map<String, UUID> offices = new HashMap<>();
		if (!sha256s.isEmpty()) {
			this.jdbc.sql(SELECT + " WHERE sha256 IN (:sha256s)")
				.param("sha256s", sha256s)
				.query(SignedDocuments::document)
				.list()
				.forEach((document) -> offices.put(document.sha256(), document.office()));
		}
		return offices;
	}

	/** Whether one of these codes or certificates is ours. */
	@Transactional(readOnly = true)
	boolean ours(Collection<String> codes, Collection<String> certificates) {
		return !codes.isEmpty()
				&& this.jdbc.sql("SELECT exists (SELECT 1 FROM signed_document WHERE code IN (:codes))")
					.param("codes", codes)
					.query(Boolean.class)
					.single()
				|| !certificates.isEmpty() && this.jdbc
					.sql("SELECT exists (SELECT 1 FROM signing_certificate WHERE fingerprint IN (:certificates))")
					.param("certificates", certificates)
					.query(Boolean.class)
					.single();
	}

	private static SignedDocument document(ResultSet row, int number) throws SQLException {
		return new SignedDocument(new DocumentCode(row.getString("code")), row.getString("sha256"),
				row.getObject("office_id", UUID.class), row.getString("certificate"),
				row.getObject("signed_at", OffsetDateTime.class).toInstant());
	}

}
