package org.comity.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The port of the server that runs beside the tests. What is sent to it is put together
 * byte by byte, as no browser would: MockMvc has no lines, no lengths and no encodings
 * that could be wrong.
 */
final class ServerPort {

	private static final int PATIENCE_MS = 2_000;

	private static final List<String> METHODS = List.of("GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "PATCH",
			"OPTIONS", "TRACE", "PROPFIND", "get", "G\u0000T");

	private static final List<String> PATHS = List.of("/", "/sign-in", "/sign-in/code", "/sign-in/passkey", "/verify",
			"/verify/code", "/invitation/x", "/error", "/actuator/health", "/assets/comity.js", "/police/requests",
			"/account", "*", "http://evil.example/");

	private static final List<String> HEADERS = List.of("Host: localhost", "Host: evil.example", "Host:",
			"Cookie: SESSION=", "Content-Length: 7", "Content-Length: -1", "Transfer-Encoding: chunked",
			"Content-Type: multipart/form-data; boundary=", "Content-Type: application/x-www-form-urlencoded",
			"Expect: 100-continue", "Upgrade: h2c", "Accept: ", "X-Forwarded-For: ", "Referer: ", " folded: ",
			"no colon");

	private final int port;

	private final Tamperer chance;

	private final Set<Integer> statuses = new TreeSet<>();

	ServerPort(int port, Tamperer chance) {
		this.port = port;
		this.chance = chance;
	}

	/** Every status that it has answered with. */
	Set<Integer> statuses() {
		return this.statuses;
	}

	Answer send(int number, List<String> told) {
		String body = this.chance.one(2) ? ""
				: "code=" + this.chance.value(number) + "&email=" + this.chance.value(number);
		StringBuilder text = new StringBuilder(this.chance.any(METHODS)).append(' ').append(this.chance.any(PATHS));
		if (this.chance.one(2)) {
			text.append(this.chance.any(List.of("/", "?q=", ";x=", "%"))).append(this.chance.value(number));
		}
		text.append(this.chance.one(10) ? " HTTP/9.9" : " HTTP/1.1").append("\r\n");
		text.append(this.chance.one(10) ? "" : "Host: localhost\r\n");
		for (int i = this.chance.upTo(3); i > 0; i--) {
			text.append(this.chance.any(HEADERS))
				.append(this.chance.one(2) ? this.chance.value(number) : "")
				.append("\r\n");
		}
		if (!body.isEmpty() && !this.chance.one(4)) {
			text.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
		}
		text.append("Connection: close\r\n\r\n").append(body);
		told.add("to the port: " + Tamperer.shortly(text.toString()));
		return exchange(text.toString().getBytes(StandardCharsets.UTF_8));
	}

	private Answer exchange(byte[] request) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(PATIENCE_MS);
			socket.getOutputStream().write(request);
			socket.shutdownOutput();
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			// Nothing at all is an answer too: to what is no request.
			int status = answer.matches("(?s)HTTP/1\\.1 \\d{3}.*") ? Integer.parseInt(answer.substring(9, 12)) : 0;
			this.statuses.add(status);
			// A method or a version of the protocol that the server does not know is no
			// fault.
			return new Answer((status == 501 || status == 505) ? 400 : status, null, null, null, false, answer, "");
		}
		catch (IOException ex) {
			// Cut off while it was still being sent, or left waiting for what was
			// announced.
			return new Answer(0, null, null, null, false, "", "");
		}
	}

}
