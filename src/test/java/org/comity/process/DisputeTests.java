package org.comity.process;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Role;
import org.comity.requests.NoSuchRequest;
import org.comity.testing.AsOwner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Objections by their grounds, compulsion by its means, orders longer than a year, and
 * from when a user may be told.
 */
@ProcessTest
class DisputeTests {

	@Autowired
	ProcessStage stage;

	@Autowired
	Processes processes;

	@Autowired
	OverdueProviders overdue;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	Actor google;

	Actor usao;

	UUID request;

	@BeforeEach
	void request() {
		this.google = this.stage.cast.counsel();
		this.usao = this.stage.cast.assistant();
		this.request = this.stage.executing();
	}

	private LocalDate today() {
		return this.stage.today();
	}

	private ProcessDetails silence(LocalDate ends) {
		return ProcessDetails.none().withNonDisclosure(Set.of(NonDisclosureGround.FLIGHT), today(), ends);
	}

	@Test
	void anObjectionNamesItsGroundsAndAMotionItsMeans() {
		UUID process = this.stage.answering(this.request);
		assertThat(this.stage.refused(this.google, process, ProcessMove.OBJECT, ProcessDetails.message("Too much")))
			.containsExactly("process.input.objections.required");
		this.stage.made(this.google, process, ProcessMove.OBJECT, ProcessDetails.message("Too much")
			.withObjections(Set.of(ObjectionGround.TOO_BROAD, ObjectionGround.FOREIGN_LAW)));
		assertThat(this.processes.view(this.usao, process).objections()).singleElement()
			.satisfies((one) -> assertThat(one.inOrder()).containsExactly(ObjectionGround.TOO_BROAD,
					ObjectionGround.FOREIGN_LAW));
		assertThat(this.stage.refused(this.usao, process, ProcessMove.COMPEL, ProcessDetails.reason("We think not")))
			.containsExactly("process.input.means.required");
		this.stage.made(this.usao, process, ProcessMove.COMPEL,
				ProcessDetails.reason("We think not").withMeans(CompulsionMeans.ORDER_TO_SHOW_CAUSE));
		assertThat(this.processes.served(this.google, process).compulsions()).singleElement()
			.satisfies((one) -> assertThat(one.decision()).isNull());
		this.stage.made(this.usao, process, ProcessMove.NOT_COMPELLED, ProcessDetails.message("The court would not")
			.withAuthority(new ProcessDetails.Authority(null, "26-mc-9", "Hon. A. Reed", today(), null)));
		ProcessView view = this.processes.view(this.usao, process);
		assertThat(view.authority().docket()).as("the process's own authority stays").isEqualTo("3:26-mj-70411");
		assertThat(view.compulsions()).singleElement().satisfies((one) -> {
			assertThat(one.means()).isEqualTo(CompulsionMeans.ORDER_TO_SHOW_CAUSE);
			assertThat(one.decision()).isEqualTo(ProcessMove.NOT_COMPELLED);
			assertThat(one.docket()).isEqualTo("26-mc-9");
			assertThat(one.decidedOn()).isEqualTo(today());
		});
		assertThat(this.processes.facts(process).state()).isEqualTo(ProcessState.OBJECTED);
	}

	@Test
	void moreThanAYearOfSilenceAsksForAReason() {
		UUID process = this.stage.ready(this.request);
		assertThat(this.stage.refused(this.usao, process, ProcessMove.NON_DISCLOSURE_GRANTED,
				silence(today().plusYears(1).plusDays(1))))
			.containsExactly("process.input.reason.beyond-a-year");
		this.stage.made(this.usao, process, ProcessMove.NON_DISCLOSURE_GRANTED, silence(today().plusYears(1)));
		assertThat(this.stage.refused(this.usao, process, ProcessMove.NON_DISCLOSURE_EXTENDED,
				silence(today().plusYears(2))))
			.containsExactly("process.input.reason.beyond-a-year");
		this.stage.made(this.usao, process, ProcessMove.NON_DISCLOSURE_EXTENDED,
				silence(today().plusYears(2)).withReason("The trial is fixed for the year after"));
	}

