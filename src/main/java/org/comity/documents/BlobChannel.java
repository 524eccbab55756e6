package org.comity.documents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

import org.jspecify.annotations.Nullable;

/**
 * The bytes under a key of any store as a channel that is read from wherever one wants:
 * onward by skipping, which stores do without reading, backward by opening anew. It
 * remembers what the store failed with, for those who read through it may not pass that
 * on.
 */
final class BlobChannel implements SeekableByteChannel {

	private final BlobStore store;

	private final String key;

	private final long size;

	private long position;

	private @Nullable InputStream stream;

	private long at;

	private @Nullable IOException failure;

	private boolean closed;

	BlobChannel(BlobStore store, String key, long size) {
		this.store = store;
		this.key = key;
		this.size = size;
	}

	/** What the store failed with, or null if it did not. */
	@Nullable IOException failure() {
		return this.failure;
	}

	@Override
	public int read(ByteBuffer into) throws IOException {
		if (this.closed) {
			throw new ClosedChannelException();
		}
		if (this.position >= this.size) {
			return -1;
		}
		if (!into.hasRemaining()) {
			return 0;
		}
		try {
			InputStream from = here();
			int read = fill(into, from);
			this.position += read;
			this.at = this.position;
			return (read > 0) ? read : -1;
		}
		catch (IOException ex) {
			this.failure = ex;
			throw ex;
		}
	}

	/**
	 * Fills the buffer, as far as the bytes go: a store gives what has come over the
	 * network, and whoever decrypts takes less than was asked for as "not yet".
	 */
	private static int fill(ByteBuffer into, InputStream from) throws IOException {
		if (into.hasArray()) {
			int read = from.readNBytes(into.array(), into.arrayOffset() + into.position(), into.remaining());
			into.position(into.position() + read);
			return read;
		}
		byte[] bytes = from.readNBytes(into.remaining());
		into.put(bytes);
		return bytes.length;
	}

	private InputStream here() throws IOException {
		InputStream open = this.stream;
		if (open == null || this.at > this.position) {
			leave();
			open = this.store.read(this.key, this.position);
			this.stream = open;
		}
		else if (this.at < this.position) {
			open.skipNBytes(this.position - this.at);
		}
		this.at = this.position;
		return open;
	}

	/** All the bytes as a stream; closing it closes nothing. */
	InputStream fromTheStart() {
		this.position = 0;
		return new InputStream() {
			@Override
			public int read() throws IOException {
				byte[] one = new byte[1];
				return (read(one, 0, 1) == -1) ? -1 : one[0] & 0xFF;
			}

			@Override
			public int read(byte[] buffer, int offset, int length) throws IOException {
				return BlobChannel.this.read(ByteBuffer.wrap(buffer, offset, length));
			}
		};
	}

	@Override
	public long position() {
		return this.position;
	}

	@Override
	public SeekableByteChannel position(long position) {
		this.position = BlobKeys.checked(position);
		return this;
	}

	@Override
	public long size() {
		return this.size;
	}

	@Override
	public int write(ByteBuffer from) {
		throw new NonWritableChannelException();
	}

	@Override
	public SeekableByteChannel truncate(long length) {
		throw new NonWritableChannelException();
	}

	@Override
	public boolean isOpen() {
		return !this.closed;
	}

	private void leave() throws IOException {
		InputStream open = this.stream;
		this.stream = null;
		if (open != null) {
			open.close();
		}
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		leave();
	}

}
