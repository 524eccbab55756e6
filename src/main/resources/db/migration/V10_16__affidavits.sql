-- The statement in support of an application to the court, while it is written. When the application is filed its words
-- are printed and the paper stays; the row goes on holding the text, for the judge may ask for more.

create table process_affidavit (
	process_id uuid primary key references process (id),
	text text not null check (length(text) between 1 and 40000),
	version bigint not null,
	saved_by uuid not null references person (id),
	saved_at timestamptz not null
);

grant select, insert, update on process_affidavit to ${app_role};