	@Test
	void aUserMayBeToldWhenTheLastOrderOnAnyProcessOfTheirAccountEnds() {
		UUID first = this.stage.ready(this.request);
		UUID account = this.stage.accounts(this.request).get(0).id();
		named(first, account);
		this.stage.made(this.usao, first, ProcessMove.NON_DISCLOSURE_GRANTED, silence(today().plusDays(30)));
		this.stage.made(this.usao, first, ProcessMove.SERVE, ProcessDetails.none());
		assertThat(this.processes.toldFrom(this.google, first)).containsEntry(account, today().plusDays(31));
		UUID second = this.stage.ready(this.request);
		named(second, account);
		this.stage.made(this.usao, second, ProcessMove.NON_DISCLOSURE_GRANTED, silence(today().plusDays(90)));
		assertThat(this.processes.toldFrom(this.google, first)).as("not served yet: nothing is known of it")
			.containsEntry(account, today().plusDays(31));
		assertThat(this.processes.toldFrom(this.usao, first)).containsEntry(account, today().plusDays(91));
		this.stage.made(this.usao, second, ProcessMove.SERVE, ProcessDetails.none());
		assertThat(this.processes.toldFrom(this.google, first)).containsEntry(account, today().plusDays(91));
		Actor microsoft = this.stage.cast.of("MICROSOFT", Role.PROVIDER_COUNSEL);
		assertThatThrownBy(() -> this.processes.toldFrom(microsoft, first)).isInstanceOf(NoSuchRequest.class);
	}

	/** Every request of the stage is about the same account: this one has its own. */
	private void named(UUID process, UUID account) {
		this.jdbc
			.sql("update process_account set identifier = :own where process_id = :process and account_id = :account")
			.param("own", account + "@gmail.example")
			.param("process", process)
			.param("account", account)
			.update();
	}

	@Test
	void theLatestEndCountsAndWhatLapsedDoesNot() {
		LocalDate today = LocalDate.of(2026, 6, 1);
		NonDisclosure lapsed = order(today.minusDays(1), today);
		NonDisclosure last = order(today, today);
		NonDisclosure later = order(today.plusDays(9), today);
		assertThat(NonDisclosure.toldFrom(List.of())).isNull();
		assertThat(NonDisclosure.toldFrom(List.of(lapsed, NonDisclosure.of(List.of(), today)))).isNull();
		assertThat(NonDisclosure.toldFrom(List.of(lapsed, last))).isEqualTo(today.plusDays(1));
		assertThat(NonDisclosure.toldFrom(List.of(later, last))).isEqualTo(today.plusDays(10));
	}

	private static NonDisclosure order(LocalDate ends, LocalDate today) {
		return NonDisclosure.of(List.of(new NonDisclosure.Decision(NonDisclosure.Kind.GRANTED,
				Set.of(NonDisclosureGround.FLIGHT), today.minusDays(90), ends)), today);
	}

	@Test
	void anOverdueProviderIsListedForTheOfficeThatWaits() {
		UUID process = this.stage.served(this.request);
		assertThat(late(this.usao)).doesNotContain(process);
		this.jdbc.sql("update process set return_date = :day where id = :id")
			.param("day", today().minusDays(3))
			.param("id", process)
			.update();
		assertThat(late(this.usao)).contains(process);
		assertThat(this.overdue.of(this.usao)).filteredOn((one) -> one.row().id().equals(process))
			.extracting(OverdueProviders.Late::days)
			.containsExactly(3L);
		assertThat(late(this.stage.cast.of("USAO-WDWASH", Role.ATTORNEY))).doesNotContain(process);
		assertThatThrownBy(() -> this.overdue.of(this.google)).isInstanceOf(NoSuchRequest.class);
		assertThatThrownBy(() -> this.overdue.of(this.stage.cast.attorney())).isInstanceOf(NoSuchRequest.class);
	}

	private List<UUID> late(Actor actor) {
		return this.overdue.of(actor).stream().map((one) -> one.row().id()).toList();
	}

}
