-- The team's day of the demo, checked by what must hold and by hand.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Berlin';
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS userlogs;
\ir ../demo/support_team.sql
CREATE TEMP VIEW timelines AS
SELECT user_name, userlogs.timeline_agg(occurred_at, status, reason, event_id) AS timeline
FROM status_events GROUP BY user_name;
CREATE TEMP VIEW day AS
SELECT user_name, i.* FROM timelines, userlogs.status_intervals(timeline, '2026-03-29 00:00', '2026-03-30 00:00') i;
SELECT plan(13);

SELECT is((SELECT count(*) FROM status_events), 57::bigint, 'the generator draws the same events in every run');
SELECT is((SELECT array_agg(DISTINCT sum) FROM (SELECT sum(duration) FROM day GROUP BY user_name) s),
  ARRAY[interval '23 hours'], 'the parts of each user''s day add up to its 23 hours');
SELECT is((SELECT count(*) FROM (SELECT lag((status, reason)) OVER w AS before, (status, reason) AS this FROM day
  WINDOW w AS (PARTITION BY user_name ORDER BY clipped_start)) x WHERE before IS NOT DISTINCT FROM this), 0::bigint,
  'neighbours differ: repeated messages and duplicates are merged');

-- the night shift: seven hours on the clock change, not eight
SELECT is((SELECT sum(duration) FROM timelines, userlogs.status_intervals(timeline, '2026-03-28 12:00', '2026-03-29 12:00')
  WHERE user_name = 'Dana' AND status IN ('Available', 'Unavailable')), interval '6:59:28', 'Dana: 22:00:57 to 06:00:25');
SELECT is((SELECT duration FROM timelines, userlogs.status_intervals(timeline)
  WHERE user_name = 'Dana' AND started_at = '2026-03-29 01:48:24'), interval '00:45:33', 'Dana: 01:48:24 to 03:33:57, through the change');
SELECT is((SELECT (started_at, clipped_start, is_carried)::text FROM day WHERE user_name = 'Dana' ORDER BY clipped_start LIMIT 1),
  (timestamptz '2026-03-28 23:34:48', timestamptz '2026-03-29 00:00', true)::text, 'Dana: the shift is carried over midnight');

-- the forgotten logout
SELECT results_eq($$ SELECT status, started_at, ended_at, duration, is_open, is_carried FROM day WHERE user_name = 'Erik' $$,
  $$ VALUES ('Available', timestamptz '2026-03-28 18:32:46', NULL::timestamptz, interval '23 hours', true, true) $$,
  'Erik: available since Saturday, the whole day, without end');

-- the late event is in its place
SELECT is((SELECT userlogs.reason_at(timeline, '2026-03-29 09:20') FROM timelines WHERE user_name = 'Anna'), 'High demand', 'Anna: 09:18 to 09:26');
SELECT is((SELECT userlogs.status_at(timeline, '2026-03-29 08:02:51') FROM timelines WHERE user_name = 'Anna'), NULL, 'Anna: nothing known before 08:02:52');

-- hours of the local day: 23 of them, each with 3600 seconds for each user
SELECT is((SELECT count(DISTINCT bucket_start) FROM timelines,
  userlogs.status_buckets(timeline, '1 hour', '2026-03-29 00:00', '2026-03-30 00:00', 'Europe/Berlin')), 23::bigint, '23 hours');
SELECT is((SELECT array_agg(DISTINCT sum) FROM (SELECT sum(duration) FROM timelines,
  userlogs.status_buckets(timeline, '1 hour', '2026-03-29 00:00', '2026-03-30 00:00', 'Europe/Berlin')
  GROUP BY user_name, bucket_start) s), ARRAY[interval '1 hour'], 'each hour is full');
SELECT results_eq($$ SELECT DISTINCT bucket_end - bucket_start FROM timelines,
  userlogs.status_buckets(timeline, '1 day', '2026-03-28 00:00', '2026-03-31 00:00', 'Europe/Berlin') ORDER BY 1 $$,
  ARRAY[interval '23 hours', interval '24 hours'], 'days of 23 and 24 hours');

-- a day at a time or all at once
SELECT results_eq($$ SELECT user_name, userlogs.timeline_agg(t) FROM (
    SELECT user_name, userlogs.timeline_agg(occurred_at, status, reason, event_id) AS t
    FROM status_events GROUP BY user_name, occurred_at::date) d GROUP BY user_name ORDER BY user_name $$,
  'SELECT user_name, timeline FROM timelines ORDER BY user_name', 'daily timelines, merged, are the timeline');
SELECT * FROM finish();
ROLLBACK;
