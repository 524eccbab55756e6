package org.comity.evidence.bag;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A tar as it is read. It holds at most one header and one open payload at a time.
 */
final class BagStream extends InputStream {

	private final List<TarPiece> pieces;

	/** The piece being read; as many as there are means the zeros at the end. */
	private int piece;

	/** Where in it. */
	private long position;

	/** The header of the piece, once it is needed. */
	private byte @Nullable [] header;

	/** The bytes of the piece from the position on, once they are needed. */
	private @Nullable InputStream content;

	private boolean closed;

	BagStream(List<TarPiece> pieces) {
		this.pieces = pieces;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] into, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, into.length);
		open();
		if (length == 0) {
			return 0;
		}
		if (!settled()) {
			return -1;
		}
		int read = (this.piece == this.pieces.size()) ? zeros(into, offset, length, TarPiece.END)
				: read(this.pieces.get(this.piece), into, offset, length);
		this.position += read;
		return read;
	}

	private int read(TarPiece current, byte[] into, int offset, int length) throws IOException {
		if (this.position < current.headerLength()) {
			if (this.header == null) {
				this.header = current.header();
			}
			int count = Math.min(length, this.header.length - (int) this.position);
			System.arraycopy(this.header, (int) this.position, into, offset, count);
			return count;
		}
		long end = current.headerLength() + current.size();
		if (this.position >= end) {
			return zeros(into, offset, length, current.length());
		}
		if (this.content == null) {
			this.content = current.source().open(this.position - current.headerLength());
		}
		int count = this.content.read(into, offset, (int) Math.min(length, end - this.position));
		if (count < 0) {
			throw new EOFException("Fewer bytes than were said: " + current.path());
		}
		return count;
	}

	private int zeros(byte[] into, int offset, int length, long end) {
		int count = (int) Math.min(length, end - this.position);
		Arrays.fill(into, offset, offset + count, (byte) 0);
		return count;
	}

	@Override
	public long skip(long count) throws IOException {
		open();
		long left = Math.max(0, count);
		while (left > 0 && settled()) {
			long step = Math.min(left, length() - this.position);
			this.position += step;
			left -= step;
			closeContent();
		}
		return Math.max(0, count) - left;
	}

	/** Goes on to the next piece when one is used up; false at the end. */
	private boolean settled() throws IOException {
		while (this.position == length()) {
			if (this.piece == this.pieces.size()) {
				return false;
			}
			closeContent();
			this.header = null;
			this.position = 0;
			this.piece++;
		}
		return true;
	}

	private long length() {
		return (this.piece == this.pieces.size()) ? TarPiece.END : this.pieces.get(this.piece).length();
	}

	private void open() throws IOException {
		if (this.closed) {
			throw new IOException("The bag is closed");
		}
	}

	private void closeContent() throws IOException {
		InputStream open = this.content;
		this.content = null;
		if (open != null) {
			open.close();
		}
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		closeContent();
	}

}
