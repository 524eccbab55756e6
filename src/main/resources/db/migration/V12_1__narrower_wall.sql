-- The wall, narrower. What the application kept apart alone is kept apart beneath it too, where a whole row is one side's;
-- and what a function of the owner's answers is asked of the rule first.

-- Whether a request is kept from the auditors of the requested side is for the rule itself, and for the worker, which proves
-- the ledgers that an auditor sees; whatever calls it goes on calling it under its new name.
alter function wall_sealed(uuid) rename to wall_is_sealed;
revoke execute on function wall_is_sealed(uuid) from ${app_role};
-- What the application asks tells of a seal to nobody but the requested side, and of no request that has not reached the
-- office. It then says nothing, which lets nobody see anything.
create function wall_sealed(request uuid) returns boolean language sql stable parallel safe security definer
	return case when wall_side() = 'REQUESTED' and wall_reached(request) then wall_is_sealed(request) end;
grant execute on function wall_sealed(uuid) to ${app_role};

-- As before, but for the rule.
create or replace function wall_proposals(subject uuid) returns setof uuid language sql stable security definer
begin atomic
	select p.id from proposed_move p where p.subject_id = subject and wall_reached(p.request_id);
end;

-- A provider learns of no case: neither what a request is called, nor what it asks for, nor of another one.
create or replace function wall_search(pattern text) returns setof uuid language sql stable parallel safe security definer
begin atomic
	select distinct r.id from request_sight s join request r on r.id = s.request_id
	where wall_side() <> 'PROVIDER' and (s.office_id = wall_office()
			or s.side = wall_overseen() and (s.side <> 'REQUESTED' or not wall_is_sealed(r.id)))
		and (r.title ilike pattern or r.reference ilike pattern or r.requesting_reference ilike pattern
			or r.requested_reference ilike pattern);
end;
create or replace function wall_same_accounts(request uuid) returns table (request_id uuid, kind text, identifier text)
	language sql stable parallel safe security definer
begin atomic
	select b.request_id, a.kind, a.identifier
	from request_account a
	join request_account b on lower(b.identifier) = lower(a.identifier) and b.kind = a.kind and b.request_id <> a.request_id
	where a.request_id = request and a.kind <> '' and wall_side() <> 'PROVIDER'
		and wall_reached(a.request_id) and wall_reached(b.request_id);
end;
create or replace function wall_urgency_asked(request uuid) returns boolean
	language sql stable parallel safe security definer
	return wall_side() <> 'PROVIDER' and wall_reached(request) and exists (select 1 from letter_draft d
		where d.request_id = request and d.section = 'URGENCY' and d.value ->> 'asked' = 'true');
do $$
declare
	name text;
begin
	foreach name in array array['letter_version', 'letter_sent', 'preservation'] loop
		execute format('drop policy reached on %I', name);
		execute format('create policy reached on %I to ${app_role} using (wall_reached(request_id) '
			'and (select wall_side()) <> ''PROVIDER'')', name);
	end loop;
end $$;

-- Whether evidence under a process has come to the requesting side: from then on its auditors know of the process.
create function wall_came_over(of_process uuid) returns boolean language sql stable parallel safe security definer
	return exists (select 1 from production_part p join production_custody c on c.part_id = p.id
		where p.process_id = of_process and c.hop in ('REQUESTING_AUTHORITY', 'PROSECUTOR', 'INVESTIGATOR')
			and wall_reached(p.request_id));
grant execute on function wall_came_over(uuid) to ${app_role};

-- What a court has sealed, and a grand jury's, is not for auditors; its papers, affidavits and answers go with it.
drop policy reached on process;
create policy reached on process to ${app_role} using (wall_reached(request_id)
	and ((select wall_side()) <> 'PROVIDER' or provider_office_id = (select wall_office()) and served_at is not null)
	and ((select wall_overseen()) is null or not (sealed or grand_jury)
		or (select wall_overseen()) = 'REQUESTING' and wall_came_over(id)));

-- Evidence goes with its process where not everybody whom the request has reached knows of that.
drop policy reached on production_part;
create policy reached on production_part to ${app_role} using (wall_reached(request_id)
	and ((select wall_overseen()) is null and (select wall_side()) <> 'PROVIDER'
		or exists (select 1 from process p where p.id = process_id)));

-- The requesting side's moves ask whether there is a process. What the provider answers or objects is not told to it.
do $$
declare
	name text;
begin
	foreach name in array array['process_answer', 'process_objection'] loop
		execute format('drop policy reached on %I', name);
		execute format('create policy reached on %I to ${app_role} using ((select wall_side()) <> ''REQUESTING'' '
			'and exists (select 1 from process p where p.id = process_id))', name);
	end loop;
end $$;

-- Documents, by side. A provider reads what is served and exchanged and what it lodges; another aspect is not its own until
-- it is named here. Court papers never leave the requested side, and what hangs on a form is its sender's office's.
drop policy reached on document;
create policy reached on document to ${app_role} using (wall_reached(request_id)
	and case (select wall_side())
		when 'REQUESTING' then aspect not in ('US_PAPERS', 'COURT_PAPERS', 'PROCESS', 'PROCESS_FORM')
		when 'REQUESTED' then aspect <> 'APPLICATION'
		when 'PROVIDER' then aspect in ('PROCESS', 'PROCESS_FORM', 'EVIDENCE', 'DESTRUCTION') end
	and (aspect not in ('FORM', 'PROCESS_FORM')
		or created_by in (select p.id from person p where p.office = (select wall_office())))
	and ((select wall_overseen()) is null and (select wall_side()) <> 'PROVIDER'
		or case when aspect in ('PROCESS', 'COURT_PAPERS') then exists (select 1 from process p where p.id = subject_id)
			when aspect in ('EVIDENCE', 'DESTRUCTION') then exists (select 1 from production_part p where p.id = subject_id)
			else true end));

-- What the executing office has not released, and that there is a seal, the requesting side does not learn.
drop policy reached on request_milestone;
create policy reached on request_milestone to ${app_role} using (wall_reached(request_id)
	and (released_at is not null or (select wall_side()) <> 'REQUESTING'));
drop policy reached on request_condition;
create policy reached on request_condition to ${app_role}
	using ((office_id = (select wall_office()) or wall_reached(request_id))
		and (kind not in ('SEALED', 'SHOWN_TO_AUDITORS') or (select wall_side()) <> 'REQUESTING'))
	with check (wall_reached(request_id));
