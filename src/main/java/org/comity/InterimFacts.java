package org.comity;

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

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/**
 * Stands in while the modules above requests are being built in this session. Deleted
 * before the session ends.
 */
@Configuration
class InterimFacts {

	@Bean
	@Fallback
	LetterFacts interimLetterFacts() {
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
				return null;
			}
		};
	}

	@Bean
	@Fallback
	ProcessFacts interimProcessFacts() {
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
	@Fallback
	PartFacts interimPartFacts() {
		return new PartFacts() {
			@Override
			public boolean anyUnsettled(UUID request) {
				return false;
			}

			@Override
			public Map<OfficeKind, Instant> reached(UUID request) {
				return Map.of();
			}
		};
	}

}
