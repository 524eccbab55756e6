package org.comity.embedded;

import org.comity.kernel.ServicePasswords;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The packaged application brings no database and must be told of one. Said here, because
 * Spring Boot would advise to add one that Comity cannot use. Outside of a demonstration
 * a weak password of the database is no database either.
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
			if (!environment.getProperty(DatabaseChoice.DEMONSTRATION, Boolean.class, false)
					&& !certified(environment.getRequiredProperty("spring.datasource.url"))) {
				guarded(environment, "spring.datasource.username", "spring.datasource.password");
				if (environment.getProperty("spring.flyway.enabled", Boolean.class, true)) {
					guarded(environment, "spring.flyway.user", "spring.flyway.password");
				}
			}
		};
	}

	/**
	 * Whether the application proves to the database who it is by something else than a
	 * password: a certificate of its own.
	 */
	private static boolean certified(String url) {
		return url.contains("sslkey=") || url.contains("sslcert=");
	}

	private static void guarded(Environment environment, String user, String password) {
		ServicePasswords.fault(password, environment.getProperty(user), environment.getProperty(password))
			.ifPresent((fault) -> {
				throw new NoDatabaseException(fault, "Give the role a long random password (openssl rand -hex 24), "
						+ "in a file that only Comity can read: docs/operations.md says how.");
			});
	}

}
