package org.comity.documents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;

/**
 * Encrypts what another store keeps, with AES-256-GCM in segments (Tink), so that memory
 * does not grow with the size and a read from an offset decrypts no more than the
 * segments it passes. The bytes belong to their key: under another they cannot be read.
 * What is told to the outside, sizes and hashes, is that of the plain bytes; no plain
 * byte ever reaches the store beneath.
 */
public final class EncryptedBlobStore implements BlobStore, AutoCloseable {

	/** Bytes of a segment as it is stored, but for the last. */
	static final int SEGMENT = 64 * 1024;

	/** Salt, prefix of the nonces, and their length, before the first segment. */
	static final int HEADER = 1 + 32 + 7;

	/** What authenticates a segment. */
	static final int TAG = 16;

	private final BlobStore beneath;

	private final BlobSecrets secrets;

	/**
	 * Creates the store.
	 * @param beneath where the encrypted bytes are kept; closed with this
	 */
	public EncryptedBlobStore(BlobStore beneath, BlobSecrets secrets) {
		this.beneath = beneath;
		this.secrets = secrets;
	}

	/**
	 * Returns of what kind every key of this store is. It fixes how bytes are stored:
	 * with another kind nothing that was written could be read.
	 */
	public static AesGcmHkdfStreamingParameters kind() {
		try {
			return AesGcmHkdfStreamingParameters.builder()
				.setKeySizeBytes(32)
				.setDerivedAesGcmKeySizeBytes(32)
				.setHkdfHashType(AesGcmHkdfStreamingParameters.HashType.SHA256)
				.setCiphertextSegmentSizeBytes(SEGMENT)
				.build();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("A kind of key that Tink knows", ex);
		}
	}

	@Override
	public StoredBlob write(String key, InputStream content) throws IOException {
		byte[] place = place(key);
		EncryptingStream encrypted = new EncryptingStream(this.secrets.toWrite(key), place, content);
		this.beneath.write(key, encrypted);
		return new StoredBlob(key, encrypted.plainSize(), encrypted.plainSha256());
	}

	@Override
	public InputStream read(String key, long from) throws IOException {
		byte[] place = place(key);
		BlobKeys.checked(from);
		long stored = this.beneath.size(key);
		long size = plain(stored);
		StreamingAead secret = this.secrets.toRead(key);
		return new DecryptingStream(secret, place, new BlobChannel(this.beneath, key, stored), size, from);
	}

	/**
	 * Returns how many plain bytes lie under the key, as their length says; only reading
	 * them to the end proves that none is missing.
	 * @throws DamagedBlob if they cannot be what was written
	 */
	@Override
	public long size(String key) throws IOException {
		return plain(this.beneath.size(key));
	}

	/** How many bytes were encrypted to so many. */
	static long plain(long stored) throws DamagedBlob {
		long segments = Math.max(1, (stored + SEGMENT - 1) / SEGMENT);
		long last = stored - (segments - 1) * SEGMENT;
		long least = TAG + ((segments == 1) ? HEADER : 1);
		if (last < least) {
			throw new DamagedBlob("The bytes are cut off", null);
		}
		return stored - HEADER - segments * TAG;
	}

	/** What binds the bytes to where they lie. */
	private static byte[] place(String key) {
		return BlobKeys.checked(key).getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public void sweep(Instant before) throws IOException {
		this.beneath.sweep(before);
	}

	@Override
	public void delete(String key) throws IOException {
		this.beneath.delete(key);
	}

	@Override
	public void close() throws Exception {
		if (this.beneath instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

}
