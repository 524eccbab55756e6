package org.comity.letters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.documents.Documents;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.requests.LetterFacts;
import org.comity.requests.Requests;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Drafts and versions in the database, and what the machine must know of them.
 */
@Repository
@Transactional
class LetterStore implements LetterFacts {

	private final JdbcClient jdbc;

	private final Directory directory;

	private final Documents documents;

	/** Asked late: requests asks us too, through {@link LetterFacts}. */
	private final ObjectProvider<Requests> requests;

	private final Clock clock;

	LetterStore(JdbcClient jdbc, Directory directory, Documents documents, ObjectProvider<Requests> requests,
			Clock clock) {
		this.jdbc = jdbc;
		this.directory = directory;
		this.documents = documents;
		this.requests = requests;
		this.clock = clock;
	}

	/** A section as it was last saved. */
	record SavedSection(JsonNode value, long version, Instant savedAt, UUID savedBy) {
	}

	/** The draft as it is: what was saved, over what it began with. */
	LetterDraft draft(UUID request) {
		Map<LetterSection, SavedSection> saved = saved(request);
		ObjectNode tree = LetterJson.tree(begun(request));
		Map<LetterSection, Long> versions = new EnumMap<>(LetterSection.class);
		Instant at = null;
		UUID by = null;
		for (Map.Entry<LetterSection, SavedSection> entry : saved.entrySet()) {
			tree.set(entry.getKey().key(), entry.getValue().value());
			versions.put(entry.getKey(), entry.getValue().version());
			if (at == null || entry.getValue().savedAt().isAfter(at)) {
				at = entry.getValue().savedAt();
				by = entry.getValue().savedBy();
			}
		}
		return new LetterDraft(request, LetterJson.content(tree), versions, at, by);
	}

	/**
	 * A draft begins with what the system knows; a supplement with what its parent says
	 * of the case. What is asked for, and when, is its own.
	 */
	private LetterContent begun(UUID request) {
		Requests known = this.requests.getObject();
		Requests.Facts facts = known.facts(request);
		UUID parent = facts.parent();
		if (parent != null) {
			ObjectNode carried = LetterJson
				.tree(latest(parent).map(LetterVersion::content).orElseGet(() -> draft(parent).content()));
			for (LetterSection own : List.of(LetterSection.SUBJECT, LetterSection.ACCOUNTS, LetterSection.EVIDENCE,
					LetterSection.PRESERVATION, LetterSection.URGENCY, LetterSection.TIME_LIMIT, LetterSection.USE,
					LetterSection.ENCLOSURES)) {
				carried.remove(own.key());
			}
			carried.putObject(LetterSection.SUBJECT.key()).put("title", facts.title());
			return LetterJson.content(carried);
		}
		String force = this.jdbc.sql("select investigator_office_id from request where id = :request")
			.param("request", request)
			.query(UUID.class)
			.optional()
			.map((office) -> this.directory.office(office).name())
			.orElse("");
		return LetterContent.begun(facts.title(), force, this.directory.office(facts.prosecutorOffice()).name());
	}

	private Map<LetterSection, SavedSection> saved(UUID request) {
		Map<LetterSection, SavedSection> saved = new EnumMap<>(LetterSection.class);
		this.jdbc
			.sql("select section, value, version, saved_at, saved_by from letter_draft where request_id = :request")
			.param("request", request)
			.query((row) -> {
				saved.put(LetterSection.valueOf(row.getString("section")),
						new SavedSection(LetterJson.parse(row.getString("value")), row.getLong("version"),
								instant(row, "saved_at"), row.getObject("saved_by", UUID.class)));
			});
		return saved;
	}

	Optional<SavedSection> saved(UUID request, LetterSection section) {
		return Optional.ofNullable(saved(request).get(section));
	}

	/**
	 * Writes a section over the version it was drawn from.
	 * @return false if somebody wrote another one since
	 */
	boolean write(UUID request, LetterSection section, JsonNode value, long drawnFrom, UUID by) {
		if (drawnFrom == 0) {
			return this.jdbc
				.sql("insert into letter_draft (request_id, section, value, version, saved_at, saved_by)"
						+ " values (:request, :section, cast(:value as jsonb), 1, :now, :by) on conflict do nothing")
				.param("request", request)
				.param("section", section.name())
				.param("value", value.toString())
				.param("now", now())
				.param("by", by)
				.update() == 1;
		}
		return this.jdbc
			.sql("update letter_draft set value = cast(:value as jsonb), version = version + 1, saved_at = :now,"
					+ " saved_by = :by where request_id = :request and section = :section and version = :version")
			.param("request", request)
			.param("section", section.name())
			.param("value", value.toString())
			.param("version", drawnFrom)
			.param("now", now())
			.param("by", by)
			.update() == 1;
	}

	List<LetterVersion> versions(UUID request) {
		return this.jdbc.sql("select * from letter_version where request_id = :request order by number")
			.param("request", request)
			.query(LetterStore::version)
			.list();
	}

