#!/usr/bin/env bash
# Row security on the inputs holds in every view and function of the report: an
# agent sees their own log and a lead their team's, through SELECT, COPY,
# cursors, prepared statements, plans, error texts and notices. What is of
# others carries a mark, which is looked for in all that comes out. What is
# seen is moreover what a report on the visible rows alone would show.
set -euo pipefail

scratch=$(mktemp -d)
database=row_security_$$
clean_up() {
    dropdb --if-exists --force "$database"
    psql -X -q -d postgres -c "DROP ROLE IF EXISTS userlogs_test_agent, userlogs_test_lead, userlogs_test_owner" || true
    rm -rf -- "$scratch"
}
trap clean_up EXIT
createdb "$database"
export PGDATABASE=$database

fail() {
    printf '%s\n' "$*"
    exit 1
}
# run ROLE FILE: all that comes out, errors and notices included
run() {
    psql -X -a -q -A -t -v VERBOSITY=verbose -c "SET ROLE $1" -f "$2" 2>&1
}

# Ann and Bob are of Team A, Cid is not; the agent is Ann, the lead leads Team A.
psql -X -q -v ON_ERROR_STOP=1 >"$scratch/setup" <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION userlogs;
CREATE ROLE userlogs_test_owner;
CREATE ROLE userlogs_test_agent;
CREATE ROLE userlogs_test_lead;
CREATE SCHEMA support AUTHORIZATION userlogs_test_owner;
SET ROLE userlogs_test_owner;
SELECT userlogs.create_report('support');
SET search_path = support;
UPDATE setting SET time_zone = 'UTC', as_of = '2026-03-04 12:00+00', max_open_time = '20 hours';
INSERT INTO report_user VALUES ('Ann', 'Ann'), ('Bob MARK_B', 'Bob MARK_B'), ('Cid MARK_C', 'Cid MARK_C'), ('Dan MARK_C', 'has no events');
INSERT INTO team_member (user_id, team) VALUES ('Ann', 'Team A'), ('Bob MARK_B', 'Team A'), ('Cid MARK_C', 'Team MARK_C'), ('Dan MARK_C', 'Team MARK_C');
INSERT INTO status_event (user_id, occurred_at, status, reason, changed_by, source)
SELECT u.user_id, d + e.at + u.later, e.status || u.mark, e.reason || u.mark, 'by ' || u.user_id, 'source ' || u.user_id
FROM (VALUES ('Ann', '', interval '0'), ('Bob MARK_B', ' MARK_B', '7 minutes'), ('Cid MARK_C', ' MARK_C', '23 minutes')) u(user_id, mark, later),
  -- the others begin earlier, so that the span of the report, too, would tell
  generate_series(timestamptz '2026-03-02 00:00+00' - CASE u.user_id WHEN 'Ann' THEN interval '0' WHEN 'Bob MARK_B' THEN '1 day' ELSE '2 days' END,
    '2026-03-04 00:00+00', '1 day') d,
  (VALUES (interval '8 hours', 'On duty', NULL), ('10 hours', 'Pausing', 'Rest'), ('10 hours 30 minutes', 'On duty', NULL), ('17 hours', 'Gone', NULL),
    ('17 hours', 'Gone', 'twice'), ('18 hours', NULL, NULL)) e(at, status, reason);
-- in several spellings, which label_spelling tells of
UPDATE status_event SET status = lower(status) WHERE occurred_at < '2026-03-03' AND status LIKE 'On duty%';
INSERT INTO status_class SELECT w.status || m.mark, w.class FROM (VALUES ('On duty', 'available'), ('Pausing', 'unavailable'), ('Gone', 'offline')) w(status, class),
  (VALUES (''), (' MARK_B'), (' MARK_C')) m(mark);
INSERT INTO reason_class SELECT 'Rest' || mark, true, '10 minutes' FROM (VALUES (''), (' MARK_B'), (' MARK_C')) m(mark);
INSERT INTO service_request (team, user_id, arrived_at, first_response_at, closed_at, outcome)
SELECT CASE u.user_id WHEN 'Cid MARK_C' THEN 'Team MARK_C' ELSE 'Team A' END, u.user_id, at, at + interval '2 minutes', at + interval '9 minutes', 'outcome of ' || u.user_id
FROM (VALUES ('Ann', interval '0'), ('Bob MARK_B', '1 hour'), ('Cid MARK_C', '3 hours')) u(user_id, later),
  generate_series(1, 16) n, LATERAL (SELECT timestamptz '2026-03-02 08:00+00' + n * interval '200 minutes' + u.later) a(at);
