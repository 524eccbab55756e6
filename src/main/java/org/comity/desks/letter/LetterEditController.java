package org.comity.desks.letter;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.HeldWords;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Task;
import org.comity.desks.fragments.Tone;
import org.comity.directory.ProviderCompany;
import org.comity.documents.Documents;
import org.comity.documents.UploadPlace;
import org.comity.documents.UploadedForm;
import org.comity.documents.Uploads;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.letters.LetterDraft;
import org.comity.letters.LetterField;
import org.comity.letters.LetterForm;
import org.comity.letters.LetterPage;
import org.comity.letters.LetterSection;
import org.comity.letters.LetterWords;
import org.comity.letters.Letters;
import org.comity.letters.SaveResult;
import org.comity.letters.Sufficiency;
import org.comity.letters.UkTime;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a draft: the list of its sections, and a page for each question, saved as one
 * goes. What is wrong is said beside its field, and nothing typed is lost.
 */
@Controller
@RequestMapping("/requests/{id}/letter/edit")
class LetterEditController {

	private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("d MMMM 'at' HH:mm", Locale.UK);

	/** The pages with a link to change an answer, that one comes back to. */
	private static final Set<String> FROM = Set.of("check", "section", "item");

	private final Letters letters;

	private final Documents documents;

	private final LetterWords words;

	private final LetterFields fields;

	private final LetterGaps gaps;

	private final LetterPath path;

	private final LetterAnswers answers;

	private final LetterOutlook outlook;

	private final LetterSince since;

	private final Requests requests;

	private final MessageSource messages;

	private final CaseHead head;

	private final Clock clock;

	LetterEditController(Letters letters, Documents documents, LetterWords words, LetterFields fields, LetterGaps gaps,
			LetterPath path, LetterAnswers answers, LetterOutlook outlook, LetterSince since, Requests requests,
			MessageSource messages, Clock clock, CaseHead head) {
		this.letters = letters;
		this.documents = documents;
		this.words = words;
		this.fields = fields;
		this.gaps = gaps;
		this.path = path;
		this.answers = answers;
		this.outlook = outlook;
		this.since = since;
		this.requests = requests;
		this.messages = messages;
		this.clock = clock;
		this.head = head;
	}

	/** A part of the task list. */
	record Part(String titleKey, List<Task> tasks) {
	}

	@GetMapping
	String tasks(Actor actor, @PathVariable UUID id, Model model) {
		LetterDraft draft = this.letters.editable(actor, id);
		List<Rejection> missing = Sufficiency.missing(draft.content());
		List<Part> parts = new ArrayList<>();
		Set<LetterSection> changed = this.since.changed(actor, id, draft);
		Phrase before = this.since.name(actor, id);
		String first = null;
		for (LetterSection.Group group : LetterSection.Group.values()) {
			List<Task> tasks = new ArrayList<>();
			for (LetterSection section : LetterSection.values()) {
				if (section.group() == group) {
					tasks.add(task(id, section, draft, missing,
							changed.contains(section) && before != null ? before : null));
					if (first == null && LetterPath.lacking(missing, section)) {
						first = this.path.entry(id, draft, section);
					}
				}
			}
			parts.add(new Part("letter.group." + group.name(), tasks));
		}
		head(actor, id, model);
		model.addAttribute("parts", parts);
		model.addAttribute("next", first);
		model.addAttribute("gaps", this.gaps.of(id, missing, null));
		model.addAttribute("savedAt", draft.savedAt());
		return "letters/tasks";
	}

