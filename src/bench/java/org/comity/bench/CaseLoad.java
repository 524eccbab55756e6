package org.comity.bench;

import java.sql.SQLException;

/**
 * Fills a database with as many requests as asked, the same ones each time: ten years of
 * them, most of the old ones closed, each seen by the offices it has reached, with a turn
 * for whoever is awaited, entries of a ledger and notices of each hop. The entries have
 * no valid chain, and there are no letters, processes or parts: a list reads none of
 * them.
 */
final class CaseLoad {

	private static final String[] STATEMENTS = { "set session_replication_role = replica", """
			create function pg_temp.dice(i bigint, salt bigint) returns double precision immutable
				return (hashint8extended(i, salt) & 1073741823) / 1073741824.0
			""",
			"""
					create temp table load as
					select i, created_at, state, depth, force, district,
						(lpad(to_hex((extract(epoch from created_at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 3)
							|| '8' || substr(md5(i::text), 4, 15))::uuid as id,
						case when pg_temp.dice(i, 7) < 0.6 then (created_at + interval '20 days'
							+ interval '200 days' * pg_temp.dice(i, 8))::date end as needed_by
					from (select *, case state
							when 'DRAFT' then 0 when 'PROSECUTOR_REVIEW' then 1 when 'PROSECUTOR_QUERY' then 1
							when 'AUTHORITY_REVIEW' then 2 when 'AUTHORITY_QUERY' then 2
							when 'EXECUTION_REVIEW' then 4 when 'EXECUTING' then 4 when 'WITH_PROVIDER' then 5
							when 'RETURNING' then 5
							when 'CLOSED' then case when pg_temp.dice(i, 3) < 0.1 then 2 else 5 end
							else 3 end as depth
						from (select i,
								now() - interval '10 years' * ((:requests - i)::double precision / :requests) - interval '1 hour' as created_at,
								case when pg_temp.dice(i, 1) < case when i < :requests * 0.9 then 0.98 else 0.25 end then 'CLOSED'
									else (array['DRAFT', 'DRAFT', 'PROSECUTOR_REVIEW', 'PROSECUTOR_REVIEW', 'PROSECUTOR_QUERY',
										'AUTHORITY_REVIEW', 'AUTHORITY_REVIEW', 'AUTHORITY_QUERY', 'REQUESTED_REVIEW',
										'REQUESTED_REVIEW', 'REQUESTED_REVIEW', 'INFORMATION_NEEDED', 'INFORMATION_NEEDED',
										'CONDITIONS_PROPOSED', 'POSTPONED', 'EXECUTION_REVIEW', 'EXECUTION_REVIEW', 'EXECUTING',
										'EXECUTING', 'WITH_PROVIDER', 'WITH_PROVIDER', 'RETURNING'])
										[1 + floor(pg_temp.dice(i, 2) * 22)::int] end as state,
								case when pg_temp.dice(i, 4) < 0.6 then 'NORTHSHIRE' else 'EASTVALE' end as force,
								(array['NDCAL', 'NDCAL', 'NDCAL', 'WDWASH', 'DC'])[1 + floor(pg_temp.dice(i, 5) * 5)::int] as district
							from generate_series(1, :requests) i) drawn) deep
					""",
			"""
					insert into request (id, version, channel_code, channel_version, reference, title, state, outcome, created_by,
						created_at, investigator_office_id, prosecutor_office_id, requesting_office_id, requested_office_id,
						executing_office_id, provider_office_id, company_id, requesting_reference, requested_reference, issued_at,
						transmitted_at, referred_at, closed_at, closed_by_kind, needed_by, ledger_head_seq, ledger_head_hash)
					select l.id, l.depth * 2, 'UK-US-MLAT', 1, l.force || '-B-' || lpad(l.i::text, 7, '0'),
						(array['Kidnapping', 'Invoice fraud', 'Arson', 'Stalking', 'Grooming', 'Drug supply', 'Ransom', 'Robbery'])
							[1 + floor(pg_temp.dice(l.i, 9) * 8)::int] || ' in ward ' || l.i % 977, l.state,
						case when l.state = 'CLOSED' then case when l.depth = 2 then 'DECLINED' else
							(array['EXECUTED', 'EXECUTED', 'EXECUTED_IN_PART', 'NO_RECORDS', 'REFUSED', 'WITHDRAWN'])
								[1 + floor(pg_temp.dice(l.i, 10) * 6)::int] end end,
						(select p.id from person p where p.office = f.id order by p.id limit 1), l.created_at, f.id, c.id, u.id, o.id,
						e.id, k.office, k.id,
						case when l.depth > 2 then 'UKCA-B-' || lpad(l.i::text, 7, '0') end,
						case when l.depth > 2 then 'OIA-B-' || lpad(l.i::text, 7, '0') end,
						case when l.depth > 1 then l.created_at + interval '5 days' end,
						case when l.depth > 2 then l.created_at + interval '9 days' end,
						case when l.depth > 3 then l.created_at + interval '30 days' end,
						case when l.state = 'CLOSED' then least(now(), l.created_at + interval '300 days' * pg_temp.dice(l.i, 11)) end,
						case when l.state = 'CLOSED' then 'REQUESTED_AUTHORITY' end, l.needed_by, l.depth + 1, md5(l.i::text)
					from load l
					join office f on f.code = l.force
					join office c on c.code = 'CPS-' || l.force
					join office u on u.code = 'UKCA'
					join office o on o.code = 'OIA'
					join office e on e.code = 'USAO-' || l.district
					join provider_company k on k.id = (select x.id from provider_company x
						where x.district is not null order by hashtext(x.id::text || l.i % 3) limit 1)
					""",
			"""
					create temp table hop as
					select r.id as request, l.i, l.depth, l.created_at, h.hop, h.office, h.side
					from load l join request r on r.id = l.id
					cross join lateral (values (0, r.investigator_office_id, 'REQUESTING'), (1, r.prosecutor_office_id, 'REQUESTING'),
						(2, r.requesting_office_id, 'REQUESTING'), (3, r.requested_office_id, 'REQUESTED'),
						(4, r.executing_office_id, 'REQUESTED'), (5, r.provider_office_id, 'PROVIDER')) h (hop, office, side)
					where h.hop <= l.depth
					""",
			"""
					insert into request_sight (request_id, office_id, side, team_id, since, open)
					select request, office, side,
						case when hop = 0 or (hop = 1 and pg_temp.dice(i, 12) < 0.3) then (select t.id from case_team t
							where t.office = h.office order by hashtext(t.id::text || h.i % 7) limit 1) end,
						created_at + interval '4 days' * hop,
						exists (select 1 from request r where r.id = h.request and r.state <> 'CLOSED')
					from hop h
					""",
			"""
					insert into request_turn (subject_id, request_id, subject_kind, office_id, awaiting, since, due_on, opened_at)
					select case when l.state in ('WITH_PROVIDER', 'RETURNING') then md5('subject' || l.i)::uuid else l.id end, l.id,
						case l.state when 'WITH_PROVIDER' then 'PROCESS' when 'RETURNING' then 'PART' else 'REQUEST' end,
						case l.state when 'DRAFT' then r.investigator_office_id when 'PROSECUTOR_QUERY' then r.investigator_office_id
							when 'PROSECUTOR_REVIEW' then r.prosecutor_office_id when 'AUTHORITY_QUERY' then r.prosecutor_office_id
							when 'AUTHORITY_REVIEW' then r.requesting_office_id when 'INFORMATION_NEEDED' then r.requesting_office_id
							when 'CONDITIONS_PROPOSED' then r.requesting_office_id
							when 'REQUESTED_REVIEW' then r.requested_office_id when 'POSTPONED' then r.requested_office_id
							when 'EXECUTION_REVIEW' then r.executing_office_id when 'EXECUTING' then r.executing_office_id
							when 'WITH_PROVIDER' then r.provider_office_id
							else (array[r.executing_office_id, r.executing_office_id, r.requested_office_id, r.requesting_office_id,
								r.prosecutor_office_id])[1 + floor(pg_temp.dice(l.i, 13) * 5)::int] end,
						case l.state when 'WITH_PROVIDER' then 'SERVED' when 'RETURNING' then 'LODGED' else l.state end,
						l.created_at + interval '10 days' * pg_temp.dice(l.i, 14), l.needed_by,
						case when pg_temp.dice(l.i, 15) < 0.7 then l.created_at + interval '11 days' end
					from load l join request r on r.id = l.id where l.state <> 'CLOSED'
					""",
			"""
					insert into request_condition (id, request_id, kind, office_id, since, ended_at, until)
					select md5(h.i || 'urgent' || h.hop)::uuid, h.request, 'URGENCY_GRANTED', h.office, h.created_at, null::timestamptz,
						null::date
					from hop h where h.hop in (1, 2) and pg_temp.dice(h.i, 16) < 0.03
					union all
					select md5(h.i || 'sealed')::uuid, h.request, 'SEALED', h.office, h.created_at, null, null
					from hop h where h.hop = 4 and pg_temp.dice(h.i, 17) < 0.05
					union all
					select md5(h.i || 'letter')::uuid, h.request, 'WRITTEN_LETTER_DUE', h.office, h.created_at,
						case when h.i % 10 > 0 then h.created_at + interval '8 days' end, (h.created_at + interval '10 days')::date
					from hop h where h.hop = 1 and h.depth > 2 and pg_temp.dice(h.i, 18) < 0.02
					""",
			"""
					insert into ledger_entry (id, request_id, seq, occurred_at, recorded_at, office_id, side, machine,
						subject_id, move, from_state, to_state, document_hashes, salt, person_digest, text_digest, previous_hash, hash,
						mac)
					select md5(h.i || 'entry' || h.hop)::uuid, h.request, h.hop + 1, h.created_at + interval '4 days' * h.hop,
						h.created_at + interval '4 days' * h.hop, h.office, h.side, 'REQUEST', h.request,
						(array['OPEN', 'SUBMIT', 'ISSUE', 'TRANSMIT', 'REFER', 'PROCESS_SERVED'])[h.hop + 1], 'DRAFT',
						(array['DRAFT', 'PROSECUTOR_REVIEW', 'AUTHORITY_REVIEW', 'REQUESTED_REVIEW', 'EXECUTION_REVIEW', 'WITH_PROVIDER'])
							[h.hop + 1], '', decode(repeat('00', 32), 'hex'), repeat('0', 64), '', repeat('0', 64), repeat('0', 64), ''
					from hop h
					""",
			"""
					insert into notice (id, event_id, office_id, request_id, entry_id, subject_id, machine, occurred_at, created_at)
					select md5(h.i || 'notice' || h.hop)::uuid, md5(h.i || 'event' || h.hop)::uuid, h.office, h.request,
						md5(h.i || 'entry' || h.hop)::uuid, h.request, 'REQUEST', h.created_at + interval '4 days' * h.hop,
						h.created_at + interval '4 days' * h.hop
					from hop h where h.hop between 1 and 4
					""",
			"""
							insert into notice_read (person_id, notice_id, read_at)
					select p.id, n.id, now() from person p join lateral (select y.id from notice y
						where y.office_id = p.office order by y.occurred_at desc offset 40) n on true
					where p.email = ':reader'
					""", "vacuum (analyze)" };

	private CaseLoad() {
	}

	/**
	 * Fills the database.
	 * @param reader the address of a person who has read all notices but the newest
	 */
	static void fill(BenchServer server, String database, int requests, String reader) throws SQLException {
		String[] statements = java.util.Arrays.stream(STATEMENTS)
			.map((sql) -> sql.replace(":requests", Integer.toString(requests)).replace(":reader", reader))
			.toArray(String[]::new);
		server.administer(database, statements);
	}

}
