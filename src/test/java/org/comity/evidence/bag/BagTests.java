package org.comity.evidence.bag;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import gov.loc.repository.bagit.exceptions.CorruptChecksumException;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.comity.documents.FileNames;
import org.comity.kernel.Digests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A bag is sound by rules and code that are not ours, the same each time, and resumes at
 * any byte.
 */
class BagTests {

	private static final Instant MOMENT = Instant.parse("2026-03-09T10:11:12.345Z");

	private static final List<String> TORTURE = List.of(
			"\u05DE\u05E1\u05DE\u05DA \u05E2\u05DD \u05E8\u05D5\u05D5\u05D7\u05D9\u05DD.txt",
			"\u0645\u0644\u0641 123.csv", "-rf *.txt", "--version", " two  blanks .txt", "100% and %25 and %0A.txt",
			"caf\u00E9.txt", "cafe\u0301.txt", "\uD83D\uDE00 \u5C71\u7530.eml", "a'b\"c$d`e;f&g.txt", "#hash.txt",
			"x".repeat(186) + ".txt", "\u00E9".repeat(125) + ".txt", "*starred.txt", "inner/folder/file.txt",
			"manifest-sha256.txt", "~tilde");

	private final Path folder;

	BagTests(@TempDir Path folder) {
		this.folder = folder;
	}

	@Test
	void theLibraryOfCongressAcceptsIt() throws Exception {
		Path bag = unpacked(bag(payloads("one.txt", "two.bin")));
		verify(bag);
		assertThat(bag.resolve("bag-info.txt")).content()
			.isEqualTo("Source-Organization: Comity\nExternal-Identifier: UKCA-2026-00007\n"
					+ "External-Description: A value on two lines\nPayload-Oxum: 30000.2\n");
		assertThat(bag.resolve("bagit.txt")).content()
			.isEqualTo("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
		assertThat(bag.resolve("custody.json")).hasContent("{}");
		assertThat(Files.getLastModifiedTime(bag.resolve("data/one.txt")).toInstant())
			.isEqualTo(Instant.parse("2026-03-09T10:11:12Z"));
	}

	@Test
	void itFindsAFlippedByteInAPayload() throws Exception {
		Path bag = unpacked(bag(payloads("one.txt", "two.bin")));
		flip(bag.resolve("data/two.bin"), 14_999);
		assertThatThrownBy(() -> verify(bag)).isInstanceOf(CorruptChecksumException.class);
	}

	@Test
	void itFindsAFlippedByteInTheCustodyLog() throws Exception {
		Path bag = unpacked(bag(payloads("one.txt")));
		flip(bag.resolve("custody.json"), 0);
		assertThatThrownBy(() -> verify(bag)).isInstanceOf(CorruptChecksumException.class);
	}

	@Test
	void aBagWithoutPayloadIsABagToo() throws Exception {
		Path bag = unpacked(bag(List.of()));
		verify(bag);
		assertThat(bag.resolve("data")).isEmptyDirectory();
		assertThat(bag.resolve("manifest-sha256.txt")).isEmptyFile();
	}

	@Test
	void namesOfAnyKindComeOutAsTheyWentIn() throws Exception {
		Bag bag = bag(payloads(TORTURE.toArray(new String[0])));
		Path unpacked = unpacked(bag);
		for (String name : TORTURE) {
			assertThat(unpacked.resolve("data").resolve(name)).isRegularFile();
		}
		assertThat(Files.readAllLines(unpacked.resolve("manifest-sha256.txt"))).hasSameSizeAs(TORTURE)
			.anyMatch((line) -> line.endsWith("  data/100%25 and %2525 and %250A.txt"));
		agrees(unpacked);
	}

	@Test
	void namesAsWeCleanThemPassTheLibraryOfCongress() throws Exception {
		String[] names = TORTURE.stream()
			.filter((name) -> name.indexOf('%') < 0 && name.indexOf('/') < 0)
			.map(FileNames::safe)
			.distinct()
			.toArray(String[]::new);
		assertThat(names).hasSizeGreaterThan(10);
		verify(unpacked(bag(payloads(names))));
	}

	@Test
	void aNameTooLongForAFileSystemIsCutAndStillTheOnlyOne() throws Exception {
		String one = "\u05E9".repeat(150) + "1.mbox";
		String two = "\u05E9".repeat(150) + "2.mbox";
		Path bag = unpacked(bag(payloads(one, two, "\uD83D\uDE00".repeat(90))));
		verify(bag);
		assertThat(bag.resolve("data").toFile().list()).hasSize(3)
			.contains(Bag.unpackable(one), Bag.unpackable(two))
			.allSatisfy((name) -> assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(250, 255));
		assertThat(Bag.unpackable(one)).matches("\u05E9+~[0-9a-f]{12}\\.mbox");
		assertThat(Bag.unpackable("plain.txt")).isEqualTo("plain.txt");
	}

	@Test
	void lineBreaksAndPercentSignsInNamesAreEscapedInTheManifest() throws Exception {
		Path bag = unpacked(bag(payloads("a\nb\rc%d.txt")));
		assertThat(Files.readString(bag.resolve("manifest-sha256.txt"))).endsWith("  data/a%0Ab%0Dc%25d.txt\n");
		assertThat(bag.resolve("data/a\nb\rc%d.txt")).isRegularFile();
	}

	@Test
	void gnuTarAndSha256sumAcceptIt() throws Exception {
		assumeTrue(answers("tar") && answers("sha256sum"), "needs GNU tar and sha256sum");
		Path tar = this.folder.resolve("bag.tar");
		try (InputStream in = bag(payloads(TORTURE.toArray(new String[0]))).open()) {
			Files.copy(in, tar);
		}
		assertThat(run("tar", "-xf", "bag.tar")).isEmpty();
		Path bag = this.folder.resolve("part-1");
		for (String name : TORTURE) {
			assertThat(bag.resolve("data").resolve(name)).isRegularFile();
		}
		assertThat(run("sh", "-c", "cd part-1 && sha256sum --quiet --strict -c tagmanifest-sha256.txt")).isEmpty();
		assertThat(
				run("sh", "-c", "cd part-1 && sed 's/%25/%/g' manifest-sha256.txt | sha256sum --quiet --strict -c -"))
			.isEmpty();
		flip(bag.resolve("data/--version"), 7);
		assertThat(run("sh", "-c",
				"cd part-1 && sed 's/%25/%/g' manifest-sha256.txt | sha256sum --quiet -c - 2>/dev/null"))
			.isEqualTo("data/--version: FAILED\n");
	}

	@Test
	void theSameContentsGiveTheSameBytes() throws Exception {
		Bag first = bag(payloads("one.txt", "two.bin"));
		Bag again = bag(payloads("one.txt", "two.bin"));
		assertThat(bytes(first)).isEqualTo(bytes(again)).hasSize((int) first.size());
		assertThat(first.etag()).isEqualTo(again.etag()).matches("[0-9a-f]{64}");
		try (TarArchiveInputStream tar = new TarArchiveInputStream(first.open(), StandardCharsets.UTF_8.name())) {
			for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
				assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
				assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
			}
		}
	}

