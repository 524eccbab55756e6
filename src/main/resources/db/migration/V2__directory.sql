-- The directory: who takes part. Offices, their case teams and people, providers and their
-- companies, and the channels (which offices a request passes, in which order, by which
-- law). Offices and people are deactivated, never deleted. A channel version never changes:
-- a new version is a new set of rows, so that an old request keeps the rules it began with.

create table office (
	id uuid primary key,
	code text not null unique check (code ~ '^[A-Z0-9-]{2,40}$'),
	name text not null check (length(name) between 1 and 150),
	short_name text not null check (length(short_name) between 1 and 40),
	kind text not null check (kind in ('INVESTIGATOR', 'PROSECUTOR', 'REQUESTING_AUTHORITY',
		'REQUESTED_AUTHORITY', 'EXECUTING_AUTHORITY', 'PROVIDER', 'OVERSIGHT', 'ADMINISTRATION')),
	-- The side of a hop follows from its kind; an oversight office has the side of its country.
	side text check (side in ('REQUESTING', 'REQUESTED', 'PROVIDER')),
	country char(2) not null check (country ~ '^[A-Z]{2}$'),
	-- The federal judicial district of a U.S. Attorney's Office.
	district text,
	active boolean not null default true,
	constraint office_side check (side is not distinct from case kind
		when 'INVESTIGATOR' then 'REQUESTING'
		when 'PROSECUTOR' then 'REQUESTING'
		when 'REQUESTING_AUTHORITY' then 'REQUESTING'
		when 'REQUESTED_AUTHORITY' then 'REQUESTED'
		when 'EXECUTING_AUTHORITY' then 'REQUESTED'
		when 'PROVIDER' then 'PROVIDER'
		when 'ADMINISTRATION' then null
		else side end),
	constraint oversight_has_side check (kind <> 'OVERSIGHT' or side in ('REQUESTING', 'REQUESTED')),
	constraint district_only_of_executing check (district is null or kind = 'EXECUTING_AUTHORITY')
);

create table provider_company (
	id uuid primary key,
	office uuid not null references office,
	provider text not null check (length(provider) between 1 and 40),
	name text not null unique check (length(name) between 1 and 150),
	region text not null,
	country char(2) not null check (country ~ '^[A-Z]{2}$'),
	-- The federal judicial district of its seat; none outside the United States.
	district text,
	constraint district_in_the_us check ((district is not null) = (country = 'US'))
);
create index provider_company_office on provider_company (office);

create table case_team (
	id uuid primary key,
	office uuid not null references office,
	name text not null check (length(name) between 1 and 80),
	unique (office, name),
	unique (id, office)
);

create table person (
	id uuid primary key,
	office uuid not null references office,
	name text not null check (length(name) between 1 and 120),
	email text not null unique check (email = lower(email) and email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(email) <= 254),
	active boolean not null default true,
	-- Grows with every change to the person's standing; a signed-in session that carries an older one has ended.
	revision integer not null default 0,
	created_at timestamptz not null default now(),
	unique (id, office)
);
create index person_office on person (office);

create table person_role (
	person uuid not null references person,
	role text not null check (role in ('OFFICER', 'PROSECUTOR', 'CASEWORKER', 'ATTORNEY', 'SUPERVISOR',
		'PROVIDER_COUNSEL', 'AUDITOR', 'ADMINISTRATOR')),
	primary key (person, role)
);

-- The office stands in the row so that nobody can be in another office's team.
create table person_team (
	person uuid not null,
	team uuid not null,
	office uuid not null,
	primary key (person, team),
	foreign key (person, office) references person (id, office),
	foreign key (team, office) references case_team (id, office)
);

create table channel (
	code text not null check (code ~ '^[A-Z0-9-]{2,40}$'),
	version integer not null check (version > 0),
	valid_from date not null,
	requesting_country char(2) not null,
	requested_country char(2) not null,
	instrument text not null,
	primary key (code, version)
);

-- The hops in order, the rule that proposes the office of each, and its source in law.
create table channel_hop (
	channel text not null,
	version integer not null,
	position integer not null,
	kind text not null check (kind in ('INVESTIGATOR', 'PROSECUTOR', 'REQUESTING_AUTHORITY',
		'REQUESTED_AUTHORITY', 'EXECUTING_AUTHORITY', 'PROVIDER')),
	rule text not null check (rule in ('INVESTIGATOR_ITSELF', 'AREA_OF_INVESTIGATOR', 'ONLY_ONE',
		'DISTRICT_OF_COMPANY', 'OFFICE_OF_COMPANY')),
	citation text not null,
	primary key (channel, version, position),
	unique (channel, version, kind),
	foreign key (channel, version) references channel (code, version)
);

