package org.comity.desks.administrator;

import java.util.List;
import java.util.UUID;

import org.comity.accounts.SecurityRecord;
import org.comity.accounts.SecurityRecords;
import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Who came in, and what was tried: for administrators. It says nothing of any case.
 */
@Controller
class SecurityRecordController {

	private static final String HERE = "/administrator/sign-ins";

	private static final String REFUSED = "refused";

	private final SecurityRecords records;

	private final Directory directory;

	SecurityRecordController(SecurityRecords records, Directory directory) {
		this.records = records;
		this.directory = directory;
	}

	@GetMapping(HERE)
	String records(Actor actor, @RequestParam(name = "person", required = false) @Nullable String of,
			@RequestParam(defaultValue = "") String what, @RequestParam(required = false) @Nullable String before,
			Model model) {
		boolean refused = what.equals(REFUSED);
		UUID person = Ids.read(of).orElse(null);
		List<SecurityRecord> page = this.records.page(actor, person, refused, Ids.read(before).orElse(null));
		UriComponentsBuilder list = UriComponentsBuilder.fromPath(HERE);
		if (person != null) {
			list.queryParam("person", person);
			model.addAttribute("person", this.directory.person(person));
		}
		model.addAttribute("all", list.build().toString());
		model.addAttribute("onlyRefused", list.cloneBuilder().queryParam("what", REFUSED).build().toString());
		if (refused) {
			list.queryParam("what", REFUSED);
		}
		model.addAttribute("firstPage", (before != null) ? list.build().toString() : null);
		model.addAttribute("next", (page.size() < SecurityRecords.PAGE) ? null
				: list.queryParam("before", page.get(page.size() - 1).id()).build().toString());
		model.addAttribute("records", page);
		model.addAttribute("refused", refused);
		return "administrator/sign-ins";
	}

}
