package org.comity.documents;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * Where an S3-compatible store is, and how it is entered. It can never be printed with
 * its keys.
 *
 * @param endpoint its address; none: Amazon's in the region
 * @param region as the store calls it
 * @param bucket which must be there
 * @param prefix of every object's name, without a slash at its end; may be empty
 * @param pathStyle whether the bucket stands in the path, not in the host's name
 * @param accessKey none: what the machine gives, by the SDK's default chain
 * @param secretKey given exactly if the access key is
 * @param partSize bytes of one part of a large object; so much memory one write needs
 */
public record S3Location(@Nullable URI endpoint, String region, String bucket, String prefix, boolean pathStyle,
		@Nullable String accessKey, @Nullable String secretKey, int partSize) {

	/** The smallest part that S3 takes, but for the last. */
	public static final int SMALLEST_PART = 5 * 1024 * 1024;

	@Override
	public String toString() {
		return "an S3-compatible store";
	}

}
