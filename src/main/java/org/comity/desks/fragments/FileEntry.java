package org.comity.desks.fragments;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One file of a file list.
 *
 * @param name its name, as the reader may see it
 * @param href where it is downloaded, or null when the reader may only know of it
 * @param size bytes
 * @param kind what it is, or null
 * @param sha256 its hash in hexadecimal, or null
 * @param at when it was filed, or null
 * @param signer the office that signed it, by its short name, or null
 */
public record FileEntry(String name, @Nullable String href, long size, @Nullable Phrase kind, @Nullable String sha256,
		@Nullable Instant at, @Nullable String signer) {

	/** A file that nobody has signed. */
	public FileEntry(String name, @Nullable String href, long size, @Nullable Phrase kind, @Nullable String sha256,
			@Nullable Instant at) {
		this(name, href, size, kind, sha256, at, null);
	}

	/**
	 * Returns up to four characters after the name's last dot, or an empty text. For the
	 * picture of a file only: it says nothing about what the file is.
	 */
	public String extension() {
		int dot = this.name.lastIndexOf('.');
		String tail = (dot < 0) ? "" : this.name.substring(dot + 1).toLowerCase(Locale.ROOT);
		return tail.matches("[a-z0-9]{1,4}") ? tail : "";
	}

}
