package org.comity.crash;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

import org.comity.documents.BlobStore;
import org.comity.documents.StoredBlob;

/**
 * A store that can be cut off while it writes, and just after.
 */
class FailpointBlobStore implements BlobStore {

	private final BlobStore target;

	FailpointBlobStore(BlobStore target) {
		this.target = target;
	}

	@Override
	public StoredBlob write(String key, InputStream content) throws IOException {
		StoredBlob blob = this.target.write(key, new FilterInputStream(content) {
			@Override
			public int read(byte[] buffer, int offset, int length) throws IOException {
				int read = super.read(buffer, offset, length);
				if (read == -1) {
					Failpoint.BYTES_COMING.reached();
				}
				return read;
			}
		});
		Failpoint.BYTES_WRITTEN.reached();
		return blob;
	}

	@Override
	public InputStream read(String key, long from) throws IOException {
		return this.target.read(key, from);
	}

	@Override
	public long size(String key) throws IOException {
		return this.target.size(key);
	}

	@Override
	public void sweep(Instant before) throws IOException {
		this.target.sweep(before);
	}

	@Override
	public void delete(String key) throws IOException {
		this.target.delete(key);
	}

}
