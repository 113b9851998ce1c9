#!/usr/bin/env bash
# create_report beside others: a reader of several views is not ended as the
# victim of a deadlock, calls that make and drop the report take turns, what is
# planted while create_report waits for a lock is not bound, and a refresh in an
# older transaction does not set a snapshot back.
set -euo pipefail

scratch=$(mktemp -d)
database=create_report_$$
clean_up() {
    dropdb --if-exists --force "$database"
    psql -X -q -d postgres -c "DROP ROLE IF EXISTS userlogs_test_mallory" || true
    rm -rf -- "$scratch"
}
trap clean_up EXIT
createdb "$database"
export PGDATABASE=$database PGOPTIONS='-c client_min_messages=warning'

fail() {
    printf '%s\n' "$*"
    exit 1
}
sql() {
    psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"
}
# until CONDITION: waits for what another session does
until_true() {
    for _ in {1..600}; do
        [[ $(sql -c "SELECT $1") == t ]] && return
        sleep 0.1
    done
    fail "never came: $1"
}
sql -c "CREATE EXTENSION userlogs" -c "SELECT userlogs.create_report('support')" >/dev/null

# A reader holds one view; a call waits for it; the reader goes on to each other
# view, those that the call would have locked before included.
beside_reader() {
    local first=$1 call=$2 reader maker
    rm -f "$scratch/fifo"
    mkfifo "$scratch/fifo"
    sql <"$scratch/fifo" >"$scratch/reader" 2>&1 &
    reader=$!
    exec 3>"$scratch/fifo"
    cat >&3 <<SQL
SET application_name = 'reader';
BEGIN;
SELECT count(*) FROM support.$first;
SQL
    until_true "EXISTS (SELECT FROM pg_locks WHERE relation = 'support.$first'::regclass AND mode = 'AccessShareLock')"
    PGAPPNAME=maker sql -c "SELECT userlogs.$call" >"$scratch/maker" 2>&1 &
    maker=$!
    until_true "EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'maker' AND wait_event_type = 'Lock' AND query ~ 'userlogs')"
    sql -c "SELECT format('SELECT count(*) FROM support.%I;', name) FROM userlogs.report_objects('support') WITH ORDINALITY WHERE kind ~ 'view' ORDER BY ordinality DESC" >&3
    echo 'COMMIT;' >&3
    exec 3>&-
    wait "$reader" || fail "the reader of $first beside $call: $(cat "$scratch/reader")"
    wait "$maker" || fail "$call beside the reader of $first: $(cat "$scratch/maker")"
}
for first in current_status user_logs rule_violations; do beside_reader "$first" "create_report('support')"; done
store="SELECT userlogs.create_materialized('support', 'user_logs')"
sql -c "$store" >/dev/null
for first in user_logs_materialized user_logs_snapshot; do
    beside_reader "$first" "create_report('support')"
    beside_reader "$first" "drop_materialized('support', 'user_logs')"
    sql -c "$store" >/dev/null
    beside_reader "$first" "drop_report('support')"
    sql -c "SELECT userlogs.create_report('support')" -c "$store" >/dev/null
done
sql -c "SELECT userlogs.drop_materialized('support', 'user_logs')" >/dev/null

# lock_timeout of the caller ends it, and nothing has changed
mkfifo "$scratch/holder"
sql <"$scratch/holder" >/dev/null &
holder=$!
exec 3>"$scratch/holder"
echo 'BEGIN; SELECT count(*) FROM support.staffing;' >&3
until_true "EXISTS (SELECT FROM pg_locks WHERE relation = 'support.staffing'::regclass AND mode = 'AccessShareLock')"
for call in create_report drop_report; do
    if sql -c "SET lock_timeout = '200ms'" -c "SELECT userlogs.$call('support')" >"$scratch/out" 2>&1; then fail "$call did not wait"; fi
    grep -q 'lock timeout' "$scratch/out" || fail "$call: $(cat "$scratch/out")"
done
exec 3>&-
wait "$holder"

