package org.comity.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import org.comity.documents.BlobStore;
import org.comity.documents.FileNames;
import org.comity.documents.StoredBlob;
import org.comity.documents.UploadPlace;
import org.comity.documents.UploadedForm;
import org.comity.documents.Uploads;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.requests.NoSuchRequest;
import org.comity.wall.Wall;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files that come into a part with cuts in between. What has come is kept in pieces, each
 * encrypted, until all is there: then they pass as one stream by the way of every other
 * file, and are destroyed with their key. Memory does not grow with the size; what a
 * server that dies loses is one piece at most.
 */
@Service
@EnableConfigurationProperties(UploadLimits.class)
public class IncomingUploads {

	/** The most that is written as one piece, in bytes. */
	static final long PIECE = 32L * UploadPlace.MEGABYTE;

	/** The field of the form beside which a refusal is said. */
	static final String FIELD = "files";

	private static final Logger log = LoggerFactory.getLogger(IncomingUploads.class);

	private final Productions productions;

	private final Parts parts;

	private final Incoming incoming;

	private final BlobStore blobs;

	private final EvidenceKeys keys;

	private final UploadLimits limits;

	private final Wall wall;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final Map<UUID, Hold> held = new ConcurrentHashMap<>();

	/** Of its own: no other work must keep it from saying that a writer is there. */
	private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor((work) -> {
		Thread thread = new Thread(work, "uploads-held");
		thread.setDaemon(true);
		return thread;
	});

	IncomingUploads(Productions productions, Parts parts, Incoming incoming, BlobStore evidenceBlobs, EvidenceKeys keys,
			UploadLimits limits, Wall wall, TransactionTemplate transaction, Clock clock) {
		this.productions = productions;
		this.parts = parts;
		this.incoming = incoming;
		this.blobs = evidenceBlobs;
		this.keys = keys;
		this.limits = limits;
		this.wall = wall;
		this.transaction = transaction;
		this.clock = clock;
		this.beat.scheduleWithFixedDelay(this::holdOn, 5, 5, TimeUnit.SECONDS);
	}

	/**
	 * What is to come.
	 *
	 * @param name the file's name as it was sent
	 * @param size how many bytes, at least one
	 * @param account the account it holds data of, or null for all
	 * @param modified when it was changed last, in milliseconds since 1970; or null
	 */
	public record Wish(String name, long size, @Nullable UUID account, @Nullable Long modified) {

		public Wish {
			name = FileNames.safe(name);
		}

	}

	/**
	 * What came of the wish.
	 *
	 * @param id the upload, or null where it was refused
	 * @param refused why
	 */
	public record Begun(@Nullable UUID id, List<Rejection> refused) {
	}

	/** The one writer of an upload, until it is closed. */
	public final class Hold implements AutoCloseable {

		private final UUID id = Ids.next();

		private final UUID upload;

		private final UUID part;

		private final UUID office;

		private Hold(UUID upload, UUID part, UUID office) {
			this.upload = upload;
			this.part = part;
			this.office = office;
		}

		@Override
		public void close() {
			IncomingUploads.this.letGo(this);
		}

	}

	/** The largest file that is taken, in bytes. */
	public long largest() {
		return this.limits.file().toBytes();
	}

	/**
	 * Begins an upload.
	 * @throws NoSuchRequest if the part is not this person's to fill
	 */
	@Transactional
	public Begun begin(Actor actor, UUID part, Wish wish) {
		Part into = this.productions.own(actor, part);
		this.parts.lock(part);
		List<Rejection> refused = new ArrayList<>(this.productions.closed(actor, part));
		if (wish.account() != null && !this.productions.names(into.process(), wish.account())) {
			refused.add(Rejection.at("account", "evidence.file.account.unknown"));
		}
		Instant now = this.clock.instant();
		List<IncomingUpload> others = this.incoming.open(part, now);
		if (this.parts.files(part).size() + others.size() >= Productions.MOST_FILES) {
			refused.add(Rejection.at(FIELD, "evidence.file.too-many", Productions.MOST_FILES));
		}
		if (this.incoming.openOf(actor.person(), now) >= this.limits.open()) {
			refused.add(Rejection.at(FIELD, "evidence.upload.too-many-open", this.limits.open()));
		}
		refused.addAll(this.productions.tooMuch(part, wish.name(), wish.size(),
				others.stream().mapToLong(IncomingUpload::size).sum()));
		if (!refused.isEmpty()) {
			return new Begun(null, refused);
		}
		UUID id = Ids.next();
		this.incoming.begin(id, part, actor, wish, now);
		return new Begun(id, List.of());
	}