-- Which offices may fill a hop, and for whom each is proposed: for the investigating office,
-- for the company's district, or (neither) for all whom no other row names.
create table channel_office (
	channel text not null,
	version integer not null,
	kind text not null,
	office uuid not null references office,
	investigator uuid references office,
	district text,
	-- May be chosen, and is proposed only where this is true.
	proposed boolean not null,
	unique nulls not distinct (channel, version, kind, office, investigator, district),
	foreign key (channel, version, kind) references channel_hop (channel, version, kind),
	check (investigator is null or district is null)
);
-- A rule proposes one office, never two.
create unique index channel_office_proposal on channel_office (channel, version, kind, investigator, district)
	nulls not distinct where proposed;

create table channel_ground (
	channel text not null,
	version integer not null,
	position integer not null,
	code text not null,
	citation text not null,
	primary key (channel, version, code),
	unique (channel, version, position),
	foreign key (channel, version) references channel (code, version)
);

-- Offices. Both police forces, their prosecution areas and Chatterly are invented.
insert into office (id, code, name, short_name, kind, side, country, district) values
	('00000000-0000-7000-8000-000000000101', 'NORTHSHIRE', 'Northshire Police', 'Northshire Police', 'INVESTIGATOR', 'REQUESTING', 'GB', null),
	('00000000-0000-7000-8000-000000000102', 'EASTVALE', 'Eastvale Police', 'Eastvale Police', 'INVESTIGATOR', 'REQUESTING', 'GB', null),
	('00000000-0000-7000-8000-000000000111', 'CPS-NORTHSHIRE', 'Crown Prosecution Service, Northshire Area', 'CPS Northshire', 'PROSECUTOR', 'REQUESTING', 'GB', null),
	('00000000-0000-7000-8000-000000000112', 'CPS-EASTVALE', 'Crown Prosecution Service, Eastvale Area', 'CPS Eastvale', 'PROSECUTOR', 'REQUESTING', 'GB', null),
	('00000000-0000-7000-8000-000000000121', 'UKCA', 'UK Central Authority, Home Office', 'UKCA', 'REQUESTING_AUTHORITY', 'REQUESTING', 'GB', null),
	('00000000-0000-7000-8000-000000000131', 'OIA', 'Office of International Affairs, U.S. Department of Justice', 'OIA', 'REQUESTED_AUTHORITY', 'REQUESTED', 'US', null),
	('00000000-0000-7000-8000-000000000141', 'OIA-EXECUTION', 'Office of International Affairs, execution unit', 'OIA execution unit', 'EXECUTING_AUTHORITY', 'REQUESTED', 'US', null),
	('00000000-0000-7000-8000-000000000142', 'USAO-NDCAL', 'U.S. Attorney''s Office, Northern District of California', 'USAO N.D. Cal.', 'EXECUTING_AUTHORITY', 'REQUESTED', 'US', 'N.D. Cal.'),
	('00000000-0000-7000-8000-000000000143', 'USAO-WDWASH', 'U.S. Attorney''s Office, Western District of Washington', 'USAO W.D. Wash.', 'EXECUTING_AUTHORITY', 'REQUESTED', 'US', 'W.D. Wash.'),
	('00000000-0000-7000-8000-000000000144', 'USAO-DC', 'U.S. Attorney''s Office, District of Columbia', 'USAO D.C.', 'EXECUTING_AUTHORITY', 'REQUESTED', 'US', 'D.C.'),
	('00000000-0000-7000-8000-000000000151', 'GOOGLE', 'Google', 'Google', 'PROVIDER', 'PROVIDER', 'US', null),
	('00000000-0000-7000-8000-000000000152', 'MICROSOFT', 'Microsoft', 'Microsoft', 'PROVIDER', 'PROVIDER', 'US', null),
	('00000000-0000-7000-8000-000000000153', 'CHATTERLY', 'Chatterly', 'Chatterly', 'PROVIDER', 'PROVIDER', 'US', null),
	('00000000-0000-7000-8000-000000000161', 'OVERSIGHT-UK', 'Oversight, United Kingdom', 'UK oversight', 'OVERSIGHT', 'REQUESTING', 'GB', null),
	('00000000-0000-7000-8000-000000000162', 'OVERSIGHT-US', 'Oversight, United States', 'US oversight', 'OVERSIGHT', 'REQUESTED', 'US', null),
	('00000000-0000-7000-8000-000000000171', 'ADMINISTRATION', 'Administration of people and accounts', 'Administration', 'ADMINISTRATION', null, 'GB', null);

