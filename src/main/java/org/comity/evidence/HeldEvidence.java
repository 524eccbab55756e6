package org.comity.evidence;

import java.io.IOException;
import java.io.InputStream;

import org.comity.documents.BlobStore;
import org.comity.malware.ScannedStore;

import org.springframework.stereotype.Component;

/**
 * The bytes of evidence that the scanner has not found clean yet.
 */
@Component
class HeldEvidence implements ScannedStore {

	static final String NAME = "EVIDENCE";

	private final BlobStore blobs;

	HeldEvidence(BlobStore evidenceBlobs) {
		this.blobs = evidenceBlobs;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public InputStream openHeld(String key) throws IOException {
		return this.blobs.read(key);
	}

	@Override
	public void deleteHeld(String key) throws IOException {
		this.blobs.delete(key);
	}

}
