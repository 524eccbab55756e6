package org.comity.crash;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.web.util.HtmlUtils;

/**
 * Carries files of any size in and out through somebody's {@link Desk}, as a browser
 * does: they are hashed as they pass, and never kept.
 */
final class Carriage {

	private static final String BOUNDARY = "----carriage";

	/** However slow the machine. */
	private static final Duration PATIENCE = Duration.ofMinutes(30);

	private final Desk desk;

	Carriage(Desk desk) {
		this.desk = desk;
	}

	/**
	 * What was carried.
	 *
	 * @param sha256 its hash
	 * @param size in bytes
	 * @param took how long it took
	 */
	record Load(String sha256, long size, Duration took) {

		@Override
		public String toString() {
			double seconds = this.took.toMillis() / 1000.0;
			return String.format(Locale.ROOT, "%.2f GiB in %.1f s, %.0f MB/s", this.size / (1024.0 * 1024 * 1024),
					seconds, this.size / 1e6 / seconds);
		}

	}

	/**
	 * Puts one file into the form with files that stands on a page, and sends it.
	 * @param page where the form stands
	 * @param name the name of the file
	 * @param size in bytes
	 * @param content gives so many bytes
	 * @throws IllegalStateException if the answer is not that of a form that was taken
	 */
	Load upload(String page, String name, long size, LongFunction<InputStream> content)
			throws IOException, InterruptedException {
		Matcher form = Pattern.compile("<form[^>]*enctype=\"multipart/form-data\"[^>]*>").matcher(this.desk.get(page));
		if (!form.find()) {
			throw new IllegalStateException("No form that takes files on " + page);
		}
		Matcher action = Pattern.compile("action=\"([^\"]+)\"").matcher(form.group());
		String to = action.find() ? HtmlUtils.htmlUnescape(action.group(1)) : page;
		byte[] head = ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name
				+ "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8);
		byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
		DigestInputStream counted = new DigestInputStream(content.apply(size), sha256());
		InputStream body = new SequenceInputStream(Collections
			.enumeration(List.of(new ByteArrayInputStream(head), counted, new ByteArrayInputStream(tail))));
		long start = System.nanoTime();
		HttpResponse<String> response = this.desk.exchange(to,
				(request) -> request.timeout(PATIENCE)
					.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
					.POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> body),
							head.length + size + tail.length)),
				BodyHandlers.ofString());
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		if (response.statusCode() != 302) {
			throw new IllegalStateException(to + " answered " + response.statusCode() + "\n" + response.body());
		}
		return new Load(HexFormat.of().formatHex(counted.getMessageDigest().digest()), size, took);
	}

	/**
	 * Fetches a file.
	 * @throws IllegalStateException if it is not there
	 */
	Load download(String path) throws IOException, InterruptedException {
		long start = System.nanoTime();
		HttpResponse<InputStream> response = this.desk.exchange(path, (request) -> request.timeout(PATIENCE).GET(),
				BodyHandlers.ofInputStream());
		try (DigestInputStream counted = new DigestInputStream(response.body(), sha256())) {
			if (response.statusCode() != 200) {
				throw new IllegalStateException(path + " answered " + response.statusCode());
			}
			long size = counted.transferTo(OutputStream.nullOutputStream());
			return new Load(HexFormat.of().formatHex(counted.getMessageDigest().digest()), size,
					Duration.ofNanos(System.nanoTime() - start));
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
