package org.comity.accounts;

import java.util.List;
import java.util.UUID;

import org.comity.accounts.AccountEvent.Kind;
import org.comity.kernel.Ids;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The history of accounts and offices. It commits with what it tells, and only grows, but
 * for what is years old ({@link OldHistory}).
 */
@Repository
class AccountHistory {

	private final JdbcClient jdbc;

	AccountHistory(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void record(@Nullable UUID actor, UUID person, Kind kind, String detail) {
		write(actor, person, null, kind, detail);
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void recordOffice(UUID actor, UUID office, Kind kind, String detail) {
		write(actor, null, office, kind, detail);
	}

	/** The history of a person's account, newest first. */
	@Transactional(readOnly = true)
	List<AccountEvent> of(UUID person) {
		return read("e.person", person);
	}

	/** The history of an office, newest first. */
	@Transactional(readOnly = true)
	List<AccountEvent> ofOffice(UUID office) {
		return read("e.office", office);
	}

	private void write(@Nullable UUID actor, @Nullable UUID person, @Nullable UUID office, Kind kind, String detail) {
		this.jdbc.sql("""
				insert into account_event (id, happened_at, actor, person, office, kind, detail)
				values (:id, now(), :actor, :person, :office, :kind, :detail)
				""")
			.param("id", Ids.next())
			.param("actor", actor, java.sql.Types.OTHER)
			.param("person", person, java.sql.Types.OTHER)
			.param("office", office, java.sql.Types.OTHER)
			.param("kind", kind.name())
			.param("detail", detail)
			.update();
	}

	private List<AccountEvent> read(String column, UUID id) {
		return this.jdbc.sql("""
				select e.happened_at, a.name, o.short_name, e.kind, e.detail
				from account_event e left join person a on a.id = e.actor left join office o on o.id = a.office
				where %s = :id order by e.happened_at desc, e.id desc
				""".formatted(column))
			.param("id", id)
			.query((row, number) -> new AccountEvent(row.getTimestamp("happened_at").toInstant(), row.getString("name"),
					row.getString("short_name"), Kind.valueOf(row.getString("kind")), row.getString("detail")))
			.list();
	}

}
