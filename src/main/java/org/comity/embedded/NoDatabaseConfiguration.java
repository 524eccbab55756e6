package org.comity.embedded;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The packaged application brings no database and must be told of one. Said here, because
 * Spring Boot would advise to add one that Comity cannot use.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = DatabaseChoice.EMBEDDED, havingValue = false)
class NoDatabaseConfiguration {

	@Bean
	static BeanFactoryPostProcessor databaseIsConfigured(Environment environment) {
		return (beans) -> {
			if (!environment.containsProperty("spring.datasource.url")) {
				throw new NoDatabaseException("No database is configured.",
						"Set spring.datasource.url, spring.datasource.username, spring.datasource.password, "
								+ "spring.flyway.user and spring.flyway.password: docs/operations.md says how. "
								+ "Or try Comity with mvn spring-boot:run, which brings a database along.");
			}
		};
	}

}
