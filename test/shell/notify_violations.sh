#!/usr/bin/env bash
# Who listens is told of each broken rule once, also with two callers at once,
# and of nothing before the caller commits.
set -euo pipefail

database=notify_$$
trap 'dropdb --if-exists --force "$database"' EXIT
createdb "$database"
export PGDATABASE=$database

sql() {
    psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"
}

sql >/dev/null <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION userlogs;
SELECT userlogs.create_report('support', 'bigint');
UPDATE support.setting SET as_of = '2026-03-02 12:00+00';
INSERT INTO support.team_member (user_id, team) VALUES (7, 'First "line"');
INSERT INTO support.status_event (user_id, occurred_at, status, reason) VALUES
  (7, '2026-03-02 08:00+00', 'Available', NULL), (7, '2026-03-02 11:00+00', 'Unavailable', 'Lunch');
INSERT INTO support.rule (rule_id, metric, comparison, threshold, severity) VALUES
  ('nobody there', 'available_headcount', '<', 1, 'high'), ('long break', 'spell_length', '>', 1800, NULL);
SQL

told=$(sql <<'SQL'
LISTEN userlogs;
BEGIN;
SELECT 'told ' || userlogs.notify_violations('support', '2 hours');
ROLLBACK;
SELECT 'told ' || userlogs.notify_violations('support', '2 hours');
SELECT 'told ' || userlogs.notify_violations('support', '2 hours');
SQL
)
[[ $(grep -c '^told 2$' <<<"$told") == 2 && $(grep -c '^told 0$' <<<"$told") == 1 ]]
[[ $(grep -c 'Asynchronous notification "userlogs"' <<<"$told") == 2 ]]
grep -q '"rule_id" : "nobody there", "severity" : "high".*"team" : "First \\"line\\"", "user_id" : null.*"is_open" : true' <<<"$told"
grep -q '"rule_id" : "long break".*"user_id" : "7", "reason" : "Lunch", "started_at" : "2026-03-02T11:30:00+00:00"' <<<"$told"

# two at once: each row is told by one of them
sql -c "INSERT INTO support.rule (rule_id, metric, comparison, threshold) VALUES ('few', 'available_headcount', '<', 2)"
sql -c "BEGIN; SELECT userlogs.notify_violations('support', '2 hours'); SELECT pg_sleep(1); COMMIT" >"$TMPDIR/first" &
sql -c "SELECT pg_sleep(0.3)" -c "SELECT userlogs.notify_violations('support', '2 hours')" >"$TMPDIR/second"
wait $!
[[ $(cat "$TMPDIR/first" "$TMPDIR/second" | awk '/^[0-9]+$/ { sum += $1 } END { print sum }') == 1 ]]
rm "$TMPDIR/first" "$TMPDIR/second"
