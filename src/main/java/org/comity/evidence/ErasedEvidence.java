package org.comity.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.comity.documents.BlobStore;
import org.comity.requests.RequestErased;
import org.comity.wall.InBackground;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Deletes the bytes of the evidence of a request that was erased. Their keys went with
 * the rows: what still lies there can be read by nobody.
 */
@Component
class ErasedEvidence {

	private final BlobStore blobs;

	ErasedEvidence(BlobStore evidenceBlobs) {
		this.blobs = evidenceBlobs;
	}

	@InBackground
	@ApplicationModuleListener(id = "evidence.erased-evidence")
	void on(RequestErased erased) {
		try {
			for (String key : erased.evidence()) {
				this.blobs.delete(key);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
