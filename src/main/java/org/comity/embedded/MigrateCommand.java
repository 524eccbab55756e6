package org.comity.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Brings the tables of the database up to date and ends, as its owner: so that the
 * application, started with {@code spring.flyway.enabled=false}, never holds the owner's
 * password. Ends with 0, or with 1 if there is no database to migrate; what goes wrong in
 * a migration is told in full.
 */
public final class MigrateCommand {

	/** The first word of the command line. */
	public static final String NAME = "migrate";

	private static final String URL = "spring.flyway.url";

	private MigrateCommand() {
	}

	/**
	 * @param settings those of the application, as on its command line
	 */
	@SuppressWarnings("SystemOut")
	public static int run(List<String> settings) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Migration.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.initializers((fresh) -> alone(fresh.getEnvironment()))
			.run(settings.toArray(String[]::new))) {
			if (context.getBeanNamesForType(Flyway.class).length == 0) {
				System.err.println("No database is configured: set spring.datasource.url, spring.flyway.user and "
						+ "spring.flyway.password.");
				return 1;
			}
			MigrationInfo current = context.getBean(Flyway.class).info().current();
			System.out.println("The database is at version " + ((current != null) ? current.getVersion() : "0") + ".");
			return 0;
		}
	}

	/** What the application needs not to migrate by itself does not hold here. */
	private static void alone(ConfigurableEnvironment environment) {
		Map<String, Object> own = new HashMap<>(Map.of("spring.flyway.enabled", "true"));
		String url = environment.getProperty("spring.datasource.url");
		if (url != null && !environment.containsProperty(URL)) {
			own.put(URL, url);
		}
		environment.getPropertySources().addFirst(new MapPropertySource("migrate-command", own));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(FlywayAutoConfiguration.class)
	static class Migration {

	}

}
