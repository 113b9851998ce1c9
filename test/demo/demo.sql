-- What `make demo` shows: from raw status events to the User Logs report.
-- Runs in an empty database.
\set QUIET on
\set ECHO none
\pset footer off
\pset border 1
\pset linestyle unicode
\pset unicode_border_linestyle single
\pset null '—'
SET client_min_messages = warning;
SET TimeZone = 'Europe/Berlin';
SET DateStyle = ISO;

CREATE EXTENSION userlogs;
\ir support_team.sql
SELECT count(*) AS events, count(DISTINCT user_name) AS users FROM status_events \gset

\echo
\echo '1. The input:' :events 'status events of' :users 'users, as they arrived. The last five:'
\echo
SELECT event_id, user_name, to_char(occurred_at, 'YYYY-MM-DD HH24:MI:SS') AS occurred_at, status, reason
FROM (SELECT * FROM status_events ORDER BY event_id DESC LIMIT 5) last ORDER BY event_id;

-- the report's schema, with the log behind a view of the expected columns
CREATE SCHEMA support;
CREATE VIEW support.status_event AS
  SELECT event_id, user_name AS user_id, occurred_at, status, reason FROM public.status_events;
SELECT userlogs.create_report('support') \g /dev/null
-- as if it were Sunday, 20:00; a status that nobody has changed for ten hours has been forgotten
UPDATE support.setting SET as_of = '2026-03-29 20:00', max_open_time = '10 hours', bucket_width = '1 hour';
\ir service_requests.sql

\echo '2. The same as a report: SELECT userlogs.create_report(''support''). The User Logs of'
\echo '   Sunday, as of 20:00: Login and Logout are the true times of each change, Time is the'
\echo '   part within the day.'
\echo
SELECT coalesce(status, '(unknown)') AS "Status", user_name AS "User", to_char(local_login, 'Dy HH24:MI:SS') AS "Login",
  to_char(local_logout, 'Dy HH24:MI:SS') AS "Logout", reason AS "Reason", duration AS "Time", end_cause AS "Ended"
FROM support.user_logs_between('2026-03-29 00:00', '2026-03-30 00:00')
ORDER BY user_id, clipped_start;

\echo '   Erik forgot to log out on Saturday: after ten hours he is unknown, not available.'
\echo '   Chloe''s repeated messages and Bruno''s duplicate changed nothing, Anna''s late one is in place.'
\echo
\echo '3. The day at a glance: SELECT * FROM userlogs.team_day_chart(''support'', ...).'
\echo
\pset format unaligned
\pset tuples_only on
SELECT * FROM userlogs.team_day_chart('support', '2026-03-29 00:00', '2026-03-30 00:00', width => 100);
\echo
\echo '4. What happened, as a mail: SELECT userlogs.report_digest(''support'', ...).'
\echo
SELECT userlogs.report_digest('support', '2026-03-29 00:00', '2026-03-30 00:00');
\pset tuples_only off
\pset format aligned

\echo '5. What could not be taken as it stood, with a limit of ten hours for one status:'
\echo
SELECT kind AS "Kind", user_name AS "User", to_char(local_occurred, 'Dy HH24:MI') AS "When", status AS "Status", regexp_replace(action, ', though .*| Europe.Berlin', '', 'g') AS "What was done about it"
FROM support.anomalies ORDER BY occurred_at;

\echo '6. Why the teams were not available, as a share of their time at work:'
\echo
SELECT team AS "Team", to_char(local_date, 'Dy') AS "Day", reason AS "Reason", spell_count AS "Times",
  duration_seconds * interval '1 second' AS "Time", to_char(100 * unavailable_of_staffed_ratio, '990.0 %') AS "Share"
FROM support.unavailability_by_reason ORDER BY team, local_date, duration_seconds DESC;

\echo '7. Daily availability, in hours. Available, away, offline and unknown add up to the'
\echo '   day so far; Dana''s session goes through midnight.'
\echo
SELECT user_name AS "User", to_char(local_date, 'Dy') AS "Day", to_char(available_seconds / 3600, '90.00') AS "Available",
  to_char(unavailable_seconds / 3600, '90.00') AS "Away",
  to_char(offline_seconds / 3600, '90.00') AS "Offline", to_char(unknown_seconds / 3600, '90.00') AS "Unknown",
  to_char(day_seconds / 3600, '90.00') AS "Hours", to_char(100 * available_of_staffed_ratio, '990 %') AS "Share",
  to_char(local_first_login, 'HH24:MI') AS "Login", to_char(local_last_logout, 'HH24:MI') AS "Logout"
