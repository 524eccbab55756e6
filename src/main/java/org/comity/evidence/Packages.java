package org.comity.evidence;

import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.documents.Documents;
import org.comity.evidence.bag.Bag;
import org.comity.evidence.custody.CustodyGraph;
import org.comity.evidence.custody.CustodyLog;
import org.comity.evidence.custody.CustodyPaper;
import org.comity.evidence.custody.SchedulePapers;
import org.comity.evidence.custody.WithheldSchedule;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.process.Processes;
import org.comity.requests.Access;
import org.comity.requests.Machine;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Requests;
import org.comity.requests.Timeline;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a holder takes away of a part: the evidence as a bag (RFC 8493) with its
 * certificate, custody log and terms of use; the custody log by itself; the schedule of
 * what was withheld. Each is made for its reader, and holds no more than they may know.
 */
@Service
@Transactional(readOnly = true)
public class Packages {

	private final Evidence evidence;

	private final Parts parts;

	private final UseTerms use;

	private final Requests requests;

	private final Processes processes;

	private final Documents documents;

	private final Directory directory;

	private final Timeline timeline;

	private final CustodyPaper paper;

	private final CustodyGraph graph;

	private final SchedulePapers schedules;

	private final MessageSource messages;

	Packages(Evidence evidence, Parts parts, UseTerms use, Requests requests, Processes processes, Documents documents,
			Directory directory, Timeline timeline, CustodyPaper paper, CustodyGraph graph, SchedulePapers schedules,
			MessageSource messages) {
		this.evidence = evidence;
		this.parts = parts;
		this.use = use;
		this.requests = requests;
		this.processes = processes;
		this.documents = documents;
		this.directory = directory;
		this.timeline = timeline;
		this.paper = paper;
		this.graph = graph;
		this.schedules = schedules;
		this.messages = messages;
	}

	/** A paper that is made when it is asked for. */
	public record Paper(String name, String mediaType, byte[] content) {
	}

