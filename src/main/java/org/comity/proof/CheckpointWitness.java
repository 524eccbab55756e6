package org.comity.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The number and the hash of each checkpoint, in a file outside of the database: who
 * takes the newest checkpoints away, or puts an older database in the place of this one,
 * is found out by it. It only ever grows.
 */
class CheckpointWitness {

	private final Path file;

	CheckpointWitness(Path file) {
		this.file = file;
	}

	void add(Checkpoint checkpoint) {
		String line = checkpoint.number() + " " + checkpoint.hash() + " " + checkpoint.madeAt() + "\n";
		try {
			Files.createDirectories(Objects.requireNonNull(this.file.toAbsolutePath().getParent()));
			Files.writeString(this.file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the hash of each checkpoint that was ever made here, by its number. */
	Map<Long, String> seen() {
		Map<Long, String> seen = new LinkedHashMap<>();
		try {
			if (!Files.exists(this.file)) {
				return seen;
			}
			for (String line : Files.readAllLines(this.file)) {
				String[] words = line.split(" ");
				if (words.length == 3 && words[0].matches("\\d{1,18}")) {
					seen.put(Long.valueOf(words[0]), words[1]);
				}
			}
			return seen;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
