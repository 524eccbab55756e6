package org.comity.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Bytes are kept whole, or not at all.
 */
class FileSystemBlobStoreTests {

	private final Path folder;

	private final FileSystemBlobStore store;

	FileSystemBlobStoreTests(@TempDir Path folder) {
		this.folder = folder;
		this.store = new FileSystemBlobStore(this.folder.resolve("blobs"));
	}

	@Test
	void keepsTheBytesAndTellsTheirHash() throws IOException {
		byte[] bytes = "abc".getBytes(StandardCharsets.UTF_8);
		StoredBlob blob = this.store.write("a/b-1", new ByteArrayInputStream(bytes));
		assertThat(blob.size()).isEqualTo(3);
		assertThat(blob.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		try (InputStream read = this.store.read("a/b-1")) {
			assertThat(read.readAllBytes()).isEqualTo(bytes);
		}
		assertThat(this.store.size("a/b-1")).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource({ "0, abcdef", "2, cdef", "6, ''", "7, ''" })
	void readsFromAnOffset(long from, String rest) throws IOException {
		this.store.write("offset", new ByteArrayInputStream("abcdef".getBytes(StandardCharsets.UTF_8)));
		try (InputStream read = this.store.read("offset", from)) {
			assertThat(read.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(rest);
		}
	}

	@Test
	void skipsWithinTheStream() throws IOException {
		this.store.write("skip", new ByteArrayInputStream("abcdef".getBytes(StandardCharsets.UTF_8)));
		try (InputStream read = this.store.read("skip", 1)) {
			assertThat(read.read()).isEqualTo('b');
			assertThat(read.skip(2)).isEqualTo(2);
			assertThat(read.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("ef");
		}
	}

	@Test
	void aStreamThatBreaksOffLeavesNothing() throws IOException {
		assertThatThrownBy(() -> this.store.write("cut", new CutStream(1_000_000))).hasMessage("cut");
		assertThatThrownBy(() -> this.store.read("cut")).isInstanceOf(NoSuchFileException.class);
		try (Stream<Path> files = Files.walk(this.folder)) {
			assertThat(files.filter(Files::isRegularFile)).isEmpty();
		}
	}

	@Test
	void whatIsWrittenIsNeverOverwritten() throws IOException {
		this.store.write("once", new ByteArrayInputStream(new byte[] { 1 }));
		assertThatThrownBy(() -> this.store.write("once", new ByteArrayInputStream(new byte[] { 2 })))
			.isInstanceOf(FileAlreadyExistsException.class);
		try (InputStream read = this.store.read("once")) {
			assertThat(read.readAllBytes()).containsExactly(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "../up", "/abs", "a/../b", "A", ".incoming/x", "a//b", "a\u0000" })
	void aKeyIsNeverAPathOfSomebodyElse(String key) {
		assertThatThrownBy(() -> this.store.write(key, InputStream.nullInputStream()))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void deletingTwiceIsNoError() throws IOException {
		this.store.write("gone", new ByteArrayInputStream(new byte[] { 1 }));
		this.store.delete("gone");
		this.store.delete("gone");
		assertThatThrownBy(() -> this.store.size("gone")).isInstanceOf(NoSuchFileException.class);
	}

	/** Gives so many bytes, then fails as a lost connection does. */
	static final class CutStream extends InputStream {

		private int left;

		CutStream(int bytes) {
			this.left = bytes;
		}

		@Override
		public int read() throws IOException {
			if (this.left-- <= 0) {
				throw new IOException("cut");
			}
			return 'x';
		}

	}

}
