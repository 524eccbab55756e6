package org.comity.evidence;

import java.util.Set;
import java.util.UUID;

import org.comity.documents.Document;
import org.comity.kernel.Actor;
import org.comity.requests.DocumentRule;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Whoever reads the content of a part reads its list of files and its certificate, and
 * nobody else: both name files and accounts.
 */
@Component
class EvidencePapers implements DocumentRule {

	/** The aspect of a part's own documents; their subject is the part. */
	static final String ASPECT = "EVIDENCE";

	/** That a part was destroyed: for everybody who knew of its custody. */
	static final String DESTRUCTION = "DESTRUCTION";

	private final Parts parts;

	/** Asked for late: who sees a process is decided by those who read its papers. */
	private final ObjectProvider<PartSight> sight;

	EvidencePapers(Parts parts, ObjectProvider<PartSight> sight) {
		this.parts = parts;
		this.sight = sight;
	}

	@Override
	public Set<String> aspects() {
		return Set.of(ASPECT, DESTRUCTION);
	}

	@Override
	public boolean reads(Actor actor, Document document) {
		UUID part = document.subject();
		return part != null && this.parts.find(part)
			.map((one) -> this.sight.getObject().of(actor, one))
			.filter((sight) -> sight == PartSight.Sight.CONTENT
					|| sight == PartSight.Sight.CUSTODY && document.aspect().equals(DESTRUCTION))
			.isPresent();
	}

}
