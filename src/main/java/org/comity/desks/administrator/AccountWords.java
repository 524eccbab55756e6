package org.comity.desks.administrator;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.accounts.AccountEvent;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.TimelineEntry;
import org.comity.desks.shell.AccountDetail;
import org.comity.directory.CaseTeam;
import org.comity.directory.Office;
import org.comity.directory.Staff;
import org.comity.kernel.Role;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Puts roles, teams and the history of accounts into words.
 */
@Component
class AccountWords {

	private final MessageSource messages;

	AccountWords(MessageSource messages) {
		this.messages = messages;
	}

	String roles(Collection<Role> roles, Locale locale) {
		return roles.stream().sorted().map((role) -> role(role.name(), locale)).collect(Collectors.joining(", "));
	}

	String teams(List<CaseTeam> ofOffice, Set<UUID> teams) {
		return ofOffice.stream()
			.filter((team) -> teams.contains(team.id()))
			.map(CaseTeam::name)
			.collect(Collectors.joining(", "));
	}

	List<Choice> roleChoices(Office office) {
		return Staff.rolesIn(office.kind())
			.stream()
			.sorted()
			.map((role) -> Choice.of(role.name(), Phrase.of("role." + role.name()))
				.withHint(Phrase.of("accounts.does." + office.kind().name() + "." + role.name())))
			.toList();
	}

	List<Choice> teamChoices(List<CaseTeam> teams) {
		return teams.stream().map((team) -> Choice.named(team.id().toString(), team.name())).toList();
	}

	List<TimelineEntry> timeline(List<AccountEvent> events, Locale locale) {
		String system = this.messages.getMessage("administrator.history.system", null, locale);
		return events.stream()
			.map((event) -> new TimelineEntry(Phrase.of("account-event." + event.kind().name()), event.actorName(),
					(event.actorOffice() != null) ? event.actorOffice() : system, event.happenedAt(),
					AccountDetail.words(event.kind(), event.detail(), this.messages, locale), false))
			.toList();
	}

	private String role(String code, Locale locale) {
		return this.messages.getMessage("role." + code, null, locale);
	}

}
