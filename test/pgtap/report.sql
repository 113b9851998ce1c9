-- What readers rely on between the views of a report: parts that add up over all
-- kinds of days, ratios within bounds, row security.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT plan(36);

SELECT lives_ok($$ SELECT userlogs.create_report('support') $$, 'a report');

SELECT results_eq($$ SELECT proname FROM pg_proc WHERE pronamespace = 'support'::regnamespace AND proparallel = 'u' $$,
  $$ SELECT NULL::name WHERE false $$, 'nothing keeps a query from running in parallel');

-- three weeks of changes at random moments, in zones with days of 23, 23.5,
-- 24, 24.5 and 25 hours, with days that begin at one o'clock, at six, or at ten
SELECT setseed(0.1977);
CREATE TABLE change_of_clocks (time_zone, first_day, day_offset, lengths) AS VALUES
  ('Europe/Berlin', date '2026-03-20', interval '0', ARRAY[23, 24]),
  ('Europe/Berlin', '2025-10-15', '06:00', ARRAY[24, 25]),
  ('America/Sao_Paulo', '2018-10-25', '0', ARRAY[23, 24]),
  ('Australia/Lord_Howe', '2025-09-25', '0', ARRAY[23.5, 24]),
  ('Australia/Lord_Howe', '2026-03-25', '-02:00', ARRAY[24, 24.5]),
  ('Asia/Kathmandu', '2026-03-20', '0', ARRAY[24]);
CREATE FUNCTION fill(zone text, first_day date, day_offset interval) RETURNS void LANGUAGE sql
SET search_path FROM CURRENT AS $$
  TRUNCATE support.status_event, support.team_member;
  INSERT INTO support.status_event (event_id, user_id, occurred_at, status, reason)
  SELECT n, 'u' || n % 7, (first_day::timestamp AT TIME ZONE zone) + random() * interval '21 days',
    (ARRAY['Available', 'Online', 'Away', 'Unavailable', 'Offline', 'Juggling', NULL])[1 + floor(7 * random())],
    (ARRAY['High demand', 'Absence', 'Break', NULL])[1 + floor(4 * random())]
  FROM generate_series(1, 700) n;
  INSERT INTO support.team_member
  SELECT 'u' || n % 7, 'T' || n % 2, t, t + random() * interval '10 days'
  FROM (SELECT n, (first_day::timestamp AT TIME ZONE zone) + random() * interval '15 days' AS t FROM generate_series(0, 5) n) x;
  UPDATE support.setting SET time_zone = zone, day_offset = fill.day_offset,
    as_of = (first_day::timestamp AT TIME ZONE zone) + interval '20 days 12:34:56.789';
$$;
CREATE FUNCTION test_days(zone text, first_day date, day_offset interval, lengths numeric[]) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  name text := format('%s from %s, day offset %s: ', zone, first_day, day_offset);
  window_start timestamptz := (first_day + 3)::timestamp AT TIME ZONE zone;
BEGIN
  PERFORM fill(zone, first_day, day_offset);
  RETURN NEXT results_eq($q$ SELECT DISTINCT trim_scale(day_seconds / 3600) FROM support.availability_daily
    WHERE local_date < (SELECT max(local_date) FROM support.availability_daily) ORDER BY 1 $q$, lengths, name || 'lengths of days');
  RETURN NEXT is((SELECT count(*) FROM support.availability_daily
    WHERE staffed_seconds + offline_seconds + unknown_seconds <> day_seconds OR available_seconds + unavailable_seconds <> staffed_seconds
      OR available_of_staffed_ratio NOT BETWEEN 0 AND 1 OR (available_of_staffed_ratio IS NULL) <> (staffed_seconds = 0)
      OR longest_unavailable_seconds > unavailable_seconds OR login_count > session_count OR break_overtime_seconds > unavailable_seconds),
    0::bigint, name || 'the parts of a day add up');
  RETURN NEXT is((SELECT count(*) FROM support.availability_daily a FULL JOIN
    (SELECT user_id, local_date, sum(duration_seconds) AS total, sum(duration) AS duration FROM support.status_daily GROUP BY 1, 2) s USING (user_id, local_date)
    WHERE day_seconds IS DISTINCT FROM total OR extract(epoch FROM duration) IS DISTINCT FROM total), 0::bigint,
    name || 'statuses and reasons of a day add up to its length');
  RETURN NEXT results_eq($q$ SELECT user_id, sum(duration_seconds) FROM support.user_logs WHERE class = 'unavailable' GROUP BY 1 ORDER BY 1 $q$,
    $q$ SELECT user_id, sum(unavailable_seconds) FROM support.availability_daily GROUP BY 1 ORDER BY 1 $q$,
    name || 'the days of a user add up to the intervals');
  RETURN NEXT is((SELECT count(*) FROM (SELECT user_id, sum(duration_seconds) AS total FROM support.user_logs_between(window_start, window_start + interval '9 days 7 minutes')
    GROUP BY 1) x WHERE total <> extract(epoch FROM window_start + interval '9 days 7 minutes' - window_start)), 0::bigint,
    name || 'the parts of a window add up');
END $$;
SELECT t FROM change_of_clocks, LATERAL test_days(time_zone, first_day, day_offset, lengths) t;

-- teams: no more than the users' time, and all of it where all are in one team
SELECT is((SELECT count(*) FROM support.unavailability_by_reason
  WHERE unavailable_of_staffed_ratio NOT BETWEEN 0 AND 1 OR duration_seconds > staffed_seconds
    OR spell_count < user_count), 0::bigint, 'teams: ratios and counts are within bounds');
TRUNCATE support.team_member;
INSERT INTO support.team_member SELECT 'u' || n, 'all', NULL, NULL FROM generate_series(0, 6) n;
SELECT results_eq($$ SELECT local_date, sum(duration_seconds), max(staffed_seconds) FROM support.unavailability_by_reason WHERE team = 'all' GROUP BY 1 ORDER BY 1 $$,
  $$ SELECT local_date, sum(unavailable_seconds), sum(staffed_seconds) FROM support.availability_daily GROUP BY 1 HAVING sum(unavailable_seconds) > 0 ORDER BY 1 $$,
  'a team of all users has the time of all users');

-- row security of the inputs holds in every view: who may see one user, sees one
CREATE ROLE userlogs_agent;
GRANT USAGE ON SCHEMA support TO userlogs_agent;
GRANT SELECT ON ALL TABLES IN SCHEMA support TO userlogs_agent;
ALTER TABLE support.status_event ENABLE ROW LEVEL SECURITY;
INSERT INTO support.report_user SELECT 'u' || n, 'User ' || n FROM generate_series(0, 8) n;
CREATE POLICY own ON support.status_event TO userlogs_agent USING (user_id = 'u3');
CREATE FUNCTION users_seen() RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(DISTINCT user_id, ' ') FROM (
    SELECT user_id FROM support.user_logs UNION ALL SELECT user_id FROM support.current_status
    UNION ALL SELECT user_id FROM support.status_daily UNION ALL SELECT user_id FROM support.availability_daily
    UNION ALL SELECT user_id FROM support.anomalies UNION ALL SELECT user_id FROM support.user_logs_between('-infinity', 'infinity')) u $$;
SELECT is(users_seen(), 'u0 u1 u2 u3 u4 u5 u6 u7 u8', 'the owner sees all users');
SET LOCAL ROLE userlogs_agent;
SELECT is(users_seen(), 'u3', 'an agent sees what the policy on the input shows');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
