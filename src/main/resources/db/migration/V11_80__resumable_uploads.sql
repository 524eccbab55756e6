-- Files on their way into a part, by the tus protocol: what came before a line was cut is kept, and goes on from there.
-- Bytes lie in pieces, encrypted with a key of the upload's own; they are no evidence before all have come and were taken in.
create table incoming_upload (
	id uuid primary key,
	part_id uuid not null references production_part (id),
	office_id uuid not null references office (id),
	person_id uuid not null references person (id),
	name text not null check (length(name) between 1 and 150),
	account_id uuid,
	-- When the file was changed last, as its sender says: tells it from another of its name and size.
	modified bigint,
	size bigint not null check (size > 0),
	received bigint not null default 0 check (received between 0 and size),
	begun_at timestamptz not null,
	expires_at timestamptz not null,
	-- Who writes to it now, and until when that is believed: a server that dies holds nothing for long.
	held_by uuid,
	held_until timestamptz,
	-- TAKEN and REFUSED stand until it expires, for whoever asks again; ENDED waits to be cleared away.
	outcome text check (outcome in ('TAKEN', 'REFUSED', 'ENDED')),
	refusal text,
	refusal_about text,
	check ((held_by is null) = (held_until is null)),
	check ((outcome is not distinct from 'REFUSED') = (refusal is not null))
);
create index incoming_upload_part on incoming_upload (part_id);
create index incoming_upload_person on incoming_upload (person_id) where outcome is null;
create index incoming_upload_expires on incoming_upload (expires_at);

-- A piece without a size is being written, or broke off.
create table incoming_piece (
	id uuid primary key,
	upload_id uuid not null references incoming_upload (id),
	part_id uuid not null references production_part (id),
	begins bigint not null check (begins >= 0),
	size bigint check (size > 0)
);
create index incoming_piece_upload on incoming_piece (upload_id);

-- Nobody but the office that sends it knows of it.
alter table incoming_upload enable row level security;
create policy own on incoming_upload to ${app_role} using (office_id = (select wall_office())
	and exists (select 1 from production_part p where p.id = part_id));
alter table incoming_piece enable row level security;
create policy own on incoming_piece to ${app_role} using (exists (select 1 from incoming_upload u where u.id = upload_id));
grant select, insert, delete on incoming_upload, incoming_piece to ${app_role};
grant update (received, expires_at, held_by, held_until, outcome, refusal, refusal_about) on incoming_upload to ${app_role};
grant update (size) on incoming_piece to ${app_role};

-- What has expired is found over all offices, and cleared away in the name of each.
create policy background on incoming_upload for select to ${worker_role} using (true);
grant select (id, part_id, office_id, expires_at, outcome) on incoming_upload to ${worker_role};

-- The key of an upload stands among those of the copies: wrapped, rotated and destroyed alike.
alter table evidence_key add column upload_id uuid;
alter table evidence_key drop constraint evidence_key_part_id_hop_key;
create unique index evidence_key_copy on evidence_key (part_id, hop) where upload_id is null;
create unique index evidence_key_upload on evidence_key (upload_id) where upload_id is not null;
alter table evidence_key add check (upload_id is null or hop = 'PROVIDER');
