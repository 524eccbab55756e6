package org.comity.evidence;

import java.io.IOException;
import org.comity.documents.DamagedBlob;
import java.nio.file.NoSuchFileException;
import java.io.UncheckedIOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.documents.BlobStore;
import org.comity.documents.Document;
import org.comity.documents.Documents;
import org.comity.documents.NewDocument;
import org.comity.documents.StoredBlob;
import org.comity.evidence.mail.MboxMessage;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.requests.Ledger;
import org.comity.requests.LedgerWords;
import org.comity.requests.Machine;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Turns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The executing office's filter for responsiveness and privilege: whole files, and single
 * messages of a mailbox, are marked to be withheld; then a new part is made of what is
 * left, with a list of its own that points to the one it was made from. The part that the
 * provider lodged is never changed. It stays sealed at the executing office.
 */
@Service
public class Filter {

	/** The longest reason of one item, in characters. */
	public static final int LONGEST_REASON = 2000;

	private static final Logger log = LoggerFactory.getLogger(Filter.class);

	private final Parts parts;

	private final Copies copies;

	private final Marks marks;

	private final PartMoves moves;

	private final HashCount count;

	private final Mailboxes mailboxes;

	private final BlobStore blobs;

	private final Documents documents;

	private final Ledger ledger;

	private final Turns turns;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Filter(Parts parts, Copies copies, Marks marks, PartMoves moves, HashCount count, Mailboxes mailboxes,
			BlobStore evidenceBlobs, Documents documents, Ledger ledger, Turns turns, TransactionTemplate transaction,
			Clock clock) {
		this.parts = parts;
		this.copies = copies;
		this.marks = marks;
		this.moves = moves;
		this.count = count;
		this.mailboxes = mailboxes;
		this.blobs = evidenceBlobs;
		this.documents = documents;
		this.ledger = ledger;
		this.turns = turns;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * What is marked in one file.
	 *
	 * @param whole the mark of the whole file, or null
	 * @param messages the marks of single messages, by their place
	 */
	public record Marked(@Nullable Item whole, Map<Integer, Item> messages) {

		public Marked {
			messages = Map.copyOf(messages);
		}

	}

	/** Why an item is marked. */
	public record Item(WithheldCategory category, String reason) {
	}

	/**
	 * Returns what is marked so far, by file; a file of which nothing is marked is
	 * absent.
	 * @throws NoSuchRequest if this person could never filter the part
	 */
	@Transactional(readOnly = true)
	public Map<UUID, Marked> marked(Actor actor, UUID id) {
		Part part = this.parts.find(id).orElseThrow(NoSuchRequest::new);
		this.moves.requireMover(actor, part, ProductionMove.FILTER);
		Map<UUID, List<Marks.Mark>> some = this.marks.of(id).stream().collect(Collectors.groupingBy(Marks.Mark::file));
		Map<UUID, Marked> marked = new HashMap<>();
		some.forEach((file, all) -> {
			Map<Integer, Item> messages = new HashMap<>();
			Item whole = null;
			for (Marks.Mark mark : all) {
				Item item = new Item(mark.category(), mark.reason());
				if (mark.message() == null) {
					whole = item;
				}
				else {
					messages.put(mark.message(), item);
				}
			}
			marked.put(file, new Marked(whole, messages));
		});
		return marked;
	}

	/**
	 * Marks a file, or some messages of it, to be withheld.
	 * @param messages their places, from 1; none: the whole file
	 * @return why not, or nothing
	 * @throws NoSuchRequest if this person could never filter the part, or it has no such
	 * file
	 */
	@Transactional
	public List<Rejection> mark(Actor actor, UUID id, UUID file, Set<Integer> messages,
			@Nullable WithheldCategory category, String reason) {
		StoredFile stored = open(actor, id, file);
		List<Rejection> found = new ArrayList<>(closed(actor, id));
		if (category == null) {
			found.add(Rejection.at("category", "evidence.filter.category.required"));
		}
		String words = reason.replace("\u0000", "").strip();
		if (words.isEmpty()) {
			found.add(Rejection.at("reason", "evidence.filter.reason.required"));
		}
		else if (words.length() > LONGEST_REASON) {
			found.add(Rejection.at("reason", "evidence.input.too-long", LONGEST_REASON));
		}
		if (found.isEmpty() && !messages.isEmpty()) {
			found.addAll(among(messages, stored));
		}
		if (!found.isEmpty() || category == null) {
			return found;
		}
		Instant now = this.clock.instant();
		if (messages.isEmpty()) {
			this.marks.put(id, new Marks.Mark(file, null, category, words), actor, now);
		}
		for (Integer message : new TreeSet<>(messages)) {
			this.marks.put(id, new Marks.Mark(file, message, category, words), actor, now);
		}
		return List.of();
	}

	/** Why these messages cannot be marked, or nothing. */
	private List<Rejection> among(Set<Integer> messages, StoredFile mailbox) {
		try {
			return this.mailboxes.has(source(mailbox), messages) ? List.of()
					: List.of(Rejection.at("messages", "evidence.filter.messages.unknown"));
		}
		catch (NoSuchFileException | DamagedBlob ex) {
			log.error("Bytes of a part are gone or damaged", ex);
			return List.of(Rejection.at("messages", "evidence.filter.messages.damaged"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Takes a mark away again.
	 * @param message the message's place, or null for the whole file's mark
	 * @return why not, or nothing
	 * @throws NoSuchRequest as {@link #mark}
	 */
	@Transactional
	public List<Rejection> unmark(Actor actor, UUID id, UUID file, @Nullable Integer message) {
		open(actor, id, file);
		List<Rejection> closed = closed(actor, id);
		if (closed.isEmpty()) {
			this.marks.take(id, file, message);
		}
		return closed;
	}

	private StoredFile open(Actor actor, UUID id, UUID file) {
		Part part = this.parts.lock(id).orElseThrow(NoSuchRequest::new);
		this.moves.requireMover(actor, part, ProductionMove.FILTER);
		return this.parts.file(id, file).orElseThrow(NoSuchRequest::new);
	}

	private List<Rejection> closed(Actor actor, UUID id) {
		List<ProductionMove> open = this.moves.open(actor, id);
		return open.contains(ProductionMove.FILTER) || open.contains(ProductionMove.WITHHOLD_ALL) ? List.of()
				: List.of(Rejection.of("evidence.filter.closed"));
	}

	private Mailboxes.Source source(StoredFile file) {
		return () -> this.blobs.read(file.key());
	}

	/**
	 * Makes the part that goes home of what is not marked, or withholds the whole: the
	 * moves {@link ProductionMove#FILTER} and {@link ProductionMove#WITHHOLD_ALL}.
	 * @throws NoSuchRequest if this person does not see the part, or could never make
	 * this move
	 */
	public MoveResult make(Actor actor, PartCommand command) {
		MoveResult obstacle = this.moves.foresee(actor, command).orElse(null);
		if (obstacle != null) {
			return obstacle;
		}
		Part part = this.parts.find(command.part()).orElseThrow(NoSuchRequest::new);
		List<StoredFile> files = this.parts.files(part.id());
		List<Marks.Mark> marked = this.marks.of(part.id());
		List<Copies.Copy> made = new ArrayList<>();
		boolean kept = false;
		try {
			HashCheck check = this.count.count(part, part.hop(), actor.office(), actor.person(), files, null);
			if (!check.agrees()) {
				return this.moves.transact(actor, command, List.of(check), (context, wish) -> {
					throw new IllegalStateException("What differs does not pass");
				});
			}
			Sifted sifted = sift(actor, part, files, marked, made);
			if (sifted.passing().isEmpty() && command.move() == ProductionMove.FILTER) {
				return new MoveResult.Rejected(List.of(Rejection.of("evidence.guard.something-passes")));
			}
			MoveResult result = this.moves.transact(actor, command, List.of(check), (context, wish) -> {
				if (!this.marks.of(part.id()).equals(marked)) {
					throw new MarksMoved();
				}
				return release(context, wish, sifted);
			});
			kept = result instanceof MoveResult.Made;
			return result;
		}
		catch (MarksMoved ex) {
			return new MoveResult.Rejected(List.of(Rejection.of("evidence.filter.marks-moved")));
		}
		catch (IOException ex) {
			log.error("What passes the filter could not be stored", ex);
			return new MoveResult.Rejected(List.of(PartMoves.notStored(ex)));
		}
		finally {
			if (!kept) {
				this.moves.forget(made);
			}
		}
	}

	/** Somebody marked something else while the bytes were sifted. */
	private static final class MarksMoved extends RuntimeException {

		private static final long serialVersionUID = 1;

	}

	/** A file as it passes: the same bytes, or those without some messages. */
	private record Passing(StoredFile file, String key, long size, String sha256, Copies.@Nullable Copy made) {
	}

	private record Sifted(List<Passing> passing, List<Marks.Withheld> withheld) {
	}

	private Sifted sift(Actor actor, Part part, List<StoredFile> files, List<Marks.Mark> marked, List<Copies.Copy> made)
			throws IOException {
		List<Passing> passing = new ArrayList<>();
		List<Marks.Withheld> withheld = new ArrayList<>();
		Instant now = this.clock.instant();
		for (StoredFile file : files) {
			List<Marks.Mark> own = marked.stream().filter((mark) -> mark.file().equals(file.id())).toList();
			Marks.Mark whole = own.stream().filter((mark) -> mark.message() == null).findFirst().orElse(null);
			if (whole != null) {
				withheld.add(new Marks.Withheld(withheld.size() + 1, file.id(), null, whole.category(), whole.reason(),
						file.size(), file.sha256(), null, actor.person(), now));
				continue;
			}
			if (own.isEmpty()) {
				passing.add(new Passing(file, file.key(), file.size(), file.sha256(), null));
				continue;
			}
			Map<Integer, Marks.Mark> messages = own.stream()
				.collect(Collectors.toMap((mark) -> Objects.requireNonNull(mark.message()), (mark) -> mark));
			for (MboxMessage message : this.mailboxes.some(source(file), messages.keySet())) {
				int place = (int) message.ordinal();
				Marks.Mark mark = Objects.requireNonNull(messages.get(place));
				withheld.add(new Marks.Withheld(withheld.size() + 1, file.id(), place, mark.category(), mark.reason(),
						message.length(), message.sha256(), message.date(), actor.person(), now));
			}
			Copies.Copy copy = Objects.requireNonNull(this.transaction.execute((status) -> this.copies.expect(part.id(),
					file.id(), OfficeKind.EXECUTING_AUTHORITY, actor.office(), now)));
			made.add(copy);
			try (InputStream rest = this.mailboxes.without(source(file), messages.keySet())) {
				StoredBlob blob = this.blobs.write(copy.key(), rest);
				if (blob.size() > 0) {
					passing.add(new Passing(file, copy.key(), blob.size(), blob.sha256(), copy));
				}
			}
		}
		return new Sifted(passing, withheld);
	}

	private UUID release(PartContext context, PartCommand command, Sifted sifted) {
		Part part = context.part();
		Actor actor = context.actor();
		boolean all = command.move() == ProductionMove.WITHHOLD_ALL;
		UUID released = all ? null : pass(actor, part, sifted);
		sifted.withheld().forEach((item) -> this.marks.withhold(part.id(), released, item));
		List<String> hashes = new ArrayList<>();
		if (released != null) {
			Part made = this.parts.find(released).orElseThrow();
			hashes.add(this.documents.find(Objects.requireNonNull(made.manifest())).orElseThrow().sha256());
		}
		hashes.add(Digests.sha256(schedule(sifted.withheld()).getBytes(StandardCharsets.UTF_8)));
		return this.moves.change(context, command, all ? ProductionState.WITHHELD : ProductionState.FILTERED,
				part.hop(), hashes, Set.of());
	}

	/**
	 * What was withheld as text: what the ledger holds the hash of. Always the same for
	 * the same items.
	 */
	static String schedule(List<Marks.Withheld> items) {
		StringBuilder text = new StringBuilder("comity filter schedule 1\n");
		items.forEach((item) -> text.append(item.ordinal())
			.append(' ')
			.append(item.category())
			.append(' ')
			.append(item.sha256())
			.append(' ')
			.append(item.size())
			.append(' ')
			.append((item.message() != null) ? "message " + item.message() : "file")
			.append("  ")
			.append(item.reason().replace('\n', ' '))
			.append('\n'));
		return text.toString();
	}

	/** Makes the part that goes home, held by the executing office. */
	private UUID pass(Actor actor, Part part, Sifted sifted) {
		UUID id = Ids.next();
		Instant now = this.clock.instant();
		this.parts.startFiltered(id, part, actor, now);
		List<Copies.Copy> used = new ArrayList<>();
		for (Passing one : sifted.passing()) {
			this.parts.pass(Ids.next(), id, one.file(), one.key(), one.size(), one.sha256(), actor, now);
			Copies.Copy made = one.made();
			if (made != null) {
				used.add(made);
			}
		}
		// Their bytes are the new part's own now.
		this.copies.forget(used);
		this.parts.inherit(id, part.id());
		Document before = this.documents.find(Objects.requireNonNull(part.manifest())).orElseThrow();
		byte[] list = Manifest.of(this.parts.files(id), before.sha256());
		Document manifest = this.documents.store(new NewDocument(part.request(), id, EvidencePapers.ASPECT, "MANIFEST",
				"part-" + part.number() + "-filtered-sha256sums.txt", "text/plain", actor.person()), list);
		Document certificate = this.documents.republish(Objects.requireNonNull(part.certificate()), id,
				EvidencePapers.ASPECT, actor.person());
		this.parts.send(id, ProductionState.HELD, part.late(), actor, now, manifest.id(), certificate.id());
		this.parts.arrived(id, OfficeKind.EXECUTING_AUTHORITY, actor.office(), now, now);
		this.ledger.appendConsequence(part.request(), actor,
				new Ledger.Line(Machine.PRODUCTION, id, "RELEASE", "",
						Part.place(ProductionState.HELD, OfficeKind.EXECUTING_AUTHORITY),
						List.of(manifest.sha256(), certificate.sha256()), LedgerWords.none()));
		this.turns.give(part.request(), Turns.Subject.PART, id, actor.office(), ProductionState.HELD.name(), null);
		return id;
	}

}
