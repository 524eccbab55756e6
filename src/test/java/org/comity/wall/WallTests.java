package org.comity.wall;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

import org.comity.kernel.Ids;
import org.comity.testing.AsOwner;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The questions of who sees what, asked straight of the database as the application's
 * role: whatever a screen forgets, no row comes across the wall.
 */
@SpringBootTest(properties = "comity.demonstration.enabled=true")
class WallTests {

	/** Of which request a row is, for a table that does not say so itself. */
	private static final Map<String, String> REQUEST = Map.ofEntries(Map.entry("request", "t.id"),
			Map.entry("operation", ""), Map.entry("review_mark", "t.request_id"),
			Map.entry("document_removed", "(select d.request_id from document d where d.id = t.document_id)"),
			Map.entry("notice_read", "(select n.request_id from notice n where n.id = t.notice_id)"),
			Map.entry("production_check_finding", "(select p.request_id from production_check c "
					+ "join production_part p on p.id = c.part_id where c.id = t.check_id)"));

	private static final String OF_PROCESS = "(select p.request_id from process p where p.id = t.process_id)";

	private static final String OF_PART = "(select p.request_id from production_part p where p.id = t.part_id)";

	/** The requesting side's own. */
	private static final String REQUESTING = ":side = 'REQUESTING'";

	/** Everybody's but the provider's: it learns of no case. */
	private static final String NO_PROVIDER = ":side <> 'PROVIDER'";

	/**
	 * A process {@code p}: the provider's, once served on it; no auditor's where a court
	 * has sealed it or a grand jury asks, but for the requesting side's once evidence has
	 * come over.
	 */
	private static final String KNOWN = "((:side <> 'PROVIDER' or p.provider_office_id = cast(:office as uuid) "
			+ "and p.served_at is not null) and (cast(:overseen as text) is null or not (p.sealed or p.grand_jury) "
			+ "or cast(:overseen as text) = 'REQUESTING' and exists (select 1 from production_part w "
			+ "join production_custody y on y.part_id = w.id where w.process_id = p.id "
			+ "and y.hop in ('REQUESTING_AUTHORITY', 'PROSECUTOR', 'INVESTIGATOR'))))";

	/** Of a process that is known. */
	private static final String SERVED = "exists (select 1 from process p where p.id = t.process_id and " + KNOWN + ")";

	/** The same, and never the requesting side's. */
	private static final String CONFIDENTIAL = ":side <> 'REQUESTING' and " + SERVED;

	/** Of a part of evidence under a process that is known. */
	private static final String OF_KNOWN = "exists (select 1 from production_part v join process p on p.id = v.process_id "
			+ "where v.id = t.part_id and " + KNOWN + ")";

	private static final String DOCUMENT = "(:side = 'REQUESTING' "
			+ "and t.aspect in ('APPLICATION', 'LETTER', 'MESSAGE', 'FORM', 'EVIDENCE', 'DESTRUCTION') "
			+ "or :side = 'REQUESTED' and t.aspect <> 'APPLICATION' "
			+ "or :side = 'PROVIDER' and t.aspect in ('PROCESS', 'PROCESS_FORM', 'EVIDENCE', 'DESTRUCTION')) "
			+ "and (t.aspect not in ('FORM', 'PROCESS_FORM') or exists (select 1 from person n "
			+ "where n.id = t.created_by and n.office = cast(:office as uuid))) "
			+ "and (t.aspect not in ('PROCESS', 'COURT_PAPERS') "
			+ "or exists (select 1 from process p where p.id = t.subject_id and " + KNOWN + ")) "
			+ "and (t.aspect not in ('EVIDENCE', 'DESTRUCTION') or exists (select 1 from production_part v "
			+ "join process p on p.id = v.process_id where v.id = t.subject_id and " + KNOWN + "))";

