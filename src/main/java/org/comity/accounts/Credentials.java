package org.comity.accounts;

import java.sql.Timestamp;
import java.time.Instant;
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
			select c.person, c.password, c.demonstration, p.active and o.active as active, p.revision,
				exists (select from account_code a where a.person = p.id)
				or exists (select from user_credentials k where k.user_entity_user_id = passkey_owner(p.id)) as second_factor
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

	void store(UUID person, String encoded, boolean demonstration) {
		this.jdbc.sql("""
				insert into account_credential (person, password, demonstration, changed_at)
				values (:person, :password, :demonstration, now())
				on conflict (person) do update set password = excluded.password,
					demonstration = excluded.demonstration, changed_at = excluded.changed_at
				""").param("person", person).param("password", encoded).param("demonstration", demonstration).update();
	}

	/** Waits until nobody else changes how this person signs in. */
	void lock(UUID person) {
		this.jdbc.sql("select person from account_credential where person = :person for update")
			.param("person", person)
			.query(UUID.class)
			.optional();
	}

	/**
	 * Counts a failed try for the person to be told of; an address that nobody has counts
	 * nothing.
	 */
	void tried(String email) {
		this.jdbc.sql("""
				update account_credential c set failed_tries = failed_tries + 1
				from person p where p.id = c.person and p.email = lower(:email)
				""").param("email", email).update();
	}

	void tried(UUID person) {
		this.jdbc.sql("update account_credential set failed_tries = failed_tries + 1 where person = :person")
			.param("person", person)
			.update();
	}

	/**
	 * Notes that the person is in.
	 * @return what had been tried since they last were
	 */
	Optional<FailedTries> arrived(UUID person, Instant now) {
		Optional<FailedTries> before = this.jdbc.sql("""
				select failed_tries, last_sign_in from account_credential where person = :person for update
				""").param("person", person).query((row, number) -> {
			Timestamp last = row.getTimestamp("last_sign_in");
			return new FailedTries(row.getInt("failed_tries"), (last != null) ? last.toInstant() : null);
		}).optional();
		this.jdbc.sql("update account_credential set failed_tries = 0, last_sign_in = :now where person = :person")
			.param("now", Timestamp.from(now))
			.param("person", person)
			.update();
		return before.filter((tries) -> tries.howMany() > 0);
	}

}
