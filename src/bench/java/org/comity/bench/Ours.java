package org.comity.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.sql.DataSource;

import org.comity.ComityApplication;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.requests.Ledger;
import org.comity.requests.LetterFacts;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveResult;
import org.comity.requests.RequestMoves;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The application itself, whole, with its web server and its listeners. Each move is one
 * call of {@link RequestMoves#make} with a form's key and the ledger entry it was drawn
 * from, as a screen makes it.
 */
final class Ours implements Contender {

	private final ConfigurableApplicationContext application;

	private final RequestMoves moves;

	private final DataSource pool;

	private final People people;

	private final Queue<Drafts.Draft> ready = new ConcurrentLinkedQueue<>();

	Ours(BenchServer server, int connections) throws SQLException {
		this.application = start(server, database(), connections, "--comity.demonstration.enabled=false");
		this.moves = this.application.getBean(RequestMoves.class);
		this.pool = this.application.getBean(DataSource.class);
		try (Connection connection = this.pool.getConnection()) {
			this.people = People.make(connection);
		}
	}

	/** Starts the application as it is run, on a free port, over one of our databases. */
	static ConfigurableApplicationContext start(BenchServer server, String database, int connections,
			String... arguments) {
		Path data = Settings.RESULTS.resolve("scratch").resolve(database);
		List<String> all = new java.util.ArrayList<>(List.of("--server.port=0",
				"--spring.datasource.url=" + server.url(database), "--spring.datasource.username=comity_app",
				"--spring.datasource.password=" + server.applicationPassword(), "--spring.flyway.user=comity_owner",
				"--spring.flyway.password=" + server.ownerPassword(),
				"--spring.datasource.hikari.maximum-pool-size=" + connections, "--comity.data-directory=" + data,
				"--comity.demonstration.cases=false", "--comity.ledger.make-keys=true",
				"--comity.evidence.make-keys=true", "--comity.signing.make-keys=true",
				"--comity.secrets.make-keys=true", "--comity.ledger.checkpoint-cron=-",
				"--spring.main.banner-mode=off", "--spring.jmx.enabled=false"));
		all.addAll(List.of(arguments));
		return new SpringApplicationBuilder(ComityApplication.class, LettersInOrder.class)
			.run(all.toArray(String[]::new));
	}

	/**
	 * What a letter must hold is not measured: here none lacks anything. Not annotated,
	 * so that nobody else finds it.
	 */
	static class LettersInOrder {

		@Bean
		@Primary
		static LetterFacts lackingNothing() {
			return new LetterFacts() {

				@Override
				public List<Rejection> missing(UUID request) {
					return List.of();
				}

				@Override
				public boolean lockedNotSent(UUID request) {
					return true;
				}

				@Override
				public boolean urgencyAsked(UUID request) {
					return false;
				}

				@Override
				public @Nullable LocalDate neededBy(UUID request) {
					return null;
				}

				@Override
				public @Nullable String purpose(UUID request) {
					return null;
				}

			};
		}

	}

	@Override
	public String key() {
		return "b";
	}

	@Override
	public String title() {
		return "Comity";
	}

	@Override
	public String database() {
		return "bench_comity";
	}

	@Override
	public int guess() {
		return 1_500;
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
		return (draft != null) ? new OurLife(draft) : null;
	}

	/** Until every publication is completed. */
	@Override
	public void settle() throws Exception {
		try (Connection connection = this.pool.getConnection();
				PreparedStatement open = connection.prepareStatement(
						"select exists (select 1 from event_publication where completion_date is null)")) {
			while (true) {
				try (ResultSet row = open.executeQuery()) {
					row.next();
					if (!row.getBoolean(1)) {
						return;
					}
				}
				Thread.sleep(2);
			}
		}
	}

	/** Asks the application's own ledger whether a chain holds, whoever wrote it. */
	boolean holds(UUID request) {
		return this.application.getBean(Ledger.class).verify(request).isEmpty();
	}

	@Override
	public void close() {
		this.application.close();
	}

	private final class OurLife implements Contender.Life {

		private final UUID request;

		private UUID drawnFrom;

		private int at;

		private OurLife(Drafts.Draft draft) {
			this.request = draft.id();
			this.drawnFrom = draft.head().entry();
		}

		@Override
		public boolean more() {
			return this.at < Step.LIFE.size();
		}

		@Override
		public void move() {
			Step step = Step.LIFE.get(this.at++);
			MoveResult result = Ours.this.moves.make(Ours.this.people.of(step.who()), new MoveCommand(this.request,
					step.move(), Ids.next(), this.drawnFrom, step.details(Ours.this.people)));
			if (!(result instanceof MoveResult.Made made)) {
				throw new IllegalStateException(step.move() + ": " + result);
			}
			this.drawnFrom = made.entry();
		}

	}

}
