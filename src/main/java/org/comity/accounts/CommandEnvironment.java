package org.comity.accounts;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Keeps the web server closed while {@link CreateAdministratorCommand} runs, so that it
 * can run beside the application on the same database, and the console free for what the
 * command has to say.
 */
class CommandEnvironment implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (environment.containsProperty(CreateAdministratorCommand.EMAIL)) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource("create-administrator",
						Map.of("server.port", "-1", "comity.demonstration.enabled", "false", "spring.main.banner-mode",
								"off", "logging.level.root", "warn")));
		}
	}

}
