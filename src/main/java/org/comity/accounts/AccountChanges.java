package org.comity.accounts;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What administrators did to accounts and offices, before the eyes of the auditors: an
 * account that was opened, or whose second factors were removed, is a way in. Auditors
 * see what was done on their own side, with the providers on the requested one, and to
 * those who belong to no side. What people do to their own accounts is not among it.
 */
@Component
public class AccountChanges {

	/** Changes on a page. */
	public static final int PAGE = 50;

	private final JdbcClient jdbc;

	AccountChanges(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Returns a page, the newest first.
	 * @param before where the page before ended, or null
	 * @throws NoSuchElementException if the reader is no auditor
	 */
	@Transactional(readOnly = true)
	public List<AccountChange> page(Actor auditor, @Nullable UUID before) {
		if (auditor.kind() != OfficeKind.OVERSIGHT || !auditor.has(Role.AUDITOR)) {
			throw new NoSuchElementException("Changes of accounts are for auditors");
		}
		List<String> sides = (auditor.side() == Side.REQUESTED) ? List.of(Side.REQUESTED.name(), Side.PROVIDER.name())
				: List.of(String.valueOf(auditor.side()));
		return this.jdbc.sql("""
				select e.id, e.happened_at, p.name as person, o.short_name as office, a.name as actor,
					ao.short_name as actor_office, e.kind, e.detail
				from account_event e left join person p on p.id = e.person
				join office o on o.id = coalesce(e.office, p.office)
				left join person a on a.id = e.actor left join office ao on ao.id = a.office
				where e.actor is distinct from e.person and (o.side in (:sides) or o.side is null) and e.id < :before
				order by e.id desc limit :page
				""")
			.param("sides", sides)
			.param("before", (before != null) ? before : new UUID(-1L, -1L))
			.param("page", PAGE)
			.query((row, index) -> new AccountChange(row.getObject("id", UUID.class),
					row.getTimestamp("happened_at").toInstant(), row.getString("person"), row.getString("office"),
					row.getString("actor"), row.getString("actor_office"),
					AccountEvent.Kind.valueOf(row.getString("kind")), row.getString("detail")))
			.list();
	}

}
