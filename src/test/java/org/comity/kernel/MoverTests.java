package org.comity.kernel;

import java.util.Arrays;
import java.util.Set;

import org.comity.requests.RequestMove;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Who may make a move: one kind of office, and one of some roles in it.
 */
class MoverTests {

	private static final Mover CASEWORKER = Mover.by(OfficeKind.REQUESTED_AUTHORITY, Role.CASEWORKER, Role.ATTORNEY);

	@Test
	void oneOfTheRolesIsEnough() {
		assertThat(CASEWORKER.admits(OfficeKind.REQUESTED_AUTHORITY, Set.of(Role.ATTORNEY))).isTrue();
		assertThat(CASEWORKER.admits(OfficeKind.REQUESTED_AUTHORITY, Set.of(Role.SUPERVISOR, Role.CASEWORKER)))
			.isTrue();
		assertThat(CASEWORKER.admits(OfficeKind.REQUESTED_AUTHORITY, Set.of(Role.SUPERVISOR))).isFalse();
		assertThat(CASEWORKER.admits(OfficeKind.REQUESTED_AUTHORITY, Set.of())).isFalse();
	}

	@Test
	void theRoleCountsInItsKindOfOfficeAlone() {
		assertThat(CASEWORKER.admits(OfficeKind.REQUESTING_AUTHORITY, Set.of(Role.CASEWORKER))).isFalse();
	}

	@Test
	void aMoveThatNobodyMayMakeIsNoMove() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Mover(OfficeKind.PROVIDER, Set.of()));
	}

	/** What follows from a move elsewhere is made by nobody. */
	@Test
	void theSystemsMovesAreNobodys() {
		assertThat(RequestMove.PROCESS_SERVED.system()).isTrue();
		assertThat(RequestMove.SUBMIT.system()).isFalse();
		assertThat(Arrays.stream(OfficeKind.values()).filter(OfficeKind::isHop))
			.noneMatch((kind) -> RequestMove.PROCESS_SERVED.admits(actor(kind)));
		assertThat(RequestMove.SUBMIT.admits(actor(OfficeKind.INVESTIGATOR))).isTrue();
		assertThat(RequestMove.SUBMIT.admits(actor(OfficeKind.PROSECUTOR))).isFalse();
	}

	private static Actor actor(OfficeKind kind) {
		Actor actor = new Actor(Ids.next(), "Somebody", Ids.next(), "Office", kind, kind.side(), "GB",
				Set.of(Role.values()), Set.of());
		assertThat(actor.has(Role.OFFICER)).isTrue();
		return actor;
	}

	@Test
	void aRoleThatAPersonDoesNotHaveIsNotTheirs() {
		Actor actor = new Actor(Ids.next(), "Somebody", Ids.next(), "Office", OfficeKind.PROVIDER, Side.PROVIDER, "US",
				Set.of(Role.PROVIDER_COUNSEL), Set.of());
		assertThat(actor.has(Role.PROVIDER_COUNSEL)).isTrue();
		assertThat(actor.has(Role.SUPERVISOR)).isFalse();
	}

	@Test
	void theHopsStandInTheOrderOfTheRoad() {
		assertThat(Arrays.stream(OfficeKind.values()).filter(OfficeKind::isHop).map(OfficeKind::hop)).containsExactly(0,
				1, 2, 3, 4, 5);
		assertThat(Arrays.stream(OfficeKind.values()).filter((kind) -> !kind.isHop()))
			.containsExactly(OfficeKind.OVERSIGHT, OfficeKind.ADMINISTRATION)
			.allSatisfy((kind) -> {
				assertThatIllegalStateException().isThrownBy(kind::hop);
				assertThatIllegalStateException().isThrownBy(kind::side);
			});
		assertThat(OfficeKind.PROSECUTOR.side()).isEqualTo(Side.REQUESTING);
		assertThat(OfficeKind.EXECUTING_AUTHORITY.side()).isEqualTo(Side.REQUESTED);
		assertThat(OfficeKind.PROVIDER.side()).isEqualTo(Side.PROVIDER);
	}

}
