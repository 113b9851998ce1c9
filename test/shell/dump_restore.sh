#!/usr/bin/env bash
# A dump holds reports whole: restored without an error, in plain and in custom
# form, every view has the rows it had, create_report runs again, and the
# extension cannot be dropped from under its views. One report has user ids of
# type text, one bigint, one reads another application's table through a view.
# Without its comments a report is known all the same, and a snapshot that was
# restored without rows is filled by the command that refreshes it. What an
# ordinary role installed and made is restored by a superuser, and by that role.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

scratch=$(mktemp -d)
name=dump_restore_$$
databases=("${name}_source" "${name}_plain" "${name}_custom" "${name}_bare" "${name}_definitions" "${name}_owned" "${name}_moved")
owner=${name}_owner
reports=(by_text 'By "bigint"' mapped)
trap 'for name in "${databases[@]}"; do dropdb --if-exists "$name" 2>/dev/null; done; psql -X -q -d postgres -c "DROP ROLE IF EXISTS $owner" 2>/dev/null; rm -rf -- "$scratch"' EXIT

# sql DATABASE [ARGUMENT…]
sql() {
    psql -X -A -t -q -v ON_ERROR_STOP=1 -d "$@"
}

# rows DATABASE: all rows of all views, sorted; a restored snapshot is a new one
rows() {
    sql "$1" -v reports="$(printf '%s\n' "${reports[@]}")" <<'SQL' | LC_ALL=C sort
SET TimeZone = 'UTC';
SELECT format('SELECT %L, to_jsonb(v) - ''refreshed_at'' FROM %s v', c.oid::regclass, c.oid::regclass)
FROM pg_class c
WHERE relkind = 'v' AND relnamespace::regnamespace::text IN (
  SELECT quote_ident(r) FROM regexp_split_to_table(:'reports', E'\n') r)
\gexec
SQL
}

createdb "${databases[0]}"
sql "${databases[0]}" <<'SQL'
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION userlogs;
SELECT userlogs.create_report('by_text') \g /dev/null

CREATE SCHEMA "By ""bigint""";
SET search_path = "By ""bigint""";
CREATE TABLE status_event (
  event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL,
  occurred_at timestamptz NOT NULL,
  status text,
  reason text,
  changed_by text,
  source text,
  recorded_at timestamptz NOT NULL DEFAULT now());
SELECT userlogs.create_report('By "bigint"') \g /dev/null

CREATE SCHEMA application;
CREATE TABLE application.presence_log (id bigint PRIMARY KEY, agent integer NOT NULL, since timestamptz NOT NULL, state varchar(20), note text);
CREATE SCHEMA mapped;
CREATE VIEW mapped.status_event AS
SELECT id AS event_id, agent AS user_id, since AS occurred_at, initcap(state) AS status, note AS reason,
  NULL::text AS changed_by, 'application'::text AS source, since AS recorded_at
FROM application.presence_log;
SELECT userlogs.create_report('mapped') \g /dev/null

CREATE TEMPORARY TABLE day AS
SELECT row_number() OVER () AS id, * FROM (VALUES
  (7, timestamptz '2026-03-28 07:00', 'Available', NULL),
  (7, '2026-03-28 12:00:00.000001', 'Unavailable', E'it''s "lunch"\n'),
  (7, '2026-03-28 12:30', 'Available', NULL),
  (7, '2026-03-29 00:30', 'Offline', NULL),
  (8, '2026-03-28 08:00', 'Available', NULL),
  (8, '2026-03-29 01:30', 'Dreaming', 'no such status'),
  (9, '2026-03-28 09:00', 'Offline', NULL),
  (9, '2026-03-29 02:00', 'Unavailable', 'Strategic break')) d(user_id, occurred_at, status, reason);
INSERT INTO by_text.status_event (user_id, occurred_at, status, reason)
SELECT 'SIP/' || user_id, occurred_at, status, reason FROM day ORDER BY id;
INSERT INTO status_event (user_id, occurred_at, status, reason) SELECT user_id, occurred_at, status, reason FROM day ORDER BY id;
INSERT INTO application.presence_log SELECT id, user_id, occurred_at, upper(status), reason FROM day;
UPDATE by_text.setting SET time_zone = 'Europe/Berlin', as_of = '2026-03-29 12:00';
UPDATE setting SET time_zone = 'Europe/Berlin', as_of = '2026-03-29 12:00';
UPDATE mapped.setting SET time_zone = 'Europe/Berlin', as_of = '2026-03-29 12:00';
INSERT INTO by_text.report_user (user_id, name) VALUES ('SIP/7', 'Anna');
INSERT INTO report_user (user_id, name) VALUES (7, 'Anna');
INSERT INTO mapped.report_user (user_id, name) VALUES (7, 'Anna');
SELECT userlogs.create_materialized('by_text', 'availability_daily') \g /dev/null
SQL
rows "${databases[0]}" >"$scratch/source"
for report in "${reports[@]}"; do
    grep -qF "${report//\"/\"\"}" "$scratch/source"
done

pg_dump --format=plain "${databases[0]}" >"$scratch/plain"
pg_dump --format=custom "${databases[0]}" >"$scratch/custom"
pg_dump --format=plain --no-comments "${databases[0]}" >"$scratch/bare"
pg_dump --format=plain --schema-only "${databases[0]}" >"$scratch/definitions"
for database in "${databases[@]:1:4}"; do createdb -T template0 "$database"; done
sql "${databases[1]}" -f "$scratch/plain" >/dev/null
pg_restore --exit-on-error -d "${databases[2]}" "$scratch/custom"
sql "${databases[3]}" -f "$scratch/bare" >/dev/null
sql "${databases[4]}" -f "$scratch/definitions" >/dev/null

