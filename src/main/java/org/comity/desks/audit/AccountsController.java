package org.comity.desks.audit;

import java.util.List;
import java.util.Locale;

import org.comity.accounts.AccountChange;
import org.comity.accounts.AccountChanges;
import org.comity.desks.shell.AccountDetail;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Shows an auditor what administrators did to the accounts of their side.
 */
@Controller
class AccountsController {

	private static final String PATH = "/audit/accounts";

	private final AccountChanges changes;

	private final MessageSource messages;

	AccountsController(AccountChanges changes, MessageSource messages) {
		this.changes = changes;
		this.messages = messages;
	}

	/** A change with its words. */
	record Line(AccountChange of, String detail) {
	}

	@GetMapping(PATH)
	String list(Actor actor, @RequestParam(required = false) @Nullable String before, Locale locale, Model model) {
		List<AccountChange> page = this.changes.page(actor, Ids.read(before).orElse(null));
		model.addAttribute("lines",
				page.stream()
					.map((one) -> new Line(one, AccountDetail.words(one.kind(), one.detail(), this.messages, locale)))
					.toList());
		model.addAttribute("next",
				(page.size() < AccountChanges.PAGE) ? null : PATH + "?before=" + page.get(page.size() - 1).id());
		model.addAttribute("firstPage", (before != null) ? PATH : null);
		return "audit/accounts";
	}

}