-- one is of another team by a blank, which input_problems tells
INSERT INTO service_request (team, arrived_at) VALUES ('Team MARK_C', '2026-03-03 09:00+00'), ('Team MARK_C ', '2026-03-03 10:00+00');
INSERT INTO shift SELECT u.user_id, d + interval '7 hours 30 minutes', d + interval '17 hours', 'work as ' || u.user_id
FROM (VALUES ('Ann'), ('Bob MARK_B'), ('Cid MARK_C')) u(user_id), generate_series(timestamptz '2026-03-02 00:00+00', '2026-03-04 00:00+00', '1 day') d;
INSERT INTO service_hours SELECT team, day, opens, '16:00' FROM (VALUES ('Team A', time '08:00'), ('Team MARK_C', '06:00')) t(team, opens), generate_series(1, 7) day;
INSERT INTO status_limit VALUES ('Available', NULL, '14 hours');
INSERT INTO target VALUES ('Team A', 0.8, '5 minutes', 0.85, 0.3, 1), ('Team MARK_C', 0.9, '1 minute', 0.9, 0.2, 2);
INSERT INTO rule (rule_id, metric, team, comparison, threshold, severity) VALUES ('few', 'available_headcount', 'Team A', '<', 1, 'high'),
  ('few MARK_C', 'available_headcount', 'Team MARK_C', '<', 1, 'severe MARK_C'), ('long', 'spell_length', 'Team A', '>', 600, NULL);
INSERT INTO rule_notification (rule_id, team, user_id, started_at) VALUES ('few', 'Team A', NULL, '2026-03-02'), ('few MARK_C', 'Team MARK_C', 'Cid MARK_C', '2026-03-02');
-- requests are passed on, answered again and put off; that of Dan waits
INSERT INTO assignment (request_id, user_id, assigned_at, team)
SELECT q.request_id::text, coalesce(q.user_id, 'Dan MARK_C'), q.arrived_at + interval '1 minute', CASE WHEN q.request_id % 2 = 0 THEN q.team END FROM service_request q;
INSERT INTO assignment VALUES (1, 'Bob MARK_B', '2026-03-02 08:00+00', 'Team A'), (2, 'Cid MARK_C', '2026-03-03', 'Team MARK_C');
INSERT INTO response SELECT q.request_id::text, q.user_id, q.arrived_at + interval '3 minutes', q.arrived_at + interval '4 minutes' FROM service_request q WHERE q.user_id IS NOT NULL;
INSERT INTO pending SELECT q.request_id::text, q.arrived_at + interval '5 minutes', q.arrived_at + interval '6 minutes', q.request_id % 2 = 0 FROM service_request q;
INSERT INTO pending VALUES ('MARK_C', '2026-03-02', '2026-03-03', true);
INSERT INTO capacity SELECT u.user_id, 'chat of ' || u.user_id, 2 FROM report_user u;
INSERT INTO team_setting VALUES ('Team A', 'UTC', '0'), ('Team MARK_C', 'Europe/Berlin', '1 hour');
INSERT INTO service_exception VALUES ('Team A', '2026-03-03', '09:00', '15:00'), ('Team MARK_C', '2026-03-03', '11:00', '15:00');
SELECT count(userlogs.create_materialized('support', v)) FROM unnest('{user_logs,staffing}'::text[]) v;
GRANT USAGE ON SCHEMA support TO PUBLIC;
SELECT format('GRANT SELECT ON %I TO PUBLIC', name) FROM userlogs.report_definition WHERE kind IN ('input', 'view') \gexec
SELECT format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', relation_name) FROM userlogs.report_input() WHERE to_regclass(relation_name) IS NOT NULL GROUP BY 1 \gexec
CREATE POLICY settings ON setting USING (true);
CREATE POLICY words ON status_class USING (status !~ '[M]ARK' OR current_user = 'userlogs_test_lead' AND status !~ '[M]ARK_C');
CREATE POLICY words ON reason_class USING (reason !~ '[M]ARK' OR current_user = 'userlogs_test_lead' AND reason !~ '[M]ARK_C');
-- an agent: their own rows, and what their team is to do
CREATE POLICY own ON status_event TO userlogs_test_agent USING (user_id = 'Ann');
CREATE POLICY own ON report_user TO userlogs_test_agent USING (user_id = 'Ann');
CREATE POLICY own ON team_member TO userlogs_test_agent USING (user_id = 'Ann');
CREATE POLICY own ON shift TO userlogs_test_agent USING (user_id = 'Ann');
CREATE POLICY own ON service_request TO userlogs_test_agent USING (user_id = 'Ann');
CREATE POLICY own ON assignment TO userlogs_test_agent USING (user_id = 'Ann');
CREATE POLICY own ON response TO userlogs_test_agent USING (user_id = 'Ann');
CREATE POLICY own ON capacity TO userlogs_test_agent USING (user_id = 'Ann');
-- a lead: those of the members of the team
CREATE POLICY team ON team_member TO userlogs_test_lead USING (team = 'Team A');
CREATE POLICY team ON status_event TO userlogs_test_lead USING (user_id IN (SELECT m.user_id FROM support.team_member m WHERE m.team = 'Team A'));
CREATE POLICY team ON report_user TO userlogs_test_lead USING (user_id IN (SELECT m.user_id FROM support.team_member m WHERE m.team = 'Team A'));
CREATE POLICY team ON shift TO userlogs_test_lead USING (user_id IN (SELECT m.user_id FROM support.team_member m WHERE m.team = 'Team A'));
CREATE POLICY team ON service_request TO userlogs_test_lead USING (team = 'Team A');
CREATE POLICY team ON assignment TO userlogs_test_lead USING (user_id IN (SELECT m.user_id FROM support.team_member m WHERE m.team = 'Team A'));
CREATE POLICY team ON response TO userlogs_test_lead USING (user_id IN (SELECT m.user_id FROM support.team_member m WHERE m.team = 'Team A'));
CREATE POLICY team ON capacity TO userlogs_test_lead USING (user_id IN (SELECT m.user_id FROM support.team_member m WHERE m.team = 'Team A'));
-- both: what is said of Team A, and of the requests that they see
CREATE POLICY requests ON pending USING (request_id IN (SELECT q.request_id::text FROM support.service_request q));
CREATE POLICY team ON team_setting USING (team = 'Team A');
CREATE POLICY team ON service_exception USING (team = 'Team A');
CREATE POLICY team ON service_hours USING (team = 'Team A');
CREATE POLICY team ON target USING (team = 'Team A');
CREATE POLICY team ON rule USING (team = 'Team A');
CREATE POLICY team ON rule_notification USING (team = 'Team A');
RESET ROLE;
ANALYZE;

