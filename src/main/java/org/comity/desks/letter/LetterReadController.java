package org.comity.desks.letter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;

import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.Phrase;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterVersion;
import org.comity.letters.LetterWords;
import org.comity.letters.Letters;
import org.comity.requests.Aspect;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestView;
import org.comity.requests.Requests;
import org.comity.requests.Visibility;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Reads the letter: the newest version that has reached the reader, and those before it;
 * at the police and the prosecutor also the draft.
 */
@Controller
class LetterReadController {

	private static final Set<RequestMove> ISSUING = Set.of(RequestMove.ISSUE, RequestMove.REISSUE,
			RequestMove.CONFIRM_IN_WRITING);

	private final Letters letters;

	private final LetterWords words;

	private final Requests requests;

	private final Visibility visibility;

	private final CaseHead head;

	LetterReadController(Letters letters, LetterWords words, Requests requests, Visibility visibility, CaseHead head) {
		this.head = head;
		this.letters = letters;
		this.words = words;
		this.requests = requests;
		this.visibility = visibility;
	}

	@GetMapping("/requests/{id}/letter")
	String latest(Actor actor, @PathVariable UUID id, Model model) {
		List<LetterVersion> versions = this.letters.versions(actor, id);
		boolean application = this.visibility.sees(actor, id, Aspect.APPLICATION);
		if (versions.isEmpty() && !application) {
			throw new NoSuchRequest();
		}
		return versions.isEmpty() ? draft(actor, id, model)
				: show(actor, id, versions, versions.get(versions.size() - 1), model);
	}

	@GetMapping("/requests/{id}/letter/draft")
	String draft(Actor actor, @PathVariable UUID id, Model model) {
		LetterContent content = this.letters.draft(actor, id).content();
		head(actor, id, this.letters.versions(actor, id), content, model);
		return "letters/read";
	}

	@GetMapping("/requests/{id}/letter/versions/{number}")
	String version(Actor actor, @PathVariable UUID id, @PathVariable int number, Model model) {
		List<LetterVersion> versions = this.letters.versions(actor, id);
		LetterVersion version = versions.stream()
			.filter((one) -> one.number() == number)
			.findFirst()
			.orElseThrow(() -> new NoSuchElementException("No such version"));
		return show(actor, id, versions, version, model);
	}

	private String show(Actor actor, UUID id, List<LetterVersion> versions, LetterVersion version, Model model) {
		head(actor, id, versions, version.content(), model);
		model.addAttribute("shown", version);
		return "letters/read";
	}

	private void head(Actor actor, UUID id, List<LetterVersion> versions, LetterContent content, Model model) {
		RequestView view = this.head.put(model, actor, id, CaseHead.Section.LETTER);
		model.addAttribute("id", id);
		List<LetterVersion> newestFirst = new ArrayList<>(versions);
		Collections.reverse(newestFirst);
		model.addAttribute("versions", newestFirst);
		model.addAttribute("blocks", this.words.blocks(content).stream().filter((block) -> !block.blank()).toList());
		model.addAttribute("comparable", this.letters.readings(actor, id).size() > 1);
		model.addAttribute("enclosures", content.enclosures());
		model.addAttribute("mayEdit", this.requests.mayEdit(actor, id));
		model.addAttribute("updates", updates(actor, id, versions, view));
		model.addAttribute("seesDraft", this.visibility.sees(actor, id, Aspect.APPLICATION));
	}

	/**
	 * A way to tell those who have the letter that the facts have changed.
	 *
	 * @param address where; null where no move is open and one tells it by other means
	 * @param words what it is
	 */
	record Update(@Nullable String address, Phrase words) {
	}

	/**
	 * The ways to update a letter that was sent, by the moves that are open to this
	 * person now; none for those who do not write it.
	 */
	private static List<Update> updates(Actor actor, UUID id, List<LetterVersion> versions, RequestView view) {
		if (versions.isEmpty() || actor.kind() != OfficeKind.INVESTIGATOR && actor.kind() != OfficeKind.PROSECUTOR) {
			return List.of();
		}
		List<Update> updates = new ArrayList<>();
		if (view.moves().stream().anyMatch(ISSUING::contains)) {
			updates.add(new Update(LetterPath.tasks(id), Phrase.of("letter.update.addendum")));
		}
		if (view.moves().contains(RequestMove.ANSWER_POINTS)) {
			updates.add(new Update("/requests/" + id + "/moves/answer-points", Phrase.of("letter.update.answer")));
		}
		if (view.moves().contains(RequestMove.OPEN_SUPPLEMENT)) {
			updates.add(new Update("/cps/requests/" + id + "/supplement", Phrase.of("letter.update.supplement")));
		}
		if (updates.isEmpty()) {
			updates.add(new Update(null, Phrase.of((actor.kind() == OfficeKind.INVESTIGATOR)
					? "letter.update.tell-prosecutor" : "letter.update.tell-authority")));
		}
		return updates;
	}

}
