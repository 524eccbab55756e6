package org.comity.process;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Requests;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The statements in support of applications, while they are written: for the attorneys of
 * the executing office, and while the process is being prepared. This module keeps the
 * words and never makes any: it knows nothing of the letter.
 */
@Service
public class Affidavits {

	private final JdbcClient jdbc;

	private final ProcessRepository processes;

	private final ProcessSight sight;

	private final Requests requests;

	private final Directory directory;

	private final Clock clock;

	Affidavits(JdbcClient jdbc, ProcessRepository processes, ProcessSight sight, Requests requests, Directory directory,
			Clock clock) {
		this.jdbc = jdbc;
		this.processes = processes;
		this.sight = sight;
		this.requests = requests;
		this.directory = directory;
		this.clock = clock;
	}

	/** What came of the wish to save. */
	public sealed interface Saving {

		/** It is saved. */
		record Saved(long version) implements Saving {
		}

		/** Somebody saved it meanwhile. */
		record Stale(Affidavit theirs) implements Saving {
		}

		/** It cannot be kept as it is, or not any more. */
		record Refused(List<Rejection> reasons) implements Saving {
		}

	}

	/**
	 * Returns whether this person may write the statement of a process in some state:
	 * else its page does not exist for them.
	 */
	@Transactional(readOnly = true)
	public boolean mayEver(Actor actor, UUID process) {
		return this.processes.findById(process).filter((found) -> mayEver(actor, found)).isPresent();
	}

	private boolean mayEver(Actor actor, CompulsoryProcess process) {
		return actor.kind() == OfficeKind.EXECUTING_AUTHORITY && actor.has(Role.ATTORNEY)
				&& this.sight.sees(actor, process)
				&& actor.office().equals(this.requests.facts(process.requestId()).executingOffice());
	}

	/**
	 * Returns the statement as it was saved last, or empty while none was.
	 * @throws NoSuchRequest if this person may not write it
	 */
	@Transactional(readOnly = true)
	public Optional<Affidavit> of(Actor actor, UUID process) {
		if (!mayEver(actor, process)) {
			throw new NoSuchRequest();
		}
		return find(process);
	}

	/** The statement of a process, for the application that is made from it. */
	Optional<Affidavit> find(UUID process) {
		return this.jdbc
			.sql("select text, version, saved_by, saved_at from process_affidavit where process_id = :process")
			.param("process", process)
			.query((row, index) -> new Affidavit(row.getString("text"), row.getLong("version"),
					this.directory.person(row.getObject("saved_by", UUID.class)).name(),
					row.getTimestamp("saved_at").toInstant()))
			.optional();
	}

	/**
	 * Saves the statement.
	 * @param drawnFrom the version the form was drawn from, 0 where none was saved
	 * @throws NoSuchRequest if this person may not write it
	 */
	@Transactional
	public Saving save(Actor actor, UUID id, String typed, long drawnFrom) {
		UUID request = this.processes.requestOf(id).orElseThrow(NoSuchRequest::new);
		this.requests.lock(request);
		CompulsoryProcess process = this.processes.lockById(id).orElseThrow(NoSuchRequest::new);
		if (!mayEver(actor, process)) {
			throw new NoSuchRequest();
		}
		String text = Objects.requireNonNullElse(ProcessDetails.plain(typed), "").strip();
		if (process.state() != ProcessState.PREPARING) {
			return new Saving.Refused(List.of(Rejection.of("process.affidavit.filed")));
		}
		if (text.isEmpty()) {
			return new Saving.Refused(List.of(Rejection.at("text", "process.affidavit.required")));
		}
		if (text.length() > Affidavit.LONGEST) {
			return new Saving.Refused(List.of(Rejection.at("text", "process.input.too-long", Affidavit.LONGEST)));
		}
		Optional<Affidavit> before = find(id);
		long known = before.map(Affidavit::version).orElse(0L);
		if (before.isPresent() && known != drawnFrom) {
			return before.get().text().equals(text) ? new Saving.Saved(known) : new Saving.Stale(before.get());
		}
		if (known != drawnFrom) {
			return new Saving.Refused(List.of(Rejection.of("process.affidavit.out-of-date")));
		}
		this.jdbc
			.sql("insert into process_affidavit (process_id, text, version, saved_by, saved_at) "
					+ "values (:process, :text, 1, :person, :now) on conflict (process_id) do update "
					+ "set text = excluded.text, version = process_affidavit.version + 1, "
					+ "saved_by = excluded.saved_by, saved_at = excluded.saved_at")
			.param("process", id)
			.param("text", text)
			.param("person", actor.person())
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		return new Saving.Saved(known + 1);
	}

}
