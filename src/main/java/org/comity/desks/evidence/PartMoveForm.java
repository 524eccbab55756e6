package org.comity.desks.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.comity.desks.casefile.BadForm;
import org.comity.desks.fragments.DateEntry;
import org.comity.evidence.OwnList;
import org.comity.evidence.PartCommand;
import org.comity.evidence.PartInput;
import org.comity.evidence.ProductionMove;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * What was typed to move a part, sense or nonsense.
 */
final class PartMoveForm {

	/** No more than this of an overlong text is shown again, in characters. */
	private static final int ECHO = PartCommand.LONGEST * 2;

	/** What a file held that was sent with the form. */
	static final String UPLOADED = "uploaded";

	private final MultiValueMap<String, String> typed;

	PartMoveForm(MultiValueMap<String, String> typed) {
		this.typed = typed;
	}

	private String first(String name) {
		String value = this.typed.getFirst(name);
		return (value != null) ? value.replace("\u0000", "") : "";
	}

	UUID formKey() {
		return id("formKey");
	}

	private @Nullable UUID drawnFrom() {
		return first("drawnFrom").isEmpty() ? null : id("drawnFrom");
	}

	/** Keys are ours: whoever changed one gets no form. */
	private UUID id(String name) {
		return Ids.read(first(name)).orElseThrow(BadForm::new);
	}

	private DateEntry date() {
		return new DateEntry(first("date.day"), first("date.month"), first("date.year"));
	}

	/** What makes no sense at all, and so is no command. */
	List<Rejection> senseless(ProductionMove move) {
		List<Rejection> found = new ArrayList<>();
		DateEntry date = date();
		if (move.takes(PartInput.DATE) && !date.isBlank() && date.date().isEmpty()) {
			found.add(Rejection.at("date", "evidence.date.invalid"));
		}
		if (move.takes(PartInput.LIST) && hasList()) {
			if (first("list").length() > OwnList.LONGEST) {
				found.add(Rejection.at("list", "evidence.list.too-long", OwnList.LONGEST));
			}
			else if (list().isEmpty()) {
				found.add(Rejection.at("list", "evidence.list.none"));
			}
		}
		return found;
	}

	/** Whether a list was given, pasted or as a file. */
	boolean hasList() {
		return !first("list").isBlank() || !first(UPLOADED).isBlank();
	}

	private Optional<OwnList> list() {
		return OwnList.read((first("list") + "\n" + first(UPLOADED)).strip());
	}

	PartCommand command(UUID part, ProductionMove move) {
		return PartCommand.of(part, move, formKey(), drawnFrom())
			.withMessage(move.takes(PartInput.MESSAGE) ? first("message") : null)
			.withReason(move.takes(PartInput.REASON) ? first("reason") : null)
			.withDate(move.takes(PartInput.DATE) ? date().date().orElse(null) : null)
			.withList(move.takes(PartInput.LIST) ? list().orElse(null) : null);
	}

	/** What the form shows again. */
	Map<String, String> values() {
		Map<String, String> values = new LinkedHashMap<>();
		this.typed.keySet().stream().filter((name) -> !name.equals(UPLOADED)).forEach((name) -> {
			String value = first(name);
			values.put(name,
					value.substring(0, Math.min(value.length(), name.equals("list") ? OwnList.LONGEST : ECHO)));
		});
		return values;
	}

	/** The words, to be copied where they cannot be sent any more. */
	List<Map.Entry<String, String>> words() {
		return values().entrySet()
			.stream()
			.filter((entry) -> List.of("message", "reason", "list").contains(entry.getKey())
					&& !entry.getValue().isBlank())
			.toList();
	}

}
