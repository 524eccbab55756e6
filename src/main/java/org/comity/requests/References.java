package org.comity.requests;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mints an office's own reference numbers, gapless within a series and a year. A
 * reference says whose it is and when it was made; never what a case is about.
 */
@Repository
public class References {

	private final JdbcClient jdbc;

	private final Clock clock;

	References(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Transactional(propagation = Propagation.MANDATORY)
	public String mint(String series) {
		int year = this.clock.instant().atZone(ZoneOffset.UTC).getYear();
		int number = this.jdbc
			.sql("insert into reference_sequence (series, year, last) values (:series, :year, 1) "
					+ "on conflict (series, year) do update set last = reference_sequence.last + 1 returning last")
			.param("series", series)
			.param("year", year)
			.query(Integer.class)
			.single();
		return String.format(Locale.ROOT, "%s-%d-%05d", series, year, number);
	}

}
