-- The ledger as it can be proved: every field of an entry enters its hash as a salted digest, every entry and every head is sealed
-- with a key that the database does not have, and each hour a signed checkpoint is made of all heads.
-- No migration can seal what was written before: a database with such entries is not taken over (docs/decisions/0021).
do $$
begin
	if exists (select 1 from ledger_entry) then
		raise exception 'This database holds ledger entries that were written before the ledger was sealed. They cannot be sealed afterwards: start with an empty database (of a demonstration: move the data directory away).';
	end if;
end
$$;

alter table ledger_entry drop column person_id;
alter table ledger_entry add column salt bytea not null check (length(salt) = 32);
alter table ledger_entry add column person_digest text not null;
alter table ledger_entry add column mac text not null;
alter table request add column ledger_head_mac text not null default '';

-- Who made an entry, apart from it as its words are: what is private may be erased one day, and the chain still holds.
-- A null person: the system.
create table ledger_person (
	entry_id uuid primary key references ledger_entry (id),
	request_id uuid not null references request (id),
	person_id uuid references person (id),
	salt bytea not null check (length(salt) = 16)
);
create index ledger_person_request on ledger_person (request_id);
alter table ledger_text add column salt bytea not null check (length(salt) = 16);
create index ledger_text_request on ledger_text (request_id);
grant select, insert on ledger_person to ${app_role};

-- A checkpoint: the root of a Merkle tree over the heads of all chains, signed, and chained to the checkpoint before.
create table ledger_checkpoint (
	number bigint primary key,
	made_at timestamptz not null,
	requests bigint not null,
	root text not null,
	changes text not null,
	blinding bytea not null check (length(blinding) = 32),
	previous_hash text not null,
	hash text not null,
	key_id text not null,
	signature bytea not null
);

-- The heads that had moved since the checkpoint before; a request's leaf in any checkpoint is its newest row up to there.
create table ledger_checkpoint_leaf (
	number bigint not null references ledger_checkpoint (number),
	request_id uuid not null references request (id),
	seq bigint not null,
	hash text not null,
	primary key (request_id, number)
);
create index ledger_checkpoint_leaf_number on ledger_checkpoint_leaf (number, request_id);
grant select, insert on ledger_checkpoint, ledger_checkpoint_leaf to ${app_role};
