package org.comity.process;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Visibility;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The providers that an executing office waits for past the return date: where it may set
 * another one, or go to court.
 */
@Service
@Transactional(readOnly = true)
public class OverdueProviders {

	/** The most that a list holds; the longest overdue come first. */
	public static final int MOST = 200;

	private final JdbcClient jdbc;

	private final Processes processes;

	private final Clock clock;

	OverdueProviders(JdbcClient jdbc, Processes processes, Clock clock) {
		this.jdbc = jdbc;
		this.processes = processes;
		this.clock = clock;
	}

	/**
	 * A process that a provider has not answered in time.
	 *
	 * @param row the process
	 * @param request the request it executes
	 * @param number the request's number on the requested side
	 * @param provider the provider's short name
	 * @param returnDate the day by which it should have answered
	 * @param days how many days ago that was
	 */
	public record Late(ProcessRow row, UUID request, String number, String provider, LocalDate returnDate, long days) {
	}

	private record Found(UUID process, UUID request, String number, String provider, LocalDate returnDate) {
	}

	/**
	 * Returns them, the longest overdue first.
	 * @throws NoSuchRequest if this person is of no executing office
	 */
	public List<Late> of(Actor actor) {
		if (actor.kind() != OfficeKind.EXECUTING_AUTHORITY) {
			throw new NoSuchRequest();
		}
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		return this.jdbc
			.sql("select p.id, r.id as request, coalesce(r.requested_reference, r.reference) as number, o.short_name, "
					+ "p.return_date from process p join request r on r.id = p.request_id "
					+ "join office o on o.id = p.provider_office_id where r.executing_office_id = :office "
					+ "and p.state in ('SERVED', 'ANSWERING') and p.return_date < :today and " + Visibility.SEES
					+ " order by p.return_date, p.id limit " + MOST)
			.param("office", actor.office())
			.param("today", today)
			.params(Visibility.parameters(actor))
			.query((row, index) -> new Found(row.getObject("id", UUID.class), row.getObject("request", UUID.class),
					row.getString("number"), row.getString("short_name"),
					row.getObject("return_date", LocalDate.class)))
			.list()
			.stream()
			.filter((found) -> this.processes.sees(actor, found.process()))
			.map((found) -> new Late(this.processes.row(actor, found.process()), found.request(), found.number(),
					found.provider(), found.returnDate(), ChronoUnit.DAYS.between(found.returnDate(), today)))
			.toList();
	}

}
