-- Pages for test/browser/look.js, as an array of name, modes, HTML and rows of
-- tables that have to be there, by the views: of the demo's day, of a month of
-- thirty people, and of names that mean harm.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Berlin';
\ir ../demo/support_team.sql
CREATE SCHEMA support;
CREATE VIEW support.status_event AS SELECT event_id, user_name AS user_id, occurred_at, status, reason FROM public.status_events;
SELECT userlogs.create_report('support') \g /dev/null
UPDATE support.setting SET as_of = '2026-03-29 20:00', max_open_time = '10 hours', bucket_width = '1 hour', time_zone = 'Europe/Berlin';
\ir ../demo/service_requests.sql
UPDATE support.reason_class SET allowance = '30 minutes' WHERE reason = 'Lunch';
INSERT INTO support.shift (user_id, starts_at, ends_at) SELECT user_id, min(login_at), max(login_at) FROM support.user_logs WHERE class = 'available' GROUP BY user_id;

-- thirty people, four weeks, three teams
SELECT userlogs.create_report('month') \g /dev/null
UPDATE month.setting SET as_of = '2026-04-01 00:00', bucket_width = '30 minutes', time_zone = 'Europe/Berlin';
INSERT INTO month.report_user (user_id, name) SELECT 'u' || i, (ARRAY['Anna', 'Bruno', 'Maximiliane', 'Li', 'Ana Luíza'])[1 + i % 5] || ' ' || (ARRAY['Oliveira dos Santos', 'Ng', 'Castellanos', 'Großmann', 'O''Hara', 'Wu'])[1 + i % 6] FROM generate_series(1, 30) i;
INSERT INTO month.team_member (user_id, team) SELECT 'u' || i, (ARRAY['Sales', 'Support for enterprise customers', 'Billing'])[1 + i % 3] FROM generate_series(1, 30) i;
INSERT INTO month.status_event (user_id, occurred_at, status, reason)
SELECT 'u' || i, d + interval '7 hours' + (i % 6) * interval '25 minutes' + t * interval '55 minutes' + hashint4((d::date - '2026-01-01') * 400 + i * 10 + t) % 1200 * interval '1 second',
  CASE WHEN t = 9 THEN 'Offline' WHEN t % 2 = 0 THEN 'Available' ELSE 'Unavailable' END, CASE WHEN t = 5 THEN 'Lunch' WHEN t % 2 = 1 THEN (ARRAY['High demand', 'Absence', 'Strategic break', 'Training'])[1 + (i + t + extract(day FROM d)::int) % 4] END
FROM generate_series(timestamptz '2026-03-01', '2026-03-31', '1 day') d, generate_series(1, 30) i, generate_series(0, 9) t WHERE extract(isodow FROM d) < 6 AND (i + extract(day FROM d)::int) % 11 > 0;
INSERT INTO month.service_request (team, user_id, arrived_at, first_response_at, closed_at)
SELECT (ARRAY['Sales', 'Support for enterprise customers', 'Billing'])[1 + i % 3], 'u' || 1 + i % 30, a, a + i % 200 * interval '1 second', a + i % 200 * interval '1 second' + interval '6 minutes'
FROM generate_series(1, 6000) i, LATERAL (SELECT timestamptz '2026-03-01 07:00' + i % 31 * interval '1 day' + i % 600 * interval '1 minute') t(a);
INSERT INTO month.target (team, service_level, answer_within, minimum_headcount) VALUES ('Sales', 0.8, '2 minutes', 4), ('Support for enterprise customers', 0.9, '1 minute', 3), ('Billing', 0.8, '2 minutes', 2);
INSERT INTO month.service_hours SELECT team, d, '08:00', '17:00' FROM month.target, generate_series(1, 5) d;

