-- Requests: the machine's state, who has been reached, whose turn it is, and the append-only ledger.

create table operation (
	id uuid primary key,
	investigator_office_id uuid not null references office (id),
	name text not null check (length(name) between 1 and 120),
	created_at timestamptz not null,
	unique (investigator_office_id, name)
);

create table request (
	id uuid primary key,
	version bigint not null,
	channel_code text not null,
	channel_version int not null,
	reference text not null unique,
	title text not null check (length(title) between 1 and 120),
	operation_id uuid references operation (id),
	parent_id uuid references request (id),
	state text not null,
	outcome text,
	created_by uuid not null references person (id),
	created_at timestamptz not null,
	investigator_office_id uuid not null references office (id),
	prosecutor_office_id uuid not null references office (id),
	requesting_office_id uuid not null references office (id),
	requested_office_id uuid not null references office (id),
	executing_office_id uuid not null references office (id),
	provider_office_id uuid not null references office (id),
	company_id uuid not null references provider_company (id),
	requesting_reference text unique,
	requested_reference text unique,
	issued_at timestamptz,
	transmitted_at timestamptz,
	referred_at timestamptz,
	closed_at timestamptz,
	closed_by_kind text,
	needed_by date,
	review_on date,
	notice_until date,
	ledger_head_seq bigint not null,
	ledger_head_hash text not null,
	check ((state = 'CLOSED') = (outcome is not null)),
	check ((state = 'CLOSED') = (closed_at is not null))
);
create index request_operation on request (operation_id) where operation_id is not null;
create index request_parent on request (parent_id) where parent_id is not null;

-- The one table the visibility rule reads. A null team: the whole office.
create table request_sight (
	request_id uuid not null references request (id),
	office_id uuid not null references office (id),
	side text not null check (side in ('REQUESTING', 'REQUESTED', 'PROVIDER')),
	team_id uuid references case_team (id),
	since timestamptz not null,
	primary key (request_id, office_id)
);
create index request_sight_office on request_sight (office_id, request_id);

-- Conditions beside the state: urgency asked and granted, sealed, withdrawal asked, terms that bind later use.
create table request_condition (
	id uuid primary key,
	request_id uuid not null references request (id),
	kind text not null,
	office_id uuid not null references office (id),
	since timestamptz not null,
	until date,
	ended_at timestamptz,
	text text
);
create index request_condition_request on request_condition (request_id);

-- The accounts a request asks about, and what became of each.
create table request_account (
	id uuid primary key,
	request_id uuid not null references request (id),
	ordinal int not null,
	kind text not null,
	identifier text not null,
	outcome text
);
create unique index request_account_ordinal on request_account (request_id, ordinal);

-- Whose turn it is: one row per open subject (the request itself, a process, a part).
create table request_turn (
	subject_id uuid primary key,
	request_id uuid not null references request (id),
	subject_kind text not null check (subject_kind in ('REQUEST', 'PROCESS', 'PART')),
	office_id uuid not null references office (id),
	awaiting text not null,
	since timestamptz not null,
	due_on date,
	opened_at timestamptz
);
create index request_turn_worklist on request_turn (office_id, due_on, since, subject_id);
create index request_turn_request on request_turn (request_id);

-- What the requesting side may know of the execution, released item by item.
create table request_milestone (
	id uuid primary key,
	request_id uuid not null references request (id),
	process_id uuid,
	kind text not null,
	happened_at timestamptz not null,
	released_at timestamptz,
	released_by uuid references person (id)
);
create index request_milestone_request on request_milestone (request_id);

create table ledger_entry (
	id uuid primary key,
	request_id uuid not null references request (id),
	seq bigint not null,
	occurred_at timestamptz not null,
	recorded_at timestamptz not null,
	person_id uuid references person (id),
	office_id uuid not null references office (id),
	side text not null,
	machine text not null,
	subject_id uuid not null,
	move text not null,
	from_state text not null,
	to_state text not null,
	document_hashes text not null,
	text_digest text not null,
	previous_hash text not null,
	hash text not null,
	unique (request_id, seq)
);
create index ledger_entry_subject on ledger_entry (subject_id, seq);

-- The words of an entry, apart from it: to_side null means the writer's own side alone.
create table ledger_text (
	entry_id uuid not null references ledger_entry (id),
	request_id uuid not null references request (id),
	kind text not null check (kind in ('MESSAGE', 'REASON', 'GROUND', 'CONSULTATION', 'BASIS')),
	side text not null,
	to_side text,
	text text not null,
	primary key (entry_id, kind)
);

-- One row per form that has been carried out: a double click or a retry moves a request once.
create table submitted_form (
	form_key uuid primary key,
	person_id uuid not null references person (id),
	submitted_at timestamptz not null
);

create table reference_sequence (
	series text not null,
	year int not null,
	last int not null,
	primary key (series, year)
);

grant select, insert, update on operation, request, request_sight, request_condition, request_account, request_milestone, reference_sequence to ${app_role};
grant delete on request_account to ${app_role};
grant select, insert, update, delete on request_turn to ${app_role};
grant select, insert on ledger_entry, ledger_text, submitted_form to ${app_role};