	/**
	 * The uploads into a part that are under way.
	 * @throws NoSuchRequest if the part is not this person's to fill
	 */
	@Transactional(readOnly = true)
	public List<IncomingUpload> open(Actor actor, UUID part) {
		this.productions.own(actor, part);
		return this.incoming.open(part, this.clock.instant());
	}

	/**
	 * Finds an upload, also one that was settled not long ago.
	 * @throws NoSuchRequest if the part is not this person's to fill
	 */
	@Transactional(readOnly = true)
	public Optional<IncomingUpload> find(Actor actor, UUID part, UUID id) {
		this.productions.own(actor, part);
		return this.incoming.find(id, part, this.clock.instant());
	}

	/**
	 * Lets one writer to an upload.
	 * @return empty while another writes to it
	 * @throws NoSuchRequest if there is no such upload, or it is not this person's
	 */
	public Optional<Hold> hold(Actor actor, UUID part, UUID id) {
		return this.wall.inTheNameOf(actor.office(), () -> {
			if (find(actor, part, id).isEmpty()) {
				throw new NoSuchRequest();
			}
			Hold hold = new Hold(id, part, actor.office());
			if (!this.incoming.hold(id, hold.id)) {
				return Optional.empty();
			}
			this.held.put(hold.id, hold);
			return Optional.of(hold);
		});
	}

	private void letGo(Hold hold) {
		if (this.held.remove(hold.id) == null) {
			return;
		}
		try {
			this.wall.inTheNameOf(hold.office, () -> this.incoming.letGo(hold.upload, hold.id));
		}
		catch (RuntimeException ex) {
			log.warn("An upload is held until nobody is believed to write to it any more", ex);
		}
	}

	private void holdOn() {
		for (Hold hold : this.held.values()) {
			try {
				this.wall.inTheNameOf(hold.office, () -> this.incoming.holdOn(hold.upload, hold.id));
			}
			catch (RuntimeException ex) {
				log.warn("That an upload is being written could not be said", ex);
			}
		}
	}

	@PreDestroy
	void stop() {
		this.beat.shutdownNow();
	}

	/**
	 * Keeps what comes, from where the upload stands, until its end or until the stream
	 * ends or breaks off. What came before a break is kept.
	 * @return the upload as it stands now
	 * @throws IOException if it cannot be kept; what was kept before stays
	 * @throws UploadGone if it was taken away meanwhile
	 */
	public IncomingUpload append(Actor actor, Hold hold, InputStream body) throws IOException {
		CutStream source = new CutStream(body);
		IncomingUpload upload = at(actor, hold);
		while (!upload.whole() && !source.isEmpty()) {
			long most = Math.min(PIECE, upload.size() - upload.received());
			upload = piece(actor, hold, source.next(most));
		}
		return upload;
	}

	private IncomingUpload piece(Actor actor, Hold hold, InputStream content) throws IOException {
		UUID piece = Ids.next();
		String key = Incoming.key(hold.part, hold.upload, piece);
		if (!inTheNameOf(actor, () -> this.incoming.expect(piece, hold.upload, hold.id))) {
			throw new UploadGone();
		}
		boolean kept = false;
		try {
			StoredBlob blob = this.blobs.write(key, content);
			kept = inTheNameOf(actor,
					() -> this.incoming.received(piece, hold.upload, hold.id, blob.size(), this.clock.instant()));
		}
		finally {
			if (!kept) {
				forget(actor, piece, key);
			}
		}
		if (!kept) {
			throw new UploadGone();
		}
		return at(actor, hold);
	}

