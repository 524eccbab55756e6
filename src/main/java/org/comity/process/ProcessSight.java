package org.comity.process;

import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.requests.Aspect;
import org.comity.requests.Machine;
import org.comity.requests.Requests;
import org.comity.requests.SubjectSight;
import org.comity.requests.Visibility;

import org.springframework.stereotype.Component;

/**
 * Who sees one process, of those who see the processes of its request at all: the rule of
 * {@link Aspect#PROCESS} brought down to a row. A provider sees its own from service on;
 * an executing office its own and, of a request it now executes, every one; an auditor
 * those that are neither sealed nor a grand jury's.
 */
@Component
class ProcessSight implements SubjectSight {

	private final Visibility visibility;

	private final Requests requests;

	private final ProcessRepository processes;

	ProcessSight(Visibility visibility, Requests requests, ProcessRepository processes) {
		this.visibility = visibility;
		this.requests = requests;
		this.processes = processes;
	}

	@Override
	public Machine machine() {
		return Machine.PROCESS;
	}

	@Override
	public boolean sees(Actor actor, UUID process) {
		return this.processes.findById(process).filter((found) -> sees(actor, found)).isPresent();
	}

	boolean sees(Actor actor, CompulsoryProcess process) {
		if (!this.visibility.sees(actor, process.requestId(), Aspect.PROCESS)) {
			return false;
		}
		return switch (actor.kind()) {
			case REQUESTED_AUTHORITY -> true;
			case EXECUTING_AUTHORITY -> actor.office().equals(process.executingOfficeId())
					|| actor.office().equals(this.requests.facts(process.requestId()).executingOffice());
			case PROVIDER -> process.servedAt() != null && actor.office().equals(process.providerOfficeId());
			case OVERSIGHT -> !process.sealed() && !process.grandJury();
			case INVESTIGATOR, PROSECUTOR, REQUESTING_AUTHORITY, ADMINISTRATION -> false;
		};
	}

}
