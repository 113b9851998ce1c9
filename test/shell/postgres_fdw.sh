#!/usr/bin/env bash
# A log on shards behind postgres_fdw: each shard makes the timelines of its
# users, and the report says the same as over a table.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

if [[ ! -e $(pg_config --sharedir)/extension/postgres_fdw.control ]]; then
    echo "this PostgreSQL has no postgres_fdw"
    exit 77
fi
scratch=$(mktemp -d)
report=fdw_$$ shards=("fdw_$$_0" "fdw_$$_1")
trap 'dropdb --if-exists "$report"; for shard in "${shards[@]}"; do dropdb --if-exists "$shard"; done; rm -rf -- "$scratch"' EXIT

sql() {
    psql -X -A -t -q -v ON_ERROR_STOP=1 "$@"
}
createdb "$report"
sql -d "$report" <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION userlogs;
CREATE EXTENSION postgres_fdw;
CREATE SCHEMA sharded;
CREATE TABLE sharded.status_event (event_id bigint, user_id bigint NOT NULL, occurred_at timestamptz NOT NULL, status text, reason text,
  changed_by text, source text, recorded_at timestamptz) PARTITION BY HASH (user_id);
SELECT userlogs.create_report('whole', 'bigint') \g /dev/null
SQL
for shard in 0 1; do
    createdb "${shards[shard]}"
    sql -d "${shards[shard]}" -c 'CREATE EXTENSION userlogs' \
        -c 'CREATE TABLE log (event_id bigint, user_id bigint, occurred_at timestamptz, status text, reason text, changed_by text, source text, recorded_at timestamptz)'
    sql -d "$report" -v shard="$shard" -v dbname="${shards[shard]}" -v host="$PGHOST" -v port="$PGPORT" -v username="$PGUSER" <<'SQL'
CREATE SERVER :"dbname" FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host :'host', port :'port', dbname :'dbname', extensions 'userlogs', fdw_tuple_cost '1');
CREATE USER MAPPING FOR CURRENT_USER SERVER :"dbname" OPTIONS (user :'username');
SELECT format('CREATE FOREIGN TABLE sharded.log_%s PARTITION OF sharded.status_event FOR VALUES WITH (MODULUS 2, REMAINDER %1$s) SERVER %I OPTIONS (schema_name ''public'', table_name ''log'')',
  :'shard', :'dbname') \gexec
SQL
done
sql -d "$report" <<'SQL' >"$scratch/got"
SET client_min_messages = warning;
SELECT userlogs.create_report('sharded', 'bigint') \g /dev/null
INSERT INTO whole.status_event (event_id, user_id, occurred_at, status, reason)
SELECT i, i * 7919 % 40, timestamptz '2026-03-01 00:00+00' + i * interval '7 minutes', (ARRAY['Available', 'Unavailable', 'Offline', 'Napping', NULL])[1 + (i / 40 + i) % 5],
  (ARRAY['Lunch', '(capped)', 'lunch ', NULL])[1 + (i / 40 + i / 7) % 4] FROM generate_series(1, 8000) i;
INSERT INTO sharded.status_event SELECT * FROM whole.status_event;
INSERT INTO whole.team_member (user_id, team) SELECT u, 't' || u % 3 FROM generate_series(0, 39) u;
INSERT INTO sharded.team_member SELECT * FROM whole.team_member;
UPDATE whole.setting SET as_of = '2026-04-10', starts_at = '2026-03-02', max_open_time = '30 hours', time_zone = 'Europe/Berlin';
UPDATE sharded.setting SET as_of = '2026-04-10', starts_at = '2026-03-02', max_open_time = '30 hours', time_zone = 'Europe/Berlin';
ANALYZE;
ANALYZE sharded.status_event, sharded.log_0, sharded.log_1;
SET enable_partitionwise_aggregate = on;
SET plan_cache_mode = force_custom_plan;
-- what is sent
CREATE FUNCTION plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXECUTE 'EXPLAIN (VERBOSE, COSTS OFF) ' || query; END $$;
SELECT 'shards that aggregate: ' || count(*) FROM plan('SELECT * FROM sharded.user_timeline(NULL, NULL)') p WHERE p ~ 'Remote SQL: SELECT user_id, userlogs.timeline_agg\(.* GROUP BY 1$';
SELECT 'shards that send rows: ' || count(*) FROM plan('SELECT * FROM sharded.availability_daily') p WHERE p ~ 'Remote SQL' AND p !~ 'GROUP BY 1$';
-- and what is said
CREATE FUNCTION compare(relation text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  differences bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM ((SELECT * FROM sharded.%1$s EXCEPT ALL SELECT * FROM whole.%1$s) UNION ALL (SELECT * FROM whole.%1$s EXCEPT ALL SELECT * FROM sharded.%1$s)) d', relation) INTO differences;
  RETURN differences;
END $$;
SELECT 'differences: ' || string_agg(r || ' ' || compare(r), ', ') FILTER (WHERE compare(r) > 0)
FROM unnest('{user_logs, availability_daily, status_daily, staffing, coverage_gaps, anomalies, "user_logs_between(''2026-03-10'', ''2026-03-12'')", "availability_daily_between(''2026-03-10'', ''2026-03-12'')"}'::text[]) r;
SELECT count(*) > 3000 AS many FROM sharded.user_logs;
SQL
printf '%s\n' 'shards that aggregate: 2' 'shards that send rows: 0' '' t >"$scratch/expected"
diff --unified "$scratch/expected" "$scratch/got"
