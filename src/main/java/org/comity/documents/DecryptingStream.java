package org.comity.documents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import java.util.Objects;

import com.google.crypto.tink.StreamingAead;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts bytes while they are read. No byte comes out that was not proved to be what
 * was written there, and no end that was not proved to be the end. What the store fails
 * to give is told as the store tells it, what does not prove right as
 * {@link DamagedBlob}.
 */
final class DecryptingStream extends InputStream {

	private final StreamingAead secret;

	private final byte[] place;

	private final BlobChannel stored;

	private final long size;

	private long position;

	private @Nullable SeekableByteChannel plain;

	/** Where the next plain byte comes from, if nothing is skipped. */
	private long open;

	/** Whether the last segment was read, which alone tells that it is the last. */
	private boolean proved;

	private boolean closed;

	DecryptingStream(StreamingAead secret, byte[] place, BlobChannel stored, long size, long from) {
		this.secret = secret;
		this.place = place;
		this.stored = stored;
		this.size = size;
		this.position = Math.min(from, size);
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) == -1) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, buffer.length);
		if (this.closed) {
			throw new IOException("The stream is closed");
		}
		if (length == 0) {
			return 0;
		}
		if (this.position >= this.size) {
			proveTheEnd();
			return -1;
		}
		int some = (int) Math.min(length, this.size - this.position);
		int read = take(ByteBuffer.wrap(buffer, offset, some), this.position);
		this.position += read;
		return read;
	}

	private void proveTheEnd() throws IOException {
		if (this.proved) {
			return;
		}
		if (this.size > 0) {
			take(ByteBuffer.allocate(1), this.size - 1);
		}
		else {
			proveEmpty();
		}
	}

	private int take(ByteBuffer into, long from) throws IOException {
		int read;
		try {
			SeekableByteChannel channel = this.plain;
			if (channel == null) {
				channel = this.secret.newSeekableDecryptingChannel(this.stored, this.place);
				this.plain = channel;
			}
			if (this.open != from) {
				channel.position(from);
			}
			read = channel.read(into);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw told(ex);
		}
		if (read <= 0) {
			throw told(null);
		}
		this.open = from + read;
		this.proved |= this.open == this.size;
		return read;
	}

	/** The channel says nothing of bytes of which there is none. */
	private void proveEmpty() throws IOException {
		int read;
		try {
			read = this.secret.newDecryptingStream(this.stored.fromTheStart(), this.place).read();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw told(ex);
		}
		if (read != -1) {
			throw told(null);
		}
		this.proved = true;
	}

	private IOException told(@Nullable Exception ex) {
		IOException failure = this.stored.failure();
		return (failure != null) ? failure : new DamagedBlob("The bytes are not those that were written", ex);
	}

	@Override
	public long skip(long count) throws IOException {
		long skipped = Math.max(0, Math.min(count, this.size - this.position));
		this.position += skipped;
		return skipped;
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		this.stored.close();
	}

}
