-- The road home: each hop's own copy of a part, its check of the hashes, what the filter withheld, and the end.

alter table production_part drop constraint production_part_state_check;
alter table production_part add constraint production_part_state_check check (state in ('UPLOADING', 'SENT', 'HELD',
	'DISPUTED', 'FILTERED', 'WITHHELD', 'RECEIVED', 'DISCARDED', 'SUPERSEDED', 'STOPPED', 'DESTROYED'));
alter table production_part
	-- The part this one was made of by the filter: what goes home of it.
	add column filtered_from uuid references production_part (id),
	-- The day on which the police look again whether it is still needed (CICA 2003 s.9).
	add column review_on date,
	add column destroyed_at timestamptz,
	add column destruction_id uuid references document (id);

-- What the filter lets pass keeps the number of the part it was made of.
alter table production_part drop constraint production_part_process_id_number_key;
create unique index production_part_number on production_part (process_id, number) where filtered_from is null;
drop index production_part_uploading;
create unique index production_part_uploading on production_part (process_id)
	where state = 'UPLOADING' and filtered_from is null;
create index production_part_filtered on production_part (filtered_from) where filtered_from is not null;
create index production_part_review on production_part (review_on) where state = 'RECEIVED';

-- A file that passes the filter whole is the same bytes; they are kept once.
alter table production_file drop constraint production_file_storage_key_key;
create index production_file_key on production_file (storage_key);

-- The copy that a hop holds of a file. The executing office holds what the provider handed over.
create table production_copy (
	id uuid primary key,
	part_id uuid not null references production_part (id),
	file_id uuid not null references production_file (id),
	hop text not null,
	office_id uuid not null references office (id),
	storage_key text not null unique,
	started_at timestamptz not null,
	-- Null while its bytes are being written: such a copy does not exist for anybody yet.
	made_at timestamptz,
	-- When its bytes were taken away: a better copy came, or it was destroyed.
	removed_at timestamptz
);
create unique index production_copy_held on production_copy (file_id, hop) where made_at is not null and removed_at is null;
create index production_copy_part on production_copy (part_id, hop);
create index production_copy_coming on production_copy (started_at) where made_at is null;

-- A hop's own count of the hashes, against the sender's list and, if it has one, its own.
create table production_check (
	id uuid primary key,
	part_id uuid not null references production_part (id),
	hop text not null,
	office_id uuid not null references office (id),
	-- Null: the nightly check.
	person_id uuid references person (id),
	checked_at timestamptz not null,
	agrees boolean not null,
	-- SHA-256 of the own list as it was given, if one was.
	list_sha256 text check (list_sha256 ~ '^[0-9a-f]{64}$'),
	-- The findings as text, file by file; its SHA-256 stands on the ledger.
	report text not null
);
create index production_check_part on production_check (part_id, checked_at);
create index production_check_incident on production_check (checked_at) where not agrees;
create table production_check_finding (
	check_id uuid not null references production_check (id),
	ordinal int not null,
	-- Null: the own list names something that is not in the part.
	file_id uuid references production_file (id),
	listed_name text,
	listed text,
	expected text,
	found text,
	primary key (check_id, ordinal)
);

-- What the filter is about to withhold, as it is being marked. Message: its place in a mailbox, from 1; null, the whole file.
create table production_mark (
	id uuid primary key,
	part_id uuid not null references production_part (id),
	file_id uuid not null references production_file (id),
	message int check (message > 0),
	category text not null check (category in ('PRIVILEGED', 'OUT_OF_SCOPE', 'OVER_PRODUCED')),
	reason text not null check (length(reason) between 1 and 2000),
	marked_by uuid not null references person (id),
	marked_at timestamptz not null
);
create unique index production_mark_item on production_mark (file_id, coalesce(message, 0));
create index production_mark_part on production_mark (part_id);

-- What it withheld: sealed at the executing office, for good.
create table production_withheld (
	id uuid primary key,
	part_id uuid not null references production_part (id),
	-- The part that goes home without it; null where nothing does.
	released_part_id uuid references production_part (id),
	ordinal int not null,
	file_id uuid not null references production_file (id),
	message int,
	category text not null check (category in ('PRIVILEGED', 'OUT_OF_SCOPE', 'OVER_PRODUCED')),
	reason text not null,
	size bigint not null,
	sha256 text not null,
	dated timestamptz,
	withheld_by uuid not null references person (id),
	withheld_at timestamptz not null
);
create index production_withheld_part on production_withheld (part_id);
create index production_withheld_released on production_withheld (released_part_id);

alter table request_turn drop constraint request_turn_subject_kind_check;
alter table request_turn add constraint request_turn_subject_kind_check
	check (subject_kind in ('REQUEST', 'PROCESS', 'PART', 'USE'));

grant update (review_on, destroyed_at, destruction_id, filtered_from) on production_part to ${app_role};
grant select, insert on production_check, production_check_finding, production_withheld, production_copy to ${app_role};
grant update (made_at, removed_at) on production_copy to ${app_role};
grant delete on production_copy to ${app_role};
grant select, insert, delete on production_mark to ${app_role};

-- A copy that was once whole leaves a row behind.
create function production_copy_stays() returns trigger language plpgsql as $$
begin
	if old.made_at is not null then
		raise exception 'A copy that was made leaves its row behind';
	end if;
	return old;
end $$;
create trigger production_copy_stays before delete on production_copy
	for each row execute function production_copy_stays();
