-- The wall: each transaction says in whose name it asks (comity.office), and sees the rows of requests that have reached
-- that office. With none set it sees nothing. The application asks the same rule itself; this one stands beneath it, for
-- the screen that forgets to. The owner's migrations see all; the application owns nothing and cannot step round.
-- Inside the office, which team sees what is the application's rule alone.

-- In whose name this transaction asks, or null.
create function wall_office() returns uuid language sql stable parallel safe
	return nullif(current_setting('comity.office', true), '')::uuid;

-- The side of that office.
create function wall_side() returns text language sql stable parallel safe
	return (select o.side from office o where o.id = wall_office());

-- The side whose requests an oversight office sees, all that have reached any office of it; null for every other office.
create function wall_overseen() returns text language sql stable parallel safe
	return (select o.side from office o where o.id = wall_office() and o.kind = 'OVERSIGHT');

-- The rule itself: has this request reached the office that asks? Asked of row after row: most answers are one look at a key.
create function wall_reached(request uuid) returns boolean language sql stable parallel safe security definer
	return exists (select 1 from request_sight s where s.request_id = request and s.office_id = wall_office())
		or exists (select 1 from office o join request_sight s on s.side = o.side
			where o.id = wall_office() and o.kind = 'OVERSIGHT' and s.request_id = request);

-- A request is opened by its force, or as a supplement by an office that sees what it supplements; then nobody sees it yet.
create function wall_opens(request uuid) returns boolean language sql stable parallel safe security definer
	return exists (select 1 from request r where r.id = request
		and (r.investigator_office_id = wall_office() or wall_reached(r.parent_id))
		and not exists (select 1 from request_sight s where s.request_id = r.id and s.office_id <> r.investigator_office_id));

grant execute on function wall_office(), wall_side(), wall_overseen(), wall_reached(uuid), wall_opens(uuid)
	to ${app_role}, ${worker_role};
grant usage on schema public to ${worker_role};

-- What searching asks. Text is compared only after the wall has let a row through, so that no index helps and each row is
-- asked for itself; these two ask rule and text at once, and give back no more than ids the office sees anyway.
create function wall_search(pattern text) returns setof uuid language sql stable parallel safe security definer
begin atomic
	select distinct r.id from request_sight s join request r on r.id = s.request_id
	where (s.office_id = wall_office() or s.side = wall_overseen())
		and (r.title ilike pattern or r.reference ilike pattern or r.requesting_reference ilike pattern
			or r.requested_reference ilike pattern);
end;

-- Requests that ask about an account this one asks about, among those that the office sees.
create function wall_same_accounts(request uuid) returns table (request_id uuid, kind text, identifier text)
	language sql stable parallel safe security definer
begin atomic
	select b.request_id, a.kind, a.identifier
	from request_account a
	join request_account b on lower(b.identifier) = lower(a.identifier) and b.kind = a.kind and b.request_id <> a.request_id
	where a.request_id = request and a.kind <> '' and wall_reached(a.request_id) and wall_reached(b.request_id);
end;

-- Processes that name an account, among those that the office sees.
create function wall_processes_naming(account_identifier text, account_kind text) returns setof uuid
	language sql stable parallel safe security definer
begin atomic
	select distinct p.id from process_account a join process p on p.id = a.process_id
	where lower(a.identifier) = lower(account_identifier) and a.kind = account_kind and wall_reached(p.request_id)
		and (wall_side() <> 'PROVIDER' or p.provider_office_id = wall_office() and p.served_at is not null);
end;

-- Whether a draft asks for urgency: all that an office learns of it which is told by telephone before there is a letter.
create function wall_urgency_asked(request uuid) returns boolean language sql stable parallel safe security definer
	return wall_reached(request) and exists (select 1 from letter_draft d where d.request_id = request
		and d.section = 'URGENCY' and d.value ->> 'asked' = 'true');

grant execute on function wall_urgency_asked(uuid), wall_search(text), wall_same_accounts(uuid), wall_processes_naming(text, text) to ${app_role};