-- Functions that a reader could have: they tell what they are given, and cost
-- nothing, so that the planner has them run as early as it may.
CREATE FUNCTION public.tell(text) RETURNS boolean LANGUAGE plpgsql COST 0.000001 AS $$ BEGIN RAISE NOTICE 'told %', $1; RETURN true; END $$;
-- one for each relation and function, whose plans stay in the session
CREATE TABLE public.readable AS
SELECT format('support.%I', c.relname) AS source, c.relname AS name, c.relkind = 'r' AS is_table FROM pg_class c
WHERE c.relnamespace = 'support'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname <> 'report_object' AND c.relname !~ '_snapshot$'
UNION ALL
SELECT format('support.%I(%s)', p.proname, (SELECT coalesce(string_agg(CASE t
    WHEN 'timestamptz'::regtype THEN CASE earlier WHEN 0 THEN '''2026-03-02 09:00+00''' ELSE '''2026-03-04 10:00+00''' END
    WHEN 'interval'::regtype THEN '''0'''
    WHEN 'boolean'::regtype THEN 'false'
    WHEN 'text'::regtype THEN CASE p.proname WHEN 'class_key' THEN '''staffed''' ELSE '''status''' END
    WHEN 'text[]'::regtype THEN CASE p.proname WHEN 'other_user' THEN '''{}''' ELSE 'NULL' END ELSE 'NULL' END, ', ' ORDER BY place), '')
  FROM (SELECT t, place, count(*) FILTER (WHERE t = 'timestamptz'::regtype) OVER (ORDER BY place ROWS UNBOUNDED PRECEDING EXCLUDE CURRENT ROW) AS earlier
    FROM unnest(p.proargtypes) WITH ORDINALITY a(t, place)) b)), p.proname || ' ()', false
