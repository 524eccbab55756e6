package org.comity.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.comity.kernel.Digests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What every store keeps to: bytes are there whole, or not at all.
 */
abstract class BlobStoreContract {

	/** More than any store writes in one piece. */
	private static final int LARGE = 40 * 1024 * 1024;

	/** Returns the store, which is empty. */
	abstract BlobStore store();

	/** Tells how many writes have left something that cannot be read. */
	abstract long remains() throws IOException;

	/** Leaves behind what a write leaves whose server dies. */
	abstract void dieWhileWriting() throws IOException;

	@Test
	void keepsTheBytesAndTellsTheirHash() throws IOException {
		StoredBlob blob = write("a/b-1", "abc");
		assertThat(blob.size()).isEqualTo(3);
		assertThat(blob.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		assertThat(text("a/b-1", 0)).isEqualTo("abc");
		assertThat(store().size("a/b-1")).isEqualTo(3);
	}

	@Test
	void keepsAFileOfNoBytes() throws IOException {
		assertThat(write("none", "").size()).isZero();
		assertThat(store().size("none")).isZero();
		assertThat(text("none", 0)).isEmpty();
	}

	@Test
	void keepsALargeStreamOfWhichNobodyKnowsTheLength() throws IOException {
		StoredBlob blob = store().write("large", new Noise(LARGE));
		assertThat(blob.size()).isEqualTo(LARGE);
		assertThat(blob.sha256()).isEqualTo(sha256(new Noise(LARGE)));
		assertThat(store().size("large")).isEqualTo(LARGE);
		try (InputStream read = store().read("large")) {
			assertThat(sha256(read)).isEqualTo(blob.sha256());
		}
		int from = LARGE - 100_000;
		InputStream rest = new Noise(LARGE);
		rest.skipNBytes(from);
		try (InputStream read = store().read("large", from)) {
			assertThat(read.readAllBytes()).isEqualTo(rest.readAllBytes());
		}
		InputStream middle = new Noise(LARGE);
		try (InputStream read = store().read("large")) {
			assertThat(read.readNBytes(10)).isEqualTo(middle.readNBytes(10));
			read.skipNBytes(30_000_000);
			middle.skipNBytes(30_000_000);
			assertThat(read.readNBytes(10)).isEqualTo(middle.readNBytes(10));
		}
		assertThat(remains()).isZero();
	}

	/** The lengths at which a store goes over from one piece to several. */
	@ParameterizedTest
	@ValueSource(ints = { S3Location.SMALLEST_PART - 1, S3Location.SMALLEST_PART, S3Location.SMALLEST_PART + 1,
			2 * S3Location.SMALLEST_PART })
	void losesNothingAtTheSeams(int length) throws IOException {
		StoredBlob blob = store().write("seam", new Noise(length));
		assertThat(blob.size()).isEqualTo(length);
		assertThat(blob.sha256()).isEqualTo(sha256(new Noise(length)));
		try (InputStream read = store().read("seam")) {
			assertThat(sha256(read)).isEqualTo(blob.sha256());
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, abcdef", "2, cdef", "5, f", "6, ''", "7, ''" })
	void readsFromAnOffset(long from, String rest) throws IOException {
		write("offset", "abcdef");
		assertThat(text("offset", from)).isEqualTo(rest);
	}

	@Test
	void skipsWithinTheStream() throws IOException {
		write("skip", "abcdef");
		try (InputStream read = store().read("skip", 1)) {
			assertThat(read.read()).isEqualTo('b');
			assertThat(read.skip(2)).isEqualTo(2);
			assertThat(read.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("ef");
			assertThat(read.skip(1)).isZero();
		}
	}

	@Test
	void whatIsNotThereCannotBeRead() throws IOException {
		write("there/below", "x");
		for (String key : List.of("nothing", "there")) {
			assertThatThrownBy(() -> store().read(key)).isInstanceOf(NoSuchFileException.class);
			assertThatThrownBy(() -> store().read(key, 1)).isInstanceOf(NoSuchFileException.class);
			assertThatThrownBy(() -> store().size(key)).isInstanceOf(NoSuchFileException.class);
		}
		assertThatThrownBy(() -> store().read("there/below", -1)).isInstanceOf(IllegalArgumentException.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1000, 12_000_000 })
	void aStreamThatBreaksOffLeavesNothing(int bytes) throws IOException {
		assertThatThrownBy(() -> store().write("cut", new CutStream(bytes))).hasMessage("cut");
		assertThatThrownBy(() -> store().read("cut")).isInstanceOf(NoSuchFileException.class);
		assertThat(remains()).isZero();
		write("cut", "whole");
		assertThat(text("cut", 0)).isEqualTo("whole");
	}

	@Test
	void whatIsWrittenIsNeverOverwritten() throws IOException {
		write("once", "first");
		assertThatThrownBy(() -> write("once", "second")).isInstanceOf(FileAlreadyExistsException.class);
		assertThatThrownBy(() -> store().write("once", new Noise(12_000_000)))
			.isInstanceOf(FileAlreadyExistsException.class);
		assertThat(text("once", 0)).isEqualTo("first");
		assertThat(remains()).isZero();
	}

	/** The key is taken while the second writer is writing. */
	@ParameterizedTest
	@ValueSource(ints = { 1000, 12_000_000 })
	void whoeverComesToTheEndLaterIsRefused(int bytes) throws IOException {
		InputStream slow = new InputStream() {
			private final InputStream bytesBefore = new Noise(bytes);

			private boolean overtaken;

			@Override
			public int read() throws IOException {
				int next = this.bytesBefore.read();
				if (next == -1 && !this.overtaken) {
					this.overtaken = true;
					BlobStoreContract.this.write("raced", "first");
				}
				return next;
			}

			@Override
			public int read(byte[] buffer, int offset, int length) throws IOException {
				int read = this.bytesBefore.read(buffer, offset, length);
				return (read == -1) ? read() : read;
			}
		};
		assertThatThrownBy(() -> store().write("raced", slow)).isInstanceOf(FileAlreadyExistsException.class);
		assertThat(text("raced", 0)).isEqualTo("first");
		assertThat(remains()).isZero();
	}

	@Test
	void ofSeveralWritersOfOneKeyOneWins() throws Exception {
		int writers = 6;
		CyclicBarrier together = new CyclicBarrier(writers);
		ExecutorService threads = Executors.newFixedThreadPool(writers);
		try {
			for (int round = 0; round < 5; round++) {
				String key = "race-" + round;
				List<Future<StoredBlob>> results = new ArrayList<>();
				for (int i = 0; i < writers; i++) {
					String content = "writer " + i;
					results.add(threads.submit(() -> {
						together.await();
						return write(key, content);
					}));
				}
				List<StoredBlob> won = new ArrayList<>();
				for (Future<StoredBlob> result : results) {
					try {
						won.add(result.get());
					}
					catch (ExecutionException ex) {
						assertThat(ex).hasCauseInstanceOf(FileAlreadyExistsException.class);
					}
				}
				assertThat(won).hasSize(1);
				try (InputStream read = store().read(key)) {
					assertThat(sha256(read)).isEqualTo(won.get(0).sha256());
				}
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(remains()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "../up", "/abs", "a/../b", "A", ".incoming/x", "a//b", "a\u0000" })
	void aKeyIsNeverAPathOfSomebodyElse(String key) {
		assertThatThrownBy(() -> store().write(key, InputStream.nullInputStream()))
			.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> store().read(key)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> store().delete(key)).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void deletingTwiceIsNoError() throws IOException {
		write("gone", "x");
		store().delete("gone");
		store().delete("gone");
		assertThatThrownBy(() -> store().size("gone")).isInstanceOf(NoSuchFileException.class);
		write("gone", "y");
		assertThat(text("gone", 0)).isEqualTo("y");
	}

	@Test
	void remainsOfTheDeadAreSweptWhenTheyAreOld() throws IOException {
		write("whole", "x");
		store().sweep(Instant.now());
		dieWhileWriting();
		assertThat(remains()).isEqualTo(1);
		store().sweep(Instant.now().minus(Duration.ofHours(1)));
		assertThat(remains()).isEqualTo(1);
		store().sweep(Instant.now().plus(Duration.ofHours(1)));
		assertThat(remains()).isZero();
		assertThat(text("whole", 0)).isEqualTo("x");
	}

	StoredBlob write(String key, String content) throws IOException {
		return store().write(key, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
	}

	String text(String key, long from) throws IOException {
		try (InputStream read = store().read(key, from)) {
			return new String(read.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static String sha256(InputStream content) throws IOException {
		MessageDigest digest = Digests.sha256();
		byte[] buffer = new byte[64 * 1024];
		int read;
		while ((read = content.read(buffer)) != -1) {
			digest.update(buffer, 0, read);
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	/** So many bytes, the same each time, that no store can compress or guess. */
	static final class Noise extends InputStream {

		private static final byte[] PATTERN = new byte[65_521];

		static {
			new Random(7).nextBytes(PATTERN);
		}

		private final long length;

		private long position;

		Noise(long length) {
			this.length = length;
		}

		@Override
		public int read() {
			return (this.position < this.length) ? PATTERN[(int) (this.position++ % PATTERN.length)] & 0xFF : -1;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) {
			if (length == 0) {
				return 0;
			}
			if (this.position >= this.length) {
				return -1;
			}
			int from = (int) (this.position % PATTERN.length);
			int count = (int) Math.min(Math.min(length, PATTERN.length - from), this.length - this.position);
			System.arraycopy(PATTERN, from, buffer, offset, count);
			this.position += count;
			return count;
		}

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
