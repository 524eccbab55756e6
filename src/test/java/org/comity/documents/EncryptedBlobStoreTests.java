package org.comity.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.comity.kernel.Digests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Encrypted blobs in files: whatever is done to a file, nothing comes out that was not
 * written there.
 */
class EncryptedBlobStoreTests extends BlobStoreContract {

	private static final int SEGMENT = EncryptedBlobStore.SEGMENT - EncryptedBlobStore.TAG;

	/** The plain bytes of the first segment, which the header shares. */
	private static final int FIRST = SEGMENT - EncryptedBlobStore.HEADER;

	private static final int MEGABYTES = 3 * 1024 * 1024;

	private final Path folder;

	private final FolderSecrets secrets = new FolderSecrets();

	private final BlobStore files;

	private final EncryptedBlobStore store;

	EncryptedBlobStoreTests(@TempDir Path folder) {
		this.folder = folder.resolve("blobs");
		this.files = new FileSystemBlobStore(this.folder);
		this.store = new EncryptedBlobStore(this.files, this.secrets);
	}

	@Override
	BlobStore store() {
		return this.store;
	}

	@Override
	long remains() throws IOException {
		try (Stream<Path> parts = Files.list(this.folder.resolve(".incoming"))) {
			return parts.count();
		}
	}

	@Override
	void dieWhileWriting() throws IOException {
		Files.write(this.folder.resolve(".incoming").resolve("dead.part"), new byte[1000]);
	}

	private static byte[] noise(int size) throws IOException {
		return new Noise(size).readAllBytes();
	}

	private byte[] kept(int size) throws IOException {
		byte[] plain = noise(size);
		StoredBlob blob = this.store.write("part/file", new ByteArrayInputStream(plain));
		assertThat(blob).isEqualTo(new StoredBlob("part/file", size, Digests.sha256(plain)));
		return plain;
	}

	private byte[] read(long from) throws IOException {
		try (InputStream stream = this.store.read("part/file", from)) {
			return stream.readAllBytes();
		}
	}

