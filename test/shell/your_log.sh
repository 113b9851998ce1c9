#!/usr/bin/env bash
# Each line of the README's table "Your log looks different" is true: over a log of
# that shape, a view with it makes the report that the plain log has.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../.."

scratch=$(mktemp -d)
database=your_log_$$
trap 'dropdb --if-exists "$database"; rm -rf -- "$scratch"' EXIT
fail() {
    printf '%s\n' "$*"
    exit 1
}
sql() {
    psql -X -A -t -q -v ON_ERROR_STOP=1 -d "$database" "$@"
}

# One log with a column for each shape, over a night in which clocks change; one with rows that are no status, and one for each other shape.
createdb "$database"
export PGTZ=America/New_York
sql <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION userlogs;
CREATE TABLE public.plain (event_id bigint PRIMARY KEY, user_id text, occurred_at timestamptz, status text, reason text);
INSERT INTO plain (event_id, user_id, occurred_at, status, reason)
SELECT row_number() OVER (ORDER BY i, u), u, timestamptz '2026-03-28 06:00:00+00' + i * interval '73 minutes' + length(u) * interval '1 second',
  (ARRAY['Available', 'Unavailable', 'Available', 'Offline'])[1 + i % 4], CASE i % 4 WHEN 1 THEN 'Lunch' END
FROM generate_series(0, 50) i, unnest(ARRAY['Anna', 'Ben B']) u;
CREATE TABLE public.agent_log AS
SELECT event_id AS id, user_id, occurred_at, status, reason,
  ' ' || user_id || '  ' AS agent, occurred_at AT TIME ZONE 'Europe/Madrid' AS changed_at,
  extract(epoch FROM occurred_at)::bigint AS epoch, (extract(epoch FROM occurred_at) * 1000)::bigint AS epoch_ms,
  to_char(occurred_at AT TIME ZONE 'Europe/Madrid', 'YYYY-MM-DD HH24:MI:SS') AS changed_text,
  to_char(occurred_at AT TIME ZONE 'Europe/Madrid', 'DD/MM/YYYY HH24:MI:SS') AS changed_dmy,
  (CASE status WHEN 'Available' THEN 1 WHEN 'Unavailable' THEN 2 ELSE 0 END)::smallint AS code,
  concat_ws(' - ', status, reason) AS state, jsonb_build_object('agent', user_id) AS payload, status AS event, 'chat' AS channel
FROM plain;
-- the same in the night in which clocks go back, four times as fast
CREATE TABLE public.autumn_log AS
SELECT event_id, event_id AS id, user_id, at AS occurred_at, at AT TIME ZONE 'Europe/Madrid' AS changed_at, status, reason
FROM plain CROSS JOIN LATERAL (SELECT timestamptz '2026-10-24 18:00+00' + (occurred_at - '2026-03-28 06:00+00') / 4) t(at);
CREATE TABLE public.call_log AS
SELECT user_id, occurred_at, status, reason, event FROM agent_log
UNION ALL SELECT user_id, occurred_at + interval '5 minutes', 'RINGNOANSWER', NULL, 'RINGNOANSWER' FROM agent_log;
CREATE TABLE public.channel_log AS
SELECT user_id, user_id AS agent, occurred_at, status, reason, channel FROM agent_log
UNION ALL SELECT user_id, user_id, occurred_at + interval '7 minutes', 'Available', NULL, 'mail' FROM agent_log;
CREATE TABLE public.span_log AS
SELECT event_id AS id, user_id, occurred_at AS started, lead(occurred_at) OVER later AS ended, status AS state, reason AS why
FROM plain WINDOW later AS (PARTITION BY user_id ORDER BY occurred_at);
DELETE FROM span_log WHERE state = 'Offline';
ALTER TABLE span_log RENAME user_id TO agent;
-- who is there at the time of any event
CREATE TABLE public.poll_log AS
SELECT t.at AS polled_at, s.user_id AS agent, s.status AS state, s.reason AS why
FROM (SELECT DISTINCT occurred_at FROM plain) t(at)
CROSS JOIN (SELECT DISTINCT user_id FROM plain) u
CROSS JOIN LATERAL (SELECT p.* FROM plain p WHERE p.user_id = u.user_id AND p.occurred_at <= t.at ORDER BY p.occurred_at DESC LIMIT 1) s
WHERE s.status <> 'Offline'
UNION ALL SELECT DISTINCT occurred_at, NULL, NULL, NULL FROM plain;
CREATE TABLE public.device_log AS
SELECT user_id, occurred_at, status, reason, 'desk' AS device FROM plain
UNION ALL SELECT user_id, occurred_at + interval '1 minute', 'Offline', NULL, 'phone' FROM plain;
CREATE TABLE public.kind_log AS
SELECT user_id, occurred_at, status, reason, CASE WHEN n % 4 IN (0, 3) THEN 'login' ELSE 'pause' END AS kind
FROM (SELECT *, row_number() OVER (PARTITION BY user_id ORDER BY occurred_at) - 1 AS n FROM plain) p;
-- of which each second row about being available is lost
CREATE TABLE public.previous_log AS
SELECT user_id, occurred_at, status, reason, old_state, old_since
FROM (SELECT *, row_number() OVER told - 1 AS n, lag(status) OVER told AS old_state, lag(occurred_at) OVER told AS old_since
  FROM plain WINDOW told AS (PARTITION BY user_id ORDER BY occurred_at)) p
