package org.comity.documents;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import org.comity.kernel.Digests;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * Keeps blobs as objects in a bucket of an S3-compatible store. An object gets its name
 * only when it is whole: a small one in a single request, a larger one in parts that are
 * put together at the end. Each request carries the MD5 of its bytes, so that the store
 * refuses what was damaged on its way.
 * <p>
 * A taken key is refused by the store itself ({@code If-None-Match}): of several who
 * write the same key at once, one succeeds. A store that answers that it does not know
 * the condition is asked before the bytes are put there instead, which leaves a moment
 * between the two.
 * <p>
 * What fails becomes an {@link IOException} that tells the store's answer, never its
 * address, the bucket or a key to it.
 */
public final class S3BlobStore implements BlobStore, AutoCloseable {

	/** The most parts that S3 takes for one object. */
	private static final int MOST_PARTS = 10_000;

	/** What is skipped over by reading on, rather than by another request. */
	private static final int SHORT_SKIP = 256 * 1024;

	/** Who wrote an object: known to its writer alone. */
	private static final String WRITER = "writer";

	/** What stores answer, beside status 507, when there is no room. */
	private static final Set<String> FULL = Set.of("InsufficientStorage", "InsufficientCapacity", "QuotaExceeded",
			"StorageQuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded");

	private static final int NOT_FOUND = 404;

	private static final int CONFLICT = 409;

	private static final int PRECONDITION_FAILED = 412;

	private static final int RANGE_NOT_SATISFIABLE = 416;

	private static final int NOT_IMPLEMENTED = 501;

	private static final int INSUFFICIENT_STORAGE = 507;

	private final S3Client client;

	private final String bucket;

	private final String prefix;

	private final int partSize;

	/** Whether the store is believed to know the condition. */
	private volatile boolean conditional = true;

	/**
	 * Creates the store; nothing is asked of it yet.
	 */
	public S3BlobStore(S3Location location) {
		this.client = client(location);
		this.bucket = location.bucket();
		this.prefix = location.prefix().isEmpty() ? "" : location.prefix() + "/";
		this.partSize = location.partSize();
	}

