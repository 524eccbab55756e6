package org.comity.desks.preservation;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Tone;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.letters.LetterContent;
import org.comity.letters.Letters;
import org.comity.preservation.Basis;
import org.comity.preservation.Preservation;
import org.comity.preservation.PreservationDraft;
import org.comity.preservation.PreservationDrafts;
import org.comity.preservation.Preservations;
import org.comity.preservation.Warning;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Requests;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The preservation page of a request.
 */
@Controller
@RequestMapping("/requests/{id}/preservation")
class PreservationController {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

	private final Preservations preservations;

	private final Requests requests;

	private final PreservationDrafts drafts;

	private final Letters letters;

	private final CaseHead head;

	private final MessageSource messages;

	PreservationController(Preservations preservations, Requests requests, PreservationDrafts drafts, Letters letters,
			CaseHead head, MessageSource messages) {
		this.preservations = preservations;
		this.requests = requests;
		this.drafts = drafts;
		this.letters = letters;
		this.head = head;
		this.messages = messages;
	}

	@GetMapping
	String list(Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String company,
			@RequestParam(defaultValue = "") String basis, Model model) {
		this.preservations.of(actor, id);
		return list(actor, id, PreservationForm.asked(company(id, company), basis), Ids.next(), model);
	}

	/**
	 * The company that an address names, if it may have been asked; else the one that the
	 * request names.
	 */
	private String company(UUID id, String named) {
		List<String> companies = this.preservations.companies(id).stream().map((one) -> one.id().toString()).toList();
		return companies.contains(named) ? named : companies.get(0);
	}

	@PostMapping
	String record(Actor actor, @PathVariable UUID id, @RequestParam UUID formKey,
			@ModelAttribute("form") PreservationForm form, Model model, Locale locale, RedirectAttributes redirect) {
		List<Rejection> refused = form.unreadable();
		if (refused.isEmpty()) {
			MoveResult result = this.preservations.record(actor, id, formKey, form.details());
			if (result.done()) {
				return done(id, "preservation.recorded", redirect);
			}
			refused = reasons(result);
		}
		model.addAttribute("errors", FormErrors.of(refused, this.messages, locale));
		return list(actor, id, form.shortened(), formKey, model);
	}

	@GetMapping("/{period}/renewal")
	String renewal(Actor actor, @PathVariable UUID id, @PathVariable UUID period, Model model) {
		return form("renew", actor, id, period, PreservationForm.empty(), Ids.next(), model);
	}

	@PostMapping("/{period}/renewal")
	String renew(Actor actor, @PathVariable UUID id, @PathVariable UUID period, @RequestParam UUID formKey,
			@ModelAttribute("form") PreservationForm form, Model model, Locale locale, RedirectAttributes redirect) {
		List<Rejection> refused = form.unreadable();
		if (refused.isEmpty()) {
			MoveResult result = this.preservations.renew(actor, id, period, formKey, form.details());
			if (result.done()) {
				return done(id, "preservation.renewed", redirect);
			}
			refused = reasons(result);
		}
		model.addAttribute("errors", FormErrors.of(refused, this.messages, locale));
		return form("renew", actor, id, period, form.shortened(), formKey, model);
	}

	@GetMapping("/{period}/confirmation")
	String confirmation(Actor actor, @PathVariable UUID id, @PathVariable UUID period, Model model) {
		return form("confirm", actor, id, period, PreservationForm.empty(), Ids.next(), model);
	}

	@PostMapping("/{period}/confirmation")
	String confirm(Actor actor, @PathVariable UUID id, @PathVariable UUID period, @RequestParam UUID formKey,
			@ModelAttribute("form") PreservationForm form, Model model, Locale locale, RedirectAttributes redirect) {
		List<Rejection> refused = form.unreadable();
		if (refused.isEmpty()) {
			MoveResult result = this.preservations.confirm(actor, id, period, formKey, form.details());
			if (result.done()) {
				return done(id, "preservation.confirmation-recorded", redirect);
			}
			refused = reasons(result);
		}
		model.addAttribute("errors", FormErrors.of(refused, this.messages, locale));
		return form("confirm", actor, id, period, form.shortened(), formKey, model);
	}

	@GetMapping("/{period}/let-go")
	String lettingGo(Actor actor, @PathVariable UUID id, @PathVariable UUID period, Model model) {
		return form("let-go", actor, id, period, PreservationForm.empty(), Ids.next(), model);
	}