	@Test
	void anythingElseGivesAnotherEtag() {
		Bag bag = bag(payloads("one.txt", "two.bin"));
		assertThat(List.of(bag(payloads("two.bin", "one.txt")), bag(payloads("one.txt", "three.bin")),
				new Bag("part-2", MOMENT, payloads("one.txt", "two.bin"), tags(), info()),
				new Bag("part-1", MOMENT.plusSeconds(1), payloads("one.txt", "two.bin"), tags(), info()),
				new Bag("part-1", MOMENT, payloads("one.txt", "two.bin"), List.of(), info()),
				new Bag("part-1", MOMENT, payloads("one.txt", "two.bin"), tags(), List.of())))
			.extracting(Bag::etag)
			.doesNotContain(bag.etag())
			.doesNotHaveDuplicates();
	}

	@Test
	void everyRangeIsTheSliceOfTheWhole() throws Exception {
		Bag bag = bag(payloads("one.txt", "\u05DE.txt", "two.bin"));
		byte[] whole = bytes(bag);
		Random random = new Random(4);
		List<Integer> offsets = new ArrayList<>();
		for (int offset = 0; offset <= whole.length; offset += 509) {
			offsets.add(offset);
		}
		for (int block = 0; block <= whole.length; block += 512) {
			offsets.add(block);
			offsets.add(Math.max(0, block - 1));
			offsets.add(Math.min(whole.length, block + 1));
		}
		for (int from : offsets) {
			int to = from + random.nextInt(whole.length - from + 1);
			try (InputStream in = bag.open()) {
				assertThat(in.skip(from)).isEqualTo(from);
				assertThat(in.readNBytes(to - from)).isEqualTo(Arrays.copyOfRange(whole, from, to));
			}
		}
	}

