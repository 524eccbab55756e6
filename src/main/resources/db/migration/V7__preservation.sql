-- What a provider was asked to keep until the process comes (18 USC 2703(f)): data that exists, for 90 days, longer on a
-- renewed request or by the provider's own policy. A renewal is a row of its own, so that every period stays on record.

create table preservation (
	id uuid primary key,
	request_id uuid not null references request (id),
	company_id uuid not null references provider_company (id),
	basis text not null check (basis in ('STATUTORY', 'COURTESY')),
	-- The provider's own number for it; known at the latest with its confirmation.
	provider_reference text check (length(provider_reference) between 1 and 100),
	made_on date not null,
	confirmed_on date check (confirmed_on >= made_on),
	-- The last day on which the provider keeps the data.
	expires_on date not null check (expires_on > made_on),
	renewed_from uuid references preservation (id),
	recorded_by uuid not null references person (id),
	recorded_office_id uuid not null references office (id),
	recorded_at timestamptz not null
);
create index preservation_request on preservation (request_id, made_on);
-- A period is renewed once; the next renewal renews the renewal.
create unique index preservation_renewed_once on preservation (renewed_from) where renewed_from is not null;

-- Only the provider's confirmation comes later; nothing else of a record ever changes.
grant select, insert on preservation to ${app_role};
grant update (provider_reference, confirmed_on, expires_on) on preservation to ${app_role};
