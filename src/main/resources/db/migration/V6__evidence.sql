-- Evidence: what a provider lodges in answer to a process, part by part, and the road of each part home over the hops.

create table production_part (
	id uuid primary key,
	request_id uuid not null references request (id),
	process_id uuid not null references process (id),
	-- Counted within the process, from 1: part 1, part 2. It says nothing of the case.
	number int not null check (number > 0),
	state text not null check (state in ('UPLOADING', 'SENT', 'HELD', 'DISPUTED', 'WITHHELD', 'RECEIVED', 'DISCARDED',
		'SUPERSEDED')),
	-- With state, where it is: held by this hop, or sent to it, or disputed with it.
	hop text not null check (hop in ('PROVIDER', 'EXECUTING_AUTHORITY', 'REQUESTED_AUTHORITY', 'REQUESTING_AUTHORITY',
		'PROSECUTOR', 'INVESTIGATOR')),
	-- The office that uploads it: the provider's, or the executing office for a provider that is served on paper.
	producer_office_id uuid not null references office (id),
	-- The part that this one was lodged in place of.
	replaces uuid references production_part (id),
	-- Lodged after the process had been answered in full.
	late boolean not null default false,
	form_key uuid not null unique,
	started_by uuid not null references person (id),
	started_at timestamptz not null,
	lodged_by uuid references person (id),
	lodged_at timestamptz,
	-- The list of files in the format of sha256sum; none where there are no files.
	manifest_id uuid references document (id),
	certificate_id uuid references document (id),
	unique (process_id, number),
	check ((lodged_at is null) = (state in ('UPLOADING', 'DISCARDED'))),
	check ((lodged_at is null) = (certificate_id is null))
);
create index production_part_request on production_part (request_id);
-- One is filled at a time: two people of one provider fill the same.
create unique index production_part_uploading on production_part (process_id) where state = 'UPLOADING';

create table production_file (
	id uuid primary key,
	part_id uuid not null references production_part (id),
	name text not null check (length(name) between 1 and 200),
	media_type text not null,
	-- The account it holds data of; null: of all that the process names.
	account_id uuid,
	storage_key text not null unique,
	uploaded_by uuid not null references person (id),
	started_at timestamptz not null,
	-- Null while its bytes are coming in: such a file does not exist for anybody yet.
	received_at timestamptz,
	size bigint check (size > 0),
	sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
	check ((received_at is null) = (size is null) and (received_at is null) = (sha256 is null))
);
create unique index production_file_name on production_file (part_id, name) where received_at is not null;
create index production_file_coming on production_file (started_at) where received_at is null;

-- What is lodged stays as it is, whatever the application does.
create function production_file_is_lodged() returns trigger language plpgsql as $$
declare
	part uuid := case when tg_op = 'DELETE' then old.part_id else new.part_id end;
begin
	if tg_op = 'DELETE' and old.received_at is null then
		return old;
	end if;
	if (select state from production_part where id = part) <> 'UPLOADING' or tg_op = 'UPDATE' and new.part_id <> old.part_id then
		raise exception 'The files of a part that was lodged cannot change';
	end if;
	return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger production_file_is_lodged before insert or update or delete on production_file
	for each row execute function production_file_is_lodged();

-- What the part is for each account that it speaks of.
create table production_outcome (
	part_id uuid not null references production_part (id),
	account_id uuid not null,
	outcome text not null check (outcome in ('PRODUCED', 'NO_RECORDS')),
	primary key (part_id, account_id)
);

-- The custodian's certificate as data (Federal Rules of Evidence 902(11), 902(13)); the PDF is made from it.
create table production_certificate (
	part_id uuid primary key references production_part (id),
	custodian text not null check (length(custodian) between 1 and 200),
	title text not null check (length(title) between 1 and 200),
	statements text not null,
	signed_on date not null
);

-- Custody: each office the part has come to, in the order in which it did.
create table production_custody (
	id uuid primary key,
	part_id uuid not null references production_part (id),
	hop text not null,
	office_id uuid not null references office (id),
	arrived_at timestamptz not null,
	-- When the office's own check of the hashes agreed; the provider's is counted while it uploads.
	checked_at timestamptz
);
create index production_custody_part on production_custody (part_id, arrived_at);
create index production_custody_office on production_custody (office_id);

grant select, insert on production_part, production_outcome, production_certificate, production_custody to ${app_role};
grant update (state, hop, late, lodged_by, lodged_at, manifest_id, certificate_id) on production_part to ${app_role};
grant update (checked_at) on production_custody to ${app_role};
grant select, insert, delete on production_file to ${app_role};
grant update (name, account_id, received_at, size, sha256) on production_file to ${app_role};
