package org.comity.embedded;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.comity.kernel.ServicePasswords;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The packaged application brings no database and must be told of one. Said here, because
 * Spring Boot would advise to add one that Comity cannot use. Outside of a demonstration
 * a weak password of the database is no database either, nor is one at the other end of a
 * line that somebody could listen to, or answer in its place.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = DatabaseChoice.EMBEDDED, havingValue = false)
class NoDatabaseConfiguration {

	private static final String PLAIN = "comity.database.plain-line";

	private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*)");

	private static final Pattern LOCAL = Pattern.compile("(|localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?");

	@Bean
	static BeanFactoryPostProcessor databaseIsConfigured(Environment environment) {
		return (beans) -> {
			if (!environment.containsProperty("spring.datasource.url")) {
				throw new NoDatabaseException("No database is configured.",
						"Set spring.datasource.url, spring.datasource.username, spring.datasource.password, "
								+ "spring.flyway.user and spring.flyway.password: docs/operations.md says how. "
								+ "Or try Comity with mvn spring-boot:run, which brings a database along.");
			}
			boolean real = !environment.getProperty(DatabaseChoice.DEMONSTRATION, Boolean.class, false);
			String url = environment.getRequiredProperty("spring.datasource.url");
			if (real && !verified(url) && !environment.getProperty(PLAIN, Boolean.class, false)) {
				throw new NoDatabaseException(
						"The database is on another machine, and the line to it is not both encrypted and verified.",
						"Add sslmode=verify-full to spring.datasource.url, with sslrootcert if its certificate is of your "
								+ "own authority. Where nobody else is on that network: " + PLAIN + "=true.");
			}
			if (real && !certified(url)) {
				guarded(environment, "spring.datasource.username", "spring.datasource.password");
				if (environment.getProperty("spring.flyway.enabled", Boolean.class, true)) {
					guarded(environment, "spring.flyway.user", "spring.flyway.password");
				}
			}
		};
	}

	/**
	 * Whether all hosts of the address are this machine, as without any, or prove who
	 * they are.
	 */
	private static boolean verified(String url) {
		Matcher hosts = HOSTS.matcher(url);
		return url.contains("sslmode=verify-full") || !hosts.lookingAt()
				|| Stream.of(hosts.group(1).split(",")).allMatch((host) -> LOCAL.matcher(host).matches());
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
