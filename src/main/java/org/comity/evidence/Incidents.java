package org.comity.evidence;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.process.Processes;
import org.comity.requests.Visibility;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every difference of hashes that was found, as far as a person may know of it: of the
 * requests, parts and counts that they see, each by the rule that holds on its own page.
 */
@Service
@Transactional(readOnly = true)
public class Incidents {

	/** Incidents on a page. */
	public static final int PAGE = 25;

	/** Read at once; of those that are read not all need be shown. */
	private static final int AT_ONCE = 2 * PAGE;

	private static final String HELD = "p.state <> 'SUPERSEDED' and (c.hop = :handedOver or exists "
			+ "(select 1 from production_copy k where k.part_id = c.part_id and k.hop = c.hop "
			+ "and k.made_at is not null and k.removed_at is null))";

	private static final String SELECT = "select c.id, c.part_id, c.hop, c.office_id, c.person_id, c.checked_at, "
			+ "r.reference, (select count(*) from production_check_finding f where f.check_id = c.id) as differences, "
			+ "(select min(g.checked_at) from production_check g where g.part_id = c.part_id and g.hop = c.hop "
			+ "and g.agrees and (g.checked_at, g.id) > (c.checked_at, c.id)) as settled_at, (" + HELD
			+ ") as held from production_check c join production_part p on p.id = c.part_id "
			+ "join request r on r.id = p.request_id where not c.agrees and (c.person_id is not null or "
			+ Checks.FIRST_SAID + ") and " + Visibility.SEES;

	private final JdbcClient jdbc;

	private final Parts parts;

	private final PartSight sight;

	private final Processes processes;

	private final Directory directory;

	Incidents(JdbcClient jdbc, Parts parts, PartSight sight, Processes processes, Directory directory) {
		this.jdbc = jdbc;
		this.parts = parts;
		this.sight = sight;
		this.processes = processes;
		this.directory = directory;
	}

	/** How things stand with an incident. */
	public enum Standing {

		/** Nobody has counted a good copy there since. */
		OPEN,
		/** A later count agreed. */
		SETTLED,
		/** The copy is no longer held: replaced with its part, or taken away. */
		GONE

	}

	/**
	 * One difference that was found.
	 *
	 * @param check the count that found it
	 * @param part the part
	 * @param reference the reference of its request
	 * @param process the reference of the process that the part answers
	 * @param number the part's number within the process
	 * @param filtered whether the filter made it of another
	 * @param kind the hop whose copy differs
	 * @param office that hop's office: of the other side's counts only those are told
	 * whose office is
	 * @param at when it was found
	 * @param nightly whether the nightly count found it
	 * @param person who had it counted; null for the nightly count, and for another
	 * side's
	 * @param differences how many files differ
	 * @param standing how things stand
	 * @param settledAt when a later count agreed, or null
	 */
	public record Incident(UUID check, UUID part, String reference, String process, int number, boolean filtered,
			OfficeKind kind, String office, Instant at, boolean nightly, @Nullable String person, int differences,
			Standing standing, @Nullable Instant settledAt) {
	}

	/**
	 * One page, the newest first.
	 *
	 * @param incidents its incidents
	 * @param next where the next page starts, or null on the last
	 */
	public record Page(List<Incident> incidents, @Nullable String next) {

		public Page {
			incidents = List.copyOf(incidents);
		}

	}

	/** An incident as it lies in the database. */
	private record Row(UUID id, UUID part, OfficeKind hop, UUID office, @Nullable UUID person, Instant at,
			String reference, int differences, @Nullable Instant settledAt, boolean held) {
	}

	/**
	 * Returns a page of incidents.
	 * @param before where the page before ended, or null for the newest
	 */
	public Page page(Actor actor, @Nullable String before) {
		List<Incident> found = new ArrayList<>();
		Place end = Place.read(before);
		List<Row> rows;
		// The page ends with what is shown: a cursor tells of nothing else.
		do {
			rows = rows(actor, end);
			for (Row row : rows) {
				shown(actor, row).ifPresent(found::add);
				end = new Place(row.at(), row.id());
			}
		}
		while (found.size() <= PAGE && rows.size() == AT_ONCE);
		String next = null;
		if (found.size() > PAGE) {
			Incident last = found.get(PAGE - 1);
			next = new Place(last.at(), last.check()).write();
		}
		return new Page(found.stream().limit(PAGE).toList(), next);
	}

	private List<Row> rows(Actor actor, @Nullable Place end) {
		Map<String, Object> values = new HashMap<>(Visibility.parameters(actor));
		values.put("handedOver", OfficeKind.EXECUTING_AUTHORITY.name());
		String place = "";
		if (end != null) {
			place = " and (c.checked_at, c.id) < (:at, :id)";
			values.put("at", Timestamp.from(end.at()));
			values.put("id", end.check());
		}
		return this.jdbc.sql(SELECT + place + " order by c.checked_at desc, c.id desc limit " + AT_ONCE)
			.params(values)
			.query(Incidents::row)
			.list();
	}

	private static Row row(ResultSet row, int index) throws SQLException {
		Timestamp settled = row.getTimestamp("settled_at");
		return new Row(row.getObject("id", UUID.class), row.getObject("part_id", UUID.class),
				OfficeKind.valueOf(row.getString("hop")), row.getObject("office_id", UUID.class),
				row.getObject("person_id", UUID.class), row.getTimestamp("checked_at").toInstant(),
				row.getString("reference"), row.getInt("differences"), (settled != null) ? settled.toInstant() : null,
				row.getBoolean("held"));
	}

	private Optional<Incident> shown(Actor actor, Row row) {
		return this.parts.find(row.part())
			.filter((part) -> Evidence.tells(actor, row.hop()))
			.filter((part) -> this.sight.of(actor, part) != PartSight.Sight.NONE)
			.map((part) -> {
				UUID person = row.person();
				boolean ownSide = row.hop().side() == actor.side();
				return new Incident(row.id(), part.id(), row.reference(),
						this.processes.facts(part.process()).reference(), part.number(), part.filteredFrom() != null,
						row.hop(), this.directory.office(row.office()).shortName(), row.at(), person == null,
						(ownSide && person != null) ? this.directory.person(person).name() : null, row.differences(),
						standing(row), row.settledAt());
			});
	}

	private static Standing standing(Row row) {
		if (row.settledAt() != null) {
			return Standing.SETTLED;
		}
		return row.held() ? Standing.OPEN : Standing.GONE;
	}

	/** Where a page ended. One that was tampered with shows the newest. */
	private record Place(Instant at, UUID check) {

		String write() {
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString((this.at + " " + this.check).getBytes(StandardCharsets.UTF_8));
		}

		static @Nullable Place read(@Nullable String cursor) {
			if (cursor == null || cursor.isBlank()) {
				return null;
			}
			try {
				String[] words = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ");
				Instant at = Instant.parse(words[0]);
				boolean sensible = words.length == 2 && at.isAfter(Instant.EPOCH)
						&& at.isBefore(Instant.parse("9999-01-01T00:00:00Z"));
				return sensible ? new Place(at, UUID.fromString(words[1])) : null;
			}
			catch (IllegalArgumentException | DateTimeException ex) {
				return null;
			}
		}

	}

}
