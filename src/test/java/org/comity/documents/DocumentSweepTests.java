package org.comity.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server that died has left of documents.
 */
@SuppressWarnings("NullAway.Init")
class DocumentSweepTests {

	private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

	private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

	@TempDir
	private Path data;

	private Path left(String name, Duration ago) throws IOException {
		Path incoming = Files.createDirectories(this.data.resolve("documents/.incoming"));
		Path part = Files.writeString(incoming.resolve(name), "half a letter");
		Files.setLastModifiedTime(part, FileTime.from(NOW.minus(ago)));
		return part;
	}

	@Test
	void itIsGoneWithinADay() throws IOException {
		Path old = left("old.part", Duration.ofHours(23).plusSeconds(1));
		Path young = left("young.part", Duration.ofHours(22));
		new DocumentSweep(new DocumentStorage().documentBlobs(this.data), CLOCK).sweep();
		assertThat(old).doesNotExist();
		assertThat(young).exists();
	}

	@Test
	void aDiskThatFailsIsTriedAgainLater() throws IOException {
		Files.createDirectories(this.data.resolve("documents/.incoming/stuck.part/within"));
		Files.setLastModifiedTime(this.data.resolve("documents/.incoming/stuck.part"), FileTime.from(Instant.EPOCH));
		new DocumentSweep(new DocumentStorage().documentBlobs(this.data), CLOCK).sweep();
		assertThat(this.data.resolve("documents/.incoming/stuck.part")).exists();
	}

	@Test
	void itIsDoneByItself() {
		new ApplicationContextRunner().withUserConfiguration(Scheduled.class, DocumentSweep.class)
			.withBean("documentBlobs", BlobStore.class, () -> new DocumentStorage().documentBlobs(this.data))
			.withBean(Clock.class, () -> CLOCK)
			.run((context) -> assertThat(context.getBean(ScheduledTaskHolder.class).getScheduledTasks()).hasSize(1));
	}

	@EnableScheduling
	static class Scheduled {

	}

}
