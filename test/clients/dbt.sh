#!/usr/bin/env bash
# Runs the dbt project in docs/dbt with the dbt that DBT names, on the server of
# the environment; see test/deep/dbt. What a run has stored is compared with the
# views of the report, both ways.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

scratch=$(mktemp -d)
database=dbt_$$
trap 'dropdb --if-exists --force "$database"; rm -rf -- "$scratch"' EXIT
fail() {
    printf '%s\n' "$*"
    exit 1
}

createdb "$database"
cp -r docs/dbt "$scratch/project"
export PGDATABASE=$database PGTZ=UTC DBT_SCHEMA=analytics
export DBT_PROJECT_DIR=$scratch/project DBT_PROFILES_DIR=$scratch/project DBT_TARGET_PATH=$scratch/target DBT_LOG_PATH=$scratch/log
export DBT_SEND_ANONYMOUS_USAGE_STATS=0 DBT_USE_COLORS=0
query() {
    psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"
}
# dbt ARGUMENT…: a warning is an error
dbt() {
    "$DBT" --warn-error "$@" >"$scratch/dbt.log" 2>&1 || { cat "$scratch/dbt.log" && fail "dbt $*"; }
}

# A report of thirty days up to some hours ago, of ten users in three teams, one
# of them in two, one who changes the team. Every reason is written in one way:
# else its label would depend on the days that a run reads.
query <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION userlogs;
SELECT userlogs.create_report('support') \g /dev/null
SET search_path = support, public;
CREATE TABLE public.base AS SELECT date_trunc('hour', now()) - interval '20 hours' AS at;
UPDATE setting SET time_zone = 'America/Sao_Paulo', day_offset = '04:00', as_of = (SELECT at FROM base);
INSERT INTO team_member SELECT 'u' || n, 'Team ' || n % 3 FROM generate_series(1, 10) n;
INSERT INTO team_member VALUES ('u3', 'Team 1', NULL, NULL);
UPDATE team_member SET valid_to = (SELECT at FROM base) - interval '40 hours' WHERE user_id = 'u7';
INSERT INTO team_member SELECT 'u7', 'Team 2', at - interval '40 hours' FROM base;
CREATE FUNCTION public.fill(from_at timestamptz, to_at timestamptz) RETURNS void LANGUAGE sql SET search_path = support, public AS $$
  INSERT INTO status_event (user_id, occurred_at, status, reason)
  SELECT 'u' || u, from_at + n * interval '97 minutes' + u * interval '11 minutes 7 seconds', (ARRAY['Available', 'Unavailable', 'Offline'])[1 + (n * u) % 3], CASE (n * u) % 3 WHEN 1 THEN (ARRAY['Lunch', 'Break'])[1 + n % 2] END
  FROM generate_series(1, 10) u, generate_series(0, extract(epoch FROM to_at - from_at)::int / 5820) n
  WHERE from_at + n * interval '97 minutes' + u * interval '11 minutes 7 seconds' < to_at $$;
