package org.comity.demonstration;

import java.util.List;
import java.util.UUID;

import org.comity.process.ProcessState;
import org.comity.requests.Ledger;
import org.comity.requests.RequestState;
import org.comity.requests.Visibility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demonstration's cases, as the first start of a demonstration leaves them.
 */
@SpringBootTest(properties = "comity.demonstration.enabled=true")
class DemonstrationCasesTests {

	@Autowired
	DemonstrationCases cases;

	@Autowired
	Stories stories;

	@Autowired
	Ledger ledger;

	@Autowired
	Visibility visibility;

	@Autowired
	JdbcClient jdbc;

	private List<UUID> requests() {
		return this.jdbc.sql("select id from request").query(UUID.class).list();
	}

	private long count(String table) {
		return this.jdbc.sql("select count(*) from " + table).query(Long.class).single();
	}

	@Test
	void everyStoryIsThere() {
		assertThat(this.jdbc.sql("select code from demonstration_story").query(String.class).list())
			.containsExactlyInAnyOrderElementsOf(this.stories.all().stream().map(Story::code).toList());
	}

	@Test
	void everyLedgerHolds() {
		assertThat(requests()).isNotEmpty().allSatisfy((request) -> assertThat(this.ledger.verify(request)).isEmpty());
	}

	@Test
	void nothingHappensInTheFutureOrOutOfOrder() {
		assertThat(count("ledger_entry where occurred_at > now()")).isZero();
		assertThat(count("""
				ledger_entry e join ledger_entry before
				on before.request_id = e.request_id and before.seq = e.seq - 1 where e.occurred_at < before.occurred_at
				""")).isZero();
	}

	@Test
	void everyStateOccurs() {
		assertThat(this.jdbc.sql("select distinct state from request").query(String.class).list())
			.containsExactlyInAnyOrderElementsOf(
					java.util.Arrays.stream(RequestState.values()).map(Enum::name).toList());
	}

	@Test
	void everyStateOfAProcessOccurs() {
		assertThat(this.jdbc.sql("select distinct state from process").query(String.class).list())
			.containsExactlyInAnyOrderElementsOf(
					java.util.Arrays.stream(ProcessState.values()).map(Enum::name).toList());
	}

	@Test
	void loadingAgainChangesNothing() {
		List<Long> before = List.of(count("request"), count("ledger_entry"), count("document"), count("letter_version"),
				count("demonstration_story"));
		assertThat(this.cases.load()).isZero();
		assertThat(List.of(count("request"), count("ledger_entry"), count("document"), count("letter_version"),
				count("demonstration_story")))
			.isEqualTo(before);
	}

}
