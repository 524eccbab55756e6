package org.comity.documents;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The places where files come in, and what each takes. There is no other way in: a form
 * with files is read by {@link Uploads}, which asks its place.
 */
public enum UploadPlace {

	/** An enclosure of a letter's draft. */
	ENCLOSURE(papers(), UploadPlace.LARGEST_PAPER, 1),

	/** A letter written by another system, which is read and not kept. */
	LETTER(EnumSet.of(FileKind.JSON, FileKind.TEXT), 5L * UploadPlace.MEGABYTE, 1),

	/** What goes with the words of a move of a request. */
	MESSAGE(papers(), UploadPlace.LARGEST_PAPER, 20),

	/** What goes with the words of a move of a process. */
	PROCESS(papers(), UploadPlace.LARGEST_PAPER, 20),

	/** What a court has said of a process. */
	COURT_ORDER(EnumSet.of(FileKind.PDF), UploadPlace.LARGEST_PAPER, 20),

	/** What a provider produces, of whatever type and size; its name stays as it is. */
	EVIDENCE(EnumSet.noneOf(FileKind.class), Long.MAX_VALUE, Uploads.MOST_PARTS),

	/** A list of hashes, which is read and not kept. */
	HASHES(EnumSet.of(FileKind.TEXT, FileKind.TABLE), 300_000, 1),

	/**
	 * A document of which somebody asks whether it is genuine; it is read and not kept.
	 */
	CHECKED(EnumSet.of(FileKind.PDF), 20L * UploadPlace.MEGABYTE, 1),

	/** A form that is kept while its sender proves who they are; its files are not. */
	PUT_ASIDE(EnumSet.noneOf(FileKind.class), Long.MAX_VALUE, Uploads.MOST_PARTS);

	/** Bytes of a megabyte. */
	public static final int MEGABYTE = 1024 * 1024;

	private static final long LARGEST_PAPER = 50L * MEGABYTE;

	private final Set<FileKind> kinds;

	private final long largest;

	private final int most;

	UploadPlace(Set<FileKind> kinds, long largest, int most) {
		this.kinds = kinds;
		this.largest = largest;
		this.most = most;
	}

	private static Set<FileKind> papers() {
		return EnumSet.complementOf(EnumSet.of(FileKind.JSON));
	}

	/** The largest file, in bytes. */
	public long largest() {
		return this.largest;
	}

	/** The most files of one form. */
	public int most() {
		return this.most;
	}

	/** Whether any type is taken, and names are left as they are. */
	boolean any() {
		return this.kinds.isEmpty();
	}

	/** Returns the kind of a file of this type, if it is taken here. */
	Optional<FileKind> takes(String mediaType) {
		return FileKind.of(mediaType).filter(this.kinds::contains);
	}

}
