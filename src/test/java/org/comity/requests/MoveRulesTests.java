package org.comity.requests;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.directory.Channel;
import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.RefusalGround;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Mover;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.lifecycle.Generated;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * To whom a move could ever belong, who is offered it now, and what each move asks for:
 * the rules alone, without a database.
 */
class MoveRulesTests {

	private static final String LONGEST = "x".repeat(MoveDetails.MAX_TEXT);

	private final RuleStage stage = new RuleStage();

	private final Directory directory = mock(Directory.class);

	private final UUID washington = Ids.next();

	private final UUID account = this.stage.account();

	@BeforeEach
	void channel() {
		Channel channel = new Channel("UK-US-MLAT", 1, List.of(),
				List.of(new RefusalGround("de-minimis", "practice"), new RefusalGround("military", "article 3")),
				Map.of(), Map.of(), "GB", "US", "treaty");
		given(this.directory.channel("UK-US-MLAT", 1)).willReturn(channel);
		given(this.directory.allowed(channel, OfficeKind.EXECUTING_AUTHORITY))
			.willReturn(List.of(office(this.stage.office(OfficeKind.EXECUTING_AUTHORITY)), office(this.washington)));
	}

	private static Office office(UUID id) {
		return new Office(id, "USAO", "US Attorney's Office", "USAO", OfficeKind.EXECUTING_AUTHORITY,
				OfficeKind.EXECUTING_AUTHORITY.side(), "US", null);
	}

	/** What a row asks for and writes, which its place in the diagram does not show. */
	@Test
	void whatEachMoveAsksAndWritesIsWhatWasReviewed() {
		StringBuilder text = new StringBuilder();
		for (RequestMove move : RequestMove.values()) {
			text.append(move).append('\n');
			line(text, "asks", move.required().stream().sorted());
			line(text, "may be given", move.optional().stream().sorted());
			line(text, "writes", move.effects().stream());
			line(text, "on", move.ownScreen() ? Stream.of("its own screen") : Stream.empty());
		}
		Generated.matches(Path.of("src/test/resources/golden/request-asks.txt"), text.toString());
	}

	private static void line(StringBuilder text, String what, Stream<?> all) {
		String words = all.map(Object::toString).collect(Collectors.joining(", "));
		if (!words.isEmpty()) {
			text.append("  ").append(what).append(' ').append(words).append('\n');
		}
	}

