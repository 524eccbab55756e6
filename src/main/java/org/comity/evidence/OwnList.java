package org.comity.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.comity.kernel.Digests;
import org.jspecify.annotations.Nullable;

/**
 * A list of hashes that the receiver has from elsewhere: by e-mail, by post, on the disk
 * the files came on. It is read in the formats of {@code sha256sum} and of BSD's
 * {@code sha256}; bare hashes serve too. Lines that are neither are no part of it.
 */
public final class OwnList {

	/** The longest list, in characters: about a thousand files with long names. */
	public static final int LONGEST = 300_000;

	private static final Pattern GNU = Pattern.compile("\\\\?([0-9a-fA-F]{64})(?:\\s+\\*?(.+))?");

	private static final Pattern BSD = Pattern.compile("SHA2?-?256\\s*\\((.+)\\)\\s*=\\s*([0-9a-fA-F]{64})",
			Pattern.CASE_INSENSITIVE);

	/**
	 * One line.
	 *
	 * @param name the file's name without folders, or null where the line is a bare hash
	 * @param sha256 64 lower-case hexadecimal digits
	 */
	public record Line(@Nullable String name, String sha256) {
	}

	private final List<Line> lines;

	private final String sha256;

	private OwnList(List<Line> lines, String sha256) {
		this.lines = List.copyOf(lines);
		this.sha256 = sha256;
	}

	/**
	 * Reads a list.
	 * @return the list, or empty if no line of the text names a hash
	 */
	public static Optional<OwnList> read(String text) {
		List<Line> lines = new ArrayList<>();
		text.lines().map(String::strip).forEach((line) -> {
			Matcher gnu = GNU.matcher(line);
			Matcher bsd = BSD.matcher(line);
			if (gnu.matches()) {
				lines.add(new Line(base(gnu.group(2)), gnu.group(1).toLowerCase(Locale.ROOT)));
			}
			else if (bsd.matches()) {
				lines.add(new Line(base(bsd.group(1)), bsd.group(2).toLowerCase(Locale.ROOT)));
			}
		});
		return lines.isEmpty() ? Optional.empty()
				: Optional.of(new OwnList(lines, Digests.sha256(text.getBytes(StandardCharsets.UTF_8))));
	}

	/** The list may have been made from another folder. */
	private static @Nullable String base(@Nullable String path) {
		return (path == null) ? null : path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
	}

	public List<Line> lines() {
		return this.lines;
	}

	/** The SHA-256 of the text as it was given. */
	public String sha256() {
		return this.sha256;
	}

}
