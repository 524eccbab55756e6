-- Which cases of the demonstration have been told. A row is written in the transaction of its case.
create table demonstration_story (
	code text primary key check (length(code) between 1 and 60),
	loaded_at timestamptz not null
);
grant select, insert on demonstration_story to ${app_role};
