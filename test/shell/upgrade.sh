#!/usr/bin/env bash
# ALTER EXTENSION ... UPDATE makes the same of each released version as CREATE
# EXTENSION makes at once, and leaves every answer as it was. The install scripts
# of released versions are kept in test/released; docs/releasing.md. That the
# comparison finds what a step in sql/update forgets is shown with an older
# version made for it, and that a report follows an update, with a next version.
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

# build_update TREE OLD STEP: the script that the build makes of a step from an
# older version to that of the tree
build_update() {
    mkdir -p "$1/sql/update"
    printf '%s\n' "$3" >"$1/sql/update/$2--$(version_of "$1").sql"
    make -s -C "$1" "sql/userlogs--$2--$(version_of "$1").sql"
    cp "$1/sql/userlogs--$2--$(version_of "$1").sql" "$extensions/"
}
version_of() {
    sed -n "s/^default_version *= *'\(.*\)'/\1/p" "$1/userlogs.control"
}
# copy_tree TREE: what is built of sql/, to be changed
copy_tree() {
    mkdir -p "$1/src"
    cp -r Makefile userlogs.control sql "$1/"
    rm -rf "$1"/sql/userlogs--*.sql "$1/sql/update"
}

# An older version that is told from this one by: what was done to this one, and
# where it shows. The build makes an update of functions, comments and report
# definitions; the rest is done by a step.
change=() step=() shows=()
differs() {
    change+=("$1") step+=("$2") shows+=("$3")
}
bucket_start='userlogs.bucket_start(pg_catalog.timestamptz, pg_catalog.interval, pg_catalog.text)'
differs "DROP FUNCTION ${bucket_start/start/end};" '' 'missing: ..function userlogs.bucket_end.*prosrc'
differs "COMMENT ON FUNCTION $bucket_start IS 'old';" '' 'wrong: .*bucket_start.*comment,old'
differs "ALTER FUNCTION $bucket_start COST 4;" '' 'wrong: .*bucket_start.*procost,4'
differs "ALTER FUNCTION userlogs.statuses VOLATILE;" '' 'wrong: .*statuses.*provolatile,v'
differs "ALTER FUNCTION userlogs.first_at PARALLEL UNSAFE;" '' 'wrong: .*first_at.*proparallel,u'
differs "ALTER FUNCTION userlogs.erlang_b CALLED ON NULL INPUT;" '' 'wrong: .*erlang_b.*proisstrict,f'
differs "CREATE OR REPLACE FUNCTION userlogs.drop_report(schema_name pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql AS 'SELECT NULL';" \
    '' 'missing: .*drop_report.*proconfig'
differs "$(statement sql/engine/headcount_agg.sql '^CREATE AGGREGATE .*part' | sed 's/^CREATE/CREATE OR REPLACE/; s/PARALLEL = SAFE/PARALLEL = UNSAFE/')" \
    '' 'wrong: .*headcount_agg.*proparallel,u'
differs "COMMENT ON TYPE userlogs.headcount IS 'old';" '' 'wrong: .*type userlogs.headcount.*comment,old'
differs "UPDATE userlogs.report_definition SET definition = 'old' WHERE name = 'user_logs';" '' 'wrong: .*definition of user_logs.*old'
differs "UPDATE userlogs.report_definition SET name = 'old', step = -1 WHERE name = 'staffing';" '' 'wrong: .*definition of old'
differs "DELETE FROM userlogs.report_definition WHERE name = 'shift';" '' 'missing: .*definition of shift'
differs "REVOKE EXECUTE ON FUNCTION userlogs.clip FROM PUBLIC;" "GRANT EXECUTE ON FUNCTION userlogs.clip TO PUBLIC;" 'missing: .*clip.*proacl'
differs "GRANT INSERT ON userlogs.report_definition TO PUBLIC;" "REVOKE INSERT ON userlogs.report_definition FROM PUBLIC;" \
    'wrong: .*privileges on report_definition.*INSERT'