	private Task task(UUID id, LetterSection section, LetterDraft draft, List<Rejection> missing,
			@Nullable Phrase changedSince) {
		List<LetterWords.Block> blocks = this.words.blocks(draft.content(), section);
		boolean blank = blocks.stream().allMatch(LetterWords.Block::blank);
		Phrase status;
		Tone tone;
		if (LetterPath.lacking(missing, section)) {
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
		return new Task(this.path.entry(id, draft, section), new Phrase("letter." + section.key(), List.of()),
				(changedSince != null) ? Phrase.of("letter.since.task",
						this.messages.getMessage(changedSince.key(), changedSince.args(), Locale.UK)) : null,
				status, tone);
	}

	/**
	 * A section: a list, the answers to its questions, or where it has but one question
	 * (or no answer yet) that question.
	 */
	@GetMapping("/{slug}")
	String section(Actor actor, @PathVariable UUID id, @PathVariable String slug,
			@RequestParam(defaultValue = "") String from, Model model) {
		LetterSection section = LetterSection.bySlug(slug);
		LetterDraft draft = this.letters.editable(actor, id);
		if (!section.list() && (section.pages().size() == 1 || this.path.blank(draft, section))) {
			return ask(actor, id, section, null, section.pages().get(0), draft, from, model);
		}
		answered(actor, id, section, null, draft, "section", model);
		model.addAttribute("heading", this.fields.say("letter." + section.key()));
		model.addAttribute("explanation", this.fields.find("letter." + section.key() + ".hint"));
		model.addAttribute("onwards", this.path.afterSection(id, draft, section));
		model.addAttribute("back", LetterPath.tasks(id));
		if (section.list()) {
			model.addAttribute("addText", this.fields.say("letter." + section.key() + ".add"));
			return "letters/list";
		}
		return "letters/answers";
	}

	/** A question of a section; of a list, the answers of one item, or a new one. */
	@GetMapping("/{slug}/{step}")
	String step(Actor actor, @PathVariable UUID id, @PathVariable String slug, @PathVariable String step,
			@RequestParam(defaultValue = "") String from, Model model) {
		LetterSection section = LetterSection.bySlug(slug);
		LetterDraft draft = this.letters.editable(actor, id);
		if (!section.list()) {
			return ask(actor, id, section, null, section.page(step), draft, from, model);
		}
		if (step.equals(LetterPath.NEW)) {
			return ask(actor, id, section, step, section.pages().get(0), draft, from, model);
		}
		LetterPath.value(draft, section, step);
		answered(actor, id, section, step, draft, "item", model);
		model.addAttribute("heading", heading(section, step, draft));
		model.addAttribute("explanation", null);
		model.addAttribute("onwards", LetterPath.section(id, section));
		model.addAttribute("back", LetterPath.section(id, section));
		return "letters/answers";
	}

	private void answered(Actor actor, UUID id, LetterSection section, @Nullable String item, LetterDraft draft,
			String from, Model model) {
		head(actor, id, model);
		model.addAttribute("address", LetterPath.section(id, section));
		model.addAttribute("said", this.answers.of(id, draft, section, item, from, true));
		model.addAttribute("heldBack", (section == LetterSection.ENCLOSURES) ? heldBack(draft) : Map.of());
		List<Rejection> missing = Sufficiency.missing(draft.content());
		model.addAttribute("gaps",
				this.gaps.of(id,
						(item == null) ? missing
								: missing.stream().filter((gap) -> gap.field().endsWith("/" + item)).toList(),
						section));
		model.addAttribute("since", this.since.of(actor, id, draft, section, item));
		model.addAttribute("expected", timed(section) ? this.outlook.of(draft.content()) : List.of());
	}

	/** Why an enclosure is held back, by its item; one that is free is not named. */
	private Map<String, Phrase> heldBack(LetterDraft draft) {
		Map<String, Phrase> held = new LinkedHashMap<>();
		draft.content()
			.enclosures()
			.forEach((one) -> Optional.ofNullable(one.document())
				.flatMap(this.documents::find)
				.map((document) -> HeldWords.of(document.held()))
				.ifPresent((words) -> held.put(one.id().toString(), words)));
		return held;
	}

	@PostMapping(path = "/{slug}/{step}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	String save(Actor actor, @PathVariable UUID id, @PathVariable String slug, @PathVariable String step,
			@RequestParam MultiValueMap<String, String> typed, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		LetterSection section = LetterSection.bySlug(slug);
		if (!section.list()) {
			return save(actor, id, section, null, section.page(step), typed, model, response, redirect);
		}
		if (!step.equals(LetterPath.NEW)) {
			throw new NoSuchElementException("An item is saved question by question");
		}
		if (section == LetterSection.ENCLOSURES) {
			throw new NoSuchElementException("A file comes by an upload");
		}
		return save(actor, id, section, step, section.pages().get(0), typed, model, response, redirect);
	}

	@GetMapping("/{slug}/{item}/{page}")
	String question(Actor actor, @PathVariable UUID id, @PathVariable String slug, @PathVariable UUID item,
			@PathVariable String page, @RequestParam(defaultValue = "") String from, Model model) {
		LetterSection section = listed(slug);
		LetterDraft draft = this.letters.editable(actor, id);
		return ask(actor, id, section, item.toString(), section.page(page), draft, from, model);
	}

	@PostMapping("/{slug}/{item}/{page}")
	String saveQuestion(Actor actor, @PathVariable UUID id, @PathVariable String slug, @PathVariable UUID item,
			@PathVariable String page, @RequestParam MultiValueMap<String, String> typed, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		LetterSection section = listed(slug);
		return save(actor, id, section, item.toString(), section.page(page), typed, model, response, redirect);
	}

	@PostMapping(path = "/enclosures/new", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	String enclose(Actor actor, @PathVariable UUID id, @RequestParam UUID formKey, HttpServletRequest request,
			Model model, HttpServletResponse response) {
		LetterDraft draft = this.letters.editable(actor, id);
		LetterSection section = LetterSection.ENCLOSURES;
		LetterPage page = section.pages().get(0);
		LetterForm reader = new LetterForm(section, this.letters.companies(id), draft, today(), null).of(page);
		List<Rejection> rejections = new ArrayList<>();
		List<UUID> enclosed = new ArrayList<>();
		UploadedForm form = Uploads.read(request, UploadPlace.ENCLOSURE, (file) -> {
			MultiValueMap<String, String> typed = file.fieldsBefore();
			rejections.addAll(reader.read(typed).errors().values());
			if (rejections.isEmpty() && file.field().equals("file")) {
				String title = typed.getFirst("title");
				this.letters.enclose(actor, id, (title != null) ? title : "", file, formKey).ifPresent(enclosed::add);
			}
		});
		rejections.addAll(form.rejections());
		if (rejections.isEmpty() && form.files() == 0 && enclosed.isEmpty()) {
			rejections.add(Rejection.at("file", "letter.error.file"));
		}
		if (!rejections.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			model.addAttribute("errors", FormErrors.of(rejections, this.messages, Locale.UK));
			Map<String, String> values = new LinkedHashMap<>();
			values.put("title", form.first("title"));
			return draw(actor, id, section, LetterPath.NEW, page, draft,
					new Shown(values, Map.of(), draft.version(section), "", Ids.next()), model);
		}
		if (enclosed.size() != 1) {
			return "redirect:" + LetterPath.section(id, section);
		}
		return "redirect:" + LetterPath.question(id, section, enclosed.get(0).toString(), section.pages().get(1));
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
		model.addAttribute("address", LetterPath.section(id, section));
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
		return "redirect:" + LetterPath.section(id, section);
	}

	private String save(Actor actor, UUID id, LetterSection section, @Nullable String item, LetterPage page,
			MultiValueMap<String, String> typed, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		LetterDraft draft = this.letters.editable(actor, id);
		JsonNode before = LetterPath.value(draft, section, item);
		UUID existing = (item == null || item.equals(LetterPath.NEW)) ? null : UUID.fromString(item);
		LetterForm.Reading reading = new LetterForm(section, this.letters.companies(id), draft, today(), existing)
			.of(page)
			.read(typed);
		long drawnFrom = number(typed.getFirst("version"));
		UUID formKey = key(typed.getFirst("formKey"));
		String from = from(typed.getFirst("from"));
		boolean back = "back".equals(typed.getFirst("then"));
		if (back && existing == null && item != null && reading.good() && nothing(reading.value())) {
			return "redirect:" + back(id, draft, section, item, page, from);
		}
		if (!reading.good()) {
			model.addAttribute("leave", back ? back(id, draft, section, item, page, from) : null);
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			model.addAttribute("errors",
					FormErrors.of(List.copyOf(reading.errors().values()), this.messages, Locale.UK));
			Shown shown = Shown.typed(typed, drawnFrom, from, formKey);
			reading.twice().forEach((field) -> shown.values().putIfAbsent(field + LetterForm.WHICH, ""));
			return draw(actor, id, section, item, page, draft, shown, model);
		}
		SaveResult result;
		if (item == null) {
			ObjectNode whole = (ObjectNode) before.deepCopy();
			whole.setAll(reading.value());
			result = this.letters.save(actor, id, section, whole, drawnFrom);
		}
		else {
			result = this.letters.saveItem(actor, id, section, existing, reading.value(), drawnFrom, formKey);
		}
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
			return draw(actor, id, section, item, page, saved, Shown.typed(typed, stale.version(), from, formKey),
					model);
		}
		String identifier = reading.value().path("identifier").asString("");
		if (!identifier.isEmpty() && !identifier.equals(String.valueOf(typed.getFirst("identifier")))) {
			redirect.addFlashAttribute("flash", Phrase.of("letter.accounts.identifier.kept", identifier));
		}
		UUID saved = (result instanceof SaveResult.Saved done) ? done.item() : null;
		if (item != null && saved == null) {
			// The same form twice: its item is in the list.
			return "redirect:" + LetterPath.section(id, section);
		}
		return "redirect:" + onwards(actor, id, section, (saved != null) ? saved.toString() : null, page, from,
				String.valueOf(typed.getFirst("then")));
	}

	/** The way back from a question: to what led to it. */
	private String back(UUID id, LetterDraft draft, LetterSection section, @Nullable String item, LetterPage page,
			String from) {
		return from.isEmpty() ? this.path.before(id, draft, section, item, page) : cameFrom(id, section, item, from);
	}

	/**
	 * Whether a new item's form was left as it was drawn, with the company that the
	 * request asks.
	 */
	private static boolean nothing(ObjectNode value) {
		return value.properties()
			.stream()
			.filter((field) -> !field.getKey().equals("company") && !field.getKey().equals("companyName"))
			.map(Map.Entry::getValue)
			.allMatch((said) -> said.isNull() || said.isContainer() && said.isEmpty()
					|| said.isBoolean() && !said.asBoolean() || said.isString() && said.asString().isEmpty());
	}

	private String onwards(Actor actor, UUID id, LetterSection section, @Nullable String item, LetterPage page,
			String from, String then) {
		if (then.equals("leave")) {
			return LetterPath.tasks(id);
		}
		if (then.equals("add") && section.list()) {
			return LetterPath.section(id, section) + "/" + LetterPath.NEW;
		}
		LetterDraft draft = this.letters.editable(actor, id);
		if (then.equals("back")) {
			return back(id, draft, section, item, page, from);
		}
		String next = this.path.after(id, draft, section, item, page);
		if (from.isEmpty()) {
			return next;
		}
		boolean opened = section.pages(LetterPath.value(draft, section, item))
			.stream()
			.anyMatch((other) -> page.fields().stream().anyMatch((field) -> field.name().equals(other.onlyIf())));
		return opened ? next + "?from=" + from : cameFrom(id, section, item, from);
	}

	private static String cameFrom(UUID id, LetterSection section, @Nullable String item, String from) {
		return switch (from) {
			case "check" -> LetterPath.check(id, section);
			case "item" -> LetterPath.section(id, section) + ((item != null) ? "/" + item : "");
			default -> LetterPath.section(id, section);
		};
	}

	private static String from(@Nullable String typed) {
		return (typed != null && FROM.contains(typed)) ? typed : "";
	}

	/** What a form shows: as saved, or as typed. */
	private record Shown(Map<String, String> values, Map<String, List<String>> chosen, long version, String from,
			UUID formKey) {

		static Shown typed(MultiValueMap<String, String> typed, long version, String from, UUID formKey) {
			Map<String, String> values = new LinkedHashMap<>();
			typed.forEach((name, all) -> values.put(name, all.isEmpty() ? "" : all.get(0)));
			return new Shown(values, new LinkedHashMap<>(typed), version, from, formKey);
		}

	}

	private String ask(Actor actor, UUID id, LetterSection section, @Nullable String item, LetterPage page,
			LetterDraft draft, String from, Model model) {
		JsonNode value = LetterPath.value(draft, section, item);
		LetterForm form = new LetterForm(section, this.letters.companies(id), draft, today(), null).of(page);
		return draw(actor, id, section, item, page, draft, new Shown(new LinkedHashMap<>(form.values(value)),
				form.chosen(value), draft.version(section), from(from), Ids.next()), model);
	}

	private String draw(Actor actor, UUID id, LetterSection section, @Nullable String item, LetterPage page,
			LetterDraft draft, Shown shown, Model model) {
		List<ProviderCompany> companies = this.letters.companies(id);
		LetterForm form = new LetterForm(section, companies, draft, today(), null);
		Map<String, String> values = new LinkedHashMap<>(shown.values());
		if (section == LetterSection.ACCOUNTS && values.getOrDefault("company", "").isEmpty()) {
			values.put("company", this.requests.facts(id).company().toString());
		}
		String key = "letter." + section.key() + "." + page.name();
		List<LetterPage> pages = section.pages(LetterPath.value(draft, section, item));
		boolean fresh = LetterPath.NEW.equals(item);
		head(actor, id, model);
		model.addAttribute("heading", this.fields.say(key + ".ask"));
		model.addAttribute("part", (item == null) ? this.fields.say("letter." + section.key())
				: fresh ? this.fields.say("letter." + section.key() + ".add") : heading(section, item, draft));
		model.addAttribute("number", section.pages().indexOf(page) + 1);
		model.addAttribute("total", Math.max(pages.size(), section.pages().indexOf(page) + 1));
		model.addAttribute("lead", this.fields.find(key + ".lead"));
		model.addAttribute("why", this.fields.say(key + ".why"));
		model.addAttribute("example", this.fields.say(key + ".example"));
		// The file of an enclosure is fixed once it is there.
		model.addAttribute("fields",
				this.fields.of(section, page, form, draft.content(), companies)
					.stream()
					.filter((field) -> fresh || !field.look().equals("file"))
					.toList());
		List<Rejection> missing = Sufficiency.missing(draft.content());
		List<LetterGaps.Gap> all = this.gaps.of(id, missing, null);
		model.addAttribute("gapsHere", all.stream().filter((gap) -> gap.within(section)).toList());
		model.addAttribute("missingInAll", all.stream().filter(LetterGaps.Gap::blocking).count());
		model.addAttribute("adviceInAll", all.stream().filter((gap) -> !gap.blocking()).count());
		model.addAttribute("since", fresh ? null : this.since.of(actor, id, draft, section, item));
		model.addAttribute("elsewhere",
				page.fields().stream().anyMatch((field) -> field.kind() == LetterField.Kind.COMPANY)
						? this.fields.outOfReach(this.letters.companiesOutOfReach(id)) : List.of());
		model.addAttribute("expected", timed(section) ? this.outlook.of(draft.content()) : List.of());
		model.addAttribute("values", values);
		model.addAttribute("ticks", shown.chosen());
		model.addAttribute("whichOptions",
				Arrays.stream(UkTime.Which.values())
					.map((which) -> Choice.of(which.name(), new Phrase("letter.clocks." + which, List.of())))
					.toList());
		model.addAttribute("version", shown.version());
		model.addAttribute("formKey", shown.formKey());
		model.addAttribute("from", shown.from());
		model.addAttribute("upload", section == LetterSection.ENCLOSURES && fresh);
		model.addAttribute("another", section.list() && section.pages().indexOf(page) == section.pages().size() - 1);
		model.addAttribute("action", LetterPath.question(id, section, item, page));
		model.addAttribute("skip", skip(id, draft, section, item, shown.from()));
		model.addAttribute("back", back(id, draft, section, item, page, shown.from()));
		return "letters/section";
	}

	/** The way past a section that need not be answered, or null. */
	private @Nullable String skip(UUID id, LetterDraft draft, LetterSection section, @Nullable String item,
			String from) {
		boolean optional = from.isEmpty() && (item == null || item.equals(LetterPath.NEW))
				&& this.path.blank(draft, section)
				&& !LetterPath.lacking(Sufficiency.missing(draft.content()), section);
		return optional ? this.path.afterSection(id, draft, section) : null;
	}

	private static boolean timed(LetterSection section) {
		return section == LetterSection.URGENCY || section == LetterSection.TIME_LIMIT;
	}

	private String heading(LetterSection section, String item, LetterDraft draft) {
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

	private static LetterSection listed(String slug) {
		LetterSection section = LetterSection.bySlug(slug);
		if (!section.list()) {
			throw new NoSuchElementException("Not a list");
		}
		return section;
	}

	private LocalDate today() {
		return UkTime.day(this.clock.instant());
	}

	/**
	 * A form without a key is one of its own; a number that is none is no version that
	 * ever was.
	 */
	private static UUID key(@Nullable String text) {
		return Ids.read(text).orElseGet(Ids::next);
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
