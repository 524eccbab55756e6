-- The reviews of letters, each its own office's. letter: the number of the version, 0 for the prosecutor's draft.
create table review (
	request_id uuid not null references request (id),
	office_id uuid not null references office (id),
	letter int not null check (letter >= 0),
	version bigint not null check (version > 0),
	saved_by uuid not null references person (id),
	saved_at timestamptz not null,
	linked_case text not null,
	primary key (request_id, office_id, letter)
);

-- What is not met, and what advice is overruled. What has no mark in a saved review is met.
create table review_mark (
	request_id uuid not null,
	office_id uuid not null,
	letter int not null,
	item text not null,
	status text not null check (status in ('NOT_MET', 'OVERRULED')),
	note text not null,
	primary key (request_id, office_id, letter, item),
	foreign key (request_id, office_id, letter) references review (request_id, office_id, letter)
);

grant select, insert, update on review to ${app_role};
grant select, insert, delete on review_mark to ${app_role};
