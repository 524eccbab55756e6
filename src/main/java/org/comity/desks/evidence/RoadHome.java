package org.comity.desks.evidence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Tracker;
import org.comity.directory.Directory;
import org.comity.evidence.PartView;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Side;
import org.comity.requests.Requests;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Draws the road home of one part: where it came, when, how long it lay there, and that
 * the hashes agreed. Hops that it has yet to come to follow in the order of the channel.
 */
@Component
class RoadHome {

	private final Requests requests;

	private final Directory directory;

	private final MessageSource messages;

	private final java.time.Clock clock;

	RoadHome(Requests requests, Directory directory, MessageSource messages, java.time.Clock clock) {
		this.requests = requests;
		this.directory = directory;
		this.messages = messages;
		this.clock = clock;
	}

	Tracker of(Actor actor, PartView part) {
		List<Tracker.Stop> stops = new ArrayList<>();
		List<Requests.HopOffice> hops = new ArrayList<>(this.requests.road(part.request()));
		Collections.reverse(hops);
		for (Requests.HopOffice hop : hops) {
			stops.add(stop(actor, part, hop));
		}
		return new Tracker(List.of(), stops, null);
	}

	private Tracker.Stop stop(Actor actor, PartView part, Requests.HopOffice hop) {
		PartView.Arrival first = null;
		PartView.Arrival last = null;
		for (PartView.Arrival arrival : part.road()) {
			if (arrival.kind() == hop.kind()) {
				first = (first != null) ? first : arrival;
				last = arrival;
			}
		}
		boolean masked = actor.side() == Side.REQUESTING && hop.kind() == OfficeKind.EXECUTING_AUTHORITY;
		String kind = this.messages.getMessage("hop." + hop.kind(), null, Locale.UK);
		String office = masked ? kind : name(hop.office());
		if (first == null || last == null) {
			return new Tracker.Stop(office, masked ? null : Phrase.of("hop." + hop.kind()), null, null,
					Tracker.Position.FUTURE, null);
		}
		boolean here = part.hop() == hop.kind() && part.state().onItsWay();
		Instant until = next(part, hop.kind(), last.at());
		Instant end = (until != null) ? until : here ? this.clock.instant() : last.at();
		return new Tracker.Stop(office, masked ? null : Phrase.of("hop." + hop.kind()), day(first.at()),
				Duration.between(first.at(), end).toDays(), here ? Tracker.Position.CURRENT : Tracker.Position.PAST,
				note(part, hop.kind(), last));
	}

	private static @Nullable Phrase note(PartView part, OfficeKind hop, PartView.Arrival last) {
		if (hop == OfficeKind.PROVIDER) {
			return null;
		}
		boolean differs = part.checks()
			.stream()
			.anyMatch((check) -> check.kind() == hop && !check.agrees() && last.checkedAt() == null);
		if (differs) {
			return Phrase.of("evidence.road.differs");
		}
		return Phrase.of((last.checkedAt() != null) ? "evidence.road.checked" : "evidence.road.unchecked");
	}

	/** When the next hop had it, after it had come to this one. */
	private static @Nullable Instant next(PartView part, OfficeKind hop, Instant since) {
		return part.road()
			.stream()
			.filter((arrival) -> arrival.kind().hop() == hop.hop() - 1 && !arrival.at().isBefore(since))
			.map(PartView.Arrival::at)
			.reduce((first, last) -> last)
			.orElse(null);
	}

	private static LocalDate day(Instant at) {
		return LocalDate.ofInstant(at, ZoneOffset.UTC);
	}

	private String name(UUID office) {
		return this.directory.office(office).shortName();
	}

}
