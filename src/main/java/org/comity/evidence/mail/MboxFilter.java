package org.comity.evidence.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;

/**
 * A mailbox without some of its messages. What stays is byte for byte what it was, in its
 * order; nothing says where something was left out. It fails rather than let pass what
 * was to be left out: a file that is no mailbox, or a message that is not there, ends in
 * an error and never in a whole file.
 */
public final class MboxFilter extends InputStream {

	private final InputStream in;

	private final MboxScanner scanner;

	private final Set<Long> without;

	private long met;

	private int position;

	private int left;

	private boolean ended;

	private MboxFilter(InputStream in, Set<Long> without) {
		this.in = in;
		this.scanner = new MboxScanner(in, 0, 0);
		this.without = without;
		this.scanner.coarse(true);
	}

	/**
	 * Returns the mailbox without some messages.
	 * @param in the mailbox, closed with the result
	 * @param without the numbers of those messages, from 1
	 */
	public static InputStream without(InputStream in, Set<Long> without) {
		return new MboxFilter(in, Set.copyOf(without));
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] into, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, into.length);
		int count = 0;
		// A run is a line: many of them fill the caller's array before it gets it back.
		while (count < length && more()) {
			int step = Math.min(length - count, this.left);
			System.arraycopy(this.scanner.buffer(), this.position, into, offset + count, step);
			this.position += step;
			this.left -= step;
			count += step;
		}
		return (count == 0 && length > 0) ? -1 : count;
	}

	private boolean more() throws IOException {
		while (this.left == 0 && !this.ended) {
			if (!this.scanner.advance()) {
				this.ended = true;
				if (this.met != this.without.size()) {
					throw new IOException("Not every message to be left out is in the mailbox");
				}
				return false;
			}
			if (this.scanner.foreign()) {
				throw new IOException("Not a mailbox");
			}
			boolean out = this.without.contains(this.scanner.ordinal());
			if (out && this.scanner.first()) {
				this.met++;
			}
			if (!out) {
				this.position = this.scanner.start();
				this.left = this.scanner.length();
			}
		}
		return this.left > 0;
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

}
