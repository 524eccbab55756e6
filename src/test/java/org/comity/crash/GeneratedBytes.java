package org.comity.crash;

import java.io.IOException;
import java.io.InputStream;
import java.util.SplittableRandom;

/**
 * As many bytes as one likes, the same for the same seed, that nothing can compress and
 * that are nowhere kept.
 */
final class GeneratedBytes extends InputStream {

	private final SplittableRandom random;

	private final byte[] block = new byte[64 * 1024];

	private int used = this.block.length;

	private long left;

	GeneratedBytes(long seed, long size) {
		this.random = new SplittableRandom(seed);
		this.left = size;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) {
		if (this.left == 0) {
			return -1;
		}
		if (this.used == this.block.length) {
			this.random.nextBytes(this.block);
			this.used = 0;
		}
		int count = (int) Math.min(Math.min(length, this.block.length - this.used), this.left);
		System.arraycopy(this.block, this.used, buffer, offset, count);
		this.used += count;
		this.left -= count;
		return count;
	}

}
