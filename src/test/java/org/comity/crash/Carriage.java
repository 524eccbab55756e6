package org.comity.crash;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
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

	/** A cut in the line: it comes when so many bytes of the file were sent. */
	record Cut(long at, Runnable then) {
	}

	/**
	 * Uploads one file by the tus protocol, in as few requests as the cuts allow: after
	 * each it asks how much has come, and goes on from there.
	 * @param page the part's page
	 * @param told gets, for each cut, how many bytes had come of how many that were sent
	 * @return how long it took and what was sent; its hash is that of the whole file
	 */
	Load resume(String page, String name, long size, LongFunction<InputStream> content, List<Cut> cuts,
			BiConsumer<Long, Long> told) throws IOException, InterruptedException {
		long start = System.nanoTime();
		HttpResponse<String> begun = this.desk.exchange(page + "/uploads",
				(request) -> tus(request).header("Upload-Length", Long.toString(size))
					.header("Upload-Metadata",
							"filename " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)))
					.header("X-CSRF-TOKEN", token(page))
					.POST(BodyPublishers.noBody()),
				BodyHandlers.ofString());
		String upload = begun.headers()
			.firstValue("Location")
			.orElseThrow(() -> new IllegalStateException(begun.statusCode() + "\n" + begun.body()));
		for (Cut cut : cuts) {
			try {
				patch(page, upload, offset(upload), size, content, cut);
				throw new IllegalStateException("The line was not cut at " + cut.at());
			}
			catch (IOException ex) {
				cut.then().run();
				told.accept(offset(upload), cut.at());
			}
		}
		int status = patch(page, upload, offset(upload), size, content, new Cut(Long.MAX_VALUE, () -> {
		}));
		if (status != 204) {
			throw new IllegalStateException(upload + " answered " + status);
		}
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		try (DigestInputStream counted = new DigestInputStream(content.apply(size), sha256())) {
			counted.transferTo(OutputStream.nullOutputStream());
			return new Load(HexFormat.of().formatHex(counted.getMessageDigest().digest()), size, took);
		}
	}

	private static HttpRequest.Builder tus(HttpRequest.Builder request) {
		return request.timeout(PATIENCE).header("Tus-Resumable", "1.0.0");
	}

	private String token(String page) {
		try {
			return String.valueOf(this.desk.hidden(page).get("_csrf"));
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private long offset(String upload) throws IOException, InterruptedException {
		return this.desk
			.exchange(upload, (request) -> tus(request).method("HEAD", BodyPublishers.noBody()),
					BodyHandlers.discarding())
			.headers()
			.firstValueAsLong("Upload-Offset")
			.orElseThrow();
	}

	/** Sends from an offset on; waits while the server still keeps what came before. */
	private int patch(String page, String upload, long offset, long size, LongFunction<InputStream> content, Cut cut)
			throws IOException, InterruptedException {
		long from = offset;
		String token = token(page);
		while (true) {
			long now = from;
			// Nothing is sent before it is known that nobody else writes.
			int free = send(upload, now, token, BodyPublishers.noBody());
			if (free == 423 || free == 409) {
				Thread.sleep(1000);
				from = offset(upload);
				continue;
			}
			InputStream rest = content.apply(size);
			rest.skipNBytes(now);
			return send(upload, now, token, BodyPublishers
				.fromPublisher(BodyPublishers.ofInputStream(() -> new Line(rest, cut.at() - now)), size - now));
		}
	}

	private int send(String upload, long offset, String token, HttpRequest.BodyPublisher body)
			throws IOException, InterruptedException {
		return this.desk
			.exchange(upload,
					(request) -> tus(request).header("Upload-Offset", Long.toString(offset))
						.header("Content-Type", "application/offset+octet-stream")
						.header("X-CSRF-TOKEN", token)
						.method("PATCH", body),
					BodyHandlers.discarding())
			.statusCode();
	}

	/** A line that is cut after some bytes. */
	private static final class Line extends FilterInputStream {

		private long left;

		Line(InputStream in, long left) {
			super(in);
			this.left = left;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			if (this.left <= 0) {
				throw new IOException("The line is cut");
			}
			int read = super.read(buffer, offset, (int) Math.min(length, this.left));
			this.left -= read;
			return read;
		}

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
