package org.comity.evidence.look;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The first rows of a table of values parted by commas, semicolons or tabs. Encoding and
 * sign are guessed, and a guess may be wrong: this is a look, never the evidence. It
 * reads no further than {@value #FURTHEST} characters, whatever the file claims to be.
 */
public final class TableLook {

	/** How many characters are read at most. */
	static final int FURTHEST = 2_000_000;

	private static final int SAMPLE = 64 * 1024;

	private static final char[] SIGNS = { ',', ';', '\t' };

	/** How many rows settle the sign. */
	private static final int TRIED = 20;

	private TableLook() {
	}

	/**
	 * What a look found.
	 *
	 * @param rows the rows, each with as many cells as it has, cleaned and cut
	 * @param more whether there are further rows, or further cells in a row
	 * @param encoding the encoding it was read in
	 * @param sign the sign between cells
	 */
	public record Table(List<List<String>> rows, boolean more, String encoding, char sign) {

		public Table {
			rows = List.copyOf(rows);
		}

		/** How many cells the longest row has. */
		public int width() {
			return this.rows.stream().mapToInt(List::size).max().orElse(0);
		}

	}

	/**
	 * How much is shown.
	 *
	 * @param rows how many rows at most
	 * @param columns how many cells of each at most
	 * @param cell how many characters of each at most
	 */
	public record Limits(int rows, int columns, int cell) {
	}

	/**
	 * Looks into a file.
	 * @param in the file, left open
	 * @param limits how much is wanted
	 * @throws IOException if it cannot be read; what it holds is never an error
	 */
	public static Table of(InputStream in, Limits limits) throws IOException {
		BufferedInputStream bytes = new BufferedInputStream(in, SAMPLE);
		bytes.mark(SAMPLE);
		byte[] sample = bytes.readNBytes(SAMPLE);
		bytes.reset();
		Charset encoding = encoding(sample);
		bytes.skipNBytes(mark(sample));
		String text = text(new InputStreamReader(bytes, lenient(encoding)));
		char sign = sign(text);
		List<List<String>> rows = new ArrayList<>();
		boolean more = text.length() == FURTHEST;
		try (CSVParser parser = parser(text, sign)) {
			Iterator<CSVRecord> records = parser.iterator();
			while (records.hasNext()) {
				if (rows.size() == limits.rows()) {
					more = true;
					break;
				}
				CSVRecord record = records.next();
				more |= record.size() > limits.columns();
				rows.add(record.stream()
					.limit(limits.columns())
					.map((cell) -> PlainText.line(cell, limits.cell()))
					.toList());
			}
		}
		catch (UncheckedIOException | IllegalStateException ex) {
			// A table broken in the middle is shown up to there.
			more = true;
		}
		return new Table(rows, more, encoding.name(), sign);
	}

	private static CSVParser parser(String text, char sign) throws IOException {
		return CSVFormat.DEFAULT.builder()
			.setDelimiter(sign)
			.setIgnoreEmptyLines(true)
			.setTrailingData(true)
			.setLenientEof(true)
			.get()
			.parse(new StringReader(text));
	}

	private static String text(Reader reader) throws IOException {
		StringBuilder text = new StringBuilder();
		char[] buffer = new char[8192];
		while (text.length() < FURTHEST) {
			int read = reader.read(buffer, 0, Math.min(buffer.length, FURTHEST - text.length()));
			if (read < 0) {
				break;
			}
			text.append(buffer, 0, read);
		}
		return text.toString();
	}

	/** The sign that gives the most cells and the same number in each row. */
	private static char sign(String text) {
		char best = SIGNS[0];
		long most = 0;
		for (char sign : SIGNS) {
			long score = score(text, sign);
			if (score > most) {
				most = score;
				best = sign;
			}
		}
		return best;
	}

	private static long score(String text, char sign) {
		List<Integer> widths = new ArrayList<>();
		String beginning = text.substring(0, Math.min(text.length(), SAMPLE));
		try (CSVParser parser = parser(beginning, sign)) {
			Iterator<CSVRecord> records = parser.iterator();
			while (widths.size() < TRIED && records.hasNext()) {
				widths.add(records.next().size());
			}
		}
		catch (IOException | UncheckedIOException | IllegalStateException ex) {
			// What was read until then decides.
		}
		if (widths.isEmpty() || widths.get(0) < 2) {
			return 0;
		}
		long alike = widths.stream().filter((width) -> width.equals(widths.get(0))).count();
		return alike * 1000 / widths.size() * 1000 + Math.min(widths.get(0), 999);
	}

	private static Charset encoding(byte[] sample) {
		if (begins(sample, 0xEF, 0xBB, 0xBF)) {
			return StandardCharsets.UTF_8;
		}
		if (begins(sample, 0xFF, 0xFE)) {
			return StandardCharsets.UTF_16LE;
		}
		if (begins(sample, 0xFE, 0xFF)) {
			return StandardCharsets.UTF_16BE;
		}
		int even = 0;
		int odd = 0;
		for (int i = 0; i < sample.length; i++) {
			if (sample[i] == 0) {
				if (i % 2 == 0) {
					even++;
				}
				else {
					odd++;
				}
			}
		}
		// Letters of the West in two bytes have a zero in every second place.
		if (odd > sample.length / 4 && even < odd / 8) {
			return StandardCharsets.UTF_16LE;
		}
		if (even > sample.length / 4 && odd < even / 8) {
			return StandardCharsets.UTF_16BE;
		}
		return valid(sample) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
	}

	/** Whether it is UTF-8 but for a character that the sample's end may have cut. */
	private static boolean valid(byte[] sample) {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
		return !decoder.decode(ByteBuffer.wrap(sample), CharBuffer.allocate(sample.length + 1), sample.length < SAMPLE)
			.isError();
	}

	private static CharsetDecoder lenient(Charset encoding) {
		return encoding.newDecoder()
			.onMalformedInput(CodingErrorAction.REPLACE)
			.onUnmappableCharacter(CodingErrorAction.REPLACE);
	}

	/** The length of the mark of the byte order. */
	private static int mark(byte[] sample) {
		if (begins(sample, 0xEF, 0xBB, 0xBF)) {
			return 3;
		}
		return (begins(sample, 0xFF, 0xFE) || begins(sample, 0xFE, 0xFF)) ? 2 : 0;
	}

	private static boolean begins(byte[] bytes, int... with) {
		if (bytes.length < with.length) {
			return false;
		}
		for (int i = 0; i < with.length; i++) {
			if ((bytes[i] & 0xFF) != with[i]) {
				return false;
			}
		}
		return true;
	}

}
