package org.comity.desks.fragments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The committed style sheet and script: an identity of our own, nothing from elsewhere,
 * and colours that can be read.
 */
class AssetsTest {

	private static final Path ASSETS = Path.of("src/main/resources/static/assets");

	private static final Path SOURCES = Path.of("src/main/frontend");

	@Test
	void nothingOfAnotherIdentityIsShipped() throws IOException {
		String css = Files.readString(ASSETS.resolve("comity.css"));
		assertThat(css).doesNotContain("GDS Transport")
			.doesNotContainIgnoringCase("crest")
			.doesNotContainIgnoringCase("crown");
		assertThat(css).contains("Atkinson Hyperlegible Next");
	}

	@Test
	void nothingIsFetchedFromElsewhere() throws IOException {
		String css = Files.readString(ASSETS.resolve("comity.css"));
		Matcher address = Pattern.compile("url\\(\"?([^\")]+)").matcher(css);
		int found = 0;
		while (address.find()) {
			found++;
			assertThat(ASSETS.resolve(address.group(1))).exists();
		}
		assertThat(found).isPositive();
		assertThat(css).doesNotContain("@import");
	}

	@Test
	void theLockFileHoldsNoDownloadAddress() throws IOException {
		assertThat(Files.readString(SOURCES.resolve("package-lock.json"), StandardCharsets.UTF_8))
			.contains("\"integrity\"")
			.doesNotContain("\"resolved\"");
	}

	@Test
	void everyFontBringsItsLicence() throws IOException {
		try (var files = Files.list(ASSETS.resolve("fonts"))) {
			assertThat(files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".woff2"))
				.map((name) -> name.replaceAll("-latin.*", ""))
				.distinct()).isNotEmpty()
				.allSatisfy((family) -> assertThat(ASSETS.resolve("fonts").resolve(family + ".LICENSE.txt")).exists());
		}
	}

	@ParameterizedTest
	@CsvSource({ "text,white", "text,paper", "text,paper-deep", "text,focus", "text-muted,white", "text-muted,paper",
			"link,white", "link,paper", "link-visited,white", "ink,white", "ink,paper", "white,ink", "white,ink-soft",
			"brass-dark,white", "brass-dark,paper", "brass-dark,brass-tint", "white,brass-dark", "white,red",
			"red,white", "red,paper", "white,green", "green,white" })
	void textCanBeReadOnItsGround(String text, String ground) throws IOException {
		Map<String, String> colours = colours();
		assertThat(contrast(colour(colours, text), colour(colours, ground))).isGreaterThanOrEqualTo(4.5);
	}

	@ParameterizedTest
	@CsvSource({ "brass,white", "brass,paper", "brass-bright,ink", "rule-strong,white" })
	void aMarkCanBeSeenOnItsGround(String mark, String ground) throws IOException {
		Map<String, String> colours = colours();
		assertThat(contrast(colour(colours, mark), colour(colours, ground))).isGreaterThanOrEqualTo(3);
	}

	private static String colour(Map<String, String> colours, String name) {
		String colour = colours.get(name);
		assertThat(colour).as(name).isNotNull();
		return String.valueOf(colour);
	}

	private static Map<String, String> colours() throws IOException {
		Map<String, String> colours = new LinkedHashMap<>();
		Matcher line = Pattern.compile("(?m)^\\$([a-z-]+): #([0-9a-f]{6});")
			.matcher(Files.readString(SOURCES.resolve("src/_colours.scss")));
		while (line.find()) {
			colours.put(line.group(1), line.group(2));
		}
		return colours;
	}

	// WCAG 2.2, contrast ratio and relative luminance.
	private static double contrast(String one, String other) {
		double first = luminance(one);
		double second = luminance(other);
		return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
	}

	private static double luminance(String hex) {
		double[] weights = { 0.2126, 0.7152, 0.0722 };
		double sum = 0;
		for (int index = 0; index < 3; index++) {
			double channel = Integer.parseInt(hex.substring(2 * index, 2 * index + 2), 16) / 255.0;
			sum += weights[index] * ((channel <= 0.04045) ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4));
		}
		return sum;
	}

}
