-- Some moves take two people of an office: one proposes, another confirms (separation of duties). Which they are is
-- the channel's to say, among those for which the table of moves names who may propose.
create table channel_two_people (
	channel text not null,
	version int not null,
	machine text not null check (machine in ('REQUEST', 'PRODUCTION')),
	move text not null,
	primary key (channel, version, machine, move),
	foreign key (channel, version) references channel (code, version)
);
insert into channel_two_people (channel, version, machine, move) values
	('UK-US-MLAT', 1, 'REQUEST', 'REFUSE'),
	('UK-US-MLAT', 1, 'REQUEST', 'REFUSE_PART'),
	('UK-US-MLAT', 1, 'PRODUCTION', 'FORWARD'),
	('UK-US-MLAT', 1, 'PRODUCTION', 'DESTROY');

-- What was proposed. It stands until what it is about moves: the entry it wrote is no longer the last one then.
create table proposed_move (
	id uuid primary key,
	request_id uuid not null references request,
	machine text not null check (machine in ('REQUEST', 'PRODUCTION')),
	subject_id uuid not null,
	move text not null,
	office_id uuid not null references office,
	person_id uuid not null references person,
	entry_id uuid not null unique references ledger_entry,
	proposed_at timestamptz not null,
	-- What the proposer gave: words, a ground, accounts.
	details jsonb not null
);
create index proposed_move_subject on proposed_move (subject_id);
create index proposed_move_request on proposed_move (request_id);

alter table request_turn drop constraint request_turn_subject_kind_check;
alter table request_turn add constraint request_turn_subject_kind_check
	check (subject_kind in ('REQUEST', 'PROCESS', 'PART', 'USE', 'PRESERVATION', 'PROPOSAL'));

grant select on channel_two_people to ${app_role};
grant select, insert on proposed_move to ${app_role};

-- Nobody but the office that proposes confirms what it has not yet done. The words stand on the ledger, for its side.
alter table proposed_move enable row level security;
create policy own on proposed_move to ${app_role}
	using (office_id = (select wall_office()) and wall_reached(request_id));

-- Whoever moves what something was proposed for takes the proposal off its office's list, without reading it.
create function wall_proposals(subject uuid) returns setof uuid language sql stable security definer
begin atomic
	select p.id from proposed_move p where p.subject_id = subject;
end;
grant execute on function wall_proposals(uuid) to ${app_role};
