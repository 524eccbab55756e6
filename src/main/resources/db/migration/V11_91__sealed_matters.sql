-- What an executing office has sealed its own country's auditors see by grant alone. The requesting country does not know of
-- the seal: for its auditors nothing changes.
create function wall_sealed(request uuid) returns boolean language sql stable parallel safe security definer
	return exists (select 1 from request_condition c where c.request_id = request and c.kind = 'SEALED' and c.ended_at is null)
		and not exists (select 1 from request_condition c where c.request_id = request and c.kind = 'SHOWN_TO_AUDITORS'
			and c.ended_at is null and c.until >= current_date);

-- As before, but for that.
create or replace function wall_reached(request uuid) returns boolean language sql stable parallel safe security definer
	return exists (select 1 from request_sight s where s.request_id = request and s.office_id = wall_office())
		or exists (select 1 from office o join request_sight s on s.side = o.side
			where o.id = wall_office() and o.kind = 'OVERSIGHT' and s.request_id = request
				and (o.side <> 'REQUESTED' or not wall_sealed(request)));

create or replace function wall_search(pattern text) returns setof uuid language sql stable parallel safe security definer
begin atomic
	select distinct r.id from request_sight s join request r on r.id = s.request_id
	where (s.office_id = wall_office()
			or s.side = wall_overseen() and (s.side <> 'REQUESTED' or not wall_sealed(r.id)))
		and (r.title ilike pattern or r.reference ilike pattern or r.requesting_reference ilike pattern
			or r.requested_reference ilike pattern);
end;

-- How many sealed matters an oversight office does not see, by the office that can open them: that there are some is all
-- that it learns.
create function wall_hidden_matters() returns table (office uuid, matters bigint) language sql stable security definer
begin atomic
	select r.executing_office_id, count(*) from request r
	where wall_overseen() = 'REQUESTED' and wall_sealed(r.id)
		and exists (select 1 from request_sight s where s.request_id = r.id and s.side = 'REQUESTED')
	group by r.executing_office_id;
end;
-- The rule of who sees a request asks the first, also where the worker proves the ledgers that an auditor sees.
grant execute on function wall_sealed(uuid) to ${app_role}, ${worker_role};
grant execute on function wall_hidden_matters() to ${app_role};

create index request_condition_sealed on request_condition (request_id) where kind = 'SEALED' and ended_at is null;