FROM pg_proc p WHERE p.pronamespace = 'support'::regnamespace AND p.proname NOT IN ('report_version', 'total_seconds');
SELECT format('CREATE FUNCTION public.%I() RETURNS SETOF text LANGUAGE plpgsql AS %L', 'plan of ' || name, format('BEGIN RETURN QUERY SELECT x::text FROM %s x; END', source)) FROM public.readable \gexec
SELECT format('CREATE FUNCTION public.%I() RETURNS SETOF text LANGUAGE sql AS %L', 'query of ' || name, format('SELECT x::text FROM %s x', source)) FROM public.readable \gexec
GRANT SELECT ON public.readable TO PUBLIC;

-- what the rest is compared with: reports on the visible rows alone
SELECT userlogs.create_report(s) FROM unnest('{only_agent,only_lead}'::text[]) s;
DO $$
DECLARE
  input record;
BEGIN
  FOR input IN SELECT i.relation_name AS name, r.name AS role FROM userlogs.report_input() i, unnest('{agent,lead}'::text[]) r(name)
    WHERE to_regclass('support.' || i.relation_name) IS NOT NULL GROUP BY 1, 2 LOOP
    EXECUTE format('TRUNCATE only_%1$s.%2$I; GRANT INSERT ON only_%1$s.%2$I TO PUBLIC; GRANT USAGE ON SCHEMA only_%1$s TO PUBLIC', input.role, input.name);
    EXECUTE format('SET LOCAL ROLE userlogs_test_%s', input.role);
    EXECUTE format('INSERT INTO only_%1$s.%2$I SELECT * FROM support.%2$I', input.role, input.name);
    RESET ROLE;
  END LOOP;
END $$;
ANALYZE;
SQL

