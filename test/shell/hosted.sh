#!/usr/bin/env bash
# The steps of docs/operations.md for a hosted service work: its log comes to a
# server without it, by logical replication, and the report there follows. The
# blocks are run as they stand, but for the address.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

# shellcheck source-path=SCRIPTDIR/../.. source=test/tools/own-server.sh
source test/tools/own-server.sh

hosted=$scratch reporting=$scratch/socket
# sql HOST [ARGUMENT…]
sql() {
    psql -X -A -t -q -v ON_ERROR_STOP=1 -d app -h "$@"
}
wait_for() {
    for _ in {1..300}; do
        if [[ $(sql "$reporting" -c "$1") == t ]]; then return; fi
        sleep 0.1
    done
    echo "in vain: $1"
    return 1
}
# steps WHERE: the blocks of the section that say that they are for this server
steps() {
    awk -v where="-- on the $1" '/^## / { section = $0 == "## A hosted service" }
        section && /^```$/ { inside = !inside; if (inside) { getline; wanted = $0 == where } next }
        section && inside && wanted { print }' docs/operations.md
}

start_own_server 'wal_level = logical'
mkdir "$reporting"
initdb -D "$scratch/reporting" -U postgres -A trust --no-sync -E UTF8 >"$scratch/initdb.log"
printf '%s\n' "listen_addresses = ''" "unix_socket_directories = '$reporting'" "port = $PGPORT" \
    'dynamic_shared_memory_type = mmap' 'shared_buffers = 32MB' 'fsync = off' "timezone = 'Europe/Berlin'" >>"$scratch/reporting/postgresql.conf"
pg_ctl start -s -w -t 60 -D "$scratch/reporting" -l "$scratch/reporting.log" >/dev/null

# the log of the tour, in a database without the extension, and a role that may
# read it and replicate
for host in "$hosted" "$reporting"; do createdb -h "$host" app; done
awk '/^```sql$/ { inside = 1; next } /^```$/ && inside { exit } inside' docs/tour.md >"$scratch/log.sql"
PGTZ=Europe/Berlin sql "$hosted" -f "$scratch/log.sql"
sql "$hosted" -c 'CREATE ROLE replicator LOGIN REPLICATION' -c 'GRANT SELECT ON public.status_events TO replicator'

steps 'hosted service' >"$scratch/hosted.sql"
steps 'reporting server' | sed "s|host=db.example dbname=app|host=$hosted port=$PGPORT dbname=app|" >"$scratch/reporting.sql"
grep -q 'CREATE PUBLICATION' "$scratch/hosted.sql"
grep -q "CREATE SUBSCRIPTION.*host=$hosted port" "$scratch/reporting.sql"
sql "$hosted" -f "$scratch/hosted.sql"
sed '/^DROP SUBSCRIPTION/d' "$scratch/reporting.sql" | sql "$reporting" >"$scratch/made" 2>&1 || { cat "$scratch/made" && exit 1; }
wait_for "SELECT count(*) = 1 AND bool_and(srsubstate = 'r') FROM pg_subscription_rel"

# what the README shows of it
readme=$(sed -n '/^SELECT status, user_name/,/;$/p' README.md)
sql "$reporting" -A -F '|' -c "$readme" >"$scratch/rows"
awk '/^```text$/ { inside = 1; next } /^```$/ { inside = 0 } inside && /^ *[A-Z]?[a-z]* *\| (Anna|Ben) / { gsub(/ *\| */, "|"); sub(/^ /, ""); sub(/ +$/, ""); print }' README.md >"$scratch/expected"
diff "$scratch/expected" "$scratch/rows"
[[ $(wc -l <"$scratch/rows") == 10 ]]

# it follows
sql "$hosted" -c "INSERT INTO public.status_events (user_name, occurred_at, status) VALUES ('Cem', '2026-03-02 09:00+01', 'Available')" \
    -c "DELETE FROM public.status_events WHERE reason = 'High demand'" -c "UPDATE public.status_events SET reason = 'Sick' WHERE reason = 'Absence'"
wait_for "SELECT count(*) FILTER (WHERE user_name = 'Cem') = 1 AND count(*) FILTER (WHERE reason = 'Sick') = 1 AND count(*) FILTER (WHERE reason = 'High demand') = 0 FROM support.user_logs"
sql "$reporting" -c "$(grep '^DROP SUBSCRIPTION' "$scratch/reporting.sql")"
[[ $(sql "$hosted" -c 'SELECT count(*) FROM pg_replication_slots') == 0 ]]
