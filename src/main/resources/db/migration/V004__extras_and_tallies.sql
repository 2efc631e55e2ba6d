-- What a person told of a parcel because a source wants to know it, such as a postcode. Each account's own, sealed with the key file.
create table extras (
    bucket      smallint not null,
    parcel_id   uuid not null,
    account_id  uuid not null,
    name        text not null,
    sealed      bytea not null,
    entered_at  timestamptz not null,
    failed_at   timestamptz,                 -- when a source last did not know the parcel with it
    primary key (bucket, parcel_id, account_id, name)
);

-- How calls of a source ended, by hour. Nodes add to it every few seconds.
create table tallies (
    source      text not null,
    hour        timestamptz not null,
    kind        text not null,               -- ANSWERED SIGN_IN QUOTA BLOCKED OUTAGE UNREADABLE UNKNOWN_CODE
    n           bigint not null,
    primary key (source, hour, kind)
);

-- Since when a source answers in a form we cannot read; null while it can be read. Not lost_since: it is there.
alter table gates add column unreadable_since timestamptz;

-- The carrier that the owner chose by hand: whose page to link to.
alter table shipments add column carrier text;

-- A link for one more account; the first one's has no inviter.
alter table setup_links add column invited_by uuid references accounts (id) on delete cascade;
alter table setup_links add column operator boolean not null default true;
alter table setup_links add column name text not null default '';
alter table setup_links add column id uuid;
alter table setup_links add column created_at timestamptz;