WHERE n % 4 <> 2 OR n = 50;
CREATE TABLE public.tenant_log AS
SELECT user_id, occurred_at, status, reason, 1 AS tenant FROM plain UNION ALL SELECT user_id, occurred_at + interval '9 minutes', status, reason, 2 FROM plain;
CREATE VIEW public.word_log AS SELECT user_id, occurred_at, CASE status WHEN 'Unavailable' THEN 'Rauchpause' ELSE status END AS status, reason FROM plain;
SQL

# report NAME QUERY [VIEW]: the log of a report whose view is that, or made by that
report() {
    sql -v name="$1" -v as_of="${as_of:-2026-03-31 12:00+00}" -v view="${3:-CREATE VIEW $1.status_event AS $2}" >"$scratch/made" 2>&1 <<'SQL' || fail "$2$3: $(cat "$scratch/made")"
CREATE SCHEMA :"name";
:view;
SELECT userlogs.create_report(:'name');
UPDATE :"name".setting SET as_of = :'as_of', time_zone = 'Europe/Madrid';
SQL
    list "$1"
}
list() {
    sql -c "SELECT user_id, login_at, logout_at, status, class, reason FROM $1.user_logs ORDER BY user_id, login_at"
}
plain='event_id, user_id, occurred_at, status, reason'
report plain "SELECT $plain FROM public.plain" >"$scratch/expected"
(($(wc -l <"$scratch/expected") > 90)) || fail "only $(wc -l <"$scratch/expected") rows to compare with"

# the rows of the table: a line for each, its pieces of code separated by tabs
awk '/^## / { inside = $0 == "## Your log looks different" } inside && /^\| / && !/^\| your log has/' README.md |
    sed 's/\\|/\x01/g' | awk -F ' *[|] *' '{ n = split($3, part, "`"); line = $2; for (i = 2; i <= n; i += 2) line = line "\t" part[i]; print line }' |
    sed 's/\x01/|/g' >"$scratch/rows"
