-- What the platform's libraries keep in the database, and the ground rules of every later migration:
-- the owner role makes things, the application role gets only what is granted to it by name.

revoke all on schema public from public;
grant usage on schema public to ${app_role};
-- A function runs only for those to whom it is granted.
alter default privileges revoke execute on functions from public;

-- Spring Modulith's publication registry: an event is handed to its listeners at least once, also after a crash.
create table event_publication (
	id                     uuid not null primary key,
	listener_id            text not null,
	event_type             text not null,
	serialized_event       text not null,
	publication_date       timestamp with time zone not null,
	completion_date        timestamp with time zone,
	status                 text,
	completion_attempts    int,
	last_resubmission_date timestamp with time zone
);
create index event_publication_serialized_event_hash_idx on event_publication using hash (serialized_event);
create index event_publication_by_completion_date_idx on event_publication (completion_date);
grant select, insert, update, delete on event_publication to ${app_role};

-- Spring Session: signed-in sessions survive a restart and are shared between servers.
create table spring_session (
	primary_id            char(36) not null,
	session_id            char(36) not null,
	creation_time         bigint not null,
	last_access_time      bigint not null,
	max_inactive_interval int not null,
	expiry_time           bigint not null,
	principal_name        varchar(100),
	constraint spring_session_pk primary key (primary_id)
);
create unique index spring_session_ix1 on spring_session (session_id);
create index spring_session_ix2 on spring_session (expiry_time);
create index spring_session_ix3 on spring_session (principal_name);

create table spring_session_attributes (
	session_primary_id char(36) not null,
	attribute_name     varchar(200) not null,
	attribute_bytes    bytea not null,
	constraint spring_session_attributes_pk primary key (session_primary_id, attribute_name),
	constraint spring_session_attributes_fk foreign key (session_primary_id) references spring_session (primary_id) on delete cascade
);
grant select, insert, update, delete on spring_session, spring_session_attributes to ${app_role};