	@PostMapping("/{period}/let-go")
	String letGo(Actor actor, @PathVariable UUID id, @PathVariable UUID period, @RequestParam UUID formKey,
			@RequestParam(defaultValue = "") String reason, Model model, Locale locale, RedirectAttributes redirect) {
		MoveResult result = this.preservations.letGo(actor, id, period, formKey, reason);
		if (result.done()) {
			return done(id, "preservation.let-go", redirect);
		}
		model.addAttribute("errors", FormErrors.of(reasons(result), this.messages, locale));
		model.addAttribute("values", Map.of("reason", reason.substring(0, Math.min(reason.length(), 2000))));
		return form("let-go", actor, id, period, PreservationForm.empty(), formKey, model);
	}

	/** The request to the provider, drafted from the letter and ready to be sent. */
	@GetMapping("/request")
	String draft(Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String company,
			@RequestParam(defaultValue = "") String basis, @RequestParam(required = false) @Nullable UUID renews,
			Model model) {
		PreservationDraft.Wish wish = wish(actor, id, company, basis, renews);
		String asked = String.valueOf(wish.company());
		String on = String.valueOf(wish.basis());
		this.head.put(model, actor, id, null);
		fill(id, PreservationForm.asked(asked, on), Ids.next(), this.preservations.recordable(actor, id), model);
		model.addAttribute("renews", renews);
		model.addAttribute("period", (renews != null) ? line(this.preservations.find(actor, id, renews), false) : null);
		model.addAttribute("accountsMissing", wish.accounts().isEmpty());
		model.addAttribute("mayEdit", this.requests.mayEdit(actor, id));
		model.addAttribute("draft", this.drafts.draft(actor, id, wish));
		model.addAttribute("asked", asked);
		model.addAttribute("chosen", on);
		return "preservation/request";
	}

