package org.comity.documents;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Blobs in files of a folder.
 */
class FileSystemBlobStoreTests extends BlobStoreContract {

	private static final int DISK = 4 * 1024 * 1024;

	private final Path folder;

	private final FileSystemBlobStore store;

	FileSystemBlobStoreTests(@TempDir Path folder) {
		this.folder = folder.resolve("blobs");
		this.store = new FileSystemBlobStore(this.folder);
	}

	@Override
	BlobStore store() {
		return this.store;
	}

	@Override
	long remains() throws IOException {
		return remains(this.folder);
	}

	@Override
	void dieWhileWriting() throws IOException {
		Files.write(this.folder.resolve(".incoming").resolve("dead.part"), new byte[1000]);
	}

	private static long remains(Path folder) throws IOException {
		try (Stream<Path> parts = Files.list(folder.resolve(".incoming"))) {
			return parts.count();
		}
	}

	@Test
	void aFullDiskIsSaidAndLosesNothing() throws IOException {
		Configuration small = Configuration.unix().toBuilder().setMaxSize(DISK).build();
		try (FileSystem disk = Jimfs.newFileSystem(small)) {
			Path root = disk.getPath("/evidence");
			FileSystemBlobStore blobs = new FileSystemBlobStore(root);
			StoredBlob before = blobs.write("before", new Noise(DISK / 2));
			assertThatThrownBy(() -> blobs.write("more", new Noise(DISK))).isInstanceOf(StorageFull.class);
			assertThatThrownBy(() -> blobs.read("more")).isInstanceOf(NoSuchFileException.class);
			assertThat(remains(root)).isZero();
			assertThat(blobs.size("before")).isEqualTo(before.size());
			StoredBlob fits = blobs.write("fits", new Noise(DISK / 4));
			assertThat(fits.size()).isEqualTo(DISK / 4);
			assertThatThrownBy(() -> blobs.write("more", new Noise(DISK / 2))).isInstanceOf(StorageFull.class);
			blobs.delete("before");
			assertThat(blobs.write("more", new Noise(DISK / 2)).size()).isEqualTo(DISK / 2);
		}
	}

	@Test
	void aStreamThatBreaksOffOnAFullDiskIsNoFullDisk() throws IOException {
		Configuration small = Configuration.unix().toBuilder().setMaxSize(DISK).build();
		try (FileSystem disk = Jimfs.newFileSystem(small)) {
			FileSystemBlobStore blobs = new FileSystemBlobStore(disk.getPath("/evidence"));
			assertThatThrownBy(() -> blobs.write("cut", new CutStream(DISK - 20_000)))
				.isNotInstanceOf(StorageFull.class)
				.hasMessage("cut");
		}
	}

	@Test
	void keepsOrderOnAFileSystemWithoutLinks() throws IOException {
		Configuration plain = Configuration.unix().toBuilder().setSupportedFeatures(Feature.FILE_CHANNEL).build();
		try (FileSystem disk = Jimfs.newFileSystem(plain)) {
			FileSystemBlobStore blobs = new FileSystemBlobStore(disk.getPath("/evidence"));
			assertThat(blobs.write("a", new Noise(10)).size()).isEqualTo(10);
			assertThatThrownBy(() -> blobs.write("a", new Noise(11))).isInstanceOf(FileAlreadyExistsException.class);
			assertThat(blobs.size("a")).isEqualTo(10);
		}
	}

}
