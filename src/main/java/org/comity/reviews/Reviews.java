package org.comity.reviews;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.letters.CheckContext;
import org.comity.letters.Finding;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterVersion;
import org.comity.letters.Letters;
import org.comity.letters.Rule;
import org.comity.letters.Severity;
import org.comity.letters.Sufficiency;
import org.comity.letters.Typed;
import org.comity.requests.Aspect;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.RequestState;
import org.comity.requests.Requests;
import org.comity.requests.Visibility;
import org.comity.reviews.ReviewItem.Status;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The reviews of letters. An office reads its own and nobody else's; it fills one in
 * while the request is with it. What a letter must have is met or not met; advice may be
 * overruled with a reason, which goes to the ledger.
 */
@Service
public class Reviews {

	/** The most characters of a note. */
	public static final int MOST = 2_000;

	private static final Set<OfficeKind> REVIEWERS = Set.of(OfficeKind.PROSECUTOR, OfficeKind.REQUESTING_AUTHORITY,
			OfficeKind.REQUESTED_AUTHORITY);

	/** In these the prosecutor's office has the draft before it. */
	private static final Set<RequestState> DRAFTED = Set.of(RequestState.PROSECUTOR_REVIEW,
			RequestState.PROSECUTOR_QUERY);

	/**
	 * Names another request that asks about the same account: for the reviewer alone,
	 * never for whoever is asked.
	 */
	private static final String NAMES_ANOTHER = "asked-before";

	private final Letters letters;

	private final Requests requests;

	private final RequestMoves moves;

	private final Visibility visibility;

	private final Directory directory;

	private final MessageSource messages;

	private final JdbcClient jdbc;

	private final Clock clock;

