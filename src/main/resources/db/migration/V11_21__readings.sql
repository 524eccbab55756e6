-- Who opened what of which request, and when. Seen by the reader's own office and the auditors of their side; never changed.
-- No request: an export, which is of many.
create table reading (
	id uuid primary key,
	request_id uuid references request (id),
	person_id uuid not null references person (id),
	office_id uuid not null references office (id),
	side text not null check (side in ('REQUESTING', 'REQUESTED', 'PROVIDER')),
	thing text not null,
	subject_id uuid,
	opened_at timestamptz not null
);
create index reading_request on reading (request_id, office_id, id);
create index reading_side on reading (side, id);
create index reading_person on reading (person_id, opened_at);
grant select, insert on reading to ${app_role};
