package org.comity.embedded;

import java.util.List;

import org.comity.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables are made by a command of their owner, and the application starts without the
 * owner's password, on those alone.
 */
class MigrateCommandTests {

	private static ApplicationContextRunner started(TestDatabase.Database database) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withUserConfiguration(NoDatabaseConfiguration.class, MigratedElsewhereConfiguration.class)
			.withPropertyValues("comity.database.embedded=false", "comity.demonstration.enabled=false",
					"spring.flyway.enabled=false", "spring.datasource.url=" + database.url(),
					"spring.datasource.username=comity_app",
					"spring.datasource.password=" + database.applicationPassword());
	}

	@Test
	void theApplicationStartsOnWhatTheCommandHasMade() {
		TestDatabase.Database database = TestDatabase.running().empty();
		started(database).run((context) -> assertThat(context).getFailure()
			.rootCause()
			.satisfiesAnyOf((ex) -> assertThat(ex).hasMessageContaining("flyway_schema_history")));
		List<String> settings = List.of("--spring.datasource.url=" + database.url(),
				"--spring.flyway.user=comity_owner", "--spring.flyway.password=" + database.ownerPassword(),
				"--spring.flyway.enabled=false");
		assertThat(MigrateCommand.run(settings)).isZero();
		started(database).run((context) -> assertThat(context).hasNotFailed());
		assertThat(MigrateCommand.run(settings)).as("once more").isZero();
	}

	@Test
	void itDoesNotStartOnOlderTables() throws Exception {
		TestDatabase.Database database = TestDatabase.running().fresh();
		started(database).run((context) -> assertThat(context).hasNotFailed());
		try (var owner = java.sql.DriverManager.getConnection(database.url(), "comity_owner", database.ownerPassword());
				var statement = owner.createStatement()) {
			statement.execute("delete from flyway_schema_history where version = '11.86'");
		}
		started(database).run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(NoDatabaseException.class)
			.hasMessageContaining("migrations up to 11.86 are missing, 1 of them"));
	}

	@Test
	void withoutADatabaseThereIsNothingToMigrate() {
		assertThat(MigrateCommand.run(List.of("--comity.database.embedded=false"))).isEqualTo(1);
	}

}
