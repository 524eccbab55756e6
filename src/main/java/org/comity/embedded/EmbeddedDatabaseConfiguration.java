package org.comity.embedded;

import java.nio.file.Path;
import java.util.Map;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gives the application and its migrations the embedded database, each as its own role.
 * The server starts before the first connection and stops after the last.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(DatabaseChoice.EMBEDDED)
class EmbeddedDatabaseConfiguration {

	@Bean
	EmbeddedServer embeddedServer(@Value("${comity.data-directory}") Path directory) {
		return EmbeddedServer.start(directory, Map.of());
	}

	@Bean
	JdbcConnectionDetails jdbcConnectionDetails(EmbeddedServer server) {
		return new JdbcConnectionDetails() {

			@Override
			public String getJdbcUrl() {
				return server.url(Roles.DATABASE);
			}

			@Override
			public String getUsername() {
				return Roles.APPLICATION;
			}

			@Override
			public String getPassword() {
				return server.applicationPassword();
			}

		};
	}

	@Bean
	FlywayConnectionDetails flywayConnectionDetails(EmbeddedServer server) {
		return new FlywayConnectionDetails() {

			@Override
			public String getJdbcUrl() {
				return server.url(Roles.DATABASE);
			}

			@Override
			public String getUsername() {
				return Roles.OWNER;
			}

			@Override
			public String getPassword() {
				return server.ownerPassword();
			}

		};
	}

}
