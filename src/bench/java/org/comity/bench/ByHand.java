package org.comity.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import com.zaxxer.hikari.HikariDataSource;
import org.comity.embedded.Roles;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Side;
import org.comity.requests.RequestMoved;
import org.comity.requests.RequestState;
import org.jspecify.annotations.Nullable;

/**
 * Plain JDBC that writes the rows the application writes, in as few statements and
 * transactions as will do: no rule is asked, nobody is kept out, nothing is looked up but
 * the head of the ledger. What follows from a move is written by as many threads beside
 * as the application has for it, in one transaction more.
 */
final class ByHand implements Contender {

	static final String LEDGER = """
			insert into ledger_entry (id, request_id, seq, occurred_at, recorded_at, office_id, side, machine,
				subject_id, move, from_state, to_state, document_hashes, text_digest, salt, person_digest, previous_hash,
				hash, mac)
			values (?, ?, ?, ?, ?, ?, ?, 'REQUEST', ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?)
			""";

	static final String PERSON = "insert into ledger_person (entry_id, request_id, person_id, salt) values (?, ?, ?, ?)";

	/** In whose name, under row-level security. */
	static final String OFFICE = "select set_config('comity.office', ?, true)";

	/** The threads that Spring Boot gives the application for its listeners. */
	private static final int LISTENERS = 8;

	private final HikariDataSource pool;

	private final People people;

	private final Queue<Drafts.Draft> ready = new ConcurrentLinkedQueue<>();

	private final ExecutorService listeners = Executors.newFixedThreadPool(LISTENERS);

	private final AtomicInteger outstanding = new AtomicInteger();

	private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

	private List<List<String>> heardBy = List.of();

	ByHand(HikariDataSource pool) throws SQLException {
		this.pool = pool;
		try (Connection connection = pool.getConnection()) {
			this.people = People.make(connection);
		}
	}

	/** The application's listeners for each move, as its publications name them. */
	void heardBy(List<List<String>> ids) {
		this.heardBy = List.copyOf(ids);
	}

	@Override
	public String key() {
		return "a";
	}

	@Override
	public String title() {
		return "hand-written JDBC, the same rows";
	}

	@Override
	public String database() {
		return "bench_by_hand";
	}

	@Override
	public int guess() {
		return 3_000;
	}

	@Override
	public void prepare(int lives) throws SQLException {
		int missing = lives - this.ready.size();
		if (missing > 0) {
			try (Connection connection = this.pool.getConnection()) {
				this.ready.addAll(Drafts.make(connection, this.people, missing));
			}
		}
	}

	@Override
	public Contender.@Nullable Life begin() {
		Drafts.Draft draft = this.ready.poll();
		return (draft != null) ? new HandLife(draft.id()) : null;
	}

	@Override
	public void settle() throws Exception {
		while (this.outstanding.get() > 0) {
			Thread.sleep(1);
		}
		Exception failed = this.failure.get();
		if (failed != null) {
			throw failed;
		}
	}

	@Override
	public void close() {
		this.listeners.shutdownNow();
		this.pool.close();
	}

	private final class HandLife implements Contender.Life {

		private final UUID request;

		private int at;

		private HandLife(UUID request) {
			this.request = request;
		}

		@Override
		public boolean more() {
			return this.at < Step.LIFE.size();
		}

		@Override
		public void move() throws SQLException {
			Map<UUID, String> publications = new LinkedHashMap<>();
			ByHand.this.heardBy.get(this.at).forEach((listener) -> publications.put(Ids.next(), listener));
			Step step = Step.LIFE.get(this.at++);
			Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
			UUID event = Ids.next();
			UUID entry = Ids.next();
			try (Connection connection = ByHand.this.pool.getConnection()) {
				write(connection, this.request, step, now, event, entry, publications);
				connection.commit();
			}
			ByHand.this.outstanding.incrementAndGet();
			ByHand.this.listeners.execute(() -> hear(this.request, step, now, event, entry, publications.keySet()));
		}

	}

