package org.comity.documents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;

import com.google.crypto.tink.StreamingAead;
import org.comity.kernel.Digests;

/**
 * Encrypts a stream while it is read, a segment or two ahead, and counts what it was. If
 * the stream breaks off, so does this one: it never makes an end of its own.
 */
final class EncryptingStream extends InputStream {

	private final InputStream content;

	private final MessageDigest digest = Digests.sha256();

	private final byte[] chunk = new byte[EncryptedBlobStore.SEGMENT];

	private final Ahead ahead = new Ahead();

	private final OutputStream cipher;

	private long size;

	private boolean ended;

	EncryptingStream(StreamingAead secret, byte[] place, InputStream content) throws IOException {
		this.content = content;
		try {
			this.cipher = secret.newEncryptingStream(this.ahead, place);
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("The bytes cannot be encrypted", ex);
		}
	}

	long plainSize() {
		return this.size;
	}

	String plainSha256() {
		return HexFormat.of().formatHex(this.digest.digest());
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) == -1) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, buffer.length);
		if (length == 0) {
			return 0;
		}
		while (this.ahead.isEmpty() && !this.ended) {
			encryptMore();
		}
		return this.ahead.take(buffer, offset, length);
	}

	private void encryptMore() throws IOException {
		int read = this.content.read(this.chunk, 0, this.chunk.length);
		if (read == -1) {
			this.cipher.close();
			this.ended = true;
			return;
		}
		this.digest.update(this.chunk, 0, read);
		this.size += read;
		this.cipher.write(this.chunk, 0, read);
	}

	/** What is encrypted and not yet read. */
	private static final class Ahead extends ByteArrayOutputStream {

		private int taken;

		boolean isEmpty() {
			return this.taken == this.count;
		}

		int take(byte[] buffer, int offset, int length) {
			if (isEmpty()) {
				return -1;
			}
			int some = Math.min(length, this.count - this.taken);
			System.arraycopy(this.buf, this.taken, buffer, offset, some);
			this.taken += some;
			if (isEmpty()) {
				this.taken = 0;
				reset();
			}
			return some;
		}

	}

}