SELECT fill(at - interval '30 days', at) FROM base \g /dev/null
-- some rows that differ between a stored copy and its view; NULL: none
CREATE FUNCTION public.difference(stored text, view text, OUT difference text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT string_agg(x::text, E''\n'') FROM (SELECT ''stored'', k FROM (SELECT s::text AS k FROM analytics.%1$I s EXCEPT ALL SELECT v::text FROM support.%2$I v) x
    UNION ALL SELECT ''view'', k FROM (SELECT v::text AS k FROM support.%2$I v EXCEPT ALL SELECT s::text FROM analytics.%1$I s) y LIMIT 5) x', stored, view) INTO difference;
END $$;
SQL
# same WHEN: the copies are their views
same() {
    local difference
    difference=$(query -c "SELECT d.difference FROM (VALUES ('userlogs_pieces', 'user_log_pieces'), ('userlogs_availability', 'availability_daily')) c(stored, view), difference(stored, view) d")
    [[ ! ${difference//[$'\n']/} ]] || fail "$1: stored and view differ: $difference"
    (($(query -c "SELECT count(*) FROM analytics.userlogs_pieces") > 100)) || fail "$1: hardly anything is stored"
}
# run WHEN: an incremental run, after which the copies are their views and no row
# of a day before the look-back has been touched
run() {
    query -c "SET client_min_messages = warning; DROP TABLE IF EXISTS old_row; CREATE TABLE old_row AS
        SELECT xmin::text AS x, ctid::text AS c FROM analytics.userlogs_pieces WHERE local_date < (SELECT max(local_date) - 3 FROM analytics.userlogs_pieces)"
    dbt run
    same "$1"
    [[ $(query -c "SELECT count(*) > 0 AND bool_and((x, c) IN (SELECT xmin::text, ctid::text FROM analytics.userlogs_pieces)) FROM old_row") == t ]] ||
        fail "$1: rows of old days were written"
}

dbt parse
dbt run
same 'first run'
(($(query -c "SELECT count(*) FROM analytics.userlogs_pieces WHERE ended_at = (SELECT at FROM base)") >= 10)) || fail "nothing is open"
run 'nothing new'

# time goes on, which closes what was open; events come late, go, and change
query <<'SQL'
SELECT fill(at, at + interval '20 hours') FROM base \g /dev/null
UPDATE support.setting SET as_of = as_of + interval '20 hours';
INSERT INTO support.status_event (user_id, occurred_at, status, reason) SELECT 'u1', at - interval '50 hours', 'Unavailable', 'Break' FROM base;
INSERT INTO support.status_event (user_id, occurred_at, status) SELECT 'new', at - interval '30 hours', 'Available' FROM base;
DELETE FROM support.status_event e USING base b WHERE e.user_id = 'u2' AND e.occurred_at BETWEEN b.at - interval '2 days' AND b.at - interval '1 day';
UPDATE support.status_event e SET reason = 'Lunch' FROM base b WHERE e.user_id = 'u4' AND e.reason = 'Break' AND e.occurred_at > b.at - interval '2 days';
INSERT INTO support.team_member SELECT 'u5', 'Team 0', at - interval '20 hours' FROM base;
SQL
[[ $(query -c "SELECT difference('userlogs_pieces', 'user_log_pieces') IS NULL") == f ]] || fail "nothing is new"
run 'a day later'

# the key that is often taken, the start of the interval, would have kept these
[[ $(query -c "SELECT count(*) > 0 FROM analytics.userlogs_pieces p JOIN base b ON p.login_at < b.at AND p.ended_at > b.at") == t ]] || fail "no interval went on"

# longer ago than that: not seen until all is stored again
query -c "INSERT INTO support.status_event (user_id, occurred_at, status, reason) SELECT 'u1', at - interval '8 days', 'Unavailable', 'Break' FROM base"
dbt run
[[ $(query -c "SELECT bool_or(x.local_date < b.at::date - 5) AND bool_and(x.local_date < b.at::date - 3) FROM base b, (
    (SELECT * FROM support.user_log_pieces EXCEPT ALL SELECT * FROM analytics.userlogs_pieces) UNION ALL (SELECT * FROM analytics.userlogs_pieces EXCEPT ALL SELECT * FROM support.user_log_pieces)) x") == t ]] ||
    fail "an event of long ago was seen, or more differs than that"
dbt run --full-refresh
same 'stored again'

# no run for longer than the look-back
query -c "UPDATE support.setting SET as_of = (SELECT at FROM base) - interval '10 days'"
dbt run --full-refresh
query -c "UPDATE support.setting SET as_of = (SELECT at FROM base) + interval '20 hours'"
run 'ten days later'

# the first events, at a wrong time, go: so do their days, which have no rows
query <<'SQL'
CREATE TABLE kept AS SELECT * FROM support.status_event;
DELETE FROM support.status_event e USING base b WHERE e.occurred_at < b.at - interval '20 hours';
INSERT INTO support.status_event (user_id, occurred_at, status) SELECT 'u1', at - interval '44 hours', 'Available' FROM base;
SQL
dbt run --full-refresh
query -c "DELETE FROM support.status_event WHERE occurred_at = (SELECT at FROM base) - interval '44 hours'"
dbt run
same 'days that are gone'
[[ $(query -c "SELECT min(local_date) > (SELECT (at - interval '44 hours')::date FROM base) FROM analytics.userlogs_pieces") == t ]] || fail "the days are there"
query -c "TRUNCATE support.status_event; INSERT INTO support.status_event SELECT * FROM kept"
dbt run --full-refresh

# keys of all sources and copies
dbt test
tests=$(grep -c ' PASS ' "$scratch/dbt.log")
((tests > 100)) || fail "only $tests tests"
# and of a report with all that goes wrong in a log
query -v schema=hostile -f test/clients/report_data.sql
dbt test --select 'source:userlogs' --vars '{userlogs_schema: hostile}'
query -c "INSERT INTO analytics.userlogs_pieces SELECT * FROM analytics.userlogs_pieces LIMIT 1"
if "$DBT" test --select userlogs_pieces >"$scratch/dbt.log" 2>&1; then fail "a row that is there twice is not found"; fi
grep -q 'FAIL 1 userlogs_key_userlogs_pieces' "$scratch/dbt.log" || { cat "$scratch/dbt.log" && fail "another test failed"; }

# how old the log and a stored view are
query -c "SELECT userlogs.create_materialized('support', 'availability_daily')" >/dev/null
dbt source freshness --vars '{userlogs_snapshots: true}'
(($(grep -c ' PASS freshness' "$scratch/dbt.log") == 2)) || { cat "$scratch/dbt.log" && fail "not two are fresh"; }
query -c "DELETE FROM support.status_event WHERE occurred_at > now() - interval '4 days'" \
    -c "INSERT INTO support.status_event (user_id, occurred_at, status) VALUES ('u1', now() + interval '1 year', 'Available')"
if "$DBT" source freshness >"$scratch/dbt.log" 2>&1; then fail "a log without news is fresh"; fi
grep -q 'ERROR STALE freshness of userlogs.status_event' "$scratch/dbt.log" || { cat "$scratch/dbt.log" && fail "not stale"; }

# what dbt shows of the sources and copies: each column is there, and described as
# in the database
dbt docs generate
described=$(python3 - "$scratch/target" <<'PYTHON'
import json, sys
manifest, catalog = (json.load(open(f"{sys.argv[1]}/{name}.json")) for name in ("manifest", "catalog"))
assert not catalog["errors"], catalog["errors"]
count = 0
for kind in ("sources", "nodes"):
    for key, entry in manifest[kind].items():
        if entry["resource_type"] not in ("source", "model"):
            continue
        found = catalog[kind][key]["columns"]
        assert sorted(found) == sorted(entry["columns"]), key
        assert (catalog[kind][key]["metadata"]["comment"] or "") == entry["description"], key
        for name, column in entry["columns"].items():
            assert column["description"] == found[name]["comment"], (key, name)
            assert column["data_type"].split("(")[0] == found[name]["type"].split("(")[0], (key, name)
            count += 1
print(count)
PYTHON
)
((described > 200)) || fail "only $described columns are described"
echo "$tests tests, $described columns described"