	@Test
	void skippingAndReadingMayTakeTurns() throws Exception {
		Bag bag = bag(payloads("one.txt", "two.bin"));
		byte[] whole = bytes(bag);
		Random random = new Random(9);
		try (InputStream in = bag.open()) {
			int at = 0;
			while (at < whole.length) {
				int skipped = (int) in.skip(random.nextInt(700));
				at += skipped;
				byte[] read = in.readNBytes(random.nextInt(700));
				assertThat(read).isEqualTo(Arrays.copyOfRange(whole, at, at + read.length));
				at += read.length;
			}
			assertThat(in.read()).isEqualTo(-1);
			assertThat(in.skip(5)).isZero();
		}
	}

	@Test
	void aResumedDownloadOpensAPayloadInItsMiddleAndNoOther() throws Exception {
		AtomicInteger opened = new AtomicInteger();
		AtomicLong from = new AtomicLong(-1);
		long size = 9L * 1024 * 1024 * 1024 + 17;
		Bag.Payload small = new Bag.Payload("small.txt", 3, "0".repeat(64), (offset) -> {
			throw new IOException("must not be opened");
		});
		Bag.Payload huge = new Bag.Payload("huge.mbox", size, "1".repeat(64), (offset) -> {
			opened.incrementAndGet();
			from.set(offset);
			return new Zeros(size - offset);
		});
		Bag bag = new Bag("part-1", MOMENT, List.of(small, huge), List.of(), List.of());
		try (InputStream in = bag.open()) {
			in.skipNBytes(bag.size() - 2000);
			assertThat(in.readAllBytes()).hasSize(2000).containsOnly(0);
		}
		assertThat(opened).hasValue(1);
		assertThat(from.get()).isBetween(size - 2000, size - 1);
	}

	@Test
	void aFileOfMoreThanEightGibibytesHasItsSizeInThePaxHeader() throws Exception {
		long size = 9L * 1024 * 1024 * 1024;
		Bag.Payload huge = new Bag.Payload("huge.mbox", size, "1".repeat(64), (offset) -> new Zeros(size - offset));
		Bag bag = new Bag("part-1", MOMENT, List.of(huge), List.of(), List.of());
		try (TarArchiveInputStream tar = new TarArchiveInputStream(bag.open(), StandardCharsets.UTF_8.name())) {
			TarArchiveEntry entry = tar.getNextEntry();
			while (!entry.getName().endsWith("huge.mbox")) {
				entry = tar.getNextEntry();
			}
			assertThat(entry.getSize()).isEqualTo(size);
		}
	}

	@Test
	void aSourceThatEndsTooSoonBreaksTheDownloadAndOneThatDoesNotEndIsCut() throws Exception {
		byte[] bytes = "evidence".getBytes(StandardCharsets.UTF_8);
		Bag brief = new Bag("part-1", MOMENT,
				List.of(new Bag.Payload("a", 9, Digests.sha256(bytes), (from) -> new ByteArrayInputStream(bytes))),
				List.of(), List.of());
		assertThatThrownBy(() -> bytes(brief)).isInstanceOf(EOFException.class).hasMessageContaining("data/a");
		Bag longer = new Bag("part-1", MOMENT,
				List.of(new Bag.Payload("a", 4, Digests.sha256(bytes), (from) -> new ByteArrayInputStream(bytes))),
				List.of(), List.of());
		assertThat(bytes(longer)).hasSize((int) longer.size());
		assertThat(unpacked(longer).resolve("data/a")).hasContent("evid");
	}

