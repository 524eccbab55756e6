package org.comity.documents;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/**
 * Tells a file's type by its content. A name may narrow the answer (plain text called
 * .csv) but can never overrule what the bytes say.
 */
public final class MediaTypes {

	private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

	private MediaTypes() {
	}

	/**
	 * Wraps a stream so that {@link #detect} can look at its head and put it back.
	 */
	public static BufferedInputStream rewindable(InputStream content) {
		return new BufferedInputStream(content, 128 * 1024);
	}

	/**
	 * Returns the media type; the stream is left at its beginning.
	 * @param content a stream made by {@link #rewindable}
	 * @param name the file's name
	 */
	public static String detect(BufferedInputStream content, String name) throws IOException {
		Metadata metadata = new Metadata();
		metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
		// Tika marks and resets; it reads no more than its minimum length, which the
		// buffer holds.
		return TYPES.detect(content, metadata).getBaseType().toString();
	}

}
