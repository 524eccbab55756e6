package org.comity.desks.review;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.letters.CheckContext;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterWords;
import org.comity.letters.Letters;
import org.comity.preservation.Preservations;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestView;
import org.comity.reviews.ReviewItem;
import org.comity.reviews.ReviewResult;
import org.comity.reviews.ReviewSheet;
import org.comity.reviews.Reviews;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The checklist of the reader's office, with what carries the showing and the letter
 * itself beside it.
 */
@Controller
class ReviewController {

	private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.UK);

	/** The field of the essentials that are not met. */
	private static final String UNMET = "unmet";

	/** What is said of an advice, before its key. */
	private static final String SAY = "say-";

	private final Reviews reviews;

	private final Letters letters;

	private final LetterWords words;

	private final Preservations preservations;

	private final CaseHead head;

	private final MessageSource messages;

	ReviewController(Reviews reviews, Letters letters, LetterWords words, Preservations preservations, CaseHead head,
			MessageSource messages) {
		this.reviews = reviews;
		this.letters = letters;
		this.words = words;
		this.preservations = preservations;
		this.head = head;
		this.messages = messages;
	}

	/**
	 * An item as the page shows it.
	 *
	 * @param key its name
	 * @param words what the check found, or what the letter must have
	 * @param why why it matters
	 * @param citation its source, or empty
	 * @param found whether the check found something
	 * @param ask whether it is to be asked for, by the form as it is
	 * @param overruled whether it is overruled, by the form as it is
	 */
	record Line(String key, String words, String why, String citation, boolean found, boolean ask, boolean overruled) {
	}

	/** A fact with the account it leads to. */
	record Showing(String account, String data, @Nullable String when, String what, String source) {
	}

	@GetMapping("/requests/{id}/review")
	String review(Actor actor, @PathVariable UUID id, Model model) {
		ReviewSheet sheet = this.reviews.sheet(actor, id, context(actor, id));
		Map<String, String> values = new HashMap<>();
		Map<String, String> said = new HashMap<>();
		for (ReviewItem item : sheet.items()) {
			values.put(item.key(), item.note());
			said.put(item.key(), item.status().name());
		}
		values.put("linkedCase", sheet.linkedCase());
		return draw(actor, id, sheet, said, values, model);
	}

	@PostMapping("/requests/{id}/review")
	String save(Actor actor, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		CheckContext context = context(actor, id);
		ReviewSheet sheet = this.reviews.sheet(actor, id, context);
		Map<String, Reviews.Mark> marks = marks(sheet, typed);
		ReviewResult result = this.reviews.save(actor, id, context, new Reviews.Form(office(typed.getFirst("office")),
				number(typed.getFirst("version")), marks, said(typed, "linkedCase")));
		if (result instanceof ReviewResult.Saved) {
			redirect.addFlashAttribute("flash", Phrase.of("review.saved"));
			return "redirect:/requests/" + id + "/review";
		}
		Map<String, String> values = new HashMap<>();
		typed.forEach((name, all) -> values.put(name, String.valueOf(all.get(0))));
		Map<String, String> said = new HashMap<>();
		marks.forEach((key, mark) -> said.put(key, mark.status().name()));
		if (result instanceof ReviewResult.Stale stale) {
			response.setStatus(HttpStatus.CONFLICT.value());
			model.addAttribute("errors", Map.of("", this.messages.getMessage("review.error.stale",
					new Object[] { stale.person(), CLOCK.format(stale.at().atOffset(ZoneOffset.UTC)) }, Locale.UK)));
		}
		else if (result instanceof ReviewResult.Rejected rejected) {
			boolean moved = rejected.reasons().stream().anyMatch((one) -> one.code().equals("review.error.moved"));
			response.setStatus(moved ? HttpStatus.CONFLICT.value() : HttpStatus.UNPROCESSABLE_ENTITY.value());
			model.addAttribute("errors", FormErrors.of(rejected.reasons(), this.messages, Locale.UK));
		}
		return draw(actor, id, sheet, said, values, model);
	}

	private static Map<String, Reviews.Mark> marks(ReviewSheet sheet, MultiValueMap<String, String> typed) {
		Map<String, Reviews.Mark> marks = new LinkedHashMap<>();
		List<String> unmet = typed.getOrDefault(UNMET, List.of());
		for (ReviewItem item : sheet.items()) {
			String say = item.advice() ? said(typed, SAY + item.key())
					: unmet.contains(item.key()) ? ReviewItem.Status.NOT_MET.name() : "";
			if (say.equals(ReviewItem.Status.NOT_MET.name()) || say.equals(ReviewItem.Status.OVERRULED.name())) {
				marks.put(item.key(), new Reviews.Mark(ReviewItem.Status.valueOf(say),
						said(typed, item.key()).replace("\r\n", "\n")));
			}
		}
		return marks;
	}

	private String draw(Actor actor, UUID id, ReviewSheet sheet, Map<String, String> said, Map<String, String> values,
			Model model) {
		RequestView view = this.head.put(model, actor, id, CaseHead.Section.REVIEW);
		model.addAttribute("id", id);
		model.addAttribute("sheet", sheet);
		model.addAttribute("office", actor.office());
		model.addAttribute("values", values);
		model.addAttribute("must", lines(sheet, said, false));
		model.addAttribute("mayAsk", lines(sheet, said, true));
		model.addAttribute("linking", actor.kind() == OfficeKind.REQUESTED_AUTHORITY);
		model.addAttribute("showings", showings(sheet.content()));
		model.addAttribute("blocks",
				this.words.blocks(sheet.content()).stream().filter((block) -> !block.blank()).toList());
		model.addAttribute("asks", view.moves()
			.stream()
			.filter((move) -> move == RequestMove.RETURN_TO_POLICE || move == RequestMove.RETURN_TO_PROSECUTOR
					|| move == RequestMove.ASK)
			.map((move) -> "/requests/" + id + "/moves/" + move.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.findFirst()
			.orElse(null));
		model.addAttribute("unmetCount", sheet.unmet().size());
		return "reviews/review";
	}

	private List<Line> lines(ReviewSheet sheet, Map<String, String> said, boolean advice) {
		return sheet.items()
			.stream()
			.filter((item) -> item.advice() == advice)
			.map((item) -> line(item, said.get(item.key())))
			.toList();
	}

	private Line line(ReviewItem item, @Nullable String said) {
		return new Line(item.key(), this.reviews.words(item),
				this.messages.getMessage(item.rule().why(), null, Locale.UK), item.rule().citation(),
				item.finding() != null, ReviewItem.Status.NOT_MET.name().equals(said),
				ReviewItem.Status.OVERRULED.name().equals(said));
	}

	/** What stands for each account: the facts that lead to it, each with its source. */
	private List<Showing> showings(LetterContent content) {
		List<Showing> showings = new ArrayList<>();
		for (LetterContent.Account account : content.accounts()) {
			String data = String.join(", ",
					account.data()
						.keySet()
						.stream()
						.map((kind) -> this.messages.getMessage("letter.choice." + kind, null, Locale.UK))
						.toList());
			content.facts()
				.stream()
				.filter((fact) -> account.facts().contains(fact.id()))
				.map((fact) -> new Showing(account.identifier(), data, when(fact.when()), fact.what(), fact.source()))
				.forEach(showings::add);
		}
		return showings;
	}

	private static @Nullable String when(LetterContent.@Nullable When when) {
		if (when == null || when.date() == null) {
			return null;
		}
		String day = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK).format(when.date());
		return (when.time() != null) ? day + ", " + when.time() + " UTC" : day;
	}

	private CheckContext context(Actor actor, UUID id) {
		if (!this.reviews.reads(actor, id)) {
			throw new NoSuchRequest();
		}
		return this.letters.context(actor, id, this.preservations.keptUntil(id).orElse(null));
	}

	private static String said(MultiValueMap<String, String> typed, String name) {
		String value = typed.getFirst(name);
		return (value != null) ? value : "";
	}

	private static UUID office(@Nullable String text) {
		return Ids.read(text).orElseThrow(NoSuchRequest::new);
	}

	private static long number(@Nullable String text) {
		try {
			return (text != null) ? Long.parseLong(text) : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
