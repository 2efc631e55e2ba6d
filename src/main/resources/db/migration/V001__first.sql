-- Hot tables lead their primary key with bucket (0…255, from the parcel's first number): every claim and every hot statement
-- names one bucket and joins stay within it, so the same SQL runs on one PostgreSQL and on a distributed one.
-- No unique constraint crosses buckets; ids are UUIDv7 made by the nodes.

-- ---------------------------------------------------------------- small tables

create table accounts (
    id          uuid primary key,
    email       text not null,
    name        text not null,
    password    text not null,               -- encoded with its algorithm's prefix
    language    text not null default 'en',
    zone        text not null default 'UTC',
    country     text,                        -- ISO 3166 two letters: helps to rank carriers
    operator    boolean not null default false,
    created_at  timestamptz not null
);
create unique index accounts_email on accounts (lower(email));

create table sessions (
    key         bytea primary key,           -- SHA-256 of the cookie
    account_id  uuid not null references accounts (id) on delete cascade,
    agent       text not null default '',
    created_at  timestamptz not null,
    seen_at     timestamptz not null,
    expires_at  timestamptz not null
);
create index sessions_account on sessions (account_id);

create table api_tokens (
    id          uuid primary key,
    account_id  uuid not null references accounts (id) on delete cascade,
    name        text not null,
    key         bytea not null unique,       -- SHA-256 of the token
    created_at  timestamptz not null,
    used_at     timestamptz
);
create index api_tokens_account on api_tokens (account_id);

create table setup_links (
    key         bytea primary key,           -- SHA-256 of the link's secret
    expires_at  timestamptz not null
);

-- Ways to reach a person. The in-app inbox is a channel of kind 'inbox' that every account has.
create table channels (
    account_id  uuid not null references accounts (id) on delete cascade,
    kind        text not null,
    target      text not null,
    enabled     boolean not null default true,
    problem     text,                        -- why it was switched off by itself
    primary key (account_id, kind, target)
);

-- What the owner entered for a source, sealed with the key file.
create table credentials (
    source      text primary key,
    door        text not null,
    sealed      bytea not null,
    updated_at  timestamptz not null
);

-- Health, limits and budget of a source, shared by all nodes and kept over restarts.
create table gates (
    source          text primary key,
    next_call_at    timestamptz,             -- spacing, Retry-After
    open_until      timestamptz,             -- circuit breaker: no calls before
    failures        integer not null default 0,      -- in a row
    last_success_at timestamptz,
    last_failure_at timestamptz,
    last_failure    text,                    -- SIGN_IN, QUOTA, BLOCKED, OUTAGE, UNREADABLE
    last_detail     text,
    lost_since      timestamptz,
    budget_day      date,
    budget_used     integer not null default 0
);

create table unknown_codes (
    source      text not null,
    code        text not null,
    example     text not null,
    seen        bigint not null,
    first_at    timestamptz not null,
    last_at     timestamptz not null,
    primary key (source, code)
);

-- Look-up by number: which parcel, in which bucket.
create table numbers (
    number      text primary key,
    bucket      smallint not null,
    parcel_id   uuid not null,
    via         text not null,               -- PERSON, or the code of the source that named it
    added_at    timestamptz not null
);

-- ---------------------------------------------------------------- hot tables

-- One row a parcel: the lock of T2 and the summary for lists. The story itself is folded from events whenever it is shown.
create table journeys (
    bucket        smallint not null,
    parcel_id     uuid not null,
    number        text not null,             -- the first one
    version       integer not null default 0,
    milestone     text not null default 'NOT_FOUND',
    sub           text not null default 'NOT_POLLED_YET',
    since         timestamptz,               -- when the milestone was reached
    last_event_at timestamptz,
    last_text     text,
    place         text,
    country       text,
    promised_from date,
    promised_to   date,
    pickup_until  timestamptz,
    ended         boolean not null default false,
    words         text not null default '',  -- for search: numbers, places, carriers' words
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    primary key (bucket, parcel_id)
);

-- When to ask which source for which number, and what came of the last time.
create table asks (
    bucket        smallint not null,
    parcel_id     uuid not null,
    number        text not null,
    source        text not null,
    due_at        timestamptz,               -- null: not to be asked (any more). A claim moves it to the end of its lease
    asked_at      timestamptz,
    answered_at   timestamptz,
    outcome       text not null default 'WAITING',   -- WAITING FOUND NOT_FOUND REJECTED SIGN_IN QUOTA BLOCKED OUTAGE UNREADABLE
    outcome_since timestamptz,
    detail        text,
    failures      integer not null default 0,
    changed_at    timestamptz,               -- when an answer last brought an event
    refreshed_at  timestamptz,               -- when a person last asked for it
    raw_id        uuid,
    raw_hash      bytea,
    facts         jsonb,
    primary key (bucket, parcel_id, number, source)
);
create index asks_due on asks (bucket, source, due_at) where due_at is not null;

-- Ordered answers that are collected later. In the bucket of its first number.
create table tickets (
    bucket      smallint not null,
    id          uuid not null,
    source      text not null,
    ticket      text not null,
    asks        jsonb not null,              -- [{bucket, parcel, number}]
    collect_at  timestamptz not null,        -- a claim moves it to the end of its lease
    expires_at  timestamptz not null,
    primary key (bucket, id)
);
create index tickets_due on tickets (bucket, source, collect_at);

-- Answers as received (compressed, personal fields emptied), once per distinct content of a number's source.
create table raws (
    bucket        smallint not null,
    id            uuid not null,
    parcel_id     uuid not null,
    number        text not null,
    source        text not null,
    kind          text not null,             -- ANSWER COLLECTED PUSHED
    status        smallint not null,
    headers       jsonb not null,
    hash          bytea not null,
    body          bytea not null,            -- deflate
    first_seen_at timestamptz not null,
    seen_at       timestamptz not null,
    primary key (bucket, id)
);
create unique index raws_content on raws (bucket, parcel_id, source, number, hash);

-- Appended, never edited. The key is made from what the source said, so the same report is one row.
create table events (
    bucket     smallint not null,
    parcel_id  uuid not null,
    key        bytea not null,
    number     text not null,
    source     text not null,
    carrier    text,
    seq        integer not null,             -- place in the source's list, oldest first
    at         timestamptz,
    local_at   timestamp,
    zone       text not null,                -- STATED ASSUMED UNKNOWN
    precision  text not null,
    written_at text not null,
    text       text not null,
    code       text,
    milestone  text not null,
    sub        text not null,
    how        text not null,
    place      jsonb,
    withdrawn  boolean not null default false,
    raw_id     uuid not null,
    seen_at    timestamptz not null,
    primary key (bucket, parcel_id, key)
);

-- ═════ T2 ends here, T3 begins: differences between two journeys.
create table changes (
    bucket    smallint not null,
    id        uuid not null,
    parcel_id uuid not null,
    kind      text not null,
    details   jsonb not null,
    made_at   timestamptz not null,
    told_at   timestamptz,                   -- when T3 turned it into notifications
    primary key (bucket, id)
);
create index changes_untold on changes (bucket, id) where told_at is null;

create table shipments (
    bucket      smallint not null,
    id          uuid not null,
    account_id  uuid not null,
    parcel_id   uuid not null,
    title       text not null default '',
    note        text not null default '',
    created_at  timestamptz not null,
    archived_at timestamptz,
    primary key (bucket, id)
);
create unique index shipments_parcel on shipments (bucket, parcel_id, account_id);
create index shipments_account on shipments (account_id);

-- A person's wish to hear of a parcel.
create table watches (
    bucket      smallint not null,
    parcel_id   uuid not null,
    account_id  uuid not null,
    shipment_id uuid not null,
    since       timestamptz not null,        -- what happened before is history, not news
    muted_until timestamptz,
    primary key (bucket, parcel_id, account_id)
);

-- ═════ T3 ends here, T4 begins.
create table notifications (
    bucket      smallint not null,
    id          uuid not null,
    change_id   uuid not null,
    parcel_id   uuid not null,
    shipment_id uuid not null,
    account_id  uuid not null,
    channel     text not null,
    target      text not null,
    kind        text not null,
    details     jsonb not null,              -- what to say and why it is said
    made_at     timestamptz not null,
    due_at      timestamptz not null,
    lease_until timestamptz,
    attempts    integer not null default 0,
    sent_at     timestamptz,
    given_up_at timestamptz,
    problem     text,
    read_at     timestamptz,                 -- of the inbox
    primary key (bucket, id)
);
create unique index notifications_once on notifications (bucket, change_id, account_id, channel, target);
create index notifications_due on notifications (bucket, due_at) where sent_at is null and given_up_at is null;
create index notifications_account on notifications (account_id, id desc);
