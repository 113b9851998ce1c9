#!/usr/bin/env bash
# Copies of a server answer as it does: a streaming standby while it may only be
# read, and promoted; the primary after kill -9; another server's report over an
# event log that comes by logical replication.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

# shellcheck source-path=SCRIPTDIR/../.. source=test/tools/own-server.sh
source test/tools/own-server.sh

# told apart by the folders of their sockets
primary=$scratch standby=$scratch/socket

# sql HOST [ARGUMENT…]
sql() {
    psql -X -A -t -q -v ON_ERROR_STOP=1 -h "$@"
}

# answers HOST [DATABASE]
answers() {
    sql "$1" -d "${2:-moved}" -f test/moves/answers.sql
}

# wait_for HOST DATABASE QUERY: until it says t
wait_for() {
    for _ in {1..300}; do
        if [[ $(sql "$1" -d "$2" -c "$3") == t ]]; then return; fi
        sleep 0.1
    done
    echo "in vain: $3"
    return 1
}

# everything that the standby has to have
caught_up() {
    local written
    written=$(sql "$primary" -c 'SELECT pg_current_wal_lsn()')
    wait_for "$standby" postgres "SELECT pg_last_wal_replay_lsn() >= '$written'"
}

# new_events HOST DATABASE: late ones, in the order that they arrive
new_events() {
    sql "$1" -d "$2" <<'SQL'
INSERT INTO "Team ""A"" of '1'".status_event (user_id, occurred_at, status, reason)
SELECT 'streamed ' || i % 3, timestamptz '2026-04-04 10:00+00' - i * interval '17 minutes 0.000001 seconds',
  (ARRAY['Available', 'Unavailable', 'Offline'])[1 + i % 3], nullif('R' || i % 4, 'R0')
FROM generate_series(1, 40) i;
SQL
}

# The snapshots of the reports are refreshed and hold all rows that their views have.
refresh_and_compare() {
    sql "$1" -d "$2" <<'SQL'
SELECT format('REFRESH MATERIALIZED VIEW CONCURRENTLY %s', oid::regclass) FROM pg_class WHERE relname LIKE '%\_materialized'
\gexec
SQL
    answers "$1" "$2" >"$scratch/refreshed"
    # but for intervals, which snapshots leave out
    sql "$1" -d "$2" >"$scratch/differing" <<'SQL'
SELECT format($$SELECT %1$L || ' ' || count(*) FROM (
    (SELECT %2$s FROM %1$s EXCEPT ALL SELECT %2$s FROM %3$s) UNION ALL (SELECT %2$s FROM %3$s EXCEPT ALL SELECT %2$s FROM %1$s)) d$$,
  v.oid::regclass, columns, s.oid::regclass)
FROM pg_class s JOIN pg_class v ON v.relnamespace = s.relnamespace AND v.relname = replace(s.relname, '_snapshot', ''),
  LATERAL (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
    WHERE attrelid = v.oid AND attnum > 0 AND atttypid <> 'interval'::regtype) c
WHERE s.relname LIKE '%\_snapshot'
\gexec
SQL
    for view in '"Team ""A"" of '"'1'"'".availability_daily' '"Team ""A"" of '"'1'"'".user_logs' \
        '"Team ""A"" of '"'1'"'".staffing' mapped.status_daily; do
        grep -qxF "$view 0" "$scratch/differing" || {
            echo "$view is not what its snapshot holds"
            exit 1
        }
    done
}

start_own_server 'wal_level = logical' 'max_wal_size = 1GB' 'hot_standby = on'
createdb moved
sql "$primary" -d moved -f test/moves/load.sql

# what is there is copied, what is new is streamed
mkdir "$standby"
pg_basebackup -D "$scratch/standby" -c fast -X stream -R
cat >>"$scratch/standby/postgresql.conf" <<<"unix_socket_directories = '$standby'"
pg_ctl start -s -w -t 60 -D "$scratch/standby" -l "$scratch/standby.log" -o "-p $PGPORT" >/dev/null
new_events "$primary" moved
sql "$primary" -d moved -c "INSERT INTO kept.timeline_value SELECT 'streamed', userlogs.timeline_agg(since, state, note) FROM application.presence" \
    -c "INSERT INTO kept.timeline_key VALUES ('streamed', '{2026-03-02 08:00+00 \"streamed\"}')"
