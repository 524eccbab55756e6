package org.comity.architecture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What is in the repository: nothing that opens a door anywhere, and an image that is
 * built as the jar is.
 */
class RepositoryTests {

	/** What a secret looks like. The parts are apart, so that none finds itself. */
	private static final Map<String, Pattern> SECRETS = secrets();

	/** Keystores and key files have no place here at all, whatever they hold. */
	private static final Pattern KEY_FILE = Pattern
		.compile(".*\\.(p12|pfx|jks|jceks|keystore|key|pem|ppk|kdbx|env)|.*/?\\.(env|netrc|pgpass|htpasswd).*"
				+ "|(.*/)?id_(rsa|dsa|ecdsa|ed25519)");

	/** Files that hold what looks like a secret and is none, with what they hold. */
	private static final Map<String, Set<String>> KNOWN = Map.of(
			// Four letters between the lines of a key, to be refused.
			"src/test/java/org/comity/proof/LedgerKeysTests.java", Set.of("a private key"),
			// An address that is refused because a key stands in it.
			"src/test/java/org/comity/evidence/EvidenceStorageTests.java", Set.of("a password in an address"),
			// The secret of the standard's own examples (RFC 6238), which everybody
			// knows.
			"src/test/java/org/comity/accounts/TimeCodesTests.java", Set.of("a long secret"));

	private static final int LARGEST = 2 * 1024 * 1024;

	private static Map<String, Pattern> secrets() {
		Map<String, Pattern> secrets = new LinkedHashMap<>();
		secrets.put("a private key", Pattern.compile("-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----"));
		secrets.put("a key of Amazon's", Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"));
		secrets.put("a token of GitHub's or GitLab's",
				Pattern.compile("\\b(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\\w{30,}|glpat-[\\w-]{20,})"));
		secrets.put("a token of Slack's", Pattern.compile("\\bxox[abeprs]-[0-9A-Za-z-]{10,}"));
		secrets.put("a signed token", Pattern.compile("\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{10,}"));
		secrets.put("a password in an address",
				Pattern.compile("\\b[a-z][a-z0-9+]{2,}://[^/\\s:@\"'$<{]+:[^/\\s@\"'$<{]+@"));
		secrets.put("a long secret",
				Pattern.compile("(?i)(password|passwd|secret|token|api.?key|access.?key|secrets\\.key)"
						+ "[\"']?\\s*[=:]\\s*[\"']?(?=[A-Za-z+/_-]*[0-9])[A-Za-z0-9+/_-]{24,}={0,2}(?![\\w.(])"));
		return secrets;
	}

	private static List<String> found(String text) {
		List<String> found = new ArrayList<>();
		SECRETS.forEach((what, pattern) -> {
			Matcher matcher = pattern.matcher(text);
			if (matcher.find()) {
				found.add(what);
			}
		});
		return found;
	}

	/** The files of the repository; none where this is no checkout of one. */
	private static List<String> files() throws IOException, InterruptedException {
		Process git;
		try {
			git = new ProcessBuilder("git", "-c", "safe.directory=*", "ls-files", "-z")
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
		}
		catch (IOException ex) {
			return List.of();
		}
		String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(git.waitFor(1, TimeUnit.MINUTES)).isTrue();
		return (git.exitValue() == 0 && !names.isEmpty()) ? List.of(names.split("\0")) : List.of();
	}

	@Test
	void noSecretIsInTheRepository() throws Exception {
		List<String> files = files();
		assumeThat(files).as("a checkout of the repository").contains("pom.xml");
		List<String> wrong = new ArrayList<>();
		for (String name : files) {
			Path file = Path.of(name);
			if (!Files.isRegularFile(file)) {
				continue;
			}
			if (KEY_FILE.matcher(name).matches()) {
				wrong.add(name + " is a file of keys");
			}
			byte[] bytes = Files.readAllBytes(file);
			assertThat(bytes.length).as("%s is read through", name).isLessThan(LARGEST);
			List<String> found = found(new String(bytes, StandardCharsets.ISO_8859_1));
			found.removeAll(KNOWN.getOrDefault(name, Set.of()));
			found.forEach((what) -> wrong.add(name + " holds what looks like " + what));
		}
		assertThat(wrong).isEmpty();
	}

	@Test
	void everyExceptionIsStillOne() throws Exception {
		for (Map.Entry<String, Set<String>> known : KNOWN.entrySet()) {
			assertThat(found(Files.readString(Path.of(known.getKey())))).as(known.getKey())
				.containsExactlyInAnyOrderElementsOf(known.getValue());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "-----BEGIN %sPRIVATE KEY-----", "-----BEGIN %sRSA PRIVATE KEY-----",
			"AKIA%s0123456789ABCDEF", "ghp_%s0123456789abcdefghijABCDEFGHIJ012345", "xoxb-%s012345678901",
			"eyJ%shbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeK", "https:%s//user:password@db.example.org/",
			"spring.datasource.password=%sQmFzZTY0IG9mIHNvbWUgc2VjcmV0cw==",
			"COMITY_SECRETS_KEY: x\ncomity.secrets.key: \"%sQmFzZTY0IG9mIHNvbWUgc2VjcmV0cw==\"" })
	void aSecretIsFound(String secret) {
		assertThat(found(secret.replace("%s", ""))).isNotEmpty();
	}

	/** Else the image would not hold the list of what it is made of. */
	@Test
	void theImageIsBuiltWithTheListOfWhatItIsMadeOf() throws IOException {
		String image = Files.readString(Path.of("src/main/docker/Dockerfile"));
		assertThat(image.indexOf("cyclonedx:makeAggregateBom@default")).as("before the jar")
			.isPositive()
			.isLessThan(image.indexOf("jar:jar"));
		assertThat(image).contains("grep -q META-INF/sbom/application.cdx.json");
		assertThat(Files.readString(Path.of("pom.xml"))).as("and no build goes on without it")
			.contains("META-INF/sbom/application.cdx.json");
	}

}
