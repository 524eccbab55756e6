package org.comity.evidence;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One person's wish to move a part that was lodged.
 *
 * @param part the part
 * @param move the row of the table
 * @param formKey made new with each form that is drawn: the same form moves a part once
 * @param drawnFrom the ledger entry the form was drawn from, or null to move it as it
 * stands
 * @param message words for the office that is told; the other side may read them
 * @param reason words for the ledger, read by the own side alone
 * @param date the day that the move asks for
 * @param list the receiver's own list of hashes
 */
public record PartCommand(UUID part, ProductionMove move, UUID formKey, @Nullable UUID drawnFrom,
		@Nullable String message, @Nullable String reason, @Nullable LocalDate date, @Nullable OwnList list) {

	/** The longest message or reason, in characters. */
	public static final int LONGEST = 4000;

	/** A wish without words. */
	public static PartCommand of(UUID part, ProductionMove move, UUID formKey, @Nullable UUID drawnFrom) {
		return new PartCommand(part, move, formKey, drawnFrom, null, null, null, null);
	}

	public PartCommand withMessage(@Nullable String words) {
		return new PartCommand(this.part, this.move, this.formKey, this.drawnFrom, words, this.reason, this.date,
				this.list);
	}

	public PartCommand withReason(@Nullable String words) {
		return new PartCommand(this.part, this.move, this.formKey, this.drawnFrom, this.message, words, this.date,
				this.list);
	}

	public PartCommand withDate(@Nullable LocalDate day) {
		return new PartCommand(this.part, this.move, this.formKey, this.drawnFrom, this.message, this.reason, day,
				this.list);
	}

	public PartCommand withList(@Nullable OwnList own) {
		return new PartCommand(this.part, this.move, this.formKey, this.drawnFrom, this.message, this.reason, this.date,
				own);
	}

}
