package org.comity.demonstration;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * An invented mailbox as a provider hands it over: the messages in one mbox file, with
 * their attachments, and the record of sign-ins as CSV. The same day always gives the
 * same bytes. All who write in it are invented, and all its domains are reserved for
 * examples.
 */
public final class Mailbox {

	private static final DateTimeFormatter ENVELOPE = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy",
			Locale.ENGLISH);

	private static final DateTimeFormatter HEADER = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z",
			Locale.ENGLISH);

	private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] { '\n' });

	private final List<Message> messages;

	private final List<SignIn> signIns;

	private Mailbox(List<Message> messages, List<SignIn> signIns) {
		this.messages = List.copyOf(messages);
		this.signIns = List.copyOf(signIns);
	}

	/**
	 * One message.
	 *
	 * @param number its number in the mailbox, from 1
	 * @param at when it was sent
	 * @param from the sender
	 * @param to the recipient
	 * @param subject the subject, which may be empty
	 * @param text the text
	 * @param attachment what is attached, or null
	 * @param privileged whether it looks like a solicitor's correspondence with a client
	 */
	public record Message(int number, Instant at, String from, String to, String subject, String text,
			@Nullable Attachment attachment, boolean privileged) {
	}

	/**
	 * A file attached to a message.
	 *
	 * @param name its name
	 * @param mediaType its type
	 * @param content its bytes, in Base64
	 */
	public record Attachment(String name, String mediaType, String content) {
	}

	/**
	 * One sign-in.
	 *
	 * @param at when
	 * @param address from which address
	 * @param service to which service
	 */
	public record SignIn(Instant at, String address, String service) {
	}

	/**
	 * Returns the mailbox of the kidnapper of case A: fifty messages, seventeen of them
	 * with an attachment, seven from or to a solicitor.
	 * @param submitted the day on which the application was submitted, from which the
	 * story counts
	 */
	public static Mailbox ofTheKidnapper(LocalDate submitted) {
		Page page = Stories.resource("mailbox").with(new Days(submitted));
		Page people = page.page("people");
		Map<String, String> names = new TreeMap<>();
		people.names().forEach((name) -> names.put(name, people.required(name)));
		List<Message> messages = new ArrayList<>();
		for (Page one : page.pages("messages")) {
			int number = messages.size() + 1;
			String from = one.required("from");
			String to = one.required("to");
			String subject = one.required("subject");
			String file = one.text("attach");
			messages
				.add(new Message(number, moment(one), String.valueOf(names.get(from)), String.valueOf(names.get(to)),
						subject, one.required("text"), (file != null) ? attachment(file, subject, number) : null,
						from.equals("solicitor") || to.equals("solicitor")));
		}
		List<SignIn> signIns = page.pages("signIns")
			.stream()
			.map((one) -> new SignIn(moment(one), one.required("address"), one.required("service")))
			.toList();
		return new Mailbox(messages, signIns);
	}

	private static Instant moment(Page page) {
		Instant at = page.moment("at");
		if (at == null) {
			throw page.wrong("has no time");
		}
		return at;
	}

	public List<Message> messages() {
		return this.messages;
	}

	public List<SignIn> signIns() {
		return this.signIns;
	}

	/**
	 * Returns the messages as an mbox file (RFC 4155): each begins with a line of its
	 * envelope, and a line of text that would look like one is quoted.
	 */
	public byte[] mbox() {
		StringBuilder file = new StringBuilder();
		for (Message message : this.messages) {
			write(message, file);
		}
		return file.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static void write(Message message, StringBuilder file) {
		OffsetDateTime at = message.at().atOffset(ZoneOffset.UTC);
		String address = message.from().replaceAll(".*<(.*)>", "$1");
		file.append("From ").append(address).append(' ').append(ENVELOPE.format(at)).append('\n');
		file.append("From: ").append(message.from()).append('\n');
		file.append("To: ").append(message.to()).append('\n');
		file.append("Subject: ").append(message.subject()).append('\n');
		file.append("Date: ").append(HEADER.format(at)).append('\n');
		file.append("Message-ID: <").append(message.number()).append('.').append(message.at().getEpochSecond());
		file.append("@mail.example>\n");
		file.append("MIME-Version: 1.0\n");
		Attachment attachment = message.attachment();
		String boundary = "part-" + message.number();
		if (attachment != null) {
			file.append("Content-Type: multipart/mixed; boundary=\"").append(boundary).append("\"\n\n");
			file.append("--").append(boundary).append('\n');
		}
		file.append("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n");
		file.append(message.text().replaceAll("(?m)^(>*From )", ">$1")).append("\n\n");
		if (attachment != null) {
			file.append("--").append(boundary).append('\n');
			file.append("Content-Type: ").append(attachment.mediaType()).append('\n');
			file.append("Content-Disposition: attachment; filename=\"").append(attachment.name()).append("\"\n");
			file.append("Content-Transfer-Encoding: base64\n\n").append(attachment.content()).append('\n');
			file.append("--").append(boundary).append("--\n\n");
		}
	}

	/** Returns the record of sign-ins: time in UTC, address, service. */
	public byte[] signInRecord() {
		StringBuilder file = new StringBuilder("time_utc,address,service\n");
		for (SignIn one : this.signIns) {
			file.append(one.at()).append(',').append(one.address()).append(',').append(one.service()).append('\n');
		}
		return file.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static Attachment attachment(String name, String subject, int number) {
		String ending = name.substring(name.lastIndexOf('.') + 1);
		byte[] content = switch (ending) {
			case "png" -> picture(number);
			case "pdf" -> page(name + ": " + subject);
			case "csv" -> ("line,text\n1," + subject.replace(',', ' ') + "\n").getBytes(StandardCharsets.UTF_8);
			default -> (subject + "\n").getBytes(StandardCharsets.UTF_8);
		};
		String type = switch (ending) {
			case "png" -> "image/png";
			case "pdf" -> "application/pdf";
			case "csv" -> "text/csv";
			default -> "text/plain";
		};
		return new Attachment(name, type, BASE64.encodeToString(content));
	}

	/**
	 * A grey picture of stripes. Its bytes are stored, not compressed, since compressors
	 * differ.
	 */
	private static byte[] picture(int seed) {
		int width = 96;
		int height = 64;
		ByteArrayOutputStream rows = new ByteArrayOutputStream();
		for (int y = 0; y < height; y++) {
			rows.write(0);
			for (int x = 0; x < width; x++) {
				rows.write((x * seed + y * (seed % 7 + 1)) & 0xff);
			}
		}
		byte[] raw = rows.toByteArray();
		ByteArrayOutputStream data = new ByteArrayOutputStream();
		data.writeBytes(new byte[] { 0x78, 0x01, 0x01, (byte) raw.length, (byte) (raw.length >> 8), (byte) ~raw.length,
				(byte) (~raw.length >> 8) });
		data.writeBytes(raw);
		java.util.zip.Adler32 sum = new java.util.zip.Adler32();
		sum.update(raw);
		data.writeBytes(number(sum.getValue()));
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		head.writeBytes(number(width));
		head.writeBytes(number(height));
		head.writeBytes(new byte[] { 8, 0, 0, 0, 0 });
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		file.writeBytes(new byte[] { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' });
		chunk("IHDR", head.toByteArray(), file);
		chunk("IDAT", data.toByteArray(), file);
		chunk("IEND", new byte[0], file);
		return file.toByteArray();
	}

	private static void chunk(String type, byte[] content, ByteArrayOutputStream file) {
		byte[] name = type.getBytes(StandardCharsets.US_ASCII);
		java.util.zip.CRC32 sum = new java.util.zip.CRC32();
		sum.update(name);
		sum.update(content);
		file.writeBytes(number(content.length));
		file.writeBytes(name);
		file.writeBytes(content);
		file.writeBytes(number(sum.getValue()));
	}

	private static byte[] number(long value) {
		return new byte[] { (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value };
	}

	/** A page of one line, as the least that a reader of PDF opens. */
	private static byte[] page(String line) {
		String text = line.replaceAll("[()\\\\]", " ").replaceAll("[^ -~]", "?");
		String stream = "BT /F1 11 Tf 60 760 Td (" + text + ") Tj ET";
		List<String> objects = List.of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
				"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
						+ " /Resources << /Font << /F1 5 0 R >> >> >>",
				"<< /Length " + stream.length() + " >>\nstream\n" + stream + "\nendstream",
				"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
		StringBuilder file = new StringBuilder("%PDF-1.4\n");
		StringBuilder places = new StringBuilder("0000000000 65535 f \n");
		for (int i = 0; i < objects.size(); i++) {
			places.append(String.format(Locale.ROOT, "%010d 00000 n %n", file.length()).replace("\r\n", "\n"));
			file.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
		}
		int start = file.length();
		file.append("xref\n0 ").append(objects.size() + 1).append('\n').append(places);
		file.append("trailer\n<< /Size ").append(objects.size() + 1).append(" /Root 1 0 R >>\nstartxref\n");
		file.append(start).append("\n%%EOF\n");
		return file.toString().getBytes(StandardCharsets.US_ASCII);
	}

}
