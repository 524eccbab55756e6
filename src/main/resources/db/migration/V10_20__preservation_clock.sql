-- A period that runs out is somebody's turn: that of the office which recorded it, from day 60 of 90, until it is renewed
-- or let go with a reason.

alter table request_turn drop constraint request_turn_subject_kind_check;
alter table request_turn add constraint request_turn_subject_kind_check
	check (subject_kind in ('REQUEST', 'PROCESS', 'PART', 'USE', 'PRESERVATION'));

alter table preservation add column let_go_on date;
alter table preservation add column let_go_reason text check (length(let_go_reason) between 1 and 1000);
alter table preservation add constraint preservation_let_go_with_reason
	check ((let_go_on is null) = (let_go_reason is null));
create index preservation_running_out on preservation (expires_on) where let_go_on is null;

grant update (let_go_on, let_go_reason) on preservation to ${app_role};
