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
	 * @param identifier the account
	 * @param open whether it is still open
	 */
	public record Overlap(UUID request, String reference, String title, String force, String identifier, boolean open) {
	}

	/**
	 * Returns the other requests about an account of this one that have reached the
	 * reader, the newest first: none to those who may not know. A supplement and what it
	 * supplements do not count.
	 */
	public List<Overlap> of(Actor actor, UUID request) {
		if (!this.visibility.sees(actor, request, Aspect.OVERLAPS)) {
			return List.of();
		}
		return this.jdbc
			.sql("""
					select r.id, coalesce(r.requesting_reference, r.reference) as reference, r.title, o.short_name, a.identifier,
						r.state <> 'CLOSED' as open
					from request this
					join request_account a on a.request_id = this.id
					join request_account b on lower(b.identifier) = lower(a.identifier) and b.kind = a.kind
						and b.request_id <> this.id
					join request r on r.id = b.request_id and r.provider_office_id = this.provider_office_id
					join office o on o.id = r.investigator_office_id
					where this.id = :request and r.parent_id is distinct from this.id and this.parent_id is distinct from r.id
						and """
					+ " " + Visibility.SEES + " order by r.created_at desc, r.id")
			.params(Visibility.parameters(actor))
			.param("request", request)
			.query((row, index) -> new Overlap(row.getObject("id", UUID.class), row.getString("reference"),
					row.getString("title"), row.getString("short_name"), row.getString("identifier"),
					row.getBoolean("open")))
			.list();
	}

}
