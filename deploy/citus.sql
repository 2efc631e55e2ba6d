-- Spreads Sledopyt's tables over a Citus cluster. Run once on the coordinator, in the database of Sledopyt, after its first start has made the
-- tables and while no node runs. Not tried on a Citus cluster by us: see cluster.md.

create extension if not exists citus;

-- There are 256 buckets, so more shards than about 64 would leave many empty.
set citus.shard_count = 32;

-- Small tables: a copy on every machine. Those that others refer to come first.
select create_reference_table('accounts');
select create_reference_table('sessions');
select create_reference_table('api_tokens');
select create_reference_table('channels');
select create_reference_table('setup_links');
select create_reference_table('credentials');
select create_reference_table('gates');
select create_reference_table('unknown_codes');
select create_reference_table('tallies');

-- Look-up by number: each number is one row on one shard, and unique there.
select create_distributed_table('numbers', 'number', colocate_with => 'none');

-- Hot tables, all by bucket: a parcel's rows are on one machine, and so is every claim and every T1–T5.
select create_distributed_table('journeys', 'bucket', colocate_with => 'none');
select create_distributed_table('asks', 'bucket', colocate_with => 'journeys');
select create_distributed_table('facts', 'bucket', colocate_with => 'journeys');
select create_distributed_table('tickets', 'bucket', colocate_with => 'journeys');
select create_distributed_table('raws', 'bucket', colocate_with => 'journeys');
select create_distributed_table('events', 'bucket', colocate_with => 'journeys');
select create_distributed_table('changes', 'bucket', colocate_with => 'journeys');
select create_distributed_table('shipments', 'bucket', colocate_with => 'journeys');
select create_distributed_table('watches', 'bucket', colocate_with => 'journeys');
select create_distributed_table('extras', 'bucket', colocate_with => 'journeys');
select create_distributed_table('notifications', 'bucket', colocate_with => 'journeys');

-- Every table but Flyway's own should be listed, the hot ones with one and the same colocation_id.
select table_name, citus_table_type, distribution_column, colocation_id, shard_count from citus_tables order by 2, 1;
