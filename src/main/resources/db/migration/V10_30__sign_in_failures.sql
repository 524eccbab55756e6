-- Failed sign-ins, by what was tried and by where from, so that guessing grows slow. They lie in the database: a restart or a
-- second server forgets none. What was typed is not kept, only a digest of it, whether or not there is such an account.
create table sign_in_failure (
	subject text primary key check (length(subject) = 64),
	failures int not null check (failures > 0),
	last_at timestamptz not null,
	closed_until timestamptz
);
create index sign_in_failure_age on sign_in_failure (last_at);
grant select, insert, update, delete on sign_in_failure to ${app_role};

alter table account_event drop constraint account_event_kind_check;
alter table account_event add constraint account_event_kind_check
	check (kind in ('CREATED', 'DEACTIVATED', 'REACTIVATED', 'ROLES_CHANGED', 'TEAMS_CHANGED', 'PASSWORD_RESET',
		'PASSWORD_CHANGED', 'OFFICE_DEACTIVATED', 'OFFICE_REACTIVATED', 'TEAM_ADDED', 'SIGN_IN_CLOSED'));
