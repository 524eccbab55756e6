package org.comity.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.directory.Directory;
import org.comity.documents.BlobStore;
import org.comity.documents.Documents;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Side;
import org.comity.malware.FileHeld;
import org.comity.process.Demand;
import org.comity.process.Processes;
import org.comity.requests.Access;
import org.comity.requests.Aspect;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Requests;
import org.comity.requests.Status;
import org.comity.requests.Timeline;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows the parts of a production under the rule of who sees what, and opens their files.
 */
@Service
@Transactional(readOnly = true)
public class Evidence {

	private final Parts parts;

	private final PartSight sight;

	private final Processes processes;

	private final Documents documents;

	private final Directory directory;

	private final BlobStore blobs;

	private final Copies copies;

	private final Checks checks;

	private final Marks marks;

	private final Requests requests;

	private final Timeline timeline;

	Evidence(Parts parts, PartSight sight, Processes processes, Documents documents, Directory directory,
			BlobStore evidenceBlobs, Copies copies, Checks checks, Marks marks, Requests requests, Timeline timeline) {
		this.copies = copies;
		this.checks = checks;
		this.marks = marks;
		this.requests = requests;
		this.timeline = timeline;
		this.parts = parts;
		this.sight = sight;
		this.processes = processes;
		this.documents = documents;
		this.directory = directory;
		this.blobs = evidenceBlobs;
	}

	/**
	 * Returns the lodged parts of a request that this person sees, the oldest first; none
	 * for those who see none.
	 */
	public List<PartView> of(Actor actor, UUID request) {
		return this.parts.ofRequest(request)
			.stream()
			.filter((part) -> part.state().lodged())
			.filter((part) -> this.sight.of(actor, part) != PartSight.Sight.NONE)
			.map((part) -> view(actor, part))
			.toList();
	}

	/** Whether this person sees any lodged part of the request. */
	public boolean any(Actor actor, UUID request) {
		return this.parts.ofRequest(request)
			.stream()
			.anyMatch((part) -> part.state().lodged() && this.sight.of(actor, part) != PartSight.Sight.NONE);
	}

	/**
	 * Returns the parts of a process that this person sees, the first first.
	 */
	public List<PartView> ofProcess(Actor actor, UUID process) {
		return this.parts.ofProcess(process)
			.stream()
			.filter((part) -> part.state() != ProductionState.DISCARDED)
			.filter((part) -> this.sight.of(actor, part) != PartSight.Sight.NONE)
			.map((part) -> view(actor, part))
			.toList();
	}

	/**
	 * Returns one part.
	 * @throws NoSuchRequest if this person does not see it
	 */
	public PartView part(Actor actor, UUID id) {
		return view(actor, seen(actor, id));
	}

	/**
	 * Returns the request that a part belongs to; for those who see the case.
	 * @throws NoSuchRequest if this person does not see the part, or is the provider
	 */
	public UUID requestOf(Actor actor, UUID id) {
		if (actor.kind() == OfficeKind.PROVIDER) {
			throw new NoSuchRequest();
		}
		return seen(actor, id).request();
	}

	private Part seen(Actor actor, UUID id) {
		return this.parts.find(id)
			.filter((part) -> this.sight.of(actor, part) != PartSight.Sight.NONE)
			.orElseThrow(NoSuchRequest::new);
	}

	/** Opens a file's bytes from a place on; the reader closes the stream. */
	@FunctionalInterface
	public interface Content {

		InputStream open(long from) throws IOException;

	}

	/**
	 * A file for download.
	 *
	 * @param name its name
	 * @param mediaType the type told by its content
	 * @param size in bytes
	 * @param sha256 its hash
	 * @param at since when it is as it is
	 * @param content its bytes, opened when asked for
	 */
	public record Download(String name, String mediaType, long size, String sha256, Instant at, Content content) {
	}

	/**
	 * Finds a file of which this person reads the content: their own office's copy.
	 * @throws NoSuchRequest if there is none, or it was destroyed
	 * @throws FileHeld if the malware scanner has not found it clean
	 */
	public Download file(Actor actor, UUID id, UUID file) {
		Part part = readable(actor, id);
		this.parts.file(id, file).map(StoredFile::held).ifPresent((held) -> {
			throw new FileHeld(held);
		});
		return files(actor, part).stream()
			.filter((one) -> one.getKey().equals(file))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseThrow(NoSuchRequest::new);
	}

	private Part readable(Actor actor, UUID id) {
		Part part = seen(actor, id);
		if (this.sight.of(actor, part) != PartSight.Sight.CONTENT) {
			throw new NoSuchRequest();
		}
		return part;
	}

	/** The files of a part as this person's office holds them. */
	List<Map.Entry<UUID, Download>> files(Actor actor, Part part) {
		List<StoredFile> files = this.parts.files(part.id());
		boolean ownCopy = actor.kind().hop() < OfficeKind.EXECUTING_AUTHORITY.hop();
		Map<UUID, String> keys = this.copies.keys(part.id(), files,
				ownCopy ? actor.kind() : OfficeKind.EXECUTING_AUTHORITY);
		return files.stream().filter((file) -> keys.containsKey(file.id())).map((file) -> {
			String key = Objects.requireNonNull(keys.get(file.id()));
			return Map.entry(file.id(), new Download(file.name(), file.mediaType(), file.size(), file.sha256(),
					file.receivedAt(), (from) -> this.blobs.read(key, from)));
		}).toList();
	}

