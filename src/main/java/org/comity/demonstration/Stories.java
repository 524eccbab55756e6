package org.comity.demonstration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The invented cases, one file each below {@code demonstration/stories}, and what several
 * of them share.
 */
@Component
@ConditionalOnBooleanProperty("comity.demonstration.enabled")
class Stories {

	private static final String FOLDER = "classpath:demonstration/";

	private final PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();

	/** What was read: only the first start reads, and what it read is let go after it. */
	private final Map<String, Map<?, ?>> read = new ConcurrentHashMap<>();

	/**
	 * Returns all stories, the one that began first first: so references run in order.
	 */
	List<Story> all() {
		try {
			List<Story> stories = new ArrayList<>();
			for (Resource resource : this.resources.getResources(FOLDER + "stories/*.yaml")) {
				String code = String.valueOf(resource.getFilename()).replace(".yaml", "");
				Page script = read(code, resource);
				stories.add(new Story(code, script.number("submitted"), script));
			}
			stories.sort(Comparator.comparingInt(Story::submitted).thenComparing(Story::code));
			return stories;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Finds a story by its code. */
	Story named(String code) {
		return all().stream().filter((story) -> story.code().equals(code)).findFirst().orElseThrow();
	}

	/** Returns offences by short name, as letters take them. */
	Page offences() {
		return read("offences", this.resources.getResource(FOLDER + "offences.yaml"));
	}

	/** Returns what a letter says where its story says nothing else. */
	Page usual() {
		return read("usual", this.resources.getResource(FOLDER + "usual.yaml"));
	}

	/** Returns a page of the demonstration, without a calendar. */
	static Page resource(String name) {
		return new Page(name, parse(new ClassPathResource("demonstration/" + name + ".yaml")),
				new Days(LocalDate.EPOCH));
	}

	/** Lets go of what was read. */
	void close() {
		this.read.clear();
	}

	private Page read(String name, Resource resource) {
		// A calendar comes with the telling.
		return new Page(name, this.read.computeIfAbsent(name, (key) -> parse(resource)), new Days(LocalDate.EPOCH));
	}

	private static Map<?, ?> parse(Resource resource) {
		try (InputStream stream = resource.getInputStream()) {
			return new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
