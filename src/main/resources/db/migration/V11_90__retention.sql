-- What is kept of a closed request, and for how long: an office may say that it needs the records longer; else the force
-- erases them, by two people. The request's chain on the ledger stays, and still verifies.

-- What somebody decided of the records of a request that still has them. KEEP: not to be erased before a day; any office
-- that the request has reached. ERASE: asked for by one person of the force, to be confirmed by another.
create table retention_decision (
	id uuid primary key,
	request_id uuid not null references request,
	office_id uuid not null references office,
	side text not null,
	person_id uuid not null references person,
	kind text not null check (kind in ('KEEP', 'ERASE')),
	until date,
	reason text not null,
	decided_at timestamptz not null,
	-- Another decision took its place.
	ended_at timestamptz,
	check ((kind = 'KEEP') = (until is not null))
);
create index retention_decision_request on retention_decision (request_id) where ended_at is null;
create index retention_decision_office on retention_decision (office_id) where ended_at is null;

grant select, insert on retention_decision to ${app_role};
grant update (ended_at) on retention_decision to ${app_role};
alter table retention_decision enable row level security;
create policy own on retention_decision to ${app_role}
	using ((office_id = (select wall_office()) or side = (select wall_overseen())) and wall_reached(request_id));

-- Until when some office keeps the records of a request, whichever it is: a date crosses the wall, no reason and no name.
create function wall_kept_until(request uuid) returns date language sql stable security definer
begin atomic
	select max(d.until) from retention_decision d
	where d.request_id = request and d.kind = 'KEEP' and d.ended_at is null and wall_reached(request);
end;
grant execute on function wall_kept_until(uuid) to ${app_role};

-- What stays to be known of a request that was erased, and to which offices. Only the function below writes it.
create table erased_request (
	request_id uuid primary key references request,
	reference text not null,
	requesting_reference text,
	requested_reference text,
	created_at timestamptz not null,
	closed_at timestamptz not null,
	outcome text not null,
	erased_at timestamptz not null,
	office_id uuid not null references office
);
create table erased_sight (
	request_id uuid not null references erased_request,
	office_id uuid not null references office,
	side text not null,
	primary key (request_id, office_id)
);
create index erased_sight_office on erased_sight (office_id);

grant select on erased_request, erased_sight to ${app_role};
alter table erased_sight enable row level security;
create policy reached on erased_sight for select to ${app_role}
	using (office_id = (select wall_office()) or side = (select wall_overseen()));
alter table erased_request enable row level security;
create policy reached on erased_request for select to ${app_role}
	using (exists (select 1 from erased_sight s where s.request_id = erased_request.request_id));
-- Whoever proves the ledgers must know of which one the persons and words were erased; and when a request falls due.
grant select (request_id) on erased_request to ${worker_role};
grant select on erased_sight to ${worker_role};
create policy background on erased_request for select to ${worker_role} using (true);
create policy background on erased_sight for select to ${worker_role} using (true);
grant select (closed_at) on request to ${worker_role};

-- Nobody's name is left in the row of the request itself.
alter table request alter column created_by drop not null;

-- What was lodged stays as it is, and of a copy that was made a row stays behind, until all of it is erased.
create or replace function production_file_is_lodged() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
	part uuid := case when tg_op = 'DELETE' then old.part_id else new.part_id end;
begin
	if tg_op = 'DELETE' and (old.received_at is null or exists (select 1 from erased_request e
			join production_part p on p.request_id = e.request_id where p.id = part)) then
		return old;
	end if;
	if (select state from production_part where id = part) <> 'UPLOADING' or tg_op = 'UPDATE' and new.part_id <> old.part_id then
		raise exception 'The files of a part that was lodged cannot change';
	end if;
	return case when tg_op = 'DELETE' then old else new end;
end $$;
create or replace function production_copy_stays() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if old.made_at is not null and not exists (select 1 from erased_request e
			join production_part p on p.request_id = e.request_id where p.id = old.part_id) then
		raise exception 'A copy that was made leaves its row behind';
	end if;
	return old;
end $$;

-- Erases all that a request holds but for its chain on the ledger, which must end with the entry that says so, made by its
-- force in this transaction. It asks no more: when a request may be erased is the application's rule. Gives back where
-- bytes lie that are to be deleted.
create function erase_request(erased uuid) returns table (store text, storage_key text)
	language plpgsql security definer set search_path = public, pg_temp as $$
declare
	kept constant text[] := array['ASK_ERASURE', 'ERASE'];
	operation_of uuid;
