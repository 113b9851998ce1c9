#!/usr/bin/env bash
# Imports the dashboard of docs/superset into an empty Superset, whose programs
# are in the folder SUPERSET, looks at it with CHROMIUM, and compares what every
# chart gets; see test/deep/superset. Pictures of it go to the folder PICTURES.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."
# shellcheck source-path=SCRIPTDIR/../.. source=test/tools/own-server.sh
source test/tools/own-server.sh

server=
stop_superset() {
    if [[ $server ]]; then
        kill "$server" 2>/dev/null
        wait "$server" 2>/dev/null
    fi
}
trap 'status=$?; set +e; stop_superset; clean_up $status' EXIT

# Superset writes "set search_path" itself, and does not double a quote in a name
report='Kundendienst Süd'
start_own_server "listen_addresses = '127.0.0.1'"
psql -X -q -v schema="$report" -f test/clients/superset_data.sql
# a reader whose clock is not that of the report
psql -X -q -v ON_ERROR_STOP=1 -v schema="$report" -v password="$PGPASSWORD" <<'SQL'
CREATE ROLE bi LOGIN PASSWORD :'password';
ALTER ROLE bi SET TimeZone = 'America/New_York';
GRANT USAGE ON SCHEMA :"schema" TO bi;
GRANT SELECT ON ALL TABLES IN SCHEMA :"schema" TO bi;
SQL
# as Superset writes what it hides
uri=postgresql+psycopg2://bi:XXXXXXXXXX@127.0.0.1:$PGPORT/postgres
bundle=$scratch/userlogs-superset.zip
export RANGE='2026-03-16 : 2026-03-30'
docs/superset/bundle "$report" "$uri" "$bundle"

echo "starting Superset"
SUPERSET_PASSWORD=$(od -A n -N 16 -t x1 /dev/urandom | tr -d ' ')
export SUPERSET_PASSWORD SUPERSET_HOME=$scratch/superset SUPERSET_CONFIG_PATH=$scratch/superset/superset_config.py
export FLASK_APP=superset PYTHONDONTWRITEBYTECODE=1
mkdir "$SUPERSET_HOME"
cat >"$SUPERSET_CONFIG_PATH" <<PYTHON
SECRET_KEY = "$SUPERSET_PASSWORD$SUPERSET_PASSWORD"
SQLALCHEMY_DATABASE_URI = "sqlite:///$SUPERSET_HOME/superset.db"
# plain HTTP, and one who asks often
TALISMAN_ENABLED = False
WTF_CSRF_ENABLED = False
RATELIMIT_ENABLED = False
PYTHON
quietly() {
    if ! "$@" >"$scratch/log" 2>&1; then
        tail -n 50 "$scratch/log"
        return 1
    fi
}
quietly "$SUPERSET/superset" db upgrade
quietly "$SUPERSET/superset" fab create-admin --username admin --firstname A --lastname Dmin --email admin@userlogs.invalid --password "$SUPERSET_PASSWORD"
quietly "$SUPERSET/superset" init
: >"$scratch/gunicorn.log"
"$SUPERSET/gunicorn" -w 2 -k gthread --threads 4 --timeout 120 -b 127.0.0.1:0 'superset.app:create_app()' >>"$scratch/gunicorn.log" 2>&1 &
server=$!
url=
for _ in {1..600}; do
    url=$(sed -n 's/.*Listening at: \(http:[^ ]*\).*/\1/p' "$scratch/gunicorn.log")
    if [[ $url ]] && "$SUPERSET/python" -c "import sys, urllib.request; urllib.request.urlopen(sys.argv[1] + '/health')" "$url" 2>/dev/null; then break; fi
    if ! kill -0 "$server" 2>/dev/null; then break; fi
    sleep 0.2
done
if [[ ! $url ]]; then
    tail -n 50 "$scratch/gunicorn.log"
    exit 1
fi

# import_it WHAT [PASSWORD]: there is one of each thing, however often
import_it() {
    local count
    count=$("$SUPERSET/python" test/clients/superset_import.py "$url" "$bundle" "$@")
    if [[ $count != '1 14 19 1' ]]; then
        echo "import as $1: databases, datasets, charts, dashboards: $count"
        exit 1
    fi
}
# look FOLDER [WORD]: the dashboard as a browser shows it, and its figures
dashboard=1
look() {
    local time="time_range:'2026-03-24 : 2026-03-25'"
    mkdir -p "$1"
    echo '{"from": "2026-03-16", "to": "2026-03-30", "team": null}' >"$1/all.state"
    echo '{"from": "2026-03-24", "to": "2026-03-25", "team": "Day"}' >"$1/one_day.state"
    node test/clients/superset.js "$url" "$dashboard" "[{\"name\": \"all\", \"filters\": \"()\"}, {\"name\": \"one_day\", \"filters\":
        \"(NATIVE_FILTER-time:(id:NATIVE_FILTER-time,extraFormData:($time),filterState:(value:'2026-03-24 : 2026-03-25')),\
NATIVE_FILTER-team:(id:NATIVE_FILTER-team,extraFormData:(filters:!((col:team,op:IN,val:!(Day)))),filterState:(label:Day,value:!(Day))),\
NATIVE_FILTER-grain:(id:NATIVE_FILTER-grain,extraFormData:(time_grain_sqla:P1D),filterState:(label:Day,value:!(P1D))))\"}]" "$CHROMIUM" "$1"
    "$SUPERSET/python" test/clients/superset_figures.py "$report" "$url" "$dashboard" "$1" "$2"
}
import_it dashboard "$PGPASSWORD"
import_it dashboard
import_it assets
look "$PICTURES/views" views

# the same objects, and other relations; the bundle says how to make these
SNAPSHOTS=1 docs/superset/bundle "$report" "$uri" "$bundle" | sed -n 's/^  SELECT/SELECT/p' >"$scratch/snapshots.sql"
psql -X -q -A -t -v ON_ERROR_STOP=1 -v schema="$report" <<SQL >"$scratch/refresh.sql"
\i $scratch/snapshots.sql
GRANT SELECT ON ALL TABLES IN SCHEMA :"schema" TO bi;
ALTER ROLE bi SET TimeZone = 'Asia/Kathmandu';
SQL
import_it assets
look "$PICTURES/snapshots" snapshots