	private void forget(Actor actor, UUID piece, String key) {
		try {
			this.blobs.delete(key);
			inTheNameOf(actor, () -> {
				this.incoming.forget(piece);
				return true;
			});
		}
		catch (IOException | RuntimeException ex) {
			// Its row says that it never became whole: it goes when the upload does.
			log.warn("A piece that was not kept is left for the sweep", ex);
		}
	}

	private IncomingUpload at(Actor actor, Hold hold) {
		return inTheNameOf(actor, () -> this.incoming.find(hold.upload, hold.part, this.clock.instant()))
			.orElseThrow(UploadGone::new);
	}

	private <T> T inTheNameOf(Actor actor, java.util.function.Supplier<T> work) {
		return this.wall.inTheNameOf(actor.office(),
				() -> Objects.requireNonNull(this.transaction.execute((status) -> work.get())));
	}

	/**
	 * Makes a file of an upload of which every byte has come: it passes by what every
	 * file passes by. Done twice it is done once, and says the same again.
	 * @return why it was refused, or nothing
	 * @throws IOException if it cannot be read or kept; then it can be tried again
	 * @throws UploadGone if it was taken away meanwhile
	 */
	public List<Rejection> finish(Actor actor, Hold hold) throws IOException {
		IncomingUpload upload = at(actor, hold);
		if (upload.outcome() != null) {
			return upload.refusals();
		}
		if (!upload.whole()) {
			throw new IllegalStateException("The upload is not whole");
		}
		List<Rejection> refused = new ArrayList<>();
		try (PiecesStream whole = new PiecesStream(this.blobs, hold.part, hold.upload,
				inTheNameOf(actor, () -> this.incoming.pieces(hold.upload)))) {
			UploadedForm form = Uploads.single(FIELD, upload.name(), whole, UploadPlace.EVIDENCE, (file) -> refused
				.addAll(this.productions.receive(actor, hold.part, upload.account(), file, () -> settle(hold, null))));
			refused.addAll(form.rejections());
		}
		if (!refused.isEmpty()) {
			inTheNameOf(actor, () -> {
				settle(hold, refused.get(0));
				return true;
			});
		}
		clear(actor.office(), hold.part, hold.upload);
		return refused;
	}

	/** Settles it within a transaction; from then on its pieces cannot be read. */
	private void settle(Hold hold, @Nullable Rejection refused) {
		if (!this.incoming.settle(hold.upload, hold.id, refused)) {
			throw new UploadGone();
		}
		this.keys.destroy(hold.upload, this.clock.instant());
	}

	/**
	 * Takes an upload away with all that has come; one that is not there is away already.
	 * @throws NoSuchRequest if the part is not this person's to fill
	 */
	public void remove(Actor actor, UUID part, UUID id) {
		if (find(actor, part, id).isPresent()) {
			end(actor.office(), part, id);
		}
	}

	private void end(UUID office, UUID part, UUID id) {
		this.wall.inTheNameOf(office, () -> this.transaction.executeWithoutResult((status) -> {
			this.incoming.end(id);
			this.keys.destroy(id, this.clock.instant());
		}));
		if (clear(office, part, id)) {
			this.wall.inTheNameOf(office, () -> this.incoming.remove(id));
		}
	}

	private boolean clear(UUID office, UUID part, UUID upload) {
		try {
			this.wall.inTheNameOf(office, () -> {
				this.incoming.everyPiece(upload).forEach((piece) -> delete(Incoming.key(part, upload, piece)));
				this.incoming.clear(upload);
			});
			return true;
		}
		catch (RuntimeException ex) {
			// Their key is destroyed. The sweep comes back for the bytes.
			log.warn("The pieces of an upload that is over are left for the sweep", ex);
			return false;
		}
	}

	private void delete(String key) {
		try {
			this.blobs.delete(key);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	/**
	 * Destroys what came of uploads that were not finished within a day, or whose part
	 * was lodged or thrown away.
	 */
	void sweep(Instant now) {
		for (Incoming.Over over : this.incoming.over(now)) {
			boolean ended = over.expired() || this.wall.inTheNameOf(over.office(),
					() -> this.incoming.find(over.id(), over.part(), now).isEmpty());
			if (ended) {
				end(over.office(), over.part(), over.id());
			}
			else {
				clear(over.office(), over.part(), over.id());
			}
		}
	}

}
