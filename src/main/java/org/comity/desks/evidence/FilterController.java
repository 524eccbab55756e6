package org.comity.desks.evidence;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.evidence.Filter;
import org.comity.evidence.FirstLook;
import org.comity.evidence.PartMoves;
import org.comity.evidence.PartView;
import org.comity.evidence.ProductionMove;
import org.comity.evidence.WithheldCategory;
import org.comity.kernel.Actor;
import org.comity.kernel.Rejection;
import org.comity.requests.NoSuchRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import jakarta.servlet.http.HttpServletResponse;

/**
 * The executing office's filter: what is marked is saved as it is marked, file by file
 * and message by message; the last step makes what goes home.
 */
@Controller
@RequestMapping("/evidence/{id}/filter")
class FilterController {

	private final Filter filter;

	private final FirstLook looks;

	private final PartMoves moves;

	private final PartPages pages;

	private final MessageSource messages;

	FilterController(Filter filter, FirstLook looks, PartMoves moves, PartPages pages, MessageSource messages) {
		this.filter = filter;
		this.looks = looks;
		this.moves = moves;
		this.pages = pages;
		this.messages = messages;
	}

	/** A file on the page, with what is marked of it. */
	record Line(PartView.File file, Filter.@Nullable Item whole, int messages, boolean mailbox) {
	}

	/** A message on the page: whether it is chosen now, and as what it is marked. */
	record Row(FirstLook.Message of, boolean chosen, @Nullable WithheldCategory marked) {
	}

	@GetMapping
	String files(Actor actor, @PathVariable UUID id, Model model) {
		Map<UUID, Filter.Marked> marked = this.filter.marked(actor, id);
		PartView part = this.pages.put(actor, id, model);
		List<Line> lines = part.files().stream().map((file) -> {
			Filter.Marked own = marked.get(java.util.Objects.requireNonNull(file.id()));
			return new Line(file, (own != null) ? own.whole() : null, (own != null) ? own.messages().size() : 0,
					FirstLook.worthwhile(file));
		}).toList();
		model.addAttribute("lines", lines);
		List<ProductionMove> open = this.moves.open(actor, id);
		model.addAttribute("open", open.contains(ProductionMove.FILTER));
		boolean all = lines.stream().allMatch((line) -> line.whole() != null);
		model.addAttribute("finish", "/evidence/" + id + "/moves/"
				+ PartPages.inAddress(all ? ProductionMove.WITHHOLD_ALL : ProductionMove.FILTER));
		model.addAttribute("finishLabel", "evidence.filter.finish." + (all ? "all"
				: lines.stream().anyMatch((line) -> line.whole() != null || line.messages() > 0) ? "some" : "none"));
		return "evidence/filter";
	}

	@GetMapping("/files/{file}")
	String file(Actor actor, @PathVariable UUID id, @PathVariable UUID file,
			@RequestParam(defaultValue = "1") String first, Model model) throws IOException {
		return draw(actor, id, file, EvidenceController.number(first), Set.of(), model);
	}

	private String draw(Actor actor, UUID id, UUID file, long first, Set<Integer> chosen, Model model)
			throws IOException {
		Map<UUID, Filter.Marked> marked = this.filter.marked(actor, id);
		this.pages.put(actor, id, model);
		FirstLook.Look look = this.looks.at(actor, id, file, first);
		model.addAttribute("look", look);
		model.addAttribute("file", file);
		model.addAttribute("first", first);
		Filter.Marked own = marked.getOrDefault(file, new Filter.Marked(null, Map.of()));
		model.addAttribute("marked", own);
		model.addAttribute("rows", look.messages().stream().map((message) -> {
			Filter.Item item = own.messages().get((int) message.ordinal());
			return new Row(message, chosen.contains((int) message.ordinal()), (item != null) ? item.category() : null);
		}).toList());
		model.addAttribute("open", this.moves.open(actor, id).contains(ProductionMove.FILTER)
				|| this.moves.open(actor, id).contains(ProductionMove.WITHHOLD_ALL));
		model.addAttribute("categories",
				Arrays.stream(WithheldCategory.values())
					.map((category) -> Choice.of(category.name(), Phrase.of("evidence.category." + category))
						.withHint(Phrase.of("evidence.category." + category + ".hint")))
					.toList());
		model.addAttribute("longest", Filter.LONGEST_REASON);
		String address = "/evidence/" + id + "/filter/files/" + file + "?first=";
		model.addAttribute("previous", (first > 1) ? address + Math.max(1, first - FirstLook.PAGE) : null);
		model.addAttribute("next",
				(first + FirstLook.PAGE <= look.total()) ? address + (first + FirstLook.PAGE) : null);
		return "evidence/filter-file";
	}

	@PostMapping("/files/{file}")
	String mark(Actor actor, @PathVariable UUID id, @PathVariable UUID file,
			@RequestParam MultiValueMap<String, String> typed, Model model, HttpServletResponse response, Locale locale,
			RedirectAttributes redirect) throws IOException {
		long first = EvidenceController.number(text(typed, "first"));
		boolean whole = text(typed, "what").equals("FILE");
		Set<Integer> chosen = new TreeSet<>();
		typed.getOrDefault("messages", List.of()).forEach((one) -> {
			if (one.matches("[0-9]{1,9}")) {
				chosen.add(Integer.parseInt(one));
			}
		});
		List<Rejection> refused = (!whole && chosen.isEmpty())
				? List.of(Rejection.at("messages", "evidence.filter.messages.required")) : this.filter.mark(actor, id,
						file, whole ? Set.of() : chosen, category(text(typed, "category")), text(typed, "reason"));
		if (refused.isEmpty()) {
			redirect.addFlashAttribute("flash", Phrase.of("evidence.filter.marked"));
			return "redirect:/evidence/" + id + (whole ? "/filter" : "/filter/files/" + file + "?first=" + first);
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
		Map<String, String> errors = FormErrors.of(refused, this.messages, locale);
		model.addAttribute("errors", errors);
		model.addAttribute("messagesError", errors.get("messages"));
		Map<String, String> values = new LinkedHashMap<>();
		typed.keySet().forEach((name) -> {
			String value = text(typed, name);
			values.put(name, value.substring(0, Math.min(value.length(), 2 * Filter.LONGEST_REASON)));
		});
		model.addAttribute("values", values);
		return draw(actor, id, file, first, chosen, model);
	}

	@PostMapping("/files/{file}/unmark")
	String unmark(Actor actor, @PathVariable UUID id, @PathVariable UUID file,
			@RequestParam(defaultValue = "") String message, Locale locale, RedirectAttributes redirect) {
		if (!message.matches("[0-9]{0,9}")) {
			throw new NoSuchRequest();
		}
		List<Rejection> refused = this.filter.unmark(actor, id, file,
				message.isEmpty() ? null : Integer.valueOf(message));
		if (refused.isEmpty()) {
			redirect.addFlashAttribute("flash", Phrase.of("evidence.filter.unmarked"));
		}
		else {
			redirect.addFlashAttribute("errors", FormErrors.of(refused, this.messages, locale));
		}
		return "redirect:/evidence/" + id + "/filter" + (message.isEmpty() ? "" : "/files/" + file);
	}

	private static String text(MultiValueMap<String, String> typed, String name) {
		String value = typed.getFirst(name);
		return (value != null) ? value : "";
	}

	private static @Nullable WithheldCategory category(String name) {
		return Arrays.stream(WithheldCategory.values())
			.filter((one) -> one.name().equals(name))
			.findFirst()
			.orElse(null);
	}

}
