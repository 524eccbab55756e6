package org.comity.desks.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.comity.desks.fragments.NavigationItem;
import org.comity.kernel.Actor;
import org.comity.requests.Oversight;
import org.comity.requests.Oversight.Sample;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Shows an auditor what was out of the ordinary on their own side, or went over the
 * border, a sort of act at a time.
 */
@Controller
class OversightController {

	private static final String PATH = "/audit/samples";

	private final Oversight oversight;

	OversightController(Oversight oversight) {
		this.oversight = oversight;
	}

	@GetMapping(PATH)
	String list(Actor actor, @RequestParam(defaultValue = "") String of,
			@RequestParam(required = false) @Nullable String before, Model model) {
		Sample sample = Arrays.stream(Sample.values())
			.filter((one) -> name(one).equals(of))
			.findFirst()
			.orElse(Sample.OVERRULES);
		Oversight.Page page = this.oversight.page(actor, sample, before);
		List<NavigationItem> samples = Arrays.stream(Sample.values())
			.map((one) -> new NavigationItem(address(one, null), "audit.samples." + name(one), one == sample))
			.toList();
		model.addAttribute("samples", samples);
		model.addAttribute("heading", "audit.samples." + name(sample));
		model.addAttribute("what", "audit.samples." + name(sample) + ".what");
		model.addAttribute("acts", page.acts());
		model.addAttribute("hidden", (sample == Sample.SEALS) ? this.oversight.hidden(actor) : List.of());
		model.addAttribute("next", (page.next() != null) ? address(sample, page.next()) : null);
		model.addAttribute("firstPage", (before != null) ? address(sample, null) : null);
		return "audit/samples";
	}

	private static String name(Sample sample) {
		return sample.name().toLowerCase(Locale.ROOT);
	}

	/** What is written at the end of a page has no character that an address minds. */
	private static String address(Sample sample, @Nullable String before) {
		return PATH + "?of=" + name(sample) + ((before != null) ? "&before=" + before : "");
	}

}