	/**
	 * Returns what the filter withheld from a part, as far as this person may know it;
	 * empty if nothing was withheld, or they may not.
	 * @throws NoSuchRequest if this person does not see the part
	 */
	public Optional<Withholding> withheld(Actor actor, UUID id) {
		Part part = seen(actor, id);
		Access access = Aspect.WITHHELD.access(actor.kind(), actor.side());
		List<Marks.Withheld> items = (part.filteredFrom() != null) ? this.marks.withheldFrom(part.id())
				: this.marks.withheldWhole(part.id());
		if (access == Access.NEVER || items.isEmpty()) {
			return Optional.empty();
		}
		boolean reasons = access == Access.REASONS || access == Access.ONCE_REACHED;
		Part original = (part.filteredFrom() != null) ? this.parts.find(part.filteredFrom()).orElseThrow() : part;
		boolean names = this.sight.of(actor, original) == PartSight.Sight.CONTENT;
		Map<UUID, String> files = this.parts.files(original.id())
			.stream()
			.collect(Collectors.toMap(StoredFile::id, StoredFile::name));
		Map<WithheldCategory, Long> categories = items.stream()
			.collect(Collectors.groupingBy(Marks.Withheld::category, Collectors.counting()));
		Marks.Withheld first = items.get(0);
		UUID office = this.parts.arrival(original, OfficeKind.EXECUTING_AUTHORITY).orElseThrow().office();
		return Optional.of(new Withholding(access, named(actor, OfficeKind.EXECUTING_AUTHORITY, office),
				(actor.side() == Side.REQUESTED) ? this.directory.person(first.by()).name() : null, first.at(),
				items.size(), (access == Access.COUNTS) ? Map.of() : categories,
				reasons ? items.stream()
					.map((item) -> new Withholding.Item(item.ordinal(), item.message(),
							names ? files.get(item.file()) : null, item.dated(), item.category(), item.reason(),
							item.size(), item.sha256()))
					.toList() : List.of(),
				Digests.sha256(Filter.schedule(items).getBytes(StandardCharsets.UTF_8))));
	}

	private PartView view(Actor actor, Part part) {
		PartSight.Sight sight = this.sight.of(actor, part);
		boolean content = sight == PartSight.Sight.CONTENT;
		Processes.Facts process = this.processes.facts(part.process());
		List<StoredFile> files = this.parts.files(part.id());
		Map<UUID, PartOutcome> outcomes = this.parts.outcomes(part.id());
		boolean lodged = part.state().lodged();
		List<PartView.Account> accounts = process.accounts()
			.stream()
			.map((demand) -> account(demand,
					lodged ? outcomes.getOrDefault(demand.account(), PartOutcome.NOT_IN_THIS_PART) : null))
			.toList();
		UUID original = Optional.ofNullable(part.filteredFrom())
			.flatMap(this.parts::find)
			.filter((one) -> this.sight.of(actor, one) != PartSight.Sight.NONE)
			.map(Part::id)
			.orElse(null);
		return new PartView(part.id(), part.request(), part.process(), process.reference(), part.number(),
				part.filteredFrom() != null, original, status(actor, part, process), part.state(), part.hop(), content,
				part.late(), part.startedAt(), part.lodgedAt(),
				files.stream().map((file) -> file(file, content)).toList(),
				files.stream().mapToLong(StoredFile::size).sum(), content ? accounts : List.of(),
				content ? this.parts.certificate(part.id()).orElse(null) : null,
				content ? paper(part.manifest()) : null,
				Optional.ofNullable(paper(part.manifest())).map(PartView.Paper::sha256).orElse(null),
				content ? paper(part.certificate()) : null, paper(part.destruction()), part.reviewOn(),
				road(actor, part), checks(actor, part, files, content),
				this.timeline.latestEntry(actor, part.request(), part.id()).orElse(null), Manifest.fingerprint(files));
	}

	private static PartView.Account account(Demand demand, @Nullable PartOutcome outcome) {
		return new PartView.Account(demand.account(), demand.ordinal(), demand.kind(), demand.identifier(), outcome);
	}

	private static PartView.File file(StoredFile file, boolean content) {
		return content
				? new PartView.File(file.id(), file.name(), file.mediaType(), file.size(), file.sha256(),
						file.account(), file.receivedAt(), file.held())
				: new PartView.File(null, null, null, file.size(), file.sha256(), null, file.receivedAt(), file.held());
	}

	private PartView.@Nullable Paper paper(@Nullable UUID id) {
		return (id == null) ? null : this.documents.find(id)
			.map((document) -> new PartView.Paper(document.id(), document.name(), document.size(), document.sha256()))
			.orElseThrow();
	}