	private Path file() {
		return this.folder.resolve("part/file");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 15, 16, 17, FIRST - 1, FIRST, FIRST + 1, FIRST + SEGMENT - 1, FIRST + SEGMENT,
			FIRST + SEGMENT + 1, MEGABYTES })
	void whatWasWrittenComesOutFromAnyPlaceOn(int size) throws IOException {
		byte[] plain = kept(size);
		assertThat(this.store.size("part/file")).isEqualTo(size);
		assertThat(read(0)).isEqualTo(plain);
		for (int from : new int[] { 1, FIRST - 1, FIRST, FIRST + 1, FIRST + SEGMENT, size - 1, size, size + 1 }) {
			if (from >= 0) {
				assertThat(read(from)).as("from %s", from)
					.isEqualTo((from < size) ? Arrays.copyOfRange(plain, from, size) : new byte[0]);
			}
		}
	}

	@Test
	void whatLiesThereIsNotPlain() throws IOException {
		String secret = "Nobody but the holder reads this. ".repeat(10_000);
		write("part/file", secret);
		String stored = Files.readString(file(), StandardCharsets.ISO_8859_1);
		assertThat(stored).doesNotContain("Nobody", "holder reads");
		write("part/other", secret);
		assertThat(Files.readAllBytes(this.folder.resolve("part/other"))).isNotEqualTo(Files.readAllBytes(file()));
	}

	/** In the header, the first segment, the middle, the last segment, its tag. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 5, 39, 40, 1000, MEGABYTES / 2, MEGABYTES, -17, -1 })
	void aFlippedBitIsFound(int where) throws IOException {
		kept(MEGABYTES);
		byte[] bytes = Files.readAllBytes(file());
		bytes[(where < 0) ? bytes.length + where : where] ^= 4;
		Files.write(file(), bytes);
		assertThatExceptionOfType(DamagedBlob.class).isThrownBy(() -> read(0));
		assertThat(this.store.size("part/file")).isEqualTo(MEGABYTES);
	}

	/** At the border of a segment too, where each segment for itself is whole. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, EncryptedBlobStore.HEADER, EncryptedBlobStore.HEADER + EncryptedBlobStore.TAG,
			EncryptedBlobStore.SEGMENT, EncryptedBlobStore.SEGMENT + 1, 2 * EncryptedBlobStore.SEGMENT,
			2 * EncryptedBlobStore.SEGMENT + 100 })
	void whatIsCutOffIsFound(int left) throws IOException {
		kept(3 * SEGMENT);
		Files.write(file(), Arrays.copyOf(Files.readAllBytes(file()), left));
		assertThatExceptionOfType(DamagedBlob.class).isThrownBy(() -> read(0));
		assertThatExceptionOfType(DamagedBlob.class).isThrownBy(() -> read(MEGABYTES));
	}

	@Test
	void anEndThatIsReachedBySkippingIsProvedToo() throws IOException {
		byte[] plain = kept(3 * SEGMENT);
		Files.write(file(), Arrays.copyOf(Files.readAllBytes(file()), 2 * EncryptedBlobStore.SEGMENT));
		try (InputStream stream = this.store.read("part/file")) {
			assertThat(stream.readNBytes(10)).isEqualTo(Arrays.copyOf(plain, 10));
			stream.skipNBytes(2 * SEGMENT - EncryptedBlobStore.HEADER - 10L);
			assertThatExceptionOfType(DamagedBlob.class).isThrownBy(stream::read);
		}
	}

	@Test
	void whatIsPutOnIsFound() throws IOException {
		kept(1000);
		byte[] bytes = Files.readAllBytes(file());
		Files.write(file(), Arrays.copyOf(bytes, bytes.length + 100));
		assertThatExceptionOfType(DamagedBlob.class).isThrownBy(() -> read(0));
	}

	@Test
	void bytesCannotBeMovedToAnotherPlace() throws IOException {
		kept(1000);
		write("part/other", "other");
		write("elsewhere/file", "elsewhere");
		byte[] bytes = Files.readAllBytes(file());
		Files.write(this.folder.resolve("part/other"), bytes);
		Files.write(this.folder.resolve("elsewhere/file"), bytes);
		for (String key : new String[] { "part/other", "elsewhere/file" }) {
			assertThatExceptionOfType(DamagedBlob.class).isThrownBy(() -> text(key, 0));
		}
		assertThat(read(0)).hasSize(1000);
	}

	@Test
	void whatHasNoSecretAnyMoreIsGone() throws IOException {
		kept(1000);
		write("elsewhere/file", "elsewhere");
		this.secrets.destroy("part");
		assertThat(file()).exists();
		assertThatExceptionOfType(DestroyedBlob.class).isThrownBy(() -> read(0));
		assertThatThrownBy(() -> read(0)).isInstanceOf(NoSuchFileException.class);
		assertThatExceptionOfType(DestroyedBlob.class).isThrownBy(() -> write("part/another", "x"));
		assertThat(text("elsewhere/file", 0)).isEqualTo("elsewhere");
	}

	@Test
	void whatTheStoreFailsWithIsNoDamage() throws IOException {
		kept(MEGABYTES);
		AtomicInteger answers = new AtomicInteger();
		BlobStore failing = new Watched(this.files, new AtomicLong()) {
			@Override
			public InputStream read(String key, long from) throws IOException {
				InputStream stream = super.read(key, from);
				return new java.io.FilterInputStream(stream) {
					@Override
					public int read(byte[] buffer, int offset, int length) throws IOException {
						if (answers.decrementAndGet() < 0) {
							throw new IOException("No answer");
						}
						return super.read(buffer, offset, length);
					}
				};
			}
		};
		EncryptedBlobStore over = new EncryptedBlobStore(failing, this.secrets);
		for (int after : new int[] { 0, 1, 2, 5 }) {
			answers.set(after);
			assertThatThrownBy(() -> {
				try (InputStream stream = over.read("part/file")) {
					stream.readAllBytes();
				}
			}).isNotInstanceOf(DamagedBlob.class).hasMessage("No answer");
		}
	}

	@Test
	void aReadFromAnOffsetReadsNoMoreThanItsSegments() throws IOException {
		byte[] plain = kept(MEGABYTES);
		AtomicLong bytes = new AtomicLong();
		EncryptedBlobStore over = new EncryptedBlobStore(new Watched(this.files, bytes), this.secrets);
		try (InputStream stream = over.read("part/file", MEGABYTES - 100)) {
			assertThat(stream.readNBytes(10)).isEqualTo(Arrays.copyOfRange(plain, MEGABYTES - 100, MEGABYTES - 90));
		}
		assertThat(bytes.get()).isLessThanOrEqualTo(EncryptedBlobStore.SEGMENT + EncryptedBlobStore.HEADER);
	}

	/** As a network gives them: a few bytes now, a few later. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 13, 39, 41, 8191, EncryptedBlobStore.SEGMENT - 1, EncryptedBlobStore.SEGMENT + 1 })
	void bytesThatComeInPiecesAreNoDamage(int piece) throws IOException {
		byte[] plain = kept(2 * SEGMENT + 100);
		BlobStore slow = new Watched(this.files, new AtomicLong()) {
			@Override
			public InputStream read(String key, long from) throws IOException {
				return new java.io.FilterInputStream(super.read(key, from)) {
					@Override
					public int read(byte[] buffer, int offset, int length) throws IOException {
						return super.read(buffer, offset, Math.min(piece, length));
					}
				};
			}
		};
		EncryptedBlobStore over = new EncryptedBlobStore(slow, this.secrets);
		for (int from : new int[] { 0, 1, FIRST, SEGMENT + 5, plain.length - 1 }) {
			try (InputStream stream = over.read("part/file", from)) {
				assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(plain, from, plain.length));
			}
		}
	}

	/** A store that counts the bytes it gives. */
	private static class Watched implements BlobStore {

		private final BlobStore store;

		private final AtomicLong given;

		Watched(BlobStore store, AtomicLong given) {
			this.store = store;
			this.given = given;
		}

		@Override
		public StoredBlob write(String key, InputStream content) throws IOException {
			return this.store.write(key, content);
		}

		@Override
		public InputStream read(String key, long from) throws IOException {
			return new java.io.FilterInputStream(this.store.read(key, from)) {
				@Override
				public int read(byte[] buffer, int offset, int length) throws IOException {
					int read = super.read(buffer, offset, length);
					Watched.this.given.addAndGet(Math.max(0, read));
					return read;
				}
			};
		}

		@Override
		public long size(String key) throws IOException {
			return this.store.size(key);
		}

		@Override
		public void sweep(java.time.Instant before) throws IOException {
			this.store.sweep(before);
		}

		@Override
		public void delete(String key) throws IOException {
			this.store.delete(key);
		}

	}

}
