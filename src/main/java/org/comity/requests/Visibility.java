package org.comity.requests;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one rule of who sees what: the request has reached the person's office, inside the
 * office it is their team's (a supervisor sees every team's, and {@link EmergencyAccess}
 * opens one for some hours), and {@link Aspect} says how much. Screens, downloads, lists
 * and events all ask here. What a person may not see does not exist for them.
 */
@Service
@Transactional(readOnly = true)
public class Visibility {

	/**
	 * The rule as a condition over a request {@code r}, for lists made in the database;
	 * bind it with {@link #parameters(Actor)}. Auditors see what has reached any office
	 * of their country, but for what an executing office has sealed and not shown to
	 * them; that there is a seal the requesting country does not know.
	 */
	public static final String SEES = """
			exists (select 1 from request_sight s where s.request_id = r.id and (
				(s.office_id = :sightOffice and (s.team_id is null or :sightAllTeams
					or s.team_id = any(cast(:sightTeams as uuid[]))
					or exists (select 1 from emergency_access ea where ea.request_id = r.id
						and ea.person_id = :sightPerson and ea.office_id = s.office_id and ea.ends_at > current_timestamp)))
				or (:sightOversight and s.side = :sightSide and (s.side <> 'REQUESTED'
					or not wall_sealed(r.id)))))
			""";

	/**
	 * The same as the worker asks it, which proves the ledgers that an auditor sees: what
	 * the application may ask answers in the name of an office alone.
	 */
	static final String SEES_IN_BACKGROUND = SEES.replace("wall_sealed(", "wall_is_sealed(");

	private final JdbcClient jdbc;

	Visibility(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** What {@link #SEES} is bound with. */
	public static Map<String, Object> parameters(Actor actor) {
		boolean oversight = actor.kind() == OfficeKind.OVERSIGHT && actor.has(Role.AUDITOR);
		Side side = actor.side();
		return Map.of("sightOffice", actor.office(), "sightPerson", actor.person(), "sightAllTeams",
				actor.has(Role.SUPERVISOR), "sightTeams",
				"{" + String.join(",", actor.teams().stream().map(UUID::toString).toList()) + "}", "sightOversight",
				oversight, "sightSide", (side != null) ? side.name() : "NONE");
	}

	/**
	 * Returns whether the request has reached this person, and its aspect is not wholly
	 * closed to their kind of office.
	 */
	public boolean sees(Actor actor, UUID request, Aspect aspect) {
		Access access = aspect.access(actor.kind(), actor.side());
		return access != Access.NEVER && reached(actor, request);
	}

	/**
	 * Throws if this person does not see the aspect of the request.
	 * @throws NoSuchRequest if not; no different from a request that does not exist
	 */
	public Access require(Actor actor, UUID request, Aspect aspect) {
		Access access = aspect.access(actor.kind(), actor.side());
		if (access == Access.NEVER || !reached(actor, request)) {
			throw new NoSuchRequest();
		}
		return access;
	}

	private boolean reached(Actor actor, UUID request) {
		return this.jdbc.sql("select count(*) from request r where r.id = :request and " + SEES)
			.param("request", request)
			.params(parameters(actor))
			.query(Integer.class)
			.single() > 0;
	}

	/**
	 * Returns until when versions of the letter count for this person: a version issued
	 * later does not exist for them. Null means that none does.
	 */
	public @Nullable Instant lettersUntil(Actor actor, UUID request) {
		Access access = Aspect.LETTER.access(actor.kind(), actor.side());
		if (access == Access.NEVER || !reached(actor, request)) {
			return null;
		}
		if (access == Access.ONCE_REACHED) {
			return Instant.MAX;
		}
		String column = (access == Access.ONCE_ISSUED) ? "issued_at" : "transmitted_at";
		return this.jdbc.sql("select " + column + " from request where id = :request")
			.param("request", request)
			.query((row, index) -> Optional.ofNullable(row.getTimestamp(1)).map(java.sql.Timestamp::toInstant))
			.single()
			.orElse(null);
	}

	/**
	 * Returns the teams of a person's office that a request is restricted to: empty if it
	 * is the whole office's, or has not reached it.
	 */
	public List<UUID> teamsOf(UUID request, UUID office) {
		return this.jdbc.sql(
				"select team_id from request_sight where request_id = :request and office_id = :office and team_id is not null")
			.param("request", request)
			.param("office", office)
			.query(UUID.class)
			.list();
	}

	/**
	 * Returns how a ledger entry shows to a person.
	 */
	LedgerSight ledgerSight(Actor actor, LedgerEntry entry) {
		return LedgerSight.of(actor.side(), entry);
	}

}
