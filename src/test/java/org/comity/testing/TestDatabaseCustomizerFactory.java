package org.comity.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Gives the context of every {@code @SpringBootTest}, {@code @ApplicationModuleTest} and
 * {@code @DataJpaTest} a migrated database of its own and a data directory of its own.
 * The application connects as its own role, never as a superuser.
 */
class TestDatabaseCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		boolean needed = TestContextAnnotationUtils.hasAnnotation(testClass, SpringBootTest.class)
				|| TestContextAnnotationUtils.hasAnnotation(testClass, ApplicationModuleTest.class)
				|| TestContextAnnotationUtils.hasAnnotation(testClass, DataJpaTest.class);
		return needed ? new TestDatabaseCustomizer() : null;
	}

	/** Without state, so that equal tests share a context and its database. */
	private record TestDatabaseCustomizer() implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration config) {
			TestDatabase.Database database = TestDatabase.running().fresh();
			Path data = Path.of("target", "test-data", ProcessHandle.current().pid() + "-" + System.nanoTime());
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("testDatabase",
						Map.of("spring.datasource.url", database.url(), "spring.datasource.username", "comity_app",
								"spring.datasource.password", database.applicationPassword(), "spring.flyway.user",
								"comity_owner", "spring.flyway.password", database.ownerPassword(),
								"spring.datasource.hikari.maximum-pool-size", "8",
								"spring.datasource.hikari.minimum-idle", "0", "spring.test.database.replace", "none",
								"comity.data-directory", data.toString())));
			asOwner(context, database);
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("testLedger",
						Map.of("comity.ledger.make-keys", "true", "comity.evidence.make-keys", "true",
								"comity.signing.make-keys", "true", "comity.secrets.make-keys", "true",
								"comity.ledger.checkpoint-cron", "-")));
			// A container's port has been seen not to answer for a moment.
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("testDatabasePatience", Map.of("spring.flyway.connect-retries", "5",
						"spring.datasource.hikari.initialization-fail-timeout", "30000")));
		}

		/** Signing in to the database takes longer than most questions. */
		private static HikariDataSource pool(TestDatabase.Database database) {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl(database.url());
			pool.setUsername("comity_owner");
			pool.setPassword(database.ownerPassword());
			pool.setMaximumPoolSize(4);
			pool.setMinimumIdle(0);
			pool.setIdleTimeout(10_000);
			return pool;
		}

		/** Only for those who ask for it: the application is never given it. */
		private static void asOwner(ConfigurableApplicationContext context, TestDatabase.Database database) {
			RootBeanDefinition owner = new RootBeanDefinition(JdbcClient.class, () -> {
				HikariDataSource pool = pool(database);
				context.addApplicationListener((ContextClosedEvent closed) -> pool.close());
				return JdbcClient.create(pool);
			});
			owner.setDefaultCandidate(false);
			owner.setLazyInit(true);
			((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition(AsOwner.NAME, owner);
		}

	}

}
