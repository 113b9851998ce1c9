#!/usr/bin/env bash
# Clients list and read every view of a report: through ODBC, JDBC, psycopg 3
# and node-postgres all rows and columns arrive, with a type the client knows
# and with the server's values. What a client received is compared by
# fingerprints, see test/clients/fingerprints.sql.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."
# shellcheck source-path=SCRIPTDIR/../.. source=test/tools/own-server.sh
source test/tools/own-server.sh

export REPORT_SCHEMA='Kundendienst "Süd"'
export FROM_AT=2026-04-03T01:02:03.456+00:00 TO_AT=2026-04-06T01:30:00.789+00:00

start_own_server "listen_addresses = '127.0.0.1'" # JDBC knows no sockets
psql -X -q -v schema="$REPORT_SCHEMA" -f test/clients/report_data.sql
psql -X -q -v schema="$REPORT_SCHEMA" -v from_at="$FROM_AT" -v to_at="$TO_AT" \
    -f test/clients/fingerprints.sql >"$scratch/expected"

# Would the comparison mean anything? And no interval without its seconds.
awk -F '\t' '
    function complain(problem) { print $1 "." $2 ": " problem; status = 1 }
    { seen[$1, $2] = 1 }
    $3 == "interval" { twins[$1, $2 "_seconds"] = $1 "." $2 }
    $4 == 0 { complain("no rows") }
    $4 > 0 && $4 == $5 { complain("only NULLs") }
    END {
        for (twin in twins) if (!(twin in seen)) { print twins[twin] ": no column with its seconds"; status = 1 }
        exit NR == 0 ? 1 : status
    }' "$scratch/expected"

# Clients live elsewhere than the server.
export PGHOST=127.0.0.1 TZ=Asia/Kathmandu PGTZ=Asia/Kathmandu PYTHONDONTWRITEBYTECODE=1
ran=0 failed=0

# client NAME EXPECTED COMMAND…
client() {
    ran=$((ran + 1))
    if ! "${@:3}" "$scratch/expected" >"$scratch/got" 2>"$scratch/errors" ||
        ! diff -U 0 --label server --label "$1" "$2" "$scratch/got"; then
        failed=$((failed + 1))
        echo "$1: not what the server has"
        tail -n 20 "$scratch/errors"
    fi
}

# python_with MODULE: the first Python that has it
python_with() {
    local python
    for python in python3 /usr/bin/python3; do
        if "$python" -c "import $1" 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    return 1
}

odbc_driver() {
    local file
    for file in /usr/lib/*/odbc/psqlodbcw.so /usr/lib*/psqlodbcw.so; do
        if [[ -e $file ]]; then
            echo "$file"
            return
        fi
    done
    return 1
}

if python=$(python_with pyodbc) && driver=$(odbc_driver); then
    # Debian's own file has the driver write a log.
    printf '[psqlODBC]\nDriver=%s\n' "$driver" >"$scratch/odbcinst.ini"
    client ODBC "$scratch/expected" env ODBCSYSINI="$scratch" "$python" test/clients/read_odbc.py
else
    echo "skipped: ODBC, no psqlODBC or no pyodbc"
fi

jar=/usr/share/java/postgresql.jar
if [[ -e $jar && $(java -XX:-UsePerfData --list-modules 2>/dev/null) == *jdk.compiler* ]]; then
    client JDBC "$scratch/expected" java -XX:-UsePerfData -XX:TieredStopAtLevel=1 -cp "$jar" test/clients/ReadJdbc.java
else
    echo "skipped: JDBC, no $jar or no Java with a compiler"
fi

if python=$(python_with psycopg); then
    client psycopg "$scratch/expected" "$python" test/clients/read_psycopg.py
else
    echo "skipped: psycopg, no Python that has it"
fi

if node -e 'require("pg")' 2>/dev/null; then
    # JavaScript's times have no microseconds.
    cut -f 1-6 "$scratch/expected" >"$scratch/expected.milliseconds"
    client node-postgres "$scratch/expected.milliseconds" node test/clients/read_pg.js
else
    echo "skipped: node-postgres, no node that has pg"
fi

if ((ran == 0)); then
    echo "no client could run"
    exit 77
fi
((failed == 0))
