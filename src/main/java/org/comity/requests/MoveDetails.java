package org.comity.requests;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a person gave with a move: words, a ground, a date. Never the target state.
 *
 * @param message for the office that is next
 * @param reason for the own side
 * @param ground code of a refusal ground of the channel
 * @param consultation what was said when the other side was consulted
 * @param basis the data protection basis of a transmission
 * @param office the office that is to act
 * @param date the date the move sets
 * @param accounts ids of accounts asked about
 */
public record MoveDetails(@Nullable String message, @Nullable String reason, @Nullable String ground,
		@Nullable String consultation, @Nullable String basis, @Nullable UUID office, @Nullable LocalDate date,
		Set<UUID> accounts) {

	/** The longest text a move may carry, in characters. */
	public static final int MAX_TEXT = 10_000;

	public MoveDetails {
		message = plain(message);
		reason = plain(reason);
		consultation = plain(consultation);
		basis = plain(basis);
		accounts = Set.copyOf(accounts);
	}

	/**
	 * Browsers send line ends of two characters, and anything may be pasted: what no
	 * database column takes and no reader sees is left out.
	 */
	static @Nullable String plain(@Nullable String text) {
		return (text == null) ? null
				: text.replace("\r\n", "\n")
					.replace('\r', '\n')
					.codePoints()
					.filter((one) -> one == '\n' || one == '\t' || Character.getType(one) != Character.CONTROL)
					.filter((one) -> Character.getType(one) != Character.SURROGATE)
					.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
					.toString();
	}

	public static MoveDetails none() {
		return new MoveDetails(null, null, null, null, null, null, null, Set.of());
	}

	public static MoveDetails message(String text) {
		return new MoveDetails(text, null, null, null, null, null, null, Set.of());
	}

	public static MoveDetails reason(String text) {
		return new MoveDetails(null, text, null, null, null, null, null, Set.of());
	}

	public MoveDetails withReason(String text) {
		return new MoveDetails(this.message, text, this.ground, this.consultation, this.basis, this.office, this.date,
				this.accounts);
	}

	public MoveDetails withBasis(String text) {
		return new MoveDetails(this.message, this.reason, this.ground, this.consultation, text, this.office, this.date,
				this.accounts);
	}

	public MoveDetails withGround(String code, String consulted) {
		return new MoveDetails(this.message, this.reason, code, consulted, this.basis, this.office, this.date,
				this.accounts);
	}

	public MoveDetails withOffice(UUID id) {
		return new MoveDetails(this.message, this.reason, this.ground, this.consultation, this.basis, id, this.date,
				this.accounts);
	}

	public MoveDetails withDate(LocalDate day) {
		return new MoveDetails(this.message, this.reason, this.ground, this.consultation, this.basis, this.office, day,
				this.accounts);
	}

	public MoveDetails withAccounts(Set<UUID> ids) {
		return new MoveDetails(this.message, this.reason, this.ground, this.consultation, this.basis, this.office,
				this.date, ids);
	}

}
