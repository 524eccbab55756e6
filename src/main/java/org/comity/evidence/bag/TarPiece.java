package org.comity.evidence.bag;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * One file or folder of a tar: its header, its bytes, and the zeros that fill its last
 * block. The header is made when it is read; only its length is kept.
 */
final class TarPiece {

	static final int BLOCK = 512;

	/** Two blocks of zeros end a tar. */
	static final int END = 2 * BLOCK;

	private final String path;

	private final Instant modified;

	private final long size;

	private final Bag.Source source;

	private final int headerLength;

	/**
	 * Describes a piece.
	 * @param path its path in the tar; that of a folder ends with {@code /}
	 * @param modified the time it bears
	 * @param size in bytes; 0 for a folder
	 * @param source its bytes
	 */
	TarPiece(String path, Instant modified, long size, Bag.Source source) {
		this.path = path;
		this.modified = modified;
		this.size = size;
		this.source = source;
		this.headerLength = header().length;
	}

	String path() {
		return this.path;
	}

	long size() {
		return this.size;
	}

	Bag.Source source() {
		return this.source;
	}

	int headerLength() {
		return this.headerLength;
	}

	/** With header and filling. */
	long length() {
		return this.headerLength + (this.size + BLOCK - 1) / BLOCK * BLOCK;
	}

	/**
	 * The header, with a POSIX extended one before it for long names, for names beyond
	 * ASCII and for files of 8 GiB and more. Nothing of this machine or moment is in it.
	 */
	byte[] header() {
		TarArchiveEntry entry = new TarArchiveEntry(this.path);
		entry.setSize(this.size);
		entry.setLastModifiedTime(FileTime.from(this.modified));
		entry.setIds(0, 0);
		entry.setNames("", "");
		entry.setMode(this.path.endsWith("/") ? 0755 : 0644);
		ByteArrayOutputStream out = new ByteArrayOutputStream(BLOCK);
		// The stream is left open: to close it would be to end the tar.
		try {
			@SuppressWarnings("resource")
			TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
			tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
			tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
			tar.setAddPaxHeadersForNonAsciiNames(true);
			tar.putArchiveEntry(entry);
			tar.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

}
