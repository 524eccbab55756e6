package org.comity.evidence.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.comity.kernel.Digests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Mailboxes as they are really written: every message is found once, none is invented,
 * and what is not left out stays as it was.
 */
class MboxTests {

	private static final String ONE = """
			From 1790001@xxx Thu Mar 05 21:14:00 +0000 2026
			Date: Thu, 5 Mar 2026 21:14:00 +0000
			From: =?UTF-8?Q?Zo=C3=AB?= <zoe@example.org>
			Subject: =?UTF-8?B?xYHDs2TFug==?= and
			 =?ISO-8859-1?Q?caf=E9?=

			Hello.
			>From here it goes on.

			From now on we meet at 10:30.
			>>From quoted twice.

			""";

	private static final String TWO = """
			From - Fri Mar  6 08:00:00 2026
			Date: not a date
			Content-Type: multipart/mixed; boundary=b

			--b
			Content-Type: text/plain

			See the file.
			--b
			Content-Type: application/pdf
			Content-Disposition: attachment;
			 filename="plan.pdf"

			JVBERi0=
			--b--

			""";

	private static final String THREE = """
			From MAILER-DAEMON
			Received: by nowhere
			subject: no date, no sender

			End
			""";

	@Test
	void listsEveryMessage() throws IOException {
		byte[] file = bytes(ONE + TWO + THREE);
		List<MboxMessage> messages = list(file);
		assertThat(messages).hasSize(3);
		MboxMessage first = messages.get(0);
		assertThat(first.ordinal()).isEqualTo(1);
		assertThat(first.offset()).isZero();
		assertThat(first.length()).isEqualTo(bytes(ONE).length);
		assertThat(first.sha256()).isEqualTo(Digests.sha256(bytes(ONE)));
		assertThat(first.date()).isEqualTo(Instant.parse("2026-03-05T21:14:00Z"));
		assertThat(first.sender()).isEqualTo("Zo\u00EB <zoe@example.org>");
		assertThat(first.subject()).isEqualTo("\u0141\u00F3d\u017A and caf\u00E9");
		assertThat(first.attachments()).isFalse();
		MboxMessage second = messages.get(1);
		assertThat(second.offset()).isEqualTo(first.length());
		assertThat(second.sha256()).isEqualTo(Digests.sha256(bytes(TWO)));
		assertThat(second.date()).isNull();
		assertThat(second.sender() + second.subject()).isEmpty();
		assertThat(second.attachments()).isTrue();
		assertThat(messages.get(2).subject()).isEqualTo("no date, no sender");
		assertThat(messages.get(2).length()).isEqualTo(bytes(THREE).length);
	}

	@Test
	void lineEndsOfTheOtherKindAndAMissingLastOneChangeNothing() throws IOException {
		String text = (ONE + TWO + THREE).replace("\n", "\r\n").stripTrailing();
		byte[] file = bytes(text);
		List<MboxMessage> messages = list(file);
		assertThat(messages).extracting(MboxMessage::subject)
			.containsExactly("\u0141\u00F3d\u017A and caf\u00E9", "", "no date, no sender");
		assertThat(messages.get(1).attachments()).isTrue();
		slicesAgree(file, messages);
	}

