package org.comity.desks.evidence;

import java.io.IOException;
import java.io.InputStream;

import org.comity.evidence.Evidence;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.AbstractResource;

/**
 * Evidence as Spring writes it to a response: streamed, whole or a range of it, never
 * held in memory. What a range leaves out at the beginning is not read.
 */
final class EvidenceFileResource extends AbstractResource {

	private final Evidence.Download file;

	EvidenceFileResource(Evidence.Download file) {
		this.file = file;
	}

	@Override
	public String getDescription() {
		return "evidence " + this.file.sha256();
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return new Skipping(this.file.content());
	}

	@Override
	public long contentLength() {
		return this.file.size();
	}

	@Override
	public boolean exists() {
		return true;
	}

	/** Opens the bytes where they are wanted, once that is known. */
	private static final class Skipping extends InputStream {

		private final Evidence.Content content;

		private long from;

		private @Nullable InputStream open;

		Skipping(Evidence.Content content) {
			this.content = content;
		}

		private InputStream in() throws IOException {
			InputStream in = this.open;
			if (in == null) {
				in = this.content.open(this.from);
				this.open = in;
			}
			return in;
		}

		@Override
		public long skip(long count) throws IOException {
			if (this.open != null) {
				return this.open.skip(count);
			}
			this.from += count;
			return count;
		}

		@Override
		public int read() throws IOException {
			return in().read();
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			return in().read(buffer, offset, length);
		}

		@Override
		public void close() throws IOException {
			if (this.open != null) {
				this.open.close();
			}
		}

	}

}