begin
	if not exists (select 1 from request r join ledger_entry e on e.request_id = r.id and e.seq = r.ledger_head_seq
			where r.id = erased and r.state = 'CLOSED' and r.investigator_office_id = wall_office() and wall_reached(r.id)
			and e.move = 'ERASE' and e.office_id = wall_office()) then
		raise exception 'The ledger does not end with the erasure of this request';
	end if;
	insert into erased_request select r.id, r.reference, r.requesting_reference, r.requested_reference, r.created_at, r.closed_at,
		r.outcome, current_timestamp, r.investigator_office_id from request r where r.id = erased;
	insert into erased_sight select s.request_id, s.office_id, s.side from request_sight s where s.request_id = erased;

	return query select distinct * from (
		select 'DOCUMENTS', d.storage_key from document d where d.request_id = erased
		union all select 'EVIDENCE', f.storage_key from production_file f join production_part p on p.id = f.part_id
			where p.request_id = erased
		union all select 'EVIDENCE', 'uploads/' || i.part_id || '/' || i.upload_id || '/' || i.id from incoming_piece i
			join production_part p on p.id = i.part_id where p.request_id = erased
		union all select 'EVIDENCE', c.storage_key from production_copy c join production_part p on p.id = c.part_id
			where p.request_id = erased) as bytes;

	-- What was told, read, opened and decided.
	delete from notice_read where notice_id in (select n.id from notice n where n.request_id = erased);
	delete from notice where request_id = erased;
	delete from reading where request_id = erased;
	delete from refused_look_at where request_id = erased;
	delete from emergency_access where request_id = erased;
	delete from proposed_move where request_id = erased;
	delete from retention_decision where request_id = erased;
	delete from malware_scan where request_id = erased;
	-- The letter.
	delete from review_mark where request_id = erased;
	delete from review where request_id = erased;
	delete from letter_sent where request_id = erased;
	delete from letter_version where request_id = erased;
	delete from letter_submission where request_id = erased;
	delete from letter_draft where request_id = erased;
	delete from preservation where request_id = erased;
	-- The evidence.
	delete from incoming_piece where part_id in (select p.id from production_part p where p.request_id = erased);
	delete from incoming_upload where part_id in (select p.id from production_part p where p.request_id = erased);
	delete from production_check_finding where check_id in (select c.id from production_check c
		join production_part p on p.id = c.part_id where p.request_id = erased);
	delete from production_check where part_id in (select p.id from production_part p where p.request_id = erased);
	delete from production_mark where part_id in (select p.id from production_part p where p.request_id = erased);
	delete from production_withheld where part_id in (select p.id from production_part p where p.request_id = erased);
	delete from evidence_key where part_id in (select p.id from production_part p where p.request_id = erased);
	delete from production_copy where part_id in (select p.id from production_part p where p.request_id = erased);
	delete from production_outcome where part_id in (select p.id from production_part p where p.request_id = erased);
	delete from production_certificate where part_id in (select p.id from production_part p where p.request_id = erased);
	delete from production_custody where part_id in (select p.id from production_part p where p.request_id = erased);
	delete from production_file where part_id in (select p.id from production_part p where p.request_id = erased);
	delete from production_part where request_id = erased;
	-- The processes.
	delete from process_paper where process_id in (select p.id from process p where p.request_id = erased);
	delete from process_affidavit where process_id in (select p.id from process p where p.request_id = erased);
	delete from process_account where process_id in (select p.id from process p where p.request_id = erased);
	delete from process_objection where process_id in (select p.id from process p where p.request_id = erased);
	delete from process_compulsion where process_id in (select p.id from process p where p.request_id = erased);
	delete from process_answer where process_id in (select p.id from process p where p.request_id = erased);
	delete from non_disclosure_decision where process_id in (select p.id from process p where p.request_id = erased);
	delete from invoice where process_id in (select p.id from process p where p.request_id = erased);
	delete from process where request_id = erased;
	-- The request.
	delete from document_removed where document_id in (select d.id from document d where d.request_id = erased);
	delete from document where request_id = erased;
	delete from request_milestone where request_id = erased;
	delete from request_turn where request_id = erased;
	delete from request_condition where request_id = erased;
	delete from request_account where request_id = erased;
	-- Of the ledger the persons and words, but for who erased it and why.
	delete from ledger_text t using ledger_entry e where e.id = t.entry_id and t.request_id = erased and e.move <> all (kept);
	delete from ledger_person p using ledger_entry e where e.id = p.entry_id and p.request_id = erased and e.move <> all (kept);
	select r.operation_id into operation_of from request r where r.id = erased;
	update request set title = 'Erased', operation_id = null, created_by = null where id = erased;
	delete from operation o where o.id = operation_of and not exists (select 1 from request r where r.operation_id = o.id);
	-- From now on it has reached nobody.
	delete from request_sight where request_id = erased;
end $$;
grant execute on function erase_request(uuid) to ${app_role};

alter table request_turn drop constraint request_turn_subject_kind_check;
alter table request_turn add constraint request_turn_subject_kind_check
	check (subject_kind in ('REQUEST', 'PROCESS', 'PART', 'USE', 'PRESERVATION', 'PROPOSAL', 'EMERGENCY_ACCESS', 'RETENTION'));

-- What has done its service goes by itself, some every night: keys of forms, marks of events, old notices, links that were
-- used, and after years what happened to an account.
grant delete on submitted_form, handled_event, notice, notice_read, account_invitation, account_event to ${worker_role};
grant select (submitted_at) on submitted_form to ${worker_role};
grant select (id, occurred_at) on notice to ${worker_role};
grant select (notice_id) on notice_read to ${worker_role};
grant select (expires_at) on account_invitation to ${worker_role};
grant select (happened_at) on account_event to ${worker_role};
do $$
declare
	name text;
begin
	foreach name in array array['notice', 'notice_read'] loop
		execute format('create policy background_sees on %I for select to ${worker_role} using (true)', name);
		execute format('create policy background_forgets on %I for delete to ${worker_role} using (true)', name);
	end loop;
end $$;
