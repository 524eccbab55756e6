package org.comity.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Makes by chance what somebody sends who means no good. The same seed makes the same.
 */
final class Tamperer {

	/** What shows in a page if {@link #SUM} was reckoned out. */
	static final String RECKONED = "10302619";

	private static final String SUM = "{1301*7919}";

	private static final List<String> NASTY = List.of("", " ", "0", "-1", "2147483648", "9223372036854775808", "1e309",
			"NaN", "null", "true", "[]", "{}", "../../etc/passwd", "..%2f..%2f", "%00", "\u0000", "\u0007\u001b[31m",
			"\u202Etxt.exe", "\uFEFF", "\uD83D\uDD75\uFE0F", "\uD800", "\uFFFF", "'", "\"", "' or '1'='1",
			"'; drop table request; --", "$" + SUM, "#" + SUM, "*" + SUM, "[[$" + SUM + "]]", "__$" + SUM + "__::.x",
			"__${T(Runtime)}__::.x", "@{/}", "~{fragments/layout}", "\r\nX-Evil: yes", "javascript:alert(1)",
			"//evil.example/", "https://evil.example/", "\\\\evil\\share", "a".repeat(300), "b".repeat(20_000),
			"31/02/2026", "0000-00-00", "+999999999-12-31", "%", "_", "%25%", "(", "[a-z", "a{99999}", "\u0661\u0662",
			"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff");

	private static final List<String> CASES = List.of("blackmail", "drugs", "fraud", "interception", "intrusion",
			"kidnapping", "modern-slavery", "murder", "protected-speech", "terrorism");

	private final Random random;

	private final List<String> letters = CASES.stream().map(Tamperer::letter).toList();

	Tamperer(long seed) {
		this.random = new Random(seed);
	}

	private static String letter(String name) {
		String path = "/cases/" + name + ".json";
		try (InputStream letter = Objects.requireNonNull(Tamperer.class.getResourceAsStream(path), path)) {
			return new String(letter.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Something to look for in the answer, of which no letter may stand there. */
	static String script(int number) {
		return "<script>fuzz" + number + "()</script>";
	}

	/** The same, for whoever leaves a quotation mark as it is. */
	static String attribute(int number) {
		return "\" onfocus=\"fuzz" + number + "()";
	}

	String value(int number) {
		return switch (this.random.nextInt(6)) {
			case 0 -> script(number);
			case 1 -> "\"'>" + script(number) + any(NASTY);
			case 2 -> noise();
			case 3 -> attribute(number);
			default -> any(NASTY);
		};
	}

	/** A value that may stand in a header. */
	String header(int number) {
		return value(number).replaceAll("[\\r\\n\\u0000]", "");
	}

	private String noise() {
		int length = this.random.nextInt(60);
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			text.appendCodePoint(one(4) ? this.random.nextInt(0xD7FF) : this.random.nextInt(128));
		}
		return text.toString();
	}

	/** A letter as JSON that is sound, or was until somebody went through it. */
	String letter(int number) {
		return json(
				one(2) ? any(this.letters)
						: "{\"format\": \"comity-letter\", \"version\": 1, \"summary\": {\"text\": \""
								+ script(number).replace("/", "\\/")
								+ "\"}, \"facts\": [{\"text\": \"a\"}, 7, null], \"accounts\": {\"a\": [[[]]]}}",
				number);
	}

	/** A JSON text through which somebody goes. */
	String json(String sound, int number) {
		StringBuilder text = new StringBuilder(sound);
		for (int i = this.random.nextInt(6); i > 0; i--) {
			int at = this.random.nextInt(text.length());
			switch (this.random.nextInt(5)) {
				case 0 -> text.deleteCharAt(at);
				case 1 -> text.insert(at, value(number));
				case 2 -> text.setCharAt(at, (char) this.random.nextInt(0x3000));
				case 3 -> member(text, at, number);
				default -> text.insert(at, "[".repeat(1 + this.random.nextInt(2000)));
			}
		}
		return text.toString();
	}

	/** One value is another, and the text sound nevertheless. */
	private void member(StringBuilder text, int at, int number) {
		int start = text.indexOf(":", at) + 1;
		int end = (start > 0) ? Math.max(text.indexOf(",", start), text.indexOf("}", start)) : -1;
		if (end > start) {
			text.replace(start, end, any(List.of("null", "{}", "[]", "7", "\"\"", "true", "\"\\ud800\"",
					"\"" + script(number).replace("/", "\\/") + "\"")));
		}
	}

	/** Changes bytes, or cuts off, or adds. */
	UnaryOperator<byte[]> bytes(int in) {
		return (bytes) -> {
			if (!one(in) || bytes.length == 0) {
				return bytes;
			}
			switch (this.random.nextInt(4)) {
				case 0 -> {
					return java.util.Arrays.copyOf(bytes, this.random.nextInt(bytes.length));
				}
				case 1 -> {
					return java.util.Arrays.copyOf(bytes, bytes.length + 1 + this.random.nextInt(200));
				}
				default -> {
					for (int i = this.random.nextInt(4); i >= 0; i--) {
						bytes[this.random.nextInt(bytes.length)] = (byte) this.random.nextInt(256);
					}
					return bytes;
				}
			}
		};
	}

	/** One segment of the path is another. */
	String address(String address, int number) {
		String[] parts = address.split("/", -1);
		int at = 1 + this.random.nextInt(Math.max(1, parts.length - 1));
		parts[Math.min(at, parts.length - 1)] = encoded(value(number));
		return String.join("/", parts);
	}

	static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
	}

	static String shortly(String value) {
		String told = (value.length() > 80) ? value.substring(0, 80) + "\u2026" : value;
		// What cannot be printed would cut off the line that tells it.
		return told.codePoints()
			.collect(StringBuilder::new,
					(text, point) -> text
						.append((point < ' ' || Character.getType(point) == Character.SURROGATE || point == 0xFFFF)
								? String.format("\\u%04x", point) : Character.toString(point)),
					StringBuilder::append)
			.toString();
	}

	int upTo(int most) {
		return this.random.nextInt(most + 1);
	}

	int below(int end) {
		return this.random.nextInt(end);
	}

	boolean one(int in) {
		return this.random.nextInt(in) == 0;
	}

	<T> T any(List<T> some) {
		return some.get(this.random.nextInt(some.size()));
	}

}
