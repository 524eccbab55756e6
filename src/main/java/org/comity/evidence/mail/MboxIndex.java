package org.comity.evidence.mail;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import org.comity.kernel.Digests;
import org.jspecify.annotations.Nullable;

/**
 * Lists the messages of a mailbox, one after another, as they are asked for. A file that
 * is no mailbox has none.
 */
public final class MboxIndex implements Closeable {

	private static final String DISPOSITION = "content-disposition:";

	/** A field of a part, folded or not, is not looked at any further. */
	private static final int LONGEST_FIELD = 200;

	private final InputStream in;

	private final MboxScanner scanner;

	private boolean pending;

	private boolean begun;

	private MboxIndex(InputStream in, long offset, long before) {
		this.in = in;
		this.scanner = new MboxScanner(in, offset, before);
	}

	/**
	 * A part of the list.
	 *
	 * @param mailbox whether the file is a mailbox at all
	 * @param messages those asked for
	 * @param total how many the mailbox has
	 */
	public record Page(boolean mailbox, List<MboxMessage> messages, long total) {

		public Page {
			messages = List.copyOf(messages);
		}

	}

	/**
	 * Begins at the start of a file.
	 * @param in the file, closed with the index
	 */
	public static MboxIndex of(InputStream in) {
		return new MboxIndex(in, 0, 0);
	}

	/**
	 * Goes on from a message, so that what stands before need not be read again.
	 * @param in the file from that message's offset on, closed with the index
	 * @param message the message, which is the first to come
	 */
	public static MboxIndex from(InputStream in, MboxMessage message) {
		return new MboxIndex(in, message.offset(), message.ordinal() - 1);
	}

	/**
	 * Reads a whole file for some of its messages and the count of all. The others are
	 * counted alone, so this is as fast as reading.
	 * @param in the file, left open
	 * @param first the number of the first message wanted, from 1
	 * @param most how many are wanted at most
	 */
	@SuppressWarnings("resource")
	public static Page page(InputStream in, long first, int most) throws IOException {
		MboxIndex index = of(in);
		List<MboxMessage> messages = new ArrayList<>();
		while (index.forward()) {
			long ordinal = index.scanner.ordinal();
			if (ordinal >= first && messages.size() < most) {
				messages.add(index.message());
			}
			else {
				index.pass();
			}
		}
		return new Page(index.mailbox(), messages, index.scanner.ordinal());
	}

	/** Returns the next message, or null after the last. */
	public @Nullable MboxMessage next() throws IOException {
		return forward() ? message() : null;
	}

	/**
	 * Whether what was read so far is a mailbox; known after the first message was asked
	 * for. An empty file is none.
	 */
	public boolean mailbox() {
		return this.begun && this.scanner.ordinal() > 0;
	}

	/** Stands at the first run of a message, or at the end. */
	private boolean forward() throws IOException {
		this.begun = true;
		if (this.pending) {
			return true;
		}
		while (!this.scanner.foreign() && this.scanner.advance()) {
			if (this.scanner.first()) {
				this.pending = true;
				return true;
			}
		}
		return false;
	}

	private void pass() throws IOException {
		this.pending = false;
		this.scanner.coarse(true);
		while (this.scanner.advance()) {
			if (this.scanner.first()) {
				this.pending = true;
				return;
			}
		}
	}

	private MboxMessage message() throws IOException {
		long ordinal = this.scanner.ordinal();
		long offset = this.scanner.offset();
		long length = 0;
		MessageDigest digest = Digests.sha256();
		MessageHeader header = new MessageHeader();
		MessageHeader.@Nullable Fields fields = null;
		boolean fromLine = true;
		boolean attachments = false;
		this.scanner.coarse(false);
		do {
			digest.update(this.scanner.buffer(), this.scanner.start(), this.scanner.length());
			length += this.scanner.length();
			if (fromLine) {
				fromLine = !this.scanner.lineEnds();
			}
			else if (fields == null) {
				if (this.scanner.blank()) {
					fields = header.fields();
					attachments = fields.attachment();
				}
				else {
					header.add(this.scanner.buffer(), this.scanner.start(), this.scanner.length());
				}
			}
			else if (!attachments && fields.parts() && this.scanner.lineBegins()) {
				attachments = attachment();
			}
			this.scanner.coarse(fields != null && (attachments || !fields.parts()));
			this.pending = this.scanner.advance();
		}
		while (this.pending && !this.scanner.first());
		if (fields == null) {
			fields = header.fields();
			attachments = fields.attachment();
		}
		return new MboxMessage(ordinal, offset, length, HexFormat.of().formatHex(digest.digest()), fields.date(),
				fields.sender(), fields.subject(), attachments);
	}

	private boolean attachment() {
		byte one = this.scanner.buffer()[this.scanner.start()];
		if (one != 'C' && one != 'c') {
			return false;
		}
		String line = this.scanner.ahead(LONGEST_FIELD);
		return line.toLowerCase(Locale.ROOT).startsWith(DISPOSITION)
				&& MessageHeader.attachment(line.substring(DISPOSITION.length()));
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

}