	private void write(Connection connection, UUID request, Step step, Instant now, UUID event, UUID entry,
			Map<UUID, String> publications) throws SQLException {
		Actor actor = this.people.of(step.who());
		OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
		stand(connection, OFFICE, actor.office().toString());
		long seq;
		String previous;
		try (PreparedStatement lock = connection
			.prepareStatement("select ledger_head_seq, ledger_head_hash from request where id = ? for no key update")) {
			lock.setObject(1, request);
			try (ResultSet row = lock.executeQuery()) {
				row.next();
				seq = row.getLong(1) + 1;
				previous = row.getString(2);
			}
		}
		Chain.Written written = Chain.entry(entry, request, seq, now, actor, step.move().name(), step.from().name(),
				step.to().name(), step.words(), previous);
		execute(connection, "insert into submitted_form (form_key, person_id, submitted_at) values (?, ?, ?)",
				Ids.next(), actor.person(), at);
		execute(connection, LEDGER, written.values(at));
		execute(connection, PERSON, entry, request, actor.person(), written.personSalt());
		words(connection, request, entry, actor, written.texts());
		Who reached = step.reaches();
		if (reached != null) {
			execute(connection,
					"insert into request_sight (request_id, office_id, side, since) values (?, ?, ?, ?) on conflict do nothing",
					request, this.people.office(reached), String.valueOf(this.people.of(reached).side()), at);
		}
		turn(connection, request, step, at);
		publish(connection, request, step, now, event, entry, publications);
		if (step.to() == RequestState.CLOSED) {
			execute(connection, "update request_account set outcome = 'REFUSED' where request_id = ?", request);
			execute(connection, "update request_sight set open = false where request_id = ?", request);
		}
		update(connection, request, step, at, written);
	}

