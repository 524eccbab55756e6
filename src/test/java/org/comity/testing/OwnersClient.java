package org.comity.testing;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * {@link AsOwner} for an application that a test starts as it is run, over a database of
 * its own making. Not annotated, so that nobody else finds it.
 */
public class OwnersClient {

	@Bean(name = AsOwner.NAME, defaultCandidate = false)
	JdbcClient owner(FlywayConnectionDetails owner) {
		return JdbcClient.create(new DriverManagerDataSource(given(owner.getJdbcUrl()), given(owner.getUsername()),
				given(owner.getPassword())));
	}

	private static String given(@Nullable String value) {
		return Objects.requireNonNull(value);
	}

}
