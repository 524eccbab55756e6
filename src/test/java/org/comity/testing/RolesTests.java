package org.comity.testing;

import java.sql.SQLException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The application's role is what every wall in the database rests on.
 */
@SpringBootTest
class RolesTests {

	@Autowired
	private JdbcTemplate jdbc;

	@Test
	void theApplicationRunsAsItsOwnRole() {
		assertThat(this.jdbc.queryForObject("select current_user || ' ' || session_user", String.class))
			.isEqualTo("comity_app comity_app");
	}

	@Test
	void thatRoleHasNoPowers() {
		assertThat(this.jdbc
			.queryForMap(
					"""
							select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
								(select string_agg(m.roleid::regrole || ' inherits ' || m.inherit_option || ' admin ' || m.admin_option, ', ')
									from pg_auth_members m where m.member = r.oid) as memberships
							from pg_roles r where rolname = current_user""")
			.values()).containsExactly(false, false, false, false, false, "comity_worker inherits false admin false");
	}

	@Test
	void theRoleOfBackgroundWorkHasNoPowersAndNoLogin() {
		assertThat(this.jdbc.queryForMap("""
				select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin
				from pg_roles where rolname = 'comity_worker'""").values()).containsOnly(false);
	}

	@Test
	void thatRoleOwnsNothing() {
		assertThat(owned("comity_app")).isZero();
		assertThat(owned("comity_owner")).as("the same query finds what the owner has").isPositive();
	}

	@Test
	void thatRoleCannotMakeATable() {
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> this.jdbc.execute("create table public.mine (id int)"))
			.withStackTraceContaining("permission denied for schema public");
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> this.jdbc.execute("create temporary table mine (id int)"))
			.withStackTraceContaining("permission denied to create temporary tables");
	}

	@Test
	void thatRoleWaitsForNoStatementForEver() {
		assertThat(this.jdbc.queryForObject("show statement_timeout", String.class)).isEqualTo("5min");
	}

	/**
	 * What breaks a rule of the database may be somebody's name, and faults are logged.
	 */
	@Test
	void anErrorOfTheDatabaseDoesNotQuoteTheRow() {
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> this.jdbc.update(
					"insert into spring_session_attributes "
							+ "(session_primary_id, attribute_name, attribute_bytes) values (?, 'x', '')",
					"Amara Osei"))
			.withStackTraceContaining("violates foreign key constraint")
			.satisfies((thrown) -> assertThat(thrown).asString().doesNotContain("Amara"))
			.satisfies((thrown) -> assertThat(thrown.getMostSpecificCause()).asString().doesNotContain("Amara"));
	}

	@Test
	void migrationsRanAsTheOwner() {
		assertThat(this.jdbc.queryForList(
				"select distinct tableowner::text from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
				String.class))
			.containsExactly("comity_owner");
	}

	@Test
	void theApplicationCannotRewriteTheMigrationHistory() {
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> this.jdbc.update("delete from flyway_schema_history"))
			.withStackTraceContaining("permission denied for table flyway_schema_history");
	}

	/**
	 * Refused for want of the right, not because a statement was wrong or a row would not
	 * do.
	 */
	@Test
	void theApplicationHasNoRightToChangeTheLedger() {
		for (String table : List.of("ledger_entry", "ledger_text", "ledger_person", "ledger_checkpoint",
				"ledger_checkpoint_leaf")) {
			String column = this.jdbc.queryForObject(
					"select attname::text from pg_attribute where attrelid = cast(? as regclass) and attnum = 1",
					String.class, table);
			assertThat(this.jdbc
				.queryForList("select privilege from unnest(array['update', 'delete', 'truncate']) privilege "
						+ "where has_table_privilege(current_user, ?, privilege)", String.class, table))
				.as(table)
				.isEmpty();
			for (String sql : List.of("update " + table + " set " + column + " = " + column, "delete from " + table,
					"truncate " + table)) {
				assertThatExceptionOfType(DataAccessException.class).as(sql)
					.isThrownBy(() -> this.jdbc.update(sql))
					.withStackTraceContaining("permission denied for table " + table)
					.satisfies((thrown) -> assertThat(thrown.getMostSpecificCause()).isInstanceOfSatisfying(
							SQLException.class, (cause) -> assertThat(cause.getSQLState()).isEqualTo("42501")));
			}
		}
	}

	private int owned(String role) {
		Integer count = this.jdbc.queryForObject("""
				select count(*) from pg_shdepend
				where refclassid = 'pg_authid'::regclass and deptype = 'o'
					and refobjid = (select oid from pg_roles where rolname = ?)""", Integer.class, role);
		return (count != null) ? count : 0;
	}

}