differs "ALTER TABLE userlogs.report_definition ALTER definition DROP NOT NULL;" \
    "ALTER TABLE userlogs.report_definition ALTER definition SET NOT NULL;" 'wrong: .*pg_attribute.*definition.*attnotnull[^,]*false'
differs "CREATE FUNCTION userlogs.left_over() RETURNS pg_catalog.int4 LANGUAGE sql AS 'SELECT 1';" "DROP FUNCTION userlogs.left_over();" \
    'wrong: .*left_over'
differs "ALTER OPERATOR userlogs.= (userlogs.timeline, userlogs.timeline) SET (RESTRICT = pg_catalog.neqsel);" \
    "ALTER OPERATOR userlogs.= (userlogs.timeline, userlogs.timeline) SET (RESTRICT = pg_catalog.eqsel);" 'wrong: .*operator.*oprrest.*neqsel'
differs "DROP OPERATOR FAMILY userlogs.timeline_hash_ops USING hash CASCADE;" \
    "$(sed -n '/^CREATE OPERATOR FAMILY .*hash/,$p' sql/engine/timeline_ops.sql)" \
    'missing: .*operator class userlogs.timeline_hash_ops for access method hash.*opcdefault'
differs "DROP CAST (userlogs.timeline AS pg_catalog.jsonb);" "$(statement sql/engine/timeline.sql '^CREATE CAST')" \
    'missing: .*cast from userlogs.timeline to jsonb.*castcontext,e'
differs "ALTER TYPE userlogs.headcount SET (STORAGE = external);" "ALTER TYPE userlogs.headcount SET (STORAGE = extended);" \
    'wrong: .*type userlogs.headcount.*typstorage,e'

# older OLD CHANGE…: its install script
older() {
    printf '%s\n' "$(<"$extensions/userlogs--$current.sql")" "${@:2}" >"$scratch/old.sql"
    mv "$scratch/old.sql" "$extensions/userlogs--$1.sql"
}

older 0.0.1 "${change[@]}"
copy_tree "$scratch/tree"
build_update "$scratch/tree" 0.0.1 "$(printf '%s\n' "${step[@]}")"
found=$(difference 0.0.1)
if [[ $found ]]; then
    echo "an update that forgets nothing:"
    echo "$found"
    exit 1
fi
# without what the build adds, all of that shows at once
printf '%s\n' "${step[@]}" >"$extensions/userlogs--0.0.1--$current.sql"
found=$(difference 0.0.1)
for i in "${!step[@]}"; do
    if [[ ! ${step[i]} ]] && ! grep -q "${shows[i]}" <<<"$found"; then
        echo "an update without its functions is not found out: ${change[i]}"
        echo "$found"
        exit 1
    fi
done
for i in "${!step[@]}"; do
    [[ ${step[i]} ]] || continue
    if ! build_update "$scratch/tree" 0.0.1 "$(printf '%s\n' "${step[@]:0:i}" "${step[@]:i+1}")" ||
        ! grep -q "${shows[i]}" <<<"$(difference 0.0.1)"; then
        # or the script comes to an error, as a comment is on nothing
        if ! grep -q 'ERROR: .*does not exist' <<<"$(difference 0.0.1)"; then
            echo "a step that forgets this is not found out:"
            echo "${step[i]}"
            difference 0.0.1
            exit 1
        fi
    fi
done
rm "$extensions/userlogs--0.0.1--$current.sql"
grep -q 'no update path' <<<"$(difference 0.0.1)"
# steps lead over versions in between, and must lead here
mv "$scratch/tree/sql/update/0.0.1--$current.sql" "$scratch/tree/sql/update/0.0.2--$current.sql"
printf '%s\n' '-- the first step' >"$scratch/tree/sql/update/0.0.1--0.0.2.sql"
make -s -C "$scratch/tree" "sql/userlogs--0.0.1--$current.sql" "sql/userlogs--0.0.2--$current.sql"
diff <(grep -v '^-- the first step' "$scratch/tree/sql/userlogs--0.0.1--$current.sql") "$scratch/tree/sql/userlogs--0.0.2--$current.sql"
rm "$scratch/tree/sql/update/0.0.2--$current.sql" "$scratch/tree"/sql/userlogs--0.0.1--*.sql
if make -s -C "$scratch/tree" "sql/userlogs--0.0.1--$current.sql" 2>"$scratch/errors"; then
    echo "an update was built of steps that do not lead to this version"
    exit 1
