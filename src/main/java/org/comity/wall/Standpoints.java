package org.comity.wall;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Callable;

import javax.sql.DataSource;

import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps the standpoint of each thread, and tells it to the database: at the beginning of
 * each transaction, and where it changes within one. The setting lasts as long as the
 * transaction, so that no connection of the pool carries it to the next.
 */
@Component
class Standpoints implements TransactionExecutionListener {

	/** Both settings are gone when the transaction ends. */
	static final String STAND = "select set_config('comity.office', ?, true), set_config('role', ?, true)";

	private static final ThreadLocal<Standpoint> STANDPOINT = ThreadLocal.withInitial(() -> Standpoint.Nobody.NOBODY);

	private final ObjectProvider<DataSource> database;

	private final ObjectProvider<EntityManager> entities;

	Standpoints(ObjectProvider<DataSource> database, ObjectProvider<EntityManager> entities) {
		this.database = database;
		this.entities = entities;
	}

	static Standpoint now() {
		return STANDPOINT.get();
	}

	/** Takes a standpoint for the transactions to come; the caller takes it back. */
	static void stand(Standpoint there) {
		if (there == Standpoint.Nobody.NOBODY) {
			STANDPOINT.remove();
		}
		else {
			STANDPOINT.set(there);
		}
	}

	/** Does some work from a standpoint, in the transaction under way if there is one. */
	<T extends @Nullable Object> T at(Standpoint there, java.util.function.Supplier<T> work) {
		try {
			return call(there, work::get);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	<T extends @Nullable Object> T call(Standpoint there, Callable<T> work) throws Exception {
		Standpoint before = now();
		if (before.equals(there)) {
			return work.call();
		}
		boolean within = TransactionSynchronizationManager.isActualTransactionActive();
		if (within) {
			move(there);
		}
		stand(there);
		boolean done = false;
		try {
			T result = work.call();
			done = true;
			return result;
		}
		finally {
			stand(before);
			if (within) {
				back(before, done);
			}
		}
	}

	private void back(Standpoint before, boolean done) {
		try {
			move(before);
		}
		catch (RuntimeException ex) {
			// After a failure the database may take no more statements: then the
			// transaction is lost, and its settings with it.
			if (done) {
				throw ex;
			}
		}
	}

	/** What was changed from the old standpoint is written from there. */
	private void move(Standpoint there) {
		EntityManager manager = this.entities.getIfAvailable();
		if (manager != null && manager.isJoinedToTransaction()) {
			manager.flush();
		}
		DataSource source = this.database.getObject();
		Connection connection = DataSourceUtils.getConnection(source);
		try {
			tell(connection, there);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The standpoint could not be told to the database", ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, source);
		}
	}

	private static void tell(Connection connection, Standpoint there) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(STAND)) {
			statement.setString(1, there.office());
			statement.setString(2, there.role());
			statement.execute();
		}
	}

	@Override
	public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
		Standpoint there = now();
		if (failure != null || there == Standpoint.Nobody.NOBODY) {
			return;
		}
		DataSource source = this.database.getObject();
		Connection connection = DataSourceUtils.getConnection(source);
		try {
			tell(connection, there);
		}
		catch (SQLException ex) {
			// Nothing is seen then; nor must anything be written.
			if (transaction instanceof TransactionStatus status) {
				status.setRollbackOnly();
			}
		}
		finally {
			DataSourceUtils.releaseConnection(connection, source);
		}
	}

}
