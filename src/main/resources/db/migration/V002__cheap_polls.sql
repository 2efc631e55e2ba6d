-- Most asks change nothing but their times: their rows are narrow, and a loop finds what is due at its own source bucket by bucket.
create table facts (
    bucket      smallint not null,
    parcel_id   uuid not null,
    number      text not null,
    source      text not null,
    facts       jsonb not null,              -- what a source last told of a number besides events
    primary key (bucket, parcel_id, number, source)
);
insert into facts select bucket, parcel_id, number, source, facts from asks where facts is not null;
alter table asks drop column facts;

drop index asks_due;
create index asks_due on asks (source, bucket, due_at) where due_at is not null;
