-- What was signed here, for whoever asks whether a document is genuine. It names an office and no case: neither request nor
-- document, neither person nor file. It stays when a case is erased: a letter that is held elsewhere is still proved.
create table signing_certificate (
	fingerprint text primary key check (fingerprint ~ '^[0-9a-f]{64}$'),
	office_id uuid not null references office (id),
	first_used_at timestamptz not null
);
create table signed_document (
	code text primary key check (code ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
	sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
	office_id uuid not null references office (id),
	certificate text not null references signing_certificate (fingerprint),
	signed_at timestamptz not null
);

grant select, insert on signing_certificate, signed_document to ${app_role};

-- Anybody may ask, without an office; an office writes in its own name alone.
alter table signing_certificate enable row level security;
alter table signed_document enable row level security;
create policy asked on signing_certificate for select to ${app_role} using (true);
create policy asked on signed_document for select to ${app_role} using (true);
create policy signed on signing_certificate for insert to ${app_role} with check (office_id = (select wall_office()));
create policy signed on signed_document for insert to ${app_role} with check (office_id = (select wall_office()));
