package org.comity.embedded;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.comity.kernel.ServicePasswords;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A weak or missing password of the database stops the application before it serves
 * anybody.
 */
class DatabaseSecretsTests {

	private static final String STRONG = "5f2b8e1c9d7a4f60b3";

	@ParameterizedTest
	@CsvSource({ ",is missing", "'  ',is missing", "changeme,well-known", "Password123!,well-known",
			"Comity_App-2026-xyz,name of the role", "7fK2-9xQ4bT1zW8,shorter than 16",
			"abababababababababab,repeats a few", "5f2b8e1c9d7a4f60b3," })
	void whatIsWrongWithAPasswordIsSaidWithoutSayingIt(@Nullable String password, @Nullable String said) {
		var fault = ServicePasswords.fault("spring.datasource.password", "comity_app", password);
		if (said == null) {
			assertThat(fault).isEmpty();
			return;
		}
		assertThat(fault).hasValueSatisfying((text) -> {
			assertThat(text).startsWith("spring.datasource.password").contains(said);
			if (password != null && !password.isBlank()) {
				assertThat(text).doesNotContain(password);
			}
		});
	}

	private ApplicationContextRunner started(String url, String application, String owner) {
		return new ApplicationContextRunner().withUserConfiguration(NoDatabaseConfiguration.class)
			.withPropertyValues("comity.database.embedded=false", "comity.demonstration.enabled=false",
					"spring.datasource.url=" + url, "spring.datasource.username=comity_app",
					"spring.datasource.password=" + application, "spring.flyway.user=comity_owner",
					"spring.flyway.password=" + owner);
	}

	@ParameterizedTest
	@CsvSource({ "db.example.org/comity,false", "db.example.org:5432/comity?sslmode=require,false",
			"127.0.0.1:5432,db.example.org/comity,false", "localhost.example.org/comity,false", "10.0.0.1/comity,false",
			"db.example.org/comity?sslmode=verify-full,true", "localhost:5432/comity,true", "127.0.0.1/comity,true",
			"/comity,true", "[::1]:5432/comity,true" })
	void theLineToAnotherMachineIsVerified(ArgumentsAccessor row) {
		String url = "jdbc:postgresql://"
				+ IntStream.range(0, row.size() - 1).mapToObj(row::getString).collect(Collectors.joining(","));
		if (Boolean.parseBoolean(row.getString(row.size() - 1))) {
			started(url, STRONG, STRONG).run((context) -> assertThat(context).hasNotFailed());
			return;
		}
		started(url, STRONG, STRONG).run((context) -> assertThat(context).getFailure()
			.isInstanceOf(NoDatabaseException.class)
			.hasMessageContaining("encrypted and verified"));
		started(url, STRONG, STRONG).withPropertyValues("comity.database.plain-line=true")
			.run((context) -> assertThat(context).hasNotFailed());
		started(url, STRONG, STRONG).withPropertyValues("comity.demonstration.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void theApplicationDoesNotStartWithAWeakOne() {
		String url = "jdbc:postgresql://localhost/comity";
		started(url, STRONG, STRONG).run((context) -> assertThat(context).hasNotFailed());
		started(url, "comity", STRONG).run((context) -> assertThat(context).getFailure()
			.isInstanceOf(NoDatabaseException.class)
			.hasMessageContaining("spring.datasource.password"));
		started(url, STRONG, "").run((context) -> assertThat(context).getFailure()
			.hasMessageContaining("spring.flyway.password is missing"));
		started(url, STRONG, "").withPropertyValues("spring.flyway.enabled=false")
			.run((context) -> assertThat(context).as("the owner's is not needed").hasNotFailed());
		started(url + "?sslmode=verify-full&sslkey=client.pk8", "", "")
			.run((context) -> assertThat(context).hasNotFailed());
		started(url, "comity", "comity").withPropertyValues("comity.demonstration.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
