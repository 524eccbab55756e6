package org.comity.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.malware.Held;
import org.comity.wall.InBackground;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Parts, their files and their custody as rows.
 */
@Repository
@Transactional
class Parts {

	private static final String PART = "select id, request_id, process_id, number, state, hop, producer_office_id, late, "
			+ "started_at, lodged_at, manifest_id, certificate_id, replaces, filtered_from, review_on, destruction_id "
			+ "from production_part ";

	private static final String FILE = "select id, part_id, name, media_type, account_id, storage_key, received_at, "
			+ "size, sha256, (select m.state from malware_scan m where m.storage_key = production_file.storage_key) "
			+ "as scanned from production_file ";

	private final JdbcClient jdbc;

	Parts(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Optional<Part> find(UUID id) {
		return this.jdbc.sql(PART + "where id = :id").param("id", id).query(Parts::part).optional();
	}

	/** The part's row is locked until the transaction ends. */
	Optional<Part> lock(UUID id) {
		return this.jdbc.sql(PART + "where id = :id for update").param("id", id).query(Parts::part).optional();
	}

	List<Part> ofRequest(UUID request) {
		return this.jdbc.sql(PART + "where request_id = :request order by started_at, id")
			.param("request", request)
			.query(Parts::part)
			.list();
	}

	List<Part> ofProcess(UUID process) {
		return this.jdbc.sql(PART + "where process_id = :process order by number, started_at, id")
			.param("process", process)
			.query(Parts::part)
			.list();
	}

	Optional<Part> byForm(UUID formKey) {
		return this.jdbc.sql(PART + "where form_key = :key").param("key", formKey).query(Parts::part).optional();
	}

	/**
	 * Begins a part.
	 * @param replaces the part it will be lodged in place of, or null
	 */
	void start(UUID id, UUID request, UUID process, UUID formKey, Actor actor, Instant now, @Nullable UUID replaces) {
		this.jdbc
			.sql("insert into production_part (id, request_id, process_id, number, state, hop, producer_office_id, "
					+ "form_key, started_by, started_at, replaces) values (:id, :request, :process, "
					+ "(select coalesce(max(number), 0) + 1 from production_part where process_id = :process), "
					+ "'UPLOADING', :hop, :office, :key, :person, :now, :replaces)")
			.param("replaces", replaces)
			.param("id", id)
			.param("request", request)
			.param("process", process)
			.param("hop", OfficeKind.PROVIDER.name())
			.param("office", actor.office())
			.param("key", formKey)
			.param("person", actor.person())
			.param("now", Timestamp.from(now))
			.update();
	}

	/**
	 * Makes the row of the part that goes home of a filtered one: of the same number, not
	 * yet anywhere.
	 */
	void startFiltered(UUID id, Part original, Actor actor, Instant now) {
		this.jdbc.sql(
				"insert into production_part (id, request_id, process_id, number, state, hop, producer_office_id, late, "
						+ "form_key, started_by, started_at, filtered_from) values (:id, :request, :process, :number, "
						+ "'UPLOADING', :hop, :office, :late, :id, :person, :now, :original)")
			.param("id", id)
			.param("request", original.request())
			.param("process", original.process())
			.param("number", original.number())
			.param("hop", OfficeKind.EXECUTING_AUTHORITY.name())
			.param("office", original.producer())
			.param("late", original.late())
			.param("person", actor.person())
			.param("now", Timestamp.from(now))
			.param("original", original.id())
			.update();
	}

	/** A file of a filtered part, whole from the start. */
	void pass(UUID id, UUID part, StoredFile file, String key, long size, String sha256, Actor actor, Instant now) {
		this.jdbc
			.sql("insert into production_file (id, part_id, name, media_type, account_id, storage_key, uploaded_by, "
					+ "started_at, received_at, size, sha256) values (:id, :part, :name, :type, :account, :key, :person, "
					+ ":now, :now, :size, :sha256)")
			.param("id", id)
			.param("part", part)
			.param("name", file.name())
			.param("type", file.mediaType())
			.param("account", file.account())
			.param("key", key)
			.param("person", actor.person())
			.param("now", Timestamp.from(now))
			.param("size", size)
			.param("sha256", sha256)
			.update();
	}

	/** Moves a part along the road. */
	void move(UUID id, ProductionState state, OfficeKind hop) {
		this.jdbc.sql("update production_part set state = :state, hop = :hop where id = :id")
			.param("state", state.name())
			.param("hop", hop.name())
			.param("id", id)
			.update();
	}

	void reviewOn(UUID id, @Nullable LocalDate day) {
		this.jdbc.sql("update production_part set review_on = :day where id = :id")
			.param("day", day)
			.param("id", id)
			.update();
	}

	void destroyed(UUID id, UUID certificate, Instant now) {
		this.jdbc
			.sql("update production_part set destroyed_at = :now, destruction_id = :certificate, review_on = null "
					+ "where id = :id")
			.param("now", Timestamp.from(now))
			.param("certificate", certificate)
			.param("id", id)
			.update();
	}

	/**
	 * Parts that came home, are to be looked at again by a day, and whose holder was not
	 * asked yet.
	 */
	@InBackground
	@Transactional(readOnly = true)
	Map<UUID, UUID> dueForReview(LocalDate by) {
		return offices(this.jdbc
			.sql("select p.id, r.investigator_office_id as office from production_part p "
					+ "join request r on r.id = p.request_id where p.state = 'RECEIVED' and p.review_on <= :by "
					+ "and not exists (select 1 from request_turn t where t.subject_id = p.id "
					+ "and t.due_on = p.review_on) order by p.review_on, p.id")
			.param("by", by));
	}

	/** Ids, each with the office in whose name it is to be worked on. */
	static Map<UUID, UUID> offices(JdbcClient.StatementSpec found) {
		Map<UUID, UUID> offices = new LinkedHashMap<>();
		found.query((row) -> {
			offices.put(row.getObject("id", UUID.class), row.getObject("office", UUID.class));
		});
		return offices;
	}

	/** The parts that the filter made of one, the newest first. */
	List<Part> madeOf(UUID original) {
		return this.jdbc.sql(PART + "where filtered_from = :original order by started_at desc, id desc")
			.param("original", original)
			.query(Parts::part)
			.list();
	}

	void discard(UUID id) {
		this.jdbc.sql("update production_part set state = 'DISCARDED' where id = :id").param("id", id).update();
	}

	/**
	 * Hands a part over to the executing office.
	 * @param state whether that office has checked it already
	 * @param manifest the document with the list of files, or null where there are none
	 */
	void send(UUID id, ProductionState state, boolean late, Actor actor, Instant now, @Nullable UUID manifest,
			UUID certificate) {
		this.jdbc
			.sql("update production_part set state = :state, hop = :hop, late = :late, lodged_by = :person, "
					+ "lodged_at = :now, manifest_id = :manifest, certificate_id = :certificate where id = :id")
			.param("state", state.name())
			.param("hop", OfficeKind.EXECUTING_AUTHORITY.name())
			.param("late", late)
			.param("person", actor.person())
			.param("now", Timestamp.from(now))
			.param("manifest", manifest)
			.param("certificate", certificate)
			.param("id", id)
			.update();
	}

	boolean lodgedBy(UUID id, UUID person) {
		return this.jdbc.sql("select exists (select 1 from production_part where id = :id and lodged_by = :person)")
			.param("id", id)
			.param("person", person)
			.query(Boolean.class)
			.single();
	}

	void arrived(UUID part, OfficeKind hop, UUID office, Instant at, @Nullable Instant checked) {
		this.jdbc
			.sql("insert into production_custody (id, part_id, hop, office_id, arrived_at, checked_at) "
					+ "values (:id, :part, :hop, :office, :at, :checked)")
			.param("id", Ids.next())
			.param("part", part)
			.param("hop", hop.name())
			.param("office", office)
			.param("at", Timestamp.from(at))
			.param("checked", (checked != null) ? Timestamp.from(checked) : null)
			.update();
	}

	/**
	 * One office that a part has come to.
	 *
	 * @param checkedAt when its own count of the hashes agreed, or null
	 */
	record Arrival(OfficeKind hop, UUID office, Instant at, @Nullable Instant checkedAt) {
	}

	List<Arrival> custody(UUID part) {
		return this.jdbc
			.sql("select hop, office_id, arrived_at, checked_at from production_custody where part_id = :part "
					+ "order by arrived_at, id")
			.param("part", part)
			.query((row, index) -> new Arrival(OfficeKind.valueOf(row.getString("hop")),
					row.getObject("office_id", UUID.class), row.getTimestamp("arrived_at").toInstant(),
					instant(row.getTimestamp("checked_at"))))
			.list();
	}

	/** When a part came to a hop last, or empty. */
	Optional<Arrival> arrival(Part part, OfficeKind hop) {
		return custody(part.id()).stream().filter((arrival) -> arrival.hop() == hop).reduce((first, last) -> last);
	}

	/**
	 * The office that had a part at a hop; at the provider's the one that uploads it,
	 * which for a provider on paper is the executing office.
	 */
	UUID holder(Part part, OfficeKind hop) {
		return (hop == OfficeKind.PROVIDER) ? part.producer()
				: arrival(part, hop).map(Arrival::office).orElse(part.producer());
	}

	/** The certificate and outcomes of a part are those of what was made of it too. */
	void inherit(UUID part, UUID original) {
		this.jdbc
			.sql("insert into production_certificate (part_id, custodian, title, statements, keeping, signed_on) "
					+ "select :part, custodian, title, statements, keeping, signed_on from production_certificate "
					+ "where part_id = :original")
			.param("part", part)
			.param("original", original)
			.update();
		this.jdbc
			.sql("insert into production_outcome (part_id, account_id, outcome) select :part, account_id, outcome "
					+ "from production_outcome where part_id = :original")
			.param("part", part)
			.param("original", original)
			.update();
	}

	void certify(UUID part, Certificate certificate) {
		this.jdbc
			.sql("insert into production_certificate (part_id, custodian, title, statements, keeping, signed_on) "
					+ "values (:part, :custodian, :title, :statements, :keeping, :signed)")
			.param("part", part)
			.param("custodian", certificate.custodian())
			.param("title", certificate.title())
			.param("statements",
					certificate.statements().stream().sorted().map(Enum::name).collect(Collectors.joining(" ")))
			.param("keeping", certificate.keeping())
			.param("signed", certificate.signedOn())
			.update();
	}

	Optional<Certificate> certificate(UUID part) {
		return this.jdbc.sql(
				"select custodian, title, statements, keeping, signed_on from production_certificate where part_id = :part")
			.param("part", part)
			.query((row, index) -> new Certificate(row.getString("custodian"), row.getString("title"),
					statements(row.getString("statements")), row.getString("keeping"),
					row.getObject("signed_on", LocalDate.class)))
			.optional();
	}

	private static Set<CertificateStatement> statements(String text) {
		return Arrays.stream(text.split(" "))
			.filter((name) -> !name.isEmpty())
			.map(CertificateStatement::valueOf)
			.collect(Collectors.toSet());
	}

	void outcome(UUID part, UUID account, PartOutcome outcome) {
		this.jdbc
			.sql("insert into production_outcome (part_id, account_id, outcome) values (:part, :account, :outcome)")
			.param("part", part)
			.param("account", account)
			.param("outcome", outcome.name())
			.update();
	}

	Map<UUID, PartOutcome> outcomes(UUID part) {
		Map<UUID, PartOutcome> outcomes = new HashMap<>();
		this.jdbc.sql("select account_id, outcome from production_outcome where part_id = :part")
			.param("part", part)
			.query((row) -> {
				outcomes.put(row.getObject("account_id", UUID.class), PartOutcome.valueOf(row.getString("outcome")));
			});
		return outcomes;
	}

	/** Notes a file whose bytes are about to come in. */
	void expect(UUID id, UUID part, String name, String mediaType, @Nullable UUID account, String key, Actor actor,
			Instant now) {
		this.jdbc
			.sql("insert into production_file (id, part_id, name, media_type, account_id, storage_key, uploaded_by, "
					+ "started_at) values (:id, :part, :name, :type, :account, :key, :person, :now)")
			.param("id", id)
			.param("part", part)
			.param("name", name)
			.param("type", mediaType)
			.param("account", account)
			.param("key", key)
			.param("person", actor.person())
			.param("now", Timestamp.from(now))
			.update();
	}

	/** A file is whole. It is not if its row was swept meanwhile. */
	boolean received(UUID file, String name, long size, String sha256, Instant now) {
		return this.jdbc
			.sql("update production_file set name = :name, size = :size, sha256 = :sha256, received_at = :now "
					+ "where id = :id")
			.param("name", name)
			.param("size", size)
			.param("sha256", sha256)
			.param("now", Timestamp.from(now))
			.param("id", file)
			.update() == 1;
	}

	void assign(UUID file, @Nullable UUID account) {
		this.jdbc.sql("update production_file set account_id = :account where id = :id")
			.param("account", account)
			.param("id", file)
			.update();
	}

	void remove(UUID file) {
		this.jdbc.sql("delete from production_file where id = :id").param("id", file).update();
	}

	/** The whole files of a part, in the order in which they came. */
	List<StoredFile> files(UUID part) {
		return this.jdbc.sql(FILE + "where part_id = :part and received_at is not null order by received_at, id")
			.param("part", part)
			.query(Parts::file)
			.list();
	}

	Optional<StoredFile> file(UUID part, UUID file) {
		return this.jdbc.sql(FILE + "where part_id = :part and id = :file and received_at is not null")
			.param("part", part)
			.param("file", file)
			.query(Parts::file)
			.optional();
	}

	/** A file that never became whole. */
	record Leftover(UUID file, String key) {
	}

	@InBackground
	@Transactional(readOnly = true)
	List<Leftover> leftovers(Instant before) {
		return this.jdbc
			.sql("select id, storage_key from production_file where received_at is null and started_at < :before")
			.param("before", Timestamp.from(before))
			.query((row, index) -> new Leftover(row.getObject("id", UUID.class), row.getString("storage_key")))
			.list();
	}

	/** Whether anybody still waits for a part of the request. */
	boolean anyUnsettled(UUID request) {
		return ofRequest(request).stream().anyMatch(Part::unsettled);
	}

	/** Notes that the office a part came to last has found its hashes right. */
	void confirmed(UUID part, OfficeKind hop, Instant now) {
		this.jdbc
			.sql("update production_custody set checked_at = :now where id = (select id from production_custody "
					+ "where part_id = :part and hop = :hop order by arrived_at desc, id desc limit 1)")
			.param("now", Timestamp.from(now))
			.param("part", part)
			.param("hop", hop.name())
			.update();
	}

	Map<OfficeKind, Instant> firstArrivals(UUID request) {
		Map<OfficeKind, Instant> first = new EnumMap<>(OfficeKind.class);
		this.jdbc
			.sql("select c.hop, min(c.arrived_at) as first from production_custody c "
					+ "join production_part p on p.id = c.part_id where p.request_id = :request group by c.hop")
			.param("request", request)
			.query((row) -> {
				first.put(OfficeKind.valueOf(row.getString("hop")), row.getTimestamp("first").toInstant());
			});
		return first;
	}

	/**
	 * Accounts with some outcome in a lodged part that nothing has taken the place of.
	 */
	Set<UUID> accounts(UUID process, PartOutcome outcome) {
		return Set.copyOf(this.jdbc
			.sql("select distinct o.account_id from production_outcome o join production_part p on p.id = o.part_id "
					+ "where p.process_id = :process and o.outcome = :outcome and p.state <> 'SUPERSEDED'")
			.param("process", process)
			.param("outcome", outcome.name())
			.query(UUID.class)
			.list());
	}

	private static Part part(ResultSet row, int index) throws SQLException {
		return new Part(row.getObject("id", UUID.class), row.getObject("request_id", UUID.class),
				row.getObject("process_id", UUID.class), row.getInt("number"),
				ProductionState.valueOf(row.getString("state")), OfficeKind.valueOf(row.getString("hop")),
				row.getObject("producer_office_id", UUID.class), row.getBoolean("late"),
				row.getTimestamp("started_at").toInstant(), instant(row.getTimestamp("lodged_at")),
				row.getObject("manifest_id", UUID.class), row.getObject("certificate_id", UUID.class),
				row.getObject("replaces", UUID.class), row.getObject("filtered_from", UUID.class),
				row.getObject("review_on", LocalDate.class), row.getObject("destruction_id", UUID.class));
	}

	private static StoredFile file(ResultSet row, int index) throws SQLException {
		return new StoredFile(row.getObject("id", UUID.class), row.getObject("part_id", UUID.class),
				row.getString("name"), row.getString("media_type"), row.getObject("account_id", UUID.class),
				row.getString("storage_key"), row.getTimestamp("received_at").toInstant(), row.getLong("size"),
				row.getString("sha256"), Held.of(row.getString("scanned")));
	}

	private static @Nullable Instant instant(@Nullable Timestamp stamp) {
		return (stamp != null) ? stamp.toInstant() : null;
	}

}
