-- What was tried: at the door, and at requests that are not one's own. Written by the application, never changed; what is
-- old goes by a job.

-- Who came in and how, what was tried in whose name, and what was refused for what it was. Not what was typed: people type
-- passwords into the field for the address.
create table security_record (
	id uuid primary key,
	happened_at timestamptz not null,
	kind text not null check (kind in ('FIRST_STEP', 'SIGNED_IN', 'SHOWN_AGAIN', 'SIGNED_OUT', 'WRONG_PASSWORD', 'WRONG_FACTOR',
		'DOOR_CLOSED', 'TOO_MANY', 'STALE_FORM', 'OTHER_DESK')),
	-- Null where nobody is known to be meant.
	person uuid references person,
	-- The network address it came from, as the server sees it.
	origin text not null check (length(origin) <= 64),
	device text not null check (length(device) <= 64),
	-- The factor, or the desk; never a word that was typed.
	detail text not null default '' check (length(detail) <= 64)
);
create index security_record_person on security_record (person, id);
create index security_record_time on security_record (happened_at);
grant select, insert on security_record to ${app_role};
grant select (happened_at), delete on security_record to ${worker_role};

-- Somebody asked for something of a case that is not there for them.
create table refused_look (
	id uuid primary key,
	happened_at timestamptz not null,
	person_id uuid not null references person,
	office_id uuid not null references office,
	-- Of the office; none for those that belong to no side.
	side text check (side in ('REQUESTING', 'REQUESTED', 'PROVIDER')),
	thing text not null check (length(thing) <= 32)
);
create index refused_look_person on refused_look (person_id, happened_at);
create index refused_look_time on refused_look (happened_at);

-- Of which request it was, if there is one: a table of its own, because that somebody looked may be known to more people
-- than that there is something to be seen.
create table refused_look_at (
	look_id uuid primary key references refused_look on delete cascade,
	request_id uuid not null references request
);
create index refused_look_at_request on refused_look_at (request_id);

-- The auditors' alone: of their side, and of those that are of none; providers answer to the requested side. That somebody of
-- the other side looked would tell that the other side is at work, as a reading would.
alter table refused_look enable row level security;
create policy overseen on refused_look for select to ${app_role}
	using ((select wall_overseen()) is not null and (side is null or side = (select wall_overseen())
		or side = 'PROVIDER' and (select wall_overseen()) = 'REQUESTED'));
alter table refused_look_at enable row level security;
create policy overseen on refused_look_at for select to ${app_role}
	using (wall_reached(request_id) and exists (select 1 from refused_look l where l.id = look_id));
create policy background_forgets on refused_look for delete to ${worker_role} using (true);
create policy background_sees on refused_look for select to ${worker_role} using (true);
grant select on refused_look, refused_look_at to ${app_role};
grant select (happened_at), delete on refused_look to ${worker_role};

-- Writes it down. What was looked for is found here and told to nobody: whoever looked must not learn whether it is there.
-- The same look again within ten minutes is the same look.
create function note_refused_look(new_id uuid, seen_at timestamptz, looker uuid, looking_office uuid, looking_side text,
		looked_for text, root text, key uuid) returns void
	language plpgsql security definer set search_path = public, pg_temp as $$
declare
	of_request uuid := case root
		when 'REQUEST' then key
		when 'DOCUMENT' then (select d.request_id from document d where d.id = key)
		when 'PROCESS' then (select p.request_id from process p where p.id = key)
		when 'PART' then (select p.request_id from production_part p where p.id = key)
		when 'INVOICE' then (select p.request_id from invoice i join process p on p.id = i.process_id where i.id = key) end;
begin
	if looking_office is distinct from wall_office() then
		raise exception 'Nobody is noted for another office';
	end if;
	-- One that was erased is nowhere.
	of_request := (select r.id from request r where r.id = of_request
		and not exists (select 1 from erased_request e where e.request_id = r.id));
	if exists (select 1 from refused_look l left join refused_look_at a on a.look_id = l.id
			where l.person_id = looker and l.happened_at > seen_at - interval '10 minutes' and l.thing = looked_for
			and a.request_id is not distinct from of_request) then
		return;
	end if;
	insert into refused_look values (new_id, seen_at, looker, looking_office, looking_side, looked_for);
	if of_request is not null then
		insert into refused_look_at values (new_id, of_request);
	end if;
end $$;
grant execute on function note_refused_look(uuid, timestamptz, uuid, uuid, text, text, text, uuid) to ${app_role};
