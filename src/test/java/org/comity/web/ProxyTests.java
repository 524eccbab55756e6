package org.comity.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.comity.evidence.EvidenceStage;
import org.comity.evidence.EvidenceTest;
import org.comity.kernel.Digests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application behind a real nginx, with the configuration that the documentation
 * gives: what TLS it speaks, what it carries, what it keeps.
 */
@EvidenceTest
@TestPropertySource(properties = { "comity.demonstration.enabled=true", "comity.demonstration.cases=false",
		"server.forward-headers-strategy=native" })
class ProxyTests {

	private static final Path EXAMPLE = Path.of("docs/examples/nginx.conf");

	private static final int SIZE = 40 * 1024 * 1024;

	@Autowired
	EvidenceStage stage;

	@LocalServerPort
	int port;

	@TempDir
	Path folder = Path.of("");

	private @Nullable Process nginx;

	private int plain;

	private int secure;

	private SSLContext trust = context(null);

	private HttpClient client = HttpClient.newHttpClient();

	private final TreeMap<String, String> cookies = new TreeMap<>();

	/** Starts nginx, or says that the test is skipped; where none may be, it fails. */
	@BeforeEach
	void start() throws Exception {
		Path program = Path.of("/usr/sbin/nginx");
		if (!Files.isExecutable(program)) {
			String line = "No nginx found (looked for " + program + "): the proxy's example is not tried";
			if ("true".equals(System.getenv("CI"))) {
				Assertions.fail(line);
			}
			System.out.println(line);
			Assumptions.abort(line);
		}
		this.plain = free();
		this.secure = free();
		certificate();
		Files.writeString(this.folder.resolve("nginx.conf"), """
				pid %1$s/nginx.pid;
				error_log %1$s/error.log;
				worker_processes 1;
				events { }
				http {
					client_body_temp_path %1$s/spool/in;
					proxy_temp_path %1$s/spool/out;
					%2$s
				}
				""".formatted(this.folder, example()));
		Files.createDirectory(this.folder.resolve("spool"));
		this.nginx = new ProcessBuilder(program.toString(), "-c", this.folder.resolve("nginx.conf").toString(), "-p",
				this.folder.toString(), "-g", "daemon off;")
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("nginx.out").toFile())
			.start();
		for (int i = 0; !answers(); i++) {
			if (i > 100 || !this.nginx.isAlive()) {
				throw new IllegalStateException(Files.readString(this.folder.resolve("nginx.out")));
			}
			Thread.sleep(100);
		}
		// From here on it could not keep anything if it wanted to.
		deleted(this.folder.resolve("spool"));
		KeyStore known = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(this.folder.resolve("tls.p12"))) {
			known.load(in, "changeit".toCharArray());
		}
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("nginx", known.getCertificate("tls"));
		this.trust = context(trusted);
		this.client = HttpClient.newBuilder().sslContext(this.trust).build();
	}

	@AfterEach
	void stop() throws InterruptedException {
		Process running = this.nginx;
		if (running != null) {
			running.destroy();
			assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	/** What the documentation gives, under names and at ports that are here. */
	private String example() throws IOException {
		return Files.readString(EXAMPLE)
			.replace("listen 80", "listen 127.0.0.1:" + this.plain)
			.replace("listen 443", "listen 127.0.0.1:" + this.secure)
			.replace("127.0.0.1:8080", "127.0.0.1:" + this.port)
			.replace("https://comity.example.org", "https://localhost:" + this.secure)
			.replace("comity.example.org", "localhost")
			.replace("/etc/comity/tls", this.folder.toString())
			.replace("/var/log/nginx", this.folder.toString());
	}

	private void certificate() throws Exception {
		Path store = this.folder.resolve("tls.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "changeit",
				"-alias", "tls", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2", "-dname", "CN=localhost",
				"-ext", "SAN=dns:localhost")
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("keytool.out").toFile())
			.start();
		assertThat(keytool.waitFor()).isZero();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			keys.load(in, "changeit".toCharArray());
		}
		pem("chain.pem", "CERTIFICATE", keys.getCertificate("tls").getEncoded());
		pem("key.pem", "PRIVATE KEY", keys.getKey("tls", "changeit".toCharArray()).getEncoded());
	}

	private void pem(String file, String what, byte[] bytes) throws IOException {
		Files.writeString(this.folder.resolve(file), "-----BEGIN " + what + "-----\n"
				+ Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what + "-----\n");
	}

	private static int free() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private boolean answers() {
		try (Socket socket = new Socket("127.0.0.1", this.secure)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static void deleted(Path directory) throws IOException {
		try (var paths = Files.walk(directory)) {
			for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
				Files.delete(path);
			}
		}
	}

	private static SSLContext context(@Nullable KeyStore trusted) {
		try {
			TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			managers.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, managers.getTrustManagers(), new SecureRandom());
			return context;
		}
		catch (java.security.GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + this.secure + path))
			.timeout(Duration.ofMinutes(2));
		if (!this.cookies.isEmpty()) {
			request.header("Cookie", String.join("; ",
					this.cookies.entrySet().stream().map((one) -> one.getKey() + "=" + one.getValue()).toList()));
		}
		return request;
	}

	private HttpResponse<String> send(HttpRequest request) throws Exception {
		HttpResponse<String> answer = this.client.send(request, BodyHandlers.ofString());
		for (String set : answer.headers().allValues("Set-Cookie")) {
			String[] pair = set.substring(0, set.indexOf(';')).split("=", 2);
			this.cookies.put(pair[0], pair[1]);
		}
		return answer;
	}

	private static String found(String pattern, String page) {
		Matcher matcher = Pattern.compile(pattern).matcher(page);
		assertThat(matcher.find()).as(pattern).isTrue();
		return Objects.requireNonNull(matcher.group(1));
	}

	private HttpResponse<String> signIn(String email) throws Exception {
		String page = send(request("/sign-in").GET().build()).body();
		String form = "_csrf=" + found("name=\"_csrf\" value=\"([^\"]+)\"", page) + "&password=demonstration&email="
				+ URLEncoder.encode(email, StandardCharsets.UTF_8);
		return send(request("/sign-in").header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form))
			.build());
	}

	@Test
	void evidencePassesInBothDirectionsAndStaysNowhere() throws Exception {
		UUID process = this.stage.before.answering(this.stage.before.executing());
		UUID part = this.stage.begun(process);
		HttpResponse<String> in = signIn("mei.chow@google.example");
		assertThat(in.statusCode()).isEqualTo(302);
		assertThat(in.headers().allValues("Set-Cookie")).hasSize(2)
			.allMatch((cookie) -> cookie.startsWith("__Host-") && cookie.contains("Secure")
					&& cookie.contains("HttpOnly") && cookie.contains("SameSite="));
		String address = "/provider/processes/" + process + "/productions/" + part;
		String page = send(request(address + "?q=a-word-searched-for").GET().build()).body();
		String token = found("data-token=\"([^\"]+)\"", page);
		byte[] bytes = "From nobody\n\nHello\n".repeat(SIZE / 19).getBytes(StandardCharsets.UTF_8);
		HttpResponse<String> begun = send(speaking(address + "/uploads", token)
			.header("Upload-Length", Integer.toString(bytes.length))
			.header("Upload-Metadata",
					"filename " + Base64.getEncoder().encodeToString("mail.mbox".getBytes(StandardCharsets.UTF_8)))
			.POST(BodyPublishers.noBody())
			.build());
		assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
		String upload = URI.create(begun.headers().firstValue("Location").orElseThrow()).getPath();
		int half = bytes.length / 2;
		for (int at : List.of(0, half)) {
			int length = (at == 0) ? half : bytes.length - half;
			HttpResponse<String> sent = send(speaking(upload, token).header("Upload-Offset", Integer.toString(at))
				.header("Content-Type", "application/offset+octet-stream")
				.method("PATCH", BodyPublishers.ofByteArray(bytes, at, length))
				.build());
			assertThat(sent.statusCode()).as(sent.body()).isEqualTo(204);
		}
		String file = found("href=\"(/evidence/[^\"]*/files/[^\"/]+)\"", send(request(address).GET().build()).body());
		HttpResponse<InputStream> out = this.client.send(request(file).GET().build(), BodyHandlers.ofInputStream());
		assertThat(out.statusCode()).isEqualTo(200);
		try (InputStream body = out.body()) {
			// Slower than it comes: whoever buffers would have to keep it somewhere.
			Thread.sleep(1500);
			assertThat(Digests.sha256(body.readAllBytes())).isEqualTo(Digests.sha256(bytes));
		}
		assertThat(this.folder.resolve("spool")).doesNotExist();
		assertThat(Files.readString(this.folder.resolve("error.log"))).isEmpty();
		assertThat(Files.readString(this.folder.resolve("comity.log"))).contains(address, "PATCH")
			.doesNotContain("a-word-searched-for", "?", "mei.chow");
	}

	private HttpRequest.Builder speaking(String path, String token) {
		return request(path).header("Tus-Resumable", "1.0.0").header("X-CSRF-TOKEN", token);
	}

	@Test
	void onlyCurrentTlsIsSpokenAndOnlyPagesAreLedToIt() throws Exception {
		HttpResponse<String> page = send(request("/sign-in").GET().build());
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.version()).isEqualTo(HttpClient.Version.HTTP_2);
		assertThat(page.headers().firstValue("Strict-Transport-Security").orElseThrow()).contains("max-age=31536000");
		assertThat(page.headers().firstValue("Server").orElse("nginx")).isEqualTo("nginx");
		for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
			try (SSLSocket socket = (SSLSocket) this.trust.getSocketFactory().createSocket("localhost", this.secure)) {
				socket.setEnabledProtocols(new String[] { protocol });
				socket.startHandshake();
				assertThat(socket.getSession().getCipherSuite()).as(protocol).matches(".*(GCM|CHACHA20).*");
			}
		}
		String plainly = "http://localhost:" + this.plain;
		HttpResponse<String> led = send(HttpRequest.newBuilder(URI.create(plainly + "/work?scope=new")).GET().build());
		assertThat(led.statusCode()).isEqualTo(301);
		assertThat(led.headers().firstValue("Location").orElseThrow())
			.isEqualTo("https://localhost:" + this.secure + "/work?scope=new");
		assertThat(send(HttpRequest.newBuilder(URI.create(plainly + "/sign-in"))
			.POST(BodyPublishers.ofString("password=in-the-clear"))
			.build()).statusCode()).isEqualTo(403);
		assertThat(send(HttpRequest.newBuilder(URI.create(plainly + "/invitation/secret-link")).GET().build())
			.statusCode()).isEqualTo(403);
		send(request("/invitation/secret-link").GET().build());
		assertThat(Files.readString(this.folder.resolve("comity.log"))).contains("\"/invitation/-\"")
			.doesNotContain("secret-link");
		assertThat(send(request("/actuator/health").GET().build()).statusCode()).isEqualTo(404);
	}

	@Test
	void whoIsMeantIsTheProxysToSay() throws Exception {
		HttpResponse<String> answer = send(request("/sign-in").GET()
			.header("X-Forwarded-For", "203.0.113.9")
			.header("X-Forwarded-Proto", "http")
			.header("X-Forwarded-Host", "evil.example")
			.header("Forwarded", "for=203.0.113.9;host=evil.example;proto=http")
			.build());
		assertThat(answer.body()).doesNotContain("evil.example");
		assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
		signIn("amara.osei@northshire.example");
		assertThat(send(request("/account/sessions").header("X-Forwarded-For", "203.0.113.9").GET().build()).body())
			.contains("Lately in your name", "127.0.0.1")
			.doesNotContain("203.0.113.9");
		HttpResponse<String> left = send(request("/sign-out")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("_csrf="
					+ found("name=\"_csrf\" value=\"([^\"]+)\"", send(request("/account").GET().build()).body())))
			.build());
		assertThat(left.headers().firstValue("Clear-Site-Data")).hasValue("\"cache\", \"storage\"");
		HttpResponse<String> home = send(request("/").header("X-Forwarded-Host", "evil.example").GET().build());
		assertThat(home.headers().firstValue("Location").orElse("")).doesNotContain("evil.example", "http:");
	}

	/** One request that two servers would cut in different places is answered by none. */
	@Test
	void twoLengthsAreNoLength() throws Exception {
		String two = "POST /sign-in HTTP/1.1\r\nHost: localhost:" + this.secure
				+ "\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG";
		String twice = "POST /sign-in HTTP/1.1\r\nHost: localhost:" + this.secure
				+ "\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello";
		for (String request : List.of(two, twice)) {
			assertThat(raw(request)).startsWith("HTTP/1.1 400").doesNotContain("HTTP/1.1 200", "HTTP/1.1 302");
		}
		assertThat(raw("GET /sign-in HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")).as("another name")
			.isEmpty();
	}

	private String raw(String request) throws IOException {
		try (SSLSocket socket = (SSLSocket) this.trust.getSocketFactory().createSocket("localhost", this.secure)) {
			socket.setSoTimeout(5000);
			OutputStream out = socket.getOutputStream();
			out.write(request.getBytes(StandardCharsets.US_ASCII));
			out.flush();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

}
