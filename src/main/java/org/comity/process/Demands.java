package org.comity.process;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.requests.AccountOutcome;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What each process demands, account by account.
 */
@Repository
@Transactional
class Demands {

	private final JdbcClient jdbc;

	Demands(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<Demand> of(UUID process) {
		return this.jdbc
			.sql("select account_id, ordinal, kind, identifier, data_from, data_to, data, particulars, outcome "
					+ "from process_account where process_id = :process order by ordinal, account_id")
			.param("process", process)
			.query((row, index) -> new Demand(row.getObject("account_id", UUID.class), row.getInt("ordinal"),
					row.getString("kind"), row.getString("identifier"), instant(row.getTimestamp("data_from")),
					instant(row.getTimestamp("data_to")), data((Object[]) row.getArray("data").getArray()),
					row.getString("particulars"),
					(row.getString("outcome") != null) ? AccountOutcome.valueOf(row.getString("outcome")) : null))
			.list();
	}

	/** What the processes of a request demand between them. */
	Demanded standing(UUID request) {
		return new Demanded(this.jdbc
			.sql("select p.id, p.reference, a.account_id, a.data, a.data_from, a.data_to from process p "
					+ "join process_account a on a.process_id = p.id where p.request_id = :request "
					+ "and (p.state <> 'ENDED' or p.end_reason = 'SETTLED' "
					+ "and coalesce(a.outcome, 'NOT_OURS') <> 'NOT_OURS') order by p.opened_at, p.id, a.ordinal")
			.param("request", request)
			.query((row, index) -> {
				UUID process = row.getObject("id", UUID.class);
				String reference = row.getString("reference");
				UUID account = row.getObject("account_id", UUID.class);
				Demanded.Range range = new Demanded.Range(instant(row.getTimestamp("data_from")),
						instant(row.getTimestamp("data_to")));
				return data((Object[]) row.getArray("data").getArray()).stream()
					.map((data) -> new Demanded.Line(process, reference, account, data, range))
					.toList();
			})
			.list()
			.stream()
			.flatMap(List::stream)
			.toList());
	}

	void add(UUID process, Demand demand) {
		this.jdbc
			.sql("insert into process_account (process_id, account_id, ordinal, kind, identifier, data_from, data_to, "
					+ "data, particulars) values (:process, :account, :ordinal, :kind, :identifier, :from, :to, "
					+ "cast(:data as text[]), :particulars)")
			.param("process", process)
			.param("account", demand.account())
			.param("ordinal", demand.ordinal())
			.param("kind", demand.kind())
			.param("identifier", demand.identifier())
			.param("from", timestamp(demand.from()))
			.param("to", timestamp(demand.to()))
			.param("data", "{" + String.join(",", demand.dataInOrder().stream().map(Enum::name).toList()) + "}")
			.param("particulars", demand.particulars())
			.update();
	}

	void settle(UUID process, UUID account, AccountOutcome outcome) {
		this.jdbc
			.sql("update process_account set outcome = :outcome "
					+ "where process_id = :process and account_id = :account")
			.param("outcome", outcome.name())
			.param("process", process)
			.param("account", account)
			.update();
	}

	private static Set<DataSought> data(Object[] names) {
		Set<DataSought> data = EnumSet.noneOf(DataSought.class);
		for (Object name : names) {
			data.add(DataSought.valueOf(name.toString()));
		}
		return data;
	}

	private static @Nullable Instant instant(@Nullable Timestamp stamp) {
		return (stamp != null) ? stamp.toInstant() : null;
	}

	private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
		return (instant != null) ? Timestamp.from(instant) : null;
	}

}
