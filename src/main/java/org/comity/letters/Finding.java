package org.comity.letters;

import java.util.List;
import java.util.UUID;

import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found in a letter.
 *
 * @param rule the rule
 * @param index the place of the item in its section, from 0; negative for the section as
 * a whole
 * @param item the item's id, or null
 * @param arguments arguments of the message
 */
public record Finding(Rule rule, int index, @Nullable UUID item, List<Object> arguments) {

	public Finding {
		arguments = List.copyOf(arguments);
	}

	/** Returns the page that mends it, below {@code letter/edit/}. */
	public String page() {
		String section = this.rule.section().slug();
		return (this.item != null) ? section + "/" + this.item : section;
	}

	/** Returns where it is in the exchange format, as a JSON pointer. */
	public String where() {
		StringBuilder where = new StringBuilder("/").append(this.rule.section().key());
		if (this.index >= 0) {
			where.append('/').append(this.index);
		}
		if (!this.rule.field().isEmpty()) {
			where.append('/').append(this.rule.field());
		}
		return where.toString();
	}

	/** Returns it as the reason for which a letter is not let through. */
	public Rejection rejection() {
		return Rejection.at(page(), this.rule.code(), this.arguments.toArray()).citing(this.rule.citation());
	}

}
