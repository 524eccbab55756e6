package org.comity.proof;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.comity.desks.casefile.DeskTest;
import org.comity.desks.casefile.Road;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;
import org.comity.testing.AsOwner;
import org.comity.wall.Overseen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever owns the database changes one thing in it, having taken away every constraint
 * of the tables that prove: also that a value is there, and that a key is there once. The
 * first bad entry is named each time. The columns are those that the database has: a new
 * one is tried without anybody thinking of it.
 */
@DeskTest
class TamperTests {

	private static final List<String> CHAIN = List.of("ledger_entry", "ledger_person", "ledger_text");

	private static final List<String> SEALED = List.of("ledger_checkpoint", "ledger_checkpoint_leaf");

	@Autowired
	Road road;

	@Autowired
	LedgerKeys keys;

	@Autowired
	Seals seals;

	@Autowired
	DataSource source;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	JdbcClient application;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	Environment environment;

	@Autowired
	Clock clock;

	/** Kept apart from other tests of the same application. */
	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path folder;

	private UUID request = new UUID(0, 0);

	private long last;

	/** The first checkpoint that this test made. */
	private long first;

	/** The database as its owner may change it; nothing of it is ever committed. */
	private final class Owner implements AutoCloseable {

		private final Connection connection;

		private final JdbcClient sql;

		private final LedgerProof proof;

		private final Checkpoints checkpoints;

		Owner() throws SQLException {
			this.connection = DriverManager.getConnection(property("spring.datasource.url"),
					property("spring.flyway.user"), property("spring.flyway.password"));
			this.connection.setAutoCommit(false);
			SingleConnectionDataSource source = new SingleConnectionDataSource(this.connection, true);
			this.sql = JdbcClient.create(source);
			Streams streams = new Streams(source);
			this.proof = new LedgerProof(streams, TamperTests.this.seals);
			this.checkpoints = new Checkpoints(TamperTests.this.keys, TamperTests.this.seals, streams,
					new CheckpointWitness(TamperTests.this.folder.resolve("checkpoints")), this.sql,
					TamperTests.this.clock);
			assertThat(this.sql.sql("select current_user::text").query(String.class).single())
				.isEqualTo("comity_owner");
			// What leads to a key goes before the key, and the key before that its
			// columns are there.
			for (String drop : this.sql.sql("""
					with proving as (select c.oid from pg_class c where c.relkind = 'r'
						and (c.relname like 'ledger%' or c.relname in ('request', 'erased_request')))
					select 'alter table ' || conrelid::regclass || ' '
						|| string_agg('drop constraint ' || quote_ident(conname), ', '
							order by array_position(array['p', 'u', 'c', 'n'], contype::text))
					from pg_constraint
					where conrelid in (select oid from proving)
						or contype = 'f' and confrelid in (select oid from proving)
					group by conrelid, contype = 'f' order by contype = 'f' desc, conrelid""")
				.query(String.class)
				.list()) {
				this.sql.sql(drop).update();
			}
			assertThat(this.sql.sql("""
					select count(*) from pg_constraint where conrelid::regclass::text like 'ledger%'
						or conrelid = 'request'::regclass or confrelid::regclass::text like 'ledger%'
						or confrelid = 'request'::regclass""").query(Long.class).single()).isZero();
		}

		@Override
		public void close() throws SQLException {
			this.connection.rollback();
			this.connection.close();
		}

	}

	private String property(String name) {
		return this.environment.getRequiredProperty(name);
	}

	/** Of several checkpoints the second is the one that is tampered with. */
	@BeforeEach
	void fiveEntriesUnderThreeCheckpoints() {
		UUID other = this.road.submitted("Beside it");
		this.request = this.road.submitted("Tampered with");
		this.first = checkpoint();
		this.road.made(this.road.cast.prosecutor(), this.request, RequestMove.RETURN_TO_POLICE,
				MoveDetails.message("Which account?"));
		this.road.made(this.road.cast.prosecutor(), other, RequestMove.RETURN_TO_POLICE,
				MoveDetails.message("Which date?"));
		checkpoint();
		this.road.made(this.road.cast.officer(), this.request, RequestMove.ANSWER_POINTS,
				MoveDetails.message("The first"));
		this.road.made(this.road.cast.prosecutor(), this.request, RequestMove.ISSUE, MoveDetails.none());
		checkpoint();
		this.last = this.jdbc.sql("select max(seq) from ledger_entry where request_id = ?")
			.param(this.request)
			.query(Long.class)
			.single();
		assertThat(this.last).isGreaterThanOrEqualTo(5);
	}

