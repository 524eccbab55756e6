package org.comity.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Answers that no healthy store gives.
 */
class S3AnswersTests {

	private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private final S3BlobStore store;

	private HttpHandler answers = (exchange) -> answer(exchange, 404, "");

	/** Who wrote the object that the server has; nobody: it has none. */
	private volatile @Nullable String writer;

	S3AnswersTests() throws IOException {
		this.server.createContext("/", (exchange) -> {
			try (exchange) {
				this.asked.add(exchange.getRequestMethod());
				exchange.getRequestBody().readAllBytes();
				if (exchange.getRequestMethod().equals("HEAD")) {
					head(exchange);
				}
				else {
					this.answers.handle(exchange);
				}
			}
		});
		this.server.start();
		this.store = new S3BlobStore(
				new S3Location(URI.create("http://127.0.0.1:" + this.server.getAddress().getPort()), "anywhere",
						"bucket", "", true, "access", "secret", S3Location.SMALLEST_PART));
	}

	@AfterEach
	void stop() {
		this.store.close();
		this.server.stop(0);
	}

	private void head(HttpExchange exchange) throws IOException {
		if (this.writer == null) {
			exchange.sendResponseHeaders(404, -1);
			return;
		}
		exchange.getResponseHeaders().add("x-amz-meta-writer", this.writer);
		exchange.getResponseHeaders().add("Content-Length", "3");
		exchange.sendResponseHeaders(200, -1);
	}

	private static void answer(HttpExchange exchange, int status, String code) throws IOException {
		byte[] body = ("<Error><Code>" + code + "</Code><Message>bucket</Message></Error>")
			.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
	}

	private static @Nullable String header(HttpExchange exchange, String name) {
		return exchange.getRequestHeaders().getFirst(name);
	}

	private StoredBlob write() throws IOException {
		return this.store.write("a", new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void aStoreWithoutRoomSaysSo() {
		this.answers = (exchange) -> answer(exchange, 507, "InsufficientStorage");
		assertThatThrownBy(this::write).isInstanceOf(StorageFull.class);
		this.answers = (exchange) -> answer(exchange, 403, "QuotaExceeded");
		assertThatThrownBy(this::write).isInstanceOf(StorageFull.class);
		this.answers = (exchange) -> answer(exchange, 403, "AccessDenied");
		assertThatThrownBy(this::write).isInstanceOf(IOException.class)
			.isNotInstanceOf(StorageFull.class)
			.hasMessageStartingWith("The S3 store answered 403 AccessDenied");
	}

	@Test
	void aStoreThatDoesNotKnowTheConditionIsAskedBefore() throws IOException {
		this.answers = (exchange) -> {
			if (header(exchange, "If-None-Match") != null) {
				answer(exchange, 501, "NotImplemented");
				return;
			}
			this.writer = header(exchange, "x-amz-meta-writer");
			exchange.sendResponseHeaders(200, -1);
		};
		assertThat(write().size()).isEqualTo(3);
		assertThat(this.asked.subList(this.asked.size() - 2, this.asked.size())).containsExactly("HEAD", "PUT");
		assertThatThrownBy(this::write).isInstanceOf(FileAlreadyExistsException.class);
	}

	@Test
	void anAnswerThatIsLostIsNoFailure() throws IOException {
		this.answers = (exchange) -> {
			if (this.writer != null) {
				answer(exchange, 412, "PreconditionFailed");
				return;
			}
			this.writer = header(exchange, "x-amz-meta-writer");
			// And nothing is said: the connection closes.
		};
		assertThat(write().size()).isEqualTo(3);
		assertThat(this.asked).containsExactly("HEAD", "PUT", "PUT", "HEAD");
	}

	@Test
	void somebodyElsesObjectIsNotTakenForOurs() {
		this.answers = (exchange) -> {
			this.writer = "somebody else";
			answer(exchange, 412, "PreconditionFailed");
		};
		assertThatThrownBy(this::write).isInstanceOf(FileAlreadyExistsException.class);
	}

	@Test
	void aReadThatBreaksOffGoesOnWhereItWas() throws IOException {
		List<String> ranges = new CopyOnWriteArrayList<>();
		byte[] content = "0123456789".getBytes(StandardCharsets.UTF_8);
		this.answers = (exchange) -> {
			String range = header(exchange, "Range");
			ranges.add(String.valueOf(range));
			int from = (range != null) ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
			exchange.sendResponseHeaders((range != null) ? 206 : 200, content.length - from);
			exchange.getResponseBody().write(content, from, Math.min(4, content.length - from));
			exchange.getResponseBody().flush();
		};
		try (InputStream read = this.store.read("a")) {
			assertThat(read.readAllBytes()).isEqualTo(content);
		}
		assertThat(ranges).containsExactly("null", "bytes=4-", "bytes=8-");
	}

	@Test
	void aReadThatGivesNothingMoreFails() throws IOException {
		this.answers = (exchange) -> {
			exchange.sendResponseHeaders(200, 10);
			exchange.getResponseBody().flush();
		};
		try (InputStream read = this.store.read("a")) {
			assertThatThrownBy(read::readAllBytes).isInstanceOf(IOException.class);
		}
	}

	@Test
	void aStoreThatIsNotThereIsNotNamed() {
		this.server.stop(0);
		assertThatThrownBy(this::write).isInstanceOf(IOException.class)
			.hasMessage("The S3 store cannot be reached: ConnectException")
			.hasNoCause();
	}

}