-- The office's list of open requests is counted from the index alone, also under the wall.
drop index request_sight_office;
create index request_sight_office on request_sight (office_id, request_id) include (team_id, side);
drop index request_sight_open;
create index request_sight_open on request_sight (office_id, request_id) include (team_id, side) where open;
-- What an oversight office sees.
create index request_sight_side on request_sight (request_id, side);

-- Requests.
alter table request enable row level security;
create policy reached on request to ${app_role} using (wall_reached(id))
	with check (wall_reached(id) or investigator_office_id = wall_office() or wall_reached(parent_id));

alter table request_sight enable row level security;
create policy reached on request_sight for select to ${app_role}
	using (office_id = (select wall_office()) or wall_reached(request_id));
create policy reached_changes on request_sight for update to ${app_role} using (wall_reached(request_id));
create policy reaches_on on request_sight for insert to ${app_role}
	with check (wall_reached(request_id) or wall_opens(request_id));

-- An operation is its force's; the offices of its side see it with the requests of it that have reached them.
alter table operation enable row level security;
create policy reached on operation for select to ${app_role} using (investigator_office_id = (select wall_office())
	or (select wall_side()) = 'REQUESTING' and exists (select 1 from request r where r.operation_id = operation.id));
create policy named on operation for insert to ${app_role}
	with check (investigator_office_id = (select wall_office()) or (select wall_side()) = 'REQUESTING');

-- Whatever belongs to a request as a whole.
do $$
declare
	name text;
begin
	foreach name in array array['request_account', 'request_milestone', 'ledger_entry',
		'letter_version', 'letter_sent', 'preservation', 'production_part'] loop
		execute format('alter table %I enable row level security', name);
		execute format('create policy reached on %I to ${app_role} using (wall_reached(request_id))', name);
	end loop;
end $$;

-- What is the office's own is seen without a look at the sight: the lists of work ask for nothing else.
alter table request_turn enable row level security;
create policy reached on request_turn to ${app_role}
	using (office_id = (select wall_office()) or wall_reached(request_id)) with check (wall_reached(request_id));
alter table request_condition enable row level security;
create policy reached on request_condition to ${app_role}
	using (office_id = (select wall_office()) or wall_reached(request_id)) with check (wall_reached(request_id));

-- Words are a side's own unless they were said to the other.
alter table ledger_text enable row level security;
create policy reached on ledger_text to ${app_role} using (wall_reached(request_id));

-- The application of a force, before it is a letter, never leaves the requesting side.
alter table letter_draft enable row level security;
create policy reached on letter_draft to ${app_role}
	using (wall_reached(request_id) and (select wall_side()) = 'REQUESTING');
alter table letter_submission enable row level security;
create policy reached on letter_submission to ${app_role}
	using (wall_reached(request_id) and (select wall_side()) = 'REQUESTING');

-- A review is one office's own; its oversight office reads it.
alter table review enable row level security;
create policy own on review to ${app_role} using (wall_reached(request_id) and (office_id = (select wall_office())
	or exists (select 1 from office o where o.id = office_id and o.side = (select wall_overseen()))));
alter table review_mark enable row level security;
create policy own on review_mark to ${app_role} using (exists (select 1 from review r
	where r.request_id = review_mark.request_id and r.office_id = review_mark.office_id and r.letter = review_mark.letter));

-- Documents. What the law of the United States keeps from the requesting side is of the requested side alone, and what the
-- force wrote before the letter is of the requesting side alone.
alter table document enable row level security;
create policy reached on document to ${app_role} using (wall_reached(request_id)
	and (aspect <> 'US_PAPERS' or (select wall_side()) = 'REQUESTED')
	and (aspect <> 'APPLICATION' or (select wall_side()) = 'REQUESTING'));
alter table document_removed enable row level security;
create policy reached on document_removed to ${app_role}
	using (exists (select 1 from document d where d.id = document_id));