	private long checkpoint() {
		Checkpoints own = new Checkpoints(this.keys, this.seals, new Streams(this.source),
				new CheckpointWitness(this.folder.resolve("checkpoints")), this.application, this.clock);
		long[] number = { 0 };
		Overseen.Stand.inBackground(() -> this.transaction
			.executeWithoutResult((status) -> number[0] = own.make(Duration.ZERO).orElseThrow().number()));
		return number[0];
	}

	private interface Tampering {

		void with(Owner owner) throws SQLException;

	}

	/** The constraints are taken away once for all cases of a test. */
	private @Nullable Owner owner;

	@AfterEach
	void close() throws SQLException {
		if (this.owner != null) {
			this.owner.close();
		}
	}

	/** Does something to the database as it was, and then puts it back. */
	private DynamicTest tampered(String what, Tampering tampering) {
		return DynamicTest.dynamicTest(what, () -> {
			Owner one = this.owner;
			if (one == null) {
				one = new Owner();
				this.owner = one;
			}
			Savepoint before = one.connection.setSavepoint();
			try {
				tampering.with(one);
			}
			finally {
				one.connection.rollback(before);
			}
		});
	}

	private DynamicTest chain(String what, Supplier<Long> bad, @Nullable String fault, Tampering tampering) {
		return tampered(what, (one) -> {
			assertThat(one.proof.of(this.request)).as("before").isEmpty();
			tampering.with(one);
			Optional<Fault> found = one.proof.of(this.request);
			assertThat(found).as(what).isPresent();
			assertThat(found.orElseThrow().seq()).as("%s: %s", what, found).isEqualTo(bad.get());
			if (fault != null) {
				assertThat(found.orElseThrow().what()).isEqualTo(fault);
			}
			List<Fault> all = new ArrayList<>();
			one.proof.all(all::add);
			assertThat(all).contains(found.orElseThrow());
		});
	}

	/**
	 * Something that leads to no request, or to no entry: where it is not a chain's own
	 * fault, verifying all names it.
	 */
	private DynamicTest among(String what, Tampering tampering) {
		return tampered(what, (one) -> {
			List<Fault> before = new ArrayList<>();
			one.proof.all(before::add);
			tampering.with(one);
			List<Fault> all = new ArrayList<>();
			one.proof.all(all::add);
			assertThat(all).as(what).hasSizeGreaterThan(before.size()).containsAll(before);
			all.removeAll(before);
			assertThat(all.get(0).seq()).as("%s: %s", what, all).isIn(1L, 3L, this.last + 1);
		});
	}

	private DynamicTest sealed(String what, Supplier<Long> bad, @Nullable String fault, Tampering tampering) {
		return tampered(what, (one) -> {
			assertThat(one.checkpoints.verify()).as("before").isEmpty();
			tampering.with(one);
			Optional<Checkpoints.Fault> found = one.checkpoints.verify();
			assertThat(found).as(what).isPresent();
			assertThat(found.orElseThrow().number()).as("%s: %s", what, found).isEqualTo(bad.get());
			if (fault != null) {
				assertThat(found.orElseThrow().what()).isEqualTo(fault);
			}
		});
	}

	private record Column(String name, String type) {
	}

	private List<Column> columns(String table) {
		List<Column> columns = this.jdbc.sql("""
				select column_name::text as name, data_type::text as type from information_schema.columns
				where table_schema = 'public' and table_name = ? order by ordinal_position""")
			.param(table)
			.query((row, index) -> new Column(row.getString("name"), row.getString("type")))
			.list();
		assertThat(columns).as(table).hasSizeGreaterThan(3);
		return columns;
	}

