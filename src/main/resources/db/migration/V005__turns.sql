-- A number's sources are asked in turns: LATER is the outcome of those whose turn did not come, because others are asked first.
alter table asks add column turn smallint not null default 0;
