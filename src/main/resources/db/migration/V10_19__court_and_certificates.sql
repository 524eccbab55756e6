-- What a provider objects to, by its grounds; how an office pressed it, and what the court decided on that.
create table process_objection (
	id uuid primary key,
	process_id uuid not null references process (id),
	grounds text[] not null check (cardinality(grounds) > 0),
	raised_at timestamptz not null,
	recorded_by uuid not null references person (id)
);
create index process_objection_process on process_objection (process_id, raised_at);

create table process_compulsion (
	id uuid primary key,
	process_id uuid not null references process (id),
	means text not null check (means in ('MOTION_TO_COMPEL', 'ORDER_TO_SHOW_CAUSE')),
	filed_at timestamptz not null,
	filed_by uuid not null references person (id),
	-- The move that recorded the court's decision; null while it is awaited.
	decision text,
	recorded_at timestamptz,
	decided_on date,
	docket text,
	judge text
);
create index process_compulsion_process on process_compulsion (process_id, filed_at);

-- How the records are kept, in the custodian's own words: what a court at home asks of a business document.
alter table production_certificate add column keeping text not null default '' check (length(keeping) <= 2000);

grant select, insert on process_objection to ${app_role};
grant select, insert, update on process_compulsion to ${app_role};
