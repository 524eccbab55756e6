-- What the officer submitted, as it was then: the prosecutor edits over it, and both can see what became of it.
create table letter_submission (
	request_id uuid not null references request (id),
	number int not null check (number > 0),
	content jsonb not null,
	submitted_at timestamptz not null,
	submitted_by uuid not null references person (id),
	primary key (request_id, number)
);

grant select, insert on letter_submission to ${app_role};
