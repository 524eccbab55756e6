package org.comity.evidence;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Keeps the web server closed while {@link EvidenceKeysCommand} runs, so that it can run
 * beside the application, and the console free for what the command has to say.
 */
class EvidenceKeysCommandEnvironment implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (environment.containsProperty(EvidenceKeysCommand.PROPERTY)) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource("evidence-keys-command",
						Map.of("server.port", "-1", "comity.demonstration.cases", "false",
								"comity.ledger.checkpoint-cron", "-", "spring.main.banner-mode", "off",
								"logging.level.root", "warn")));
		}
	}

}
