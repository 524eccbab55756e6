package org.comity.requests;

import java.util.UUID;

import org.comity.kernel.Actor;

/**
 * Who sees one process or one part, of those who see its request: the rule of
 * {@link Aspect} brought down to a row. The module that keeps the row knows it. What is
 * written of a subject that a person does not see is never shown to them, not even that
 * it was written.
 */
public interface SubjectSight {

	/** The machine whose subjects it answers for; never the request's. */
	Machine machine();

	/** Whether this person sees the subject; false for one that does not exist. */
	boolean sees(Actor actor, UUID subject);

}
