-- What a provider asks to be paid for answering a process (18 U.S.C. 2706). It is between the provider and the office
-- that served the process; the ledger names it by its id and never by its amount.

create table invoice (
	id uuid primary key,
	process_id uuid not null references process (id),
	version bigint not null,
	number text not null check (length(number) between 1 and 60),
	amount numeric(12, 2) not null check (amount > 0),
	work text[] not null check (cardinality(work) > 0),
	covers text not null check (length(covers) between 1 and 2000),
	-- Telephone toll records or listings kept by a communications common carrier: paid for only if a court says so.
	carrier boolean not null,
	court_order text not null,
	state text not null check (state in ('SENT', 'DISPUTED', 'PAID')),
	sent_by uuid not null references person (id),
	sent_at timestamptz not null,
	changed_at timestamptz not null,
	changed_by uuid not null references person (id),
	paid_on date,
	payment text not null,
	said text not null,
	check (not carrier or court_order <> ''),
	check ((state = 'PAID') = (paid_on is not null)),
	unique (process_id, number)
);

grant select, insert, update on invoice to ${app_role};