fi
grep -q 'not exactly one step from 0.0.2' "$scratch/errors"

# with what reports and indexes need
older 0.0.2 "${change[@]:1:5}"
copy_tree "$scratch/tree"
rm -rf "$scratch/tree/sql/update"
build_update "$scratch/tree" 0.0.2 ''
answers_stay 0.0.2

# A next version: a column and an argument more, a view less, and pieces of each
# kind. A stored table stays until its definition changes.
next=$scratch/next
copy_tree "$next"
edit() {
    perl -0777 -i -pe "$2" "$next/$1"
    if diff -q "$1" "$next/$1" >/dev/null; then
        echo "nothing was changed in $1"
        exit 1
    fi
}
# piece PART NAME: a piece from the standard input, last of its part
piece() {
    mkdir -p "$next/sql/report/$1"
    cat >"$next/sql/report/$1/$2.sql"
    printf '%s\n' "REPORT_PIECES += sql/report/$1/$2.sql" >>"$next/sql/pieces.mk"
}
edit sql/report/logs/current_status.sql 's/, i\.counts_as\nFROM/, i.counts_as, 1::bigint AS one\nFROM/; s/\x27unknown\x27\nFROM eventless_user/\x27unknown\x27, 1\nFROM eventless_user/;
    s/\z/COMMENT ON COLUMN current_status.one IS \x27One\x27;\n/'
edit sql/report/base/total_seconds.sql 's/periods tstzmultirange\)/periods tstzmultirange, factor numeric DEFAULT 1)/; s/ IS \x27/ IS \x27Changed. /;
    s/FUNCTION total_seconds\(tstzmultirange\)/FUNCTION total_seconds(tstzmultirange, numeric)/'
edit sql/pieces.mk 's/ \\\n\tsql\/report\/capacity\/shrinkage\.sql//'
rm "$next/sql/report/capacity/shrinkage.sql"
edit sql/engine/bucket_start.sql 's/COST 3/COST 5/'
piece store stored_count <<'SQL'
CREATE TABLE stored_count (
  user_id text PRIMARY KEY,
  event_count bigint NOT NULL
);
COMMENT ON TABLE stored_count IS 'Events of each user';
SQL
piece store count_events <<'SQL'
CREATE OR REPLACE FUNCTION count_events()
RETURNS trigger
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $$
BEGIN
  INSERT INTO stored_count SELECT a.user_id, count(*) FROM added a GROUP BY a.user_id
  ON CONFLICT (user_id) DO UPDATE SET event_count = stored_count.event_count + excluded.event_count;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION count_events() IS 'internal: counts events that are added';
SQL
piece store status_event_counted <<'SQL'
CREATE OR REPLACE TRIGGER status_event_counted AFTER INSERT ON status_event
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_events();
COMMENT ON TRIGGER status_event_counted ON status_event IS 'Counts events';
SQL
piece store forget_count <<'SQL'
CREATE OR REPLACE PROCEDURE forget_count()
LANGUAGE sql
BEGIN ATOMIC
  DELETE FROM stored_count;
END;
COMMENT ON PROCEDURE forget_count() IS 'Forgets the counts';
SQL
piece store event_total <<'SQL'
-- key: event_count

CREATE OR REPLACE VIEW event_total WITH (security_invoker = true) AS
SELECT sum(c.event_count)::bigint AS event_count FROM stored_count c;
COMMENT ON VIEW event_total IS 'Events of all users';
COMMENT ON COLUMN event_total.event_count IS 'Number of events';
SQL