	@ParameterizedTest
	@ValueSource(strings = { "../evil", "/etc/passwd", "a//b", "a/./b", "", "a/", "a\\b", "a\0b", ".." })
	void aNameThatLeadsElsewhereIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> payload(name));
		assertThatIllegalArgumentException().isThrownBy(() -> new Bag.Tag(name, new byte[0]));
		assertThatIllegalArgumentException().isThrownBy(() -> new Bag(name, MOMENT, List.of(), List.of(), List.of()));
	}

	@Test
	void nothingStandsTwiceOrInPlaceOfTheBagsOwnFiles() {
		assertThatIllegalArgumentException().isThrownBy(() -> bag(payloads("one.txt", "one.txt")));
		for (String own : List.of("bagit.txt", "manifest-sha256.txt", "data/x", "data", "fetch.txt")) {
			assertThatIllegalArgumentException().isThrownBy(() -> new Bag.Tag(own, new byte[0]));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> new Bag.Info("Payload-Oxum", "0.0"));
		assertThatIllegalArgumentException().isThrownBy(() -> new Bag.Info("A: b", "c"));
	}

	private static Bag bag(List<Bag.Payload> payloads) {
		return new Bag("part-1", MOMENT, payloads, tags(), info());
	}

	private static List<Bag.Tag> tags() {
		return List.of(new Bag.Tag("custody.json", "{}".getBytes(StandardCharsets.UTF_8)));
	}

	private static List<Bag.Info> info() {
		return List.of(new Bag.Info("Source-Organization", "Comity"),
				new Bag.Info("External-Identifier", "UKCA-2026-00007"),
				new Bag.Info("External-Description", "A value\non two lines"));
	}

	private static List<Bag.Payload> payloads(String... names) {
		return Arrays.stream(names).map(BagTests::payload).toList();
	}

	private static Bag.Payload payload(String name) {
		byte[] bytes = new byte[15_000];
		new Random(name.hashCode()).nextBytes(bytes);
		return new Bag.Payload(name, bytes.length, Digests.sha256(bytes),
				(from) -> new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from));
	}

	private static byte[] bytes(Bag bag) throws IOException {
		try (InputStream in = bag.open()) {
			return in.readAllBytes();
		}
	}

	private Path unpacked(Bag bag) throws IOException {
		try (TarArchiveInputStream tar = new TarArchiveInputStream(bag.open(), StandardCharsets.UTF_8.name())) {
			for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
				Path path = this.folder.resolve(entry.getName());
				if (entry.isDirectory()) {
					Files.createDirectories(path);
				}
				else {
					Files.createDirectories(path.getParent());
					Files.copy(tar, path);
					Files.setLastModifiedTime(path, entry.getLastModifiedTime());
				}
			}
		}
		return this.folder.resolve("part-1");
	}

	/** The rules of RFC 8493 as {@code sha256sum -c} applies them. */
	private static void agrees(Path bag) throws IOException {
		for (String manifest : List.of("manifest-sha256.txt", "tagmanifest-sha256.txt")) {
			for (String line : Files.readAllLines(bag.resolve(manifest))) {
				String path = line.substring(66).replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
				assertThat(Digests.sha256(Files.readAllBytes(bag.resolve(path)))).isEqualTo(line.substring(0, 64));
			}
		}
	}

	private static void verify(Path path) throws Exception {
		gov.loc.repository.bagit.domain.Bag bag = new BagReader().read(path);
		try (BagVerifier verifier = new BagVerifier()) {
			verifier.isValid(bag, false);
		}
		BagVerifier.quicklyVerify(bag);
	}

	private static void flip(Path file, int at) throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		bytes[at] ^= 1;
		Files.write(file, bytes);
	}

	private static boolean answers(String tool) throws Exception {
		try {
			Process process = new ProcessBuilder(tool, "--version").redirectErrorStream(true).start();
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("GNU");
		}
		catch (IOException ex) {
			return false;
		}
	}

	private String run(String... command) throws Exception {
		Process process = new ProcessBuilder(command).directory(this.folder.toFile()).redirectErrorStream(true).start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return said;
	}

	/** So many zeros, of which none is kept. */
	private static final class Zeros extends InputStream {

		private long left;

		private Zeros(long left) {
			this.left = left;
		}

		@Override
		public int read() {
			return (this.left-- > 0) ? 0 : -1;
		}

		@Override
		public int read(byte[] into, int offset, int length) {
			if (this.left <= 0) {
				return -1;
			}
			int count = (int) Math.min(length, this.left);
			Arrays.fill(into, offset, offset + count, (byte) 0);
			this.left -= count;
			return count;
		}

	}

}