	/**
	 * What is narrower than the request it belongs to, and by what. Whatever is not named
	 * here is seen by whoever the request has reached.
	 */
	private static final Map<String, String> NARROWER = Map.ofEntries(Map.entry("letter_draft", REQUESTING),
			Map.entry("letter_submission", REQUESTING), Map.entry("ledger_checkpoint_leaf", "false"),
			Map.entry("review", ownReview()), Map.entry("review_mark", ownReview()),
			Map.entry("ledger_text", "(t.side = :side or t.to_side = :side)"),
			Map.entry("ledger_person",
					"exists (select 1 from ledger_entry e where e.id = t.entry_id and e.side = :side)"),
			Map.entry("refused_look_at",
					"cast(:overseen as text) is not null and exists (select 1 from refused_look l where l.id = t.look_id "
							+ "and (l.side is null or l.side = cast(:overseen as text) "
							+ "or l.side = 'PROVIDER' and cast(:overseen as text) = 'REQUESTED'))"),
			Map.entry("reading", "(t.office_id = cast(:office as uuid) or t.side = cast(:overseen as text))"),
			Map.entry("letter_version", NO_PROVIDER), Map.entry("letter_sent", NO_PROVIDER),
			Map.entry("preservation", NO_PROVIDER), Map.entry("document", DOCUMENT),
			Map.entry("document_removed",
					"exists (select 1 from document d where d.id = t.document_id and " + DOCUMENT.replace("t.", "d.")
							+ ")"),
			Map.entry("request_milestone", "(t.released_at is not null or :side <> 'REQUESTING')"),
			Map.entry("request_condition", "(t.kind not in ('SEALED', 'SHOWN_TO_AUDITORS') or :side <> 'REQUESTING')"),
			Map.entry("process", KNOWN.replace("p.", "t.")), Map.entry("process_account", SERVED),
			Map.entry("process_answer", CONFIDENTIAL), Map.entry("process_objection", CONFIDENTIAL),
			Map.entry("process_affidavit", ":side = 'REQUESTED' and " + SERVED),
			Map.entry("process_paper", CONFIDENTIAL), Map.entry("process_compulsion", CONFIDENTIAL),
			Map.entry("non_disclosure_decision", CONFIDENTIAL), Map.entry("invoice", CONFIDENTIAL),
			Map.entry("production_part", SERVED), Map.entry("production_file", OF_KNOWN),
			Map.entry("production_copy", OF_KNOWN), Map.entry("production_outcome", OF_KNOWN),
			Map.entry("production_certificate", OF_KNOWN), Map.entry("production_custody", OF_KNOWN),
			Map.entry("production_check", OF_KNOWN), Map.entry("production_mark", OF_KNOWN),
			Map.entry("production_withheld", OF_KNOWN), Map.entry("evidence_key", OF_KNOWN),
			Map.entry("production_check_finding",
					"exists (select 1 from production_check c join production_part v on v.id = c.part_id "
							+ "join process p on p.id = v.process_id where c.id = t.check_id and " + KNOWN + ")"),
			Map.entry("proposed_move", "t.office_id = cast(:office as uuid)"),
			Map.entry("incoming_upload", "t.office_id = cast(:office as uuid)"),
			Map.entry("incoming_piece",
					"exists (select 1 from incoming_upload u where u.id = t.upload_id "
							+ "and u.office_id = cast(:office as uuid))"),
			Map.entry("emergency_access", "(t.office_id = cast(:office as uuid) or t.side = cast(:overseen as text))"),
			Map.entry("retention_decision",
					"(t.office_id = cast(:office as uuid) or t.side = cast(:overseen as text))"),
			Map.entry("notice", "t.office_id = cast(:office as uuid)"), Map.entry("notice_read",
					"exists (select 1 from person p where p.id = t.person_id and p.office = cast(:office as uuid))"));

	private static String ownReview() {
		return "(t.office_id = cast(:office as uuid) or exists (select 1 from office o where o.id = t.office_id "
				+ "and o.side = cast(:overseen as text)))";
	}

	private record Desk(UUID id, String code, String side, boolean overseeing) {
	}

	@Autowired
	JdbcClient application;

	@Autowired
	@AsOwner
	JdbcClient owner;

	@Autowired
	TransactionTemplate transaction;

	private List<Desk> desks() {
		return this.owner.sql("select id, code, coalesce(side, '') as side, kind from office order by code")
			.query((row, index) -> new Desk(row.getObject("id", UUID.class), row.getString("code"),
					row.getString("side"), row.getString("kind").equals("OVERSIGHT")))
			.list();
	}

