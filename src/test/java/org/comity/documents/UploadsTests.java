package org.comity.documents;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * One way in for every file, whatever is sent.
 */
class UploadsTests {

	private static final String BOUNDARY = "cut-here";

	private final Path folder;

	UploadsTests(@TempDir Path folder) {
		this.folder = folder;
	}

	@Test
	void handsOnFilesAndFieldsInTheirOrder() {
		List<String> seen = new ArrayList<>();
		UploadedForm form = Uploads.read(request(field("title", "Phone export"),
				file("file", "a.txt", "hello".getBytes(StandardCharsets.UTF_8)), field("after", "é")),
				UploadPlace.EVIDENCE, (file) -> {
					seen.add(file.fieldsBefore().getFirst("title"));
					seen.add(file.name());
					seen.add(file.mediaType());
					seen.add(new String(file.content().readAllBytes(), StandardCharsets.UTF_8));
				});
		assertThat(seen).containsExactly("Phone export", "a.txt", "text/plain", "hello");
		assertThat(form.first("after")).isEqualTo("é");
		assertThat(form.files()).isEqualTo(1);
		assertThat(form.rejections()).isEmpty();
	}

	@Test
	void anEmptyFileIsRefusedInWords() {
		UploadedForm form = Uploads.read(request(file("file", "empty.pdf", new byte[0])), UploadPlace.EVIDENCE,
				(file) -> {
					throw new IllegalStateException("handed on");
				});
		assertThat(form.files()).isZero();
		assertThat(form.rejections()).singleElement().satisfies((rejection) -> {
			assertThat(rejection.code()).isEqualTo("documents.upload.empty");
			assertThat(rejection.field()).isEqualTo("file");
			assertThat(rejection.arguments()).containsExactly("empty.pdf");
		});
	}

	@Test
	void aFileFieldLeftEmptyIsNoFile() {
		UploadedForm form = Uploads.read(request(file("file", "", new byte[0]), field("a", "1")), UploadPlace.EVIDENCE,
				(file) -> {
					throw new IllegalStateException("handed on");
				});
		assertThat(form.rejections()).isEmpty();
		assertThat(form.first("a")).isEqualTo("1");
	}

	@Test
	void aHostileNameArrivesSafe() {
		List<String> names = new ArrayList<>();
		Uploads.read(request(file("file", "../../x\u202Egpj.exe", new byte[] { 'M', 'Z' }),
				file("file", "nul\u0000.txt", new byte[] { 'a' }), file("file", "n".repeat(300), new byte[] { 'a' })),
				UploadPlace.EVIDENCE, (file) -> names.add(file.name()));
		assertThat(names).containsExactly("xgpj.exe", "nul.txt", "n".repeat(150));
	}

