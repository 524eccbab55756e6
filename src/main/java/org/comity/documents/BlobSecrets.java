package org.comity.documents;

import java.io.IOException;

import com.google.crypto.tink.StreamingAead;

/**
 * Knows with what the bytes under a key are encrypted. Whose they are, and where the
 * secrets lie, is known to whoever keeps the store.
 */
public interface BlobSecrets {

	/**
	 * Returns what bytes that are about to be written are encrypted with; made, if there
	 * is none yet.
	 * @throws DestroyedBlob if what there was is destroyed: nothing is written under it
	 * any more
	 * @throws IOException if the secret cannot be had now
	 */
	StreamingAead toWrite(String key) throws IOException;

	/**
	 * Returns what bytes were encrypted with.
	 * @throws DestroyedBlob if it is destroyed
	 * @throws DamagedBlob if there never was any, or it is not the one that was kept
	 * @throws IOException if the secret cannot be had now
	 */
	StreamingAead toRead(String key) throws IOException;

}
