-- Which other requests ask about an account.
create index request_account_identifier on request_account (lower(identifier), kind);
