package org.comity.process;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The kinds of data of one account over several processes, and the statement that
 * supports an application.
 */
@ProcessTest
class SplitDemandTests {

	private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

	private static final Instant TO = Instant.parse("2026-02-01T00:00:00Z");

	@Autowired
	ProcessStage stage;

	@Autowired
	Processes processes;

	@Autowired
	Affidavits affidavits;

	Actor usao;

	UUID request;

	UUID account;

	@BeforeEach
	void request() {
		this.usao = this.stage.cast.assistant();
		this.request = this.stage.executing();
		this.account = this.stage.accounts(this.request).get(0).id();
	}

	private NewProcess wish(ProcessKind kind, DataSought... data) {
		return new NewProcess(this.request, kind,
				List.of(new NewProcess.Want(this.account, Set.of(data), FROM, TO, "")), false, false, "Needed");
	}

	private List<String> refused(NewProcess wish) {
		MoveResult result = this.processes.open(this.usao, Ids.next(), null, wish).result();
		assertThat(result).isInstanceOf(MoveResult.Rejected.class);
		return ((MoveResult.Rejected) result).reasons().stream().map(Rejection::code).toList();
	}

	@Test
	void subscriberDataBySubpoenaNowAndContentByWarrantLater() {
		UUID subpoena = this.stage.opened(wish(ProcessKind.SUBPOENA, DataSought.BASIC_SUBSCRIBER));
		assertThat(refused(wish(ProcessKind.WARRANT, DataSought.BASIC_SUBSCRIBER, DataSought.CONTENT)))
			.as("nothing is demanded twice")
			.containsExactly("process.new.data.demanded.BASIC_SUBSCRIBER");
		UUID warrant = this.stage.opened(wish(ProcessKind.WARRANT, DataSought.CONTENT));
		Demanded demanded = this.processes.demanded(this.usao, this.request);
		assertThat(demanded.of(this.account)).containsExactly(DataSought.BASIC_SUBSCRIBER, DataSought.CONTENT);
		assertThat(demanded.of(this.account, DataSought.CONTENT)).extracting(Demanded.Line::process)
			.containsExactly(warrant);
		assertThat(demanded.of(this.account, DataSought.BASIC_SUBSCRIBER)).extracting(Demanded.Line::process)
			.containsExactly(subpoena);
		for (Actor blind : List.of(this.stage.cast.officer(), this.stage.cast.authority(),
				this.stage.cast.of("USAO-WDWASH", Role.ATTORNEY))) {
			assertThat(this.processes.demanded(blind, this.request).lines()).isEmpty();
		}
	}

	@Test
	void whatEndedWithoutAnAnswerMayBeDemandedAgain() {
		UUID first = this.stage.opened(wish(ProcessKind.WARRANT, DataSought.CONTENT));
		this.stage.made(this.usao, first, ProcessMove.ABANDON, ProcessDetails.reason("Too thin"));
		assertThat(this.processes.demanded(this.usao, this.request).lines()).isEmpty();
		this.stage.opened(wish(ProcessKind.WARRANT, DataSought.CONTENT));
	}

	@Test
	void theStatementIsPrintedInTheApplicationAndTheProviderNeverReadsIt() {
		UUID process = this.stage.opened(wish(ProcessKind.WARRANT, DataSought.CONTENT));
		assertThat(this.affidavits.of(this.usao, process)).isEmpty();
		assertThat(this.affidavits.save(this.usao, process, " 1. Operation Harrier.\r\n\r\n2. A mail came. ", 0))
			.isEqualTo(new Affidavits.Saving.Saved(1));
		assertThat(this.affidavits.of(this.usao, process).orElseThrow().text())
			.isEqualTo("1. Operation Harrier.\n\n2. A mail came.");
		assertThat(this.affidavits.save(this.usao, process, "Another", 0)).as("drawn before the first saving")
			.isInstanceOf(Affidavits.Saving.Stale.class);
		assertThat(this.affidavits.save(this.usao, process, "  ", 1)).isInstanceOf(Affidavits.Saving.Refused.class);
		assertThat(this.affidavits.save(this.usao, process, "x".repeat(Affidavit.LONGEST + 1), 1))
			.isInstanceOf(Affidavits.Saving.Refused.class);
		this.stage.made(this.usao, process, ProcessMove.APPLY, ProcessDetails.none());
		assertThat(this.affidavits.save(this.usao, process, "Too late", 1))
			.isInstanceOf(Affidavits.Saving.Refused.class);
		assertThat(this.processes.view(this.usao, process).documents()).extracting(ProcessPaper::kind)
			.containsExactly("APPLICATION");
		this.stage.made(this.usao, process, ProcessMove.GRANTED, this.stage.granted());
		this.stage.made(this.usao, process, ProcessMove.SERVE, ProcessDetails.none());
		assertThat(this.processes.served(this.stage.cast.counsel(), process).documents()).extracting(ProcessPaper::kind)
			.containsExactly("WARRANT");
	}

	@Test
	void nobodyElseWritesTheStatement() {
		UUID process = this.stage.served(this.request);
		for (Actor blind : List.of(this.stage.cast.officer(), this.stage.cast.attorney(), this.stage.cast.counsel(),
				this.stage.cast.of("USAO-WDWASH", Role.ATTORNEY), this.stage.cast.of("USAO-NDCAL", Role.SUPERVISOR))) {
			assertThat(this.affidavits.mayEver(blind, process)).as(blind.officeName()).isFalse();
			assertThatThrownBy(() -> this.affidavits.of(blind, process)).isInstanceOf(NoSuchRequest.class);
			assertThatThrownBy(() -> this.affidavits.save(blind, process, "x", 0)).isInstanceOf(NoSuchRequest.class);
		}
	}

}
