-- Processes: one row per instrument, the accounts and data it demands as they stood when it was opened, the decisions
-- of the court on non-disclosure, the papers made from it and the answers given to it.

create table process (
	id uuid primary key,
	version bigint not null,
	request_id uuid not null references request (id),
	reference text not null unique,
	kind text not null check (kind in ('SUBPOENA', 'ORDER_2703D', 'WARRANT')),
	state text not null,
	executing_office_id uuid not null references office (id),
	provider_office_id uuid not null references office (id),
	company_id uuid not null references provider_company (id),
	opened_by uuid not null references person (id),
	opened_at timestamptz not null,
	-- The form that opened it: the same form opens one process.
	form_key uuid not null unique,
	sealed boolean not null,
	grand_jury boolean not null,
	court text,
	docket text,
	judge text,
	granted_on date,
	expires_on date,
	return_date date,
	served_at timestamptz,
	answered_at timestamptz,
	scope text,
	-- The provider says that another company of its group holds the accounts.
	wrong_company boolean not null,
	end_reason text,
	ended_at timestamptz,
	check ((state = 'ENDED') = (end_reason is not null)),
	check ((state = 'ENDED') = (ended_at is not null)),
	check (not grand_jury or kind = 'SUBPOENA')
);
create index process_request on process (request_id, opened_at, id);
create index process_provider on process (provider_office_id, served_at, id) where served_at is not null;

-- No reference to request_account: an addendum rewrites that list, an instrument keeps what it says.
create table process_account (
	process_id uuid not null references process (id),
	account_id uuid not null,
	ordinal int not null,
	kind text not null,
	identifier text not null,
	data_from timestamptz,
	data_to timestamptz,
	data text[] not null check (cardinality(data) > 0),
	particulars text not null,
	outcome text,
	primary key (process_id, account_id),
	check (data_from is null or data_to is null or data_from < data_to)
);

-- What the court decided on non-disclosure, in order; the newest grant or extension says until when.
create table non_disclosure_decision (
	id uuid primary key,
	process_id uuid not null references process (id),
	decision text not null check (decision in ('GRANTED', 'REFUSED', 'EXTENDED')),
	grounds text[] not null,
	decided_on date not null,
	ends_on date,
	recorded_at timestamptz not null,
	recorded_by uuid not null references person (id),
	check ((decision = 'REFUSED') = (ends_on is null))
);
create index non_disclosure_decision_process on non_disclosure_decision (process_id, recorded_at, id);

-- What each PDF was made from: its hash is printed on it.
create table process_paper (
	document_id uuid primary key references document (id),
	process_id uuid not null references process (id),
	kind text not null,
	canonical text not null,
	sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
	made_at timestamptz not null
);
create index process_paper_process on process_paper (process_id);

-- The custodian's word that an answer is whole. Another one follows when an answer was found deficient.
create table process_answer (
	id uuid primary key,
	process_id uuid not null references process (id),
	custodian text not null,
	title text not null,
	answered_at timestamptz not null,
	recorded_by uuid not null references person (id)
);
create index process_answer_process on process_answer (process_id, answered_at);

grant select, insert, update on process, process_account to ${app_role};
grant select, insert on non_disclosure_decision, process_paper, process_answer to ${app_role};
