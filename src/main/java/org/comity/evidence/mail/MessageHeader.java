package org.comity.evidence.mail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.field.DateTimeField;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.RawField;
import org.comity.evidence.look.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * The header of a message, as far as a list needs it. It takes what comes: unfinished
 * lines, bytes of no known set, a header without end.
 */
final class MessageHeader {

	/** More of a header is not read. */
	static final int LONGEST = 64 * 1024;

	/** No message is older than electronic mail; what claims to be is not dated. */
	private static final Instant EARLIEST = Instant.parse("1965-01-01T00:00:00Z");

	private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);

	void add(byte[] buffer, int start, int length) {
		this.bytes.write(buffer, start, Math.min(length, LONGEST - this.bytes.size()));
	}

	Fields fields() {
		Map<String, String> fields = new HashMap<>();
		for (String line : text(this.bytes.toByteArray()).replaceAll("\r?\n[ \t]+", " ").split("\r?\n")) {
			int colon = line.indexOf(':');
			if (colon > 0) {
				fields.putIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
						line.substring(colon + 1).strip());
			}
		}
		return new Fields(date(fields.getOrDefault("date", "")), words(fields.getOrDefault("from", "")),
				words(fields.getOrDefault("subject", "")),
				fields.getOrDefault("content-type", "").toLowerCase(Locale.ROOT).startsWith("multipart/"),
				attachment(fields.getOrDefault("content-disposition", "")));
	}

	/** Whether the value of a Content-Disposition field says so. */
	static boolean attachment(String disposition) {
		return disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment");
	}

	private static @Nullable Instant date(String value) {
		try {
			DateTimeField field = DateTimeFieldLenientImpl.PARSER.parse(new RawField("Date", value),
					DecodeMonitor.SILENT);
			Instant date = (field.getDate() != null) ? field.getDate().toInstant() : null;
			return (date != null && date.isAfter(EARLIEST) && date.isBefore(LATEST)) ? date : null;
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static String words(String value) {
		String decoded = value;
		try {
			decoded = DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT);
		}
		catch (RuntimeException ex) {
			// Shown as it stands.
		}
		return PlainText.line(decoded, MboxMessage.LONGEST);
	}

	private static String text(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return new String(bytes, StandardCharsets.ISO_8859_1);
		}
	}

	/**
	 * What a header says.
	 *
	 * @param date when, or null
	 * @param sender from whom
	 * @param subject about what
	 * @param parts whether the message has parts
	 * @param attachment whether all of it is an attachment
	 */
	record Fields(@Nullable Instant date, String sender, String subject, boolean parts, boolean attachment) {
	}

}
