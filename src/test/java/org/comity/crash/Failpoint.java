package org.comity.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
	COMMITTED;

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
