#!/usr/bin/env bash
# Reads a report through the readers that PYTHON has, and runs the examples of
# docs/bi.md; see test/deep/readers.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."
# shellcheck source-path=SCRIPTDIR/../.. source=test/tools/own-server.sh
source test/tools/own-server.sh

export REPORT_SCHEMA='Kundendienst "Süd"'
start_own_server "listen_addresses = '127.0.0.1'" # connectorx knows no sockets
psql -X -q -v schema="$REPORT_SCHEMA" -f test/clients/report_data.sql
psql -X -q -v ON_ERROR_STOP=1 -v schema="$REPORT_SCHEMA" <<'SQL'
SELECT userlogs.create_materialized(:'schema', name) FROM userlogs.report_definition WHERE kind = 'view' AND key IS NOT NULL ORDER BY name
\g /dev/null
SQL
export PGHOST=127.0.0.1 PYTHONDONTWRITEBYTECODE=1
"$PYTHON" test/clients/read_tables.py
psql -X -q -v schema=support -f test/clients/report_data.sql
"$PYTHON" test/clients/read_examples.py docs/bi.md