	private static String other(String column, String type) {
		return switch (type) {
			case "uuid" -> "gen_random_uuid()";
			case "bigint" -> column + " + 100";
			case "text" -> "case when " + column + " is null then 'PROVIDER' else 'x' || " + column + " end";
			case "timestamp with time zone" -> column + " + interval '1 microsecond'";
			case "bytea" -> "set_byte(" + column + ", 3, (get_byte(" + column + ", 3) + 1) % 256)";
			default -> throw new IllegalStateException("How is a " + type + " changed? Say so here");
		};
	}

	private static String update(String table, Column column, String value, String row) {
		return "update " + table + " set " + column.name() + " = " + value + " where " + row;
	}

	/** Another row, as this one is but for one column. */
	private static String second(String table, List<Column> columns, @Nullable Column but, String value, String row) {
		String names = String.join(", ", columns.stream().map(Column::name).toList());
		String values = String.join(", ", columns.stream().map((one) -> one.equals(but) ? value : one.name()).toList());
		return "insert into " + table + " (" + names + ") select " + values + " from " + table + " where " + row;
	}

	/** The row of the third entry, or of the second checkpoint. */
	private String row(String table) {
		return switch (table) {
			case "ledger_entry" -> "request_id = :request and seq = 3";
			case "ledger_person", "ledger_text" ->
				"entry_id = (select id from ledger_entry where request_id = :request and seq = 3)";
			case "ledger_checkpoint" -> "number = :second";
			case "ledger_checkpoint_leaf" -> "number = :second and request_id = :request";
			default -> throw new IllegalStateException(table);
		};
	}

	private int change(Owner owner, String sql) {
		return owner.sql.sql(sql).param("request", this.request).param("second", this.first + 1).update();
	}

	@TestFactory
	Stream<DynamicTest> everyColumnOfTheChain() {
		List<DynamicTest> tests = new ArrayList<>();
		for (String table : CHAIN) {
			for (Column column : columns(table)) {
				String name = column.name();
				String other = other(name, column.type());
				tests.add(chain(table + "." + name + " is another", () -> 3L, null,
						(owner) -> once(owner, update(table, column, other, row(table)))));
				if (!name.equals("to_side")) {
					tests.add(chain(table + "." + name + " is taken away", () -> 3L, null, (owner) -> once(owner,
							update(table, column, "null", row(table) + " and " + name + " is not null"))));
				}
				tests.add(among("a second row of " + table + " with another " + name,
						(owner) -> once(owner, second(table, columns(table), column, other, row(table)))));
				tests.add(among("a second row of " + table + " without " + name,
						(owner) -> once(owner, second(table, columns(table), column, "null", row(table)))));
			}
			tests.add(chain("a row of " + table + " is there twice", () -> 3L, null,
					(owner) -> once(owner, second(table, columns(table), null, "", row(table)))));
			tests.add(chain("a row of " + table + " is gone", () -> 3L, null,
					(owner) -> assertThat(change(owner, "delete from " + table + " where " + row(table)))
						.isEqualTo(1)));
		}
		for (String column : List.of("ledger_head_seq", "ledger_head_hash", "ledger_head_mac")) {
			String type = column.endsWith("seq") ? "bigint" : "text";
			tests.add(chain("request." + column + " is another", () -> this.last + 1, "head", (owner) -> once(owner,
					"update request set " + column + " = " + other(column, type) + " where id = :request")));
			tests.add(chain("request." + column + " is taken away", () -> this.last + 1, "head",
					(owner) -> once(owner, "update request set " + column + " = null where id = :request")));
		}
		for (String value : List.of("'CLOSED'", "null")) {
			tests.add(chain("request.state is " + value, () -> this.last + 1, "state",
					(owner) -> once(owner, "update request set state = " + value + " where id = :request")));
		}
		return tests.stream();
	}

