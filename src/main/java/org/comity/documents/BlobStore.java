package org.comity.documents;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * Bytes by key. A key is made by us, of lower-case letters, digits, hyphens and slashes;
 * it can never be a name that a person typed. What is written is whole or it is not
 * there: a stream that breaks off leaves nothing that can be read. Bytes once written are
 * never changed. Memory use does not grow with the size.
 */
public interface BlobStore {

	/**
	 * Writes a stream to its end.
	 * @param key where; must be free
	 * @param content read to its end, not closed
	 * @return size and hash as written
	 * @throws IOException if the stream breaks off or the disk fails; nothing is kept
	 * @throws StorageFull if there is no room left; nothing is kept
	 * @throws IllegalArgumentException if the key is malformed
	 * @throws java.nio.file.FileAlreadyExistsException if the key is taken
	 */
	StoredBlob write(String key, InputStream content) throws IOException;

	/**
	 * Opens the bytes for reading from the first; the caller closes the stream.
	 * @throws java.nio.file.NoSuchFileException if there are none
	 */
	default InputStream read(String key) throws IOException {
		return read(key, 0);
	}

	/**
	 * Opens the bytes for reading from an offset, without reading those before it; the
	 * caller closes the stream. What the stream skips is not read either.
	 * @param key where
	 * @param from how many bytes to pass over; at or beyond the end there is nothing to
	 * read
	 * @throws java.nio.file.NoSuchFileException if there are none
	 * @throws IllegalArgumentException if the offset is negative
	 */
	InputStream read(String key, long from) throws IOException;

	/**
	 * Returns how many bytes lie under the key.
	 * @throws java.nio.file.NoSuchFileException if there are none
	 */
	long size(String key) throws IOException;

	/**
	 * Clears away what writes that broke off have left behind, if nothing was added to it
	 * since the given time.
	 */
	void sweep(Instant before) throws IOException;

	/**
	 * Removes the bytes; does nothing if there are none.
	 */
	void delete(String key) throws IOException;

}
