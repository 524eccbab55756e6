package org.comity.requests;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The ledger as one person may read it.
 */
@Service
@Transactional(readOnly = true)
public class Timeline {

	/**
	 * Words of an entry that this person may read.
	 *
	 * @param kind what they are
	 * @param text the words
	 * @param shared whether another side may read them too
	 */
	public record Words(LedgerWords.Kind kind, String text, boolean shared) {
	}

	/**
	 * One entry as it shows to one person.
	 *
	 * @param id the entry
	 * @param occurredAt when it happened
	 * @param office the office's short name
	 * @param person the person's name; null for another side's entry or the system's
	 * @param machine the machine that moved
	 * @param subject what moved
	 * @param labelCode message key of what was done
	 * @param words its words
	 * @param documents hashes of its documents; empty for another side's entry
	 * @param full whether all of it shows
	 * @param seq its number in the chain, null where not all shows: gaps would tell
	 * @param hash its hash, null where not all shows
	 */
	public record Item(UUID id, Instant occurredAt, String office, @Nullable String person, Machine machine,
			UUID subject, String labelCode, List<Words> words, List<String> documents, boolean full, @Nullable Long seq,
			@Nullable String hash) {
	}

	private static final int NEWEST = 3;

	private final LedgerRepository entries;

	private final Visibility visibility;

	/** Asked for when needed: those who know are made of what is made of this. */
	private final ObjectProvider<SubjectSight> subjects;

	private final Directory directory;

	private final JdbcClient jdbc;

	Timeline(LedgerRepository entries, Visibility visibility, ObjectProvider<SubjectSight> subjects,
			Directory directory, JdbcClient jdbc) {
		this.entries = entries;
		this.visibility = visibility;
		this.subjects = subjects;
		this.directory = directory;
		this.jdbc = jdbc;
	}

	/**
	 * Returns the entries of a request, the newest first, those of its processes and
	 * parts that this person sees among them.
	 * @throws NoSuchRequest if this person does not see the request
	 */
	public List<Item> of(Actor actor, UUID request) {
		this.visibility.require(actor, request, Aspect.CASE);
		return items(actor, this.entries.findByRequestIdOrderBySeq(request), request);
	}

	/**
	 * Returns the entries of one process or part, the newest first; none to those who do
	 * not see it. A provider sees its own side's entries, and the words and positions of
	 * the others from the time of service on.
	 * @param since entries before it are left out; null for all
	 */
	public List<Item> ofSubject(Actor actor, UUID request, UUID subject, @Nullable Instant since) {
		List<LedgerEntry> some = this.entries.findByRequestIdOrderBySeq(request)
			.stream()
			.filter((entry) -> entry.subjectId().equals(subject))
			.filter((entry) -> since == null || !entry.occurredAt().isBefore(since))
			.toList();
		return items(actor, some, request);
	}

	private List<Item> items(Actor actor, List<LedgerEntry> all, UUID request) {
		Map<UUID, List<Row>> words = words(request);
		Map<UUID, String> offices = new HashMap<>();
		Map<UUID, UUID> persons = persons(request);
		Map<UUID, String> people = new HashMap<>();
		Function<LedgerEntry, LedgerSight> sights = sights(actor);
		List<Item> items = new ArrayList<>();
		for (LedgerEntry entry : all) {
			LedgerSight sight = sights.apply(entry);
			List<Words> readable = readable(actor, words.getOrDefault(entry.id(), List.of()));
			if (!shows(sight, entry, () -> !readable.isEmpty())) {
				continue;
			}
			boolean full = sight == LedgerSight.FULL;
			UUID person = persons.get(entry.id());
			items.add(0,
					new Item(entry.id(), entry.occurredAt(),
							offices.computeIfAbsent(entry.officeId(), (id) -> officeName(actor, entry)),
							(full && person != null)
									? people.computeIfAbsent(person, (id) -> this.directory.person(id).name()) : null,
							entry.machine(), entry.subjectId(), label(entry, full, !readable.isEmpty(), actor.side()),
							readable, full && !entry.documentHashes().isEmpty()
									? List.of(entry.documentHashes().split(" ")) : List.of(),
							full, full ? entry.seq() : null, full ? entry.hash() : null));
		}
		return items;
	}

