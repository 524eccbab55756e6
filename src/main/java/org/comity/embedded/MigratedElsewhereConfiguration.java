package org.comity.embedded;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.flywaydb.core.api.MigrationVersion;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the application does not migrate the database itself, it looks whether somebody
 * has, and does not start on tables of another version.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "spring.flyway.enabled", havingValue = false)
class MigratedElsewhereConfiguration {

	private static final Pattern VERSION = Pattern.compile("V(\\d+(?:_\\d+)*)__.*\\.sql");

	@Bean
	static InitializingBean databaseIsMigrated(DataSource database) {
		return () -> {
			Set<MigrationVersion> missing = new HashSet<>(known());
			missing.removeAll(carriedOut(JdbcClient.create(database)));
			missing.stream().max(MigrationVersion::compareTo).ifPresent((newest) -> {
				throw new NoDatabaseException(
						"The tables of the database are not those of this version: migrations up to " + newest
								+ " are missing, " + missing.size() + " of them.",
						"Run java -jar comity.jar migrate with the password of the database's owner, or let the "
								+ "application do it: spring.flyway.enabled=true.");
			});
		};
	}

	private static List<MigrationVersion> known() throws IOException {
		Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/V*.sql");
		return Arrays.stream(files)
			.map((file) -> VERSION.matcher(String.valueOf(file.getFilename())))
			.filter(Matcher::matches)
			.map((name) -> MigrationVersion.fromVersion(name.group(1)))
			.toList();
	}

	private static List<MigrationVersion> carriedOut(JdbcClient database) {
		try {
			return database.sql("select version from flyway_schema_history where success and version is not null")
				.query(String.class)
				.list()
				.stream()
				.map(MigrationVersion::fromVersion)
				.toList();
		}
		catch (DataAccessException ex) {
			throw new NoDatabaseException(
					"Whether the tables of the database are those of this version cannot be told.",
					"Run java -jar comity.jar migrate with the password of the database's owner first.", ex);
		}
	}

}