FROM support.availability_daily ORDER BY local_date, user_name;
\echo '8. Was the day team adequate? Agents required by Erlang C for 80 % of requests within two'
\echo '   minutes, against those available; occupancy, and time by which agents were missing.'
\echo
SELECT to_char(local_start, 'HH24:MI') AS "Hour", request_count AS "Requests", round(aht_seconds / 60, 1) AS "Handling, min",
  required_agents AS "Required", to_char(available_avg, '0.00') AS "Available",
  to_char(gap_agents, 'S0.00') AS "Gap", to_char(100 * occupancy_ratio, '990 %') AS "Occupancy",
  round(understaffed_person_seconds / 60, 1) AS "Missing, min"
FROM support.staffing_between('2026-03-29 08:00', '2026-03-29 19:00') WHERE team = 'Day' ORDER BY bucket_start;

\echo '9. Coverage gaps: nobody of the team was available in service hours. Who had left, and why?'
\echo
SELECT team AS "Team", to_char(local_start, 'Dy HH24:MI') AS "From", to_char(local_end, 'HH24:MI') AS "To", duration AS "Length",
  left_by AS "Who left", left_reason AS "Reason", request_count AS "Requests", unanswered_count AS "Lost"
FROM support.coverage_gaps ORDER BY started_at;

\echo '10. Leads that came when nobody was available. Three of Sunday''s night were lost to one'
\echo '    absence that nobody had noticed, Dana''s from 03:33 to 03:54:'
\echo
SELECT team AS "Team", to_char(local_arrived, 'Dy HH24:MI:SS') AS "Arrived", state AS "State", outcome AS "Outcome", wait AS "Waited",
  coalesce(unavailable_users, 'nobody at work') AS "At work, but unavailable"
FROM support.unattended_requests ORDER BY arrived_at;

\echo '11. Response time by the number available when the request came:'
\echo
SELECT team AS "Team", available_headcount AS "Available", request_count AS "Requests", round(response_mean_seconds) AS "Mean, s",
  round(response_p90_seconds) AS "90 % within, s", to_char(100 * service_level_abandoned_negative_ratio, '990 %') AS "Service level"
FROM support.response_by_headcount ORDER BY 1, 2;

\echo 'The functions underneath work on any table, without a report.'
\echo
-- one value per user, in one pass over the table, whatever its order
CREATE TABLE timelines AS
SELECT user_name, userlogs.timeline_agg(occurred_at, status, reason, event_id) AS timeline
FROM status_events GROUP BY user_name;

\echo '12. Where the time of Sunday, 29 March 2026, went, by the functions on timelines. The'
\echo '   clocks went forward in Berlin: the parts of the day add up to its 23 hours.'
\echo
SELECT user_name AS "User",
  userlogs.duration_in(timeline, 'Available', day_start, day_end) AS "Available",
  userlogs.duration_in(timeline, 'Unavailable', day_start, day_end) AS "Unavailable",
  userlogs.duration_in(timeline, 'Offline', day_start, day_end) AS "Offline",
  (SELECT sum(duration) FROM userlogs.status_durations(timeline, day_start, day_end) WHERE status IS NULL) AS "Not known yet",
  (SELECT sum(duration) FROM userlogs.status_durations(timeline, day_start, day_end)) AS "Sum"
FROM timelines, (VALUES (timestamptz '2026-03-29 00:00', timestamptz '2026-03-30 00:00')) d(day_start, day_end)
ORDER BY user_name;

\echo '13. Why people were unavailable: time and number of times, for the whole team.'
\echo
SELECT d.reason AS "Reason", sum(d.duration) AS "Time", sum(d.interval_count) AS "Times",
  to_char(100 * extract(epoch FROM sum(d.duration)) / sum(extract(epoch FROM sum(d.duration))) OVER (), '990.0 %') AS "Share"
FROM timelines, userlogs.status_durations(timeline, '2026-03-29 00:00', '2026-03-30 00:00') d
WHERE d.status = 'Unavailable'
GROUP BY d.reason ORDER BY sum(d.duration) DESC;

\echo '14. People available in each local hour, on average, without Erik. There is no hour 02:00.'
\echo
SELECT to_char(bucket_start, 'HH24:MI') AS "Hour", to_char(average, '0.00') AS "People",
  repeat('█', round(average * 8)::int) AS "Available"
FROM (
  SELECT b.bucket_start, coalesce(extract(epoch FROM sum(b.duration) FILTER (WHERE b.status = 'Available')) /
    extract(epoch FROM b.bucket_end - b.bucket_start), 0) AS average
  FROM timelines, userlogs.status_buckets(timeline, '1 hour', '2026-03-29 00:00', '2026-03-29 20:00', 'Europe/Berlin') b
  WHERE user_name <> 'Erik'
  GROUP BY b.bucket_start, b.bucket_end) h
ORDER BY bucket_start;

\echo '15. Who could have taken a call at 13:10, and if not, why?'
\echo
SELECT user_name AS "User", userlogs.status_at(timeline, '2026-03-29 13:10') AS "Status",
  userlogs.reason_at(timeline, '2026-03-29 13:10') AS "Reason"
FROM timelines ORDER BY user_name;
