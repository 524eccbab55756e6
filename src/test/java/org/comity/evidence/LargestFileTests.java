package org.comity.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.comity.kernel.Rejection;
import org.comity.testing.AsOwner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The form takes no more of a file than a file may have, and of a part no more than a
 * part may have: what is beyond is not written first and weighed then.
 */
@EvidenceTest
@TestPropertySource(properties = { "comity.evidence.uploads.file=300KB", "comity.evidence.uploads.part=400KB" })
class LargestFileTests {

	private static final int KILOBYTE = 1024;

	/** What is read ahead in one go. */
	private static final int AHEAD = 128 * KILOBYTE;

	@Autowired
	EvidenceStage stage;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Value("${comity.data-directory}")
	Path data = Path.of("");

	private UUID part = new UUID(0, 0);

	@BeforeEach
	void begin() {
		this.part = this.stage.begun(this.stage.before.answering(this.stage.before.executing()));
	}

	/** So many bytes, and how many of them were taken. */
	private static class Sent extends InputStream {

		private final long size;

		private long taken;

		Sent(long size) {
			this.size = size;
		}

		@Override
		public int read() {
			return (this.taken < this.size) ? (int) (this.taken++ % 251) : -1;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) {
			int some = (int) Math.min(length, this.size - this.taken);
			if (some <= 0) {
				return -1;
			}
			Arrays.fill(buffer, offset, offset + some, (byte) (this.taken % 251));
			this.taken += some;
			return some;
		}

	}

	private void nothingRemains(String name) throws IOException {
		assertThat(this.jdbc.sql("select count(*) from production_file where part_id = ? and name = ?")
			.params(this.part, name)
			.query(Integer.class)
			.single()).isZero();
		Path evidence = this.data.resolve("evidence");
		try (Stream<Path> files = Files.list(evidence.resolve(".incoming"))) {
			assertThat(files).isEmpty();
		}
		Path folder = evidence.resolve(this.part.toString());
		long kept = 0;
		if (Files.exists(folder)) {
			try (Stream<Path> files = Files.list(folder)) {
				kept = files.count();
			}
		}
		assertThat(kept).isEqualTo(this.stage.view(this.part).files().size());
	}

	@Test
	void noMoreIsTakenThanAFileMayHave() throws IOException {
		Sent large = new Sent(50L * 1024 * KILOBYTE);
		List<Rejection> refused = this.stage.add(this.part, "large.bin", null, large);
		assertThat(refused).extracting(Rejection::code).containsExactly("evidence.upload.too-large");
		assertThat(refused.get(0).arguments().get(0)).isEqualTo("large.bin");
		assertThat(large.taken).isBetween(300L * KILOBYTE, 300L * KILOBYTE + AHEAD);
		nothingRemains("large.bin");
		assertThat(this.stage.add(this.part, "over.bin", null, new Sent(300L * KILOBYTE + 1)))
			.extracting(Rejection::code)
			.containsExactly("evidence.upload.too-large");
		nothingRemains("over.bin");
		assertThat(this.stage.add(this.part, "just.bin", null, new Sent(300L * KILOBYTE))).isEmpty();
	}

	@Test
	void noMoreIsTakenThanThePartMayHave() throws IOException {
		assertThat(this.stage.add(this.part, "first.bin", null, new Sent(250L * KILOBYTE))).isEmpty();
		Sent second = new Sent(50L * 1024 * KILOBYTE);
		assertThat(this.stage.add(this.part, "second.bin", null, second)).extracting(Rejection::code)
			.containsExactly("evidence.upload.too-much");
		assertThat(second.taken).isBetween(150L * KILOBYTE, 150L * KILOBYTE + AHEAD);
		nothingRemains("second.bin");
		assertThat(this.stage.add(this.part, "rest.bin", null, new Sent(150L * KILOBYTE))).isEmpty();
		Sent none = new Sent(1000);
		assertThat(this.stage.add(this.part, "none.bin", null, none)).extracting(Rejection::code)
			.containsExactly("evidence.upload.too-much");
		nothingRemains("none.bin");
	}

	/** A sweep that comes while a file does has the last word, and it is said. */
	@Test
	void aFileThatWasSweptMeanwhileIsNotSaidToBeKept() throws IOException {
		Sent slow = new Sent(1000) {
			@Override
			public int read(byte[] buffer, int offset, int length) {
				LargestFileTests.this.jdbc.sql("delete from production_file where part_id = ? and received_at is null")
					.param(LargestFileTests.this.part)
					.update();
				return super.read(buffer, offset, length);
			}
		};
		assertThat(this.stage.add(this.part, "slow.bin", null, slow)).extracting(Rejection::code)
			.containsExactly("evidence.upload.too-long");
		nothingRemains("slow.bin");
		assertThat(this.stage.view(this.part).files()).isEmpty();
	}

}
