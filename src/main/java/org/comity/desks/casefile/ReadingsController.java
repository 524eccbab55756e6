package org.comity.desks.casefile;

import java.util.List;
import java.util.UUID;

import org.comity.desks.casefile.CaseHead.Section;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.requests.Aspect;
import org.comity.requests.Reading;
import org.comity.requests.Readings;
import org.comity.requests.Visibility;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Who of the reader's own office has looked at a request.
 */
@Controller
class ReadingsController {

	private final CaseHead head;

	private final Readings readings;

	private final Visibility visibility;

	ReadingsController(CaseHead head, Readings readings, Visibility visibility) {
		this.head = head;
		this.readings = readings;
		this.visibility = visibility;
	}

	@GetMapping("/requests/{id}/readings")
	String readings(Actor actor, @PathVariable UUID id, @RequestParam(required = false) @Nullable String before,
			Model model) {
		this.visibility.require(actor, id, Aspect.READINGS);
		this.head.put(model, actor, id, Section.TIMELINE);
		String address = "/requests/" + id + "/readings";
		List<Reading> page = this.readings.of(actor, id, Ids.read(before).orElse(null));
		model.addAttribute("lines", page.stream().map(ReadingLine::of).toList());
		model.addAttribute("next", ReadingLine.next(page, address));
		model.addAttribute("firstPage", (before != null) ? address : null);
		return "requests/readings";
	}

}
