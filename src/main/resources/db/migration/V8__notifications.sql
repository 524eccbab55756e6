-- Notices: what an office is told when a request, process or part has moved. They hold ids only; what may be read of
-- each is asked when it is shown.

-- One row per event that a listener has acted on: an event that is handed over twice acts once.
create table handled_event (
	event_id uuid not null,
	listener text not null,
	handled_at timestamptz not null,
	primary key (event_id, listener)
);

create table notice (
	id uuid primary key,
	event_id uuid not null,
	office_id uuid not null references office (id),
	request_id uuid not null references request (id),
	entry_id uuid not null references ledger_entry (id),
	subject_id uuid not null,
	machine text not null,
	occurred_at timestamptz not null,
	created_at timestamptz not null,
	unique (event_id, office_id)
);
create index notice_office on notice (office_id, occurred_at desc, id desc);

create table notice_read (
	person_id uuid not null references person (id),
	notice_id uuid not null references notice (id),
	read_at timestamptz not null,
	primary key (person_id, notice_id)
);

grant select, insert on handled_event, notice, notice_read to ${app_role};
