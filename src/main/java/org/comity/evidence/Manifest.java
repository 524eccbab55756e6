package org.comity.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import org.comity.kernel.Digests;

/**
 * The list of a part's files in the format of {@code sha256sum}: who receives the files
 * checks them with {@code sha256sum -c} and needs nothing of ours. The files stand in the
 * order of their names, so that the same files make the same list.
 */
final class Manifest {

	private Manifest() {
	}

	/** Returns the list; empty for no files. */
	static byte[] of(List<StoredFile> files) {
		return files.stream()
			.sorted(Comparator.comparing(StoredFile::name))
			.map((file) -> file.sha256() + "  " + file.name() + "\n")
			.collect(Collectors.joining())
			.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Returns the list of what a filter let pass. Its first line, a comment to
	 * {@code sha256sum}, points to the list that it was made from.
	 */
	static byte[] of(List<StoredFile> files, String madeFrom) {
		String origin = "# Filtered by the executing authority. Made from the list with the SHA-256 " + madeFrom + "\n";
		return (origin + new String(of(files), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Returns a hash of the files and of the accounts they are said to be about: it
	 * changes with either.
	 */
	static String fingerprint(List<StoredFile> files) {
		return Digests.sha256(files.stream()
			.sorted(Comparator.comparing(StoredFile::name))
			.map((file) -> file.sha256() + " " + file.account() + " " + file.name() + "\n")
			.collect(Collectors.joining())
			.getBytes(StandardCharsets.UTF_8));
	}

}