	@Test
	void theTypeIsToldByTheContent() {
		List<String> types = new ArrayList<>();
		Uploads.read(
				request(file("file", "holiday.jpg", "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII)),
						file("file", "sign-ins.csv", "a,b\n1,2\n".getBytes(StandardCharsets.US_ASCII))),
				UploadPlace.EVIDENCE, (file) -> types.add(file.mediaType()));
		assertThat(types).containsExactly("application/pdf", "text/csv");
	}

	@Test
	void detectionLeavesEveryByte() throws IOException {
		byte[] bytes = new byte[500_000];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) (i * 31);
		}
		List<byte[]> got = new ArrayList<>();
		Uploads.read(request(file("file", "x", bytes)), UploadPlace.EVIDENCE,
				(file) -> got.add(file.content().readAllBytes()));
		assertThat(got).singleElement().isEqualTo(bytes);
	}

	@Test
	void aFieldOfMoreThanAMegabyteIsCutAndSaid() {
		UploadedForm form = Uploads.read(request(field("text", "y".repeat(Uploads.LONGEST_FIELD + 5))),
				UploadPlace.EVIDENCE, (file) -> {
				});
		assertThat(form.first("text")).hasSize(Uploads.LONGEST_FIELD);
		assertThat(form.rejections()).singleElement()
			.satisfies((rejection) -> assertThat(rejection.code()).isEqualTo("documents.upload.field-too-long"));
	}

	@Test
	void aBodyThatBreaksOffKeepsNothing() throws IOException {
		byte[] whole = body(file("file", "big.bin", new byte[300_000]));
		byte[] cut = java.util.Arrays.copyOf(whole, 200_000);
		FileSystemBlobStore store = new FileSystemBlobStore(this.folder);
		assertThatThrownBy(
				() -> Uploads.read(requestOf(cut), UploadPlace.EVIDENCE, (file) -> store.write("big", file.content())))
			.isInstanceOf(BrokenUpload.class);
		assertNoFiles();
	}

	@Test
	void aDiskThatFailsIsNoBrokenUpload() {
		assertThatThrownBy(
				() -> Uploads.read(request(file("file", "a", new byte[] { 1 })), UploadPlace.EVIDENCE, (file) -> {
					throw new IOException("No space left on device");
				}))
			.isInstanceOf(java.io.UncheckedIOException.class);
	}

	@Test
	void aBodyThatIsNoFormIsRefused() {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
		request.setContentType("multipart/form-data");
		request.setContent(new byte[] { 1, 2, 3 });
		assertThatThrownBy(() -> Uploads.read(request, UploadPlace.EVIDENCE, (file) -> {
		})).isInstanceOf(BrokenUpload.class);
	}

	/**
	 * Behind a real Tomcat, with a filter that asks for the CSRF parameter first as
	 * Spring Security does: the body must still be there. And a connection that is lost
	 * half way leaves nothing.
	 */
	@Test
	void theContainerLeavesTheBodyAlone() throws Exception {
		FileSystemBlobStore store = new FileSystemBlobStore(this.folder.resolve("blobs"));
		CountDownLatch lost = new CountDownLatch(1);
		Tomcat tomcat = tomcat(store, lost);
		try {
			int port = tomcat.getConnector().getLocalPort();
			HttpResponse<String> answer = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/?_csrf=token"))
					.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
					.POST(HttpRequest.BodyPublishers
						.ofByteArray(body(field("a", "b"), file("file", "x", new byte[3_000_000]))))
					.build(), HttpResponse.BodyHandlers.ofString());
			assertThat(answer.body()).isEqualTo("token b 3000000");
			try (Socket socket = new Socket("127.0.0.1", port)) {
				socket.getOutputStream()
					.write(("POST /?_csrf=token&key=cut HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary="
							+ BOUNDARY + "\r\nContent-Length: 5000000\r\n\r\n")
						.getBytes(StandardCharsets.US_ASCII));
				socket.getOutputStream()
					.write(java.util.Arrays.copyOf(body(file("file", "x", new byte[3_000_000])), 500_000));
				socket.getOutputStream().flush();
			}
			assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
			store.delete("whole");
			assertNoFiles();
		}
		finally {
			tomcat.stop();
			tomcat.destroy();
		}
	}

	private Tomcat tomcat(FileSystemBlobStore store, CountDownLatch lost) throws LifecycleException, IOException {
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
		tomcat.setPort(0);
		tomcat.getConnector().setProperty("address", "127.0.0.1");
		Context context = tomcat.addContext("", new File(".").getAbsolutePath());
		FilterDef definition = new FilterDef();
		definition.setFilterName("csrf");
		definition.setFilter((Filter) (request, response, chain) -> {
			request.setAttribute("token", request.getParameter("_csrf"));
			chain.doFilter(request, response);
		});
		context.addFilterDef(definition);
		FilterMap map = new FilterMap();
		map.setFilterName("csrf");
		map.addURLPattern("/*");
		context.addFilterMap(map);
		Tomcat.addServlet(context, "upload", new HttpServlet() {
			private static final long serialVersionUID = 1L;

			@Override
			protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
				@Nullable String key = request.getParameter("key");
				List<Long> sizes = new ArrayList<>();
				try {
					UploadedForm form = Uploads.read(request, UploadPlace.EVIDENCE,
							(file) -> sizes.add(store.write((key != null) ? key : "whole", file.content()).size()));
					response.getWriter()
						.print(request.getAttribute("token") + " " + form.first("a") + " " + sizes.get(0));
				}
				catch (BrokenUpload ex) {
					lost.countDown();
				}
			}
		});
		context.addServletMappingDecoded("/*", "upload");
		tomcat.start();
		return tomcat;
	}

	private void assertNoFiles() throws IOException {
		try (Stream<Path> files = Files.walk(this.folder)) {
			assertThat(files.filter(Files::isRegularFile)).isEmpty();
		}
	}

	private static MockHttpServletRequest request(byte[]... parts) {
		return requestOf(body(parts));
	}

	private static MockHttpServletRequest requestOf(byte[] body) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
		request.setContentType("multipart/form-data; boundary=" + BOUNDARY);
		request.setContent(body);
		return request;
	}

	private static byte[] body(byte[]... parts) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			out.writeBytes(part);
		}
		out.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
		return out.toByteArray();
	}

	private static byte[] field(String name, String value) {
		return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
			.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] file(String name, String fileName, byte[] content) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
				+ fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));
		out.writeBytes(content);
		out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
		return out.toByteArray();
	}

}
