package org.comity.lifecycle;

import java.nio.file.Path;
import java.util.List;

import org.comity.kernel.OfficeKind;
import org.comity.kernel.Side;
import org.comity.requests.Access;
import org.comity.requests.Aspect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table "who sees what", and what must hold of it whatever else changes.
 */
class VisibilityPageTests {

	@Test
	void visibilityPageIsCurrent() {
		StringBuilder page = new StringBuilder("# Who sees what\n\n");
		page.append("Made from `Aspect` by `VisibilityPageTests`; do not edit. Everything here presupposes that the ");
		page.append("request has reached the office (a row in `request_sight`), and inside the office the person's ");
		page.append(
				"case team; supervisors see every team of their office, and emergency access opens a request of another team for some hours. Auditors see what has reached any office of their country; what an executing office has sealed those of its country see only when it is opened to them. What a person may not see does not ");
		page.append("exist for them: the answer is 404.\n\n");
		page.append("| | police | prosecutor | requesting authority | requested authority | executing authority ");
		page.append(
				"| provider | auditor, requesting side | auditor, requested side |\n|---|---|---|---|---|---|---|---|---|\n");
		for (Aspect aspect : Aspect.values()) {
			page.append("| ").append(Machine.words(aspect.name()));
			for (OfficeKind kind : hops()) {
				page.append(" | ").append(Machine.words(aspect.access(kind, null).name()));
			}
			page.append(" | ").append(Machine.words(aspect.access(OfficeKind.OVERSIGHT, Side.REQUESTING).name()));
			page.append(" | ").append(Machine.words(aspect.access(OfficeKind.OVERSIGHT, Side.REQUESTED).name()));
			page.append(" |\n");
		}
		page.append("\n## What the words mean\n\n");
		page.append("| Word | Meaning |\n|---|---|\n");
		for (Access access : Access.values()) {
			page.append("| ").append(Machine.words(access.name())).append(" | ").append(meaning(access)).append(" |\n");
		}
		Generated.matches(Path.of("docs/visibility.md"), page.toString());
	}

	private static String meaning(Access access) {
		return switch (access) {
			case NEVER -> "never, whatever happens";
			case ONCE_REACHED -> "from the day the request first reached the office";
			case ONCE_ISSUED -> "the versions of the letter that have left the prosecutor";
			case ONCE_TRANSMITTED -> "the versions of the letter that have crossed the border";
			case ONCE_SERVED -> "from the day of service, and only what was served on this provider";
			case ONCE_RECEIVED -> "from the day the evidence reached the office";
			case MILESTONES -> "\"being executed\", its age, and the milestones released item by item";
			case COUNTS -> "counts alone";
			case CATEGORIES -> "counts and categories";
			case REASONS -> "counts, categories and reasons";
			case CUSTODY -> "who held it, when, and that the hashes agreed; never what it says";
			case OWN_OFFICE -> "what people of the own office did, and never those of another";
			case OWN_SIDE -> "the own side's entries in full; the others' as a position and the words sent over; "
					+ "nothing of what happens between referral and return to the requesting side";
		};
	}

	private static List<OfficeKind> hops() {
		return List.of(OfficeKind.INVESTIGATOR, OfficeKind.PROSECUTOR, OfficeKind.REQUESTING_AUTHORITY,
				OfficeKind.REQUESTED_AUTHORITY, OfficeKind.EXECUTING_AUTHORITY, OfficeKind.PROVIDER);
	}

	/** The provider sees what is served on it and its own answer, never the case. */
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "PROCESS", "COSTS", "EVIDENCE", "LEDGER" })
	void theProviderNeverSees(Aspect aspect) {
		assertThat(aspect.access(OfficeKind.PROVIDER, null)).isEqualTo(Access.NEVER);
	}

	/** Whoever keeps the accounts reads no case. */
	@ParameterizedTest
	@EnumSource
	void theAdministratorNeverSees(Aspect aspect) {
		assertThat(aspect.access(OfficeKind.ADMINISTRATION, null)).isEqualTo(Access.NEVER);
	}

	/** No office of the requesting side sees the papers of the other. */
	@ParameterizedTest
	@EnumSource(names = { "US_PAPERS", "PROCESS", "COSTS" })
	void theRequestingSideNeverSees(Aspect aspect) {
		assertThat(hops().stream()
			.filter((kind) -> kind.side() == Side.REQUESTING)
			.map((kind) -> aspect.access(kind, null))).containsOnly(Access.NEVER);
	}

}