	/** How each entry of a request shows to a person who sees the request. */
	Function<LedgerEntry, LedgerSight> sights(Actor actor) {
		Predicate<LedgerEntry> subjectSeen = subjectSeen(actor);
		return (entry) -> subjectSeen.test(entry) ? sight(actor, entry) : LedgerSight.NONE;
	}

	private static List<Words> readable(Actor actor, List<Row> rows) {
		Side side = actor.side();
		return rows.stream()
			.filter((row) -> row.side() == side || row.to() == side)
			.map((row) -> new Words(row.kind(), row.text(), row.to() != null))
			.toList();
	}

	/**
	 * Another side's entry shows where the request went somewhere, where words came over,
	 * and where a reference was given; what an office does for itself does not.
	 */
	private static boolean shows(LedgerSight sight, LedgerEntry entry, BooleanSupplier words) {
		return switch (sight) {
			case FULL -> true;
			case POSITION ->
				!entry.fromState().equals(entry.toState()) || entry.move().equals(RequestMove.ACKNOWLEDGE.name())
						|| entry.move().equals(RequestMove.RELEASE_MILESTONE.name()) || words.getAsBoolean();
			case NONE -> false;
		};
	}

	/**
	 * To the requesting side the executing office speaks through its central authority
	 * (treaty article 2): which office executes is not told.
	 */
	private String officeName(Actor actor, LedgerEntry entry) {
		Office office = this.directory.office(entry.officeId());
		if (actor.side() == Side.REQUESTING && office.kind() == OfficeKind.EXECUTING_AUTHORITY) {
			return this.jdbc
				.sql("select o.short_name from office o join request r on r.requested_office_id = o.id "
						+ "where r.id = :request")
				.param("request", entry.requestId())
				.query(String.class)
				.single();
		}
		return office.shortName();
	}

	/**
	 * Whether this person sees the process or part an entry is about, each asked once; of
	 * the request itself the caller has made sure.
	 */
	private Predicate<LedgerEntry> subjectSeen(Actor actor) {
		Map<UUID, Boolean> known = new HashMap<>();
		return (entry) -> entry.machine() == Machine.REQUEST || known.computeIfAbsent(entry.subjectId(),
				(subject) -> this.subjects.stream()
					.filter((one) -> one.machine() == entry.machine())
					.anyMatch((one) -> one.sees(actor, subject)));
	}

	private LedgerSight sight(Actor actor, LedgerEntry entry) {
		if (actor.side() == Side.PROVIDER) {
			return (entry.side() == Side.PROVIDER) ? LedgerSight.FULL : LedgerSight.POSITION;
		}
		return this.visibility.ledgerSight(actor, entry);
	}

	/**
	 * In full an entry says what was done; to another side it says where the request
	 * went, or what was done if words came with it.
	 */
	private static String label(LedgerEntry entry, boolean full, boolean words, @Nullable Side viewer) {
		if (full || words || entry.fromState().equals(entry.toState()) || entry.machine() != Machine.REQUEST) {
			return "move." + entry.machine().name().toLowerCase(java.util.Locale.ROOT) + "." + entry.move() + ".done";
		}
		boolean hidden = viewer == Side.REQUESTING && RequestState.valueOf(entry.toState()).confidential();
		return "position." + (hidden ? "BEING_EXECUTED" : entry.toState());
	}

	private record Row(UUID entry, LedgerWords.Kind kind, Side side, @Nullable Side to, String text) {
	}

	private Map<UUID, List<Row>> words(UUID request) {
		return this.jdbc.sql("select entry_id, kind, side, to_side, text from ledger_text where request_id = :request")
			.param("request", request)
			.query((row, index) -> new Row(row.getObject("entry_id", UUID.class),
					LedgerWords.Kind.valueOf(row.getString("kind")), Side.valueOf(row.getString("side")),
					(row.getString("to_side") != null) ? Side.valueOf(row.getString("to_side")) : null,
					row.getString("text")))
			.stream()
			.sorted((one, other) -> one.kind().compareTo(other.kind()))
			.collect(Collectors.groupingBy(Row::entry));
	}

