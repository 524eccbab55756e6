package org.comity.crash;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Watches the application's statements go by and knows by them which point of a move is
 * reached.
 */
class FailpointDataSource extends DelegatingDataSource {

	FailpointDataSource(DataSource target) {
		super(target);
	}

	@Override
	public Connection getConnection() throws SQLException {
		return proxy(Connection.class, new WatchedConnection(super.getConnection()));
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type
			.cast(Proxy.newProxyInstance(FailpointDataSource.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

	private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static final class WatchedConnection implements InvocationHandler {

		private final Connection target;

		private boolean ledgerWritten;

		private WatchedConnection(Connection target) {
			this.target = target;
		}

		@Override
		public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
			boolean commit = method.getName().equals("commit") && this.ledgerWritten;
			if (commit) {
				Failpoint.ABOUT_TO_COMMIT.reached();
			}
			Object result = call(this.target, method, arguments);
			if (commit) {
				this.ledgerWritten = false;
				Failpoint.COMMITTED.reached();
			}
			if (result instanceof PreparedStatement statement && arguments != null && arguments[0] instanceof String sql
					&& writesLedger(sql)) {
				return proxy(PreparedStatement.class, (watched, execution, values) -> {
					Object outcome = call(statement, execution, values);
					if (execution.getName().startsWith("execute")) {
						this.ledgerWritten = true;
						Failpoint.LEDGER_WRITTEN.reached();
					}
					return outcome;
				});
			}
			return result;
		}

		private static boolean writesLedger(String sql) {
			return sql.toLowerCase(Locale.ROOT).strip().startsWith("insert into ledger_entry");
		}

	}

}