	private static S3Client client(S3Location location) {
		S3ClientBuilder builder = S3Client.builder()
			.httpClientBuilder(UrlConnectionHttpClient.builder()
				.connectionTimeout(Duration.ofSeconds(10))
				.socketTimeout(Duration.ofMinutes(1)))
			.region(Region.of(location.region()))
			.forcePathStyle(location.pathStyle())
			// Newer checksums and chunked bodies are what other stores than Amazon's do
			// not know; the MD5 of each request is what all of them check.
			.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
			.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
			.serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build());
		if (location.endpoint() != null) {
			builder.endpointOverride(location.endpoint());
		}
		if (location.accessKey() != null && location.secretKey() != null) {
			builder.credentialsProvider(StaticCredentialsProvider
				.create(AwsBasicCredentials.create(location.accessKey(), location.secretKey())));
		}
		return builder.build();
	}

	@Override
	public StoredBlob write(String key, InputStream content) throws IOException {
		refuseTaken(key);
		String writer = UUID.randomUUID().toString();
		MessageDigest digest = Digests.sha256();
		Buffer buffer = new Buffer(this.partSize);
		buffer.fill(content, digest);
		long size = buffer.length;
		if (buffer.isFull()) {
			size = inParts(key, writer, buffer, content, digest);
		}
		else {
			commit(key, writer,
					(condition) -> this.client.putObject((request) -> request.bucket(this.bucket)
						.key(name(key))
						.ifNoneMatch(condition)
						.contentMD5(buffer.md5())
						.metadata(Map.of(WRITER, writer)), buffer.body()));
		}
		return new StoredBlob(key, size, HexFormat.of().formatHex(digest.digest()));
	}

	private long inParts(String key, String writer, Buffer buffer, InputStream content, MessageDigest digest)
			throws IOException {
		String upload = call(() -> this.client
			.createMultipartUpload(
					(request) -> request.bucket(this.bucket).key(name(key)).metadata(Map.of(WRITER, writer)))
			.uploadId());
		boolean whole = false;
		try {
			List<CompletedPart> parts = new ArrayList<>();
			long size = 0;
			while (buffer.length > 0) {
				int number = parts.size() + 1;
				if (number > MOST_PARTS) {
					throw new IOException("More than " + MOST_PARTS + " parts of " + this.partSize + " bytes");
				}
				String tag = call(() -> this.client
					.uploadPart((request) -> request.bucket(this.bucket)
						.key(name(key))
						.uploadId(upload)
						.partNumber(number)
						.contentMD5(buffer.md5()), buffer.body())
					.eTag());
				parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
				size += buffer.length;
				buffer.fill(content, digest);
			}
			commit(key, writer,
					(condition) -> this.client.completeMultipartUpload((request) -> request.bucket(this.bucket)
						.key(name(key))
						.uploadId(upload)
						.ifNoneMatch(condition)
						.multipartUpload((all) -> all.parts(parts))));
			whole = true;
			return size;
		}
		finally {
			if (!whole) {
				abandon(name(key), upload);
			}
		}
	}

	/** The request after which an object is there. */
	@FunctionalInterface
	private interface Commit {

		void run(@Nullable String condition);

	}

	private void commit(String key, String writer, Commit commit) throws IOException {
		try {
			if (this.conditional) {
				try {
					commit.run("*");
					return;
				}
				catch (AwsServiceException ex) {
					if (ex.statusCode() != NOT_IMPLEMENTED) {
						throw ex;
					}
					this.conditional = false;
				}
			}
			refuseTaken(key);
			commit.run(null);
		}
		catch (SdkException ex) {
			// An answer that was lost: the request may have been carried out, and when it
			// is repeated it is refused because of what it has done itself.
			if (isBy(writer, key)) {
				return;
			}
			if (ex instanceof AwsServiceException answer && (answer.statusCode() == PRECONDITION_FAILED
					|| answer.statusCode() == CONFLICT && head(key) != null)) {
				throw new FileAlreadyExistsException(key);
			}
			throw failure(ex);
		}
	}

	private boolean isBy(String writer, String key) {
		try {
			HeadObjectResponse there = head(key);
			return there != null && writer.equals(there.metadata().get(WRITER));
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void refuseTaken(String key) throws IOException {
		if (head(key) != null) {
			throw new FileAlreadyExistsException(key);
		}
	}

	@Override
	public InputStream read(String key, long from) throws IOException {
		String name = name(key);
		ResponseInputStream<GetObjectResponse> open = open(key, name, BlobKeys.checked(from));
		if (open == null) {
			return InputStream.nullInputStream();
		}
		return new ObjectStream(key, name, from, from + open.response().contentLength(), open);
	}

	/** Opens an object at an offset; nothing if it has no byte there. */
	private @Nullable ResponseInputStream<GetObjectResponse> open(String key, String name, long from)
			throws IOException {
		try {
			return this.client.getObject((request) -> {
				request.bucket(this.bucket).key(name);
				if (from > 0) {
					request.range("bytes=" + from + "-");
				}
			});
		}
		catch (SdkException ex) {
			if (isNotThere(ex)) {
				throw new NoSuchFileException(key);
			}
			if (ex instanceof AwsServiceException answer && answer.statusCode() == RANGE_NOT_SATISFIABLE) {
				return null;
			}
			throw failure(ex);
		}
	}

	@Override
	public long size(String key) throws IOException {
		HeadObjectResponse there = head(key);
		if (there == null) {
			throw new NoSuchFileException(key);
		}
		return there.contentLength();
	}

	private @Nullable HeadObjectResponse head(String key) throws IOException {
		String name = name(key);
		try {
			return this.client.headObject((request) -> request.bucket(this.bucket).key(name));
		}
		catch (SdkException ex) {
			if (isNotThere(ex)) {
				return null;
			}
			throw failure(ex);
		}
	}

	/**
	 * Clears away the parts of writes that broke off: those begun before the given time
	 * to which no part was added since.
	 */
	@Override
	public void sweep(Instant before) throws IOException {
		List<MultipartUpload> uploads = call(() -> this.client
			.listMultipartUploadsPaginator((request) -> request.bucket(this.bucket).prefix(this.prefix))
			.uploads()
			.stream()
			.filter((upload) -> upload.initiated() != null && upload.initiated().isBefore(before))
			.toList());
		for (MultipartUpload upload : uploads) {
			try {
				if (lastPart(upload).isBefore(before)) {
					this.client.abortMultipartUpload(
							(request) -> request.bucket(this.bucket).key(upload.key()).uploadId(upload.uploadId()));
				}
			}
			catch (SdkException ex) {
				if (!isNotThere(ex)) {
					throw failure(ex);
				}
			}
		}
	}

	private Instant lastPart(MultipartUpload upload) {
		return this.client
			.listPartsPaginator((request) -> request.bucket(this.bucket).key(upload.key()).uploadId(upload.uploadId()))
			.parts()
			.stream()
			.map(Part::lastModified)
			.filter(Objects::nonNull)
			.max(Instant::compareTo)
			.orElse(upload.initiated());
	}

	@Override
	public void delete(String key) throws IOException {
		String name = name(key);
		try {
			this.client.deleteObject((request) -> request.bucket(this.bucket).key(name));
		}
		catch (SdkException ex) {
			if (!isNotThere(ex)) {
				throw failure(ex);
			}
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

	private String name(String key) {
		return this.prefix + BlobKeys.checked(key);
	}

	/** What cannot be taken back now is left for the sweep. */
	private void abandon(String name, String upload) {
		try {
			this.client.abortMultipartUpload((request) -> request.bucket(this.bucket).key(name).uploadId(upload));
		}
		catch (SdkException ex) {
			// The first failure is the one to be told.
		}
	}

	private static <T> T call(Supplier<T> request) throws IOException {
		try {
			return request.get();
		}
		catch (SdkException ex) {
			throw failure(ex);
		}
	}

	/** Whether there is no such object or upload, as opposed to no such bucket. */
	private static boolean isNotThere(SdkException ex) {
		return ex instanceof AwsServiceException answer && answer.statusCode() == NOT_FOUND
				&& !code(answer).equals("NoSuchBucket");
	}

	private static String code(AwsServiceException answer) {
		AwsErrorDetails details = answer.awsErrorDetails();
		return (details == null || details.errorCode() == null) ? "" : details.errorCode();
	}

	/** The SDK's own messages may name hosts and buckets, so they are left behind. */
	private static IOException failure(SdkException ex) {
		if (ex instanceof AwsServiceException answer) {
			String text = "The S3 store answered " + answer.statusCode() + " " + code(answer) + ", request "
					+ answer.requestId();
			return (answer.statusCode() == INSUFFICIENT_STORAGE || FULL.contains(code(answer)))
					? new StorageFull(text, null) : new IOException(text);
		}
		Throwable root = ex;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return new IOException("The S3 store cannot be reached: " + root.getClass().getSimpleName());
	}

	/** The bytes of one request: they can be sent again if it fails. */
	private static final class Buffer {

		private static final int FIRST = 64 * 1024;

		private final int limit;

		private byte[] bytes;

		private int length;

		Buffer(int limit) {
			this.limit = limit;
			this.bytes = new byte[Math.min(FIRST, limit)];
		}

		/** Takes the next bytes in place of those before, as many as there is room. */
		void fill(InputStream content, MessageDigest digest) throws IOException {
			this.length = content.readNBytes(this.bytes, 0, this.bytes.length);
			while (this.length == this.bytes.length && this.length < this.limit) {
				this.bytes = Arrays.copyOf(this.bytes, (int) Math.min(this.limit, 4L * this.bytes.length));
				this.length += content.readNBytes(this.bytes, this.length, this.bytes.length - this.length);
			}
			digest.update(this.bytes, 0, this.length);
		}

		boolean isFull() {
			return this.length == this.limit;
		}

		RequestBody body() {
			return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(this.bytes, 0, this.length),
					this.length, "application/octet-stream");
		}

		String md5() {
			try {
				MessageDigest digest = MessageDigest.getInstance("MD5");
				digest.update(ByteBuffer.wrap(this.bytes, 0, this.length));
				return Base64.getEncoder().encodeToString(digest.digest());
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("Every Java platform has MD5", ex);
			}
		}

	}

	/**
	 * An object's bytes. Stores close a connection on which a slow reader keeps them
	 * waiting; the stream then goes on from where it was.
	 */
	private final class ObjectStream extends InputStream {

		private final String key;

		private final String name;

		private final long end;

		private long position;

		private @Nullable ResponseInputStream<GetObjectResponse> open;

		private boolean closed;

		ObjectStream(String key, String name, long position, long end, ResponseInputStream<GetObjectResponse> open) {
			this.key = key;
			this.name = name;
			this.position = position;
			this.end = end;
			this.open = open;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) == -1) ? -1 : one[0] & 0xFF;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			Objects.checkFromIndexSize(offset, length, buffer.length);
			if (this.closed) {
				throw new IOException("The stream is closed");
			}
			if (length == 0) {
				return 0;
			}
			if (this.position >= this.end) {
				return -1;
			}
			try {
				return take(buffer, offset, length);
			}
			catch (IOException ex) {
				leave();
				return take(buffer, offset, length);
			}
		}

		private int take(byte[] buffer, int offset, int length) throws IOException {
			if (this.open == null) {
				this.open = open(this.key, this.name, this.position);
			}
			int read;
			try {
				read = (this.open != null) ? this.open.read(buffer, offset, length) : -1;
			}
			catch (SdkException ex) {
				throw failure(ex);
			}
			if (read == -1) {
				throw new EOFException("The S3 store's answer broke off");
			}
			this.position += read;
			return read;
		}

		@Override
		public long skip(long count) throws IOException {
			long skipped = Math.max(0, Math.min(count, this.end - this.position));
			if (this.open != null && skipped <= SHORT_SKIP) {
				return super.skip(skipped);
			}
			leave();
			this.position += skipped;
			return skipped;
		}

		/** Drops the connection if the answer is not read to its end. */
		private void leave() {
			if (this.open != null) {
				this.open.abort();
				this.open = null;
			}
		}

		@Override
		public void close() throws IOException {
			this.closed = true;
			if (this.position < this.end) {
				leave();
			}
			else if (this.open != null) {
				this.open.close();
				this.open = null;
			}
		}

	}

}
