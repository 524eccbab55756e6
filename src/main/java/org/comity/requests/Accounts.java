package org.comity.requests;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The accounts a request asks about, and what became of each.
 */
@Repository
@Transactional
public class Accounts {

	/**
	 * One account.
	 *
	 * @param id its id, the same in letter, process and production
	 * @param ordinal its number in the letter, from 1
	 * @param kind what the identifier is (EMAIL, PHONE ...)
	 * @param identifier the identifier itself: personal data
	 * @param outcome what became of it, null while open
	 */
	public record Account(UUID id, int ordinal, String kind, String identifier, @Nullable AccountOutcome outcome) {
	}

	private final JdbcClient jdbc;

	Accounts(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Transactional(readOnly = true)
	public List<Account> of(UUID request) {
		return this.jdbc
			.sql("select id, ordinal, kind, identifier, outcome from request_account "
					+ "where request_id = :request order by ordinal")
			.param("request", request)
			.query((row, index) -> new Account(row.getObject("id", UUID.class), row.getInt("ordinal"),
					row.getString("kind"), row.getString("identifier"),
					(row.getString("outcome") != null) ? AccountOutcome.valueOf(row.getString("outcome")) : null))
			.list();
	}

	/**
	 * Makes the list the one of the letter. An account with an outcome keeps it, and one
	 * that stays keeps its row, since processes point to it.
	 */
	@Transactional
	public void replace(UUID request, List<Account> accounts) {
		this.jdbc.sql("delete from request_account where request_id = :request and id <> all (cast(:kept as uuid[]))")
			.param("request", request)
			.param("kept",
					"{" + String.join(",", accounts.stream().map((account) -> account.id().toString()).toList()) + "}")
			.update();
		// Out of the way first: two accounts may change places.
		this.jdbc.sql("update request_account set ordinal = -ordinal where request_id = :request")
			.param("request", request)
			.update();
		for (Account account : accounts) {
			AccountOutcome outcome = account.outcome();
			this.jdbc.sql("""
					insert into request_account (id, request_id, ordinal, kind, identifier, outcome)
					values (:id, :request, :ordinal, :kind, :identifier, :outcome)
					on conflict (id) do update set ordinal = excluded.ordinal, kind = excluded.kind,
						identifier = excluded.identifier,
						outcome = coalesce(request_account.outcome, excluded.outcome)
						where request_account.request_id = excluded.request_id
					""")
				.param("id", account.id())
				.param("request", request)
				.param("ordinal", account.ordinal())
				.param("kind", account.kind())
				.param("identifier", account.identifier())
				.param("outcome", (outcome != null) ? outcome.name() : null)
				.update();
		}
	}

	/**
	 * Records what became of an account. PRODUCED is never taken back by a later answer.
	 */
	@Transactional
	public void settle(UUID account, AccountOutcome outcome) {
		this.jdbc
			.sql("update request_account set outcome = :outcome "
					+ "where id = :account and outcome is distinct from 'PRODUCED'")
			.param("outcome", outcome.name())
			.param("account", account)
			.update();
	}

}
