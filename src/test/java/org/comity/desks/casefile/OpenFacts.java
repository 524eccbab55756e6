package org.comity.desks.casefile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.requests.LetterFacts;
import org.comity.requests.PartFacts;
import org.comity.requests.ProcessFacts;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Facts that let every request pass: these tests are about the screens, not about the
 * letter or the processes.
 */
@TestConfiguration(proxyBeanMethods = false)
public class OpenFacts {

	/** The day by which each letter says the evidence is needed. */
	public static @Nullable LocalDate neededBy;

	@Bean
	@Primary
	LetterFacts openLetterFacts() {
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
				return true;
			}

			@Override
			public @Nullable LocalDate neededBy(UUID request) {
				return neededBy;
			}

			@Override
			public @Nullable String purpose(UUID request) {
				return "Proving who sent the demands";
			}
		};
	}

	@Bean
	@Primary
	ProcessFacts openProcessFacts() {
		return new ProcessFacts() {
			@Override
			public boolean anyOpen(UUID request) {
				return false;
			}

			@Override
			public boolean anyWithProvider(UUID request) {
				return false;
			}
		};
	}

	@Bean
	@Primary
	PartFacts openPartFacts() {
		return new PartFacts() {
			@Override
			public boolean anyUnsettled(UUID request) {
				return false;
			}

			@Override
			public Map<OfficeKind, Instant> reached(UUID request) {
				return Map.of();
			}

			@Override
			public boolean keptAtHome(UUID request) {
				return false;
			}
		};
	}

}
