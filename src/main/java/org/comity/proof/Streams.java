package org.comity.proof;

import java.util.Map;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads long lists row by row, a few hundred at a time: whatever their length, they never
 * stand in memory. Only within a transaction, for without one the driver fetches all at
 * once.
 */
@Component
class Streams {

	private static final int ROWS = 500;

	private final NamedParameterJdbcTemplate jdbc;

	Streams(DataSource source) {
		JdbcTemplate template = new JdbcTemplate(source);
		template.setFetchSize(ROWS);
		this.jdbc = new NamedParameterJdbcTemplate(template);
	}

	void read(String sql, Map<String, ?> parameters, RowCallbackHandler row) {
		this.jdbc.query(sql, parameters, row);
	}

}
