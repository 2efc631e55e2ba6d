-- What sources still have to be told of registered numbers. One life (STOP RESUME FORGET) and one carrier a number: the newest wish counts.
create table errands (
    bucket      smallint not null,
    parcel_id   uuid not null,
    number      text not null,
    source      text not null,
    kind        text not null,               -- STOP RESUME FORGET CARRIER
    carrier     text,
    due_at      timestamptz not null,        -- a claim moves it to the end of its lease
    failures    integer not null default 0,
    primary key (bucket, parcel_id, number, source, kind)
);
create index errands_due on errands (bucket, source, due_at);
