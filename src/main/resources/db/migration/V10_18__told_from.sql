-- Whether a user may be told is asked of an account over all the processes that name it.
create index process_account_identifier on process_account (lower(identifier), kind);
