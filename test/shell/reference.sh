#!/usr/bin/env bash
# The reference says of the columns of inputs and views what their comments say.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

scratch=$(mktemp -d)
database=reference_$$
trap 'dropdb --if-exists "$database"; rm -rf -- "$scratch"' EXIT

createdb "$database"
psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$database" >"$scratch/comments" <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION userlogs;
SELECT userlogs.create_report('report') \g /dev/null
SELECT '## ' || s.name || E'\n' || string_agg(format('| %s | %s | %s |', a.attname, format_type(a.atttypid, a.atttypmod),
  col_description(a.attrelid, a.attnum)), E'\n' ORDER BY a.attnum)
FROM userlogs.report_definition s JOIN pg_attribute a ON a.attrelid = userlogs.report_relation('report', s.name) AND a.attnum > 0
GROUP BY s.step, s.name ORDER BY s.step;
SQL
# the same part of the reference: tables of three columns below these headings
awk 'NR == FNR { if (/^## /) known[$0]; next }
    /^## / { inside = $0 in known; if (inside) print; next }
    inside && /^\| [a-z0-9_]+ \| [^|]+ \| [^|]+ \|$/ && !/^\| column \|/ { print }' \
    "$scratch/comments" docs/reference.md >"$scratch/reference"
diff --unified "$scratch/comments" "$scratch/reference"
