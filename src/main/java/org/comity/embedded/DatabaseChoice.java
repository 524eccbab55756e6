package org.comity.embedded;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.ClassUtils;

/**
 * Decides in one place whether the embedded database is used, and with it whether the
 * demonstration is on. Both answers are properties of the lowest precedence, so that they
 * can be set otherwise:
 * <ul>
 * <li>{@value #EMBEDDED}: true when no {@code spring.datasource.url} is set and the
 * embedded server is on the class path, as it is under {@code mvn spring-boot:run} and
 * never in the packaged application;</li>
 * <li>{@value #DEMONSTRATION}: the same, for demonstration people have known passwords
 * and must never meet another database unasked.</li>
 * </ul>
 * They are worked out when asked for, not once: a test may name its database late.
 */
class DatabaseChoice implements EnvironmentPostProcessor {

	static final String EMBEDDED = "comity.database.embedded";

	static final String DEMONSTRATION = "comity.demonstration.enabled";

	private static final boolean SERVER_PRESENT = ClassUtils
		.isPresent("io.zonky.test.db.postgres.embedded.PgBinaryResolver", DatabaseChoice.class.getClassLoader());

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		environment.getPropertySources().addLast(new Answers(environment));
	}

	/**
	 * The environment is a field, not the source: as the source it would be searched in a
	 * circle.
	 */
	private static final class Answers extends PropertySource<String> {

		private final Environment environment;

		private Answers(Environment environment) {
			super("comityDatabaseChoice", "comityDatabaseChoice");
			this.environment = environment;
		}

		@Override
		public @Nullable Object getProperty(String name) {
			return switch (name) {
				case EMBEDDED -> SERVER_PRESENT && !this.environment.containsProperty("spring.datasource.url");
				case DEMONSTRATION -> this.environment.getProperty(EMBEDDED, Boolean.class);
				default -> null;
			};
		}

	}

}
