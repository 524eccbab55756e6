package org.comity.documents;

import org.comity.kernel.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * Keeps blobs as files below one folder. A file gets its name only when it is whole and
 * on the disk.
 */
public final class FileSystemBlobStore implements BlobStore {

	/** How platforms say that a disk is full or a quota used up. */
	private static final List<String> FULL = List.of("no space left", "not enough space", "quota exceeded",
			"out of disk space");

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
		Path part = this.incoming.resolve(UUID.randomUUID() + ".part");
		try {
			MessageDigest digest = Digests.sha256();
			onDisk(() -> Files.createDirectories(this.incoming));
			long size = receive(content, part, digest);
			Path folder = Objects.requireNonNull(target.getParent());
			onDisk(() -> {
				Files.createDirectories(folder);
				name(part, target, key);
			});
			force(folder);
			return new StoredBlob(key, size, HexFormat.of().formatHex(digest.digest()));
		}
		finally {
			Files.deleteIfExists(part);
		}
	}

	private long receive(InputStream content, Path part, MessageDigest digest) throws IOException {
		long size = 0;
		try (FileChannel out = begin(part)) {
			byte[] buffer = new byte[BUFFER];
			int read;
			while ((read = content.read(buffer)) != -1) {
				digest.update(buffer, 0, read);
				ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
				onDisk(() -> {
					while (chunk.hasRemaining()) {
						out.write(chunk);
					}
				});
				size += read;
			}
			onDisk(() -> out.force(true));
		}
		return size;
	}

	private FileChannel begin(Path part) throws IOException {
		try {
			return FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
		}
		catch (IOException ex) {
			throw told(ex);
		}
	}

	/**
	 * Gives a whole file its name, if that is free. Of several who want the same name at
	 * once, on one server or on several, one gets it: a link is never made over a file.
	 */
	private void name(Path part, Path target, String key) throws IOException {
		try {
			Files.createLink(target, part);
		}
		catch (FileAlreadyExistsException ex) {
			throw new FileAlreadyExistsException(key);
		}
		catch (FileSystemException | UnsupportedOperationException ex) {
			// A file system without links: only this server keeps order.
			synchronized (this) {
				if (Files.exists(target)) {
					throw new FileAlreadyExistsException(key);
				}
				Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
			}
		}
	}

	/** What the disk does, apart from what the stream that is written does. */
	@FunctionalInterface
	private interface DiskWork {

		void run() throws IOException;

	}

	private void onDisk(DiskWork work) throws IOException {
		try {
			work.run();
		}
		catch (IOException ex) {
			throw told(ex);
		}
	}

	/** Tells a full disk from one that fails. */
	private IOException told(IOException ex) {
		if (ex instanceof FileAlreadyExistsException) {
			return ex;
		}
		String text = String.valueOf(ex.getMessage()).toLowerCase(Locale.ROOT);
		return (FULL.stream().anyMatch(text::contains) || isFull())
				? new StorageFull("There is no room left on the disk", ex) : ex;
	}

	/** The platform may have said it in another language. */
	private boolean isFull() {
		try {
			FileStore disk = Files.getFileStore(this.incoming);
			return disk.getTotalSpace() > 0 && disk.getUsableSpace() < BUFFER;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public InputStream read(String key, long from) throws IOException {
		Path file = path(key);
		if (!Files.isRegularFile(file)) {
			throw new NoSuchFileException(key);
		}
		SeekableByteChannel channel = Files.newByteChannel(file);
		try {
			channel.position(BlobKeys.checked(from));
			// Its skip moves the channel's position.
			return Channels.newInputStream(channel);
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	@Override
	public long size(String key) throws IOException {
		Path file = path(key);
		if (!Files.isRegularFile(file)) {
			throw new NoSuchFileException(key);
		}
		return Files.size(file);
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
		return this.root.resolve(BlobKeys.checked(key));
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