	/** Every table that leads to a request, be it over others. */
	private List<String> walled() {
		return this.owner
			.sql("""
					with recursive leads (oid) as (
						select 'request'::regclass::oid
						union select c.conrelid from pg_constraint c join leads l on l.oid = c.confrelid where c.contype = 'f'
					)
					select relname::text from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
					and (oid in (select oid from leads) or oid in (select attrelid from pg_attribute
						where attname in ('request_id', 'request', 'document_id') and not attisdropped)
					or relname = 'operation') order by 1
					""")
			.query(String.class)
			.list();
	}

	private <T> T at(String office, Supplier<T> work) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			status.setRollbackOnly();
			this.application.sql("select set_config('comity.office', :office, true)")
				.param("office", office)
				.query(String.class)
				.single();
			return work.get();
		}));
	}

	/** What the role may not read at all it does not see either. */
	private long seen(String table) {
		boolean read = this.application.sql("select has_table_privilege(current_user, :table, 'select')")
			.param("table", table)
			.query(Boolean.class)
			.single();
		return !read ? 0 : this.application.sql("select count(*) from " + table).query(Long.class).single();
	}

	private String request(String table) {
		String own = REQUEST.get(table);
		if (own != null) {
			return own;
		}
		List<String> columns = this.owner
			.sql("select attname::text from pg_attribute where attrelid = cast(:table as regclass) and attnum > 0 "
					+ "and not attisdropped")
			.param("table", table)
			.query(String.class)
			.list();
		for (Map.Entry<String, String> way : Map
			.of("request_id", "t.request_id", "request", "t.request", "process_id", OF_PROCESS, "part_id", OF_PART)
			.entrySet()) {
			if (columns.contains(way.getKey())
					&& !(way.getKey().equals("process_id") && columns.contains("request_id"))) {
				return way.getValue();
			}
		}
		throw new AssertionError("Of which request a row of " + table + " is, nobody has said");
	}

	private long expected(String table, Desk desk) {
		return this.owner
			.sql("select count(*) from " + table
					+ " t where exists (select 1 from request_sight s where s.request_id = " + request(table)
					+ " and (s.office_id = cast(:office as uuid) or s.side = cast(:overseen as text) "
					+ "and (s.side <> 'REQUESTED' or s.request_id not in (select c.request_id from request_condition c "
					+ "where c.kind = 'SEALED' and c.ended_at is null)))) and " + NARROWER.getOrDefault(table, "true"))
			.param("office", desk.id())
			.param("side", desk.side())
			.param("overseen", desk.overseeing() ? desk.side() : null)
			.query(Long.class)
			.single();
	}

	@Test
	void everyTableThatLeadsToARequestStandsBehindTheWall() {
		List<String> open = this.owner
			.sql("select relname::text from pg_class where relname in (:tables) and relkind = 'r' "
					+ "and not relrowsecurity order by 1")
			.param("tables", walled())
			.query(String.class)
			.list();
		assertThat(walled()).contains("request", "ledger_entry", "process_paper", "production_file", "document");
		assertThat(open).as("tables without a policy: give each its rule in a migration, and its row here").isEmpty();
	}

	@Test
	void withNoOfficeSetNothingIsSeen() {
		for (String table : walled()) {
			assertThat(at("", () -> seen(table))).as(table).isZero();
			assertThat(seen(table)).as("%s, outside of a transaction", table).isZero();
			assertThat(at(UUID.randomUUID().toString(), () -> seen(table))).as("%s, an office that is none", table)
				.isZero();
		}
	}

	/** Counts for each office what it sees, and says where that is not what it should. */
	private List<String> wrong(Map<String, Long> found) {
		List<String> wrong = new ArrayList<>();
		for (Desk desk : desks()) {
			for (String table : walled()) {
				if (table.equals("operation")) {
					continue;
				}
				long seen = at(desk.id().toString(), () -> seen(table));
				long expected = expected(table, desk);
				found.merge(table, seen, Long::sum);
				if (seen != expected) {
					wrong.add(desk.code() + " sees " + seen + " rows of " + table + " and should see " + expected);
				}
			}
		}
		return wrong;
	}

	@Test
	void eachOfficeSeesTheRowsOfWhatHasReachedItAndNoOther() {
		Map<String, Long> found = new TreeMap<>();
		assertThat(wrong(found)).isEmpty();
		// Each refusal is paired with somebody's success, where the demonstration has a
		// row.
		found.forEach((table, seen) -> {
			long rows = this.owner.sql("select count(*) from " + table).query(Long.class).single();
			assertThat(seen > 0).as(table).isEqualTo(rows > 0 && !table.equals("ledger_checkpoint_leaf"));
		});
		assertThat(found).containsKeys("request", "process", "production_part", "ledger_text");
	}

	private long count(String sql, UUID of) {
		return this.application.sql("select count(*) from " + sql).param("id", of).query(Long.class).single();
	}

	/** With its papers, its evidence, and all that hangs on them. */
	@Test
	void whatACourtHasSealedIsNoAuditorsUntilItIsEvidenceAtHome() {
		String over = "exists (select 1 from production_part v join production_custody c on c.part_id = v.id "
				+ "where v.process_id = p.id and c.hop = 'REQUESTING_AUTHORITY')";
		String anywhere = "select p.id from process p where not p.sealed and not p.grand_jury and p.request_id not in "
				+ "(select c.request_id from request_condition c where c.kind = 'SEALED') "
				+ "and exists (select 1 from process_paper d where d.process_id = p.id) "
				+ "and exists (select 1 from process_answer a where a.process_id = p.id) ";
		UUID known = this.owner.sql(anywhere + "and " + over + " limit 1").query(UUID.class).single();
		UUID secret = this.owner.sql(anywhere + "and not " + over + " limit 1").query(UUID.class).single();
		String us = office("OVERSIGHT-US");
		String uk = office("OVERSIGHT-UK");
		for (UUID process : List.of(known, secret)) {
			assertThat(at(us, () -> count("process where id = :id", process))).isOne();
			assertThat(at(us, () -> count("process_paper where process_id = :id", process))).isPositive();
		}
		try {
			this.owner.sql("update process set sealed = true where id in (?, ?)").params(known, secret).update();
			for (String rows : List.of("process where id = :id", "process_account where process_id = :id",
					"process_paper where process_id = :id", "process_answer where process_id = :id",
					"production_part where process_id = :id", "document where subject_id = :id",
					"production_file f join production_part p on p.id = f.part_id where p.process_id = :id")) {
				assertThat(at(us, () -> count(rows, known))).as(rows).isZero();
				assertThat(at(us, () -> count(rows, secret))).as(rows).isZero();
				assertThat(at(uk, () -> count(rows, secret))).as(rows).isZero();
			}
			assertThat(at(uk, () -> count("process where id = :id", known))).isOne();
			assertThat(at(office("OIA"), () -> count("process where id = :id", secret))).isOne();
			assertThat(wrong(new TreeMap<>())).isEmpty();
		}
		finally {
			this.owner.sql("update process set sealed = false where id in (?, ?)").params(known, secret).update();
		}
	}

	@Test
	void aProviderReadsNoLetterAndFindsNoCase() {
		for (Desk desk : desks()) {
			if (desk.side().equals("PROVIDER")) {
				for (String table : List.of("letter_version", "letter_sent", "preservation", "letter_draft",
						"document where aspect in ('LETTER', 'APPLICATION', 'MESSAGE', 'COURT_PAPERS')",
						"wall_search('%')", "request r cross join wall_same_accounts(r.id)",
						"request where wall_urgency_asked(id)")) {
					assertThat(at(desk.id().toString(), () -> count(table, desk.id()))).as("%s: %s", desk.code(), table)
						.isZero();
				}
			}
		}
		String served = office("GOOGLE");
		assertThat(at(served, () -> count("process", UUID.randomUUID()))).isPositive();
		assertThat(at(served, () -> count("document where aspect = 'PROCESS'", UUID.randomUUID()))).isPositive();
		assertThat(at(office("OIA"), () -> count("letter_version", UUID.randomUUID()))).isPositive();
	}

	@Test
	void theRequestingSideSeesNoCourtPapersAndNoSeal() {
		for (String table : List.of("document where aspect in ('PROCESS', 'COURT_PAPERS')", "process_answer",
				"request_condition where kind = 'SEALED'")) {
			assertThat(this.owner.sql("select count(*) from " + table).query(Long.class).single()).as(table)
				.isPositive();
			for (Desk desk : desks()) {
				if (desk.side().equals("REQUESTING")) {
					assertThat(at(desk.id().toString(), () -> count(table, desk.id()))).as("%s: %s", desk.code(), table)
						.isZero();
				}
			}
		}
	}

	private String office(String code) {
		return this.owner.sql("select id::text from office where code = ?").param(code).query(String.class).single();
	}

	/**
	 * Every function that answers as the owner, and who may call it. A new one stands
	 * beside the wall: it must ask the rule itself, and be looked at before it stands
	 * here.
	 */
	private static final Map<String, String> DEFINERS = Map.ofEntries(
			Map.entry("erase_request(erased uuid)", "comity_app"),
			Map.entry(
					"note_refused_look(new_id uuid, seen_at timestamp with time zone, looker uuid, "
							+ "looking_office uuid, looking_side text, looked_for text, root text, key uuid)",
					"comity_app"),
			Map.entry("production_copy_stays()", ""), Map.entry("production_file_is_lodged()", ""),
			Map.entry("wall_came_over(of_process uuid)", "comity_app"),
			Map.entry("wall_hidden_matters()", "comity_app"),
			Map.entry("wall_is_sealed(request uuid)", "comity_worker"),
			Map.entry("wall_kept_until(request uuid)", "comity_app"),
			Map.entry("wall_opens(request uuid)", "comity_app comity_worker"),
			Map.entry("wall_processes_naming(account_identifier text, account_kind text)", "comity_app"),
			Map.entry("wall_proposals(subject uuid)", "comity_app"),
			Map.entry("wall_reached(request uuid)", "comity_app comity_worker"),
			Map.entry("wall_same_accounts(request uuid)", "comity_app"),
			Map.entry("wall_sealed(request uuid)", "comity_app"), Map.entry("wall_search(pattern text)", "comity_app"),
			Map.entry("wall_urgency_asked(request uuid)", "comity_app"));

	private static final String SUBJECTS = "select request_id, subject_id from proposed_move";

	private static final String PROCESSES = "select request_id, id from process";

	private static final String REQUESTS = "select id, id from request";

	/**
	 * What a function that takes a request, or what leads to one, is asked, and of which.
	 *
	 * @param call the question about {@code one}
	 * @param about requests, and what is asked about in each
	 */
	private record Question(String call, String about) {
	}

	/**
	 * Each function that the application may ask about a request; what is not here takes
	 * none, or gives no answer.
	 */
	private static final Map<String, Question> ASKED = Map.of("wall_came_over(of_process uuid)",
			new Question("wall_came_over(one)", PROCESSES), "wall_kept_until(request uuid)",
			new Question("wall_kept_until(one)", REQUESTS), "wall_opens(request uuid)",
			new Question("wall_opens(one)", REQUESTS), "wall_proposals(subject uuid)",
			new Question("(select string_agg(p::text, ' ') from wall_proposals(one) p)", SUBJECTS),
			"wall_reached(request uuid)", new Question("wall_reached(one)", REQUESTS),
			"wall_same_accounts(request uuid)",
			new Question("(select string_agg(identifier, ' ') from wall_same_accounts(one))", REQUESTS),
			"wall_sealed(request uuid)", new Question("wall_sealed(one)", REQUESTS), "wall_urgency_asked(request uuid)",
			new Question("wall_urgency_asked(one)", REQUESTS));

	@Test
	void whoMayCallWhatAnswersAsTheOwnerWasLookedAt() {
		Map<String, String> found = new TreeMap<>();
		this.owner
			.sql("""
					select p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name,
						coalesce((select string_agg(case when a.grantee = 0 then 'everybody' else a.grantee::regrole::text end,
								' ' order by a.grantee::regrole::text)
							from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
							where a.privilege_type = 'EXECUTE' and a.grantee <> p.proowner), '') as callers,
						p.prosqlbody is null and not coalesce(p.proconfig::text like '%search_path%', false) as led
					from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace
					""")
			.query((row) -> {
				found.put(row.getString("name"), row.getString("callers"));
				// What is looked up by name while it runs must not be led elsewhere.
				assertThat(row.getBoolean("led")).as("%s sets no search_path", row.getString("name")).isFalse();
			});
		assertThat(found).isEqualTo(new TreeMap<>(DEFINERS));
		assertThat(ASKED.keySet()).as("each that the application may ask about a request is asked below")
			.containsExactlyInAnyOrderElementsOf(DEFINERS.entrySet()
				.stream()
				.filter((one) -> one.getValue().contains("comity_app") && one.getKey().endsWith(" uuid)"))
				.map(Map.Entry::getKey)
				.filter((name) -> !name.startsWith("erase_request") && !name.startsWith("note_refused_look"))
				.toList());
	}

	/** The requests of which an office is told anything. */
	private List<UUID> told(Desk desk, Question question) {
		Map<UUID, UUID> about = new HashMap<>();
		this.owner.sql(question.about()).query((row) -> {
			about.put(row.getObject(2, UUID.class), row.getObject(1, UUID.class));
		});
		List<UUID> answered = at(desk.id().toString(),
				() -> this.application
					.sql("select one from unnest(cast(:ids as uuid[])) one where coalesce(cast(" + question.call()
							+ " as text), 'false') <> 'false'")
					.param("ids", "{" + String.join(",", about.keySet().stream().map(UUID::toString).toList()) + "}")
					.query(UUID.class)
					.list());
		return answered.stream().map((id) -> Objects.requireNonNull(about.get(id))).distinct().toList();
	}

	@Test
	void aForeignOfficeIsToldNothingByWhatAnswersAsTheOwner() {
		List<UUID> made = new ArrayList<>();
		UUID request = this.owner
			.sql("select r.id from request r where r.state not in ('DRAFT', 'CLOSED') and exists (select 1 "
					+ "from request_sight s where s.request_id = r.id and s.side = 'REQUESTED') limit 1")
			.query(UUID.class)
			.single();
		made.add(Ids.next());
		this.owner
			.sql("insert into retention_decision (id, request_id, office_id, side, person_id, kind, until, reason, "
					+ "decided_at) select ?, ?, o.id, o.side, p.id, 'KEEP', current_date + 9, 'Tried', now() "
					+ "from office o join person p on p.office = o.id where o.code = 'UKCA' limit 1")
			.params(made.get(0), request)
			.update();
		made.add(Ids.next());
		this.owner
			.sql("insert into proposed_move (id, request_id, machine, subject_id, move, office_id, person_id, entry_id, "
					+ "proposed_at, details) select ?, e.request_id, 'REQUEST', e.request_id, 'REFUSE', p.office, p.id, "
					+ "e.id, now(), '{}' from ledger_entry e join person p on p.office = e.office_id "
					+ "where e.request_id = ? and not exists (select 1 from proposed_move m where m.entry_id = e.id) limit 1")
			.params(made.get(1), request)
			.update();
		Set<String> answering = new TreeSet<>();
		try {
			for (Desk desk : desks()) {
				// What has reached an auditor's office has reached one of its side.
				List<UUID> reached = this.owner.sql(
						"select request_id from request_sight where office_id = :office or side = cast(:overseen as text)")
					.param("office", desk.id())
					.param("overseen", desk.overseeing() ? desk.side() : null)
					.query(UUID.class)
					.list();
				ASKED.forEach((name, question) -> {
					List<UUID> told = told(desk, question);
					assertThat(reached).as("%s asked by %s", name, desk.code()).containsAll(told);
					if (!told.isEmpty()) {
						answering.add(name);
					}
					if (name.startsWith("wall_sealed") && !desk.side().equals("REQUESTED")) {
						assertThat(told).as("the seal, asked by %s", desk.code()).isEmpty();
					}
				});
			}
		}
		finally {
			this.owner.sql("delete from retention_decision where id = ?").param(made.get(0)).update();
			this.owner.sql("delete from proposed_move where id = ?").param(made.get(1)).update();
		}
		// Each refusal is paired with somebody's answer, but for what holds within one
		// transaction alone.
		assertThat(answering).containsAll(ASKED.keySet()
			.stream()
			.filter((name) -> !name.startsWith("wall_opens") && !name.startsWith("wall_urgency_asked"))
			.toList());
	}

	@Test
	void nobodyErasesAnotherForcesRequest() {
		UUID request = this.owner.sql("select id from request where state = 'CLOSED' limit 1")
			.query(UUID.class)
			.single();
		for (Desk desk : desks()) {
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> at(desk.id().toString(),
						() -> this.application.sql("select count(*) from erase_request(:id)")
							.param("id", request)
							.query(Long.class)
							.single()))
				.withStackTraceContaining("does not end with the erasure");
		}
	}

	@Test
	void administratorsSeeNoRow() {
		Desk administration = desks().stream()
			.filter((desk) -> desk.code().equals("ADMINISTRATION"))
			.findFirst()
			.orElseThrow();
		for (String table : walled()) {
			assertThat(at(administration.id().toString(), () -> seen(table))).as(table).isZero();
		}
	}

	@Test
	void anotherOfficesRequestCannotBeChangedAndNoEntryMadeForIt() {
		Map<String, Object> pair = this.owner
			.sql("select r.id, o.id as office from request r cross join office o where o.kind = 'INVESTIGATOR' "
					+ "and not exists (select 1 from request_sight s where s.request_id = r.id and s.office_id = o.id) "
					+ "limit 1")
			.query()
			.singleRow();
		String office = String.valueOf(pair.get("office"));
		UUID request = UUID.fromString(String.valueOf(pair.get("id")));
		assertThat(at(office,
				() -> this.application.sql("update request set title = 'Mine' where id = :id")
					.param("id", request)
					.update()))
			.isZero();
		for (String sql : List.of(
				"insert into request_sight (request_id, office_id, side, since) "
						+ "values (:id, cast(:office as uuid), 'REQUESTING', now())",
				"insert into request_turn (subject_id, request_id, subject_kind, office_id, awaiting, since) "
						+ "values (gen_random_uuid(), :id, 'REQUEST', cast(:office as uuid), 'DRAFT', now())")) {
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> at(office,
						() -> this.application.sql(sql).param("id", request).param("office", office).update()))
				.withStackTraceContaining("row-level security");
		}
		String own = this.owner
			.sql("select office_id::text from request_sight where request_id = :id and side = 'REQUESTING' limit 1")
			.param("id", request)
			.query(String.class)
			.single();
		assertThat(at(own,
				() -> this.application.sql("update request set title = title where id = :id")
					.param("id", request)
					.update()))
			.isOne();
	}

	@Test
	void nobodyChangesTheLedgerOrTakesAnythingAwayFromIt() {
		String office = this.owner.sql("select office_id::text from request_sight limit 1")
			.query(String.class)
			.single();
		for (String sql : List.of("update ledger_entry set move = 'X'", "delete from ledger_entry",
				"delete from ledger_text", "truncate ledger_entry",
				"alter table ledger_entry disable row level security", "set role comity_owner",
				"set session authorization comity_owner")) {
			assertThatExceptionOfType(DataAccessException.class).as(sql).isThrownBy(() -> at(office, () -> {
				this.application.sql(sql).update();
				return true;
			}))
				.satisfies((thrown) -> assertThat(thrown.getMostSpecificCause()).isInstanceOfSatisfying(
						SQLException.class, (cause) -> assertThat(cause.getSQLState()).as(sql).isEqualTo("42501")));
		}
	}

	@Test
	void searchingFindsNothingAcrossTheWall() {
		for (Desk desk : desks()) {
			long reached = desk.side().equals("PROVIDER") ? 0 : expected("request", desk);
			assertThat(at(desk.id().toString(),
					() -> this.application.sql("select count(*) from wall_search('%')").query(Long.class).single()))
				.as(desk.code())
				.isEqualTo(reached);
		}
		assertThat(
				at("", () -> this.application.sql("select count(*) from wall_search('%')").query(Long.class).single()))
			.isZero();
	}

	@Test
	void backgroundWorkSeesWhatIsDueAndNotWhatACaseIsAbout() {
		assertThat(background("select count(*) from (select id, state from request) r")).isPositive();
		for (String sql : List.of("select title from request", "select identifier from request_account",
				"select value from letter_draft", "select name from document", "select name from production_file",
				"select text from process_affidavit", "select email from person")) {
			assertThatExceptionOfType(DataAccessException.class).as(sql)
				.isThrownBy(() -> background("select count(*) from (" + sql + ") x"))
				.withStackTraceContaining("permission denied");
		}
	}

	private long background(String sql) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			this.application.sql("set local role comity_worker").update();
			return this.application.sql(sql).query(Long.class).single();
		}));
	}

	@Test
	void theOfficeIsForgottenWithTheTransaction() {
		String office = this.owner.sql("select office_id::text from request_sight limit 1")
			.query(String.class)
			.single();
		assertThat(at(office, () -> seen("request"))).isPositive();
		for (int attempt = 0; attempt < 20; attempt++) {
			long later = Objects.requireNonNull(this.transaction.execute((status) -> seen("request")));
			assertThat(later).isZero();
		}
	}

}
