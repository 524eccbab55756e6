package org.comity.architecture;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

import org.comity.ComityApplication;
import org.comity.lifecycle.Generated;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModuleDependency;
import org.springframework.modulith.core.ApplicationModules;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The modules and the arrows between them.
 */
class ModulesTests {

	private static final ApplicationModules MODULES = ApplicationModules.of(ComityApplication.class);

	@Test
	void arrowsPointDownAndOnlyWhereAllowed() {
		MODULES.verify();
	}

	@Test
	void everyModuleSaysWhatItIsFor() {
		assertThat(modules()).isNotEmpty().allSatisfy((module) -> assertThat(purpose(module)).isNotBlank());
	}

	@Test
	void modulesPageIsCurrent() {
		StringBuilder page = new StringBuilder("# Modules\n\n");
		page.append("Made from the code by `ModulesTests`; do not edit. An arrow says \"uses\".\n\n");
		page.append("```mermaid\nflowchart TD\n");
		for (ApplicationModule module : modules()) {
			page.append("    ").append(name(module)).append('\n');
			for (String used : uses(module)) {
				page.append("    ").append(name(module)).append(" --> ").append(used).append('\n');
			}
		}
		page.append("```\n\n| Module | What it is for | Uses |\n|---|---|---|\n");
		for (ApplicationModule module : modules()) {
			page.append("| ").append(name(module)).append(" | ").append(purpose(module)).append(" | ");
			page.append(String.join(", ", uses(module))).append(" |\n");
		}
		Generated.matches(Path.of("docs/modules.md"), page.toString());
	}

	private static List<ApplicationModule> modules() {
		return StreamSupport.stream(MODULES.spliterator(), false)
			.sorted(Comparator.comparing(ModulesTests::name))
			.toList();
	}

	private static String name(ApplicationModule module) {
		return module.getIdentifier().toString();
	}

	private static List<String> uses(ApplicationModule module) {
		return module.getDirectDependencies(MODULES)
			.stream()
			.map(ApplicationModuleDependency::getTargetModule)
			.map(ModulesTests::name)
			.distinct()
			.sorted()
			.toList();
	}

	/** The first sentence of the package's own words. */
	private static String purpose(ApplicationModule module) {
		Path file = Path.of("src/main/java", module.getBasePackage().getName().replace('.', '/'), "package-info.java");
		try {
			String text = java.nio.file.Files.readString(file);
			String words = text.substring(text.indexOf("/**") + 3, text.indexOf("*/"))
				.replaceAll("\\n \\* ?", " ")
				.replaceAll("\\{@link [\\w.]*\\.(\\w+)}", "$1")
				.replaceAll("\\s+", " ")
				.strip();
			int end = words.indexOf(". ");
			return (end > 0) ? words.substring(0, end + 1) : words;
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