	@TestFactory
	Stream<DynamicTest> everyColumnOfACheckpoint() {
		List<DynamicTest> tests = new ArrayList<>();
		for (String table : SEALED) {
			for (Column column : columns(table)) {
				String name = column.name();
				String other = other(name, column.type());
				tests.add(sealed(table + "." + name + " is another", () -> this.first + 1, null,
						(owner) -> once(owner, update(table, column, other, row(table)))));
				tests.add(sealed(table + "." + name + " is taken away", () -> this.first + 1, null,
						(owner) -> once(owner, update(table, column, "null", row(table)))));
				boolean elsewhere = name.equals("number");
				tests.add(sealed("a second row of " + table + " with another " + name,
						() -> elsewhere ? elsewhere(table) : this.first + 1, null,
						(owner) -> once(owner, second(table, columns(table), column, other, row(table)))));
				tests
					.add(sealed("a second row of " + table + " without " + name, () -> this.first + (elsewhere ? 3 : 1),
							null, (owner) -> once(owner, second(table, columns(table), column, "null", row(table)))));
			}
			tests.add(sealed("a row of " + table + " is there twice", () -> this.first + 1, null,
					(owner) -> once(owner, second(table, columns(table), null, "", row(table)))));
			tests.add(sealed("a row of " + table + " is gone", () -> this.first + 1, null,
					(owner) -> assertThat(change(owner, "delete from " + table + " where " + row(table)))
						.isEqualTo(1)));
		}
		return tests.stream();
	}

	/** What stands a hundred further on: a head there, or no checkpoint up to there. */
	private long elsewhere(String table) {
		return this.first + (table.equals("ledger_checkpoint") ? 3 : 101);
	}

	private void once(Owner owner, String sql) {
		assertThat(change(owner, sql)).as(sql).isEqualTo(1);
	}

	/** Whatever one thing is left of it. */
	@TestFactory
	Stream<DynamicTest> theRequestIsGone() {
		List<DynamicTest> tests = new ArrayList<>();
		List<String> all = List.of("ledger_entry", "ledger_person", "ledger_text", "ledger_checkpoint_leaf");
		for (String left : all) {
			tests.add(chain("with its chain, but for " + left, () -> 1L, "request",
					(owner) -> gone(owner, all.stream().filter((table) -> !table.equals(left)).toList())));
		}
		tests.add(chain("with its chain", () -> 1L, "request", (owner) -> gone(owner, CHAIN)));
		tests.add(chain("and nothing else", () -> 1L, "request", (owner) -> gone(owner, List.of())));
		tests.add(chain("with all, and called erased", () -> 1L, "request", (owner) -> {
			erased(owner);
			gone(owner, all);
		}));
		tests.add(chain("under its id", () -> 1L, "request",
				(owner) -> once(owner, "update request set id = gen_random_uuid() where id = :request")));
		tests.add(chain("with no id in its place", () -> 1L, "request",
				(owner) -> once(owner, "update request set id = null where id = :request")));
		tests.add(sealed("with all: then the heads that were signed are others", () -> this.first, "changes",
				(owner) -> gone(owner, all)));
		return tests.stream();
	}

	private void gone(Owner owner, List<String> with) {
		for (String table : with) {
			assertThat(change(owner, "delete from " + table + " where request_id = :request")).isPositive();
		}
		once(owner, "delete from request where id = :request");
	}

