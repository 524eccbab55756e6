-- My work counts what is open and seen by an office. Of all that an office ever saw the open ones are few, and no index
-- over two tables finds them: so the sight says whether its request is open. It follows the state in the same
-- transaction, and is no part of the rule of who sees what.
alter table request_sight add column open boolean not null default true;

update request_sight s set open = false from request r where r.id = s.request_id and r.state = 'CLOSED';

create index request_sight_open on request_sight (office_id, request_id) include (team_id) where open;

drop index request_open;

-- The mark "urgent" of the rows of a page.
create index request_condition_urgent on request_condition (office_id, request_id)
	where kind = 'URGENCY_GRANTED' and ended_at is null;

-- Unread notices are counted among the newest of an office alone.
drop index notice_unread;
create index notice_unread on notice (office_id, occurred_at) include (id, request_id);
