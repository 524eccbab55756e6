package org.comity.desks.fragments;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.comity.desks.fragments.Tracker.Position;
import org.comity.desks.fragments.Tracker.Stop;
import org.jspecify.annotations.Nullable;

/**
 * What the sample pages show: every fragment with plausible, invented matter.
 */
final class Samples {

	static final String SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

	static final List<String> FIELDS = List.of("operation", "ceiling", "secret", "facts", "urgency", "channel", "kinds",
			"provider", "born", "from", "enclosure");

	private Samples() {
	}

	static Map<String, Object> shell() {
		Map<String, Object> model = new LinkedHashMap<>();
		model.put("viewer",
				Map.of("name", "Amina Rashid", "officeName", "Crown Prosecution Service", "unreadNotices", 3));
		model.put("navigation",
				List.of(new NavigationItem("/work", "layout.nav.work", true),
						new NavigationItem("/requests", "layout.nav.requests", false),
						new NavigationItem("/notices", "layout.nav.notices", false),
						new NavigationItem("/account", "layout.nav.account", false)));
		model.put("demonstration", true);
		model.put("formKey", "7d0e8f0c");
		return model;
	}

	static Map<String, Object> components() {
		Map<String, Object> model = shell();
		model.put("flash", Phrase.of("sample.flash", "<b>the letter</b>"));
		model.put("facts",
				List.of(Fact.of(Phrase.of("sample.fact.holder"), "Office of International Affairs"),
						Fact.of(Phrase.of("sample.fact.awaited"), "An answer to two points"),
						Fact.of(Phrase.of("sample.fact.deadline"), "14 October 2026, 15 days left")));
		model.put("marks", List.of(new Mark("Urgent", Tone.URGENT)));
		model.put("tone", Tone.MINE);
		model.put("tracker", midway());
		model.put("sections",
				List.of(new NavigationItem("/requests/1", "sample.section.summary", true),
						new NavigationItem("/requests/1/letter", "sample.section.letter", false),
						new NavigationItem("/requests/1/documents", "sample.section.documents", false),
						new NavigationItem("/requests/1/timeline", "sample.section.timeline", false)));
		model.put("figures",
				List.of(new Figure(4, Phrase.of("sample.figure.mine"), Tone.NEUTRAL, "/work?f=mine"),
						new Figure(2, Phrase.of("sample.figure.soon"), Tone.SOON, "/work?f=soon"),
						new Figure(1, Phrase.of("sample.figure.late"), Tone.LATE, "/work?f=late")));
		model.put("tasks",
				List.of(new Task("/draft/facts", Phrase.of("sample.task.facts"), Phrase.of("sample.task.facts.hint"),
						Phrase.of("sample.task.status.done"), Tone.QUIET),
						new Task("/draft/accounts", Phrase.of("sample.task.accounts"), null,
								Phrase.of("sample.task.status.open"), Tone.WAITING),
						new Task(null, Phrase.of("sample.task.sign"), null, Phrase.of("sample.task.status.blocked"),
								Tone.QUIET)));
		model.put("rows",
				List.of(new Fact(Phrase.of("sample.row.offence"), "Kidnapping, common law", "/change/offence"),
						new Fact(Phrase.of("sample.row.person"), null, "/change/person"),
						new Fact(Phrase.of("sample.row.account"), "harrier.contact@example.com", "/change/account")));
		model.put("sha", SHA);
		model.put("check",
				List.of(new CheckLine(Phrase.of("sample.check.source"), "Treaty article 4", CheckLine.Standing.MISSING),
						new CheckLine(Phrase.of("sample.check.dates"), null, CheckLine.Standing.ADVICE),
						new CheckLine(Phrase.of("sample.check.link"), "18 USC 2703(d)", CheckLine.Standing.MET)));
		model.put("works",
				List.of(work("MLA-2026-000147", "Decision needed", Tone.MINE, -3),
						work("MLA-2026-000152", "Waiting for UKCA", Tone.WAITING, 0),
						work("MLA-2026-000139", "Answered in full", Tone.GOOD, 1),
						work("MLA-2026-000160", "Preservation ends soon", Tone.SOON, 15),
						work("MLA-2026-000099", "Preservation lapsed", Tone.LATE, 40),
						work("MLA-2026-000090", "Closed", Tone.NEUTRAL, 90)));
		model.put("entries",
				List.of(new TimelineEntry(Phrase.of("sample.event.transmitted"), null, "UK Central Authority",
						Instant.parse("2026-06-23T09:12:00Z"), null, true),
						new TimelineEntry(Phrase.of("sample.event.returned"), "Owen Pryce", "UK Central Authority",
								Instant.parse("2026-06-02T14:40:00Z"),
								"The date range has no end.\nOne fact has no source.", false),
						new TimelineEntry(Phrase.of("sample.event.issued"), "Amina Rashid", "Crown Prosecution Service",
								Instant.parse("2026-05-28T11:05:00Z"), null, false)));
		model.put("files",
				List.of(new FileEntry("Letter of request LOR-2026-000147 v2.pdf", "/documents/1", 184_220,
						Phrase.of("sample.file.letter"), SHA, Instant.parse("2026-05-28T11:05:00Z")),
						new FileEntry("harrier-contact.mbox", null, 1_932_735_283L, null, SHA, null),
						new FileEntry(
								"a_very_long_name_without_a_single_space_that_a_phone_could_not_hold_on_one_line.csv",
								"/documents/3", 912, null, null, null)));
		model.put("today", LocalDate.of(2026, 9, 29));
		model.put("phrase", Phrase.of("sample.phrase", "the provider"));
		return model;
	}