	static void stand(Connection connection, String sql, String value) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setString(1, value);
			statement.execute();
		}
	}

	private static void words(Connection connection, UUID request, UUID entry, Actor actor, List<Chain.Salted> texts)
			throws SQLException {
		if (texts.isEmpty()) {
			return;
		}
		try (PreparedStatement text = connection.prepareStatement("insert into ledger_text "
				+ "(entry_id, request_id, kind, side, to_side, text, salt) values (?, ?, ?, ?, ?, ?, ?)")) {
			for (Chain.Salted salted : texts) {
				Step.Words one = salted.words();
				Side to = one.to();
				batch(text, entry, request, one.kind().name(), String.valueOf(actor.side()),
						(to != null) ? to.name() : null, one.text(), salted.salt());
			}
			text.executeBatch();
		}
	}

	private void turn(Connection connection, UUID request, Step step, OffsetDateTime at) throws SQLException {
		if (step.to() == RequestState.CLOSED) {
			execute(connection, "delete from request_turn where subject_id = ?", request);
		}
		else if (step.to() != step.from()) {
			execute(connection,
					"update request_turn set office_id = ?, awaiting = ?, since = ?, opened_at = null where subject_id = ?",
					this.people.office(holder(step.to())), step.to().name(), at, request);
		}
	}

	private static Who holder(RequestState state) {
		return switch (state) {
			case PROSECUTOR_REVIEW -> Who.PROSECUTOR;
			case AUTHORITY_REVIEW, INFORMATION_NEEDED -> Who.AUTHORITY;
			case REQUESTED_REVIEW -> Who.ATTORNEY;
			case EXECUTION_REVIEW, EXECUTING -> Who.ASSISTANT;
			default -> throw new IllegalArgumentException("The life does not come to " + state);
		};
	}

	private void publish(Connection connection, UUID request, Step step, Instant now, UUID event, UUID entry,
			Map<UUID, String> publications) throws SQLException {
		Actor actor = this.people.of(step.who());
		String offices = step.told()
			.stream()
			.map((who) -> "\"" + this.people.office(who) + "\"")
			.collect(Collectors.joining(","));
		String written = "{\"id\":\"" + event + "\",\"request\":\"" + request + "\",\"entry\":\"" + entry
				+ "\",\"subject\":\"" + request + "\",\"machine\":\"REQUEST\",\"move\":\"" + step.move()
				+ "\",\"byOffice\":\"" + actor.office() + "\",\"byPerson\":\"" + actor.person() + "\",\"offices\":["
				+ offices + "],\"occurredAt\":\"" + now + "\"}";
		try (PreparedStatement publication = connection.prepareStatement("""
				insert into event_publication (id, event_type, listener_id, publication_date, serialized_event, status,
					completion_attempts, last_resubmission_date)
				values (?, ?, ?, ?, ?, 'PUBLISHED', 1, ?)
				""")) {
			for (Map.Entry<UUID, String> one : publications.entrySet()) {
				batch(publication, one.getKey(), RequestMoved.class.getName(), one.getValue(),
						now.atOffset(ZoneOffset.UTC), written, now.atOffset(ZoneOffset.UTC));
			}
			publication.executeBatch();
		}
	}

	private void update(Connection connection, UUID request, Step step, OffsetDateTime at, Chain.Written written)
			throws SQLException {
		String head = "update request set version = version + 1, state = ?, ledger_head_seq = ?, ledger_head_hash = ?, "
				+ "ledger_head_mac = ?";
		long seq = written.entry().seq();
		String hash = written.hash();
		String mac = written.headSeal();
		String where = " where id = ?";
		String state = step.to().name();
		switch (step.move()) {
			case ISSUE -> execute(connection, head + ", issued_at = ?" + where, state, seq, hash, mac, at, request);
			case TRANSMIT -> execute(connection, head + ", transmitted_at = ?, requesting_reference = ?" + where, state,
					seq, hash, mac, at, mint(connection, Who.AUTHORITY, at.getYear()), request);
			case ACKNOWLEDGE -> execute(connection, head + ", requested_reference = ?" + where, state, seq, hash, mac,
					mint(connection, Who.ATTORNEY, at.getYear()), request);
			case REFER -> execute(connection, head + ", executing_office_id = ?, referred_at = ?" + where, state, seq,
					hash, mac, this.people.office(Who.ASSISTANT), at, request);
			case REFUSE -> execute(connection,
					head + ", outcome = 'REFUSED', closed_at = ?, closed_by_kind = 'REQUESTED_AUTHORITY'" + where,
					state, seq, hash, mac, at, request);
			default -> execute(connection, head + where, state, seq, hash, mac, request);
		}
	}

	private static String mint(Connection connection, Who who, int year) throws SQLException {
		try (PreparedStatement next = connection
			.prepareStatement("insert into reference_sequence (series, year, last) values (?, ?, 1) "
					+ "on conflict (series, year) do update set last = reference_sequence.last + 1 returning last")) {
			next.setString(1, who.office());
			next.setInt(2, year);
			try (ResultSet row = next.executeQuery()) {
				row.next();
				return String.format(Locale.ROOT, "%s-%d-%05d", who.office(), year, row.getInt(1));
			}
		}
	}

	/** What the listeners do, and that they have done it. */
	private void hear(UUID request, Step step, Instant moved, UUID event, UUID entry, Set<UUID> publications) {
		OffsetDateTime now = Instant.now().atOffset(ZoneOffset.UTC);
		try (Connection connection = this.pool.getConnection()) {
			stand(connection, "select set_config('role', ?, true)", Roles.WORKER);
			execute(connection,
					"insert into handled_event (event_id, listener, handled_at) values (?, 'notifications.tell-offices', ?)",
					event, now);
			if (!step.told().isEmpty()) {
				try (PreparedStatement notice = connection.prepareStatement("""
						insert into notice (id, event_id, office_id, request_id, entry_id, subject_id, machine,
							occurred_at, created_at)
						values (?, ?, ?, ?, ?, ?, 'REQUEST', ?, ?)
						""")) {
					for (Who who : step.told()) {
						batch(notice, Ids.next(), event, this.people.office(who), request, entry, request,
								moved.atOffset(ZoneOffset.UTC), now);
					}
					notice.executeBatch();
				}
			}
			try (PreparedStatement done = connection.prepareStatement(
					"update event_publication set status = 'COMPLETED', completion_date = ? where id = ?")) {
				for (UUID publication : publications) {
					batch(done, now, publication);
				}
				done.executeBatch();
			}
			connection.commit();
		}
		catch (SQLException | RuntimeException ex) {
			this.failure.compareAndSet(null, ex);
		}
		finally {
			this.outstanding.decrementAndGet();
		}
	}

	private static void execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			for (int i = 0; i < values.length; i++) {
				statement.setObject(i + 1, values[i]);
			}
			statement.executeUpdate();
		}
	}

	private static void batch(PreparedStatement statement, @Nullable Object... values) throws SQLException {
		for (int i = 0; i < values.length; i++) {
			statement.setObject(i + 1, values[i]);
		}
		statement.addBatch();
	}

}
