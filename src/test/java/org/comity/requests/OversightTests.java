package org.comity.requests;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.kernel.StoryClock;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What auditors look at first: each sees the acts of their own side, of requests that
 * both sides have, and none of the other's.
 */
@RequestModuleTest
class OversightTests {

	@Autowired
	Oversight oversight;

	@Autowired
	Requests requests;

	@Autowired
	RequestMoves moves;

	@Autowired
	Retention retention;

	@Autowired
	Directory directory;

	@Autowired
	KnownFacts facts;

	@Autowired
	StoryClock clock;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	Cast cast;

	UUID request;

	@BeforeEach
	void request() {
		this.cast = new Cast(this.jdbc, this.directory);
		this.facts.reset();
		this.request = Opened.by(this.cast.officer(), this.requests, this.directory, "Kidnapping of a student", null);
		made(this.cast.officer(), RequestMove.SUBMIT, MoveDetails.none());
	}

	private void made(Actor actor, RequestMove move, MoveDetails details) {
		assertThat(this.moves.make(actor, new MoveCommand(this.request, move, Ids.next(), null, details)))
			.as("%s", move)
			.isInstanceOf(MoveResult.Made.class);
	}

	private void transmitted() {
		made(this.cast.prosecutor(), RequestMove.ISSUE, MoveDetails.none());
		made(this.cast.authority(), RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018 s.75"));
	}

	private List<Oversight.Act> acts(String office, Oversight.Sample sample) {
		return this.oversight.page(this.cast.of(office, Role.AUDITOR), sample, null)
			.acts()
			.stream()
			.filter((act) -> act.request().equals(this.request))
			.toList();
	}

	private List<Oversight.Act> british(Oversight.Sample sample) {
		return acts("OVERSIGHT-UK", sample);
	}

	private List<Oversight.Act> american(Oversight.Sample sample) {
		return acts("OVERSIGHT-US", sample);
	}

	private static void isOf(List<Oversight.Act> acts, Actor actor, String words) {
		assertThat(acts).singleElement().satisfies((act) -> {
			assertThat(act.person()).isEqualTo(actor.name());
			assertThat(act.words()).isEqualTo(words);
			assertThat(act.withoutBasis()).isFalse();
		});
	}

	@Test
	void adviceThatWasOverruledIsListedForTheOwnSide() {
		made(this.cast.prosecutor(), RequestMove.OVERRULE_ADVICE, MoveDetails.reason("The account is named below"));
		transmitted();
		made(this.cast.attorney(), RequestMove.OVERRULE_ADVICE, MoveDetails.reason("Probable cause all the same"));
		isOf(british(Oversight.Sample.OVERRULES), this.cast.prosecutor(), "The account is named below");
		isOf(american(Oversight.Sample.OVERRULES), this.cast.attorney(), "Probable cause all the same");
	}

	@Test
	void urgencyIsListedForTheOwnSide() {
		made(this.cast.prosecutor(), RequestMove.GRANT_URGENCY, MoveDetails.reason("He will be killed"));
		transmitted();
		made(this.cast.attorney(), RequestMove.DECLINE_URGENCY, MoveDetails.message("The records will not help"));
		isOf(british(Oversight.Sample.URGENCY), this.cast.prosecutor(), "He will be killed");
		isOf(american(Oversight.Sample.URGENCY), this.cast.attorney(), "The records will not help");
	}

	@Test
	void whatIsKeptBeyondItsTimeIsListedForTheOwnSide() {
		transmitted();
		made(this.cast.attorney(), RequestMove.ACKNOWLEDGE, MoveDetails.none());
		made(this.cast.attorney(), RequestMove.REFER,
				MoveDetails.reason("Ours").withOffice(this.cast.assistant().office()));
		made(this.cast.prosecutor(), RequestMove.ASK_WITHDRAWAL, MoveDetails.message("No need"));
		made(this.cast.assistant(), RequestMove.CONFIRM_WITHDRAWAL, MoveDetails.message("So be it"));
		Actor chief = this.cast.of("NORTHSHIRE", Role.SUPERVISOR);
		Actor american = this.cast.of("OIA", Role.SUPERVISOR);
		LocalDate until = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).plusYears(8);
		assertThat(this.retention.keep(chief, this.request, until, "The appeal", Ids.next())).isEmpty();
		assertThat(this.retention.keep(american, this.request, until, "Our own appeal", Ids.next())).isEmpty();
		isOf(british(Oversight.Sample.RETENTION), chief, "The appeal");
		isOf(american(Oversight.Sample.RETENTION), american, "Our own appeal");
	}

	@Test
	void aLetterThatFollowsATellingIsATransferToo() {
		made(this.cast.prosecutor(), RequestMove.TELL_URGENTLY,
				MoveDetails.message("A life is at risk").withBasis("DPA 2018 s.75"));
		made(this.cast.prosecutor(), RequestMove.CONFIRM_IN_WRITING, MoveDetails.none());
		assertThat(british(Oversight.Sample.TRANSFERS)).satisfiesExactly((letter) -> {
			assertThat(letter.labelCode()).isEqualTo("move.request.CONFIRM_IN_WRITING.done");
			assertThat(letter.withoutBasis()).isTrue();
		}, (told) -> {
			assertThat(told.labelCode()).isEqualTo("move.request.TELL_URGENTLY.done");
			assertThat(told.words()).contains("DPA 2018 s.75");
			assertThat(told.withoutBasis()).isFalse();
		});
		assertThat(american(Oversight.Sample.TRANSFERS)).isEmpty();
	}

	@Test
	void anAnswerWithoutABasisSaysSo() {
		transmitted();
		made(this.cast.attorney(), RequestMove.ASK, MoveDetails.message("Which account?"));
		made(this.cast.authority(), RequestMove.ANSWER_QUESTION, MoveDetails.message("The second one"));
		assertThat(british(Oversight.Sample.TRANSFERS)).extracting(Oversight.Act::words, Oversight.Act::withoutBasis)
			.containsExactly(org.assertj.core.groups.Tuple.tuple("The second one", true),
					org.assertj.core.groups.Tuple.tuple("DPA 2018 s.75", false));
		assertThat(british(Oversight.Sample.URGENCY)).isEmpty();
	}

}