	static Map<String, Object> work(String reference, String status, Tone tone, int days) {
		return Map.of("reference", reference, "status", new Mark(status, tone), "days", days, "due",
				LocalDate.of(2026, 9, 29).plusDays(days));
	}

	static Map<String, Object> form(boolean failed) {
		Map<String, Object> model = shell();
		model.put("choices",
				List.of(Choice.of("ORDINARY", Phrase.of("sample.urgency.ordinary")),
						Choice.of("CUSTODY", Phrase.of("sample.urgency.custody"))
							.withHint(Phrase.of("sample.urgency.custody.hint")),
						Choice.of("LIFE", Phrase.of("sample.urgency.life"))));
		model.put("kinds", List.of(Choice.of("SUBSCRIBER", Phrase.of("sample.kind.subscriber")),
				Choice.of("CONTENT", Phrase.of("sample.kind.content"))));
		model.put("chosen", List.of("CONTENT"));
		model.put("providers", List.of(Choice.named("p1", "Northlight Mail, Inc."),
				Choice.named("p2", "Harbour & Quay Messaging LLC")));
		model.put("values",
				Map.ofEntries(Map.entry("operation", "Harrier \"<script>alert(1)</script>"),
						Map.entry("facts", "</textarea><script>x</script>"), Map.entry("urgency", "CUSTODY"),
						Map.entry("provider", "p2"), Map.entry("born.day", "31"), Map.entry("born.month", "2"),
						Map.entry("born.year", "1984"), Map.entry("from.day", "1"), Map.entry("from.month", "3"),
						Map.entry("from.year", "2026"), Map.entry("from.time", "09:30")));
		if (failed) {
			Map<String, String> errors = new LinkedHashMap<>();
			for (String field : FIELDS) {
				errors.put(field, "Mend this: " + field);
			}
			errors.put("", "The whole does not hold together");
			model.put("errors", errors);
		}
		return model;
	}

	static Tracker beginning() {
		return new Tracker(
				List.of(stop("Northshire Police", "INVESTIGATOR", LocalDate.of(2026, 9, 29), 0L, Position.CURRENT),
						stop("Crown Prosecution Service", "PROSECUTOR", null, null, Position.FUTURE),
						stop("UK Central Authority", "REQUESTING_AUTHORITY", null, null, Position.FUTURE),
						stop("Office of International Affairs", "REQUESTED_AUTHORITY", null, null, Position.FUTURE),
						stop("US Attorney, Northern District of California", "EXECUTING_AUTHORITY", null, null,
								Position.UNKNOWN),
						stop("Northlight Mail", "PROVIDER", null, null, Position.UNKNOWN)),
				home(0), 0L);
	}

	static Tracker midway() {
		return new Tracker(List.of(
				stop("Northshire Police", "INVESTIGATOR", LocalDate.of(2026, 5, 9), 5L, Position.PAST),
				stop("Crown Prosecution Service", "PROSECUTOR", LocalDate.of(2026, 5, 14), 14L, Position.PAST),
				stop("UK Central Authority", "REQUESTING_AUTHORITY", LocalDate.of(2026, 5, 28), 26L, Position.PAST),
				new Stop("Office of International Affairs", Phrase.of("office-kind.REQUESTED_AUTHORITY"),
						LocalDate.of(2026, 6, 23), 98L, Position.CURRENT, Phrase.of("sample.phrase", "two answers")),
				stop("US Attorney, Northern District of California", "EXECUTING_AUTHORITY", null, null,
						Position.FUTURE),
				stop("Northlight Mail", "PROVIDER", null, null, Position.FUTURE)), home(0), 143L);
	}

	static Tracker returning() {
		return new Tracker(List.of(
				stop("Northshire Police", "INVESTIGATOR", LocalDate.of(2026, 5, 9), 5L, Position.PAST),
				stop("Crown Prosecution Service", "PROSECUTOR", LocalDate.of(2026, 5, 14), 14L, Position.PAST),
				stop("UK Central Authority", "REQUESTING_AUTHORITY", LocalDate.of(2026, 5, 28), 26L, Position.PAST),
				stop("Office of International Affairs", "REQUESTED_AUTHORITY", LocalDate.of(2026, 6, 23), 98L,
						Position.PAST),
				stop("US Attorney, Northern District of California", "EXECUTING_AUTHORITY", LocalDate.of(2026, 9, 29),
						31L, Position.PAST),
				stop("Northlight Mail", "PROVIDER", LocalDate.of(2026, 10, 30), 12L, Position.PAST)), home(3), 198L);
	}

	private static List<Stop> home(int reached) {
		List<String> offices = List.of("Northlight Mail", "US Attorney, Northern District of California",
				"Office of International Affairs", "UK Central Authority", "Crown Prosecution Service",
				"Northshire Police");
		List<String> kinds = List.of("PROVIDER", "EXECUTING_AUTHORITY", "REQUESTED_AUTHORITY", "REQUESTING_AUTHORITY",
				"PROSECUTOR", "INVESTIGATOR");
		return java.util.stream.IntStream.range(0, 6)
			.mapToObj((index) -> stop(offices.get(index), kinds.get(index),
					(index < reached) ? LocalDate.of(2026, 11, 11 + index) : null,
					(index < reached) ? 1L + index : null,
					(index < reached - 1) ? Position.PAST
							: (index == reached - 1) ? Position.CURRENT : Position.FUTURE))
			.toList();
	}

	private static Stop stop(String office, String kind, @Nullable LocalDate reachedOn, @Nullable Long days,
			Position position) {
		return new Stop(office, Phrase.of("office-kind." + kind), reachedOn, days, position, null);
	}

}