# to_next VERSION FROM: its script, the update of an older version, and the report
to_next() {
    sed -i "s/^default_version *=.*/default_version = '$1'/" "$next/userlogs.control"
    make -s -C "$next" "sql/userlogs--$1.sql"
    cp "$next/sql/userlogs--$1.sql" "$extensions/"
    build_update "$next" "$2" ''
    rm -rf "$next/sql/update"
    sql -d upgraded -c "ALTER EXTENSION userlogs UPDATE TO '$1'" -c "SET client_min_messages = warning" \
        -c "SELECT userlogs.create_report('upgraded')" >/dev/null
    [[ $(sql -d upgraded -c 'SELECT upgraded.report_version()') == "$1" ]]
}
# holds QUERY: it answers true, and nothing else
holds() {
    local answer
    answer=$(sql -d upgraded -c "$1")
    [[ $answer == t ]] || {
        echo "$1: $answer"
        exit 1
    }
}
# what the list says of the report is what a fresh one of this version has
same_as_fresh() {
    sql -d upgraded >"$scratch/unlike" <<'SQL'
SET client_min_messages = warning;
BEGIN;
SELECT userlogs.create_report('fresh', 'bigint') \g /dev/null
CREATE FUNCTION pg_temp.all_of(schema_name text) RETURNS TABLE (what text, value text) LANGUAGE sql AS $$
  SELECT 'object ' || o.kind, o.name FROM userlogs.report_objects(schema_name) o WHERE o.kind !~ 'materialized|snapshot'
  UNION ALL SELECT 'listed ' || o.kind || ' ' || o.name, o.definition_md5 FROM userlogs.registered_objects(schema_name) o WHERE o.kind !~ 'materialized|snapshot'
  UNION ALL SELECT 'function ' || p.proname, replace(pg_get_functiondef(p.oid), schema_name, 'it') || obj_description(p.oid, 'pg_proc')
  FROM pg_proc p WHERE p.pronamespace = schema_name::regnamespace
  UNION ALL SELECT concat_ws(' ', c.relkind, c.relname, a.attname), format_type(a.atttypid, a.atttypmod) || coalesce(col_description(c.oid, a.attnum), '')
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = schema_name::regnamespace AND c.relkind IN ('r', 'v') AND c.relname !~ '_snapshot$'
  UNION ALL SELECT 'view ' || c.relname, replace(pg_get_viewdef(c.oid), schema_name, 'it')
  FROM pg_class c WHERE c.relnamespace = schema_name::regnamespace AND c.relkind = 'v' AND c.relname !~ '_snapshot$'
  UNION ALL SELECT 'trigger ' || t.tgname, replace(pg_get_triggerdef(t.oid), schema_name, 'it')
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = schema_name::regnamespace AND NOT t.tgisinternal
$$;
(SELECT 'missing', u.* FROM (SELECT * FROM pg_temp.all_of('fresh') EXCEPT ALL SELECT * FROM pg_temp.all_of('upgraded')) u)
UNION ALL (SELECT 'wrong', u.* FROM (SELECT * FROM pg_temp.all_of('upgraded') EXCEPT ALL SELECT * FROM pg_temp.all_of('fresh')) u);
ROLLBACK;
SQL
    if [[ -s $scratch/unlike ]]; then
        cut -c 1-300 "$scratch/unlike"
        exit 1
    fi
}

sed -i "s/^default_version *=.*/default_version = '$current'/" "$extensions/userlogs.control"
createdb upgraded
sql -d upgraded >/dev/null <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION userlogs;
SELECT userlogs.create_report('upgraded', 'bigint');
UPDATE upgraded.setting SET as_of = '2026-03-03', time_zone = 'UTC';
INSERT INTO upgraded.status_event (user_id, occurred_at, status) VALUES (1, '2026-03-02 08:00+00', 'Available'), (2, '2026-03-02 09:00+00', 'Busy');
CREATE VIEW public.mine AS SELECT user_id, since_at FROM upgraded.current_status;
GRANT SELECT ON upgraded.current_status TO pg_monitor;
GRANT EXECUTE ON FUNCTION upgraded.total_seconds TO pg_monitor;
REVOKE EXECUTE ON FUNCTION upgraded.total_seconds FROM PUBLIC;
SELECT userlogs.create_materialized('upgraded', 'shrinkage'), userlogs.create_materialized('upgraded', 'availability_daily');
CREATE TABLE daily AS TABLE upgraded.availability_daily;
SQL
same_as_fresh
to_next 9.0.0 "$current"
same_as_fresh
holds "SELECT (SELECT count(*) FROM upgraded.current_status WHERE one = 1) = 2 AND (SELECT count(*) FROM public.mine) = 2
    AND has_table_privilege('pg_monitor', 'upgraded.current_status', 'SELECT')"
