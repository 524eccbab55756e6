-- The wall around what proves the ledger. Who made an entry is for the side that made it, and so are its words, unless they
-- were said to the other.
alter table ledger_person enable row level security;
create policy reached on ledger_person to ${app_role} using (exists (select 1 from ledger_entry e
	where e.id = entry_id and e.side = (select wall_side())));
create policy written on ledger_person for insert to ${app_role} with check (wall_reached(request_id));

drop policy reached on ledger_text;
create policy reached on ledger_text for select to ${app_role} using (wall_reached(request_id)
	and (side = (select wall_side()) or to_side = (select wall_side())));
create policy written on ledger_text for insert to ${app_role} with check (wall_reached(request_id));

-- Readings are the reader's own office's, and the auditors' of its side.
alter table reading enable row level security;
create policy own on reading to ${app_role} using ((office_id = (select wall_office()) or side = (select wall_overseen()))
	and (request_id is null or wall_reached(request_id)));

-- Checkpoints are over all requests: made and verified in the background, and by nobody else. Proving a chain takes its
-- persons and words; the role that proves may read them, and of the requests themselves nothing but heads and references.
revoke insert on ledger_checkpoint, ledger_checkpoint_leaf from ${app_role};
revoke select on ledger_checkpoint_leaf from ${app_role};
alter table ledger_checkpoint_leaf enable row level security;
create policy background on ledger_checkpoint_leaf to ${worker_role} using (true);
grant select, insert on ledger_checkpoint, ledger_checkpoint_leaf to ${worker_role};
grant select (reference, requesting_reference, requested_reference, ledger_head_mac) on request to ${worker_role};
grant select on ledger_entry, ledger_person, ledger_text, request_sight to ${worker_role};
do $$
declare
	name text;
begin
	foreach name in array array['ledger_person', 'ledger_text', 'request_sight'] loop
		execute format('create policy background on %I for select to ${worker_role} using (true)', name);
	end loop;
end $$;
