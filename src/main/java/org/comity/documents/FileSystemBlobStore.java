package org.comity.documents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Keeps blobs as files below one folder. A file gets its name only when it is whole and
 * on the disk.
 */
public final class FileSystemBlobStore implements BlobStore {

	private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*");

	private static final int BUFFER = 64 * 1024;

	private final Path root;

	private final Path incoming;

	/**
	 * Creates the store.
	 * @param root the folder; made on the first write if it is not there
	 */
	public FileSystemBlobStore(Path root) {
		this.root = root.toAbsolutePath().normalize();
		this.incoming = this.root.resolve(".incoming");
	}

	@Override
	public StoredBlob write(String key, InputStream content) throws IOException {
		Path target = path(key);
		if (Files.exists(target)) {
			throw new FileAlreadyExistsException(key);
		}
		Files.createDirectories(this.incoming);
		Path part = this.incoming.resolve(UUID.randomUUID() + ".part");
		try {
			MessageDigest digest = Digests.sha256();
			long size = 0;
			try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
				byte[] buffer = new byte[BUFFER];
				int read;
				while ((read = content.read(buffer)) != -1) {
					digest.update(buffer, 0, read);
					ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
					while (chunk.hasRemaining()) {
						out.write(chunk);
					}
					size += read;
				}
				out.force(true);
			}
			Path folder = Objects.requireNonNull(target.getParent());
			Files.createDirectories(folder);
			if (Files.exists(target)) {
				throw new FileAlreadyExistsException(key);
			}
			Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
			force(folder);
			return new StoredBlob(key, size, HexFormat.of().formatHex(digest.digest()));
		}
		finally {
			Files.deleteIfExists(part);
		}
	}

	@Override
	public InputStream read(String key, long from) throws IOException {
		if (from < 0) {
			throw new IllegalArgumentException("An offset cannot be negative");
		}
		Path file = path(key);
		if (!Files.isRegularFile(file)) {
			throw new NoSuchFileException(key);
		}
		SeekableByteChannel channel = Files.newByteChannel(file);
		try {
			channel.position(from);
			// Its skip moves the channel's position.
			return Channels.newInputStream(channel);
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	@Override
	public long size(String key) throws IOException {
		return Files.size(path(key));
	}

	@Override
	public void sweep(Instant before) throws IOException {
		if (!Files.isDirectory(this.incoming)) {
			return;
		}
		try (DirectoryStream<Path> parts = Files.newDirectoryStream(this.incoming, "*.part")) {
			for (Path part : parts) {
				// A write that goes on keeps touching its file; one that has just ended
				// has taken it away.
				if (Files.exists(part) && Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
					Files.deleteIfExists(part);
				}
			}
		}
	}

	@Override
	public void delete(String key) throws IOException {
		Files.deleteIfExists(path(key));
	}

	private Path path(String key) {
		if (key.length() > 200 || !KEY.matcher(key).matches()) {
			throw new IllegalArgumentException("Malformed blob key");
		}
		return this.root.resolve(key);
	}

	/** A renamed file survives a power cut only when its folder is on the disk too. */
	private static void force(Path folder) {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException ex) {
			// Windows cannot open a folder, and does not need to.
		}
	}

}