	@TestFactory
	Stream<DynamicTest> whatIsThereTwiceOrBelongsToNothing() {
		List<Column> request = columns("request");
		return Stream.of(
				chain("a second request of the same id", () -> 1L, "twice",
						(owner) -> once(owner, second("request", request, null, "", "id = :request"))),
				chain("a second who did it, who is another", () -> 3L, "twice",
						(owner) -> once(owner,
								second("ledger_person", columns("ledger_person"), new Column("person_id", "uuid"),
										"gen_random_uuid()", row("ledger_person")))),
				chain("a name of no entry", () -> this.last + 1, "stray",
						(owner) -> once(owner,
								second("ledger_person", columns("ledger_person"), new Column("entry_id", "uuid"),
										"gen_random_uuid()", row("ledger_person")))),
				chain("words of no entry", () -> this.last + 1, "stray",
						(owner) -> once(owner,
								second("ledger_text", columns("ledger_text"), new Column("entry_id", "uuid"),
										"gen_random_uuid()", row("ledger_text")))),
				chain("words for a side of no name", () -> 3L, "words",
						(owner) -> once(owner,
								"update ledger_text set to_side = '' where to_side is null and " + row("ledger_text"))),
				chain("a salt with a zero behind it", () -> 3L, "unreadable",
						(owner) -> once(owner,
								"update ledger_entry set salt = salt || '\\x00'::bytea where " + row("ledger_entry"))),
				sealed("a head under a checkpoint that is not there", () -> this.first + 7, "leaf",
						(owner) -> once(owner, """
								insert into ledger_checkpoint_leaf (number, request_id, seq, hash)
								select number + 6, request_id, seq, hash from ledger_checkpoint_leaf
								where number = :second and request_id = :request""")),
				sealed("a head before the first checkpoint", () -> -1L, "leaf", (owner) -> once(owner, """
						insert into ledger_checkpoint_leaf (number, request_id, seq, hash)
						select -1, request_id, seq, hash from ledger_checkpoint_leaf
						where number = :second and request_id = :request""")));
	}

	/** One in which no head had moved, so that nothing but its row is there twice. */
	@Test
	void aCheckpointIsThereTwice() throws Exception {
		long empty = checkpoint();
		try (Owner owner = new Owner()) {
			assertThat(owner.checkpoints.verify()).isEmpty();
			once(owner, second("ledger_checkpoint", columns("ledger_checkpoint"), null, "", "number = " + empty));
			assertThat(owner.checkpoints.verify()).contains(new Checkpoints.Fault(empty, "twice"));
		}
	}

	/** To whom words were said is under the hash, whether somebody is named or nobody. */
	@Test
	void wordsThatWereSaidToTheOtherSideStayThat() throws Exception {
		this.request = this.road.acknowledged("Words for two");
		this.road.made(this.road.cast.attorney(), this.request, RequestMove.ASK, MoveDetails.message("PROVIDER\nWho?"));
		for (String tampered : List.of("to_side = null", "to_side = ''", "to_side = 'PROVIDER'",
				"to_side = to_side || E'\nPROVIDER', text = 'Who?'")) {
			try (Owner owner = new Owner()) {
				assertThat(owner.proof.of(this.request)).isEmpty();
				once(owner, "update ledger_text set " + tampered
						+ " where request_id = :request and text like 'PROVIDER%'");
				assertThat(owner.proof.of(this.request)).as(tampered)
					.hasValueSatisfying((fault) -> assertThat(fault.what()).isEqualTo("words"));
			}
		}
	}

	/** One chain that cannot even be read keeps no other from being read. */
	@Test
	void theChainsBehindABadOneAreReadAsWell() throws Exception {
		UUID behind = this.road.submitted("Behind it");
		try (Owner owner = new Owner()) {
			LedgerProof.Count before = owner.proof.all((fault) -> {
			});
			for (String column : List.of("occurred_at", "office_id", "salt", "hash", "mac")) {
				once(owner, "update ledger_entry set " + column + " = null where " + row("ledger_entry"));
			}
			once(owner, "update request set ledger_head_hash = null, ledger_head_mac = null, reference = null "
					+ "where id = :request");
			owner.sql.sql("update request set ledger_head_mac = null where id = ?").param(behind).update();
			List<Fault> faults = new ArrayList<>();
			assertThat(owner.proof.all(faults::add)).isEqualTo(before);
			assertThat(faults).contains(new Fault(this.request, this.request.toString(), 3, "unreadable"))
				.anySatisfy((fault) -> assertThat(fault.request()).isEqualTo(behind));
		}
	}