	/** Keeps the draft as the officer submits it. */
	void submitted(UUID request, UUID by) {
		this.jdbc
			.sql("insert into letter_submission (request_id, number, content, submitted_at, submitted_by) select :request,"
					+ " 1 + count(*), cast(:content as jsonb), :now, :by from letter_submission where request_id = :request")
			.param("request", request)
			.param("content", LetterJson.write(draft(request).content()))
			.param("now", now())
			.param("by", by)
			.update();
	}

	/** What was submitted, oldest first. */
	List<LetterReading> submissions(UUID request) {
		return this.jdbc.sql("select * from letter_submission where request_id = :request order by number")
			.param("request", request)
			.query((row, index) -> new LetterReading("submission-" + row.getInt("number"),
					LetterReading.Kind.SUBMISSION, row.getInt("number"), instant(row, "submitted_at"),
					LetterJson.read(row.getString("content"))))
			.list();
	}

	Optional<LetterVersion> latest(UUID request) {
		return this.jdbc.sql("select * from letter_version where request_id = :request order by number desc limit 1")
			.param("request", request)
			.query(LetterStore::version)
			.optional();
	}

	void add(LetterVersion version) {
		this.jdbc
			.sql("insert into letter_version (request_id, number, kind, reference, content, canonical, sha256, note,"
					+ " issued_by, issued_by_name, issued_at, document_id) values (:request, :number, :kind, :reference,"
					+ " cast(:content as jsonb), :canonical, :sha256, :note, :by, :name, :at, :document)")
			.param("request", version.request())
			.param("number", version.number())
			.param("kind", version.kind().name())
			.param("reference", version.reference())
			.param("content", LetterJson.write(version.content()))
			.param("canonical", version.canonical())
			.param("sha256", version.sha256())
			.param("note", version.note())
			.param("by", version.issuedBy())
			.param("name", version.issuedByName())
			.param("at", version.issuedAt().atOffset(ZoneOffset.UTC))
			.param("document", version.document())
			.update();
	}

	void sent(UUID request, int number) {
		this.jdbc.sql("insert into letter_sent (request_id, number, sent_at) values (:request, :number, :now)")
			.param("request", request)
			.param("number", number)
			.param("now", now())
			.update();
	}

	@Override
	public List<Rejection> missing(UUID request) {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		LetterContent draft = draft(request).content();
		List<Rejection> missing = new ArrayList<>(Sufficiency.missing(draft, CheckContext.on(today)));
		missing.addAll(heldBack(draft));
		return missing;
	}

	/** Enclosures that the malware scanner has not found clean, and so go nowhere. */
	List<Rejection> heldBack(LetterContent draft) {
		return draft.enclosures()
			.stream()
			.flatMap((one) -> Optional.ofNullable(one.document())
				.flatMap(this.documents::find)
				.stream()
				.flatMap((document) -> document.heldBack(LetterSection.ENCLOSURES.slug() + "/" + one.id()).stream()))
			.toList();
	}

	@Override
	public boolean lockedNotSent(UUID request) {
		return this.jdbc
			.sql("select exists (select 1 from letter_version v where v.request_id = :request and not exists"
					+ " (select 1 from letter_sent s where s.request_id = v.request_id and s.number = v.number))")
			.param("request", request)
			.query(Boolean.class)
			.single();
	}

	@Override
	public boolean urgencyAsked(UUID request) {
		// Told urgently before there is a letter: the authorities do not read the draft.
		return latest(request).map((letter) -> Boolean.TRUE.equals(letter.content().urgency().asked()))
			.orElseGet(() -> this.jdbc.sql("select wall_urgency_asked(:request)")
				.param("request", request)
				.query(Boolean.class)
				.single());
	}

	@Override
	public @Nullable LocalDate neededBy(UUID request) {
		return current(request).timeLimit().date();
	}

	@Override
	public @Nullable String purpose(UUID request) {
		String purpose = current(request).evidence().purpose();
		return (purpose == null || purpose.isBlank()) ? null : purpose;
	}

	/** What counts: the newest version signed off, before that the draft. */
	private LetterContent current(UUID request) {
		return latest(request).map(LetterVersion::content).orElseGet(() -> draft(request).content());
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	private static LetterVersion version(ResultSet row, int index) throws SQLException {
		return new LetterVersion(row.getObject("request_id", UUID.class), row.getInt("number"),
				LetterVersion.Kind.valueOf(row.getString("kind")), row.getString("reference"),
				LetterJson.read(row.getString("content")), row.getString("canonical"), row.getString("sha256"),
				row.getString("note"), row.getObject("issued_by", UUID.class), row.getString("issued_by_name"),
				instant(row, "issued_at"), row.getObject("document_id", UUID.class));
	}

	/** The office of a hop of a request. */
	UUID office(UUID request, OfficeKind kind) {
		String column = switch (kind) {
			case INVESTIGATOR -> "investigator_office_id";
			case REQUESTING_AUTHORITY -> "requesting_office_id";
			case REQUESTED_AUTHORITY -> "requested_office_id";
			default -> "prosecutor_office_id";
		};
		return this.jdbc.sql("select " + column + " from request where id = :request")
			.param("request", request)
			.query(UUID.class)
			.single();
	}

}
