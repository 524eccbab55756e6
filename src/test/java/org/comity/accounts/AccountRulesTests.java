package org.comity.accounts;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Staff;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AccountRulesTests {

	private static final UUID ME = UUID.fromString("00000000-0000-0000-0000-000000000001");

	private static final UUID OTHER = UUID.fromString("00000000-0000-0000-0000-000000000002");

	private static final UUID TEAM = UUID.fromString("00000000-0000-0000-0000-000000000003");

	@Test
	void anOrdinaryAccountIsOpened() {
		assertThat(opening("Amara Osei", "amara@force.example", OfficeKind.INVESTIGATOR, true, Role.OFFICER)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "Eve\u0000", "Eve\nAdam", "Eve\u202Enimda", "Eve\u200B" })
	void aNameMustBeReadable(String name) {
		assertThat(opening(name, "a@b.example", OfficeKind.PROVIDER, true, Role.PROVIDER_COUNSEL))
			.containsExactly("name");
	}

	@Test
	void aNameHasAnEnd() {
		assertThat(opening("a".repeat(121), "a@b.example", OfficeKind.PROVIDER, true, Role.PROVIDER_COUNSEL))
			.containsExactly("name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "a@b", "@b.example", "a b@c.example", "a@b@c.example", "a@b.example\u0000",
			"a@b.example\nBcc: c@d.example" })
	void anAddressMustLookLikeOne(String email) {
		assertThat(opening("Eve", email, OfficeKind.PROVIDER, true, Role.PROVIDER_COUNSEL)).containsExactly("email");
	}

	@Test
	void nobodyJoinsAnInactiveOffice() {
		assertThat(opening("Eve", "a@b.example", OfficeKind.PROVIDER, false, Role.PROVIDER_COUNSEL))
			.containsExactly("office");
	}

	@Test
	void everyPersonHasARole() {
		assertThat(opening("Eve", "a@b.example", OfficeKind.PROVIDER, true)).containsExactly("roles");
	}

	@ParameterizedTest
	@EnumSource(OfficeKind.class)
	void aRoleFitsTheKindOfOffice(OfficeKind kind) {
		for (Role role : Role.values()) {
			boolean fits = Staff.rolesIn(kind).contains(role);
			assertThat(opening("Eve", "a@b.example", kind, true, role).isEmpty()).as(kind + " " + role).isEqualTo(fits);
		}
	}

	@ParameterizedTest
	@EnumSource(OfficeKind.class)
	void anAdministratorOrAuditorHasNoOtherRole(OfficeKind kind) {
		for (Role alone : EnumSet.of(Role.ADMINISTRATOR, Role.AUDITOR)) {
			for (Role second : EnumSet.complementOf(EnumSet.of(alone))) {
				assertThat(opening("Eve", "a@b.example", kind, true, alone, second)).contains("roles");
			}
		}
	}

	@Test
	void everyRoleCanBeHadSomewhere() {
		Set<Role> had = EnumSet.noneOf(Role.class);
		for (OfficeKind kind : OfficeKind.values()) {
			had.addAll(Staff.rolesIn(kind));
		}
		assertThat(had).containsExactlyInAnyOrder(Role.values());
	}

	@Test
	void aTeamBelongsToTheOffice() {
		AccountRules.Wanted wanted = new AccountRules.Wanted("Eve", "a@b.example", OfficeKind.PROVIDER, true,
				Set.of(Role.PROVIDER_COUNSEL), Set.of(TEAM), Set.of());
		assertThat(AccountRules.refusals(AccountRules.OPENING, wanted)).extracting(Rejection::field)
			.containsExactly("teams");
		assertThat(AccountRules.refusals(AccountRules.CHANGING, wanted)).extracting(Rejection::field)
			.containsExactly("teams");
	}

	@Test
	void nobodyDeactivatesThemselves() {
		assertThat(leaving(ME, OfficeKind.ADMINISTRATION, 3)).containsExactly("accounts.rule.yourself");
	}

	@Test
	void theLastAdministratorStays() {
		assertThat(leaving(OTHER, OfficeKind.ADMINISTRATION, 1)).containsExactly("accounts.rule.last-administrator");
		assertThat(leaving(OTHER, OfficeKind.ADMINISTRATION, 2)).isEmpty();
		assertThat(leaving(OTHER, OfficeKind.INVESTIGATOR, 1)).isEmpty();
	}

	/** The longest that is taken, and one more. */
	@Test
	void lengthsAreMeantToTheCharacter() {
		assertThat(opening("a".repeat(120), "a@b.example", OfficeKind.PROVIDER, true, Role.PROVIDER_COUNSEL)).isEmpty();
		String address = "a@" + "b".repeat(244) + ".example";
		assertThat(opening("Eve", address, OfficeKind.PROVIDER, true, Role.PROVIDER_COUNSEL)).isEmpty();
		assertThat(opening("Eve", "c" + address, OfficeKind.PROVIDER, true, Role.PROVIDER_COUNSEL))
			.containsExactly("email");
		assertThat(opening("\ud800", "a@b.example", OfficeKind.PROVIDER, true, Role.PROVIDER_COUNSEL))
			.containsExactly("name");
	}

	@Test
	void eachRefusalHasItsWords() {
		AccountRules.Wanted wanted = new AccountRules.Wanted("", "", OfficeKind.PROVIDER, false, Set.of(Role.OFFICER),
				Set.of(TEAM), Set.of());
		assertThat(AccountRules.refusals(AccountRules.OPENING, wanted)).containsExactly(
				Rejection.at("name", "accounts.rule.name"), Rejection.at("email", "accounts.rule.email"),
				Rejection.at("office", "accounts.rule.office-inactive"),
				Rejection.at("roles", "accounts.rule.role-misfit"), Rejection.at("teams", "accounts.rule.team-misfit"));
		assertThat(AccountRules.refusals(AccountRules.CHANGING,
				new AccountRules.Wanted("", "", OfficeKind.PROVIDER, false, Set.of(), Set.of(), Set.of())))
			.containsExactly(Rejection.at("roles", "accounts.rule.no-role"));
	}

	/** What everybody knows opens nothing but the demonstration. */
	@Test
	void aCredentialOpensWhatItMay() {
		assertThat(credential(false, true).valid(false)).isTrue();
		assertThat(credential(false, true).valid(true)).isTrue();
		assertThat(credential(false, false).valid(true)).isFalse();
		assertThat(credential(true, true).valid(true)).isTrue();
		assertThat(credential(true, true).valid(false)).isFalse();
	}

	/**
	 * Only the demonstration's people do without a second factor, and only until they
	 * have one.
	 */
	@Test
	void aPasswordAloneIsEnoughInTheDemonstrationOnly() {
		assertThat(credential(true, true).passwordIsEnough(true)).isTrue();
		assertThat(credential(true, true).passwordIsEnough(false)).isFalse();
		assertThat(credential(false, true).passwordIsEnough(true)).isFalse();
		assertThat(new Credential(ME, "encoded", true, true, 1, true).passwordIsEnough(true)).isFalse();
		UUID invented = UUID
			.nameUUIDFromBytes(DemonstrationPeople.EXAMPLE.getBytes(java.nio.charset.StandardCharsets.UTF_8));
		assertThat(new Credential(invented, "own", false, true, 1, false).passwordIsEnough(true)).isTrue();
		assertThat(new Credential(invented, "own", false, true, 1, false).passwordIsEnough(false)).isFalse();
	}

	private static Credential credential(boolean demonstration, boolean active) {
		return new Credential(ME, "encoded", demonstration, active, 1, false);
	}

	@Test
	void anOutcomeIsDoneOrRefusedAndTellsNoLink() {
		assertThat(Outcome.done(ME).refused()).isFalse();
		assertThat(Outcome.done(ME).person()).isEqualTo(ME);
		assertThat(Outcome.done(ME, "once-only").link()).isEqualTo("once-only");
		assertThat(Outcome.done(ME, "once-only").toString()).contains(ME.toString()).doesNotContain("once-only");
		Rejection why = Rejection.of("accounts.rule.stale");
		assertThat(Outcome.refused(why).refused()).isTrue();
		assertThat(Outcome.refused(why).rejections()).containsExactly(why);
		assertThatIllegalArgumentException().isThrownBy(() -> Outcome.refused(java.util.List.of()));
	}

	private static java.util.List<String> opening(String name, String email, OfficeKind kind, boolean active,
			Role... roles) {
		AccountRules.Wanted wanted = new AccountRules.Wanted(name, email, kind, active, Set.of(roles), Set.of(TEAM),
				Set.of(TEAM));
		return AccountRules.refusals(AccountRules.OPENING, wanted).stream().map(Rejection::field).toList();
	}

	private static java.util.List<String> leaving(UUID person, OfficeKind kind, long active) {
		return AccountRules.refusals(AccountRules.DEACTIVATING, new AccountRules.Leaving(ME, person, kind, active))
			.stream()
			.map(Rejection::code)
			.toList();
	}

}
