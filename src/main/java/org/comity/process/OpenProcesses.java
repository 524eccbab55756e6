package org.comity.process;

import java.util.UUID;

import org.comity.requests.ProcessFacts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells the request's machine of the processes. It reads the table only, so that neither
 * machine waits for the other to be made.
 */
@Component
@Transactional
class OpenProcesses implements ProcessFacts {

	private final JdbcClient jdbc;

	OpenProcesses(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public boolean anyOpen(UUID request) {
		return any(request, "state <> 'ENDED'");
	}

	@Override
	public boolean anyWithProvider(UUID request) {
		return any(request, "state in ('SERVED', 'ANSWERING')");
	}

	private boolean any(UUID request, String condition) {
		return this.jdbc.sql("select exists (select 1 from process where request_id = :request and " + condition + ")")
			.param("request", request)
			.query(Boolean.class)
			.single();
	}

}
