-- What a person found to be of another parcel: what this source says of this number is not told of the parcel, and it is not asked.
-- Everything it ever said stays, so that it can be taken back.
alter table asks add column detached_at timestamptz;
alter table asks add column detached_by uuid;      -- the account
