#!/usr/bin/env bash
# The reference says of the columns of inputs and views what their comments say,
# and has each function: in a heading, or with its arguments.
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

# Functions and aggregates of the extension, and those of a report that are
# answers; sql/report/base, what stands between, is not for use. A metric is
# under the heading of its view. What serves a type, an operator, an aggregate or
# the planner is under "Support functions", by families.
psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$database" >"$scratch/functions" <<'SQL'
SELECT DISTINCT regexp_replace(p.proname, '_between$', '') COLLATE "C"
FROM pg_proc p
WHERE (EXISTS (SELECT FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
      WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass AND e.extname = 'userlogs')
    OR p.pronamespace = 'report'::regnamespace
      AND p.proname NOT IN (SELECT name FROM userlogs.report_definition WHERE part = 'base'))
  AND obj_description(p.oid, 'pg_proc') NOT LIKE 'internal: %'
  AND p.oid NOT IN (
    SELECT oprcode FROM pg_operator UNION SELECT amproc FROM pg_amproc
    UNION SELECT castfunc FROM pg_cast UNION SELECT prosupport FROM pg_proc
    UNION SELECT unnest(ARRAY[typinput, typoutput, typreceive, typsend]) FROM pg_type
    UNION SELECT unnest(ARRAY[aggtransfn, aggfinalfn, aggcombinefn, aggserialfn, aggdeserialfn]) FROM pg_aggregate)
ORDER BY 1;
SQL
[[ -s $scratch/functions ]]
{
    sed -n 's/^##* //p' docs/reference.md | tr ',' '\n' | sed 's/^ *//'
    grep -o '`[a-z_]*(' docs/reference.md | tr -d '`('
} | LC_ALL=C sort -u >"$scratch/documented"
LC_ALL=C comm -23 "$scratch/functions" "$scratch/documented" >"$scratch/missing"
if [[ -s $scratch/missing ]]; then
    echo "docs/reference.md does not have these functions:"
    cat "$scratch/missing"
    exit 1
fi
