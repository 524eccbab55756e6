package org.comity.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * PostgreSQL in a container.
 */
final class ContainerTestDatabase extends TestDatabase {

	static final String IMAGE = "postgres:18";

	private static final String ADMINISTRATOR = "postgres";

	private final PostgreSQLContainer container;

	private final String ownerPassword = UUID.randomUUID().toString();

	private final String applicationPassword = UUID.randomUUID().toString();

	private ContainerTestDatabase(PostgreSQLContainer container) {
		this.container = container;
	}

	static ContainerTestDatabase start() throws UnavailableException {
		requireImage();
		// "Reuse" keeps Testcontainers' own hook away from it, which would end the server
		// while contexts still close.
		PostgreSQLContainer container = new PostgreSQLContainer(IMAGE).withReuse(true)
			.withUsername(ADMINISTRATOR)
			.withDatabaseName("postgres")
			.withPassword(UUID.randomUUID().toString())
			.withStartupTimeout(Duration.ofMinutes(2))
			.withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
		try {
			container.start();
		}
		catch (RuntimeException ex) {
			throw new UnavailableException("a container of " + IMAGE + " does not start: " + rootMessage(ex), ex);
		}
		return new ContainerTestDatabase(container);
	}

	private static void requireImage() throws UnavailableException {
		DockerClient docker;
		try {
			docker = DockerClientFactory.lazyClient();
			docker.pingCmd().exec();
		}
		catch (RuntimeException ex) {
			throw new UnavailableException("no Docker engine answers", ex);
		}
		try {
			docker.inspectImageCmd(IMAGE).exec();
		}
		catch (NotFoundException missing) {
			pull(docker);
		}
	}

	private static void pull(DockerClient docker) throws UnavailableException {
		try {
			ResultCallback.Adapter<PullResponseItem> pulled = docker.pullImageCmd(IMAGE)
				.exec(new ResultCallback.Adapter<>());
			if (!pulled.awaitCompletion(3, TimeUnit.MINUTES)) {
				throw new UnavailableException("the Docker engine did not get " + IMAGE + " within three minutes",
						null);
			}
		}
		catch (DockerException ex) {
			throw new UnavailableException("the Docker engine has no " + IMAGE + " and cannot pull it", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String rootMessage(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return String.valueOf(root.getMessage());
	}

	@Override
	public Connection administrator(String database) throws SQLException {
		for (int tries = 1;; tries++) {
			try {
				return DriverManager.getConnection(url(database), ADMINISTRATOR, this.container.getPassword());
			}
			catch (SQLException ex) {
				// The port has been seen not to answer for a moment.
				if (tries == 10 || !"08001".equals(ex.getSQLState())) {
					throw ex;
				}
				LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
			}
		}
	}

	@Override
	String url(String database) {
		return "jdbc:postgresql://" + this.container.getHost() + ":" + this.container.getMappedPort(5432) + "/"
				+ database;
	}

	@Override
	String ownerPassword() {
		return this.ownerPassword;
	}

	@Override
	String applicationPassword() {
		return this.applicationPassword;
	}

	@Override
	void stop() {
		this.container.stop();
	}

	/** Why no container can be had; the message continues a sentence. */
	static final class UnavailableException extends Exception {

		private static final long serialVersionUID = 1L;

		UnavailableException(String message, @Nullable Throwable cause) {
			super(message, cause);
		}

	}

}
