package org.comity.documents;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a PDF says of itself in its properties. It never names a person: properties are
 * read by whoever gets the file.
 *
 * @param title the document's title, shown in the window's bar
 * @param createdAt when the document was made; the same in every rendering of it
 * @param fingerprint a hash of what it was made from, which settles the file's identifier
 * @param keyword the one keyword, or null if it has none
 */
public record PdfMetadata(String title, Instant createdAt, String fingerprint, @Nullable String keyword) {

	public PdfMetadata(String title, Instant createdAt, String fingerprint) {
		this(title, createdAt, fingerprint, null);
	}

	/** Returns the same with a keyword. */
	public PdfMetadata withKeyword(String keyword) {
		return new PdfMetadata(this.title, this.createdAt, this.fingerprint, keyword);
	}

}
