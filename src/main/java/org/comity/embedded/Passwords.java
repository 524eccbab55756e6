package org.comity.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

import org.comity.kernel.PrivateFiles;

/**
 * The passwords of the three roles of one data directory: random, made once, and kept in
 * a file which only the operating system's user can read. Hexadecimal digits only, so
 * that they can stand in an SQL literal.
 */
record Passwords(String administrator, String owner, String application) {

	static Passwords in(Path file) throws IOException {
		if (!Files.exists(file)) {
			write(file);
		}
		Properties properties = new Properties();
		try (InputStream in = Files.newInputStream(file)) {
			properties.load(in);
		}
		return new Passwords(read(properties, "administrator", file), read(properties, "owner", file),
				read(properties, "application", file));
	}

	private static void write(Path file) throws IOException {
		Path draft = file.resolveSibling(file.getFileName() + ".new");
		Files.deleteIfExists(draft);
		PrivateFiles.create(draft);
		Properties properties = new Properties();
		for (String role : new String[] { "administrator", "owner", "application" }) {
			properties.setProperty(role, random());
		}
		try (OutputStream out = Files.newOutputStream(draft)) {
			properties.store(out, "Passwords of the embedded database's roles. Keep this file with the data.");
		}
		Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
	}

	private static String random() {
		byte[] bytes = new byte[24];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	private static String read(Properties properties, String role, Path file) {
		String password = properties.getProperty(role, "");
		if (!password.matches("[0-9a-f]{16,}")) {
			throw new NoDatabaseException(
					"The password file " + file + " does not hold the password of '" + role
							+ "', or holds one that this application did not make.",
					"Put the file back as it was. Without it the data in " + file.getParent()
							+ " cannot be opened; to start afresh, move that directory away.");
		}
		return password;
	}

	@Override
	public String toString() {
		return "Passwords[hidden]";
	}

}
