#!/usr/bin/env bash
# The bundle of docs/superset fits the report: what it says of relations is so, its
# charts ask for what its datasets have, every expression can be evaluated, and the
# same arguments give the same bytes. Superset itself is asked in test/deep.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

python=
for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import yaml' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [[ ! $python ]]; then
    echo "no Python with yaml"
    exit 77
fi
scratch=$(mktemp -d)
database=superset_$$
trap 'dropdb --if-exists "$database"; rm -rf -- "$scratch"' EXIT

schema="Kunden's 50 % \$service: [x] {y}"
uri='postgresql+psycopg2://bi:p%40ss"\@localhost:5432/db?options=-csearch_path%3Dx'
createdb "$database"
psql -X -q -v ON_ERROR_STOP=1 -d "$database" -v schema="$schema" <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION userlogs;
SELECT userlogs.create_report(:'schema') \g /dev/null
SQL
"$python" docs/superset/bundle "$schema" "$uri" "$scratch/one.zip" >/dev/null
"$python" docs/superset/bundle "$schema" "$uri" "$scratch/two.zip" >/dev/null
cmp "$scratch/one.zip" "$scratch/two.zip"
"$python" docs/superset/bundle other "$uri" "$scratch/other.zip" >/dev/null
SNAPSHOTS=1 "$python" docs/superset/bundle "$schema" "$uri" "$scratch/snapshots.zip" >"$scratch/said"
sed -n 's/^  SELECT/SELECT/p' "$scratch/said" >"$scratch/snapshots.sql"
[[ -s $scratch/snapshots.sql ]]
psql -X -q -v ON_ERROR_STOP=1 -d "$database" -f "$scratch/snapshots.sql" >"$scratch/created"

# as make hands the words on
make -s -f Makefile superset PG_CONFIG=none SCHEMA=support URI=postgresql:///x OUT="$scratch/made.zip" >/dev/null
"$python" docs/superset/bundle support postgresql:///x "$scratch/direct.zip" >/dev/null
cmp "$scratch/made.zip" "$scratch/direct.zip"
# what cannot be is refused
refuse() {
    if "$@" >/dev/null 2>&1; then
        echo "taken: $*"
        exit 1
    fi
}
refuse "$python" docs/superset/bundle support
refuse "$python" docs/superset/bundle '' postgresql:///x "$scratch/refused.zip"
refuse "$python" docs/superset/bundle 'a"b' postgresql:///x "$scratch/refused.zip"
refuse env SNAPSHOTS=staff "$python" docs/superset/bundle support postgresql:///x "$scratch/refused.zip"

for bundle in one snapshots; do
    "$python" -B test/shell/superset_bundle.py "$schema" "$uri" "$scratch/$bundle.zip" "$scratch/other.zip" >"$scratch/$bundle.sql"
    psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$database" -f "$scratch/$bundle.sql" >"$scratch/$bundle.out"
    if [[ -s $scratch/$bundle.out ]]; then
        cat "$scratch/$bundle.out"
        exit 1
    fi
done
