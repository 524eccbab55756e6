package org.comity.desks.evidence;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.Phrase;
import org.comity.evidence.Evidence;
import org.comity.evidence.PartMoves;
import org.comity.evidence.PartView;
import org.comity.evidence.ProductionMove;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.requests.NoSuchRequest;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * What the pages of one part share: the part as its reader sees it, the head of its
 * request, and the steps open now. The provider has no head: it never sees the case.
 */
@Component
class PartPages {

	/** A step that is offered: where it leads, and how it is called. */
	record Step(String href, Phrase name, Phrase explanation) {
	}

	private final Evidence evidence;

	private final PartMoves moves;

	private final CaseHead head;

	PartPages(Evidence evidence, PartMoves moves, CaseHead head) {
		this.evidence = evidence;
		this.moves = moves;
		this.head = head;
	}

	/**
	 * Puts a part into the model as {@code part}, and where it belongs.
	 * @throws NoSuchRequest if this person does not see it, or it was never lodged
	 */
	PartView put(Actor actor, UUID id, Model model) {
		PartView part = this.evidence.part(actor, id);
		if (part.lodgedAt() == null) {
			throw new NoSuchRequest();
		}
		model.addAttribute("part", part);
		model.addAttribute("partName", name(part));
		if (actor.kind() == OfficeKind.PROVIDER) {
			model.addAttribute("back", provider(part));
		}
		else {
			this.head.put(model, actor, part.request(), CaseHead.Section.EVIDENCE);
			model.addAttribute("back", "/evidence/" + id);
		}
		return part;
	}

	/** The page of a part at its provider's own desk. */
	static String provider(PartView part) {
		return "/provider/processes/" + part.process() + "/productions/" + part.id();
	}

	/** What a part is called. */
	static Phrase name(PartView part) {
		return Phrase.of(part.filtered() ? "evidence.part.name.filtered" : "evidence.part.name", part.number(),
				part.processReference());
	}

	/** The steps open to this person now, what carries the part on its way first. */
	List<Step> steps(Actor actor, PartView part, boolean onward) {
		return this.moves.open(actor, part.id())
			.stream()
			.filter((move) -> onward(move) == onward)
			// A difference that stands is told before anything else is tried.
			.sorted(java.util.Comparator.comparing((ProductionMove move) -> move != ProductionMove.DISPUTE
					&& move != ProductionMove.DISPUTE_FURTHER_BACK))
			.map((move) -> new Step(address(part.id(), move), Phrase.of("evidence.move." + move + ".label"),
					Phrase.of("evidence.move." + move + ".explanation")))
			.distinct()
			.toList();
	}

	private static boolean onward(ProductionMove move) {
		return switch (move) {
			case CONFIRM, DISPUTE, FORWARD, RESEND, FILTER, RECEIVE, DISPUTE_FURTHER_BACK -> true;
			default -> false;
		};
	}

	/** The filter has pages of its own, on which all is marked. */
	private static String address(UUID part, ProductionMove move) {
		return (move == ProductionMove.FILTER) ? "/evidence/" + part + "/filter"
				: "/evidence/" + part + "/moves/" + inAddress(move);
	}

	static String inAddress(ProductionMove move) {
		return move.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Finds a person's move by what stands in the address. */
	static Optional<ProductionMove> fromAddress(String text) {
		return java.util.Arrays.stream(ProductionMove.values())
			.filter((move) -> !move.system() && inAddress(move).equals(text))
			.filter((move) -> move != ProductionMove.LODGE && move != ProductionMove.DISCARD)
			.findFirst();
	}

}