	/** Who made each entry of a request; the system's own are not among them. */
	private Map<UUID, UUID> persons(UUID request) {
		Map<UUID, UUID> persons = new HashMap<>();
		this.jdbc
			.sql("select entry_id, person_id from ledger_person where request_id = :request and person_id is not null")
			.param("request", request)
			.query((row) -> {
				persons.put(row.getObject("entry_id", UUID.class), row.getObject("person_id", UUID.class));
			});
		return persons;
	}

	/**
	 * Returns the newest entry of a request, process or part that this person may see:
	 * what a form is drawn from.
	 */
	public Optional<UUID> latestEntry(Actor actor, UUID request, UUID subject) {
		return latest(actor, request, subject).map(LedgerEntry::id);
	}

	/**
	 * Returns who moved a request, process or part last, in as far as this person may
	 * know it.
	 */
	public Optional<MoveResult.Stale> lastMove(Actor actor, UUID request, UUID subject) {
		return latest(actor, request, subject).map((entry) -> {
			UUID person = persons(entry.requestId()).get(entry.id());
			boolean full = sight(actor, entry) == LedgerSight.FULL;
			return new MoveResult.Stale((full && person != null) ? this.directory.person(person).name() : null,
					officeName(actor, entry), entry.occurredAt());
		});
	}

	/**
	 * What a person who is told of an entry may know of it.
	 *
	 * @param labelCode message key of what was done
	 * @param office the office that did it
	 */
	public record Told(String labelCode, String office) {
	}

	/**
	 * Returns what a person may know of one entry, or empty if nothing. The caller has
	 * made sure that they see the request, or the process or part that moved.
	 */
	public Optional<Told> told(Actor actor, UUID request, UUID entryId) {
		return this.entries.findById(entryId)
			.filter((entry) -> entry.requestId().equals(request))
			.filter((entry) -> sight(actor, entry) != LedgerSight.NONE && subjectSeen(actor).test(entry))
			.flatMap((entry) -> {
				boolean words = !readable(actor, words(request).getOrDefault(entryId, List.of())).isEmpty();
				if (!shows(sight(actor, entry), entry, () -> words)) {
					return Optional.empty();
				}
				return Optional.of(new Told(label(entry, sight(actor, entry) == LedgerSight.FULL, words, actor.side()),
						officeName(actor, entry)));
			});
	}

	/**
	 * Returns whether this person reads the message of an entry: all of their own side's,
	 * and those addressed to it.
	 */
	boolean readsMessage(Actor actor, UUID request, UUID entryId) {
		return this.entries.findByRequestIdOrderBySeq(request)
			.stream()
			.filter((entry) -> entry.id().equals(entryId))
			.filter(subjectSeen(actor))
			.anyMatch((entry) -> switch (sight(actor, entry)) {
				case FULL -> true;
				case POSITION -> readable(actor, words(request).getOrDefault(entryId, List.of())).stream()
					.anyMatch((words) -> words.kind() == LedgerWords.Kind.MESSAGE);
				case NONE -> false;
			});
	}

	/** The newest few are enough for almost everybody, however long the ledger is. */
	private Optional<LedgerEntry> latest(Actor actor, UUID request, UUID subject) {
		List<LedgerEntry> few = this.entries.findByRequestIdAndSubjectIdOrderBySeqDesc(request, subject,
				Limit.of(NEWEST));
		Optional<LedgerEntry> found = first(actor, few);
		if (found.isPresent() || few.size() < NEWEST) {
			return found;
		}
		return first(actor,
				this.entries.findByRequestIdAndSubjectIdOrderBySeqDesc(request, subject, Limit.unlimited()));
	}

	private Optional<LedgerEntry> first(Actor actor, List<LedgerEntry> newestFirst) {
		// Few are shown for their words alone.
		Map<UUID, Map<UUID, List<Row>>> words = new HashMap<>();
		return newestFirst.stream()
			.filter(subjectSeen(actor))
			.filter((entry) -> shows(sight(actor, entry), entry,
					() -> !readable(actor,
							words.computeIfAbsent(entry.requestId(), this::words).getOrDefault(entry.id(), List.of()))
						.isEmpty()))
			.findFirst();
	}

}