insert into provider_company (id, office, provider, name, region, country, district) values
	('00000000-0000-7000-8000-000000000201', '00000000-0000-7000-8000-000000000151', 'Google', 'Google LLC', 'US', 'US', 'N.D. Cal.'),
	('00000000-0000-7000-8000-000000000202', '00000000-0000-7000-8000-000000000151', 'Google', 'Google Ireland Limited', 'EEA', 'IE', null),
	('00000000-0000-7000-8000-000000000203', '00000000-0000-7000-8000-000000000152', 'Microsoft', 'Microsoft Corporation', 'US', 'US', 'W.D. Wash.'),
	('00000000-0000-7000-8000-000000000204', '00000000-0000-7000-8000-000000000152', 'Microsoft', 'Microsoft Ireland Operations Limited', 'EEA', 'IE', null),
	('00000000-0000-7000-8000-000000000205', '00000000-0000-7000-8000-000000000153', 'Chatterly', 'Chatterly, Inc.', 'US', 'US', 'N.D. Cal.');

insert into case_team (id, office, name) values
	('00000000-0000-7000-8000-000000000301', '00000000-0000-7000-8000-000000000101', 'Major Crime'),
	('00000000-0000-7000-8000-000000000302', '00000000-0000-7000-8000-000000000101', 'Online Child Abuse'),
	('00000000-0000-7000-8000-000000000303', '00000000-0000-7000-8000-000000000102', 'Economic Crime'),
	('00000000-0000-7000-8000-000000000304', '00000000-0000-7000-8000-000000000102', 'Serious Crime'),
	('00000000-0000-7000-8000-000000000311', '00000000-0000-7000-8000-000000000111', 'Complex Casework'),
	('00000000-0000-7000-8000-000000000312', '00000000-0000-7000-8000-000000000112', 'Complex Casework'),
	('00000000-0000-7000-8000-000000000321', '00000000-0000-7000-8000-000000000121', 'Outgoing requests'),
	('00000000-0000-7000-8000-000000000331', '00000000-0000-7000-8000-000000000131', 'United Kingdom'),
	('00000000-0000-7000-8000-000000000341', '00000000-0000-7000-8000-000000000141', 'Cyber'),
	('00000000-0000-7000-8000-000000000342', '00000000-0000-7000-8000-000000000142', 'Mutual legal assistance'),
	('00000000-0000-7000-8000-000000000343', '00000000-0000-7000-8000-000000000143', 'Mutual legal assistance'),
	('00000000-0000-7000-8000-000000000344', '00000000-0000-7000-8000-000000000144', 'Mutual legal assistance'),
	('00000000-0000-7000-8000-000000000351', '00000000-0000-7000-8000-000000000151', 'Legal response'),
	('00000000-0000-7000-8000-000000000352', '00000000-0000-7000-8000-000000000152', 'Legal response'),
	('00000000-0000-7000-8000-000000000353', '00000000-0000-7000-8000-000000000153', 'Legal response');

-- The first channel: the treaty of 6 January 1994 as amended by the instrument of 16 December 2004.
insert into channel (code, version, valid_from, requesting_country, requested_country, instrument) values
	('UK-US-MLAT', 1, '2010-02-01', 'GB', 'US',
	'US-UK Treaty on Mutual Legal Assistance in Criminal Matters, 1994, as amended by the Instrument of 2004');

insert into channel_hop (channel, version, position, kind, rule, citation) values
	('UK-US-MLAT', 1, 0, 'INVESTIGATOR', 'INVESTIGATOR_ITSELF', 'Treaty, article 1'),
	('UK-US-MLAT', 1, 1, 'PROSECUTOR', 'AREA_OF_INVESTIGATOR', 'Crime (International Co-operation) Act 2003, section 7'),
	('UK-US-MLAT', 1, 2, 'REQUESTING_AUTHORITY', 'ONLY_ONE', 'Crime (International Co-operation) Act 2003, section 8; Treaty, article 2'),
	('UK-US-MLAT', 1, 3, 'REQUESTED_AUTHORITY', 'ONLY_ONE', 'Treaty, articles 2, 3 and 5'),
	('UK-US-MLAT', 1, 4, 'EXECUTING_AUTHORITY', 'DISTRICT_OF_COMPANY', '18 U.S.C. 3512(c)'),
	('UK-US-MLAT', 1, 5, 'PROVIDER', 'OFFICE_OF_COMPANY', '18 U.S.C. 2703');

