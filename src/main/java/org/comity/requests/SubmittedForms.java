package org.comity.requests;

import java.time.Clock;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Forms that were carried out, by the key drawn with each form. The key is written in the
 * transaction of what the form did.
 */
@Repository
@Transactional
public class SubmittedForms {

	private final JdbcClient jdbc;

	private final Clock clock;

	SubmittedForms(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Whether this form was carried out before. Ask after the lock is held. */
	@Transactional(readOnly = true)
	public boolean seen(UUID formKey) {
		return this.jdbc.sql("select count(*) from submitted_form where form_key = :key")
			.param("key", formKey)
			.query(Integer.class)
			.single() > 0;
	}

	/**
	 * Notes that the form is carried out in this transaction.
	 * @return false if it was before
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean accept(UUID formKey, Actor actor) {
		return this.jdbc
			.sql("insert into submitted_form (form_key, person_id, submitted_at) values (:key, :person, :now) "
					+ "on conflict do nothing")
			.param("key", formKey)
			.param("person", actor.person())
			.param("now", java.sql.Timestamp.from(this.clock.instant()))
			.update() == 1;
	}

}
