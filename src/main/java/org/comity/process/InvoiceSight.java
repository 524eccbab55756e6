package org.comity.process;

import java.util.Optional;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.requests.Aspect;
import org.comity.requests.Machine;
import org.comity.requests.SubjectSight;
import org.comity.requests.Visibility;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who sees an invoice: the rule of {@link Aspect#COSTS} brought down to a row. The
 * provider on which the process was served and the office that executes; not the central
 * authority between them, and no auditor.
 */
@Component
@Transactional
class InvoiceSight implements SubjectSight {

	private final Visibility visibility;

	private final ProcessSight processSight;

	private final ProcessRepository processes;

	private final JdbcClient jdbc;

	InvoiceSight(Visibility visibility, ProcessSight processSight, ProcessRepository processes, JdbcClient jdbc) {
		this.visibility = visibility;
		this.processSight = processSight;
		this.processes = processes;
		this.jdbc = jdbc;
	}

	@Override
	public Machine machine() {
		return Machine.INVOICE;
	}

	@Override
	public boolean sees(Actor actor, UUID invoice) {
		return processOf(invoice).filter((process) -> seesThoseOf(actor, process)).isPresent();
	}

	Optional<UUID> processOf(UUID invoice) {
		return this.jdbc.sql("select process_id from invoice where id = :invoice")
			.param("invoice", invoice)
			.query(UUID.class)
			.optional();
	}

	/** Whether this person sees the invoices of a process, if there are any. */
	boolean seesThoseOf(Actor actor, UUID id) {
		return this.processes.findById(id)
			.filter((process) -> process.servedAt() != null
					&& this.visibility.sees(actor, process.requestId(), Aspect.COSTS)
					&& this.processSight.sees(actor, process)
					&& (actor.kind() == OfficeKind.PROVIDER || actor.kind() == OfficeKind.EXECUTING_AUTHORITY))
			.isPresent();
	}

}