-- Processes: the requested side's, and the provider's once served on it. The requesting side's moves ask only whether
-- there is one.
alter table process enable row level security;
create policy reached on process to ${app_role} using (wall_reached(request_id) and ((select wall_side()) <> 'PROVIDER'
	or provider_office_id = (select wall_office()) and served_at is not null));

do $$
declare
	name text;
begin
	foreach name in array array['process_account', 'process_answer', 'process_objection'] loop
		execute format('alter table %I enable row level security', name);
		execute format('create policy reached on %I to ${app_role} using (exists (select 1 from process p '
			'where p.id = process_id))', name);
	end loop;
	foreach name in array array['process_affidavit'] loop
		execute format('alter table %I enable row level security', name);
		execute format('create policy reached on %I to ${app_role} using ((select wall_side()) = ''REQUESTED'' '
			'and exists (select 1 from process p where p.id = process_id))', name);
	end loop;
	foreach name in array array['process_paper', 'process_compulsion', 'non_disclosure_decision', 'invoice'] loop
		execute format('alter table %I enable row level security', name);
		execute format('create policy reached on %I to ${app_role} using ((select wall_side()) <> ''REQUESTING'' '
			'and exists (select 1 from process p where p.id = process_id))', name);
	end loop;
	-- The parts of the evidence.
	foreach name in array array['production_file', 'production_copy', 'production_outcome', 'production_certificate',
		'production_custody', 'production_check', 'production_mark', 'production_withheld'] loop
		execute format('alter table %I enable row level security', name);
		execute format('create policy reached on %I to ${app_role} using (exists (select 1 from production_part p '
			'where p.id = part_id))', name);
	end loop;
end $$;
alter table production_check_finding enable row level security;
create policy reached on production_check_finding to ${app_role}
	using (exists (select 1 from production_check c where c.id = check_id));
-- It must find the part whoever asks: that the files of a lodged part stay is no matter of who sees them.
alter function production_file_is_lodged() security definer;

-- Notices are the office's that is told.
alter table notice enable row level security;
create policy own on notice for select to ${app_role} using (office_id = (select wall_office()));
alter table notice_read enable row level security;
-- By the reader, of whom an office has few, and not by the notice, of which it has very many.
create policy own on notice_read to ${app_role} using (person_id in (select p.id from person p
	where p.office = (select wall_office())));
revoke insert on notice from ${app_role};

-- Work in the background: what is due is found over all offices, by what is granted here and nothing else. What must then
-- be done is done in the name of an office.
grant select (id, state, investigator_office_id, executing_office_id, ledger_head_seq, ledger_head_hash) on request
	to ${worker_role};
grant select (subject_id, request_id, office_id, awaiting, since, due_on) on request_turn to ${worker_role};
grant select (id, request_id, expires_on, let_go_on, renewed_from, recorded_office_id) on preservation to ${worker_role};
grant select (id, request_id, state, review_on) on production_part to ${worker_role};
grant select (id, part_id, storage_key, received_at, started_at, size) on production_file to ${worker_role};
grant select (id, part_id, file_id, hop, office_id, storage_key, made_at, removed_at, started_at) on production_copy
	to ${worker_role};
grant select (part_id, hop, checked_at) on production_check to ${worker_role};
grant select (subject_id, move, occurred_at) on ledger_entry to ${worker_role};
-- What an upload or a hand-over that broke off has left behind, and nothing that was ever whole.
grant delete on production_file, production_copy to ${worker_role};
create policy broken_off on production_file for delete to ${worker_role} using (received_at is null);
create policy broken_off on production_copy for delete to ${worker_role} using (made_at is null);
grant insert, select on handled_event to ${worker_role};
grant insert on notice to ${worker_role};
grant select, update, delete on event_publication to ${worker_role};
do $$
declare
	name text;
begin
	foreach name in array array['request', 'request_turn', 'preservation', 'production_part', 'production_file',
		'production_copy', 'production_check', 'ledger_entry'] loop
		execute format('create policy background on %I for select to ${worker_role} using (true)', name);
	end loop;
end $$;
create policy background on notice for insert to ${worker_role} with check (true);
