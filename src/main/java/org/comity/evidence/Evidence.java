package org.comity.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.documents.BlobStore;
import org.comity.documents.Documents;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.process.Demand;
import org.comity.process.Processes;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Status;
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

	Evidence(Parts parts, PartSight sight, Processes processes, Documents documents, Directory directory,
			BlobStore evidenceBlobs) {
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

	/** Opens a file's bytes; the reader closes the stream. */
	@FunctionalInterface
	public interface Content {

		InputStream open() throws IOException;

	}

	/**
	 * A file for download.
	 *
	 * @param name its name
	 * @param size in bytes
	 * @param sha256 its hash
	 * @param content its bytes, opened when asked for
	 */
	public record Download(String name, long size, String sha256, Content content) {
	}

	/**
	 * Finds a file of which this person reads the content.
	 * @throws NoSuchRequest if there is none
	 */
	public Download file(Actor actor, UUID part, UUID id) {
		if (this.sight.of(actor, seen(actor, part)) != PartSight.Sight.CONTENT) {
			throw new NoSuchRequest();
		}
		StoredFile file = this.parts.file(part, id).orElseThrow(NoSuchRequest::new);
		return new Download(file.name(), file.size(), file.sha256(), () -> this.blobs.read(file.key()));
	}

	private PartView view(Actor actor, Part part) {
		boolean content = this.sight.of(actor, part) == PartSight.Sight.CONTENT;
		Processes.Facts process = this.processes.facts(part.process());
		List<StoredFile> files = this.parts.files(part.id());
		Map<UUID, PartOutcome> outcomes = this.parts.outcomes(part.id());
		boolean lodged = part.state().lodged();
		List<PartView.Account> accounts = process.accounts()
			.stream()
			.map((demand) -> account(demand,
					lodged ? outcomes.getOrDefault(demand.account(), PartOutcome.NOT_IN_THIS_PART) : null))
			.toList();
		return new PartView(part.id(), part.process(), process.reference(), part.number(), status(actor, part, process),
				part.state(), content, part.late(), part.startedAt(), part.lodgedAt(),
				files.stream().map((file) -> file(file, content)).toList(),
				files.stream().mapToLong(StoredFile::size).sum(), content ? accounts : List.of(),
				content ? this.parts.certificate(part.id()).orElse(null) : null,
				content ? paper(part.manifest()) : null, content ? paper(part.certificate()) : null, road(actor, part),
				Manifest.fingerprint(files));
	}

	private static PartView.Account account(Demand demand, @Nullable PartOutcome outcome) {
		return new PartView.Account(demand.account(), demand.ordinal(), demand.kind(), demand.identifier(), outcome);
	}

	private static PartView.File file(StoredFile file, boolean content) {
		return content
				? new PartView.File(file.id(), file.name(), file.mediaType(), file.size(), file.sha256(),
						file.account(), file.receivedAt())
				: new PartView.File(null, null, null, file.size(), file.sha256(), null, file.receivedAt());
	}

	private PartView.@Nullable Paper paper(@Nullable UUID id) {
		return (id == null) ? null : this.documents.find(id)
			.map((document) -> new PartView.Paper(document.id(), document.name(), document.size(), document.sha256()))
			.orElseThrow();
	}

	/** The provider learns where its evidence went first, and no further. */
	private List<PartView.Arrival> road(Actor actor, Part part) {
		return this.parts.custody(part.id())
			.stream()
			.filter((arrival) -> actor.kind() != OfficeKind.PROVIDER
					|| arrival.hop().hop() >= OfficeKind.EXECUTING_AUTHORITY.hop())
			.map((arrival) -> new PartView.Arrival(arrival.hop(), name(arrival.office()), arrival.at()))
			.toList();
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
		if (actor.kind() == OfficeKind.PROVIDER) {
			return new Status("status.part.LODGED", List.of(name(process.executingOffice())), Status.Tone.DONE, false);
		}
		List<Parts.Arrival> road = this.parts.custody(part.id());
		UUID holder = road.stream()
			.filter((arrival) -> arrival.hop() == part.hop())
			.reduce((first, last) -> last)
			.map(Parts.Arrival::office)
			.orElseThrow();
		return actor.office().equals(holder) ? new Status(code + ".mine", List.of(), Status.Tone.ACTION, true)
				: new Status(code + ".waiting", List.of(name(holder)), Status.Tone.WAITING, false);
	}

	private String name(UUID office) {
		return this.directory.office(office).shortName();
	}

}
