-- A person of an office opens, in an emergency, a request of another team of it. It is told at once, ends by itself, and
-- is looked at afterwards by a supervisor.
create table emergency_access (
	id uuid primary key,
	request_id uuid not null references request,
	office_id uuid not null references office,
	side text not null,
	person_id uuid not null references person,
	reason text not null,
	opened_at timestamptz not null,
	ends_at timestamptz not null,
	reviewed_by uuid references person,
	reviewed_at timestamptz,
	justified boolean,
	finding text,
	check (reviewed_by is distinct from person_id),
	check (num_nonnulls(reviewed_by, reviewed_at, justified, finding) in (0, 4))
);
create index emergency_access_person on emergency_access (person_id, request_id);
create index emergency_access_request on emergency_access (request_id);
create index emergency_access_side on emergency_access (side, opened_at);

alter table request_turn drop constraint request_turn_subject_kind_check;
alter table request_turn add constraint request_turn_subject_kind_check
	check (subject_kind in ('REQUEST', 'PROCESS', 'PART', 'USE', 'PRESERVATION', 'PROPOSAL', 'EMERGENCY_ACCESS'));

grant select, insert on emergency_access to ${app_role};
grant update (reviewed_by, reviewed_at, justified, finding) on emergency_access to ${app_role};

alter table emergency_access enable row level security;
create policy own on emergency_access to ${app_role}
	using ((office_id = (select wall_office()) or side = (select wall_overseen())) and wall_reached(request_id));

-- The rule of who sees a request asks it, also where the worker proves the ledgers that an auditor sees.
grant select (request_id, office_id, person_id, ends_at) on emergency_access to ${worker_role};
create policy background on emergency_access for select to ${worker_role} using (true);