	@ParameterizedTest
	@EnumSource
	void aMoveTakesWhatItAsksForAndWhatMayBeGiven(RequestMove move) {
		for (Input input : Input.values()) {
			assertThat(move.takes(input)).as(move + " " + input)
				.isEqualTo(move.required().contains(input) || move.optional().contains(input));
		}
		assertThat(Collections.disjoint(move.required(), move.optional())).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void aMoveIsItsOfficesAndItsRoles(RequestMove move) {
		for (OfficeKind kind : OfficeKind.values()) {
			for (Role role : Role.values()) {
				boolean theirs = Stream.concat(move.movers().stream(), move.proposers().stream())
					.anyMatch((mover) -> mover.admits(kind, Set.of(role)));
				if (kind.isHop()) {
					assertThat(MoveRules.mayEver(this.stage.at(kind, role), this.stage.request, move))
						.isEqualTo(theirs);
				}
				assertThat(MoveRules.mayEver(this.stage.elsewhere(kind, role), this.stage.request, move))
					.as("an office that does not fill the hop")
					.isFalse();
			}
		}
	}

	/** With every guard kept off: where the table admits it, it is offered. */
	@ParameterizedTest
	@EnumSource
	void aMoveThatNothingHidesIsOfferedInItsStatesAlone(RequestMove move) {
		for (RequestState state : RequestState.values()) {
			this.stage.request.moveTo(state);
			for (Mover mover : move.movers()) {
				Actor actor = this.stage.at(mover.kind(), mover.roles().iterator().next());
				MoveContext context = this.stage.context(actor);
				boolean hidden = move.guards()
					.stream()
					.anyMatch((guard) -> guard.hides() && !guard.check(context).isEmpty());
				boolean held = !move.holderOnly() || state.heldBy() == mover.kind();
				assertThat(MoveRules.offered(move, context)).as(state + " " + mover.kind())
					.isEqualTo(move.from().contains(state) && held && !hidden);
				assertThat(
						MoveRules.offered(move, this.stage.context(this.stage.elsewhere(mover.kind(), Role.values()))))
					.isFalse();
			}
		}
	}

	@Test
	void aGuardThatHidesKeepsAMoveAwayAndAnotherDoesNot() {
		Actor prosecutor = this.stage.at(OfficeKind.PROSECUTOR, Role.PROSECUTOR);
		this.stage.request.moveTo(RequestState.PROSECUTOR_REVIEW);
		this.stage.facts.urgent = false;
		assertThat(MoveRules.offered(RequestMove.TELL_URGENTLY, this.stage.context(prosecutor))).isTrue();
		this.stage.request.transmitted(RuleStage.NOW);
		assertThat(MoveRules.offered(RequestMove.TELL_URGENTLY, this.stage.context(prosecutor))).isFalse();
	}

	@Test
	void whatIsTheHoldersIsNobodyElses() {
		this.stage.request.moveTo(RequestState.AUTHORITY_REVIEW);
		Actor caseworker = this.stage.at(OfficeKind.REQUESTING_AUTHORITY, Role.CASEWORKER);
		Actor prosecutor = this.stage.at(OfficeKind.PROSECUTOR, Role.PROSECUTOR);
		assertThat(RequestMove.GRANT_URGENCY.holderOnly()).isTrue();
		assertThat(RequestMove.TRANSMIT.holderOnly()).isFalse();
		assertThat(MoveRules.offered(RequestMove.GRANT_URGENCY, this.stage.context(caseworker))).isTrue();
		assertThat(MoveRules.offered(RequestMove.GRANT_URGENCY, this.stage.context(prosecutor))).isFalse();
		assertThat(check(RequestMove.GRANT_URGENCY, caseworker, MoveDetails.none())).isEmpty();
		assertThat(check(RequestMove.GRANT_URGENCY, prosecutor, MoveDetails.none())).containsExactly(" guard.holder");
	}

	@Test
	void everyGuardOfTheRowIsAsked() {
		this.stage.facts.processOpen = true;
		this.stage.facts.partUnsettled = true;
		assertThat(check(RequestMove.HAND_BACK, somebody(), MoveDetails.reason("Not our district.")))
			.containsExactly(" guard.no-process-open", " guard.no-part-on-its-way");
	}

	/** With nothing given, exactly what the row asks for is missed, beside its field. */
	@ParameterizedTest
	@EnumSource
	void whatIsAskedForIsMissed(RequestMove move) {
		List<String> missed = new ArrayList<>();
		for (Input input : Input.values()) {
			if (move.required().contains(input)) {
				String field = input.name().toLowerCase(Locale.ROOT);
				missed.add(field + " input." + field + ".required");
			}
		}
		assertThat(asked(move, MoveDetails.none())).containsExactlyInAnyOrderElementsOf(missed);
	}

	@ParameterizedTest
	@EnumSource
	void whatIsGivenIsEnough(RequestMove move) {
		assertThat(asked(move, whole())).isEmpty();
	}

	@Test
	void blankWordsAreNone() {
		assertThat(asked(RequestMove.ASK, MoveDetails.message(" \n\t")))
			.containsExactly("message input.message.required");
	}

	/** Whether they are asked for or not: no column takes more. */
	@ParameterizedTest
	@EnumSource(names = { "REFUSE", "ACKNOWLEDGE" })
	void wordsHaveAnEnd(RequestMove move) {
		String more = LONGEST + "x";
		MoveDetails details = whole();
		assertThat(asked(move,
				new MoveDetails(LONGEST, LONGEST, details.ground(), LONGEST, LONGEST, null, null, Set.of())))
			.isEmpty();
		assertThat(asked(move, new MoveDetails(more, more, details.ground(), more, more, null, null, Set.of())))
			.containsExactly("message input.text.too-long", "reason input.text.too-long",
					"consultation input.text.too-long", "basis input.text.too-long");
	}

	@Test
	void aGroundIsOneOfTheChannel() {
		assertThat(asked(RequestMove.REFUSE, whole().withGround("military", "consulted"))).isEmpty();
		assertThat(asked(RequestMove.REFUSE, whole().withGround("whim", "consulted")))
			.containsExactly("ground input.ground.required");
	}

	@Test
	void anOfficeIsOneOfTheChannelAndNotTheOneThatHasItAlready() {
		UUID here = this.stage.office(OfficeKind.EXECUTING_AUTHORITY);
		this.stage.request.moveTo(RequestState.REQUESTED_REVIEW);
		assertThat(asked(RequestMove.REFER, whole().withOffice(here))).isEmpty();
		assertThat(asked(RequestMove.REFER, whole().withOffice(this.washington))).isEmpty();
		assertThat(asked(RequestMove.REFER, whole().withOffice(Ids.next())))
			.containsExactly("office input.office.required");
		this.stage.request.moveTo(RequestState.EXECUTION_REVIEW);
		assertThat(asked(RequestMove.TRANSFER, whole().withOffice(here)))
			.containsExactly("office input.office.already");
		assertThat(asked(RequestMove.TRANSFER, whole().withOffice(this.washington))).isEmpty();
	}

	@Test
	void aDayIsInTheFuture() {
		assertThat(asked(RequestMove.POSTPONE, whole().withDate(RuleStage.TODAY)))
			.containsExactly("date input.date.future");
		assertThat(asked(RequestMove.POSTPONE, whole().withDate(RuleStage.TODAY.plusDays(1)))).isEmpty();
	}

	@Test
	void accountsAreThoseOfTheRequest() {
		UUID other = this.stage.account();
		assertThat(asked(RequestMove.REFUSE_PART, whole().withAccounts(Set.of(this.account, other)))).isEmpty();
		assertThat(asked(RequestMove.REFUSE_PART, whole().withAccounts(Set.of(this.account, Ids.next()))))
			.containsExactly("accounts input.accounts.required");
	}

	/** Who reads the words reads the paper: one without words would reach nobody. */
	@Test
	void aPaperGoesWithWords() {
		assertThat(withPaper(RequestMove.TRANSMIT, MoveDetails.none().withBasis("s.75")))
			.containsExactly("message input.message.with-attachment");
		assertThat(withPaper(RequestMove.TRANSMIT, MoveDetails.message("Enclosed.").withBasis("s.75"))).isEmpty();
		assertThat(asked(RequestMove.TRANSMIT, MoveDetails.none().withBasis("s.75"))).isEmpty();
		assertThat(withPaper(RequestMove.ASK, MoveDetails.none())).containsExactly("message input.message.required");
		assertThat(withPaper(RequestMove.HAND_BACK, MoveDetails.reason("Not ours."))).isEmpty();
	}

	private List<String> withPaper(RequestMove move, MoveDetails details) {
		return inputs(MoveRules.check(
				new MoveCommand(this.stage.request.id(), move, Ids.next(), null, details, List.of("0".repeat(64))),
				this.stage.context(somebody(), details), this.directory));
	}

	private MoveDetails whole() {
		return new MoveDetails("words", "reason", "de-minimis", "consulted", "DPA 2018 s.75", this.washington,
				LocalDate.of(2026, 4, 1), Set.of(this.account));
	}

	private Actor somebody() {
		return this.stage.at(OfficeKind.EXECUTING_AUTHORITY, Role.ATTORNEY);
	}

	private List<String> check(RequestMove move, Actor actor, MoveDetails details) {
		return told(MoveRules.check(new MoveCommand(this.stage.request.id(), move, Ids.next(), null, details),
				this.stage.context(actor, details), this.directory));
	}

	/** What is said of the form, whatever the guards say. */
	private List<String> asked(RequestMove move, MoveDetails details) {
		return inputs(MoveRules.check(new MoveCommand(this.stage.request.id(), move, Ids.next(), null, details),
				this.stage.context(somebody(), details), this.directory));
	}

	private static List<String> inputs(List<Rejection> found) {
		return told(found.stream().filter((one) -> !one.field().isEmpty()).toList());
	}

	private static List<String> told(List<Rejection> found) {
		return found.stream().map((one) -> one.field() + " " + one.code()).toList();
	}

}