number=0
# tried SOURCE PIECE…: a view over that log with these pieces
tried() {
    local columns=$plain source=$1 after='' piece name
    for piece in "${@:2}"; do
        if [[ $piece =~ \ AS\ ([a-z_]+)$ ]]; then
            name=${BASH_REMATCH[1]}
            if [[ $name =~ ^(channel|layer|previous_status|previous_at)$ ]]; then
                columns+=", $piece"
                continue
            fi
            [[ ,${columns// /}, == *,$name,* ]] || fail "$piece: no column of the log"
            columns=$(sed -E "s/(^|, )$name(,|\$)/\\1@\\2/" <<<"$columns")
            columns=${columns/@/$piece}
        else
            after+=" $piece"
        fi
    done
    # of these logs only those that are numbered have an id
    if [[ $source != agent_log && $columns == event_id,* ]]; then columns="NULL::bigint AS ${columns}"; fi
    if [[ $source == agent_log && $columns == event_id,* ]]; then columns="id AS ${columns}"; fi
    number=$((number + 1))
    report "log$number" "SELECT $columns FROM public.$source$after" >"$scratch/got"
}
same() {
    diff "$scratch/expected" "$scratch/got" >"$scratch/diff" || fail "$*: $(head -n 10 "$scratch/diff")"
}
while IFS=$'\t' read -r -a row; do
    pieces=("${row[@]:1}")
    case ${row[0]} in
        'other words for statuses')
            report words "SELECT NULL::bigint AS event_id, user_id, occurred_at, status, reason FROM public.word_log" >"$scratch/got"
            grep -q 'Rauchpause|unknown|' "$scratch/got" || fail "Rauchpause is of no class, and that is not seen"
            # the one that adds a class, and the one that lists what has none
            [[ ${#pieces[@]} == 2 && $(sql -c "${pieces[1]//support/words}") == *"'Rauchpause', '...'"* ]] || fail "${pieces[1]}: does not list it"
            sql -c "${pieces[0]//support/words}"
            sql -c "SELECT user_id, login_at, logout_at, replace(status, 'Rauchpause', 'Unavailable'), class, reason FROM words.user_logs ORDER BY user_id, login_at" >"$scratch/got"
            same "${pieces[0]}"
            [[ ! $(sql -c "${pieces[1]//support/words}") ]] || fail "${pieces[1]}: lists it still"
            number=$((number + 1))
            ;;
        'times without a zone, also of'*)
            tried agent_log "${pieces[@]}"
            same "${pieces[@]}"
            as_of='2026-11-01 00:00+00' report autumn "SELECT $plain FROM public.autumn_log" >"$scratch/autumn"
            as_of='2026-11-01 00:00+00' report autumn_local "SELECT id AS event_id, user_id, ${pieces[0]}, status, reason FROM public.autumn_log" >"$scratch/got"
            diff "$scratch/autumn" "$scratch/got" || fail "${pieces[0]}: another log in autumn"
            as_of='2026-11-01 00:00+00' report autumn_plain "SELECT id AS event_id, user_id, changed_at AT TIME ZONE 'Europe/Madrid' AS occurred_at, status, reason FROM public.autumn_log" >"$scratch/got"
            if cmp -s "$scratch/autumn" "$scratch/got"; then fail "${row[0]}: no time is repeated"; fi
            ;;
        'a status in each channel or queue')
            [[ ${pieces[1]} == availability_daily_by_channel ]] || fail "${row[0]}: another view"
            tried channel_log "${pieces[0]}"
            sql -c "SELECT user_id, login_at, logout_at, status, class, reason FROM log$number.user_logs_by_channel WHERE channel = 'chat' ORDER BY user_id, login_at" >"$scratch/got"
            same "${pieces[0]}"
            [[ $(sql -c "SELECT count(DISTINCT channel) FROM log$number.availability_daily_by_channel") == 2 ]] || fail "${pieces[0]}: not both channels"
            ;;
        'a status on each device')
            tried device_log "${pieces[@]}"
            same "${pieces[@]}"
            ;;
        'a login and pauses apart')
            tried kind_log "${pieces[0]}"
            if cmp -s "$scratch/expected" "$scratch/got"; then fail "${row[0]}: needs no rule"; fi
            sql -c "${pieces[1]//support/log$number}"
            list "log$number" >"$scratch/got"
            same "${pieces[@]}"
            ;;
        'the status before in each row')
            tried previous_log
            if cmp -s "$scratch/expected" "$scratch/got"; then fail "${row[0]}: nothing is lost"; fi
            tried previous_log "${pieces[@]}"
            same "${pieces[@]}"
            ;;
        'several tenants')
            tried tenant_log "${pieces[@]}"
            same "${pieces[@]}"
            ;;
        'events that are no status')
            tried call_log
            if cmp -s "$scratch/expected" "$scratch/got"; then fail "the log of calls needs no condition"; fi
            tried call_log "${pieces[@]}"
            same "${pieces[@]}"
            ;;
        'rows with a start and an end' | 'a row for each poll')
            number=$((number + 1))
            report "log$number" '' "${pieces[1]//support/log$number}" >"$scratch/got"
            same "${pieces[1]}"
            ;;
        'status and reason in one text')
            tried agent_log "${pieces[@]}"
            same "${pieces[@]}"
            ;;
        'no reason')
            tried agent_log "${pieces[@]}"
            sed 's/[^|]*$//' "$scratch/expected" >"$scratch/without"
            diff "$scratch/without" "$scratch/got" || fail "${pieces[*]}: another log"
            ;;
        *)
            # each by itself
            ((${#pieces[@]} > 0)) || fail "${row[0]}: nothing to write"
            for piece in "${pieces[@]}"; do
                tried agent_log "$piece"
                same "$piece"
            done
            ;;
    esac
done <"$scratch/rows"
((number >= 20)) || fail "only $number views"
