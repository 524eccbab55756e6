package org.comity.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

import org.comity.documents.BlobStore;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of an upload as one stream, one open at a time. A piece that is missing, or
 * not as long as was noted, is never passed over.
 */
final class PiecesStream extends InputStream {

	private final BlobStore blobs;

	private final UUID part;

	private final UUID upload;

	private final Iterator<Incoming.Piece> pieces;

	private @Nullable InputStream open;

	private long expected;

	private long passed;

	PiecesStream(BlobStore blobs, UUID part, UUID upload, List<Incoming.Piece> pieces) {
		this.blobs = blobs;
		this.part = part;
		this.upload = upload;
		this.pieces = pieces.iterator();
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) == -1) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		while (true) {
			InputStream now = this.open;
			if (now != null) {
				int read = now.read(buffer, offset, length);
				if (read != -1) {
					this.passed += read;
					return read;
				}
				close();
			}
			if (this.passed != this.expected) {
				throw new IOException("A piece of an upload is not as long as it was");
			}
			if (!this.pieces.hasNext()) {
				return -1;
			}
			Incoming.Piece next = this.pieces.next();
			if (next.begins() != this.passed) {
				throw new IOException("A piece of an upload is missing");
			}
			this.expected = next.begins() + next.size();
			this.open = this.blobs.read(Incoming.key(this.part, this.upload, next.id()));
		}
	}

	@Override
	public void close() throws IOException {
		InputStream now = this.open;
		this.open = null;
		if (now != null) {
			now.close();
		}
	}

}
