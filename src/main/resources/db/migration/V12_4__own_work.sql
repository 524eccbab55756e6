-- For a provider on paper an executing office lodges the production and records the answer itself. Where the channel asks for
-- two people, who lodged a part does not confirm that it arrived, and who recorded the answer does not settle the process.
-- Nothing is proposed there: the move is another person's from the start.
alter table channel_two_people drop constraint channel_two_people_machine_check;
alter table channel_two_people add constraint channel_two_people_machine_check
	check (machine in ('REQUEST', 'PROCESS', 'PRODUCTION'));
insert into channel_two_people (channel, version, machine, move) values
	('UK-US-MLAT', 1, 'PRODUCTION', 'CONFIRM'),
	('UK-US-MLAT', 1, 'PROCESS', 'SETTLE');