	/**
	 * The road of a part: what the filter made begins where the part it was made of came
	 * from. The provider learns where its evidence went first, and no further.
	 */
	private List<PartView.Arrival> road(Actor actor, Part part) {
		Stream<Parts.Arrival> before = Stream.ofNullable(part.filteredFrom())
			.flatMap((original) -> this.parts.custody(original).stream())
			.filter((arrival) -> arrival.hop() == OfficeKind.PROVIDER);
		return Stream.concat(before, this.parts.custody(part.id()).stream())
			.filter((arrival) -> actor.kind() != OfficeKind.PROVIDER
					|| arrival.hop().hop() >= OfficeKind.EXECUTING_AUTHORITY.hop())
			.map((arrival) -> new PartView.Arrival(arrival.hop(), named(actor, arrival.hop(), arrival.office()),
					arrival.at(), arrival.checkedAt()))
			.toList();
	}

	/**
	 * The counts of hashes that this person may know of: all of their own side's, and of
	 * the other side's those made once the part had come over to their own.
	 */
	private List<PartView.Check> checks(Actor actor, Part part, List<StoredFile> files, boolean content) {
		List<Parts.Arrival> road = this.parts.custody(part.id());
		return this.checks.of(part.id())
			.stream()
			.filter((check) -> tells(actor, check.hop()))
			.map((check) -> check(actor, files, content, check, road))
			.toList();
	}

	static boolean tells(Actor actor, OfficeKind hop) {
		return switch (actor.kind()) {
			case PROVIDER -> hop.hop() >= OfficeKind.EXECUTING_AUTHORITY.hop();
			case INVESTIGATOR, PROSECUTOR, REQUESTING_AUTHORITY -> hop.side() == Side.REQUESTING;
			case OVERSIGHT -> actor.side() == Side.REQUESTED || hop.side() == Side.REQUESTING;
			default -> true;
		};
	}

	private PartView.Check check(Actor actor, List<StoredFile> files, boolean content, HashCheck check,
			List<Parts.Arrival> road) {
		Parts.Arrival held = null;
		Parts.Arrival sender = null;
		for (Parts.Arrival arrival : road) {
			if (arrival.hop() == check.hop() && !arrival.at().isAfter(check.at())) {
				held = arrival;
			}
		}
		for (Parts.Arrival arrival : road) {
			if (held != null && arrival.hop().hop() == check.hop().hop() + 1 && !arrival.at().isAfter(held.at())) {
				sender = arrival;
			}
		}
		boolean ownSide = check.hop().side() == actor.side();
		UUID person = check.person();
		return new PartView.Check(check.hop(), named(actor, check.hop(), check.office()),
				(held != null) ? held.at() : null,
				(sender != null) ? named(actor, sender.hop(), sender.office()) : null,
				(ownSide && person != null) ? this.directory.person(person).name() : null, check.at(),
				check.listSha256() != null,
				check.findings().stream().map((finding) -> difference(finding, files, content)).toList());
	}

	private static PartView.Difference difference(HashCheck.Finding finding, List<StoredFile> files, boolean content) {
		int number = 0;
		for (int index = 0; index < files.size(); index++) {
			if (files.get(index).id().equals(finding.file())) {
				number = index + 1;
			}
		}
		return new PartView.Difference(number, content ? finding.name() : null, finding.expected(), finding.found(),
				finding.listed());
	}

	private Status status(Actor actor, Part part, Processes.Facts process) {
		ProductionState state = part.state();
		String code = "status.part." + state;
		if (state == ProductionState.UPLOADING) {
			return new Status(code + ".mine", List.of(), Status.Tone.ACTION, true);
		}
		if (!state.onItsWay()) {
			boolean good = state == ProductionState.RECEIVED;
			return new Status(code, List.of(), good ? Status.Tone.DONE : Status.Tone.STOPPED, false);
		}
		UUID holder = this.parts.holder(part, part.hop());
		if (actor.office().equals(holder)) {
			return new Status(code + ".mine", List.of(), Status.Tone.ACTION, true);
		}
		if (actor.kind() == OfficeKind.PROVIDER) {
			return new Status("status.part.LODGED", List.of(name(process.executingOffice())), Status.Tone.DONE, false);
		}
		return new Status(code + ".waiting", List.of(awaited(actor, part, holder)), Status.Tone.WAITING, false);
	}

	/** The requesting side waits for the central authority that speaks for the others. */
	private String awaited(Actor actor, Part part, UUID holder) {
		String named = named(actor, part.hop(), holder);
		return (named != null) ? named
				: this.requests.road(part.request())
					.stream()
					.filter((hop) -> hop.kind() == OfficeKind.REQUESTED_AUTHORITY)
					.map((hop) -> name(hop.office()))
					.findFirst()
					.orElse("");
	}

	/**
	 * The name of an office, but to the requesting side never that of the one that
	 * executes: it speaks through its central authority (treaty article 2).
	 */
	private @Nullable String named(Actor actor, OfficeKind hop, UUID office) {
		return (actor.side() == Side.REQUESTING && hop == OfficeKind.EXECUTING_AUTHORITY) ? null : name(office);
	}

	private String name(UUID office) {
		return this.directory.office(office).shortName();
	}

}
