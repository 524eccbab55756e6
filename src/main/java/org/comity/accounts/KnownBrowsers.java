package org.comity.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Knows a browser again in which a person was signed in with all that is asked. Wrong
 * tries from it are counted apart from those of strangers, so that nobody can keep a
 * person out by typing wrong passwords in their name (what OWASP calls device cookies).
 * It opens nothing, and a person's session ends without regard to it.
 */
@Component
class KnownBrowsers {

	private static final Duration VALID = Duration.ofDays(180);

	/** After so many days a new one takes its place at the next sign-in. */
	private static final int RENEWED = 30;

	private static final int BYTES = 16;

	/** The day on which it was made, its mark, and the digest that only we can make. */
	private static final Pattern VALUE = Pattern.compile("(\\d{1,7})\\.([\\w-]{22})\\.([0-9a-f]{64})");

	private static final SecureRandom RANDOM = new SecureRandom();

	private final Secrets secrets;

	private final Clock clock;

	KnownBrowsers(Secrets secrets, Clock clock) {
		this.secrets = secrets;
		this.clock = clock;
	}

	/** What a browser has kept, as it was sent; null if it has kept nothing. */
	static @Nullable String sent(HttpServletRequest request) {
		Cookie[] cookies = request.getCookies();
		return (cookies == null) ? null
				: Arrays.stream(cookies)
					.filter((cookie) -> cookie.getName().equals(name(request)))
					.map(Cookie::getValue)
					.findFirst()
					.orElse(null);
	}

	/**
	 * Returns the mark of a browser in which this person was signed in.
	 * @param sent what the browser has kept
	 * @return empty for any other browser
	 */
	Optional<String> mark(UUID person, @Nullable String sent) {
		Matcher value = VALUE.matcher((sent != null) ? sent : "");
		if (!value.matches() || age(value.group(1)) > VALID.toDays() || age(value.group(1)) < 0) {
			return Optional.empty();
		}
		byte[] given = value.group(3).getBytes(StandardCharsets.US_ASCII);
		boolean ours = this.secrets.digests(text(person, value.group(1), value.group(2)))
			.stream()
			.anyMatch((digest) -> MessageDigest.isEqual(digest.getBytes(StandardCharsets.US_ASCII), given));
		return ours ? Optional.of(value.group(2)) : Optional.empty();
	}

	/** Lets this browser be known again, if it is not yet, or not for much longer. */
	void remember(UUID person, HttpServletRequest request, HttpServletResponse response) {
		String sent = sent(request);
		if (sent != null && mark(person, sent).isPresent() && age(sent.substring(0, sent.indexOf('.'))) < RENEWED) {
			return;
		}
		byte[] bytes = new byte[BYTES];
		RANDOM.nextBytes(bytes);
		String mark = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		String day = Long.toString(today());
		ResponseCookie cookie = ResponseCookie
			.from(name(request), day + "." + mark + "." + this.secrets.digest(text(person, day, mark)))
			.path("/")
			.httpOnly(true)
			.secure(request.isSecure())
			.sameSite("Strict")
			.maxAge(VALID)
			.build();
		response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
	}

	/** As with the session's cookie: this host's alone, over a secure line. */
	private static String name(HttpServletRequest request) {
		return request.isSecure() ? "__Host-KNOWN" : "KNOWN";
	}

	private static String text(UUID person, String day, String mark) {
		return "browser " + person + " " + day + " " + mark;
	}

	private long age(String day) {
		return today() - Long.parseLong(day);
	}

	private long today() {
		return Duration.between(Instant.EPOCH, this.clock.instant()).toDays();
	}

}