	/**
	 * Returns the whole of a part as a bag, made while it is read.
	 * @throws NoSuchRequest if this person does not read its content, or their office has
	 * not yet found its hashes right
	 */
	public Evidence.Download bag(Actor actor, UUID id) {
		PartView view = this.evidence.part(actor, id);
		if (!mayPack(actor, view)) {
			throw new NoSuchRequest();
		}
		Part part = this.parts.find(id).orElseThrow(NoSuchRequest::new);
		List<Bag.Payload> payloads = this.evidence.files(actor, part)
			.stream()
			.map(Map.Entry::getValue)
			.sorted(Comparator.comparing(Evidence.Download::name))
			.map((file) -> new Bag.Payload(file.name(), file.size(), file.sha256(),
					(from) -> file.content().open(from)))
			.toList();
		if (payloads.size() != view.files().size()) {
			throw new NoSuchRequest();
		}
		CustodyLog log = log(actor, view);
		List<Bag.Tag> tags = new ArrayList<>();
		tags.add(new Bag.Tag("custody/custody-log.pdf", this.paper.render(log)));
		tags.add(new Bag.Tag("custody/custody-log.jsonld", this.graph.render(log)));
		tags.add(new Bag.Tag("custody/use.txt", terms(log).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
		for (PartView.Paper one : view.papers()) {
			tags.add(new Bag.Tag("papers/" + one.name(), bytes(one)));
		}
		schedule(actor, view).filter((schedule) -> !schedule.items().isEmpty())
			.ifPresent((schedule) -> tags.add(new Bag.Tag("papers/withheld.pdf", this.schedules.pdf(schedule))));
		Instant as = log.asOf();
		String folder = log.request().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-part-" + view.number();
		Bag bag = new Bag(folder, as, payloads, tags, List.of(new Bag.Info("Source-Organization", actor.officeName()),
				new Bag.Info("External-Identifier", log.request()),
				new Bag.Info("Internal-Sender-Identifier", log.designation()),
				new Bag.Info("Bagging-Date", as.atZone(ZoneOffset.UTC).toLocalDate().toString()),
				new Bag.Info("Internal-Sender-Description", log.use()), new Bag.Info("Bag-Software-Agent", "Comity")));
		return new Evidence.Download(folder + ".tar", Bag.MEDIA_TYPE, bag.size(), bag.etag(), as, (from) -> {
			InputStream in = bag.open();
			in.skipNBytes(from);
			return in;
		});
	}

	/**
	 * Whether this person may take the whole away: their office holds it, and its own
	 * count of the hashes agreed.
	 */
	public boolean mayPack(Actor actor, PartView view) {
		return view.content() && actor.kind().isHop() && actor.kind() != OfficeKind.PROVIDER
				&& view.state() != ProductionState.DESTROYED
				&& view.road().stream().anyMatch((stop) -> stop.kind() == actor.kind() && stop.checkedAt() != null);
	}

	private byte[] bytes(PartView.Paper one) {
		try (InputStream in = this.documents.open(one.id())) {
			return in.readAllBytes();
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the custody log of a part as a PDF.
	 * @throws NoSuchRequest if this person does not see the part
	 */
	public Paper custodyPaper(Actor actor, UUID id) {
		PartView view = lodged(actor, id);
		return new Paper("part-" + view.number() + "-custody.pdf", "application/pdf",
				this.paper.render(log(actor, view)));
	}

	/**
	 * Returns the custody log of a part as CASE JSON-LD.
	 * @throws NoSuchRequest if this person does not see the part
	 */
	public Paper custodyGraph(Actor actor, UUID id) {
		PartView view = lodged(actor, id);
		return new Paper("part-" + view.number() + "-custody.jsonld", CustodyGraph.MEDIA_TYPE,
				this.graph.render(log(actor, view)));
	}

	/** A provider has its own receipt; the log speaks of the request. */
	private PartView lodged(Actor actor, UUID id) {
		PartView view = this.evidence.part(actor, id);
		if (view.lodgedAt() == null || actor.kind() == OfficeKind.PROVIDER) {
			throw new NoSuchRequest();
		}
		return view;
	}

	/**
	 * Returns the schedule of what was withheld as a PDF.
	 * @throws NoSuchRequest if nothing was, or this person may not read the reasons
	 */
	public Paper schedulePaper(Actor actor, UUID id) {
		WithheldSchedule schedule = readable(actor, id);
		return new Paper("withheld.pdf", "application/pdf", this.schedules.pdf(schedule));
	}

	/**
	 * Returns the schedule of what was withheld as a table.
	 * @throws NoSuchRequest if nothing was, or this person may not read the reasons
	 */
	public Paper scheduleTable(Actor actor, UUID id) {
		return new Paper("withheld.csv", "text/csv", this.schedules.csv(readable(actor, id)));
	}

	private WithheldSchedule readable(Actor actor, UUID id) {
		PartView view = lodged(actor, id);
		return schedule(actor, view).orElseThrow(NoSuchRequest::new);
	}

	private Optional<WithheldSchedule> schedule(Actor actor, PartView view) {
		return this.evidence.withheld(actor, view.id())
			.filter((one) -> one.access() == Access.REASONS || one.access() == Access.ONCE_REACHED)
			.map((one) -> new WithheldSchedule(reference(actor, view.request()), designation(view),
					office(OfficeKind.EXECUTING_AUTHORITY, one.office()), one.at(),
					one.items()
						.stream()
						.map((item) -> new WithheldSchedule.Item(item.ordinal(),
								(item.message() != null) ? WithheldSchedule.Kind.MESSAGE : WithheldSchedule.Kind.FILE,
								(item.dated() != null) ? item.dated().atZone(ZoneOffset.UTC).toLocalDate() : null,
								WithheldSchedule.Category.valueOf(item.category().name()), item.reason(), item.size()))
						.toList()));
	}

	/** The reference the reader's office knows the request by. */
	private String reference(Actor actor, UUID request) {
		Requests.Facts facts = this.requests.facts(request);
		String own = switch (actor.kind()) {
			case REQUESTING_AUTHORITY -> facts.requestingReference();
			case REQUESTED_AUTHORITY, EXECUTING_AUTHORITY -> facts.requestedReference();
			default -> null;
		};
		return (own != null) ? own : facts.reference();
	}

	private String designation(PartView view) {
		return say(view.filtered() ? "evidence.part.name.filtered" : "evidence.part.name", view.number(),
				view.processReference());
	}

	private String office(OfficeKind kind, @Nullable String name) {
		return (name != null) ? name : say("evidence.office." + kind);
	}

	private String say(String key, Object... arguments) {
		return this.messages.getMessage(key, arguments, Locale.UK);
	}

	private static String terms(CustodyLog log) {
		StringBuilder text = new StringBuilder(log.use()).append('\n');
		log.conditions().forEach((one) -> text.append('\n').append(one).append('\n'));
		return text.toString();
	}

	private CustodyLog log(Actor actor, PartView view) {
		UseTerms.Terms terms = this.use.of(actor, view.request());
		String purpose = terms.purpose();
		List<String> conditions = new ArrayList<>(terms.conditions());
		terms.consents().forEach((one) -> conditions.add(say("evidence.use.consented", one)));
		List<CustodyLog.Item> files = new ArrayList<>();
		for (int index = 0; index < view.files().size(); index++) {
			PartView.File file = view.files().get(index);
			files.add(new CustodyLog.Item((file.name() != null) ? file.name() : say("evidence.file.number", index + 1),
					file.size(), file.sha256()));
		}
		return new CustodyLog(reference(actor, view.request()), designation(view), view.processReference(),
				this.directory.company(this.processes.facts(view.process()).company()).name(),
				Objects.requireNonNullElse(view.manifestSha256(), org.comity.kernel.Digests.sha256(new byte[0])), files,
				(purpose != null) ? say("evidence.use.purpose", purpose) : say("evidence.use.letter"), conditions,
				events(actor, view));
	}

	/** What happened, before it is numbered. */
	private record Happening(Instant at, CustodyLog.Kind kind, String from, @Nullable String to,
			@Nullable String person, @Nullable String entry) {
	}

	private List<CustodyLog.Event> events(Actor actor, PartView view) {
		List<Happening> all = new ArrayList<>();
		String before = null;
		List<OfficeKind> seen = new ArrayList<>();
		for (PartView.Arrival stop : view.road()) {
			String here = office(stop.kind(), stop.office());
			if (stop.kind() == OfficeKind.EXECUTING_AUTHORITY && before != null) {
				Instant lodged = view.filtered() ? stop.at() : Objects.requireNonNull(view.lodgedAt());
				all.add(new Happening(lodged, view.filtered() ? CustodyLog.Kind.FILTERED : CustodyLog.Kind.LODGED,
						view.filtered() ? here : before, view.filtered() ? null : here, null, null));
			}
			else if (before != null) {
				all.add(new Happening(stop.at(),
						seen.contains(stop.kind()) ? CustodyLog.Kind.RESENT : CustodyLog.Kind.FORWARDED,
						sender(view, stop, before), here, null, null));
			}
			if (stop.checkedAt() != null && stop.kind() != OfficeKind.PROVIDER
					&& !(view.filtered() && stop.kind() == OfficeKind.EXECUTING_AUTHORITY)) {
				all.add(new Happening(stop.checkedAt(), CustodyLog.Kind.CHECKED_AGREES, here, null, null, null));
			}
			seen.add(stop.kind());
			before = here;
		}
		view.checks()
			.stream()
			.filter((check) -> !check.agrees())
			.forEach((check) -> all.add(new Happening(check.at(), CustodyLog.Kind.CHECKED_DIFFERS,
					office(check.kind(), check.office()), null, check.person(), null)));
		for (Timeline.Item item : this.timeline.ofSubject(actor, view.request(), view.id(), null)) {
			CustodyLog.Kind kind = ended(item);
			if (kind != null) {
				all.add(new Happening(item.occurredAt(), kind, item.office(), null, item.person(), item.hash()));
			}
		}
		all.sort(Comparator.comparing(Happening::at));
		List<CustodyLog.Event> events = new ArrayList<>();
		for (Happening one : all) {
			events.add(new CustodyLog.Event(events.size() + 1, one.at(), one.kind(), one.from(), one.to(), one.person(),
					null, one.entry()));
		}
		return events;
	}

	/** The hop that handed it over: the last one before in the order of the hops. */
	private String sender(PartView view, PartView.Arrival stop, String before) {
		return view.road()
			.stream()
			.filter((one) -> one.kind().hop() == stop.kind().hop() + 1 && !one.at().isAfter(stop.at()))
			.reduce((first, last) -> last)
			.map((one) -> office(one.kind(), one.office()))
			.orElse(before);
	}

	private static CustodyLog.@Nullable Kind ended(Timeline.Item item) {
		if (item.machine() != Machine.PRODUCTION) {
			return null;
		}
		return switch (item.labelCode()) {
			case "move.production.DISPUTE.done", "move.production.DISPUTE_FURTHER_BACK.done" ->
				CustodyLog.Kind.DISPUTED;
			case "move.production.RECEIVE.done" -> CustodyLog.Kind.RECEIVED;
			case "move.production.DESTROY.done" -> CustodyLog.Kind.DESTROYED;
			case "move.production.STOP.done" -> CustodyLog.Kind.STOPPED;
			case "move.production.REPLACE.done" -> CustodyLog.Kind.REPLACED;
			default -> null;
		};
	}

}
