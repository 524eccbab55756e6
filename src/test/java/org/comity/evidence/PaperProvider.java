package org.comity.evidence;

import java.util.List;
import java.util.UUID;

import org.comity.directory.Directory;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Chatterly, as long as it is kept: a provider that has nobody in the product, so that it
 * is served and answers on paper.
 */
public final class PaperProvider implements AutoCloseable {

	/** The company to ask. */
	public static final String COMPANY = "Chatterly, Inc.";

	/** Its office. */
	public static final String OFFICE = "CHATTERLY";

	private final JdbcClient jdbc;

	private final List<UUID> people;

	public PaperProvider(JdbcClient jdbc, Directory directory) {
		this.jdbc = jdbc;
		this.people = jdbc.sql("update person set active = false where office = ? and active returning id")
			.param(directory.officeByCode(OFFICE).orElseThrow().id())
			.query(UUID.class)
			.list();
	}

	/** Its people are back in the product. */
	@Override
	public void close() {
		this.people
			.forEach((person) -> this.jdbc.sql("update person set active = true where id = ?").param(person).update());
	}

}