	/** Nothing but a warning: no chain is wrong because the clock stood still. */
	@Test
	void aCheckpointThatLongShouldBeThereIsMissed() throws Exception {
		try (Owner owner = new Owner()) {
			assertThat(late(owner, Duration.ZERO)).isFalse();
			assertThat(late(owner, Duration.ofHours(3))).as("nothing was written since").isFalse();
			append(owner, "");
			assertThat(late(owner, Duration.ofMinutes(110))).isFalse();
			assertThat(late(owner, Duration.ofMinutes(130))).isTrue();
			assertThat(owner.checkpoints.verify()).isEmpty();
			change(owner, "delete from ledger_checkpoint");
			assertThat(late(owner, Duration.ZERO)).as("none yet, and all is young").isFalse();
			assertThat(late(owner, Duration.ofMinutes(130))).as("none at all").isTrue();
		}
	}

	private boolean late(Owner owner, Duration ahead) {
		return new Checkpoints(this.keys, this.seals, new Streams(this.source),
				new CheckpointWitness(this.folder.resolve("checkpoints")), owner.sql, Clock.offset(this.clock, ahead))
			.late();
	}

	@TestFactory
	Stream<DynamicTest> aPairChangesPlaces() {
		return Stream.of(
				chain("two entries", () -> 3L, "previous",
						(owner) -> change(owner,
								"update ledger_entry set seq = 7 - seq where request_id = :request and seq in (3, 4)")),
				chain("two who did it", () -> 3L, "person", (owner) -> change(owner, """
						update ledger_person p set person_id = q.person_id, salt = q.salt
						from ledger_person q, ledger_entry e, ledger_entry f
						where e.id = p.entry_id and f.id = q.entry_id and e.request_id = :request
							and f.request_id = :request and e.seq in (3, 4) and f.seq = 7 - e.seq""")),
				chain("two texts", () -> 3L, "words", (owner) -> change(owner, """
						update ledger_text p set text = q.text, salt = q.salt
						from ledger_text q, ledger_entry e, ledger_entry f
						where e.id = p.entry_id and f.id = q.entry_id and e.request_id = :request
							and f.request_id = :request and e.seq in (3, 4) and f.seq = 7 - e.seq""")),
				sealed("two checkpoints", () -> this.first + 1, "previous", (owner) -> {
					change(owner, "update ledger_checkpoint set number = -1 where number = :second");
					change(owner, "update ledger_checkpoint set number = :second where number = :second + 1");
					change(owner, "update ledger_checkpoint set number = :second + 1 where number = -1");
				}), sealed("two heads", () -> this.first + 1, "changes", (owner) -> change(owner, """
						update ledger_checkpoint_leaf l set hash = m.hash, seq = m.seq from ledger_checkpoint_leaf m
						where l.number = :second and m.number = :second and l.request_id <> m.request_id""")));
	}

	@TestFactory
	Stream<DynamicTest> oneMoreIsAppended() {
		return Stream.of(
				chain("an entry with a right hash and no seal", () -> this.last + 1, "seal",
						(owner) -> append(owner, "")),
				chain("an entry with the seal of another", () -> this.last + 1, "seal",
						(owner) -> append(owner,
								string(owner,
										"select mac from ledger_entry where request_id = :request "
												+ "order by seq desc limit 1"))),
				chain("an entry before the first", () -> 0L, "missing", (owner) -> {
					append(owner, "");
					change(owner,
							"update ledger_entry set seq = 0 where request_id = :request and seq = " + (this.last + 1));
				}), chain("a line that calls it erased", () -> this.last + 1, "erasure", (owner) -> {
					change(owner, "delete from ledger_person where request_id = :request");
					change(owner, "delete from ledger_text where request_id = :request");
					erased(owner);
				}), chain("a line that calls it erased, over another's name", () -> 3L, "person", (owner) -> {
					change(owner,
							"update ledger_person set person_id = gen_random_uuid() where " + row("ledger_person"));
					erased(owner);
				}), chain("words", () -> 5L, "words", (owner) -> change(owner, """
						insert into ledger_text (entry_id, request_id, kind, side, text, salt)
						select id, request_id, 'BASIS', side, 'Other words', decode(repeat('00', 16), 'hex')
						from ledger_entry where request_id = :request and seq = 5""")),
				sealed("a checkpoint signed with another key", () -> this.first + 3, "signature",
						(owner) -> append(owner, this.keys.signingKey(), stranger())),
				sealed("a checkpoint of another key", () -> this.first + 3, "key",
						(owner) -> append(owner, stranger().signingKey(), stranger())),
				sealed("a head", () -> this.first + 1, "changes", (owner) -> change(owner, """
						insert into ledger_checkpoint_leaf (number, request_id, seq, hash)
						values (:second, gen_random_uuid(), 1, repeat('a', 64))""")));
	}

