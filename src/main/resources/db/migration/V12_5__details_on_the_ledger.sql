-- What is given with a move besides words, days, offices, accounts, amounts, stands on its entry as one text more, so that it
-- is under the hash.
alter table ledger_text drop constraint ledger_text_kind_check;
alter table ledger_text add constraint ledger_text_kind_check
	check (kind in ('MESSAGE', 'REASON', 'GROUND', 'CONSULTATION', 'BASIS', 'DETAILS'));
