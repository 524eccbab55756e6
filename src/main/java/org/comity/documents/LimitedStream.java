package org.comity.documents;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends with an exception where a stream is longer than is taken.
 */
public class LimitedStream extends FilterInputStream {

	/** The stream is too long. */
	public static class TooLong extends IOException {

		private static final long serialVersionUID = 1L;

	}

	private long left;

	/**
	 * @param most the most bytes that are taken
	 */
	public LimitedStream(InputStream in, long most) {
		super(in);
		this.left = most;
	}

	@Override
	public int read() throws IOException {
		int one = super.read();
		return (one < 0) ? one : counted(1, one);
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int some = super.read(buffer, offset, length);
		return (some < 0) ? some : counted(some, some);
	}

	private int counted(int bytes, int result) throws TooLong {
		this.left -= bytes;
		if (this.left < 0) {
			throw new TooLong();
		}
		return result;
	}

	@Override
	public boolean markSupported() {
		return false;
	}

}
