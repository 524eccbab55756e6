package org.comity.evidence;

import java.nio.file.Path;
import java.util.Objects;

import org.comity.documents.BlobSecrets;
import org.comity.documents.BlobStore;
import org.comity.documents.EncryptedBlobStore;
import org.comity.documents.FileSystemBlobStore;
import org.comity.documents.S3BlobStore;
import org.comity.documents.S3Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Evidence is kept where the settings say, or the application does not start.
 */
class EvidenceStorageTests {

	private static final String[] COMPLETE = { "comity.evidence.store=s3",
			"comity.evidence.endpoint=https://s3.example.org", "comity.evidence.bucket=evidence-of-comity",
			"comity.evidence.access-key=the-access-key", "comity.evidence.secret-key=the-secret-key" };

	private final ApplicationContextRunner application;

	EvidenceStorageTests(@TempDir Path data) {
		this.application = new ApplicationContextRunner().withUserConfiguration(EvidenceStorage.class)
			.withBean(BlobSecrets.class, () -> org.mockito.Mockito.mock(BlobSecrets.class))
			.withPropertyValues("comity.data-directory=" + data);
	}

	@Test
	void evidenceIsKeptInFilesUnlessSomebodyDecidesOtherwise() {
		this.application.run((context) -> assertThat(context).getBean(BlobStore.class)
			.isInstanceOf(EncryptedBlobStore.class)
			.extracting("beneath")
			.isInstanceOf(FileSystemBlobStore.class));
	}

	@Test
	void evidenceIsKeptInABucketIfThatIsChosen() {
		this.application.withPropertyValues(COMPLETE).run((context) -> {
			assertThat(context).getBean(BlobStore.class).extracting("beneath").isInstanceOf(S3BlobStore.class);
			EvidenceStorageProperties settings = context.getBean(EvidenceStorageProperties.class);
			assertThat(settings).asString().doesNotContain("the-access-key", "the-secret-key");
			S3Location location = settings.location();
			assertThat(location.pathStyle()).isTrue();
			assertThat(location.partSize()).isEqualTo(8 * 1024 * 1024);
			assertThat(location.prefix()).isEmpty();
		});
	}

	@Test
	void withoutKeysTheMachineGivesThem() {
		this.application
			.withPropertyValues("comity.evidence.store=s3", "comity.evidence.region=eu-west-2",
					"comity.evidence.bucket=evidence-of-comity", "comity.evidence.prefix=production/")
			.run((context) -> {
				assertThat(context).getBean(BlobStore.class).extracting("beneath").isInstanceOf(S3BlobStore.class);
				S3Location location = context.getBean(EvidenceStorageProperties.class).location();
				assertThat(location.accessKey()).isNull();
				assertThat(location.pathStyle()).isFalse();
				assertThat(location.prefix()).isEqualTo("production");
			});
	}

	@ParameterizedTest
	@CsvSource({ "comity.evidence.bucket=, comity.evidence.bucket is missing",
			"comity.evidence.bucket=a/b, comity.evidence.bucket must have",
			"comity.evidence.endpoint=, comity.evidence.endpoint is missing",
			"comity.evidence.endpoint=s3.example.org, comity.evidence.endpoint must be an address",
			"comity.evidence.endpoint=https://key:secret@s3.example.org, without keys in it",
			"comity.evidence.secret-key=, comity.evidence.secret-key is missing",
			"comity.evidence.access-key=, comity.evidence.access-key is missing",
			"comity.evidence.prefix=../up, comity.evidence.prefix must be",
			"comity.evidence.prefix=a//b, comity.evidence.prefix must be",
			"comity.evidence.part-size=1MB, comity.evidence.part-size must be from 5MB" })
	void whatIsMissingIsSaidAtTheStart(String setting, String said) {
		this.application.withPropertyValues(COMPLETE).withPropertyValues(setting).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = Objects.requireNonNull(
					new UnusableEvidenceStoreAnalyzer().analyze(Objects.requireNonNull(context.getStartupFailure())));
			assertThat(analysis.getDescription()).contains("comity.evidence.store=s3", said)
				.doesNotContain("the-access-key", "the-secret-key", "key:secret");
			assertThat(analysis.getAction()).contains("docs/operations.md");
		});
	}

	@Test
	void everythingThatIsMissingIsSaidAtOnce() {
		this.application.withPropertyValues("comity.evidence.store=s3")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContainingAll("comity.evidence.bucket", "comity.evidence.endpoint"));
	}

	@Test
	void evidenceIsNotKeptWithoutKeysThatSomebodySet(@TempDir Path folder) {
		ApplicationContextRunner keys = new ApplicationContextRunner().withUserConfiguration(KeysAlone.class)
			.withPropertyValues("comity.data-directory=" + folder);
		keys.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(UnusableEvidenceKeys.class)
			.hasMessageContaining("not set where they lie"));
		Path file = folder.resolve("keys.json");
		keys.withPropertyValues("comity.evidence.key-file=" + file)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(UnusableEvidenceKeys.class)
				.hasMessageContaining("keys.json"));
		assertThat(file).doesNotExist();
		WrappingKeys.make(file);
		keys.withPropertyValues("comity.evidence.key-file=" + file)
			.run((context) -> assertThat(context).getBean(EvidenceKeys.KeyFile.class)
				.isEqualTo(new EvidenceKeys.KeyFile(file, false)));
		keys.withPropertyValues("comity.database.embedded=true")
			.run((context) -> assertThat(context.getBean(EvidenceKeys.KeyFile.class).make()).isTrue());
	}

	/** Without the database. */
	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(EvidenceKeyProperties.class)
	static class KeysAlone {

		@Bean
		EvidenceKeys.KeyFile evidenceKeyFile(EvidenceKeyProperties settings,
				@Value("${comity.data-directory}") Path data,
				@Value("${comity.database.embedded:false}") boolean embedded) {
			return new EvidenceKeysConfiguration().evidenceKeyFile(settings, data, false, embedded);
		}

	}

}
