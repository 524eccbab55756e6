package org.comity.proof;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Keeps the web server closed while {@link LedgerCommand} runs, so that it can run beside
 * the application on the same database, and the console free for what the command has to
 * say.
 */
class LedgerCommandEnvironment implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (environment.containsProperty(LedgerCommand.PROPERTY)) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource("ledger-command",
						Map.of("server.port", "-1", "comity.demonstration.cases", "false",
								"comity.ledger.checkpoint-cron", "-", "spring.main.banner-mode", "off",
								"logging.level.root", "warn")));
		}
	}

}