psql -X -q -A -t >"$scratch/read.sql" <<'SQL'
SELECT format('SELECT * FROM %1$s;
COPY (SELECT * FROM %1$s) TO STDOUT;
%2$s
BEGIN; DECLARE c CURSOR FOR SELECT * FROM %1$s; FETCH ALL FROM c; COMMIT;
PREPARE %3$I AS SELECT * FROM %1$s; EXECUTE %3$I;
SELECT * FROM public.%4$I();
SELECT * FROM public.%5$I();
EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM %1$s;
SELECT x.* FROM %1$s x WHERE public.tell(x::text);
SELECT count(*) FROM %1$s x WHERE x::text::integer = 1;
SELECT count(*) FROM %1$s x GROUP BY public.tell(x::text), x::text ORDER BY 1;', source, CASE WHEN is_table THEN format('COPY %s TO STDOUT;', source) END, name, 'plan of ' || name, 'query of ' || name)
FROM readable;
SELECT 'SELECT * FROM pg_stats; SELECT * FROM pg_stats_ext; SELECT * FROM pg_stats_ext_exprs;';
SQL
statements=$(grep -c ';' "$scratch/read.sql")
((statements > 500)) || fail "only $statements statements"

# the superuser sees all: what is looked for below would be found
run postgres "$scratch/read.sql" >"$scratch/all"
for mark in MARK_B MARK_C; do
    (($(grep -ci "$mark" "$scratch/all") > 1000)) || fail "the superuser sees no $mark"
done
# these have a mark in them wherever they are read
psql -X -q -A -t -v ON_ERROR_STOP=1 >"$scratch/unmarked" <<'SQL'
CREATE FUNCTION public.has_mark(source text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  answer boolean;
BEGIN
  EXECUTE format('SELECT bool_or(x::text ~* ''MARK_'') FROM %s x', source) INTO answer;
  RETURN answer;
END $$;
SELECT string_agg(name, ' ' ORDER BY name COLLATE "C") FROM readable WHERE has_mark(source) IS NOT TRUE;
SQL
[[ $(cat "$scratch/unmarked") == 'add_service_time () all_users_event_input () anomalies_daily anomalies_daily_between () day_list event_id_is_column () event_is_numbered () given_color () headcount_difference () initial_status_input () input_gives () layer_anomaly () layer_setting () log_is_indexed () log_is_layered () log_start () near_span () pause_seconds () pick_label () reconnect_tolerance () report_end () report_limit () report_setting () report_span () report_start () rule_edge () rule_value () service_seconds () setting setting_input () show_label () status_interval_input () status_limit status_limit_input () status_snapshot_input () time_limit () wait_bound ()' ]] ||
    fail "without a mark: $(cat "$scratch/unmarked")"

# seen ROLE MARK…: none of these is anywhere in what the role has read
seen() {
    local role=$1 mark
    run "userlogs_test_$role" "$scratch/read.sql" >"$scratch/$role"
    for mark in "${@:2}"; do
        if grep -in "$mark" "$scratch/$role" >"$scratch/found"; then
            head -n 20 "$scratch/found"
            fail "the $role sees $mark"
        fi
    done
    # not the word in pg_stats, which holds comments once autovacuum has read them
    if grep -E 'ERROR: .*(permission denied|does not exist|syntax error)' "$scratch/$role"; then fail "the $role cannot read"; fi
    (($(grep -c 'Ann' "$scratch/$role") > 500)) || fail "the $role does not see Ann"
}
seen agent MARK_B MARK_C
seen lead MARK_C
(($(grep -c MARK_B "$scratch/lead") > 500)) || fail "the lead does not see Bob"

# plans that were made for another role are not used: all of the session's
# prepared statements and cached plans, made for the superuser, then the lead
{
    echo '\o /dev/null'
    sed -n 's/.*\(PREPARE .*\) EXECUTE .*/\1/p' "$scratch/read.sql" >"$scratch/prepare.sql"
    sed -n 's/.*PREPARE .* \(EXECUTE .*\)/\1/p; /public\."*\(plan\|query\) of/p' "$scratch/read.sql" >"$scratch/execute.sql"
    echo 'SET plan_cache_mode = force_generic_plan;'
    cat "$scratch/prepare.sql" "$scratch/execute.sql"
    echo 'SET ROLE userlogs_test_lead;'
    cat "$scratch/execute.sql"
    echo 'SET ROLE userlogs_test_agent;'
    echo '\o'
    cat "$scratch/execute.sql"
    echo 'RESET ROLE; SET ROLE userlogs_test_agent;'
    cat "$scratch/execute.sql"
} >"$scratch/switch.sql"
psql -X -q -A -t -f "$scratch/switch.sql" >"$scratch/switched" 2>&1
if grep -n -i -E 'mark_|error' "$scratch/switched" >"$scratch/found"; then
    head -n 20 "$scratch/found"
    fail "a plan of another role is used"
fi
(($(grep -c Ann "$scratch/switched") > 500)) || fail "nothing was read after SET ROLE"

# numbers, too: each view and function shows what it would show if there were
# nothing else
psql -X -q -A -t >"$scratch/differences" <<'SQL'
CREATE FUNCTION public.contents(source text, role_name text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  PERFORM set_config('role', role_name, true);
  EXECUTE format('SELECT string_agg(x::text, chr(10) ORDER BY x::text COLLATE "C") FROM %s x', source) INTO answer;
  PERFORM set_config('role', 'none', true);
  RETURN coalesce(answer, '');
END $$;
SELECT r.name || ': ' || source FROM readable, unnest('{agent,lead}'::text[]) r(name)
WHERE contents(source, 'userlogs_test_' || r.name) IS DISTINCT FROM contents(replace(source, 'support.', format('only_%s.', r.name)), 'none');
SELECT 'compared' FROM readable WHERE contents(source, 'none') <> contents(source, 'userlogs_test_agent') HAVING count(*) > 60;
SQL
[[ $(cat "$scratch/differences") == compared ]] || fail "differs from a report on the visible rows: $(cat "$scratch/differences")"

# what is stored is not filtered: nobody reads it to whom it was not granted
for relation in user_logs_materialized user_logs_snapshot staffing_materialized staffing_snapshot; do
    run userlogs_test_agent <(echo "SELECT * FROM support.$relation; COPY (SELECT * FROM support.$relation) TO STDOUT;") >"$scratch/stored"
    [[ $(grep -c 'ERROR:  42501: permission denied' "$scratch/stored") == 2 ]] || fail "$relation can be read"
    if grep -i MARK "$scratch/stored"; then fail "$relation is shown"; fi
done
psql -X -q -c "GRANT SELECT ON support.user_logs_materialized, support.user_logs_snapshot TO userlogs_test_agent"
run userlogs_test_agent <(echo "SELECT * FROM support.user_logs_snapshot") >"$scratch/stored"
grep -q MARK_C "$scratch/stored" ||
    fail "what was granted cannot be read"
