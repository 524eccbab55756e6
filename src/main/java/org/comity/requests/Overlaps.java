package org.comity.requests;

import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests that ask the same provider about the same account. The requesting central
 * authority alone is told: the forces work apart, and one must not learn of the other's
 * case from the other's letter.
 */
@Service
@Transactional(readOnly = true)
public class Overlaps {

	private final JdbcClient jdbc;

	private final Visibility visibility;

	Overlaps(JdbcClient jdbc, Visibility visibility) {
		this.jdbc = jdbc;
		this.visibility = visibility;
	}

	/**
	 * Another request about one of the accounts.
	 *
	 * @param request the other request
	 * @param reference the reference the reader's office knows it by
	 * @param title its title
	 * @param force short name of the force that asks
	 * @param kind the kind of the account's identifier
	 * @param identifier the account
	 * @param open whether it is still open
	 */
	public record Overlap(UUID request, String reference, String title, String force, String kind, String identifier,
			boolean open) {
	}

	/**
	 * Returns the other requests about an account of this one that have reached the
	 * reader, the newest first: none to those who may not know. A supplement and what it
	 * supplements do not count.
	 */
	public List<Overlap> of(Actor actor, UUID request) {
		return this.visibility.sees(actor, request, Aspect.OVERLAPS) ? find(actor, request, true) : List.of();
	}

	/**
	 * As {@link #of}; who may not know of other forces learns of the own force's other
	 * requests alone.
	 */
	public List<Overlap> known(Actor actor, UUID request) {
		return find(actor, request, this.visibility.sees(actor, request, Aspect.OVERLAPS));
	}

	private List<Overlap> find(Actor actor, UUID request, boolean otherForces) {
		return this.jdbc
			.sql("""
					select r.id, coalesce(case :side when 'REQUESTING_AUTHORITY' then r.requesting_reference
							when 'REQUESTED_AUTHORITY' then r.requested_reference
							when 'EXECUTING_AUTHORITY' then r.requested_reference end, r.reference) as reference,
						r.title, o.short_name, a.kind, a.identifier, r.state <> 'CLOSED' as open
					from request this
					cross join wall_same_accounts(this.id) a
					join request r on r.id = a.request_id and r.provider_office_id = this.provider_office_id
					join office o on o.id = r.investigator_office_id
					where this.id = :request and r.parent_id is distinct from this.id and this.parent_id is distinct from r.id
						and (:others or r.investigator_office_id = this.investigator_office_id) and """
					+ " " + Visibility.SEES + " order by r.created_at desc, r.id")
			.params(Visibility.parameters(actor))
			.param("side", actor.kind().name())
			.param("others", otherForces)
			.param("request", request)
			.query((row, index) -> new Overlap(row.getObject("id", UUID.class), row.getString("reference"),
					row.getString("title"), row.getString("short_name"), row.getString("kind"),
					row.getString("identifier"), row.getBoolean("open")))
			.list();
	}

}
