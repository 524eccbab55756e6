package org.comity.desks.work;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.comity.desks.casefile.Due;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.Figure;
import org.comity.desks.fragments.NavigationItem;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Tone;
import org.comity.directory.Directory;
import org.comity.directory.ProviderCompany;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.requests.EmergencyAccess;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestSummary;
import org.comity.requests.Retention;
import org.comity.requests.Worklist;
import org.comity.requests.Worklist.Scope;
import org.comity.requests.Worklist.Sort;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * My work, and all requests. The whole of a list's filter, order and place stands in its
 * address, so that it can be kept, sent and gone back to.
 */
@Controller
class WorkController {

	/** The lists of My work, by their name in the address. */
	private static final List<Listing> WORK = List.of(new Listing("now", Scope.NEEDS_ME),
			new Listing("new", Scope.UNOPENED), new Listing("overdue", Scope.OVERDUE),
			new Listing("waiting", Scope.WAITING), new Listing("closed", Scope.CLOSED));

	/** A list that central authorities of the requesting side have besides. */
	private static final Listing SILENT = new Listing("silent", Scope.SILENT);

	/** The lists of all requests. */
	private static final List<Listing> ALL = List.of(new Listing("all", Scope.ALL),
			new Listing("closed", Scope.CLOSED));

	private record Listing(String name, Scope scope) {
	}

	/**
	 * A row as the page shows it.
	 *
	 * @param of the request
	 * @param href where it leads
	 * @param status whose move it is
	 * @param statusTone in which tone
	 * @param due the deadline in words, or null
	 * @param heardOn when the request was last heard of, in the list of the silent
	 * @param heard days since then
	 */
	record Row(RequestSummary of, String href, Phrase status, Tone statusTone, @Nullable Due due, LocalDate heardOn,
			long heard) {
	}

	/** A column that sorts. */
	record Column(Phrase name, @Nullable String href, @Nullable String direction) {
	}

	private final Worklist worklist;

	private final Directory directory;

	private final EmergencyAccess emergency;

	private final Retention retention;

	private final Clock clock;

	WorkController(Worklist worklist, Directory directory, EmergencyAccess emergency, Retention retention,
			Clock clock) {
		this.emergency = emergency;
		this.retention = retention;
		this.worklist = worklist;
		this.directory = directory;
		this.clock = clock;
	}

	@GetMapping("/work")
	String work(Actor actor, @RequestParam Map<String, String> asked, Model model) {
		return switch (actor.kind()) {
			case PROVIDER -> "redirect:/provider";
			case ADMINISTRATION -> "redirect:/administrator/people";
			case OVERSIGHT -> "redirect:/audit";
			case INVESTIGATOR, PROSECUTOR, REQUESTING_AUTHORITY, REQUESTED_AUTHORITY, EXECUTING_AUTHORITY -> {
				Worklist.Counts counts = this.worklist.counts(actor);
				model.addAttribute("figures",
						List.of(figure(counts.needsMe(), "now", Tone.NEUTRAL),
								figure(counts.unopened(), "new", Tone.NEUTRAL),
								figure(counts.overdue(), "overdue", (counts.overdue() > 0) ? Tone.LATE : Tone.NEUTRAL),
								figure(counts.waiting(), "waiting", Tone.NEUTRAL)));
				model.addAttribute("heading", "work.title");
				model.addAttribute("mayBegin",
						actor.kind() == OfficeKind.INVESTIGATOR && actor.has(org.comity.kernel.Role.OFFICER));
				yield list(actor, "/work", lists(actor), Sort.DUE, asked, model);
			}
		};
	}

	/** Who speaks for the requesting side watches what is silent on the other. */
	private static List<Listing> lists(Actor actor) {
		if (actor.kind() != OfficeKind.REQUESTING_AUTHORITY) {
			return WORK;
		}
		List<Listing> more = new ArrayList<>(WORK);
		more.add(more.size() - 1, SILENT);
		return more;
	}

	private static Figure figure(long number, String scope, Tone tone) {
		return new Figure(number, new Phrase("work.figure." + scope, List.of()), tone, "/work?scope=" + scope);
	}

	@GetMapping("/requests")
	String requests(Actor actor, @RequestParam Map<String, String> asked, Model model) {
		if (actor.kind() == OfficeKind.PROVIDER) {
			return "redirect:/provider";
		}
		if (actor.kind() == OfficeKind.ADMINISTRATION) {
			throw new NoSuchRequest();
		}
		model.addAttribute("heading", "requests.title");
		model.addAttribute("mayBegin", false);
		model.addAttribute("mayOpen", this.emergency.offered(actor));
		model.addAttribute("mayErase", this.retention.concerns(actor));
		return list(actor, "/requests", ALL, Sort.NEWEST, asked, model);
	}

