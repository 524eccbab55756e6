package org.comity.crash;

import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import org.comity.documents.BlobStore;
import org.comity.requests.Ledger;
import org.comity.testing.AsOwner;
import org.comity.testing.OwnersClient;
import org.comity.wall.Overseen;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What every process that is to be killed has: the failpoints, and a word on each chain
 * when it starts. Not annotated, so that nobody else finds it.
 */
@Import(OwnersClient.class)
abstract class KilledConfiguration {

	@Bean
	static BeanPostProcessor failpoints() {
		return new BeanPostProcessor() {
			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				if (bean instanceof DataSource dataSource) {
					return new FailpointDataSource(dataSource);
				}
				if (bean instanceof BlobStore blobs && name.equals("evidenceBlobs")) {
					return new FailpointBlobStore(blobs);
				}
				return bean;
			}
		};
	}

	/** Says of every request whether its chain holds: {@link Ledger} itself is asked. */
	@Bean
	@SuppressWarnings("SystemOut")
	ApplicationRunner ledgerReport(Ledger ledger, @AsOwner JdbcClient jdbc) {
		return (arguments) -> Overseen.Stand.overseen(() -> {
			Set<UUID> requests = jdbc.sql("select id from request").query(UUID.class).set();
			for (UUID request : requests) {
				String found = ledger.verify(request).map(Object::toString).orElse("holds");
				System.out.println("Ledger of " + request + ": " + found);
			}
		});
	}

}