	@GetMapping("/request.pdf")
	ResponseEntity<byte[]> pdf(Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String company,
			@RequestParam(defaultValue = "") String basis, @RequestParam(required = false) @Nullable UUID renews) {
		PreservationDraft.Wish wish = wish(actor, id, company, basis, renews);
		if (wish.accounts().isEmpty()) {
			throw new NoSuchElementException("No account to keep");
		}
		PreservationDraft draft = this.drafts.draft(actor, id, wish);
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_PDF)
			.cacheControl(CacheControl.noStore())
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment()
						.filename(draft.title() + ".pdf", StandardCharsets.UTF_8)
						.build()
						.toString())
			.body(this.drafts.pdf(draft));
	}

	/**
	 * What is to be drafted: what the address names where it can be, else what the
	 * request or the period before suggests. Which accounts, what this person may read of
	 * the letter says.
	 */
	private PreservationDraft.Wish wish(Actor actor, UUID id, String company, String basis, @Nullable UUID renews) {
		List<Basis> bases = this.preservations.recordable(actor, id);
		if (bases.isEmpty()) {
			throw new NoSuchRequest();
		}
		Preservation before = (renews != null) ? this.preservations.find(actor, id, renews) : null;
		UUID of = (before != null) ? before.company() : UUID.fromString(company(id, company));
		Basis named = PreservationForm.named(basis);
		Basis on = (named != null && bases.contains(named)) ? named
				: (before != null && bases.contains(before.basis())) ? before.basis() : bases.get(0);
		LetterContent letter = this.letters.newest(actor, id).orElse(null);
		List<PreservationDraft.Kept> accounts = new ArrayList<>();
		List<String> offences = new ArrayList<>();
		if (letter != null) {
			letter.accounts()
				.stream()
				.filter((account) -> account.company() == null || account.company().equals(of))
				.filter((account) -> !account.identifier().isEmpty())
				.forEach((account) -> accounts
					.add(new PreservationDraft.Kept(account.identifier(), account.from(), account.to())));
			letter.offences()
				.forEach((offence) -> offences.add(Stream.of(offence.title(), offence.act(), offence.section())
					.filter((part) -> !part.isEmpty())
					.collect(Collectors.joining(", "))));
		}
		return new PreservationDraft.Wish(of, on, renews, accounts, offences,
				(letter != null) ? letter.summary().text() : "");
	}

	private static String done(UUID id, String message, RedirectAttributes redirect) {
		redirect.addFlashAttribute("flash", Phrase.of(message));
		return "redirect:/requests/" + id + "/preservation";
	}

	private static List<Rejection> reasons(MoveResult result) {
		if (result instanceof MoveResult.Rejected rejected) {
			return rejected.reasons();
		}
		throw new IllegalStateException("A record cannot be " + result);
	}

	private String list(Actor actor, UUID id, PreservationForm form, UUID formKey, Model model) {
		List<Preservation> periods = this.preservations.of(actor, id);
		List<Basis> bases = this.preservations.recordable(actor, id);
		boolean mayRecord = !bases.isEmpty();
		this.head.put(model, actor, id, CaseHead.Section.PRESERVATION);
		fill(id, form, formKey, bases, model);
		model.addAttribute("periods", periods.stream().map((period) -> line(period, mayRecord)).toList());
		model.addAttribute("mayRecord", mayRecord);
		model.addAttribute("banner", banner(actor, id));
		return "preservation/list";
	}

	private String form(String what, Actor actor, UUID id, UUID period, PreservationForm form, UUID formKey,
			Model model) {
		List<Basis> bases = this.preservations.recordable(actor, id);
		if (bases.isEmpty()) {
			throw new NoSuchRequest();
		}
		this.head.put(model, actor, id, null);
		fill(id, form, formKey, bases, model);
		model.addAttribute("period", line(this.preservations.find(actor, id, period), false));
		return "preservation/" + what;
	}

	private void fill(UUID id, PreservationForm form, UUID formKey, List<Basis> bases, Model model) {
		model.addAttribute("requestId", id);
		model.addAttribute("form", form);
		model.addAttribute("formKey", formKey);
		model.addAttribute("bases",
				bases.stream()
					.map((basis) -> Choice.of(basis.name(), Phrase.of("preservation.basis." + basis + ".label"))
						.withHint(Phrase.of("preservation.basis." + basis + ".hint")))
					.toList());
		model.addAttribute("companies",
				this.preservations.companies(id)
					.stream()
					.map((company) -> Choice.named(company.id().toString(), company.name()))
					.toList());
	}

	private @Nullable Phrase banner(Actor actor, UUID id) {
		Preservations.Standing standing = this.preservations.standing(actor, id).orElse(null);
		if (standing == null || standing.until() == null) {
			return null;
		}
		String until = DAY.format(standing.until());
		return switch (standing.warning()) {
			case NONE -> null;
			case LAPSED -> Phrase.of("preservation.banner.lapsed", until);
			case DAY_60, DAY_75, DAY_85 ->
				Phrase.of("preservation.banner." + standing.warning(), until, standing.daysLeft());
		};
	}

	private static Line line(Preservation period, boolean mayRecord) {
		Warning warning = period.warning();
		List<Phrase> notes = new ArrayList<>();
		LocalDate confirmed = period.confirmedOn();
		notes.add((confirmed != null) ? Phrase.of("preservation.confirmed", DAY.format(confirmed))
				: Phrase.of("preservation.unconfirmed"));
		LocalDate letGo = period.letGoOn();
		if (letGo != null) {
			notes.add(Phrase.of("preservation.let-go.on", DAY.format(letGo), String.valueOf(period.letGoReason())));
		}
		if (period.gap() > 0) {
			notes.add(Phrase.of("preservation.gap", period.gap()));
		}
		Phrase state = period.renewed() ? Phrase.of("preservation.state.renewed")
				: period.letGo() ? Phrase.of("preservation.state.let-go")
						: Phrase.of("preservation.state." + warning, period.daysLeft());
		Tone tone = !period.runs() ? Tone.QUIET : switch (warning) {
			case NONE -> Tone.GOOD;
			case DAY_60, DAY_75 -> Tone.SOON;
			case DAY_85, LAPSED -> Tone.LATE;
		};
		return new Line(period, Phrase.of("preservation.basis." + period.basis()), state, tone, notes,
				DAY.format(period.madeOn()), mayRecord && period.runs(),
				mayRecord && confirmed == null && !period.letGo());
	}

	/** A period as the page shows it. */
	record Line(Preservation period, Phrase basis, Phrase state, Tone tone, List<Phrase> notes, String began,
			boolean renewable, boolean confirmable) {
	}

}
