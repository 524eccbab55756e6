package org.comity.documents;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Blobs in a bucket, over HTTP.
 */
class S3BlobStoreTests extends BlobStoreContract {

	private static final String PREFIX = "evidence/of-the-tests";

	private static S3Server server;

	private static S3Client client;

	private final String bucket = "bucket-" + UUID.randomUUID();

	private final S3BlobStore store = new S3BlobStore(location(this.bucket, S3Server.SECRET_KEY));

	S3BlobStoreTests() {
		client.createBucket((request) -> request.bucket(this.bucket));
	}

	@BeforeAll
	static void start(@TempDir Path folder) throws Exception {
		server = new S3Server(folder);
		client = S3Client.builder()
			.endpointOverride(server.endpoint())
			.httpClientBuilder(UrlConnectionHttpClient.builder())
			.region(Region.EU_WEST_2)
			.forcePathStyle(true)
			.credentialsProvider(StaticCredentialsProvider
				.create(AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
			.build();
	}

	@AfterAll
	static void stop() throws Exception {
		client.close();
		server.close();
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	private static S3Location location(String bucket, String secret) {
		URI endpoint;
		try {
			endpoint = server.endpoint();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
		return new S3Location(endpoint, "eu-west-2", bucket, PREFIX, true, S3Server.ACCESS_KEY, secret,
				S3Location.SMALLEST_PART);
	}

	@Override
	BlobStore store() {
		return this.store;
	}

	@Override
	long remains() {
		return client.listMultipartUploads((request) -> request.bucket(this.bucket)).uploads().size();
	}

	@Override
	void dieWhileWriting() {
		begin(PREFIX + "/dead");
	}

	private void begin(String name) {
		String upload = client.createMultipartUpload((request) -> request.bucket(this.bucket).key(name)).uploadId();
		client.uploadPart((request) -> request.bucket(this.bucket).key(name).uploadId(upload).partNumber(1),
				RequestBody.fromString("the beginning"));
	}

	@Test
	void everythingLiesUnderThePrefixAndNothingElseIsTouched() throws IOException {
		write("a/b", "x");
		assertThat(client.listObjectsV2((request) -> request.bucket(this.bucket)).contents()).extracting(S3Object::key)
			.containsExactly(PREFIX + "/a/b");
		begin("evidence/of-the-tests-of-others/upload");
		this.store.sweep(Instant.now().plus(Duration.ofHours(1)));
		assertThat(remains()).isEqualTo(1);
	}

	@Test
	void whatFailsNamesNeitherKeysNorBuckets() {
		for (S3BlobStore wrong : new S3BlobStore[] { new S3BlobStore(location(this.bucket, "another secret")),
				new S3BlobStore(location("no-such-bucket", S3Server.SECRET_KEY)) }) {
			assertThatThrownBy(() -> wrong.write("a", new Noise(10))).isInstanceOf(IOException.class)
				.hasMessageStartingWith("The S3 store answered")
				.hasNoCause()
				.message()
				.doesNotContain(this.bucket, "no-such-bucket", S3Server.ACCESS_KEY, "another secret");
			assertThatThrownBy(() -> wrong.sweep(Instant.now())).isInstanceOf(IOException.class);
			wrong.close();
		}
		assertThat(location(this.bucket, S3Server.SECRET_KEY).toString()).doesNotContain(this.bucket,
				S3Server.SECRET_KEY);
	}

	/** Encrypted as evidence is: over ranges, and in parts of more than a segment. */
	@Test
	void whatIsEncryptedComesBackFromAnyPlaceOn() throws IOException {
		EncryptedBlobStore encrypted = new EncryptedBlobStore(this.store, new FolderSecrets());
		int size = 2 * S3Location.SMALLEST_PART + 1;
		StoredBlob blob = encrypted.write("part/file", new Noise(size));
		assertThat(blob.size()).isEqualTo(size);
		assertThat(encrypted.size("part/file")).isEqualTo(size);
		byte[] plain = new Noise(size).readAllBytes();
		for (int from : new int[] { 0, 1, 70_000, S3Location.SMALLEST_PART, size - 1, size }) {
			try (InputStream stream = encrypted.read("part/file", from)) {
				assertThat(stream.readAllBytes()).as("from %s", from)
					.isEqualTo(java.util.Arrays.copyOfRange(plain, from, size));
			}
		}
	}

}
