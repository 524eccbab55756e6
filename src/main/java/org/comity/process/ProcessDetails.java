package org.comity.process;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.comity.requests.AccountOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What a person gave with a move: words, dates, the court's particulars. Never the target
 * state.
 *
 * @param message for the other side
 * @param reason for the own side
 * @param authority what the court gave
 * @param returnDate the day by which the provider must answer
 * @param scope what is demanded after a narrowing
 * @param nonDisclosure what the court decided on non-disclosure
 * @param outcomes what became of each account
 * @param certificate the custodian's word that the answer is whole
 * @param dispute what is objected to, or how a provider is pressed
 */
public record ProcessDetails(@Nullable String message, @Nullable String reason, Authority authority,
		@Nullable LocalDate returnDate, @Nullable String scope, Silence nonDisclosure,
		Map<UUID, AccountOutcome> outcomes, @Nullable Certificate certificate, Dispute dispute) {

	/** The longest text a move may carry, in characters. */
	public static final int MAX_TEXT = 10_000;

	/** The longest name of a court, docket, judge, custodian or title, in characters. */
	public static final int MAX_NAME = 200;

	/**
	 * By whose power a process is issued.
	 *
	 * @param court the court
	 * @param docket the docket number
	 * @param judge the judge
	 * @param grantedOn the day of the court's decision; also of one on non-disclosure
	 * @param expiresOn the last day of service
	 */
	public record Authority(@Nullable String court, @Nullable String docket, @Nullable String judge,
			@Nullable LocalDate grantedOn, @Nullable LocalDate expiresOn) {

		public Authority {
			court = line(court);
			docket = line(docket);
			judge = line(judge);
		}

		static Authority none() {
			return new Authority(null, null, null, null, null);
		}

	}

	/**
	 * What a non-disclosure order says.
	 *
	 * @param grounds its grounds
	 * @param endsOn its last day
	 */
	public record Silence(Set<NonDisclosureGround> grounds, @Nullable LocalDate endsOn) {

		public Silence {
			grounds = Set.copyOf(grounds);
		}

	}

	/**
	 * What is in dispute.
	 *
	 * @param objections on what grounds a provider objects
	 * @param means how the court is asked to press it, or null
	 */
	public record Dispute(Set<ObjectionGround> objections, @Nullable CompulsionMeans means) {

		public Dispute {
			objections = Set.copyOf(objections);
		}

		static Dispute none() {
			return new Dispute(Set.of(), null);
		}

	}

	/**
	 * A custodian of records who certifies that an answer is whole (Federal Rules of
	 * Evidence 902(11), 902(13)).
	 *
	 * @param custodian the custodian's name
	 * @param title their title at the provider
	 */
	public record Certificate(String custodian, String title) {

		public Certificate {
			custodian = Objects.requireNonNullElse(line(custodian), "");
			title = Objects.requireNonNullElse(line(title), "");
		}

	}

	public ProcessDetails {
		message = plain(message);
		reason = plain(reason);
		scope = plain(scope);
		outcomes = Map.copyOf(outcomes);
	}

	/**
	 * Browsers send line ends of two characters, and anything may be pasted: what no
	 * database column takes and no reader sees is left out.
	 */
	static @Nullable String plain(@Nullable String text) {
		return (text == null) ? null
				: Normalizer.normalize(text.replace("\r\n", "\n").replace('\r', '\n'), Normalizer.Form.NFC)
					.codePoints()
					.filter((one) -> one == '\n' || one == '\t' || Character.getType(one) != Character.CONTROL)
					.filter((one) -> Character.getType(one) != Character.SURROGATE)
					.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
					.toString();
	}

	/** As {@link #plain}, in one line. */
	static @Nullable String line(@Nullable String text) {
		String plain = plain(text);
		return (plain == null) ? null : plain.replaceAll("\\s+", " ").strip();
	}

	public static ProcessDetails none() {
		return new ProcessDetails(null, null, Authority.none(), null, null, new Silence(Set.of(), null), Map.of(), null,
				Dispute.none());
	}

	public static ProcessDetails message(String text) {
		return none().withMessage(text);
	}

	public static ProcessDetails reason(String text) {
		return none().withReason(text);
	}

	public ProcessDetails withMessage(@Nullable String text) {
		return new ProcessDetails(text, this.reason, this.authority, this.returnDate, this.scope, this.nonDisclosure,
				this.outcomes, this.certificate, this.dispute);
	}

	public ProcessDetails withReason(@Nullable String text) {
		return new ProcessDetails(this.message, text, this.authority, this.returnDate, this.scope, this.nonDisclosure,
				this.outcomes, this.certificate, this.dispute);
	}

	public ProcessDetails withAuthority(Authority given) {
		return new ProcessDetails(this.message, this.reason, given, this.returnDate, this.scope, this.nonDisclosure,
				this.outcomes, this.certificate, this.dispute);
	}

	public ProcessDetails withReturnDate(@Nullable LocalDate day) {
		return new ProcessDetails(this.message, this.reason, this.authority, day, this.scope, this.nonDisclosure,
				this.outcomes, this.certificate, this.dispute);
	}

	public ProcessDetails withScope(@Nullable String text) {
		return new ProcessDetails(this.message, this.reason, this.authority, this.returnDate, text, this.nonDisclosure,
				this.outcomes, this.certificate, this.dispute);
	}

	/**
	 * @param decidedOn the day of the decision
	 */
	public ProcessDetails withNonDisclosure(Set<NonDisclosureGround> grounds, @Nullable LocalDate decidedOn,
			@Nullable LocalDate endsOn) {
		Authority was = this.authority;
		return new ProcessDetails(this.message, this.reason,
				new Authority(was.court(), was.docket(), was.judge(), decidedOn, was.expiresOn()), this.returnDate,
				this.scope, new Silence(grounds, endsOn), this.outcomes, this.certificate, this.dispute);
	}

	public ProcessDetails withAnswer(Map<UUID, AccountOutcome> each, @Nullable Certificate word) {
		return new ProcessDetails(this.message, this.reason, this.authority, this.returnDate, this.scope,
				this.nonDisclosure, each, word, this.dispute);
	}

	public ProcessDetails withObjections(Set<ObjectionGround> grounds) {
		return withDispute(new Dispute(grounds, this.dispute.means()));
	}

	public ProcessDetails withMeans(@Nullable CompulsionMeans means) {
		return withDispute(new Dispute(this.dispute.objections(), means));
	}

	private ProcessDetails withDispute(Dispute other) {
		return new ProcessDetails(this.message, this.reason, this.authority, this.returnDate, this.scope,
				this.nonDisclosure, this.outcomes, this.certificate, other);
	}

}