holds "SELECT has_function_privilege('pg_monitor', 'upgraded.total_seconds(tstzmultirange, numeric)', 'EXECUTE')
    AND NOT EXISTS (SELECT FROM pg_proc p, aclexplode(p.proacl) a WHERE p.proname = 'total_seconds' AND a.grantee = 0)"
holds "SELECT to_regclass('upgraded.shrinkage') IS NULL AND to_regclass('upgraded.shrinkage_materialized') IS NULL
    AND to_regproc('upgraded.shrinkage_between') IS NULL AND (SELECT count(*) FROM upgraded.availability_daily_snapshot) > 0"
holds "SELECT NOT EXISTS ((TABLE daily EXCEPT ALL TABLE upgraded.availability_daily) UNION ALL (TABLE upgraded.availability_daily EXCEPT ALL TABLE daily))"
# each kind works
holds "WITH added AS (INSERT INTO upgraded.status_event (user_id, occurred_at, status)
        SELECT 3, timestamptz '2026-03-02 10:00+00' + i * interval '1 hour', 'Busy' FROM generate_series(1, 5) i RETURNING 1)
    SELECT count(*) = 5 FROM added"
holds "SELECT event_count = 5 AND (SELECT event_count FROM upgraded.stored_count WHERE user_id = 3) = 5 FROM upgraded.event_total"
# a stored table stays, also without the list, and is made anew when its definition changes
sql -d upgraded -c 'SET client_min_messages = warning' -c "SELECT userlogs.create_report('upgraded')" >/dev/null
holds "SELECT event_count = 5 FROM upgraded.event_total"
perl -pi -e 's/event_count bigint NOT NULL/event_count bigint NOT NULL,\n  counted_at timestamptz NOT NULL DEFAULT now()/' "$next/sql/report/store/stored_count.sql"
to_next 9.0.1 9.0.0
same_as_fresh
holds "SELECT event_count IS NULL AND to_regclass('upgraded.stored_count') IS NOT NULL FROM upgraded.event_total"
sql -d upgraded -c "INSERT INTO upgraded.status_event (user_id, occurred_at, status) VALUES (4, '2026-03-02 08:00+00', 'Busy')"
holds "SELECT event_count = 1 FROM upgraded.event_total"
sql -d upgraded -c 'CALL upgraded.forget_count()'
holds "SELECT event_count IS NULL FROM upgraded.event_total"
# what is not made any more goes, of each kind, and all goes but the inputs
perl -0777 -pi -e 's/REPORT_PIECES \+= .*\n//g' "$next/sql/pieces.mk"
to_next 9.0.2 9.0.1
same_as_fresh
holds "SELECT to_regclass('upgraded.stored_count') IS NULL AND to_regproc('upgraded.count_events') IS NULL
    AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'status_event_counted')"
sql -d upgraded -c 'DROP VIEW public.mine' -c "SELECT userlogs.drop_report('upgraded')" >/dev/null
holds "SELECT count(*) = 0 FROM pg_proc WHERE pronamespace = 'upgraded'::regnamespace"
holds "SELECT count(*) FILTER (WHERE relkind = 'r') = (SELECT count(*) FROM userlogs.report_definition WHERE kind = 'input')
    AND count(*) FILTER (WHERE relkind IN ('v', 'm')) = 0 FROM pg_class WHERE relnamespace = 'upgraded'::regnamespace"
holds "SELECT count(*) = 8 FROM upgraded.status_event"
