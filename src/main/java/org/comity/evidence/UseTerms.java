package org.comity.evidence;

import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.requests.Condition;
import org.comity.requests.LetterFacts;
import org.comity.requests.RequestView;
import org.comity.requests.Requests;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * For what the evidence of a request may be used: the purpose that its letter states,
 * what was accepted as a condition, and other uses that were consented to (treaty article
 * 7; CICA 2003 s.9). It stands wherever evidence is opened, and in every package.
 */
@Service
@Transactional(readOnly = true)
public class UseTerms {

	private final LetterFacts letters;

	private final Requests requests;

	UseTerms(LetterFacts letters, Requests requests) {
		this.letters = letters;
		this.requests = requests;
	}

	/**
	 * The limits of use.
	 *
	 * @param purpose the purpose that the letter states, or null where it states none
	 * @param conditions conditions that were accepted, as they were written
	 * @param consents other uses that were consented to, as they were asked for
	 */
	public record Terms(@Nullable String purpose, List<String> conditions, List<String> consents) {

		public Terms {
			conditions = List.copyOf(conditions);
			consents = List.copyOf(consents);
		}

	}

	/**
	 * Returns the limits for a request.
	 * @throws org.comity.requests.NoSuchRequest if this person does not see it
	 */
	public Terms of(Actor actor, UUID request) {
		RequestView view = this.requests.view(actor, request);
		return new Terms(this.letters.purpose(request), texts(view, Condition.TERMS_ACCEPTED),
				texts(view, Condition.USE_CONSENTED));
	}

	private static List<String> texts(RequestView view, Condition kind) {
		return view.conditions()
			.stream()
			.filter((one) -> one.kind() == kind && one.text() != null)
			.map((one) -> String.valueOf(one.text()))
			.toList();
	}

}
