-- What My work asks on each page, found by index however many requests there are.

-- The written letters that an office still owes after telling urgently.
create index request_condition_letter_due on request_condition (office_id, request_id)
	where kind = 'WRITTEN_LETTER_DUE' and ended_at is null;

-- What is open is few of all that there ever was.
create index request_open on request (id) where state <> 'CLOSED';

-- Who sees what, answered without a look at the table.
drop index request_sight_office;
create index request_sight_office on request_sight (office_id, request_id) include (team_id);

-- An office's notices beside those that a person has read, both in the order of their ids.
create index notice_unread on notice (office_id, id) include (request_id);
