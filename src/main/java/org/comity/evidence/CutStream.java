package org.comity.evidence;

import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request, of which what came before the line was cut is kept: where it
 * breaks off it ends. It is handed out in pieces.
 */
final class CutStream {

	private static final int NOTHING = -1;

	private final InputStream body;

	private int ahead = NOTHING;

	private boolean ended;

	CutStream(InputStream body) {
		this.body = body;
	}

	/** Whether nothing more comes; waits for the next byte to know. */
	boolean isEmpty() {
		if (!this.ended && this.ahead == NOTHING) {
			byte[] one = new byte[1];
			this.ahead = (read(one, 0, 1) == 1) ? one[0] & 0xff : NOTHING;
		}
		return this.ended;
	}

	private int read(byte[] buffer, int offset, int length) {
		try {
			int read = this.ended ? NOTHING : this.body.read(buffer, offset, length);
			this.ended = read == NOTHING;
			return read;
		}
		catch (IOException ex) {
			// The sender is gone; what came is theirs all the same.
			this.ended = true;
			return NOTHING;
		}
	}

	/**
	 * The next piece.
	 * @param most how many bytes at most
	 */
	InputStream next(long most) {
		return new InputStream() {

			private long left = most;

			@Override
			public int read() {
				byte[] one = new byte[1];
				return (read(one, 0, 1) == 1) ? one[0] & 0xff : NOTHING;
			}

			@Override
			public int read(byte[] buffer, int offset, int length) {
				if (length == 0) {
					return 0;
				}
				if (this.left == 0 || isEmpty()) {
					return NOTHING;
				}
				buffer[offset] = (byte) CutStream.this.ahead;
				CutStream.this.ahead = NOTHING;
				int some = (int) Math.min(this.left, length);
				int more = (some > 1) ? Math.max(0, CutStream.this.read(buffer, offset + 1, some - 1)) : 0;
				this.left -= 1 + more;
				return 1 + more;
			}

		};
	}

}
