#!/usr/bin/env bash
# pg_cron, given the text that create_materialized returns, keeps a snapshot of
# a view up to date: after a scheduled run it has the rows that the view has. And
# it stores pages and digests, as docs/operations.md says.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

if [[ ! -e $(pg_config --sharedir)/extension/pg_cron.control ]]; then
    echo "this PostgreSQL has no pg_cron"
    exit 77
fi
# shellcheck source-path=SCRIPTDIR/../.. source=test/tools/own-server.sh
source test/tools/own-server.sh
start_own_server 'shared_preload_libraries = pg_cron' 'cron.use_background_workers = on'

sql() {
    psql -X -A -t -q -v ON_ERROR_STOP=1 "$@"
}

# as_of lies after all events, so that view and snapshot answer for one moment.
sql <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION pg_cron;
CREATE EXTENSION userlogs;
SELECT userlogs.create_report('support') \g /dev/null
SET search_path = support;
UPDATE setting SET time_zone = 'Europe/Berlin', as_of = '2026-03-30 10:00+00';
INSERT INTO status_event (user_id, occurred_at, status, reason) VALUES
  ('anna', '2026-03-28 08:00+00', 'Available', NULL),
  ('anna', '2026-03-28 12:00+00', 'Unavailable', 'Lunch'),
  ('anna', '2026-03-28 12:30+00', 'Available', NULL),
  ('anna', '2026-03-28 16:00+00', 'Offline', NULL);
SQL
# what the page says, without a language, in its block with these words
recipe() {
    awk -v words="$1" '!inside && /^```/ { inside = 1; wanted = $0 == "```"; block = ""; next }
        /^```$/ { if (wanted && block ~ words) printf "%s", block; inside = 0; next }
        { block = block $0 "\n" }' docs/operations.md
}
recipe 'support.page' >"$scratch/page.sql"
recipe 'create_materialized' >"$scratch/refresh.sql"
sql -c "$(sed -n '/^CREATE TABLE/p' "$scratch/page.sql")"

schedule() {
    sed "/^CREATE TABLE/d; s/'[^']* \* \* \*'/'$1'/" "$scratch/page.sql" "$scratch/refresh.sql" | sql >/dev/null
}
[[ $(grep -l 'cron.schedule' "$scratch/page.sql" "$scratch/refresh.sql" | wc -l) == 2 ]]
schedule '2 seconds' 2>/dev/null || schedule '* * * * *' # before 1.5 it counts in minutes

# differences: rows that only the view or only the snapshot has
differences="WITH shown AS (SELECT to_jsonb(s) - 'refreshed_at' FROM support.availability_daily_snapshot s),
  true_rows AS (SELECT to_jsonb(v) FROM support.availability_daily v)
SELECT count(*) FROM ((TABLE shown EXCEPT ALL TABLE true_rows) UNION ALL (TABLE true_rows EXCEPT ALL TABLE shown)) d"
differences() {
    sql -c "$differences"
}

[[ $(differences) == 0 ]]
# no scheduled run sees the events before they are compared
before=$(sql <<SQL
BEGIN;
INSERT INTO support.status_event (user_id, occurred_at, status, reason) VALUES
  ('anna', '2026-03-28 13:00+00', 'Unavailable', 'Late'),
  ('anna', '2026-03-29 08:00+00', 'Available', NULL),
  ('ben', '2026-03-29 22:15+00', 'Available', NULL);
$differences;
SELECT clock_timestamp();
COMMIT;
SQL
)
[[ ${before%%$'\n'*} != 0 ]]
first=${before#*$'\n'}

for ((end = SECONDS + 130; SECONDS < end; )); do
    if [[ $(sql -c "SELECT count(*) FROM cron.job_run_details WHERE status = 'succeeded'") != 0 ]]; then
        refreshed=$(sql -v first="$first" <<<"
            SELECT min(refreshed_at) > :'first' AND min(refreshed_at) = max(refreshed_at)
            FROM support.availability_daily_snapshot")
        stored=$(sql -c "SELECT count(*) > 0 FROM support.page WHERE page ~ '</html>' AND digest ~ '^User Logs: Sun 29 Mar 2026'")
        if [[ $refreshed == t && $(differences) == 0 && $stored == t ]]; then exit; fi
        if [[ $refreshed == t && $(differences) == 0 ]] && ((SECONDS + 5 < end)); then # the other job may still run
            sleep 0.5
            continue
        fi
        echo "after a run that succeeded, the snapshot is not the view, or the page is not there: refreshed $refreshed, stored $stored"
        break
    fi
    sleep 0.2
done
sql -c 'TABLE cron.job; TABLE cron.job_run_details'
tail -n 50 "$scratch/server.log"
exit 1
