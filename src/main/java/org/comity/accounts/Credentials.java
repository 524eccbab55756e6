package org.comity.accounts;

import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The stored passwords. A person without a row cannot sign in.
 */
@Repository
@Transactional
class Credentials {

	private static final String SELECT = """
			select c.person, c.password, c.one_time, c.demonstration, p.active and o.active as active, p.revision
			from account_credential c join person p on p.id = c.person join office o on o.id = p.office
			""";

	private final JdbcClient jdbc;

	Credentials(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Transactional(readOnly = true)
	Optional<Credential> byEmail(String email) {
		return this.jdbc.sql(SELECT + "where p.email = lower(:email)")
			.param("email", email)
			.query(Credential.class)
			.optional();
	}

	@Transactional(readOnly = true)
	Optional<Credential> of(UUID person) {
		return this.jdbc.sql(SELECT + "where p.id = :person")
			.param("person", person)
			.query(Credential.class)
			.optional();
	}

	void store(UUID person, String encoded, boolean oneTime, boolean demonstration) {
		this.jdbc.sql("""
				insert into account_credential (person, password, one_time, demonstration, changed_at)
				values (:person, :password, :oneTime, :demonstration, now())
				on conflict (person) do update set password = excluded.password, one_time = excluded.one_time,
					demonstration = excluded.demonstration, changed_at = excluded.changed_at
				""")
			.param("person", person)
			.param("password", encoded)
			.param("oneTime", oneTime)
			.param("demonstration", demonstration)
			.update();
	}

}
