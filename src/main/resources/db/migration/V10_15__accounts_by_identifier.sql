-- Was the same account asked for before? Asked on every page of a draft, over every account there ever was.
create index request_account_identifier on request_account (kind, lower(identifier));
