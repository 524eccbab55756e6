package org.comity.process;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.requests.RequestState;
import org.comity.requests.Requests;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

/**
 * A process and what is known of it, as the test of a rule sets it. There is no database.
 */
class ProcessRuleStage {

	static final LocalDate TODAY = LocalDate.of(2026, 3, 14);

	static final Instant NOW = Instant.parse("2026-03-14T10:42:00Z");

	final UUID executing = Ids.next();

	final UUID provider = Ids.next();

	final CompulsoryProcess process;

	final List<Demand> accounts = new ArrayList<>();

	final Set<UUID> produced = new HashSet<>();

	final Set<UUID> noRecords = new HashSet<>();

	final List<NonDisclosure.Decision> decisions = new ArrayList<>();

	boolean onPaper;

	boolean ownAnswer;

	ProcessRuleStage(ProcessKind kind) {
		this.process = new CompulsoryProcess(Ids.next(), Ids.next(), "P-1", kind, Ids.next(), Ids.next(), NOW,
				new CompulsoryProcess.Parties(Ids.next(), this.provider, Ids.next()));
	}

	Actor attorney() {
		return of(OfficeKind.EXECUTING_AUTHORITY, this.executing, Role.ATTORNEY);
	}

	Actor counsel() {
		return of(OfficeKind.PROVIDER, this.provider, Role.PROVIDER_COUNSEL);
	}

	static Actor of(OfficeKind kind, UUID office, Role role) {
		return new Actor(Ids.next(), "Somebody", office, kind.name(), kind, kind.side(), "US", Set.of(role), Set.of());
	}

	UUID demand() {
		UUID id = Ids.next();
		this.accounts.add(new Demand(id, this.accounts.size() + 1, "EMAIL", "a@mail.example", null, null,
				Set.of(DataSought.CONTENT), "", null));
		return id;
	}

	void silenced(LocalDate until) {
		this.decisions.add(new NonDisclosure.Decision(NonDisclosure.Kind.GRANTED, Set.of(NonDisclosureGround.FLIGHT),
				TODAY.minusDays(30), until));
	}

	Requests.Facts about() {
		return new Requests.Facts(this.process.requestId(), RequestState.EXECUTING, Ids.next(), this.executing,
				this.provider, Ids.next(), "R-1", null, null, "Title", null, null);
	}

	ProcessContext context(Actor actor, ProcessDetails details) {
		return new ProcessContext(this.process, about(), this.accounts, NonDisclosure.of(this.decisions, TODAY), actor,
				details, TODAY, this.onPaper, this.ownAnswer);
	}

	/** The rules, where the evidence module is there. */
	ProcessRules rules() {
		return new ProcessRules(new StaticListableBeanFactory(Map.of("facts", new ProductionFacts() {

			@Override
			public Set<UUID> produced(UUID id) {
				return id.equals(ProcessRuleStage.this.process.id()) ? ProcessRuleStage.this.produced : Set.of();
			}

			@Override
			public Set<UUID> noRecords(UUID id) {
				return id.equals(ProcessRuleStage.this.process.id()) ? ProcessRuleStage.this.noRecords : Set.of();
			}

		})).getBeanProvider(ProductionFacts.class));
	}

}
