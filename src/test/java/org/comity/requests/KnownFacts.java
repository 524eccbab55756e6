package org.comity.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.StoryClock;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * What the modules above know, as a test sets it.
 */
@TestConfiguration(proxyBeanMethods = false)
class KnownFacts implements LetterFacts, ProcessFacts, PartFacts, ReturningParts {

	boolean complete = true;

	boolean locked = true;

	boolean urgent = true;

	boolean processOpen;

	boolean partUnsettled;

	boolean keptAtHome;

	final Map<OfficeKind, Instant> evidence = new HashMap<>();

	/**
	 * The application's own clock is in its root, which a test of one module leaves out.
	 */
	@Bean
	@Primary
	StoryClock testClock() {
		return new StoryClock();
	}

	void reset() {
		this.complete = true;
		this.locked = true;
		this.urgent = true;
		this.processOpen = false;
		this.keptAtHome = false;
		this.partUnsettled = false;
	}

	@Override
	public List<Rejection> missing(UUID request) {
		return this.complete ? List.of() : List.of(Rejection.of("letter.facts.missing"));
	}

	@Override
	public boolean lockedNotSent(UUID request) {
		return this.locked;
	}

	@Override
	public boolean urgencyAsked(UUID request) {
		return this.urgent;
	}

	@Override
	public @Nullable LocalDate neededBy(UUID request) {
		return null;
	}

	@Override
	public @Nullable String purpose(UUID request) {
		return "Proving who sent the demands";
	}

	@Override
	public boolean anyOpen(UUID request) {
		return this.processOpen;
	}

	@Override
	public boolean anyWithProvider(UUID request) {
		return this.processOpen;
	}

	@Override
	public boolean anyUnsettled(UUID request) {
		return this.partUnsettled;
	}

	@Override
	public Map<OfficeKind, Instant> reached(UUID request) {
		return this.evidence;
	}

	@Override
	public boolean keptAtHome(UUID request) {
		return this.keptAtHome;
	}

	@Override
	public void stop(Actor cause, UUID request) {
		this.partUnsettled = false;
	}

}
