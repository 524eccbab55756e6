package org.comity.requests;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Side;
import org.comity.proof.ChainEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a side reads of the other's entries: never what the requested side does in
 * confidence between referral and return.
 */
class LedgerSightTests {

	private static LedgerEntry entry(Side side, Machine machine, String move, String from, String to) {
		return new LedgerEntry(
				new ChainEntry(Ids.next(), Ids.next(), 1, RuleStage.NOW, RuleStage.NOW, side.name(), Ids.next(),
						machine.name(), Ids.next(), move, from, to, "", "", "", new byte[32], ChainEntry.GENESIS),
				side, machine, "", "");
	}

	@ParameterizedTest
	@EnumSource
	void whatASideWroteItReadsInFull(Side side) {
		for (Machine machine : Machine.values()) {
			assertThat(LedgerSight.of(side, entry(side, machine, "ANY", "EXECUTING", "EXECUTING")))
				.isEqualTo(LedgerSight.FULL);
		}
	}

	/** An administrator has no side; a provider reads its own. */
	@Test
	void whoHasNoPartInItReadsNothing() {
		for (Side author : List.of(Side.REQUESTING, Side.REQUESTED)) {
			LedgerEntry entry = entry(author, Machine.REQUEST, "SUBMIT", "DRAFT", "PROSECUTOR_REVIEW");
			assertThat(LedgerSight.of(null, entry)).isEqualTo(LedgerSight.NONE);
			assertThat(LedgerSight.of(Side.PROVIDER, entry)).isEqualTo(LedgerSight.NONE);
		}
	}

	@ParameterizedTest
	@CsvSource({ "REQUEST,DRAFT,PROSECUTOR_REVIEW", "PROCESS,SERVED,ANSWERING", "PRODUCTION,HELD@PROSECUTOR,RECEIVED" })
	void theRequestedSideReadsWhereItIs(Machine machine, String from, String to) {
		Side author = (machine == Machine.PROCESS) ? Side.PROVIDER : Side.REQUESTING;
		assertThat(LedgerSight.of(Side.REQUESTED, entry(author, machine, "ANY", from, to)))
			.isEqualTo(LedgerSight.POSITION);
	}

	/** What a provider gathers before it lodges it is its own business. */
	@ParameterizedTest
	@CsvSource({ "'',UPLOADING,NONE", "UPLOADING,UPLOADING,NONE", "UPLOADING,DISCARDED,NONE",
			"UPLOADING,SENT@EXECUTING_AUTHORITY,POSITION", "DISPUTED@PROVIDER,UPLOADING,POSITION" })
	void whatIsNotLodgedIsTheProvidersOwn(String from, String to, LedgerSight expected) {
		assertThat(LedgerSight.of(Side.REQUESTED, entry(Side.PROVIDER, Machine.PRODUCTION, "ANY", from, to)))
			.isEqualTo(expected);
	}

	@Test
	void onlyAPartIsBeforeItsLodging() {
		assertThat(LedgerSight.of(Side.REQUESTED, entry(Side.PROVIDER, Machine.PROCESS, "ANY", "", "UPLOADING")))
			.isEqualTo(LedgerSight.POSITION);
	}

	/** For the requesting side a part exists from the border on. */
	@ParameterizedTest
	@CsvSource({ "SENT@EXECUTING_AUTHORITY,HELD@EXECUTING_AUTHORITY,NONE",
			"HELD@REQUESTED_AUTHORITY,SENT@REQUESTING_AUTHORITY,POSITION",
			"DISPUTED@REQUESTED_AUTHORITY,SENT@REQUESTING_AUTHORITY,POSITION",
			"SENT@REQUESTING_AUTHORITY,DISPUTED@REQUESTED_AUTHORITY,POSITION", "HELD@EXECUTING_AUTHORITY,FILTERED,NONE",
			"UPLOADING,SENT@EXECUTING_AUTHORITY,NONE" })
	void aPartCrossesTheBorder(String from, String to, LedgerSight expected) {
		assertThat(LedgerSight.of(Side.REQUESTING, entry(Side.REQUESTED, Machine.PRODUCTION, "ANY", from, to)))
			.isEqualTo(expected);
	}

	@Test
	void aProcessDoesNotExistForTheRequestingSide() {
		assertThat(LedgerSight.of(Side.REQUESTING, entry(Side.REQUESTED, Machine.PROCESS, "SERVE", "READY", "SERVED")))
			.isEqualTo(LedgerSight.NONE);
		assertThat(LedgerSight.of(Side.REQUESTING,
				entry(Side.REQUESTED, Machine.PROCESS, "ANY", "", "SENT@REQUESTING_AUTHORITY")))
			.isEqualTo(LedgerSight.NONE);
	}

	static Stream<RequestMove> told() {
		return Stream.of(RequestMove.RELEASE_MILESTONE, RequestMove.CONSENT_TO_USE, RequestMove.REFUSE_USE);
	}

	@ParameterizedTest
	@MethodSource("told")
	void whatIsSaidForTheRequestingSideIsRead(RequestMove move) {
		assertThat(LedgerSight.of(Side.REQUESTING,
				entry(Side.REQUESTED, Machine.REQUEST, move.name(), "EXECUTING", "EXECUTING")))
			.isEqualTo(LedgerSight.POSITION);
	}

	/** Hidden is what begins and ends in confidence, and nothing else. */
	@Test
	void betweenReferralAndReturnNothingShows() {
		List<RequestState> confidential = List.of(RequestState.EXECUTION_REVIEW, RequestState.EXECUTING,
				RequestState.WITH_PROVIDER, RequestState.RETURNING);
		assertThat(Arrays.stream(RequestState.values()).filter(RequestState::confidential))
			.containsExactlyElementsOf(confidential);
		for (RequestState from : RequestState.values()) {
			for (RequestState to : RequestState.values()) {
				boolean hidden = confidential.contains(from) && confidential.contains(to);
				assertThat(LedgerSight.of(Side.REQUESTING,
						entry(Side.REQUESTED, Machine.REQUEST, "SEAL", from.name(), to.name())))
					.as(from + " to " + to)
					.isEqualTo(hidden ? LedgerSight.NONE : LedgerSight.POSITION);
			}
		}
		assertThat(LedgerSight.of(Side.REQUESTING, entry(Side.REQUESTED, Machine.REQUEST, "ANY", "", "EXECUTING")))
			.isEqualTo(LedgerSight.POSITION);
	}

	@Test
	void aPlaceNamesItsHop() {
		assertThat(PartPlace.of(RequestState.CLOSED, OfficeKind.PROSECUTOR)).isEqualTo("CLOSED@PROSECUTOR");
		assertThat(PartPlace.hop("HELD@PROSECUTOR")).contains(OfficeKind.PROSECUTOR);
		assertThat(PartPlace.hop("@PROSECUTOR")).contains(OfficeKind.PROSECUTOR);
		assertThat(PartPlace.hop("UPLOADING")).isEmpty();
	}

	@Test
	void aStateThatIsOpenHasATurnButWhereOthersHaveIt() {
		assertThat(Arrays.stream(RequestState.values()).filter((state) -> !state.hasTurn()))
			.containsExactly(RequestState.WITH_PROVIDER, RequestState.RETURNING, RequestState.CLOSED);
		assertThat(Arrays.stream(RequestState.values()).filter((state) -> !state.open()))
			.containsExactly(RequestState.CLOSED);
	}

}
