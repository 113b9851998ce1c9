#!/usr/bin/env bash
# The dbt project in docs/dbt describes the views of a report as their comments
# do: docs/dbt/models/userlogs.yml is what docs/dbt/userlogs.sql writes.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

scratch=$(mktemp -d)
database=dbt_sources_$$
trap 'dropdb --if-exists "$database"; rm -rf -- "$scratch"' EXIT

createdb "$database"
export PGDATABASE=$database
psql -X -q -v ON_ERROR_STOP=1 -c 'SET client_min_messages = warning' -c 'CREATE EXTENSION userlogs' -c "SELECT userlogs.create_report('report')" >"$scratch/made"
psql -X -q -v schema=report -f docs/dbt/userlogs.sql -o "$scratch/userlogs.yml"
diff --unified docs/dbt/models/userlogs.yml "$scratch/userlogs.yml"
