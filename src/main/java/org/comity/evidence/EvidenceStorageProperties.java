package org.comity.evidence;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.comity.documents.S3Location;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Where evidence is kept. It can never be printed with its keys.
 *
 * @param store files in the data directory, or objects in an S3-compatible store
 * @param endpoint the store's address; none: Amazon's in the region
 * @param region as the store calls it; none: {@code us-east-1}, if there is an endpoint
 * @param bucket the bucket, which must be there
 * @param prefix of every object's name; none: the bucket is Comity's alone
 * @param accessKey none: what the machine gives
 * @param secretKey given exactly if the access key is
 * @param pathStyle whether the bucket stands in the path; none: if there is an endpoint
 * @param partSize of one part of a large object
 */
@ConfigurationProperties("comity.evidence")
record EvidenceStorageProperties(@DefaultValue("file") Store store, @Nullable URI endpoint, @Nullable String region,
		@Nullable String bucket, @DefaultValue("") String prefix, @Nullable String accessKey,
		@Nullable String secretKey, @Nullable Boolean pathStyle, @DefaultValue("8MB") DataSize partSize) {

	private static final String ANY_REGION = "us-east-1";

	private static final DataSize LARGEST_PART = DataSize.ofMegabytes(256);

	/** The kinds of store. */
	enum Store {

		/** Files in the data directory. */
		FILE,

		/** Objects in a bucket. */
		S3

	}

	/**
	 * Returns where the S3-compatible store is.
	 * @throws UnusableEvidenceStore if a setting is missing or wrong
	 */
	S3Location location() {
		List<String> wrong = wrong();
		if (!wrong.isEmpty()) {
			throw new UnusableEvidenceStore(wrong);
		}
		boolean elsewhere = this.endpoint != null;
		return new S3Location(this.endpoint, StringUtils.hasText(this.region) ? this.region : ANY_REGION,
				String.valueOf(this.bucket), StringUtils.trimTrailingCharacter(this.prefix, '/'),
				(this.pathStyle != null) ? this.pathStyle : elsewhere, given(this.accessKey), given(this.secretKey),
				(int) this.partSize.toBytes());
	}

	private List<String> wrong() {
		List<String> wrong = new ArrayList<>();
		if (!StringUtils.hasText(this.bucket)) {
			wrong.add("comity.evidence.bucket is missing");
		}
		else if (!this.bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
			wrong.add("comity.evidence.bucket must have 3 to 63 lower-case letters, digits, hyphens and dots");
		}
		if (this.endpoint == null && !StringUtils.hasText(this.region)) {
			wrong.add("comity.evidence.endpoint is missing, or for Amazon's own store comity.evidence.region");
		}
		if (this.endpoint != null && (!List.of("http", "https").contains(String.valueOf(this.endpoint.getScheme()))
				|| this.endpoint.getHost() == null || this.endpoint.getUserInfo() != null)) {
			wrong.add("comity.evidence.endpoint must be an address such as https://s3.example.org, without keys in it");
		}
		if (StringUtils.hasText(this.accessKey) && !StringUtils.hasText(this.secretKey)) {
			wrong.add("comity.evidence.secret-key is missing: there is an access key");
		}
		if (StringUtils.hasText(this.secretKey) && !StringUtils.hasText(this.accessKey)) {
			wrong.add("comity.evidence.access-key is missing: there is a secret key");
		}
		if (!this.prefix.matches("([A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*/?)?")) {
			wrong.add(
					"comity.evidence.prefix must be words of letters, digits, dots and hyphens with single slashes between");
		}
		if (this.partSize.toBytes() < S3Location.SMALLEST_PART || this.partSize.compareTo(LARGEST_PART) > 0) {
			wrong.add("comity.evidence.part-size must be from 5MB to 256MB");
		}
		return wrong;
	}

	private static @Nullable String given(@Nullable String value) {
		return StringUtils.hasText(value) ? value : null;
	}

	@Override
	public String toString() {
		return "EvidenceStorageProperties[store=" + this.store + "]";
	}

}
