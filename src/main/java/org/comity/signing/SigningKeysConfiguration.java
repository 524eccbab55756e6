package org.comity.signing;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where the keys lie with which offices sign. They make themselves only where nobody
 * relies on them.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SigningProperties.class)
class SigningKeysConfiguration {

	@Bean
	SigningKeys signingKeys(SigningProperties settings, @Value("${comity.data-directory:./data}") Path data,
			@Value("${comity.demonstration.enabled:false}") boolean told,
			@Value("${comity.database.embedded:false}") boolean embedded, Clock clock) {
		Boolean asked = settings.makeKeys();
		boolean make = (asked != null) ? asked : told || embedded;
		Path file = settings.keyStore();
		return make ? SigningKeys.made(Objects.requireNonNullElse(file, data.resolve("signing").resolve("offices.p12")),
				settings.password(), clock) : SigningKeys.given(file, settings.password());
	}

}
