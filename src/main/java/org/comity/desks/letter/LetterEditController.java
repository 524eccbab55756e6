package org.comity.desks.letter;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Task;
import org.comity.desks.fragments.Tone;
import org.comity.directory.ProviderCompany;
import org.comity.documents.UploadedForm;
import org.comity.documents.Uploads;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.letters.LetterDraft;
import org.comity.letters.LetterForm;
import org.comity.letters.LetterJson;
import org.comity.letters.LetterSection;
import org.comity.letters.LetterWords;
import org.comity.letters.Letters;
import org.comity.letters.SaveResult;
import org.comity.letters.Sufficiency;
import org.comity.requests.Requests;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.JsonNode;

/**
 * Writes a draft: the list of its sections, and a page for each section and each item,
 * saved as one goes. What is wrong is said beside its field, and nothing typed is lost.
 */
@Controller
@RequestMapping("/requests/{id}/letter/edit")
class LetterEditController {

	private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("d MMMM 'at' HH:mm", Locale.UK);

	private final Letters letters;

	private final LetterWords words;

	private final LetterFields fields;

	private final LetterGaps gaps;

	private final Requests requests;

	private final MessageSource messages;

	private final CaseHead head;

	private final Clock clock;

	LetterEditController(Letters letters, LetterWords words, LetterFields fields, LetterGaps gaps, Requests requests,
			MessageSource messages, Clock clock, CaseHead head) {
		this.head = head;
		this.letters = letters;
		this.words = words;
		this.fields = fields;
		this.gaps = gaps;
		this.requests = requests;
		this.messages = messages;
		this.clock = clock;
	}

	/** A part of the task list. */
	record Part(String titleKey, List<Task> tasks) {
	}

	@GetMapping
	String tasks(Actor actor, @PathVariable UUID id, Model model) {
		LetterDraft draft = this.letters.editable(actor, id);
		List<Rejection> missing = Sufficiency.missing(draft.content());
		List<Part> parts = new ArrayList<>();
		for (LetterSection.Group group : LetterSection.Group.values()) {
			List<Task> tasks = new ArrayList<>();
			for (LetterSection section : LetterSection.values()) {
				if (section.group() == group) {
					tasks.add(task(id, section, draft, missing));
				}
			}
			parts.add(new Part("letter.group." + group.name(), tasks));
		}
		head(actor, id, model);
		model.addAttribute("parts", parts);
		model.addAttribute("gaps", this.gaps.of(id, missing, null));
		model.addAttribute("savedAt", draft.savedAt());
		return "letters/tasks";
	}

	private Task task(UUID id, LetterSection section, LetterDraft draft, List<Rejection> missing) {
		boolean lacking = missing.stream()
			.anyMatch((gap) -> gap.field().equals(section.slug()) || gap.field().startsWith(section.slug() + "/"));
		List<LetterWords.Block> blocks = this.words.blocks(draft.content(), section);
		boolean blank = blocks.stream().allMatch(LetterWords.Block::blank);
		Phrase status;
		Tone tone;
		if (lacking) {
			status = Phrase.of(blank ? "letter.task.needed" : "letter.task.incomplete");
			tone = Tone.MINE;
		}
		else if (blank) {
			status = Phrase.of("letter.task.optional");
			tone = Tone.QUIET;
		}
		else {
			status = section.list() ? Phrase.of("letter.task.items", blocks.size()) : Phrase.of("letter.task.done");
			tone = Tone.GOOD;
		}
		return new Task(address(id, section), new Phrase("letter." + section.key(), List.of()), null, status, tone);
	}

	@GetMapping("/{slug}")
	String section(Actor actor, @PathVariable UUID id, @PathVariable String slug,
			@RequestParam(defaultValue = "") String from, Model model) {
		LetterSection section = LetterSection.bySlug(slug);
		LetterDraft draft = this.letters.editable(actor, id);
		if (section.list()) {
			head(actor, id, model);
			model.addAttribute("section", section);
			model.addAttribute("address", address(id, section));
			model.addAttribute("blocks", this.words.blocks(draft.content(), section));
			model.addAttribute("heading", this.fields.say("letter." + section.key()));
			model.addAttribute("explanation", this.fields.find("letter." + section.key() + ".hint"));
			model.addAttribute("addText", this.fields.say("letter." + section.key() + ".add"));
			model.addAttribute("gaps", this.gaps.of(id, Sufficiency.missing(draft.content()), section));
			return "letters/list";
		}
		JsonNode value = LetterJson.tree(draft.content()).path(section.key());
		return form(actor, id, section, null, draft, Shown.of(value, draft.version(section), from), model);
	}

	@PostMapping("/{slug}")
	String save(Actor actor, @PathVariable UUID id, @PathVariable String slug,
			@RequestParam MultiValueMap<String, String> typed, Model model, HttpServletResponse response) {
		LetterSection section = LetterSection.bySlug(slug);
		if (section.list()) {
			throw new NoSuchElementException("A list is saved item by item");
		}
		return save(actor, id, section, null, typed, model, response);
	}