	Reviews(Letters letters, Requests requests, RequestMoves moves, Visibility visibility, Directory directory,
			MessageSource messages, JdbcClient jdbc, Clock clock) {
		this.letters = letters;
		this.requests = requests;
		this.moves = moves;
		this.visibility = visibility;
		this.directory = directory;
		this.messages = messages;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * What a reviewer says of one item.
	 *
	 * @param status NOT_MET or OVERRULED; what is met needs no mark
	 * @param note what would settle it, or why it is overruled
	 */
	public record Mark(Status status, String note) {
		public Mark {
			note = Typed.text(note);
		}
	}

	/**
	 * A review as it was filled in.
	 *
	 * @param office the office whose form it is: another's does not exist for this one
	 * @param drawnFrom the version the form was drawn from
	 * @param marks what the reviewer says, by the key of the item
	 * @param linkedCase a note of a linked case of one's own; passed over but at the
	 * requested authority
	 */
	public record Form(UUID office, long drawnFrom, Map<String, Mark> marks, String linkedCase) {

		public Form {
			marks = Map.copyOf(marks);
		}

	}

	/** Who saved a review last, and its note. */
	private record Saved(long version, UUID by, Instant at, String linkedCase) {
	}

	/** Whether this person's office reviews letters, and this one has reached it. */
	@Transactional(readOnly = true)
	public boolean reads(Actor actor, UUID request) {
		return REVIEWERS.contains(actor.kind()) && reviewed(actor, request).isPresent();
	}

	/**
	 * Returns the checklist of the reader's office.
	 * @param context what the check must know beside the letter
	 * @throws NoSuchRequest if the office reviews no letter of this request
	 */
	@Transactional(readOnly = true)
	public ReviewSheet sheet(Actor actor, UUID request, CheckContext context) {
		if (!REVIEWERS.contains(actor.kind())) {
			throw new NoSuchRequest();
		}
		Reviewed reviewed = reviewed(actor, request).orElseThrow(NoSuchRequest::new);
		Optional<Saved> saved = saved(request, actor.office(), reviewed.letter());
		Map<String, Mark> marks = marks(request, actor.office(), reviewed.letter());
		List<ReviewItem> items = new ArrayList<>();
		for (Rule rule : Sufficiency.RULES) {
			List<Finding> findings = rule.findings(reviewed.content(), context);
			if (rule.severity() == Severity.BLOCKING) {
				items.add(
						item(rule.name(), rule, findings.isEmpty() ? null : findings.get(0), marks, saved.isPresent()));
			}
			else {
				findings.forEach((finding) -> items.add(item(key(finding), rule, finding, marks, saved.isPresent())));
			}
		}
		return new ReviewSheet(reviewed.letter(), reviewed.content(), items, saved.map(Saved::linkedCase).orElse(""),
				saved.map(Saved::version).orElse(0L),
				saved.map((one) -> this.directory.person(one.by()).name()).orElse(null),
				saved.map(Saved::at).orElse(null),
				this.moves.open(actor, request).contains(RequestMove.OVERRULE_ADVICE));
	}

	/** An item keeps its name when others come or go before it. */
	private static String key(Finding finding) {
		UUID item = finding.item();
		return (item != null) ? finding.rule().name() + "-" + item : finding.rule().name();
	}

	private static ReviewItem item(String key, Rule rule, @Nullable Finding finding, Map<String, Mark> marks,
			boolean reviewed) {
		Mark mark = marks.get(key);
		if (mark != null) {
			return new ReviewItem(key, rule, finding, mark.status(), mark.note());
		}
		return new ReviewItem(key, rule, finding, (finding != null && rule.severity() == Severity.BLOCKING)
				? Status.NOT_MET : reviewed && finding == null ? Status.MET : Status.OPEN, "");
	}

	/**
	 * What is reviewed.
	 *
	 * @param letter the number of the version, or 0 for a draft
	 * @param content what it says
	 */
	private record Reviewed(int letter, LetterContent content) {
	}

	/** A prosecutor decides on the draft, the others on what has reached them. */
	private Optional<Reviewed> reviewed(Actor actor, UUID request) {
		if (actor.kind() == OfficeKind.PROSECUTOR && this.visibility.sees(actor, request, Aspect.APPLICATION)
				&& DRAFTED.contains(this.requests.facts(request).state())) {
			return Optional.of(new Reviewed(0, this.letters.draft(actor, request).content()));
		}
		return this.letters.latest(actor, request)
			.map((LetterVersion version) -> new Reviewed(version.number(), version.content()));
	}

	/**
	 * Keeps a review. Each advice that is overruled anew is an entry of the ledger.
	 * @throws NoSuchRequest if this person may not review it now
	 */
	@Transactional
	public ReviewResult save(Actor actor, UUID request, CheckContext context, Form form) {
		if (!this.moves.mayEver(actor, request, RequestMove.OVERRULE_ADVICE) || !form.office().equals(actor.office())) {
			throw new NoSuchRequest();
		}
		this.requests.lock(request);
		ReviewSheet sheet = sheet(actor, request, context);
		if (!sheet.open()) {
			return new ReviewResult.Rejected(List.of(Rejection.of("review.error.moved")));
		}
		if (sheet.version() != form.drawnFrom()) {
			return new ReviewResult.Stale(String.valueOf(sheet.savedBy()),
					(sheet.savedAt() != null) ? sheet.savedAt() : this.clock.instant(), sheet.version());
		}
		List<Rejection> wrong = wrong(sheet, form.marks(), form.linkedCase());
		if (!wrong.isEmpty()) {
			return new ReviewResult.Rejected(wrong);
		}
		String kept = (actor.kind() == OfficeKind.REQUESTED_AUTHORITY) ? Typed.text(form.linkedCase()) : "";
		write(actor, request, sheet.letter(), kept);
		for (ReviewItem item : sheet.items()) {
			Mark mark = form.marks().get(item.key());
			keep(actor, request, sheet.letter(), item, mark);
			if (mark != null && mark.status() == Status.OVERRULED
					&& !(item.status() == Status.OVERRULED && item.note().equals(mark.note()))) {
				this.moves.makeWithin(actor, new MoveCommand(request, RequestMove.OVERRULE_ADVICE, Ids.next(), null,
						MoveDetails.reason(onLedger(item) + "\n" + mark.note())));
			}
		}
		return new ReviewResult.Saved();
	}

	private static List<Rejection> wrong(ReviewSheet sheet, Map<String, Mark> marks, String linkedCase) {
		List<Rejection> wrong = new ArrayList<>();
		for (ReviewItem item : sheet.items()) {
			Mark mark = marks.get(item.key());
			if (mark == null) {
				continue;
			}
			if (mark.status() == Status.OVERRULED && !item.advice()) {
				wrong.add(Rejection.at(item.key(), "review.error.not-advice"));
			}
			else if (mark.note().isBlank() && (mark.status() == Status.OVERRULED || item.finding() == null)) {
				wrong.add(Rejection.at(item.key(),
						(mark.status() == Status.OVERRULED) ? "review.error.reason" : "review.error.what"));
			}
			else if (mark.note().length() > MOST) {
				wrong.add(Rejection.at(item.key(), "review.error.too-long", MOST));
			}
		}
		if (linkedCase.length() > MOST) {
			wrong.add(Rejection.at("linkedCase", "review.error.too-long", MOST));
		}
		return wrong;
	}

	private void write(Actor actor, UUID request, int letter, String linkedCase) {
		this.jdbc.sql("""
				insert into review (request_id, office_id, letter, version, saved_by, saved_at, linked_case)
				values (:request, :office, :letter, 1, :person, :now, :linked)
				on conflict (request_id, office_id, letter) do update set version = review.version + 1,
					saved_by = excluded.saved_by, saved_at = excluded.saved_at, linked_case = excluded.linked_case
				""")
			.param("request", request)
			.param("office", actor.office())
			.param("letter", letter)
			.param("person", actor.person())
			.param("now", Timestamp.from(this.clock.instant()))
			.param("linked", linkedCase)
			.update();
	}

	private void keep(Actor actor, UUID request, int letter, ReviewItem item, @Nullable Mark mark) {
		this.jdbc
			.sql("delete from review_mark where request_id = :request and office_id = :office and letter = :letter "
					+ "and item = :item")
			.param("request", request)
			.param("office", actor.office())
			.param("letter", letter)
			.param("item", item.key())
			.update();
		if (mark == null || mark.status() != Status.NOT_MET && mark.status() != Status.OVERRULED) {
			return;
		}
		this.jdbc
			.sql("insert into review_mark (request_id, office_id, letter, item, status, note) "
					+ "values (:request, :office, :letter, :item, :status, :note)")
			.param("request", request)
			.param("office", actor.office())
			.param("letter", letter)
			.param("item", item.key())
			.param("status", mark.status().name())
			.param("note", mark.note())
			.update();
	}

	/**
	 * Returns what this office's review has to ask, as numbered points for a return or a
	 * question; empty if there is nothing.
	 */
	@Transactional(readOnly = true)
	public String points(Actor actor, UUID request, CheckContext context) {
		if (!reads(actor, request)) {
			return "";
		}
		ReviewSheet sheet = sheet(actor, request, context);
		if (sheet.version() == 0) {
			return "";
		}
		StringBuilder points = new StringBuilder();
		int number = 0;
		for (ReviewItem item : sheet.unmet()) {
			boolean namesAnother = item.rule().name().equals(NAMES_ANOTHER);
			if (namesAnother && item.note().isEmpty()) {
				continue;
			}
			points.append(++number).append(". ").append(namesAnother ? item.note() : words(item));
			if (!item.note().isEmpty() && !namesAnother) {
				points.append('\n').append(item.note().replaceAll("\n+", "\n"));
			}
			points.append("\n\n");
		}
		return points.toString().strip();
	}

	/**
	 * The whole side reads the ledger, the force as well: it names no other's request.
	 */
	private String onLedger(ReviewItem item) {
		return item.rule().name().equals(NAMES_ANOTHER)
				? this.messages.getMessage("review.rule.unnamed", null, Locale.UK) : words(item);
	}

	/** What the check found, or what the letter must have. */
	public String words(ReviewItem item) {
		Finding finding = item.finding();
		return (finding != null)
				? this.messages.getMessage(item.rule().code(), finding.arguments().toArray(), Locale.UK)
				: this.messages.getMessage("review.rule." + item.rule().name(), null, Locale.UK);
	}

	private Optional<Saved> saved(UUID request, UUID office, int letter) {
		return this.jdbc
			.sql("select version, saved_by, saved_at, linked_case from review where request_id = :request "
					+ "and office_id = :office and letter = :letter")
			.param("request", request)
			.param("office", office)
			.param("letter", letter)
			.query((row, index) -> new Saved(row.getLong("version"), row.getObject("saved_by", UUID.class),
					row.getTimestamp("saved_at").toInstant(), row.getString("linked_case")))
			.optional();
	}

	private Map<String, Mark> marks(UUID request, UUID office, int letter) {
		Map<String, Mark> marks = new HashMap<>();
		this.jdbc
			.sql("select item, status, note from review_mark where request_id = :request and office_id = :office "
					+ "and letter = :letter")
			.param("request", request)
			.param("office", office)
			.param("letter", letter)
			.query((row) -> {
				marks.put(row.getString("item"),
						new Mark(Status.valueOf(row.getString("status")), row.getString("note")));
			});
		return marks;
	}

}
