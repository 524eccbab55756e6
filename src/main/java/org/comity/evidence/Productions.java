package org.comity.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.comity.documents.BlobStore;
import org.comity.documents.Document;
import org.comity.documents.Documents;
import org.comity.documents.IncomingFile;
import org.comity.documents.LimitedStream;
import org.comity.documents.NewDocument;
import org.comity.documents.StoredBlob;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.malware.Quarantine;
import org.comity.malware.ScannedStream;
import org.comity.malware.Verdict;
import org.comity.process.ProcessCommand;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessMoves;
import org.comity.process.Processes;
import org.comity.requests.Ledger;
import org.comity.requests.LedgerWords;
import org.comity.requests.Machine;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestMoved;
import org.comity.requests.Requests;
import org.comity.requests.SubmittedForms;
import org.comity.requests.Timeline;
import org.comity.requests.Turns;
import org.comity.signing.SignedPapers;
import org.comity.wall.InBackground;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The provider's side of a production: parts are begun, filled, certified and lodged
 * here. It carries out those moves of {@link ProductionMove} that start at
 * {@link ProductionState#UPLOADING}. A lodging is one transaction: certificate, list of
 * files, the move of the process, ledger, turn and event, or none of them.
 */
@Service
public class Productions {

	/** The most files of one part. */
	public static final int MOST_FILES = 1000;

	private static final Logger log = LoggerFactory.getLogger(Productions.class);

	private final Parts parts;

	private final PartSight sight;

	private final BlobStore blobs;

	private final EvidenceKeys keys;

	private final Incoming incoming;

	private final UploadLimits limits;

	private final Quarantine quarantine;

	private final Documents documents;

	private final CertificatePaper paper;

	private final SignedPapers signed;

	private final Processes processes;

	private final ProcessMoves processMoves;

	private final Requests requests;

	private final Ledger ledger;

	private final Timeline timeline;

	private final Turns turns;

	private final SubmittedForms forms;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Productions(Parts parts, PartSight sight, BlobStore evidenceBlobs, EvidenceKeys keys, Incoming incoming,
			UploadLimits limits, Quarantine quarantine, Documents documents, CertificatePaper paper,
			SignedPapers signed, Processes processes, ProcessMoves processMoves, Requests requests, Ledger ledger,
			Timeline timeline, Turns turns, SubmittedForms forms, ApplicationEventPublisher events,
			TransactionTemplate transaction, Clock clock) {
		this.parts = parts;
		this.sight = sight;
		this.blobs = evidenceBlobs;
		this.keys = keys;
		this.incoming = incoming;
		this.limits = limits;
		this.quarantine = quarantine;
		this.documents = documents;
		this.paper = paper;
		this.signed = signed;
		this.processes = processes;
		this.processMoves = processMoves;
		this.requests = requests;
		this.ledger = ledger;
		this.timeline = timeline;
		this.turns = turns;
		this.forms = forms;
		this.events = events;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Returns whether this person could lodge parts in answer to the process, now or in
	 * another state of it.
	 */
	public boolean mayProduce(Actor actor, UUID process) {
		if (!this.processMoves.mayEver(actor, process, ProcessMove.PRODUCE_PART)) {
			return false;
		}
		// The executing office only for a provider on paper, which the open moves tell.
		return actor.kind() == OfficeKind.PROVIDER || takesParts(actor, process)
				|| this.parts.ofProcess(process).stream().anyMatch((part) -> part.producer().equals(actor.office()));
	}

	/**
	 * Returns whether the process takes a part from this person now.
	 */
	public boolean takesParts(Actor actor, UUID process) {
		return taking(actor, process).isPresent();
	}

	private Optional<ProcessMove> taking(Actor actor, UUID process) {
		return this.processMoves.open(actor, process)
			.stream()
			.filter((move) -> move == ProcessMove.PRODUCE_PART || move == ProcessMove.LATE_PART)
			.findFirst();
	}

	/**
	 * What came of the wish to begin a part.
	 *
	 * @param result as of any move
	 * @param part the part, also where one is being filled already; null if there is none
	 */
	public record Beginning(MoveResult result, @Nullable UUID part) {
	}

	/**
	 * Begins a part. While one is being filled for the process, that one is taken: two
	 * people of one provider fill the same. One that an office fills on paper, for a
	 * provider that has come since, is not taken.
	 * @throws NoSuchRequest if this person could never lodge a part of the process
	 */
	public Beginning begin(Actor actor, UUID process, UUID formKey) {
		requireProducer(actor, process);
		// Found out before the transaction: what it reads under the lock must be new.
		UUID request = this.processes.facts(process).request();
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			this.requests.lock(request);
			return begin(actor, process, request, formKey);
		}));
	}

	private Beginning begin(Actor actor, UUID process, UUID request, UUID formKey) {
		Optional<Part> filled = this.parts.byForm(formKey)
			.filter((part) -> part.process().equals(process))
			.or(() -> this.parts.ofProcess(process)
				.stream()
				.filter((part) -> part.state() == ProductionState.UPLOADING)
				.findFirst());
		if (filled.isPresent() && !filled.get().producer().equals(actor.office())) {
			return new Beginning(new MoveResult.Rejected(List.of(Rejection.of("evidence.begin.by-another"))), null);
		}
		if (filled.isPresent()) {
			return new Beginning(new MoveResult.Repeated(), filled.get().id());
		}
		if (!takesParts(actor, process)) {
			return new Beginning(new MoveResult.Rejected(List.of(Rejection.of("evidence.begin.closed"))), null);
		}
		UUID id = Ids.next();
		this.parts.start(id, request, process, formKey, actor, this.clock.instant(), null);
		UUID entry = this.ledger.append(request, actor, new Ledger.Line(Machine.PRODUCTION, id, "BEGIN", "",
				ProductionState.UPLOADING.name(), List.of(), LedgerWords.none()));
		return new Beginning(new MoveResult.Made(entry), id);
	}

	private void requireProducer(Actor actor, UUID process) {
		if (!mayProduce(actor, process)) {
			throw new NoSuchRequest();
		}
	}

	/** Finds a part of the person's own office, which they could lodge. */
	Part own(Actor actor, UUID id) {
		return this.parts.find(id)
			.filter((part) -> part.producer().equals(actor.office()) && mayProduce(actor, part.process()))
			.filter((part) -> this.sight.of(actor, part) == PartSight.Sight.CONTENT)
			.orElseThrow(NoSuchRequest::new);
	}

	/**
	 * Asks whether the part answers the process and is this person's to fill.
	 * @throws NoSuchRequest if not
	 */
	@Transactional(readOnly = true)
	public void require(Actor actor, UUID process, UUID id) {
		if (!own(actor, id).process().equals(process)) {
			throw new NoSuchRequest();
		}
	}

	/**
	 * Returns why no file can be added, or nothing.
	 * @throws NoSuchRequest if the part is not this person's to fill
	 */
	@Transactional(readOnly = true)
	public List<Rejection> closed(Actor actor, UUID id) {
		return (own(actor, id).state() == ProductionState.UPLOADING) ? List.of()
				: List.of(Rejection.of("evidence.part.closed"));
	}

	/**
	 * Takes a file in. Its bytes go straight to the store, and no transaction is open
	 * meanwhile; before they are whole the file does not exist. Of one that is larger
	 * than is taken no more is stored than is taken, and then nothing. The same bytes
	 * under the same name, sent twice, are kept once; another file of a name that is
	 * taken gets a number.
	 * @param account the account it holds data of, or null for all that the process names
	 * @return why it was not kept, or nothing
	 * @throws IOException if its stream breaks off or it cannot be stored; nothing is
	 * kept
	 * @throws NoSuchRequest if the part is not this person's to fill
	 */
	public List<Rejection> receive(Actor actor, UUID id, @Nullable UUID account, IncomingFile incoming)
			throws IOException {
		return receive(actor, id, account, incoming, () -> {
		});
	}

	/**
	 * As above.
	 * @param with what is done in the transaction that makes the file exist, if it does
	 */
	List<Rejection> receive(Actor actor, UUID id, @Nullable UUID account, IncomingFile incoming, Runnable with)
			throws IOException {
		UUID file = Ids.next();
		String key = id + "/" + file;
		List<Rejection> refused = inTransaction(() -> {
			Part part = own(actor, id);
			this.parts.lock(id);
			List<Rejection> found = new ArrayList<>(closed(actor, id));
			if (account != null && !names(part.process(), account)) {
				found.add(Rejection.at("account", "evidence.file.account.unknown"));
			}
			if (this.parts.files(id).size() >= MOST_FILES) {
				found.add(Rejection.at("files", "evidence.file.too-many", MOST_FILES));
			}
			if (found.isEmpty()) {
				this.parts.expect(file, id, incoming.name(), incoming.mediaType(), account, key, actor,
						this.clock.instant());
			}
			return found;
		});
		if (!refused.isEmpty()) {
			return refused;
		}
		boolean kept = false;
		try {
			InputStream limited = new LimitedStream(incoming.content(), most(id));
			try (ScannedStream scanned = this.quarantine.scan(limited)) {
				StoredBlob blob = this.blobs.write(key, scanned);
				Verdict verdict = scanned.verdict();
				refused = inTransaction(() -> keep(actor, id, file, incoming.name(), blob, verdict, with));
			}
			kept = refused.isEmpty();
			return refused;
		}
		catch (LimitedStream.TooLong ex) {
			return inTransaction(() -> tooMuch(id, incoming.name()));
		}
		finally {
			if (!kept) {
				forget(file, key);
			}
		}
	}

	/** The most bytes that a file may have which comes into the part now. */
	private long most(UUID id) {
		return Objects.requireNonNull(this.transaction.execute((status) -> Math.max(0,
				Math.min(this.limits.file().toBytes(), this.limits.part().toBytes() - there(id)))));
	}

	private long there(UUID id) {
		return this.parts.files(id).stream().mapToLong(StoredFile::size).sum();
	}

	/** Returns why a file was cut off. */
	private List<Rejection> tooMuch(UUID id, String name) {
		List<Rejection> larger = tooMuch(id, name, this.limits.file().toBytes(), 0);
		return larger.isEmpty() ? List.of(tooLarge(name)) : larger;
	}

	private Rejection tooLarge(String name) {
		return Rejection.at("files", "evidence.upload.too-large", name, this.limits.file().toGigabytes());
	}

	/** Makes a file that is whole exist, if the part is still open. */
	private List<Rejection> keep(Actor actor, UUID id, UUID file, String name, StoredBlob blob, Verdict verdict,
			Runnable with) {
		Part part = this.parts.lock(id).orElseThrow(NoSuchRequest::new);
		if (part.state() != ProductionState.UPLOADING) {
			return List.of(Rejection.of("evidence.part.closed"));
		}
		if (verdict.bad()) {
			this.quarantine.note(HeldEvidence.NAME, blob.key(), part.request(), actor.person(), verdict);
			return List.of(Rejection.at("files", "documents.upload.malware", name));
		}
		List<StoredFile> others = this.parts.files(id);
		if (others.stream().anyMatch((other) -> other.sha256().equals(blob.sha256()) && other.name().equals(name))) {
			return List.of(Rejection.at("files", "evidence.file.again", name));
		}
		List<Rejection> tooMuch = tooMuch(id, name, blob.size(), 0);
		if (!tooMuch.isEmpty()) {
			return tooMuch;
		}
		Set<String> taken = others.stream().map(StoredFile::name).collect(java.util.stream.Collectors.toSet());
		if (!this.parts.received(file, free(name, taken), blob.size(), blob.sha256(), this.clock.instant())) {
			return List.of(Rejection.at("files", "evidence.upload.too-long", name));
		}
		this.quarantine.note(HeldEvidence.NAME, blob.key(), part.request(), actor.person(), verdict);
		with.run();
		return List.of();
	}

	/**
	 * Returns why a file of some size is too much for the part, or nothing.
	 * @param coming bytes of other files that are on their way into it
	 */
	List<Rejection> tooMuch(UUID id, String name, long size, long coming) {
		if (size > this.limits.file().toBytes()) {
			return List.of(tooLarge(name));
		}
		// So that no sum is larger than a long.
		if (size > this.limits.part().toBytes() - there(id) - coming) {
			return List.of(Rejection.at("files", "evidence.upload.too-much", name, this.limits.part().toGigabytes()));
		}
		return List.of();
	}

	/** What is still coming into a part that takes nothing more is destroyed. */
	private void endUploads(UUID id) {
		List<IncomingUpload> open = this.incoming.open(id, this.clock.instant());
		List<String> bytes = new ArrayList<>();
		for (IncomingUpload upload : open) {
			this.incoming.everyPiece(upload.id()).forEach((piece) -> bytes.add(Incoming.key(id, upload.id(), piece)));
			this.incoming.end(upload.id());
			this.keys.destroy(upload.id(), this.clock.instant());
		}
		AfterCommit.run(() -> bytes.forEach(this::delete));
	}

	private void delete(String key) {
		try {
			this.blobs.delete(key);
		}
		catch (IOException ex) {
			log.warn("Bytes that nobody can read any more are left for the sweep", ex);
		}
	}

	/** Returns the name, with a number before its ending if it is taken. */
	static String free(String name, Set<String> taken) {
		int dot = name.lastIndexOf('.');
		String stem = (dot > 0) ? name.substring(0, dot) : name;
		String ending = (dot > 0) ? name.substring(dot) : "";
		String candidate = name;
		for (int number = 2; taken.contains(candidate); number++) {
			candidate = stem + " (" + number + ")" + ending;
		}
		return candidate;
	}

	private void forget(UUID file, String key) {
		try {
			this.blobs.delete(key);
			inTransaction(() -> {
				this.parts.remove(file);
				return List.of();
			});
		}
		catch (IOException | RuntimeException ex) {
			// Its row says that it never became whole: the sweep comes back for it.
			log.warn("A file that was not kept is left for the sweep", ex);
		}
	}

	private List<Rejection> inTransaction(java.util.function.Supplier<List<Rejection>> work) {
		return Objects.requireNonNull(this.transaction.execute((status) -> work.get()));
	}

	/** Whether the process names the account. */
	boolean names(UUID process, UUID account) {
		return this.processes.facts(process).accounts().stream().anyMatch((one) -> one.account().equals(account));
	}

	/**
	 * Says which account a file holds data of.
	 * @param account an account that the process names, or null for all of them
	 * @return why not, or nothing
	 * @throws NoSuchRequest if there is no such file, or it is not this person's
	 */
	@Transactional
	public List<Rejection> assign(Actor actor, UUID id, UUID file, @Nullable UUID account) {
		Part part = own(actor, id);
		this.parts.lock(id);
		if (this.parts.file(id, file).isEmpty()) {
			throw new NoSuchRequest();
		}
		List<Rejection> closed = closed(actor, id);
		if (closed.isEmpty() && account != null && !names(part.process(), account)) {
			return List.of(Rejection.at("account", "evidence.file.account.unknown"));
		}
		if (closed.isEmpty()) {
			this.parts.assign(file, account);
		}
		return closed;
	}

	/**
	 * Takes a file out again; its bytes are deleted.
	 * @return why not, or nothing
	 * @throws NoSuchRequest if the part is not this person's to fill
	 */
	@Transactional
	public List<Rejection> remove(Actor actor, UUID id, UUID file) {
		own(actor, id);
		this.parts.lock(id);
		List<Rejection> closed = closed(actor, id);
		if (closed.isEmpty()) {
			// A second click finds it gone, which is what was wanted.
			this.parts.file(id, file).ifPresent(this::remove);
		}
		return closed;
	}

	private void remove(StoredFile file) {
		this.parts.remove(file.id());
		AfterCommit.run(() -> {
			try {
				this.blobs.delete(file.key());
			}
			catch (IOException ex) {
				// No row names them, so nobody can reach them: a waste of room.
				log.warn("Bytes without a file stay behind", ex);
			}
		});
	}

	/**
	 * Throws a part away before it is lodged, with its files.
	 * @throws NoSuchRequest if the part is not this person's to fill
	 */
	@Transactional
	public MoveResult discard(Actor actor, UUID id, UUID formKey) {
		this.requests.lock(this.parts.find(id).orElseThrow(NoSuchRequest::new).request());
		Part part = own(actor, id);
		Part now = this.parts.lock(id).orElseThrow(NoSuchRequest::new);
		if (this.forms.seen(formKey)) {
			return new MoveResult.Repeated();
		}
		if (!ProductionMove.DISCARD.from().contains(now.state())) {
			return stale(actor, now);
		}
		if (now.replaces() != null) {
			return new MoveResult.Rejected(List.of(Rejection.of("evidence.guard.no-replacement")));
		}
		if (!this.forms.accept(formKey, actor)) {
			return new MoveResult.Repeated();
		}
		this.keys.destroy(id, OfficeKind.PROVIDER, this.clock.instant());
		endUploads(id);
		this.parts.files(id).forEach(this::remove);
		this.parts.discard(id);
		UUID entry = this.ledger.append(part.request(), actor,
				line(now, ProductionMove.DISCARD, ProductionState.DISCARDED, List.of()));
		publish(actor, part, entry, ProductionMove.DISCARD);
		return new MoveResult.Made(entry);
	}

	/**
	 * Lodges a part: from now on it is the executing office's, and cannot be changed.
	 * @throws NoSuchRequest if the part is not this person's to lodge
	 */
	public MoveResult lodge(Actor actor, UUID id, Lodging lodging) {
		try {
			return Objects.requireNonNull(this.transaction.execute((status) -> lodgeWhole(actor, id, lodging)));
		}
		catch (UncheckedIOException ex) {
			log.error("The list or the certificate of a part could not be stored", ex);
			return new MoveResult.Rejected(List.of(PartMoves.notStored(ex.getCause())));
		}
	}

	private MoveResult lodgeWhole(Actor actor, UUID id, Lodging lodging) {
		// The lock first, for what is read before it may be old.
		Requests.Facts request = this.requests.lock(this.parts.find(id).orElseThrow(NoSuchRequest::new).request());
		Part part = own(actor, id);
		Part now = this.parts.lock(id).orElseThrow(NoSuchRequest::new);
		if (this.forms.seen(lodging.formKey())) {
			return new MoveResult.Repeated();
		}
		if (!ProductionMove.LODGE.from().contains(now.state())) {
			return stale(actor, now);
		}
		Optional<ProcessMove> move = taking(actor, part.process());
		// What replaces another part is owed, though the process be answered or ended.
		if (move.isEmpty() && now.replaces() == null) {
			return new MoveResult.Rejected(List.of(Rejection.of("evidence.lodge.process-closed")));
		}
		Processes.Facts process = this.processes.facts(part.process());
		List<StoredFile> files = this.parts.files(id);
		List<Rejection> rejections = LodgingRules.check(lodging, files, process.accounts(), today());
		if (!rejections.isEmpty()) {
			return new MoveResult.Rejected(rejections);
		}
		byte[] manifest = Manifest.of(files);
		byte[] certificate = this.paper.render(this.signed.whereAble(actor.office()), process, now, files, lodging,
				this.clock.instant());
		List<String> hashes = new ArrayList<>();
		if (!files.isEmpty()) {
			hashes.add(Digests.sha256(manifest));
		}
		hashes.add(Digests.sha256(certificate));
		if (move.isEmpty()) {
			if (!this.forms.accept(lodging.formKey(), actor)) {
				return new MoveResult.Repeated();
			}
		}
		else {
			MoveResult moved = this.processMoves.make(actor, new ProcessCommand(part.process(), move.get(),
					lodging.formKey(), null, ProcessDetails.none(), hashes));
			if (!(moved instanceof MoveResult.Made)) {
				return moved;
			}
		}
		boolean late = move.filter((one) -> one == ProcessMove.LATE_PART).isPresent();
		return new MoveResult.Made(handOver(actor, now, request, late, lodging, files, manifest, certificate));
	}

	private UUID handOver(Actor actor, Part part, Requests.Facts request, boolean late, Lodging lodging,
			List<StoredFile> files, byte[] manifest, byte[] certificate) {
		Instant now = this.clock.instant();
		String name = "part-" + part.number();
		Document list = files.isEmpty() ? null
				: store(actor, part, "MANIFEST", name + "-sha256sums.txt", "text/plain", manifest);
		Document word = store(actor, part, "CERTIFICATE", name + "-certificate.pdf", "application/pdf", certificate);
		endUploads(part.id());
		this.parts.certify(part.id(), lodging.certificate());
		for (Map.Entry<UUID, PartOutcome> outcome : lodging.outcomes().entrySet()) {
			if (outcome.getValue() != PartOutcome.NOT_IN_THIS_PART) {
				this.parts.outcome(part.id(), outcome.getKey(), outcome.getValue());
			}
		}
		this.parts.send(part.id(), ProductionState.SENT, late, actor, now, (list != null) ? list.id() : null,
				word.id());
		this.parts.arrived(part.id(), OfficeKind.PROVIDER, request.providerOffice(), part.startedAt(), now);
		this.parts.arrived(part.id(), OfficeKind.EXECUTING_AUTHORITY, request.executingOffice(), now, null);
		List<String> hashes = (list != null) ? List.of(list.sha256(), word.sha256()) : List.of(word.sha256());
		UUID entry = this.ledger.append(part.request(), actor,
				line(part, ProductionMove.LODGE, ProductionState.SENT, hashes));
		this.turns.give(part.request(), Turns.Subject.PART, part.id(), request.executingOffice(),
				ProductionState.SENT.name(), null);
		publish(actor, part, entry, ProductionMove.LODGE);
		return entry;
	}

	private Document store(Actor actor, Part part, String kind, String name, String mediaType, byte[] content) {
		return this.documents.store(new NewDocument(part.request(), part.id(), EvidencePapers.ASPECT, kind, name,
				mediaType, actor.person()), content);
	}

	private static Ledger.Line line(Part part, ProductionMove move, ProductionState to, List<String> hashes) {
		return new Ledger.Line(Machine.PRODUCTION, part.id(), move.name(), part.place(),
				Part.place(to, OfficeKind.EXECUTING_AUTHORITY), hashes, LedgerWords.none());
	}

	/** Nobody is told twice: the move of the process tells the executing office. */
	private void publish(Actor actor, Part part, UUID entry, ProductionMove move) {
		this.events
			.publishEvent(new RequestMoved(Ids.next(), part.request(), entry, part.id(), Machine.PRODUCTION.name(),
					move.name(), actor.office(), actor.person(), Set.of(), this.clock.instant()));
	}

	private MoveResult stale(Actor actor, Part part) {
		return this.timeline.lastMove(actor, part.request(), part.id()).orElseThrow(NoSuchRequest::new);
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	/**
	 * Clears away what uploads that broke off before a time have left behind.
	 */
	@InBackground
	void sweep(Instant before) throws IOException {
		for (Parts.Leftover leftover : this.parts.leftovers(before)) {
			forget(leftover.file(), leftover.key());
		}
		this.blobs.sweep(before);
	}

}
