package org.comity.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A point during a move at which the process can be made to die at once, as by a power
 * cut. Armed by a file, so that it strikes at the move the test makes and not at one of
 * the demonstration's.
 */
enum Failpoint {

	/** The entry is in the ledger, the rest of the move is not written. */
	LEDGER_WRITTEN,
	/** The whole move is written, but not committed. */
	ABOUT_TO_COMMIT,
	/** The move is committed, but nobody has been told so. */
	COMMITTED,
	/** The bytes of a file are on the disk, and have no name yet. */
	BYTES_COMING,
	/** A file is whole in the store, and no committed row says so. */
	BYTES_WRITTEN;

	/** Those that every move passes, in their order. */
	static final List<Failpoint> OF_EVERY_MOVE = List.of(LEDGER_WRITTEN, ABOUT_TO_COMMIT, COMMITTED);

	/** Where the process finds out whether it is to die. */
	static final String PROPERTY = "comity.test.failpoint";

	void arm(Path file) {
		try {
			Files.writeString(file, name());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Called where the point is reached. */
	void reached() {
		String file = System.getProperty(PROPERTY);
		if (file == null) {
			return;
		}
		try {
			Path path = Path.of(file);
			if (Files.exists(path) && Files.readString(path).equals(name())) {
				Files.delete(path);
				Runtime.getRuntime().halt(RunningApplication.KILLED);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