	@GetMapping("/{slug}/{item}")
	String item(Actor actor, @PathVariable UUID id, @PathVariable String slug, @PathVariable String item,
			@RequestParam(defaultValue = "") String from, Model model) {
		LetterSection section = listed(slug);
		LetterDraft draft = this.letters.editable(actor, id);
		JsonNode value = value(draft, section, item);
		return form(actor, id, section, item, draft, Shown.of(value, draft.version(section), from), model);
	}

	@PostMapping(path = "/{slug}/{item}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	String saveItem(Actor actor, @PathVariable UUID id, @PathVariable String slug, @PathVariable String item,
			@RequestParam MultiValueMap<String, String> typed, Model model, HttpServletResponse response) {
		LetterSection section = listed(slug);
		if (section == LetterSection.ENCLOSURES && item.equals("new")) {
			throw new NoSuchElementException("A file comes by an upload");
		}
		return save(actor, id, section, item, typed, model, response);
	}

	@PostMapping(path = "/enclosures/new", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	String enclose(Actor actor, @PathVariable UUID id, @RequestParam UUID formKey, HttpServletRequest request,
			Model model, HttpServletResponse response) {
		LetterDraft draft = this.letters.editable(actor, id);
		LetterSection section = LetterSection.ENCLOSURES;
		List<Rejection> rejections = new ArrayList<>();
		UploadedForm form = Uploads.read(request, (file) -> {
			MultiValueMap<String, String> typed = file.fieldsBefore();
			rejections.addAll(reader(id, section, draft).read(typed).errors().values());
			if (rejections.isEmpty() && file.field().equals("file")) {
				String title = typed.getFirst("title");
				this.letters.enclose(actor, id, (title != null) ? title : "", file, formKey);
			}
		});
		rejections.addAll(form.rejections());
		if (rejections.isEmpty() && form.files() == 0) {
			rejections.add(Rejection.at("file", "letter.error.file"));
		}
		if (!rejections.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			model.addAttribute("errors", FormErrors.of(rejections, this.messages, Locale.UK));
			Map<String, String> values = new LinkedHashMap<>();
			values.put("title", form.first("title"));
			return form(actor, id, section, "new", draft,
					new Shown(values, Map.of(), draft.version(section), "", Ids.next()), model);
		}
		return "redirect:" + address(id, section);
	}

	@GetMapping("/{slug}/{item}/remove")
	String confirmRemoval(Actor actor, @PathVariable UUID id, @PathVariable String slug, @PathVariable UUID item,
			Model model) {
		LetterSection section = listed(slug);
		LetterDraft draft = this.letters.editable(actor, id);
		model.addAttribute("block",
				this.words.blocks(draft.content(), section)
					.stream()
					.filter((block) -> item.toString().equals(block.id()))
					.findFirst()
					.orElseThrow(() -> new NoSuchElementException("No such item")));
		head(actor, id, model);
		model.addAttribute("address", address(id, section));
		return "letters/remove";
	}

	@PostMapping("/{slug}/{item}/remove")
	String remove(Actor actor, @PathVariable UUID id, @PathVariable String slug, @PathVariable UUID item,
			RedirectAttributes redirect) {
		LetterSection section = listed(slug);
		try {
			this.letters.removeItem(actor, id, section, item);
		}
		catch (NoSuchElementException ex) {
			// Twice the same form: it is gone already, and so it shall be.
			this.letters.editable(actor, id);
		}
		redirect.addFlashAttribute("flash", Phrase.of("letter.removed"));
		return "redirect:" + address(id, section);
	}

	private String save(Actor actor, UUID id, LetterSection section, @Nullable String item,
			MultiValueMap<String, String> typed, Model model, HttpServletResponse response) {
		LetterDraft draft = this.letters.editable(actor, id);
		UUID existing = (item == null || item.equals("new")) ? null : parsed(item);
		if (existing != null) {
			value(draft, section, existing.toString());
		}
		LetterForm.Reading reading = new LetterForm(section, this.letters.companies(id), draft, today(), existing)
			.read(typed);
		long drawnFrom = number(typed.getFirst("version"));
		UUID formKey = key(typed.getFirst("formKey"));
		String from = String.valueOf(typed.getFirst("from"));
		if (!reading.good()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			model.addAttribute("errors",
					FormErrors.of(List.copyOf(reading.errors().values()), this.messages, Locale.UK));
			return form(actor, id, section, item, draft, Shown.typed(typed, drawnFrom, from, formKey), model);
		}
		SaveResult result = (item == null) ? this.letters.save(actor, id, section, reading.value(), drawnFrom)
				: this.letters.saveItem(actor, id, section, existing, reading.value(), drawnFrom, formKey);
		if (result instanceof SaveResult.Stale stale) {
			response.setStatus(HttpStatus.CONFLICT.value());
			LetterDraft saved = this.letters.editable(actor, id);
			model.addAttribute("errors", Map.of("", this.messages.getMessage("letter.error.stale",
					new Object[] { stale.person(), CLOCK.format(stale.at().atOffset(ZoneOffset.UTC)) }, Locale.UK)));
			model.addAttribute("savedNow",
					this.words.blocks(saved.content(), section)
						.stream()
						.filter((block) -> existing == null || existing.toString().equals(block.id()))
						.toList());
			return form(actor, id, section, item, saved, Shown.typed(typed, stale.version(), from, formKey), model);
		}
		if (from.equals("check")) {
			return "redirect:/requests/" + id + "/letter/check";
		}
		return "redirect:" + (section.list() ? address(id, section) : "/requests/" + id + "/letter/edit");
	}

	/** What a form shows: as saved, or as typed. */
	private record Shown(Map<String, String> values, Map<String, List<String>> chosen, long version, String from,
			UUID formKey, @Nullable JsonNode saved) {

		Shown(Map<String, String> values, Map<String, List<String>> chosen, long version, String from, UUID formKey) {
			this(values, chosen, version, from, formKey, null);
		}

		static Shown of(JsonNode value, long version, String from) {
			return new Shown(Map.of(), Map.of(), version, from, Ids.next(), value);
		}

		static Shown typed(MultiValueMap<String, String> typed, long version, String from, UUID formKey) {
			Map<String, String> values = new LinkedHashMap<>();
			typed.forEach((name, all) -> values.put(name, all.isEmpty() ? "" : all.get(0)));
			return new Shown(values, new LinkedHashMap<>(typed), version, from, formKey);
		}

	}

	private String form(Actor actor, UUID id, LetterSection section, @Nullable String item, LetterDraft draft,
			Shown shown, Model model) {
		List<ProviderCompany> companies = this.letters.companies(id);
		LetterForm form = reader(id, section, draft);
		JsonNode saved = shown.saved();
		Map<String, String> values = new LinkedHashMap<>((saved != null) ? form.values(saved) : shown.values());
		if (section == LetterSection.ACCOUNTS && values.getOrDefault("company", "").isEmpty()) {
			values.put("company", this.requests.facts(id).company().toString());
		}
		head(actor, id, model);
		model.addAttribute("section", section);
		model.addAttribute("heading", heading(section, item, draft));
		model.addAttribute("explanation", this.fields.find("letter." + section.key() + ".hint"));
		model.addAttribute("fields",
				this.fields.of(section, form, draft.content(), companies).stream().filter((field) ->
				// The file of an enclosure is fixed once it is there.
				item == null || item.equals("new") || !field.look().equals("file")).toList());
		model.addAttribute("values", values);
		model.addAttribute("chosen", (saved != null) ? form.chosen(saved) : shown.chosen());
		model.addAttribute("version", shown.version());
		model.addAttribute("formKey", shown.formKey());
		model.addAttribute("from", shown.from());
		model.addAttribute("upload", section == LetterSection.ENCLOSURES && "new".equals(item));
		model.addAttribute("action", address(id, section) + ((item != null) ? "/" + item : ""));
		model.addAttribute("back", shown.from().equals("check") ? "/requests/" + id + "/letter/check"
				: (item != null) ? address(id, section) : "/requests/" + id + "/letter/edit");
		return "letters/section";
	}

	private String heading(LetterSection section, @Nullable String item, LetterDraft draft) {
		if (item == null) {
			return this.fields.say("letter." + section.key());
		}
		if (item.equals("new")) {
			return this.fields.say("letter." + section.key() + ".add");
		}
		return this.words.blocks(draft.content(), section)
			.stream()
			.filter((block) -> item.equals(block.id()))
			.map(LetterWords.Block::heading)
			.findFirst()
			.orElseGet(() -> this.fields.say("letter." + section.key()));
	}

	private void head(Actor actor, UUID id, Model model) {
		this.head.put(model, actor, id, null);
		model.addAttribute("id", id);
	}

	private LetterForm reader(UUID id, LetterSection section, LetterDraft draft) {
		return new LetterForm(section, this.letters.companies(id), draft, today(), null);
	}

	private static JsonNode value(LetterDraft draft, LetterSection section, String item) {
		if (item.equals("new")) {
			return LetterJson.tree(draft.content()).path("nothing");
		}
		for (JsonNode one : LetterJson.tree(draft.content()).path(section.key())) {
			if (one.path("id").asString("").equals(item)) {
				return one;
			}
		}
		throw new NoSuchElementException("No such item");
	}

	private static LetterSection listed(String slug) {
		LetterSection section = LetterSection.bySlug(slug);
		if (!section.list()) {
			throw new NoSuchElementException("Not a list");
		}
		return section;
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	static String address(UUID id, LetterSection section) {
		return "/requests/" + id + "/letter/edit/" + section.slug();
	}

	private static UUID parsed(String text) {
		try {
			return UUID.fromString(text);
		}
		catch (IllegalArgumentException ex) {
			throw new NoSuchElementException("No such item");
		}
	}

	/**
	 * A form without a key is one of its own; a number that is none is no version that
	 * ever was.
	 */
	private static UUID key(@Nullable String text) {
		try {
			return (text != null) ? UUID.fromString(text) : Ids.next();
		}
		catch (IllegalArgumentException ex) {
			return Ids.next();
		}
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