	@Test
	void aSentenceThatBeginsWithFromStartsNoMessage() throws IOException {
		assertThat(list(bytes(ONE + "From the beginning of 2026 to 10:30.\n\nFrom me\n\nFrom Bob\nNote: x\n")))
			.hasSize(1);
		assertThat(list(bytes(ONE.stripTrailing() + "\nFrom - Fri Mar  6 08:00:00 2026\nSubject: x\n\n"))).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "\n\n", "Hello", "From me to you\n", "a,b\n1,2\n\nFrom - Fri Mar  6 08:00:00 2026\n\nx",
					"\0\0\1", ">From - Fri Mar  6 08:00:00 2026\n", "From" })
	void whatIsNoMailboxHasNoMessages(String text) throws IOException {
		MboxIndex.Page page = MboxIndex.page(stream(bytes(text)), 1, 50);
		assertThat(page.mailbox()).isFalse();
		assertThat(page.messages()).isEmpty();
		assertThat(page.total()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "From a@b Thu Mar 05 21:14:00 +0000 2026\n", "From - Fri Mar  6 08:00:00 2026",
			"From a@b Fri, 6 Mar 2026 08:00:00 +0000\n\nx", "From a@b 2026-03-06T08:00:00Z\r\n\r\n",
			"\n\nFrom \"A B\" Fri Mar  6 08:00 GMT 2026\n", "From x\nMessage-ID: <1>\n" })
	void howeverTheFirstLineIsWritten(String text) throws IOException {
		assertThat(MboxIndex.page(stream(bytes(text)), 1, 50).total()).isEqualTo(1);
	}

	@Test
	void headersOfStrangersAreCutAndCleaned() throws IOException {
		String text = "From - Fri Mar  6 08:00:00 2026\nno colon here\n: empty\nSubject: \u202Eexe.\u200Bfdp\u0007 <b>\t\u00A0x"
				+ "y".repeat(70_000)
				+ "\nFrom: =?UTF-8?Q?=00broken?= =?nonsense?X?abc?= <a@b>\nDate: Mon, 31 Feb 99999 99:99\n\nbody\n";
		MboxMessage message = list(bytes(text)).get(0);
		assertThat(message.subject()).startsWith("exe.fdp <b> xyy").hasSize(300).endsWith("\u2026");
		// The header is read to 64 KB: the sender stands behind that.
		assertThat(message.sender()).isEmpty();
		MboxMessage latin = list(
				"From - Fri Mar  6 08:00:00 2026\nSubject: caf\u00E9\n\n".getBytes(StandardCharsets.ISO_8859_1))
			.get(0);
		assertThat(latin.subject()).isEqualTo("caf\u00E9");
		MboxMessage odd = list(bytes(
				"From - Fri Mar  6 08:00:00 2026\nFrom: =?UTF-8?Q?=00broken?= =?nonsense?X?abc?= <a@b>\nDate: Mon, 31 Feb 99999 99:99"))
			.get(0);
		assertThat(odd.sender()).contains("broken", "<a@b>");
		assertThat(odd.date()).isNull();
	}

	@Test
	void aPageNeedsNoMoreThanItself() throws IOException {
		MboxIndex.Page page = MboxIndex.page(new Endless(12_000), 51, 50);
		assertThat(page.mailbox()).isTrue();
		assertThat(page.total()).isEqualTo(12_000);
		assertThat(page.messages()).hasSize(50);
		assertThat(page.messages().get(0).ordinal()).isEqualTo(51);
		assertThat(page.messages().get(0).subject()).isEqualTo("Message 51");
		assertThat(MboxIndex.page(new Endless(3), 10, 50).messages()).isEmpty();
	}

	@Test
	void goesOnFromAMessageWithoutWhatStandsBefore() throws IOException {
		byte[] file = bytes(ONE + TWO + THREE);
		MboxMessage second = list(file).get(1);
		try (MboxIndex index = MboxIndex.from(new ByteArrayInputStream(file, (int) second.offset(), file.length),
				second)) {
			assertThat(index.next()).isEqualTo(second);
			assertThat(index.next()).isEqualTo(list(file).get(2));
			assertThat(index.next()).isNull();
			assertThat(index.next()).isNull();
		}
	}

	@Test
	void aLineLongerThanAnyBufferIsOneLine() throws IOException {
		String body = "x".repeat(400_000) + "From - Fri Mar  6 08:00:00 2026\n\n";
		byte[] file = bytes(ONE + "From - Fri Mar  6 08:00:00 2026\nSubject: long\n\n" + body + TWO);
		List<MboxMessage> messages = list(file);
		assertThat(messages).hasSize(3);
		slicesAgree(file, messages);
	}

	@Test
	void theFilterLeavesTheRestAsItWas() throws IOException {
		Random random = new Random(17);
		for (int round = 0; round < 60; round++) {
			byte[] file = random(random);
			List<MboxMessage> messages = list(file);
			Set<Long> without = new TreeSet<>();
			messages.stream()
				.filter((message) -> random.nextInt(3) == 0)
				.forEach((message) -> without.add(message.ordinal()));
			byte[] filtered;
			try (InputStream in = MboxFilter.without(stream(file), without)) {
				filtered = in.readAllBytes();
			}
			List<MboxMessage> kept = messages.stream()
				.filter((message) -> !without.contains(message.ordinal()))
				.toList();
			assertThat(list(filtered)).extracting(MboxMessage::sha256)
				.isEqualTo(kept.stream().map(MboxMessage::sha256).toList());
			ByteArrayOutputStream expected = new ByteArrayOutputStream();
			for (MboxMessage message : kept) {
				expected.write(file, (int) message.offset(), (int) message.length());
			}
			assertThat(filtered).isEqualTo(expected.toByteArray());
		}
	}

	@Test
	void theFilterFailsRatherThanLettingSomethingPass() {
		byte[] file = bytes(ONE + TWO + THREE);
		assertThatIOException().isThrownBy(() -> MboxFilter.without(stream(file), Set.of(2L, 4L)).readAllBytes());
		assertThatIOException()
			.isThrownBy(() -> MboxFilter.without(stream(bytes("no mail")), Set.of(1L)).readAllBytes());
		assertThatIOException().isThrownBy(() -> MboxFilter.without(stream(new byte[0]), Set.of(1L)).readAllBytes());
	}

	@Test
	void allAndNothingCanBeLeftOut() throws IOException {
		byte[] file = bytes(ONE + TWO + THREE);
		assertThat(MboxFilter.without(stream(file), Set.of(1L, 2L, 3L)).readAllBytes()).isEmpty();
		assertThat(MboxFilter.without(stream(file), Set.of()).readAllBytes()).isEqualTo(file);
	}

	@Test
	void aLargeMailboxIsCountedAsItPasses() throws IOException {
		MboxIndex.Page page = MboxIndex.page(new Endless(60_000), 59_999, 50);
		assertThat(page.total()).isEqualTo(60_000);
		assertThat(page.messages()).hasSize(2);
	}

	private static byte[] random(Random random) {
		StringBuilder text = new StringBuilder();
		int count = 1 + random.nextInt(9);
		String end = random.nextBoolean() ? "\n" : "\r\n";
		for (int i = 0; i < count; i++) {
			text.append("From - Fri Mar  6 08:00:00 2026")
				.append(end)
				.append("Subject: ")
				.append(random.nextInt(99))
				.append(end);
			text.append(end);
			int lines = random.nextInt(40);
			for (int line = 0; line < lines; line++) {
				text.append(switch (random.nextInt(7)) {
					case 0 -> "";
					case 1 -> "From the sea";
					case 2 -> ">From - Fri Mar  6 08:00:00 2026";
					case 3 -> "z".repeat(random.nextInt(9000));
					case 4 -> "\r";
					case 5 -> "\u0000\u00E9";
					default -> "line";
				});
				text.append(end);
			}
			if (i < count - 1 || random.nextBoolean()) {
				text.append(end);
			}
		}
		return bytes(text.toString());
	}

	private static void slicesAgree(byte[] file, List<MboxMessage> messages) {
		long at = 0;
		for (MboxMessage message : messages) {
			assertThat(message.offset()).isEqualTo(at);
			at += message.length();
			assertThat(message.sha256())
				.isEqualTo(Digests.sha256(Arrays.copyOfRange(file, (int) message.offset(), (int) at)));
		}
		assertThat(at).isEqualTo(file.length);
	}

	private static List<MboxMessage> list(byte[] file) throws IOException {
		List<MboxMessage> messages = new ArrayList<>();
		try (MboxIndex index = MboxIndex.of(new Trickle(file))) {
			for (MboxMessage message = index.next(); message != null; message = index.next()) {
				messages.add(message);
			}
		}
		return messages;
	}

	private static InputStream stream(byte[] file) {
		return new ByteArrayInputStream(file);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** Hands out a few bytes at a time, as a network does. */
	private static final class Trickle extends ByteArrayInputStream {

		private Trickle(byte[] bytes) {
			super(bytes);
		}

		@Override
		public synchronized int read(byte[] into, int offset, int length) {
			return super.read(into, offset, Math.min(length, 1 + this.pos % 977));
		}

	}

	/** A mailbox made while it is read. */
	private static final class Endless extends InputStream {

		private final long messages;

		private long made;

		private byte[] current = {};

		private int at;

		private Endless(long messages) {
			this.messages = messages;
		}

		@Override
		public int read() {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
		}

		@Override
		public int read(byte[] into, int offset, int length) {
			if (this.at == this.current.length) {
				if (this.made == this.messages) {
					return -1;
				}
				this.made++;
				this.current = bytes(
						"From - Fri Mar  6 08:00:00 2026\nDate: Fri, 6 Mar 2026 08:00:00 +0000\nSubject: Message "
								+ this.made + "\n\n" + "A line of some length, as letters have.\n".repeat(4) + "\n");
				this.at = 0;
			}
			int count = Math.min(length, this.current.length - this.at);
			System.arraycopy(this.current, this.at, into, offset, count);
			this.at += count;
			return count;
		}

	}

}