# what belongs to the reports is known, with comments and without; of bare
# definitions, which have no rows in report_object, that a table was made is not
# known until create_report
objects() {
    sql "$1" -v reports="$(printf '%s\n' "${reports[@]}")" <<'SQL' | LC_ALL=C sort
SELECT r, kind, name FROM regexp_split_to_table(:'reports', E'\n') r, userlogs.report_objects(r);
SQL
}
objects "${databases[0]}" >"$scratch/objects"
(($(wc -l <"$scratch/objects") > 180))
[[ ! $(sql "${databases[3]}" -c "SELECT obj_description('by_text.report_version'::regproc)") ]]
objects "${databases[3]}" | diff "$scratch/objects" -
objects "${databases[4]}" | diff <(grep -v '|input|' "$scratch/objects") -
# used, stored and dropped as it stands
sql "${databases[3]}" <<'SQL' >"$scratch/used"
SET client_min_messages = warning;
SELECT userlogs.refresh_materialized('by_text', 'availability_daily') = now();
SELECT userlogs.create_materialized('mapped', 'user_logs') IS NOT NULL;
SELECT userlogs.drop_materialized('mapped', 'user_logs') IS NOT NULL;
SELECT userlogs.notify_violations('mapped') IS NOT NULL;
BEGIN;
SELECT userlogs.drop_report('by_text') IS NOT NULL;
SELECT NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'by_text'::regnamespace AND relkind IN ('v', 'm'));
SELECT userlogs.create_report('by_text') IS NOT NULL;
ROLLBACK;
SQL
[[ $(sort -u "$scratch/used") == t && $(wc -l <"$scratch/used") == 7 ]]

for database in "${databases[@]:1:3}"; do
    rows "$database" >"$scratch/restored"
    diff "$scratch/source" "$scratch/restored"

    for report in "${reports[@]}"; do
        sql "$database" -v report="$report" >/dev/null <<'SQL'
SET client_min_messages = warning;
SELECT userlogs.create_report(:'report');
SQL
    done
    rows "$database" >"$scratch/again"
    diff "$scratch/source" "$scratch/again"

    if sql "$database" -c 'DROP EXTENSION userlogs' 2>"$scratch/errors"; then
        echo "the extension was dropped although views use it"
        exit 1
    fi
    grep -q 'other objects depend on it' "$scratch/errors"
done

# the comments are written again
[[ $(sql "${databases[3]}" -c "SELECT obj_description('by_text.status_event'::regclass) IS NOT NULL
    AND obj_description('by_text.user_logs'::regclass) IS NOT NULL") == t ]]

# the definitions alone, filled afterwards, as for a subscriber
for report in "${reports[@]}"; do
    sql "${databases[4]}" -v report="$report" >/dev/null <<'SQL'
SET client_min_messages = warning;
SELECT userlogs.create_report(:'report');
SQL
done
objects "${databases[4]}" | diff "$scratch/objects" -
pg_dump --format=plain --section=data "${databases[0]}" >"$scratch/data"
sql "${databases[4]}" -f "$scratch/data" >/dev/null
if sql "${databases[4]}" -c 'SELECT FROM by_text.availability_daily_snapshot' 2>/dev/null; then
    echo "the snapshot was restored with its rows: nothing is tested"
    exit 1
fi
sql "${databases[4]}" -c "SELECT userlogs.refresh_materialized('by_text', 'availability_daily')" >/dev/null
rows "${databases[4]}" >"$scratch/filled"
diff "$scratch/source" "$scratch/filled"

# all of it of a role without rights of its own
sql "${databases[0]}" -c "CREATE ROLE $owner"
createdb -T template0 -O "$owner" "${databases[5]}"
sql "${databases[5]}" <<SQL
SET client_min_messages = warning;
SET SESSION AUTHORIZATION "$owner";
CREATE EXTENSION userlogs;
SELECT userlogs.create_report('by_text') \\g /dev/null
INSERT INTO by_text.status_event (user_id, occurred_at, status) VALUES ('u', '2026-03-28 07:00+00', 'Available'), ('u', '2026-03-28 12:00+00', 'Offline');
UPDATE by_text.setting SET as_of = '2026-03-29 12:00+00';
SELECT userlogs.create_materialized('by_text', 'user_logs') \\g /dev/null
SQL
rows "${databases[5]}" >"$scratch/owned"
grep -q 'by_text.user_logs_snapshot' "$scratch/owned"
pg_dump --format=plain "${databases[5]}" >"$scratch/owned.sql"
createdb -T template0 "${databases[6]}"
sql "${databases[6]}" -f "$scratch/owned.sql" >/dev/null
rows "${databases[6]}" | diff "$scratch/owned" -
sql "${databases[6]}" -c "SET SESSION AUTHORIZATION \"$owner\"" -c 'SET client_min_messages = warning' -c "SELECT userlogs.create_report('by_text')" >/dev/null
dropdb "${databases[6]}"
createdb -T template0 -O "$owner" "${databases[6]}"
{ echo "SET SESSION AUTHORIZATION \"$owner\";"; cat "$scratch/owned.sql"; } >"$scratch/by_owner.sql"
sql "${databases[6]}" -f "$scratch/by_owner.sql" >/dev/null
rows "${databases[6]}" | diff "$scratch/owned" -