# all at once, several times: each finds the report whole, or none
for round in 1 2 3; do
    for i in 1 2 3; do
        sql -c "SELECT userlogs.create_report('support')" >"$scratch/create$i" 2>&1 &
        sql -c "SELECT userlogs.drop_report('support')" >"$scratch/drop$i" 2>&1 &
        sql -c "SELECT userlogs.create_materialized('support', 'user_logs')" >"$scratch/store$i" 2>&1 &
        sql -c "SELECT userlogs.drop_materialized('support', 'user_logs')" >"$scratch/unstore$i" 2>&1 &
    done
    wait
    if grep -h ERROR "$scratch"/*[123] | grep -v -E 'has no report|has no snapshot' >"$scratch/errors"; then
        fail "round $round: $(cat "$scratch/errors")"
    fi
done
sql -c "SELECT userlogs.create_report('support')" >/dev/null

# What is planted while create_report waits: mallory may create in the schema and
# owns an input, a lock on which holds create_report after its first look.
sql >/dev/null <<'SQL'
CREATE ROLE userlogs_test_mallory;
CREATE SCHEMA planted;
GRANT ALL ON SCHEMA planted TO userlogs_test_mallory;
SET ROLE userlogs_test_mallory;
CREATE TABLE planted.service_request (request_id bigint, team text, arrived_at timestamptz, first_response_at timestamptz);
SQL
mkfifo "$scratch/mallory"
sql <"$scratch/mallory" >"$scratch/planting" 2>&1 &
mallory=$!
exec 3>"$scratch/mallory"
cat >&3 <<'SQL'
SET ROLE userlogs_test_mallory;
BEGIN;
LOCK planted.service_request IN ACCESS EXCLUSIVE MODE;
SQL
until_true "EXISTS (SELECT FROM pg_locks WHERE relation = 'planted.service_request'::regclass AND mode = 'AccessExclusiveLock')"
PGAPPNAME=victim sql -c "SELECT userlogs.create_report('planted')" >"$scratch/victim" 2>&1 &
victim=$!
until_true "EXISTS (SELECT FROM pg_locks WHERE relation = 'planted.service_request'::regclass AND NOT granted)"
cat >&3 <<'SQL'
CREATE FUNCTION planted.evil(bigint, double precision) RETURNS double precision LANGUAGE plpgsql AS $$ BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN ALTER ROLE userlogs_test_mallory SUPERUSER; END IF;
  RETURN $1::float8 / $2; END $$;
CREATE OPERATOR planted./ (LEFTARG = bigint, RIGHTARG = double precision, FUNCTION = planted.evil);
COMMIT;
SQL
exec 3>&-
wait "$mallory" || fail "planting: $(cat "$scratch/planting")"
if wait "$victim"; then fail "the report was made with what was planted"; fi
grep -q 'belongs to role "userlogs_test_mallory"' "$scratch/victim" || fail "create_report: $(cat "$scratch/victim")"
[[ $(sql -c "SELECT count(*) FROM pg_class WHERE relnamespace = 'planted'::regnamespace AND relkind = 'v'") == 0 ]] || fail "views were left behind"
[[ $(sql -c "SELECT rolsuper FROM pg_roles WHERE rolname = 'userlogs_test_mallory'") == f ]] || fail "mallory is a superuser"
sql -c "DROP SCHEMA planted CASCADE" -c "DROP OWNED BY userlogs_test_mallory"

# a transaction that began before the last refresh leaves what that has stored
sql -c "SELECT userlogs.create_materialized('support', 'user_logs')" >/dev/null
mkfifo "$scratch/older"
sql <"$scratch/older" >"$scratch/refreshed" 2>&1 &
older=$!
exec 3>"$scratch/older"
echo "SET application_name = 'older'; BEGIN; SELECT now();" >&3
until_true "EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'older' AND state = 'idle in transaction')"
sql -c "SELECT userlogs.refresh_materialized('support', 'user_logs')" >"$scratch/newer"
echo "SELECT userlogs.refresh_materialized('support', 'user_logs'); COMMIT;" >&3
exec 3>&-
wait "$older" || fail "$(cat "$scratch/refreshed")"
[[ $(sed -n 2p "$scratch/refreshed") == "$(cat "$scratch/newer")" ]] || fail "the older transaction has refreshed: $(cat "$scratch/refreshed")"
[[ $(sql -c "SELECT max(refreshed_at) FROM support.user_logs_materialized") == "$(cat "$scratch/newer")" ]] || fail "the snapshot was set back"
