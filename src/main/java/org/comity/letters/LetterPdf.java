package org.comity.letters;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.comity.documents.PdfMetadata;
import org.comity.documents.Press;
import org.comity.letters.LetterContent.Account;
import org.comity.letters.LetterContent.Fact;
import org.comity.letters.LetterContent.Offence;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The letter as a prosecutor signs it: a PDF of a locked version. An addendum says first
 * what it adds and what it changes, then the letter as it now reads.
 */
@Component
class LetterPdf {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.UK);

	private final LetterChanges changes;

	private final MessageSource messages;

	LetterPdf(LetterChanges changes, MessageSource messages) {
		this.changes = changes;
		this.messages = messages;
	}

	/** Returns the file's name: the reference, and no word of the case. */
	static String fileName(LetterVersion version) {
		return version.reference()
				+ ((version.kind() == LetterVersion.Kind.LETTER) ? ".pdf" : "-addendum-" + version.addendum() + ".pdf");
	}

	/**
	 * Who writes to whom.
	 *
	 * @param prosecutor the office that signs
	 * @param requesting the central authority through which it goes
	 * @param requested the central authority to which it goes
	 * @param requestingReference the former's reference, once there is one
	 * @param requestedReference the latter's reference, once there is one
	 */
	record Parties(String prosecutor, String requesting, String requested, @Nullable String requestingReference,
			@Nullable String requestedReference) {
	}

	/**
	 * Renders a version.
	 * @param press what makes the PDF
	 * @param version the version
	 * @param before the one before it, or null for the letter
	 * @param parties who writes to whom
	 */
	byte[] render(Press press, LetterVersion version, @Nullable LetterVersion before, Parties parties) {
		Map<String, Object> model = new HashMap<>();
		model.put("letter", version.content());
		model.put("version", version);
		model.put("addendum", before != null);
		model.put("changes", (before != null) ? this.changes.between(before.content(), version.content()) : List.of());
		model.put("parties", parties);
		model.put("n", new Numbering());
		model.put("say", new Sayings(version.content()));
		model.put("issuedOn", DAY.format(version.issuedAt().atOffset(ZoneOffset.UTC)));
		model.put("issuedAt", MOMENT.format(version.issuedAt().atOffset(ZoneOffset.UTC)));
		String title = this.messages.getMessage((before != null) ? "letter.pdf.title.addendum" : "letter.pdf.title",
				new Object[] { version.reference(), version.addendum() }, Locale.UK);
		return press.render("letter", model, new PdfMetadata(title, version.issuedAt(), version.sha256()));
	}

	/** Counts paragraphs through the whole letter. */
	static final class Numbering {

		private int last;

		public int next() {
			return ++this.last;
		}

	}

	/** Small words the template needs. */
	static final class Sayings {

		private final LetterContent letter;

		Sayings(LetterContent letter) {
			this.letter = letter;
		}

		/** The paragraphs of a text: what stands between blank lines. */
		public List<String> paragraphs(String text) {
			List<String> paragraphs = new ArrayList<>();
			for (String paragraph : text.split("\\n\\s*\\n")) {
				if (!paragraph.isBlank()) {
					paragraphs.add(paragraph.strip());
				}
			}
			return paragraphs;
		}

		public String day(@Nullable LocalDate date) {
			return (date != null) ? DAY.format(date) : "";
		}

		/** The day of a fact, before its time if it has one. */
		public String dayOf(LetterContent.@Nullable When when) {
			if (when == null || when.date() == null) {
				return "";
			}
			return DAY.format(when.date()) + ((when.time() != null) ? "," : "");
		}

		public String timeOf(LetterContent.@Nullable When when) {
			return (when != null && when.date() != null && when.time() != null) ? when.time().toString() : "";
		}

		public String moment(java.time.@Nullable Instant at) {
			return (at != null) ? MOMENT.format(at.atOffset(ZoneOffset.UTC)) : "";
		}

		/**
		 * The numbers of the facts an account is linked to, as the letter counts them.
		 */
		public String facts(Account account) {
			return numbers(this.letter.facts().stream().map(Fact::id).toList(), account.facts());
		}

		public String offences(Account account) {
			return numbers(this.letter.offences().stream().map(Offence::id).toList(), account.offences());
		}

		public String accounts(List<UUID> linked) {
			return numbers(this.letter.accounts().stream().map(Account::id).toList(), linked);
		}

		private static String numbers(List<UUID> all, List<UUID> some) {
			List<String> numbers = new ArrayList<>();
			for (int i = 0; i < all.size(); i++) {
				if (some.contains(all.get(i))) {
					numbers.add(String.valueOf(i + 1));
				}
			}
			return String.join(", ", numbers);
		}

	}

}
