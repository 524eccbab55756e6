package org.comity.letters;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.comity.documents.Document;
import org.comity.kernel.Actor;
import org.comity.requests.Aspect;
import org.comity.requests.DocumentRule;
import org.comity.requests.Visibility;
import org.springframework.stereotype.Component;

/**
 * Who reads the files of a letter: a draft's enclosures whoever sees the application; a
 * letter, its addenda and enclosures whoever sees the version they came with.
 */
@Component
class LetterPapers implements DocumentRule {

	private final Visibility visibility;

	LetterPapers(Visibility visibility) {
		this.visibility = visibility;
	}

	@Override
	public Set<String> aspects() {
		return Set.of(Aspect.APPLICATION.name(), Aspect.LETTER.name());
	}

	@Override
	public boolean reads(Actor actor, Document document) {
		UUID request = document.request();
		if (request == null) {
			return false;
		}
		if (document.aspect().equals(Aspect.APPLICATION.name())) {
			return this.visibility.sees(actor, request, Aspect.APPLICATION);
		}
		Instant until = this.visibility.lettersUntil(actor, request);
		return until != null && !document.createdAt().isAfter(until);
	}

}
