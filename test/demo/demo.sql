-- What `make demo` shows: from raw status events to intervals with reasons
-- and durations.  Runs in an empty database.
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

-- one value per user, in one pass over the table, whatever its order
CREATE TABLE timelines AS
SELECT user_name, userlogs.timeline_agg(occurred_at, status, reason, event_id) AS timeline
FROM status_events GROUP BY user_name;

\echo '2. The user log of Sunday, 29 March 2026, in Berlin. The clocks went forward, so the'
\echo '   day has 23 hours. Login and Logout are the true times of each change of status;'
\echo '   Time is the part that lies within the day.'
\echo
SELECT i.status AS "Status", user_name AS "User",
  to_char(i.started_at, 'Dy HH24:MI:SS') AS "Login", to_char(i.ended_at, 'Dy HH24:MI:SS') AS "Logout",
  i.reason AS "Reason", i.duration AS "Time"
FROM timelines, userlogs.status_intervals(timeline, '2026-03-29 00:00', '2026-03-30 00:00') i
WHERE i.status IN ('Available', 'Unavailable')
ORDER BY user_name, i.clipped_start;

\echo '   Erik has been available since Saturday 18:32, without a Logout: he forgot to log out.'
\echo '   Chloe''s repeated messages and Bruno''s duplicate changed nothing, Anna''s late one is in place.'
\echo
\echo '3. Where the time went, per user. The parts of the day add up to its 23 hours.'
\echo
SELECT user_name AS "User",
  userlogs.duration_in(timeline, 'Available', day_start, day_end) AS "Available",
  userlogs.duration_in(timeline, 'Unavailable', day_start, day_end) AS "Unavailable",
  userlogs.duration_in(timeline, 'Offline', day_start, day_end) AS "Offline",
  (SELECT sum(duration) FROM userlogs.status_durations(timeline, day_start, day_end) WHERE status IS NULL) AS "Not known yet",
  (SELECT sum(duration) FROM userlogs.status_durations(timeline, day_start, day_end)) AS "Sum"
FROM timelines, (VALUES (timestamptz '2026-03-29 00:00', timestamptz '2026-03-30 00:00')) d(day_start, day_end)
ORDER BY user_name;

\echo '4. Why people were unavailable: time and number of times, for the whole team.'
\echo
SELECT d.reason AS "Reason", sum(d.duration) AS "Time", sum(d.interval_count) AS "Times",
  to_char(100 * extract(epoch FROM sum(d.duration)) / sum(extract(epoch FROM sum(d.duration))) OVER (), '990.0 %') AS "Share"
FROM timelines, userlogs.status_durations(timeline, '2026-03-29 00:00', '2026-03-30 00:00') d
WHERE d.status = 'Unavailable'
GROUP BY d.reason ORDER BY sum(d.duration) DESC;

\echo '5. People available in each local hour, on average, without Erik. There is no hour 02:00.'
\echo
SELECT to_char(bucket_start, 'HH24:MI') AS "Hour", to_char(average, '0.00') AS "People",
  repeat('█', round(average * 10)::int) AS "Available"
FROM (
  SELECT b.bucket_start, coalesce(extract(epoch FROM sum(b.duration) FILTER (WHERE b.status = 'Available')) /
    extract(epoch FROM b.bucket_end - b.bucket_start), 0) AS average
  FROM timelines, userlogs.status_buckets(timeline, '1 hour', '2026-03-29 00:00', '2026-03-29 20:00', 'Europe/Berlin') b
  WHERE user_name <> 'Erik'
  GROUP BY b.bucket_start, b.bucket_end) h
ORDER BY bucket_start;

\echo '6. Who could have taken a call at 13:10, and if not, why?'
\echo
SELECT user_name AS "User", userlogs.status_at(timeline, '2026-03-29 13:10') AS "Status",
  userlogs.reason_at(timeline, '2026-03-29 13:10') AS "Reason"
FROM timelines ORDER BY user_name;
