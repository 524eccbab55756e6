package org.comity.demonstration;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.comity.kernel.StoryClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the demonstration's cases at start-up, each once and each in one transaction: who
 * is stopped in the middle has whole cases only, and goes on at the next start. People
 * come first.
 */
@Component
@ConditionalOnBooleanProperty("comity.demonstration.enabled")
@ConditionalOnBooleanProperty(name = "comity.demonstration.cases", matchIfMissing = true)
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class DemonstrationCases implements ApplicationRunner {

	private static final Logger log = LoggerFactory.getLogger(DemonstrationCases.class);

	private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

	private final Stories stories;

	private final Narrator narrator;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final StoryClock clock;

	/** Held while a story is told. */
	private final ReentrantLock telling = new ReentrantLock();

	private volatile boolean stopping;

	DemonstrationCases(Stories stories, Narrator narrator, JdbcClient jdbc, TransactionTemplate transaction,
			StoryClock clock) {
		this.stories = stories;
		this.narrator = narrator;
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		load();
	}

	/**
	 * Lets no other story begin, and waits until the one that is being told is broken off
	 * and undone: else the database would be gone under it.
	 */
	@EventListener
	void stop(ContextClosedEvent event) {
		this.stopping = true;
		this.narrator.silence();
		try {
			if (this.telling.tryLock(LONGEST_STEP.toSeconds(), TimeUnit.SECONDS)) {
				this.telling.unlock();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Tells whatever has not been told yet. A story that cannot be told leaves nothing
	 * behind, keeps no other from being told and nobody from starting.
	 * @return how many were told now
	 */
	int load() {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		int told = 0;
		for (Story story : this.stories.all()) {
			if (this.stopping) {
				log.info("Stopped before every demonstration case was loaded; the next start goes on");
				break;
			}
			if (load(story, today)) {
				told++;
			}
		}
		this.stories.close();
		return told;
	}

	boolean load(Story story, LocalDate today) {
		long start = System.nanoTime();
		this.telling.lock();
		try {
			boolean told = Boolean.TRUE.equals(this.transaction.execute((status) -> tell(story, today)));
			if (told) {
				log.info("Demonstration case {} loaded in {} ms", story.code(),
						(System.nanoTime() - start) / 1_000_000);
			}
			return told;
		}
		catch (RuntimeException ex) {
			if (this.stopping) {
				return false;
			}
			log.error("Demonstration case {} could not be loaded; it is tried again at the next start", story.code(),
					ex);
			return false;
		}
		finally {
			this.telling.unlock();
		}
	}

	private boolean tell(Story story, LocalDate today) {
		int taken = this.jdbc
			.sql("insert into demonstration_story (code, loaded_at) values (:code, :now) on conflict do nothing")
			.param("code", story.code())
			.param("now", java.sql.Timestamp.from(this.clock.instant()))
			.update();
		if (taken == 0) {
			return false;
		}
		try {
			this.narrator.tell(story, today);
			return true;
		}
		finally {
			this.clock.tell(null);
		}
	}

}
