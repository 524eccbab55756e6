package org.comity.embedded;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.comity.kernel.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The server's programs for this platform, unpacked from the class path. The directory is
 * named after the archive's hash: another version never meets these files, and a half
 * unpacked directory never carries the final name.
 */
final class ServerBinaries {

	private static final Logger log = LoggerFactory.getLogger(ServerBinaries.class);

	private final Path home;

	private ServerBinaries(Path home) {
		this.home = home;
	}

	Path program(String name) {
		return this.home.resolve("bin").resolve(windows() ? name + ".exe" : name);
	}

	static boolean windows() {
		return osName().startsWith("windows");
	}

	static boolean linux() {
		return osName().startsWith("linux");
	}

	private static String osName() {
		return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
	}

	static ServerBinaries unpackedUnder(Path parent) throws IOException {
		byte[] archive = archive();
		Path home = parent.resolve("postgres-programs-" + hash(archive));
		if (!Files.isDirectory(home)) {
			Files.createDirectories(parent);
			Path draft = Files.createTempDirectory(parent, "unpacking-");
			try {
				log.info("Unpacking the embedded PostgreSQL into {}", home);
				unpack(archive, draft);
				readableByAll(draft);
				publish(draft, home);
			}
			finally {
				FileSystemUtils.deleteRecursively(draft);
			}
		}
		return new ServerBinaries(home);
	}

	private static void publish(Path draft, Path home) throws IOException {
		try {
			Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (AtomicMoveNotSupportedException ex) {
			Files.move(draft, home);
		}
		catch (FileSystemException ex) {
			// Another process was quicker: its files are the same.
			if (!Files.isDirectory(home)) {
				throw ex;
			}
		}
	}

	private static byte[] archive() throws IOException {
		String system = windows() ? "Windows" : linux() ? "Linux" : "Darwin";
		String hardware = System.getProperty("os.arch", "").replace("amd64", "x86_64");
		try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, hardware)) {
			if (in == null) {
				throw new IllegalStateException("no archive for " + system + " on " + hardware);
			}
			return in.readAllBytes();
		}
		catch (IllegalStateException ex) {
			throw new NoDatabaseException(
					"There is no embedded PostgreSQL for " + system + " on " + hardware + " on the class path.",
					"Use a PostgreSQL of your own: docs/operations.md says how.", ex);
		}
	}

	private static void unpack(byte[] archive, Path target) throws IOException {
		try (TarArchiveInputStream tar = new TarArchiveInputStream(
				new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(archive)), 1 << 16))) {
			TarArchiveEntry entry;
			while ((entry = tar.getNextEntry()) != null) {
				Path path = target.resolve(entry.getName()).normalize();
				if (!path.startsWith(target)) {
					throw new IOException("entry outside the archive: " + entry.getName());
				}
				if (entry.isDirectory()) {
					Files.createDirectories(path);
					continue;
				}
				Files.createDirectories(path.getParent());
				if (entry.isSymbolicLink()) {
					Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
				}
				else if (entry.isLink()) {
					Files.copy(target.resolve(entry.getLinkName()), path);
				}
				else {
					Files.copy(tar, path);
					if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true, false)) {
						throw new IOException("cannot be made executable: " + path);
					}
				}
			}
		}
	}

	/** The server may have to run under another account than the one that unpacked it. */
	private static void readableByAll(Path tree) throws IOException {
		if (!PrivateFiles.posix()) {
			return;
		}
		try (Stream<Path> paths = Files.walk(tree)) {
			for (Path path : (Iterable<Path>) paths::iterator) {
				if (!Files.isSymbolicLink(path)) {
					boolean executable = Files.isDirectory(path) || Files.isExecutable(path);
					Files.setPosixFilePermissions(path,
							PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
				}
			}
		}
	}

	private static String hash(byte[] archive) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
			return HexFormat.of().formatHex(digest, 0, 6);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