insert into channel_office (channel, version, kind, office, investigator, district, proposed) values
	('UK-US-MLAT', 1, 'PROSECUTOR', '00000000-0000-7000-8000-000000000111', '00000000-0000-7000-8000-000000000101', null, true),
	('UK-US-MLAT', 1, 'PROSECUTOR', '00000000-0000-7000-8000-000000000112', '00000000-0000-7000-8000-000000000102', null, true),
	('UK-US-MLAT', 1, 'REQUESTING_AUTHORITY', '00000000-0000-7000-8000-000000000121', null, null, true),
	('UK-US-MLAT', 1, 'REQUESTED_AUTHORITY', '00000000-0000-7000-8000-000000000131', null, null, true),
	('UK-US-MLAT', 1, 'EXECUTING_AUTHORITY', '00000000-0000-7000-8000-000000000142', null, 'N.D. Cal.', true),
	('UK-US-MLAT', 1, 'EXECUTING_AUTHORITY', '00000000-0000-7000-8000-000000000143', null, 'W.D. Wash.', true),
	-- The District of Columbia may always be chosen (18 USC 3512(c)), and is proposed where no office of the company's own district is listed.
	('UK-US-MLAT', 1, 'EXECUTING_AUTHORITY', '00000000-0000-7000-8000-000000000144', null, null, true),
	('UK-US-MLAT', 1, 'EXECUTING_AUTHORITY', '00000000-0000-7000-8000-000000000141', null, null, false);

-- Treaty article 3, then what practice adds.
insert into channel_ground (channel, version, position, code, citation) values
	('UK-US-MLAT', 1, 1, 'essential-interests', 'Treaty, article 3'),
	('UK-US-MLAT', 1, 2, 'already-tried', 'Treaty, article 3'),
	('UK-US-MLAT', 1, 3, 'political-offence', 'Treaty, article 3'),
	('UK-US-MLAT', 1, 4, 'military-offence', 'Treaty, article 3'),
	('UK-US-MLAT', 1, 5, 'de-minimis', 'Practice of the requested authority'),
	('UK-US-MLAT', 1, 6, 'protected-speech', 'Practice of the requested authority; U.S. Constitution, First Amendment'),
	('UK-US-MLAT', 1, 7, 'insufficient-information', 'Practice of the requested authority; Treaty, article 4');

-- Credentials and the history of accounts belong to the module accounts.
create table account_credential (
	person uuid primary key references person,
	password text not null check (password like '{%'),
	-- Set by an administrator or at creation; the person must choose another at the next sign-in.
	one_time boolean not null,
	-- A password that everybody knows: refused wherever the demonstration is off.
	demonstration boolean not null default false,
	changed_at timestamptz not null
);

create table account_event (
	id uuid primary key,
	happened_at timestamptz not null,
	-- Null where the command line or the demonstration did it.
	actor uuid references person,
	person uuid references person,
	office uuid references office,
	kind text not null check (kind in ('CREATED', 'DEACTIVATED', 'REACTIVATED', 'ROLES_CHANGED', 'TEAMS_CHANGED',
		'PASSWORD_RESET', 'PASSWORD_CHANGED', 'OFFICE_DEACTIVATED', 'OFFICE_REACTIVATED', 'TEAM_ADDED')),
	-- Roles or teams as they were and as they became; never a password.
	detail text not null default '',
	constraint about_one check (num_nonnulls(person, office) = 1)
);
create index account_event_person on account_event (person, happened_at);
create index account_event_office on account_event (office, happened_at);

grant select on office, provider_company, case_team, channel, channel_hop, channel_office, channel_ground to ${app_role};
grant update (active) on office to ${app_role};
grant insert on case_team to ${app_role};
grant select, insert on person to ${app_role};
grant update (active, revision) on person to ${app_role};
grant select, insert, delete on person_role, person_team to ${app_role};
grant select, insert on account_credential to ${app_role};
grant update (password, one_time, demonstration, changed_at) on account_credential to ${app_role};
grant select, insert on account_event to ${app_role};
