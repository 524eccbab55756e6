-- How a person shows who they are: passkeys, time-based codes, recovery codes; and the links by which they come in.

-- Passkeys, in the shape in which Spring Security keeps them: the public half, which opens nothing by itself. The owner is
-- the bytes of the person's id in base64url.
create table user_credentials (
	credential_id                varchar(1000) not null primary key,
	user_entity_user_id          varchar(1000) not null,
	public_key                   bytea not null,
	signature_count              bigint,
	uv_initialized               boolean,
	backup_eligible              boolean not null,
	authenticator_transports     varchar(1000),
	public_key_credential_type   varchar(100),
	backup_state                 boolean not null,
	attestation_object           bytea,
	attestation_client_data_json bytea,
	created                      timestamp,
	last_used                    timestamp,
	label                        varchar(1000) not null
);
create index user_credentials_owner on user_credentials (user_entity_user_id);
grant select, insert, update, delete on user_credentials to ${app_role};

create function passkey_owner(person uuid) returns text language sql immutable strict
	return rtrim(translate(encode(uuid_send(person), 'base64'), '+/', '-_'), '=');
grant execute on function passkey_owner(uuid) to ${app_role};

-- The secret of the time-based codes, sealed with a key that is not in the database.
create table account_code (
	person uuid primary key references person,
	secret bytea not null,
	-- The step of the last code that was taken: neither it nor an older one is taken again.
	last_step bigint not null,
	enrolled_at timestamptz not null
);
grant select, insert, update, delete on account_code to ${app_role};

-- Keyed digests; the codes themselves are shown once and kept nowhere.
create table account_recovery_code (
	person uuid not null references person,
	digest text not null check (length(digest) = 64),
	made_at timestamptz not null,
	used_at timestamptz,
	primary key (person, digest)
);
grant select, insert, delete on account_recovery_code to ${app_role};
grant update (used_at) on account_recovery_code to ${app_role};

-- A link that lets its person choose how to sign in, once. Only its digest is kept.
create table account_invitation (
	id uuid primary key,
	person uuid not null references person,
	digest text not null unique check (length(digest) = 64),
	-- Null where the command line made it.
	made_by uuid references person,
	made_at timestamptz not null,
	expires_at timestamptz not null,
	-- When it was used, or when a newer one took its place.
	ended_at timestamptz
);
create index account_invitation_person on account_invitation (person) where ended_at is null;
grant select, insert on account_invitation to ${app_role};
grant update (ended_at) on account_invitation to ${app_role};

-- What the person is told at the next sign-in.
alter table account_credential add column last_sign_in timestamptz;
alter table account_credential add column failed_tries integer not null default 0;
grant update (last_sign_in, failed_tries) on account_credential to ${app_role};

-- Nobody sets another's password any more: who still had a one-time password asks for a link.
delete from account_credential where one_time;
alter table account_credential alter column one_time set default false;

alter table account_event drop constraint account_event_kind_check;
alter table account_event add constraint account_event_kind_check
	check (kind in ('CREATED', 'DEACTIVATED', 'REACTIVATED', 'ROLES_CHANGED', 'TEAMS_CHANGED', 'PASSWORD_RESET',
		'PASSWORD_CHANGED', 'OFFICE_DEACTIVATED', 'OFFICE_REACTIVATED', 'TEAM_ADDED', 'SIGN_IN_CLOSED',
		'PASSKEY_ADDED', 'PASSKEY_REMOVED', 'CODES_SET_UP', 'CODES_REMOVED', 'RECOVERY_CODES_MADE', 'RECOVERY_CODE_USED',
		'FACTORS_REMOVED', 'LINK_MADE', 'LINK_USED', 'SESSIONS_ENDED', 'WORK_HANDED_ON'));
