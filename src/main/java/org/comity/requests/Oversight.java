package org.comity.requests;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What an auditor looks at first: the acts of their own side that were out of the
 * ordinary, or took something over the border, each as it stands on the ledger with the
 * words that were given for it. It can never show what the other side did.
 */
@Service
@Transactional(readOnly = true)
public class Oversight {

	/** Acts on a page. */
	public static final int PAGE = 25;

	/** What is looked at. */
	public enum Sample {

		/** The sufficiency check's advice was overruled, with a reason. */
		OVERRULES("OVERRULE_ADVICE"),
		/** Urgency was asked for by telephone, granted or declined. */
		URGENCY("TELL_URGENTLY", "GRANT_URGENCY", "DECLINE_URGENCY"),
		/**
		 * Personal data left the country, on which basis (DPA 2018 part 3, chapter 5): a
		 * letter, also one that follows what was told by telephone, an answer, or
		 * evidence on its way home. From one office to another of the same country
		 * nothing is transferred.
		 */
		TRANSFERS("TRANSMIT", "TELL_URGENTLY", "CONFIRM_IN_WRITING", "ANSWER_QUESTION", "FORWARD", "RESEND"),
		/** A matter was sealed or opened. */
		SEALS("SEAL", "UNSEAL", "SHOW_AUDITORS", "HIDE_FROM_AUDITORS"),
		/** Evidence was kept beyond its time, or destroyed. */
		RETENTION("KEEP_LONGER", "PROPOSE_DESTROY", "DROP_DESTROY", "DESTROY", "KEEP_RECORDS", "ASK_ERASURE"),
		/** Somebody opened a request of another team. */
		EMERGENCY("OPEN_IN_EMERGENCY", "EMERGENCY_JUSTIFIED", "EMERGENCY_NOT_JUSTIFIED");

		private final List<String> moves;

		Sample(String... moves) {
			this.moves = List.of(moves);
		}

	}

	/**
	 * One act.
	 *
	 * @param entry the ledger entry
	 * @param request the request
	 * @param reference the force's reference
	 * @param at when
	 * @param office short name of the office
	 * @param person who did it, or null for the system
	 * @param labelCode message key of what was done
	 * @param words why, or on which basis; empty if nothing was said
	 * @param withoutBasis whether it is a transfer of the requesting side for which no
	 * data protection basis is recorded; the law of the other asks for none
	 */
	public record Act(UUID entry, UUID request, String reference, Instant at, String office, @Nullable String person,
			String labelCode, String words, boolean withoutBasis) {
	}

	/**
	 * One page.
	 *
	 * @param acts the newest first
	 * @param next where the next page starts, or null on the last
	 */
	public record Page(List<Act> acts, @Nullable String next) {

		public Page {
			acts = List.copyOf(acts);
		}

	}

	private final JdbcClient jdbc;

	Oversight(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Returns a page of a sample.
	 * @param before where the page before ended, or null
	 * @throws NoSuchRequest if this person is no auditor
	 */
	public Page page(Actor auditor, Sample sample, @Nullable String before) {
		requireAuditor(auditor);
		Optional<Map.Entry<Instant, UUID>> end = end(before);
		List<Act> found = this.jdbc
			.sql("""
					select e.id, e.request_id, r.reference, e.occurred_at, o.short_name as office, p.name as person, e.machine,
						e.move, coalesce((select string_agg(t.text, E'\\n' order by t.kind) from ledger_text t
							where t.entry_id = e.id and t.side = e.side and t.kind in ('REASON', 'BASIS', 'MESSAGE')), '') as words,
						:transfers and e.side = 'REQUESTING' and not exists (select 1 from ledger_text t
							where t.entry_id = e.id and t.side = e.side and t.kind = 'BASIS') as without_basis
					from ledger_entry e join request r on r.id = e.request_id join office o on o.id = e.office_id
					left join ledger_person l on l.entry_id = e.id left join person p on p.id = l.person_id
					where e.side = :sightSide and e.move in (:moves)
						and (e.move not in ('FORWARD', 'RESEND') or o.kind = 'REQUESTED_AUTHORITY')
						and (e.occurred_at, e.id) < (:at, :id) and """
					+ " " + Visibility.SEES + " order by e.occurred_at desc, e.id desc limit " + (PAGE + 1))
			.params(Visibility.parameters(auditor))
			.param("moves", sample.moves)
			.param("transfers", sample == Sample.TRANSFERS)
			.param("at",
					java.sql.Timestamp.from(end.map(Map.Entry::getKey).orElse(Instant.parse("9999-01-01T00:00:00Z"))))
			.param("id", end.map(Map.Entry::getValue).orElse(new UUID(-1L, -1L)))
			.query(Oversight::read)
			.list();
		List<Act> acts = found.stream().limit(PAGE).toList();
		return new Page(acts, (found.size() > PAGE) ? written(acts.get(PAGE - 1)) : null);
	}

	/**
	 * How many sealed matters an auditor does not see.
	 *
	 * @param office short name of the office that can open them
	 * @param matters how many
	 */
	public record Hidden(String office, long matters) {
	}

	/**
	 * Returns how many matters are kept from this auditor, by the office that sealed them
	 * and can open them; that there are some is all that they learn.
	 * @throws NoSuchRequest if this person is no auditor
	 */
	public List<Hidden> hidden(Actor auditor) {
		requireAuditor(auditor);
		return this.jdbc
			.sql("select o.short_name, h.matters from wall_hidden_matters() h join office o on o.id = h.office "
					+ "order by o.short_name, o.id")
			.query((row, index) -> new Hidden(row.getString("short_name"), row.getLong("matters")))
			.list();
	}

	private static void requireAuditor(Actor auditor) {
		if (auditor.kind() != OfficeKind.OVERSIGHT || !auditor.has(Role.AUDITOR)) {
			throw new NoSuchRequest();
		}
	}

	private static Act read(ResultSet row, int index) throws SQLException {
		String label = "move." + row.getString("machine").toLowerCase(java.util.Locale.ROOT) + "."
				+ row.getString("move") + ".done";
		return new Act(row.getObject("id", UUID.class), row.getObject("request_id", UUID.class),
				row.getString("reference"), row.getTimestamp("occurred_at").toInstant(), row.getString("office"),
				row.getString("person"), label, row.getString("words"), row.getBoolean("without_basis"));
	}

	private static String written(Act act) {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((act.at() + " " + act.entry()).getBytes(StandardCharsets.UTF_8));
	}

	/** Where a page ended; what was tampered with shows the first. */
	private static Optional<Map.Entry<Instant, UUID>> end(@Nullable String before) {
		if (before == null) {
			return Optional.empty();
		}
		try {
			String[] parts = new String(Base64.getUrlDecoder().decode(before), StandardCharsets.UTF_8).split(" ", 2);
			Instant at = Instant.parse(parts[0]);
			boolean sensible = at.isAfter(Instant.EPOCH) && at.isBefore(Instant.parse("9999-01-01T00:00:00Z"));
			return sensible ? Optional.of(Map.entry(at, UUID.fromString(parts[1]))) : Optional.empty();
		}
		catch (IllegalArgumentException | java.time.DateTimeException | ArrayIndexOutOfBoundsException ex) {
			return Optional.empty();
		}
	}

}
