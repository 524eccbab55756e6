package org.comity.evidence.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Walks through an mbox in runs of bytes, each a line or a piece of a long one, and says
 * to which message each belongs. All runs together are the file, byte for byte.
 *
 * <p>
 * A message begins with a line "From " at the start of the file or after an empty line,
 * if it bears a date as the format has it, or if a header field follows with which
 * messages begin: a sentence in a letter that begins with "From" starts no message,
 * quoted or not.
 */
final class MboxScanner {

	private static final int SIZE = 1 << 17;

	/** How far it looks ahead to tell whether a line begins a message. */
	private static final int AHEAD = 4096;

	private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

	/** The date as the format has it, and as others have written it instead. */
	private static final Pattern DATED = Pattern
		.compile("From .*\\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) +[A-Z][a-z]{2} +\\d{1,2} +\\d{1,2}:\\d{2}.*\\d{4}.*"
				+ "|From \\S+ +(?:[A-Z][a-z]{2},? +)?\\d{1,2} +[A-Z][a-z]{2} +\\d{4} +\\d{1,2}:\\d{2}.*"
				+ "|From \\S+ +\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}.*");

	/** A header field with which messages begin. */
	private static final Pattern FIELD = Pattern
		.compile(">From .*|(?:X-[A-Za-z0-9-]+|ARC-[A-Za-z-]+|Return-Path|Received|"
				+ "Delivered-To|DKIM-Signature|Message-ID|Date|From|To|Subject|MIME-Version|Content-Type|"
				+ "Content-Transfer-Encoding|Sender|Reply-To|Status):.*", Pattern.CASE_INSENSITIVE);

	private final InputStream in;

	private final byte[] buffer = new byte[SIZE];

	private int start;

	private int end;

	private boolean drained;

	private int runLength;

	private long runOffset;

	private long ordinal;

	private boolean first;

	private boolean lineBegins = true;

	private boolean blankBefore = true;

	private boolean foreign;

	private boolean coarse;

	private boolean runBegins;

	private boolean runBlank;

	private int lineLength;

	/**
	 * Begins a walk.
	 * @param in an mbox, or the rest of one from the start of a message on
	 * @param offset where the stream stands in the file
	 * @param before how many messages stand before it
	 */
	MboxScanner(InputStream in, long offset, long before) {
		this.in = in;
		this.runOffset = offset;
		this.ordinal = before;
	}

	/** Goes on to the next run; false at the end. */
	boolean advance() throws IOException {
		this.start += this.runLength;
		this.runOffset += this.runLength;
		this.runLength = 0;
		this.first = false;
		if (!fill(this.lineBegins ? AHEAD : 1)) {
			return false;
		}
		this.runBegins = this.lineBegins;
		if (this.lineBegins) {
			this.lineLength = 0;
			if (this.blankBefore && !this.foreign && separator()) {
				this.first = true;
				this.ordinal++;
			}
		}
		int at = this.start;
		while (at < this.end && this.buffer[at] != '\n') {
			at++;
		}
		boolean whole = at < this.end;
		this.runLength = (whole ? at + 1 : at) - this.start;
		this.lineLength += this.runLength;
		this.runBlank = whole && (this.lineLength == 1
				|| (this.lineLength == 2 && this.runLength == 2 && this.buffer[this.start] == '\r'));
		// What begins with anything else is no mbox, and nothing later makes it one.
		if (this.ordinal == 0 && !this.runBlank) {
			this.foreign = true;
		}
		this.lineBegins = whole;
		this.blankBefore = this.runBlank;
		if (this.coarse && whole && this.ordinal > 0 && !this.first) {
			lengthen();
		}
		return true;
	}

	/**
	 * From now on, or no longer, a run may be many lines: for who does not look into
	 * them.
	 */
	void coarse(boolean manyLines) {
		this.coarse = manyLines;
	}

	/** Takes in every further line that is there whole and cannot begin a message. */
	private void lengthen() {
		int next = this.start + this.runLength;
		while (next < this.end && !(this.blankBefore && this.buffer[next] == FROM[0])) {
			int at = next;
			while (at < this.end && this.buffer[at] != '\n') {
				at++;
			}
			if (at == this.end) {
				break;
			}
			this.blankBefore = at == next || (at == next + 1 && this.buffer[next] == '\r');
			next = at + 1;
		}
		this.runLength = next - this.start;
	}

	/** Whether what was read begins as no mbox does. */
	boolean foreign() {
		return this.foreign;
	}

	/** The message of the run, counted from 1; 0 for empty lines before the first. */
	long ordinal() {
		return this.ordinal;
	}

	/** Whether the run is the "From " line, or its beginning. */
	boolean first() {
		return this.first;
	}

	/** Whether the run is an empty line. */
	boolean blank() {
		return this.runBlank;
	}

	/** Whether the run stands at the beginning of its line. */
	boolean lineBegins() {
		return this.runBegins;
	}

	/** Whether the run goes to the end of its line. */
	boolean lineEnds() {
		return this.lineBegins;
	}

	/** Where the run stands in the file. */
	long offset() {
		return this.runOffset;
	}

	/** Holds the run from {@link #start()} on, until the next. */
	byte[] buffer() {
		return this.buffer;
	}

	int start() {
		return this.start;
	}

	int length() {
		return this.runLength;
	}

	/** The beginning of the run and of what follows it, as Latin letters. */
	String ahead(int longest) {
		return new String(this.buffer, this.start, Math.min(longest, this.end - this.start),
				StandardCharsets.ISO_8859_1);
	}

	private boolean separator() {
		if (this.end - this.start < FROM.length) {
			return false;
		}
		for (int i = 0; i < FROM.length; i++) {
			if (this.buffer[this.start + i] != FROM[i]) {
				return false;
			}
		}
		String[] lines = ahead(AHEAD).split("\r?\n", 3);
		return DATED.matcher(lines[0]).matches() || (lines.length > 1 && FIELD.matcher(lines[1]).matches());
	}

	/** Sees to it that so many bytes are there, or all that are left; false if none. */
	private boolean fill(int wanted) throws IOException {
		if (this.end - this.start < wanted && !this.drained) {
			System.arraycopy(this.buffer, this.start, this.buffer, 0, this.end - this.start);
			this.end -= this.start;
			this.start = 0;
			// Filled to the brim, or the little that is left would be moved for every
			// line.
			while (this.end < this.buffer.length && !this.drained) {
				int read = this.in.read(this.buffer, this.end, this.buffer.length - this.end);
				if (read < 0) {
					this.drained = true;
				}
				else {
					this.end += read;
				}
			}
		}
		return this.end > this.start;
	}

}
