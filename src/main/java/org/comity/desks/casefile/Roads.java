package org.comity.desks.casefile;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Tracker;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Draws the road of a request. It hides nothing itself: what the reader may not know is
 * not in what it is given.
 */
@Component
class Roads {

	private final MessageSource messages;

	Roads(MessageSource messages) {
		this.messages = messages;
	}

	Tracker draw(org.comity.requests.Tracker road) {
		return new Tracker(stops(road.out()), stops(road.home()), road.days());
	}

	private List<Tracker.Stop> stops(List<org.comity.requests.Tracker.Hop> hops) {
		return hops.stream().map(this::stop).toList();
	}

	private Tracker.Stop stop(org.comity.requests.Tracker.Hop hop) {
		String kind = "hop." + hop.kind();
		boolean named = !hop.office().isEmpty();
		String office = named ? hop.office() : this.messages.getMessage(kind, null, LocaleContextHolder.getLocale());
		boolean passed = hop.position() == org.comity.requests.Tracker.Position.PAST
				|| hop.position() == org.comity.requests.Tracker.Position.CURRENT;
		return new Tracker.Stop(office, named ? Phrase.of(kind) : null, day(hop.reachedAt()),
				(passed && hop.reachedAt() != null && hop.noteCode().isEmpty()) ? hop.days() : null,
				switch (hop.position()) {
					case PAST -> Tracker.Position.PAST;
					case CURRENT -> Tracker.Position.CURRENT;
					case FUTURE -> Tracker.Position.FUTURE;
					case HIDDEN -> Tracker.Position.UNKNOWN;
				}, hop.noteCode().isEmpty() ? null : new Phrase(hop.noteCode(), List.of()));
	}

	private static @Nullable LocalDate day(@Nullable Instant at) {
		return (at != null) ? LocalDate.ofInstant(at, ZoneOffset.UTC) : null;
	}

}
