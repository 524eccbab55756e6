-- Evidence is encrypted where it lies. Each copy of a part, that is what one hop holds of it, has a key of its own; the row holds it
-- wrapped with a key that the database does not have. To destroy a copy is to empty its row.
-- No migration can encrypt what was stored in the clear: a database with such evidence is not taken over (docs/decisions/0023).
do $$
begin
	if exists (select 1 from production_file) then
		raise exception 'This database holds evidence that was stored before evidence was encrypted. It cannot be taken over: start with an empty database (of a demonstration: move the data directory away).';
	end if;
end
$$;

create table evidence_key (
	id uuid primary key,
	part_id uuid not null references production_part (id),
	-- Whose copy: PROVIDER is what was handed over, which the executing office holds; EXECUTING_AUTHORITY what its filter made.
	hop text not null check (hop in ('PROVIDER', 'EXECUTING_AUTHORITY', 'REQUESTED_AUTHORITY', 'REQUESTING_AUTHORITY',
		'PROSECUTOR', 'INVESTIGATOR')),
	wrapped bytea check (length(wrapped) > 0),
	-- The id of the key that wraps it, or wrapped it last.
	wrapping_key text not null check (wrapping_key ~ '^[0-9a-f]{8}$'),
	made_at timestamptz not null,
	destroyed_at timestamptz,
	unique (part_id, hop),
	check ((wrapped is null) = (destroyed_at is not null))
);
create index evidence_key_wrapping on evidence_key (wrapping_key) where destroyed_at is null;

-- What is destroyed stays destroyed, whatever the application does.
create function evidence_key_is_destroyed() returns trigger language plpgsql as $$
begin
	if old.destroyed_at is not null then
		raise exception 'A key that was destroyed cannot come back';
	end if;
	return new;
end $$;
create trigger evidence_key_is_destroyed before update on evidence_key
	for each row execute function evidence_key_is_destroyed();

alter table evidence_key enable row level security;
create policy reached on evidence_key to ${app_role} using (exists (select 1 from production_part p where p.id = part_id));
grant select, insert on evidence_key to ${app_role};
grant update (wrapped, destroyed_at) on evidence_key to ${app_role};

-- The rotation of the wrapping keys is over all offices. It can wrap anew, and destroy nothing.
create policy background on evidence_key for select to ${worker_role} using (true);
create policy background_wraps on evidence_key for update to ${worker_role} using (destroyed_at is null)
	with check (destroyed_at is null);
grant select (id, part_id, hop, wrapped, wrapping_key, destroyed_at) on evidence_key to ${worker_role};
grant update (wrapped, wrapping_key) on evidence_key to ${worker_role};
