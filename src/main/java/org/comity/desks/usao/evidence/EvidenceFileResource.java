package org.comity.desks.usao.evidence;

import java.io.IOException;
import java.io.InputStream;

import org.comity.evidence.Evidence;

import org.springframework.core.io.AbstractResource;

/**
 * A file of the evidence as Spring writes it to a response: streamed, whole or a range of
 * it, never held in memory.
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
		return this.file.content().open(0);
	}

	@Override
	public long contentLength() {
		return this.file.size();
	}

	@Override
	public boolean exists() {
		return true;
	}

}
