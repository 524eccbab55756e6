package org.comity.evidence;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The word of a custodian of records about one part, declared under penalty of perjury
 * (28 U.S.C. 1746). It names the custodian and nobody of the case.
 *
 * @param custodian the custodian's name
 * @param title their title at the provider
 * @param statements what they certify
 * @param keeping how the records are made and kept, in the custodian's words; may be
 * empty
 * @param signedOn the day of their declaration, or null while none was given
 */
public record Certificate(String custodian, String title, Set<CertificateStatement> statements, String keeping,
		@Nullable LocalDate signedOn) {

	/** The longest name or title, in characters. */
	public static final int LONGEST = 200;

	/** The longest words on how the records are kept, in characters. */
	public static final int LONGEST_TEXT = 2000;

	public Certificate {
		keeping = text(keeping);
		custodian = line(custodian);
		title = line(title);
		statements = Set.copyOf(statements);
	}

	/** Creates one that does not say how the records are kept. */
	public Certificate(String custodian, String title, Set<CertificateStatement> statements,
			@Nullable LocalDate signedOn) {
		this(custodian, title, statements, "", signedOn);
	}

	/** What they certify, always in the same order. */
	public List<CertificateStatement> inOrder() {
		return this.statements.stream().sorted().toList();
	}

	/** As {@link #line}, line by line. */
	private static String text(String text) {
		return String.join("\n", text.strip().lines().map(Certificate::line).toList());
	}

	/** One line, without what nobody sees and no database column takes. */
	private static String line(String text) {
		return text.codePoints()
			.map((one) -> Character.isWhitespace(one) ? ' ' : one)
			.filter((one) -> switch (Character.getType(one)) {
				case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
				default -> true;
			})
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString()
			.replaceAll(" +", " ")
			.strip();
	}

}
