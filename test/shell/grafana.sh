#!/usr/bin/env bash
# The dashboard in docs/grafana is one that Grafana can load, as far as that is
# known without it, and each of its queries shows what plain SQL says of the log.
# Runs in a database of its own on the server that the environment names.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

database=grafana_$$
trap 'dropdb --if-exists "$database"' EXIT

command -v python3 >/dev/null || {
    echo "python3 is not here"
    exit 77
}
createdb "$database"
export PGDATABASE=$database PYTHONDONTWRITEBYTECODE=1 PGTZ=UTC
schema='Kundendienst Süd' from='2026-03-02T10:00:00Z' as_of='2026-03-04 12:00'
psql -X -v schema="$schema" -v from_at="$from" -v as_of="$as_of" -f test/clients/dashboard_data.sql
# the time range ends after now
python3 test/clients/read_dashboard.py docs/grafana/userlogs.json "$schema" "$from" '2026-03-04T13:00:00Z'
