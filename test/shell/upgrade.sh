#!/usr/bin/env bash
# ALTER EXTENSION ... UPDATE makes the same of each released version as CREATE
# EXTENSION makes at once, and leaves every answer as it was. The install scripts
# of released versions are kept in test/released; docs/releasing.md. That the
# comparison finds what an update script forgets is shown with older versions
# made for it.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

# shellcheck source-path=SCRIPTDIR/../.. source=test/tools/own-server.sh
source test/tools/own-server.sh

current=$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" userlogs.control)

# An installation to put older versions in. PostgreSQL looks for its files
# relative to its programs.
install_scratch() {
    local bindir sharedir libdir root=$scratch/root program
    bindir=$(pg_config --bindir) sharedir=$(pg_config --sharedir) libdir=$(pg_config --pkglibdir)
    mkdir -p "$root$bindir" "$root$sharedir" "$root$libdir"
    cp -as "$sharedir/." "$root$sharedir/"
    cp -as "$libdir/." "$root$libdir/"
    for program in postgres initdb pg_ctl psql pg_config; do
        cp "$bindir/$program" "$root$bindir/"
    done
    PATH=$root$bindir:$PATH
    extensions=$(pg_config --sharedir)/extension
    [[ $extensions == "$root"/* ]]
    rm "$extensions/userlogs.control"
    cp userlogs.control "$extensions/"
}

sql() {
    psql -X -A -t -q -v ON_ERROR_STOP=1 "$@"
}

# difference OLD: what an update of it leaves otherwise than CREATE EXTENSION, or
# the error that it ends with
difference() {
    sql -v old="$1" -v current="$current" 2>&1 <<'SQL' || true
SET client_min_messages = warning;
DROP EXTENSION IF EXISTS userlogs CASCADE;
DROP SCHEMA IF EXISTS userlogs;
CREATE EXTENSION userlogs VERSION :'old';
ALTER EXTENSION userlogs UPDATE TO :'current';
CREATE TEMP TABLE updated AS SELECT * FROM catalogue();
SELECT 'missing: ' || d::text FROM (TABLE fresh EXCEPT ALL TABLE updated) d
UNION ALL
SELECT 'wrong: ' || d::text FROM (TABLE updated EXCEPT ALL TABLE fresh) d;
SQL
}

# statement FILE PATTERN: from a line that matches to the end of that statement
statement() {
    awk -v pattern="$2" '$0 ~ pattern { on = 1 } on { print } on && /;$/ { exit }' "$1"
}

install_scratch
start_own_server 'max_wal_size = 1GB'
sql -f test/upgrade/catalogue.sql
sql -c 'CREATE EXTENSION userlogs' -c 'CREATE TABLE fresh AS SELECT * FROM catalogue()'
# once more is the same, and it is not little that is compared
sql -c 'DROP EXTENSION userlogs'
[[ ! $(difference "$current") ]]
[[ $(sql -c 'SELECT count(DISTINCT object) > 100, count(*) > 3000 FROM fresh') == 't|t' ]]

# answers_stay OLD: a database filled with the old version answers the same once
# it is updated, its reports can be made anew, and its snapshots be refreshed.
answers_stay() {
    sed -i "s/^default_version *=.*/default_version = '$1'/" "$extensions/userlogs.control"
    createdb old
    sql -d old -f test/moves/load.sql
    cp userlogs.control "$extensions/"
    sql -d old -f test/moves/answers.sql >"$scratch/before"
    [[ $(sql -d old -c "SELECT extversion FROM pg_extension WHERE extname = 'userlogs'") == "$1" ]]
    sql -d old -c 'ALTER EXTENSION userlogs UPDATE'
    [[ $(sql -d old -c "SELECT extversion FROM pg_extension WHERE extname = 'userlogs'") == "$current" ]]
    sql -d old -f test/moves/answers.sql >"$scratch/after"
    diff "$scratch/before" "$scratch/after"
    sql -d old >/dev/null <<'SQL'
SET client_min_messages = warning;
SELECT userlogs.create_report('mapped');
REFRESH MATERIALIZED VIEW CONCURRENTLY mapped.status_daily_materialized;
SQL
    dropdb old
}

for script in test/released/*.sql; do
    [[ -e $script ]] || continue # no version has been released yet
    version=$(basename "$script" .sql)
    [[ -e test/golden/$version.sql ]] || {
        echo "$version is released and has no golden values; see docs/releasing.md"
        exit 1
    }
    if [[ $version == "$current" ]]; then
        # released is released
        diff "$script" "$extensions/userlogs--$current.sql"
        continue
    fi
    cp "$script" "$extensions/userlogs--$version.sql"
    found=$(difference "$version")
    if [[ $found ]]; then
        echo "the update from $version to $current:"
        echo "$found"
        exit 1
    fi
    answers_stay "$version"
done

# An older version that is told from this one by: what was done to this one, what
# an update has to do, and where it shows that it did not.
change=() update=() shows=()
differs() {
    change+=("$1") update+=("$2") shows+=("$3")
}
bucket_start='userlogs.bucket_start(pg_catalog.timestamptz, pg_catalog.interval, pg_catalog.text)'
differs "DROP FUNCTION ${bucket_start/start/end};" \
    "$(statement sql/engine/bucket_start.sql '^CREATE FUNCTION userlogs.bucket_end')
$(statement sql/engine/bucket_start.sql '^COMMENT ON FUNCTION userlogs.bucket_end')" 'missing: ..function userlogs.bucket_end.*prosrc'
differs "COMMENT ON FUNCTION $bucket_start IS 'old';" \
    "$(statement sql/engine/bucket_start.sql '^COMMENT ON FUNCTION userlogs.bucket_start')" 'wrong: .*bucket_start.*comment,old'
differs "ALTER FUNCTION $bucket_start COST 4;" "ALTER FUNCTION $bucket_start COST 3;" 'wrong: .*bucket_start.*procost,4'
differs "ALTER FUNCTION userlogs.statuses VOLATILE;" "ALTER FUNCTION userlogs.statuses IMMUTABLE;" 'wrong: .*statuses.*provolatile,v'
differs "ALTER FUNCTION userlogs.first_at PARALLEL UNSAFE;" "ALTER FUNCTION userlogs.first_at PARALLEL SAFE;" 'wrong: .*first_at.*proparallel,u'
differs "ALTER FUNCTION userlogs.erlang_b CALLED ON NULL INPUT;" "ALTER FUNCTION userlogs.erlang_b STRICT;" 'wrong: .*erlang_b.*proisstrict,f'
differs "REVOKE EXECUTE ON FUNCTION userlogs.clip FROM PUBLIC;" "GRANT EXECUTE ON FUNCTION userlogs.clip TO PUBLIC;" 'missing: .*clip.*proacl'
differs "CREATE OR REPLACE FUNCTION userlogs.drop_report(schema_name pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql AS 'SELECT NULL';" \
    "$(sed -n '/^CREATE FUNCTION/,/^END \$\$;/p' sql/admin/drop_report.sql | sed 's/^CREATE FUNCTION/CREATE OR REPLACE FUNCTION/')" \
    'missing: .*drop_report.*proconfig'
differs "CREATE FUNCTION userlogs.left_over() RETURNS pg_catalog.int4 LANGUAGE sql AS 'SELECT 1';" "DROP FUNCTION userlogs.left_over();" \
    'wrong: .*left_over'
differs "ALTER OPERATOR userlogs.= (userlogs.timeline, userlogs.timeline) SET (RESTRICT = pg_catalog.neqsel);" \
    "ALTER OPERATOR userlogs.= (userlogs.timeline, userlogs.timeline) SET (RESTRICT = pg_catalog.eqsel);" 'wrong: .*operator.*oprrest.*neqsel'
differs "DROP OPERATOR FAMILY userlogs.timeline_hash_ops USING hash CASCADE;" \
    "$(sed -n '/^CREATE OPERATOR FAMILY .*hash/,$p' sql/engine/timeline_ops.sql)" \
    'missing: .*operator class userlogs.timeline_hash_ops for access method hash.*opcdefault'
differs "DROP CAST (userlogs.timeline AS pg_catalog.jsonb);" \
    "$(statement sql/engine/timeline.sql '^CREATE CAST')
$(statement sql/engine/timeline.sql '^COMMENT ON CAST')" 'missing: .*cast from userlogs.timeline to jsonb.*castcontext,e'
differs "$(statement sql/engine/headcount_agg.sql '^CREATE AGGREGATE .*part' | sed 's/^CREATE/CREATE OR REPLACE/; s/PARALLEL = SAFE/PARALLEL = UNSAFE/')" \
    "$(statement sql/engine/headcount_agg.sql '^CREATE AGGREGATE .*part' | sed 's/^CREATE/CREATE OR REPLACE/')" 'wrong: .*headcount_agg.*proparallel,u'
differs "ALTER TYPE userlogs.headcount SET (STORAGE = external);" "ALTER TYPE userlogs.headcount SET (STORAGE = extended);" \
    'wrong: .*type userlogs.headcount.*typstorage,e'

# older OLD CHANGE…: its install script
older() {
    printf '%s\n' "$(<"$extensions/userlogs--$current.sql")" "${@:2}" >"$scratch/old.sql"
    mv "$scratch/old.sql" "$extensions/userlogs--$1.sql"
}
# updates OLD UPDATE…: its update script
updates() {
    printf '%s\n' "${@:2}" >"$extensions/userlogs--$1--$current.sql"
}

older 0.0.1 "${change[@]}"
updates 0.0.1 "${update[@]}"
found=$(difference 0.0.1)
if [[ $found ]]; then
    echo "an update that forgets nothing:"
    echo "$found"
    exit 1
fi
for i in "${!update[@]}"; do
    updates 0.0.1 "${update[@]:0:i}" "${update[@]:i+1}"
    found=$(difference 0.0.1)
    if ! grep -q "${shows[i]}" <<<"$found"; then
        echo "an update that forgets this is not found out:"
        echo "${update[i]}"
        echo "$found"
        exit 1
    fi
done
rm "$extensions/userlogs--0.0.1--$current.sql"
grep -q 'no update path' <<<"$(difference 0.0.1)"

# with what reports and indexes need
older 0.0.2 "${change[@]:1:7}"
updates 0.0.2 "${update[@]:1:7}"
answers_stay 0.0.2