	/** As erasing writes it, without the entry on the ledger. */
	private void erased(Owner owner) {
		assertThat(change(owner, """
				insert into erased_request (request_id, reference, created_at, closed_at, outcome, erased_at, office_id)
				select id, reference, created_at, created_at, 'EXECUTED', created_at, investigator_office_id
				from request where id = :request""")).isEqualTo(1);
	}

	/** Written as the ledger itself would, but for the key. */
	private void append(Owner owner, String seal) {
		byte[] salt = Seals.salt(16);
		UUID person = this.road.cast.prosecutor().person();
		Instant now = this.clock.instant();
		ChainEntry said = new ChainEntry(Ids.next(), this.request, this.last + 1, now, now, "REQUESTING",
				this.road.cast.prosecutor().office(), "REQUEST", this.request, "WITHDRAW", "AUTHORITY_REVIEW", "CLOSED",
				"", ChainEntry.personDigest(salt, person), "", Seals.salt(32),
				string(owner, "select ledger_head_hash from request where id = :request"));
		owner.sql.sql("""
				insert into ledger_entry (id, request_id, seq, occurred_at, recorded_at, office_id, side, machine,
					subject_id, move, from_state, to_state, document_hashes, salt, person_digest, text_digest,
					previous_hash, hash, mac)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(said.id(), said.request(), said.seq(), Timestamp.from(now), Timestamp.from(now), said.office(),
					said.side(), said.machine(), said.subject(), said.move(), said.from(), said.to(), "", said.salt(),
					said.personDigest(), "", said.previous(), said.hash(), seal)
			.update();
		owner.sql.sql("insert into ledger_person (entry_id, request_id, person_id, salt) values (?, ?, ?, ?)")
			.params(said.id(), this.request, person, salt)
			.update();
		owner.sql.sql("update request set ledger_head_seq = ?, ledger_head_hash = ? where id = ?")
			.params(said.seq(), said.hash(), this.request)
			.update();
	}

	private String string(Owner owner, String sql) {
		return owner.sql.sql(sql).param("request", this.request).query(String.class).single();
	}

	private LedgerKeys stranger() {
		return LedgerKeys.read(this.folder.resolve("seal"), this.folder.resolve("sign"), this.folder.resolve("public"),
				true);
	}

	private void append(Owner owner, String key, LedgerKeys signer) {
		Checkpoint before = owner.checkpoints.latest().orElseThrow();
		Checkpoint said = new Checkpoint(before.number() + 1, this.clock.instant(), before.requests(), before.root(),
				Digests.sha256(new byte[0]), before.blinding(), before.hash(), "", key, new byte[0]);
		owner.sql.sql("""
				insert into ledger_checkpoint (number, made_at, requests, root, changes, blinding, previous_hash, hash,
					key_id, signature) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(said.number(), Timestamp.from(said.madeAt()), said.requests(), said.root(), said.changes(),
					said.blinding(), said.previous(), Digests.sha256(said.bytes()), key, signer.sign(said.bytes()))
			.update();
	}

	/** The owner keeps what was once sealed, and puts it back. */
	@TestFactory
	Stream<DynamicTest> theTailIsCutOff() {
		return Stream.of(chain("the last entry, and the head with it", () -> this.last, "missing", this::cut),
				chain("all of it", () -> 1L, "missing", (owner) -> {
					change(owner, "delete from ledger_entry where request_id = :request");
					change(owner, "update request set ledger_head_seq = 0, ledger_head_hash = repeat('0', 64), "
							+ "ledger_head_mac = '' where id = :request");
				}), chain("with nothing signed, but for the seal", () -> this.last, "head", (owner) -> {
					change(owner, "delete from ledger_checkpoint_leaf");
					cut(owner);
					change(owner, "update request set ledger_head_mac = (select mac from ledger_entry "
							+ "where request_id = :request and seq = 4) where id = :request");
				}), sealed("the newest checkpoint", () -> this.first + 2, "missing", (owner) -> {
					change(owner, "delete from ledger_checkpoint_leaf where number = :second + 1");
					change(owner, "delete from ledger_checkpoint where number = :second + 1");
				}), chain("what was sealed then is put back", () -> this.last, "missing", (owner) -> {
					cut(owner);
					owner.sql.sql("update request set ledger_head_mac = ? where id = ?")
						.params(this.seals.head(this.request, this.last - 1,
								string(owner, "select ledger_head_hash from request where id = :request")),
								this.request)
						.update();
				}));
	}

	private void cut(Owner owner) {
		change(owner, "delete from ledger_entry where request_id = :request and seq = " + this.last);
		change(owner,
				"update request set ledger_head_seq = " + (this.last - 1)
						+ ", ledger_head_hash = (select hash from ledger_entry where request_id = :request and seq = "
						+ (this.last - 1) + ") where id = :request");
	}

	/** A head that nobody sealed is not signed either. */
	@Test
	void aCheckpointSignsNothingThatWasTamperedWith() throws Exception {
		try (Owner owner = new Owner()) {
			change(owner, "update request set ledger_head_hash = repeat('1', 64) where id = :request");
			Checkpoint before = owner.checkpoints.latest().orElseThrow();
			org.springframework.transaction.support.TransactionSynchronizationManager.initSynchronization();
			try {
				Checkpoint made = owner.checkpoints.make(Duration.ZERO).orElseThrow();
				assertThat(made.number()).isEqualTo(before.number() + 1);
			}
			finally {
				org.springframework.transaction.support.TransactionSynchronizationManager.clearSynchronization();
			}
			assertThat(owner.sql.sql("select count(*) from ledger_checkpoint_leaf where hash = repeat('1', 64)")
				.query(Long.class)
				.single()).isZero();
			assertThat(owner.checkpoints.verify()).isEmpty();
		}
	}

	/** Nor does it keep the heads of the others from being signed. */
	@Test
	void aCheckpointIsMadeAlsoWhereASealIsGone() throws Exception {
		try (Owner owner = new Owner()) {
			change(owner, "update request set ledger_head_seq = 100, ledger_head_mac = null where id = :request");
			org.springframework.transaction.support.TransactionSynchronizationManager.initSynchronization();
			try {
				assertThat(owner.checkpoints.make(Duration.ZERO)).isPresent();
			}
			finally {
				org.springframework.transaction.support.TransactionSynchronizationManager.clearSynchronization();
			}
			assertThat(owner.checkpoints.verify()).isEmpty();
		}
	}

	@Test
	void theApplicationItselfCanChangeNothing() {
		List<String> tables = new ArrayList<>(CHAIN);
		tables.addAll(SEALED);
		for (String table : tables) {
			String column = columns(table).get(0).name();
			for (String sql : List.of("delete from " + table, "update " + table + " set " + column + " = " + column,
					"truncate " + table)) {
				org.assertj.core.api.Assertions.assertThatThrownBy(() -> this.application.sql(sql).update())
					.as(sql)
					.hasStackTraceContaining("permission denied for table " + table);
			}
		}
	}

	@Test
	void aSealNamesItsKey() {
		String seal = this.seals.entry("a".repeat(64));
		assertThat(this.seals.holdsEntry(seal, "a".repeat(64))).isTrue();
		assertThat(this.seals.holdsEntry(seal, "b".repeat(64))).isFalse();
		assertThat(this.seals.holdsEntry(seal.toUpperCase(java.util.Locale.ROOT), "a".repeat(64))).isFalse();
		assertThat(this.seals.holdsHead(seal, this.request, 1, "a".repeat(64))).isFalse();
		assertThat(seal).startsWith(this.keys.sealingKey() + ":");
		assertThat(HexFormat.of().parseHex(seal.substring(seal.indexOf(':') + 1))).hasSize(32);
	}

}
