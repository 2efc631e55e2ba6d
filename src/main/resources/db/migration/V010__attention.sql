-- What a person said about a shipment: where it should arrive, by when it should be sent, whether it is there, what to be quiet about.
create table expectations (
    bucket      smallint not null,
    shipment_id uuid not null,
    country     text,                        -- ISO 3166 two letters
    city        text,
    send_by     date,
    receipt     text,                        -- HAVE_IT NOT_RECEIVED
    receipt_at  timestamptz,
    dismissed   jsonb not null default '{}', -- by code: the movement at which it was put aside
    primary key (bucket, shipment_id)
);

-- What waits for a person about a shipment, as of the last look. Can be made anew from the journey at any time.
create table attentions (
    bucket      smallint not null,
    shipment_id uuid not null,
    parcel_id   uuid not null,
    items       jsonb not null default '[]', -- the most urgent first
    urgency     text,                        -- of the most urgent; null: nothing
    looked_at   timestamptz,                 -- null: not yet. What the first look finds is history, not news
    look_at     timestamptz,                 -- when it may change by time alone; null: never. A claim moves it to the end of its lease
    primary key (bucket, shipment_id)
);
create index attentions_due on attentions (bucket, look_at) where look_at is not null;

insert into attentions (bucket, shipment_id, parcel_id, look_at)
select bucket, id, parcel_id, now() from shipments where archived_at is null;
