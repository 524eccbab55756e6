package org.comity.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A file that is made from code: the build fails where it differs. Run the test with
 * {@code -Dcomity.write=true} to write it anew, and review the difference.
 */
public final class Generated {

	private Generated() {
	}

	public static void matches(Path file, String expected) {
		try {
			if (Boolean.getBoolean("comity.write")) {
				Files.createDirectories(file.toAbsolutePath().getParent());
				Files.writeString(file, expected);
			}
			assertThat(file)
				.as("Made from code. To make it anew: mvn test -Dtest=*Lifecycle*,*Pages* -Dcomity.write=true")
				.exists();
			assertThat(Files.readString(file).replace("\r\n", "\n"))
				.as("%s is stale. To make it anew: mvn test -Dtest=*Lifecycle*,*Pages* -Dcomity.write=true", file)
				.isEqualTo(expected);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
