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

	private final Parts parts;

	/** Asked for late: who sees a process is decided by those who read its papers. */
	private final ObjectProvider<PartSight> sight;

	EvidencePapers(Parts parts, ObjectProvider<PartSight> sight) {
		this.parts = parts;
		this.sight = sight;
	}

	@Override
	public Set<String> aspects() {
		return Set.of(ASPECT);
	}

	@Override
	public boolean reads(Actor actor, Document document) {
		UUID part = document.subject();
		return part != null && this.parts.find(part)
			.filter((one) -> this.sight.getObject().of(actor, one) == PartSight.Sight.CONTENT)
			.isPresent();
	}

}
