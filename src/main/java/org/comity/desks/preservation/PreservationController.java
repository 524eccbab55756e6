package org.comity.desks.preservation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Tone;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.preservation.Basis;
import org.comity.preservation.Preservation;
import org.comity.preservation.Preservations;
import org.comity.preservation.Warning;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Requests;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
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

	private final MessageSource messages;

	private final Clock clock;

	PreservationController(Preservations preservations, Requests requests, MessageSource messages, Clock clock) {
		this.preservations = preservations;
		this.requests = requests;
		this.messages = messages;
		this.clock = clock;
	}

	@GetMapping
	String list(Actor actor, @PathVariable UUID id, Model model) {
		this.preservations.of(actor, id);
		String named = this.preservations.companies(id).get(0).id().toString();
		return list(actor, id, PreservationForm.asked(named), Ids.next(), model);
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
		fill(actor, id, form, formKey, bases, model);
		model.addAttribute("periods", periods.stream().map((period) -> line(period, mayRecord)).toList());
		model.addAttribute("mayRecord", mayRecord);
		model.addAttribute("banner", banner(id));
		return "preservation/list";
	}

	private String form(String what, Actor actor, UUID id, UUID period, PreservationForm form, UUID formKey,
			Model model) {
		List<Basis> bases = this.preservations.recordable(actor, id);
		if (bases.isEmpty()) {
			throw new NoSuchRequest();
		}
		fill(actor, id, form, formKey, bases, model);
		model.addAttribute("period", line(this.preservations.find(actor, id, period), false));
		return "preservation/" + what;
	}

	private void fill(Actor actor, UUID id, PreservationForm form, UUID formKey, List<Basis> bases, Model model) {
		model.addAttribute("requestId", id);
		model.addAttribute("requestReference", this.requests.view(actor, id).reference());
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

	private @Nullable Phrase banner(UUID id) {
		LocalDate until = this.preservations.keptUntil(id).orElse(null);
		if (until == null) {
			return null;
		}
		long left = ChronoUnit.DAYS.between(LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC), until);
		Warning warning = Warning.at(left);
		return switch (warning) {
			case NONE -> null;
			case LAPSED -> Phrase.of("preservation.banner.lapsed", DAY.format(until));
			case DAY_60, DAY_75, DAY_85 -> Phrase.of("preservation.banner." + warning, DAY.format(until), left);
		};
	}

	private static Line line(Preservation period, boolean mayRecord) {
		Warning warning = period.warning();
		List<Phrase> notes = new ArrayList<>();
		LocalDate confirmed = period.confirmedOn();
		notes.add((confirmed != null) ? Phrase.of("preservation.confirmed", DAY.format(confirmed))
				: Phrase.of("preservation.unconfirmed"));
		if (period.gap() > 0) {
			notes.add(Phrase.of("preservation.gap", period.gap()));
		}
		Phrase state = period.renewed() ? Phrase.of("preservation.state.renewed")
				: Phrase.of("preservation.state." + warning, period.daysLeft());
		Tone tone = period.renewed() ? Tone.QUIET : switch (warning) {
			case NONE -> Tone.GOOD;
			case DAY_60, DAY_75 -> Tone.SOON;
			case DAY_85, LAPSED -> Tone.LATE;
		};
		return new Line(period, Phrase.of("preservation.basis." + period.basis()), state, tone, notes,
				DAY.format(period.madeOn()), mayRecord && !period.renewed(), mayRecord && confirmed == null);
	}

	/** A period as the page shows it. */
	record Line(Preservation period, Phrase basis, Phrase state, Tone tone, List<Phrase> notes, String began,
			boolean renewable, boolean confirmable) {
	}

}
