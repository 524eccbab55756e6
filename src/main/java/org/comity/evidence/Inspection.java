package org.comity.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.requests.Ledger;
import org.comity.requests.LedgerWords;
import org.comity.requests.Machine;
import org.comity.requests.RequestMoved;
import org.comity.requests.Requests;
import org.comity.wall.Wall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts every night the hashes of some of what each hop holds, the longest not counted
 * first. Every count is kept. That a copy has gone bad is written to the ledger and told
 * to the office that holds it, once and not every night; the part itself never moves by
 * it.
 */
@Component
class Inspection {

	/** The name under which a difference stands on the ledger. */
	static final String DIFFERS = "INSPECTION_DIFFERS";

	/** Whoever holds this lock of the database does the night's work. */
	static final long LOCK = 0x636f_6d69_7479_01L;

	private static final Logger log = LoggerFactory.getLogger(Inspection.class);

	private final HeldCopies held;

	private final Parts parts;

	private final Copies copies;

	private final Checks checks;

	private final HashCount count;

	private final Requests requests;

	private final Ledger ledger;

	private final Directory directory;

	private final ApplicationEventPublisher events;

	private final JdbcClient jdbc;

	private final Wall wall;

	private final InspectionProperties settings;

	private final Clock clock;

	/** Holds the lock while others work. */
	private final TransactionTemplate watch;

	/** Counting takes long; nothing is held meanwhile. */
	private final TransactionTemplate apart;

	private final TransactionTemplate transaction;

	Inspection(HeldCopies held, Parts parts, Copies copies, Checks checks, HashCount count, Requests requests,
			Ledger ledger, Directory directory, ApplicationEventPublisher events, JdbcClient jdbc, Wall wall,
			InspectionProperties settings, Clock clock, PlatformTransactionManager transactions) {
		this.held = held;
		this.parts = parts;
		this.copies = copies;
		this.checks = checks;
		this.count = count;
		this.requests = requests;
		this.ledger = ledger;
		this.directory = directory;
		this.events = events;
		this.jdbc = jdbc;
		this.wall = wall;
		this.settings = settings;
		this.clock = clock;
		this.watch = new TransactionTemplate(transactions);
		this.watch.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.apart = new TransactionTemplate(transactions);
		this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
		this.transaction = new TransactionTemplate(transactions);
	}

	@Scheduled(cron = "${comity.evidence.inspection.cron:0 40 2 * * *}")
	void night() {
		night(this.settings.bytes().toBytes());
	}

	/** One server does it: another that comes meanwhile goes away again. */
	void night(long budget) {
		this.watch.executeWithoutResult((status) -> {
			boolean mine = this.jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
				.param("lock", LOCK)
				.query(Boolean.class)
				.single();
			if (mine) {
				this.apart.executeWithoutResult((without) -> round(budget));
			}
		});
	}

	/** What came of one copy. */
	private enum Result {

		AGREES, DIFFERS, MOVED, UNREADABLE

	}

	private void round(long budget) {
		long bytes = 0;
		int[] results = new int[Result.values().length];
		for (HeldCopies.Held copy : this.held.notCountedSince(this.clock.instant().minus(this.settings.againAfter()))) {
			if (bytes >= budget) {
				break;
			}
			bytes += copy.size();
			Result result = this.wall.inTheNameOf(copy.office(), () -> inspect(copy));
			results[result.ordinal()]++;
		}
		log.info(
				"Counted anew: {} copies of parts, {} bytes; {} agree, {} differ, {} were moved meanwhile, {} could not be read",
				results[0] + results[1] + results[2] + results[3], bytes, results[Result.AGREES.ordinal()],
				results[Result.DIFFERS.ordinal()], results[Result.MOVED.ordinal()],
				results[Result.UNREADABLE.ordinal()]);
	}

	/** One copy that cannot be counted keeps no other from being. */
	private Result inspect(HeldCopies.Held copy) {
		try {
			Part part = this.parts.find(copy.part()).orElseThrow();
			UUID office = this.parts.holder(part, copy.hop());
			List<StoredFile> files = this.parts.files(part.id());
			Map<UUID, String> keys = this.copies.keys(part.id(), files, copy.hop());
			HashCount.Counted counted = this.count.counted(part, copy.hop(), office, null, files, null);
			if (!counted.answered()) {
				// It says nothing of the bytes: they are counted another night.
				log.warn("A copy of part {} could not be read", part.id());
				return Result.UNREADABLE;
			}
			return Objects
				.requireNonNull(this.transaction.execute((status) -> keep(counted.check(), part, files, keys)));
		}
		catch (RuntimeException ex) {
			log.error("A copy of part {} could not be counted", copy.part(), ex);
			return Result.UNREADABLE;
		}
	}

	/**
	 * Keeps a count, if what was counted is still what the hop holds, and tells of a
	 * difference that was not told before.
	 */
	private Result keep(HashCheck check, Part counted, List<StoredFile> files, Map<UUID, String> keys) {
		this.requests.lock(counted.request());
		Part part = this.parts.lock(counted.id()).orElseThrow();
		if (!HeldCopies.keeps(part.state()) || !this.copies.keys(part.id(), files, check.hop()).equals(keys)) {
			return Result.MOVED;
		}
		this.checks.add(check);
		if (check.agrees()) {
			return Result.AGREES;
		}
		if (this.checks.firstSaid(check.id())) {
			tell(check, part);
		}
		return Result.DIFFERS;
	}

	private void tell(HashCheck check, Part part) {
		log.warn("The hashes of a copy differ: check {}", check.id());
		UUID entry = this.ledger.appendConsequence(part.request(), inTheNameOf(check.office()),
				new Ledger.Line(Machine.PRODUCTION, part.id(), DIFFERS, part.place(), part.place(),
						List.of(Digests.sha256(check.report().getBytes(StandardCharsets.UTF_8))), LedgerWords.none()));
		this.events.publishEvent(new RequestMoved(Ids.next(), part.request(), entry, part.id(),
				Machine.PRODUCTION.name(), DIFFERS, check.office(), null, Set.of(check.office()), check.at()));
	}

	private Actor inTheNameOf(UUID id) {
		Office office = this.directory.office(id);
		return new Actor(new UUID(0, 0), "", office.id(), office.shortName(), office.kind(), office.side(),
				office.country(), Set.of(), Set.of());
	}

}