	private String list(Actor actor, String path, List<Listing> listings, Sort first, Map<String, String> asked,
			Model model) {
		Listing listing = listings.stream()
			.filter((one) -> one.name().equals(asked.get("scope")))
			.findFirst()
			.orElse(listings.get(0));
		Sort sort = Arrays.stream(Sort.values())
			.filter((one) -> one.name().equalsIgnoreCase(asked.get("sort")))
			.filter((one) -> one != Sort.HEARD || listing == SILENT)
			.findFirst()
			.orElse((listing == SILENT) ? Sort.HEARD : first);
		String words = asked.getOrDefault("q", "");
		words = words.substring(0, Math.min(words.length(), 200));
		List<String> providers = this.directory.companies().stream().map(ProviderCompany::provider).distinct().toList();
		String provider = providers.contains(asked.getOrDefault("provider", "")) ? asked.get("provider") : null;
		String after = asked.get("after");
		Worklist.Page page = this.worklist.page(actor,
				new Worklist.Query(listing.scope(), words, provider, sort, after));
		Address address = new Address(path, listing.name(), words, provider,
				sort.name().toLowerCase(java.util.Locale.ROOT));
		model.addAttribute("path", path);
		model.addAttribute("scope", listing.name());
		model.addAttribute("sort", address.sort());
		model.addAttribute("values", Map.of("q", words, "provider", (provider != null) ? provider : ""));
		model.addAttribute("filtered", !words.isBlank() || provider != null);
		model.addAttribute("providers", providers.stream().map((one) -> Choice.named(one, one)).toList());
		model.addAttribute("listings", listings.stream()
			.filter((one) -> one.scope() != Scope.UNOPENED && one.scope() != Scope.OVERDUE)
			.map((one) -> new NavigationItem(address.scoped(one.name()), "work.scope." + one.name(), one == listing))
			.toList());
		model.addAttribute("caption", new Phrase("work.caption." + listing.name(), List.of()));
		model.addAttribute("empty", new Phrase("work.empty." + listing.name(), List.of()));
		model.addAttribute("silent", listing == SILENT);
		model.addAttribute("columns", columns(address, sort, listing == SILENT));
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		model.addAttribute("rows", page.rows().stream().map((row) -> row(row, today)).toList());
		model.addAttribute("next", (page.next() != null) ? address.after(page.next()) : null);
		model.addAttribute("firstPage", (after != null && !after.isBlank()) ? address.whole() : null);
		return "work/list";
	}

	private static List<Column> columns(Address address, Sort sort, boolean silent) {
		List<Column> columns = new ArrayList<>();
		columns.add(new Column(Phrase.of("work.column.reference"), address.sorted("reference"),
				(sort == Sort.REFERENCE) ? "ascending" : "none"));
		columns.add(new Column(Phrase.of("work.column.provider"), null, null));
		columns.add(new Column(Phrase.of("work.column.status"), null, null));
		columns.add(new Column(Phrase.of("work.column.due"), address.sorted("due"),
				(sort == Sort.DUE) ? "ascending" : "none"));
		if (silent) {
			columns.add(new Column(Phrase.of("work.column.heard"), address.sorted("heard"),
					(sort == Sort.HEARD) ? "ascending" : "none"));
		}
		columns
			.add(new Column(Phrase.of("work.column.age"), address.sorted((sort == Sort.OLDEST) ? "newest" : "oldest"),
					(sort == Sort.OLDEST) ? "descending" : (sort == Sort.NEWEST) ? "ascending" : "none"));
		return columns;
	}

	private static Row row(RequestSummary row, LocalDate today) {
		UUID subject = row.subject();
		String href = switch (row.subjectKind()) {
			case REQUEST, USE -> "/requests/" + row.id();
			case PROCESS -> "/processes/" + subject;
			case PART -> "/evidence/" + subject;
			case PRESERVATION -> "/requests/" + row.id() + "/preservation";
			case PROPOSAL -> "/requests/" + row.id() + "/proposals/" + subject;
			case RETENTION -> "/requests/" + row.id() + "/retention";
			case EMERGENCY_ACCESS -> "/requests/" + row.id() + "/emergency-access/" + subject;
		};
		Phrase status = new Phrase(row.status().code(),
				row.status().arguments().stream().map(Object::toString).toList());
		Tone tone = switch (row.status().tone()) {
			case ACTION -> Tone.MINE;
			case WAITING -> Tone.WAITING;
			case DONE -> Tone.GOOD;
			case STOPPED -> Tone.QUIET;
		};
		LocalDate due = row.dueOn();
		LocalDate heardOn = LocalDate.ofInstant(row.since(), ZoneOffset.UTC);
		return new Row(row, href, status, tone, (due != null) ? Due.of(due, today) : null, heardOn,
				ChronoUnit.DAYS.between(heardOn, today));
	}

	/** The address of a list. */
	private record Address(String path, String scope, String words, @Nullable String provider, String sort) {

		String whole() {
			return of(this.scope, this.sort, null);
		}

		String scoped(String other) {
			return of(other, this.sort, null);
		}

		String sorted(String other) {
			return of(this.scope, other, null);
		}

		String after(String cursor) {
			return of(this.scope, this.sort, cursor);
		}

		private String of(String inScope, String bySort, @Nullable String cursor) {
			UriComponentsBuilder builder = UriComponentsBuilder.fromPath(this.path)
				.queryParam("scope", inScope)
				.queryParam("sort", bySort);
			if (!this.words.isBlank()) {
				builder.queryParam("q", "{q}");
			}
			if (this.provider != null) {
				builder.queryParam("provider", "{provider}");
			}
			if (cursor != null) {
				builder.queryParam("after", cursor);
			}
			return builder.encode()
				.buildAndExpand(Map.of("q", this.words, "provider", (this.provider != null) ? this.provider : ""))
				.toUriString();
		}

	}

}