caught_up
answers "$primary" >"$scratch/primary"
grep -q '^bytes streamed ' "$scratch/primary"
[[ $(sql "$standby" -c 'SELECT pg_is_in_recovery()') == t ]]
answers "$standby" >"$scratch/answers"
diff "$scratch/primary" "$scratch/answers"
if sql "$standby" -d moved -c "SELECT userlogs.create_report('mapped')" 2>"$scratch/errors"; then
    echo "a standby has made a report"
    exit 1
fi
grep -q 'read-only transaction' "$scratch/errors"

# A crash with a transaction open: what was committed is there, nothing else.
mkfifo "$scratch/fifo"
sql "$primary" -d moved <"$scratch/fifo" >"$scratch/open.log" 2>&1 &
open=$!
exec {feed}>"$scratch/fifo"
echo "BEGIN; DELETE FROM application.presence WHERE id % 2 = 0; INSERT INTO kept.timeline_key VALUES ('lost', '{2026-03-02 08:00+00 \"lost\"}'); CHECKPOINT; SELECT 'open';" >&"$feed"
until grep -qx open "$scratch/open.log"; do sleep 0.1; done
kill -KILL "$(head -n 1 "$scratch/pgdata/postmaster.pid")"
exec {feed}>&-
wait "$open" || true
# Where no process collects the dead, it would seem to live. Processes of its own
# that have not noticed yet keep the new server from starting.
rm "$scratch/pgdata/postmaster.pid"
for _ in {1..100}; do
    if pg_ctl start -s -w -t 60 -D "$scratch/pgdata" -l "$scratch/server.log" -o "-p $PGPORT" >/dev/null 2>&1; then break; fi
    sleep 0.1
done
grep -q 'database system was not properly shut down' "$scratch/server.log"
answers "$primary" >"$scratch/answers"
diff "$scratch/primary" "$scratch/answers"

# promoted: the same, and it can be written to
caught_up
pg_ctl promote -s -w -D "$scratch/standby" >/dev/null
[[ $(sql "$standby" -c 'SELECT pg_is_in_recovery()') == f ]]
answers "$standby" >"$scratch/answers"
diff "$scratch/primary" "$scratch/answers"
new_events "$standby" moved
refresh_and_compare "$standby" moved
if diff -q "$scratch/primary" "$scratch/refreshed" >/dev/null; then
    echo "more events have changed nothing"
    exit 1
fi

# The log and the other inputs of a report, some before and some while the other
# server listens, with a change and a deletion: the same report.
sql "$primary" -d moved <<'SQL'
DO $$
BEGIN
  EXECUTE (SELECT 'CREATE PUBLICATION inputs FOR TABLE ' || string_agg(c.oid::regclass::text, ', ') FROM pg_class c
    WHERE relkind = 'r' AND relnamespace = quote_ident('Team "A" of ''1''')::regnamespace);
END $$;
SQL
createdb -h "$standby" subscriber
sql "$standby" -d subscriber -v connection="host=$primary port=$PGPORT user=postgres dbname=moved" <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION userlogs;
SELECT userlogs.create_report('Team "A" of ''1''') \g /dev/null
-- what create_report has filled
SELECT 'TRUNCATE ' || string_agg(c.oid::regclass::text, ', ') FROM pg_class c
WHERE relkind = 'r' AND relnamespace = quote_ident('Team "A" of ''1''')::regnamespace
\gexec
CREATE SUBSCRIPTION inputs CONNECTION :'connection' PUBLICATION inputs;
SQL
wait_for "$standby" subscriber "SELECT count(*) > 10 AND bool_and(srsubstate = 'r') FROM pg_subscription_rel"
new_events "$primary" moved
sql "$primary" -d moved <<'SQL'
SET search_path = "Team ""A"" of '1'";
UPDATE status_event SET reason = 'mended' WHERE event_id % 7 = 0;
DELETE FROM status_event WHERE event_id % 11 = 0;
UPDATE report_user SET name = name || ' mended';
SQL
written=$(sql "$primary" -c 'SELECT pg_current_wal_lsn()')
wait_for "$primary" moved "SELECT replay_lsn >= '$written' FROM pg_stat_replication WHERE application_name = 'inputs'"

# report_rows HOST DATABASE: of this report, but for snapshots, which the subscriber has not
report_rows() {
    sql "$1" -d "$2" -f test/moves/reports.sql | grep -F '"Team ""A""' | grep -v '_snapshot \|_materialized '
}
report_rows "$primary" moved >"$scratch/published"
report_rows "$standby" subscriber >"$scratch/subscribed"
diff "$scratch/published" "$scratch/subscribed"
[[ $(grep -c . "$scratch/published") -gt 80 ]]
sql "$standby" -d subscriber -c 'ALTER SUBSCRIPTION inputs DISABLE'
