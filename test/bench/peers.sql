-- What peers.py compares: events of 2,000 users over 90 days with five statuses
-- and twenty reasons, in order of time, no two of a user at one time; days of
-- Berlin; timelines and intervals made of the events.
CREATE EXTENSION userlogs;
SELECT setseed(0.42) \g /dev/null
CREATE TABLE ev AS
SELECT 1 + (i % 2000)::int AS user_id, timestamptz '2026-01-01 00:00+00' + i * (interval '90 days' / :events) + floor(random() * 3000000) * interval '1 us' AS at,
  (ARRAY['Available', 'Busy', 'Break', 'Offline', 'Training'])[1 + floor(random() * 5)::int] AS status,
  CASE WHEN random() < 0.7 THEN (ARRAY['High demand', 'Absence', 'Strategic break', 'Lunch', 'Coffee', 'Meeting', 'Coaching', 'Training', 'Technical problem', 'Back office',
    'Personal', 'Medical', 'Team meeting', 'Call-back', 'Email', 'Documentation', 'Project', 'System outage', 'Vacation', 'Supervisor'])[1 + floor(random() * 20)::int] END AS reason
FROM generate_series(0, :events - 1) i ORDER BY 2;
CREATE TABLE day AS
SELECT d, d::timestamp AT TIME ZONE 'Europe/Berlin' AS day_start, least((d + 1)::timestamp AT TIME ZONE 'Europe/Berlin', '2026-04-01 00:00+00') AS day_end
FROM (SELECT date '2026-01-01' + i AS d FROM generate_series(0, 90) i) x;
CREATE TABLE tl AS SELECT user_id, userlogs.timeline_agg(at, status, reason) AS t FROM ev GROUP BY user_id;
CREATE TABLE ready AS SELECT user_id, i.* FROM tl, userlogs.status_intervals(t) i;
VACUUM (FREEZE, ANALYZE);