CREATE FUNCTION pg_temp.page(name text, modes text, rows text[], schema_name text, from_at timestamptz, to_at timestamptz, team text DEFAULT NULL, language text DEFAULT 'en') RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_build_object('name', name, 'modes', string_to_array(modes, ' '), 'rows', to_jsonb(rows), 'html', userlogs.report_page(schema_name, from_at, to_at, team, language)) $$;
-- seconds as the pages write them
CREATE FUNCTION pg_temp.hours(seconds numeric) RETURNS text LANGUAGE sql RETURN CASE WHEN round(seconds) < 60 THEN round(seconds) || ' s'
  WHEN round(seconds) < 600 THEN trunc(round(seconds) / 60) || ' min' || coalesce(to_char(nullif(round(seconds) % 60, 0), 'FM" "00" s"'), '') WHEN round(seconds / 60) < 60 THEN round(seconds / 60) || ' min'
  ELSE trunc(round(seconds / 60) / 60) || ' h ' || to_char(round(seconds / 60) % 60, 'FM00') || ' min' END;
\pset format unaligned
\pset tuples_only on
SELECT jsonb_pretty(jsonb_agg(p)) FROM (
  SELECT pg_temp.page('day', '360 1280 1920 dark print', ARRAY(
      SELECT format('%s | %s %s%%', user_name, pg_temp.hours(staffed_seconds), round(100 * available_seconds / staffed_seconds)) FROM support.availability_daily_between('2026-03-29', '2026-03-30') WHERE staffed_seconds > 0
      UNION ALL SELECT format('%s | %s | %s | %s | %s | %s%% | %s%% / 2 min | %s', team, sum(offered_count), sum(answered_count), sum(abandoned_count), sum(waiting_count),
        round(100.0 * sum(answered_in_time_count) / sum(offered_count - undecided_count)), 80, pg_temp.hours(sum(asa_seconds * response_count) / sum(response_count)))
      FROM support.service_level_between('2026-03-29', '2026-03-30') GROUP BY team
      UNION ALL SELECT format('%s | %s | %s', user_name, pg_temp.hours(break_overtime_seconds), pg_temp.hours(longest_unavailable_seconds)) FROM support.availability_daily_between('2026-03-29', '2026-03-30') WHERE break_overtime_seconds > 0
      UNION ALL SELECT format('%s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s', team, to_char(local_start, 'HH24:MI'), to_char(local_end, 'HH24:MI'), left_by, left_reason, pg_temp.hours(duration_seconds),
        minimum_headcount, available_min, request_count, unanswered_count, late_count) FROM support.coverage_gaps_between('2026-03-29', '2026-03-30') WHERE left_by IS NOT NULL),
    'support', '2026-03-29', '2026-03-30') AS p
  UNION ALL SELECT pg_temp.page('day in Portuguese', '360 1280', '{}', 'support', '2026-03-29', '2026-03-30', language => 'pt')
  UNION ALL SELECT pg_temp.page('day in Spanish, of a team', '360 1280', '{}', 'support', '2026-03-29', '2026-03-30', 'Night', 'es')
  UNION ALL SELECT pg_temp.page('some minutes', '360 1280', '{}', 'support', '2026-03-29 12:10', '2026-03-29 12:55')
  UNION ALL SELECT pg_temp.page('a day of thirty', '360 1920 print', '{}', 'month', '2026-03-04', '2026-03-05')
  UNION ALL SELECT pg_temp.page('week of thirty', '360 1280 1920 dark', ARRAY(
      SELECT format('%s | %s %s%%', max(user_name), pg_temp.hours(sum(staffed_seconds)), round(100 * sum(available_seconds) / sum(staffed_seconds))) FROM month.availability_daily_between('2026-03-09', '2026-03-16') GROUP BY user_id
        HAVING sum(staffed_seconds) > 0),
    'month', '2026-03-09', '2026-03-16')
  UNION ALL SELECT pg_temp.page('month of thirty', '360 1280 print', '{}', 'month', '2026-03-01', '2026-04-01')
  UNION ALL SELECT pg_temp.page('two years of thirty', '360 1280', '{}', 'month', '2024-04-01', '2026-04-01')
  UNION ALL SELECT pg_temp.page('harm', '360 1280 print', '{}', 'hostile', '2026-04-03 00:00+00', '2026-04-04 12:00+00')
  UNION ALL SELECT pg_temp.page('harm, all', '360 1280', '{}', 'hostile', '2026-04-01 00:00+00', '2026-04-07 12:00+00')
  UNION ALL SELECT pg_temp.page('nothing', '360 1280', '{}', 'support', '2026-01-01', '2026-01-02')) x;
