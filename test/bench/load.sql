-- Events for measure.sql: small of 2,000 users, large of 1,000 users, over 90
-- days, with microseconds, three statuses and four reasons, stored in order
-- of time; the same as small for 200,000 users; and one user in random order.
-- Intervals, as many as small has events, of up to two hours: presence in order
-- of their start, shuffled in none.  Events as many as small with five statuses and
-- twenty reasons, in order of time: numbered of 2,000 users, natural the same with
-- words, hashed the same in four partitions by hash of the user, groups the same of
-- 100,000 users.  A report, year, on a year of 1,000 users in ten
-- teams, at work on five days a week with eight changes a day, and 500,000
-- requests.  Two reports, months and twice, of 60 users in eight teams with 20
-- reasons, day and night, on six months with 60,000 requests and on twice that.
CREATE EXTENSION userlogs;

CREATE FUNCTION draw(events bigint, users int)
RETURNS TABLE (user_id int, occurred_at timestamptz, status text, reason text)
LANGUAGE sql AS $$
  SELECT 1 + (i % users)::int, timestamptz '2026-01-01 00:00+00' + random() * interval '90 days',
    CASE WHEN s < 0.5 THEN 'Available' WHEN s < 0.9 THEN 'Unavailable' ELSE 'Offline' END,
    CASE WHEN s < 0.5 THEN NULL WHEN s < 0.6 THEN 'High demand' WHEN s < 0.75 THEN 'Absence'
      WHEN s < 0.85 THEN 'Strategic break' WHEN s < 0.9 THEN 'Lunch' END
  FROM (SELECT i, random() AS s FROM generate_series(1, events) i) d
$$;
SELECT setseed(0.42) \g /dev/null

SET work_mem = '1GB';
CREATE TABLE small AS
SELECT row_number() OVER (ORDER BY occurred_at) AS event_id, d.* FROM draw(:small, 2000) d ORDER BY occurred_at;
CREATE TABLE large AS
SELECT row_number() OVER (ORDER BY occurred_at) AS event_id, d.* FROM draw(:large, 1000) d ORDER BY occurred_at;
CREATE TABLE many_users AS
SELECT event_id, 1 + (event_id % (:small / 10))::int AS user_id, occurred_at, status, reason FROM small ORDER BY event_id;
CREATE TABLE one_user AS
SELECT event_id, 1 AS user_id, occurred_at, status, reason FROM small ORDER BY hashint8(event_id);
CREATE TABLE presence AS
SELECT user_id, occurred_at AS started_at, occurred_at + random() * interval '2 hours' AS ended_at FROM small ORDER BY occurred_at;
CREATE TABLE shuffled AS SELECT * FROM presence ORDER BY hashint8(extract(epoch FROM ended_at)::bigint);
CREATE TABLE numbered AS
SELECT 1 + (i % 2000)::int AS user_id, timestamptz '2026-01-01 00:00+00' + i * (interval '90 days' / :small) + random() * interval '3 s' AS occurred_at,
  'status ' || 1 + floor(random() * 5)::int AS status, CASE WHEN random() < 0.7 THEN 'reason ' || to_char(1 + floor(random() * 20)::int, 'FM00') || ' text' END AS reason
FROM generate_series(0, :small - 1) i ORDER BY 2;
CREATE TABLE "natural" AS
SELECT user_id, occurred_at, (ARRAY['Available', 'Busy', 'Break', 'Offline', 'Training'])[right(status, 1)::int] AS status,
  (ARRAY['High demand', 'Absence', 'Strategic break', 'Lunch', 'Coffee', 'Meeting', 'Coaching', 'Training', 'Technical problem', 'Back office', 'Personal', 'Medical', 'Team meeting',
    'Call-back', 'Email', 'Documentation', 'Project', 'System outage', 'Vacation', 'Supervisor'])[substr(reason, 8, 2)::int] AS reason
FROM numbered ORDER BY occurred_at;
CREATE TABLE groups AS
SELECT 1 + (hashint8(row_number() OVER (ORDER BY occurred_at)) & 2147483647) % (:small / 20) AS user_id, occurred_at, status, reason FROM numbered ORDER BY occurred_at;
CREATE TABLE hashed (LIKE numbered) PARTITION BY HASH (user_id);
SELECT format('CREATE TABLE hashed_%s PARTITION OF hashed FOR VALUES WITH (MODULUS 4, REMAINDER %s)', i, i) FROM generate_series(0, 3) i \gexec
INSERT INTO hashed TABLE numbered;
RESET work_mem;
VACUUM (FREEZE, ANALYZE) small, large, many_users, one_user, presence, shuffled, numbered, "natural", groups, hashed;

SELECT userlogs.create_report('year', 'integer') \g /dev/null
INSERT INTO year.status_event (user_id, occurred_at, status, reason)
SELECT u, timestamptz '2025-01-01 08:00+00' + d * interval '1 day' + k * interval '1 hour' + random() * interval '50 minutes',
  CASE WHEN k = 8 THEN 'Offline' WHEN k % 2 = 0 THEN 'Available' ELSE 'Unavailable' END,
  CASE WHEN k % 2 = 1 THEN (ARRAY['High demand', 'Absence', 'Lunch'])[1 + k % 3] END
FROM generate_series(1, 1000) u, generate_series(0, 364) d, generate_series(0, 8) k
WHERE (d + u) % 7 < 5;
INSERT INTO year.team_member (user_id, team) SELECT u, 'Team ' || u % 10 FROM generate_series(1, 1000) u;
INSERT INTO year.service_request (team, user_id, arrived_at, first_response_at, closed_at)
SELECT 'Team ' || n % 10, 1 + n % 1000, at, at + wait, at + wait + handling
FROM (SELECT n, timestamptz '2025-01-01 08:00+00' + (n % 365) * interval '1 day' + random() * interval '9 hours' AS at,
    random() * interval '5 minutes' AS wait, random() * interval '10 minutes' AS handling
  FROM generate_series(1, 500000) n) x;
INSERT INTO year.target SELECT 'Team ' || n, 0.8, '1 minute', 0.85, 0.3, 5 FROM generate_series(0, 9) n;
INSERT INTO year.service_hours SELECT 'Team ' || n, day, '08:00', '17:00' FROM generate_series(0, 9) n, generate_series(1, 7) day;
INSERT INTO year.rule (rule_id, metric, comparison, threshold) VALUES ('few', 'available_headcount', '<', 5),
  ('queue', 'requests_per_available', '>', 1), ('long', 'spell_length', '>', 6500);
UPDATE year.setting SET as_of = '2026-01-01 00:00+00';

CREATE PROCEDURE make_small_teams(report text, days int, requests int) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM userlogs.create_report(report, 'integer');
  PERFORM set_config('search_path', report || ', userlogs, public', true);
  INSERT INTO status_event (user_id, occurred_at, status, reason)
  SELECT u, timestamptz '2025-01-01 00:00+00' + k * interval '2 hours' + random() * interval '1 hour',
    CASE WHEN k % 2 = 0 THEN 'Available' ELSE 'Unavailable' END, CASE WHEN k % 2 = 1 THEN 'reason ' || (k / 2 + u) % 20 END
  FROM generate_series(1, 60) u, generate_series(0, days * 12 - 1) k;
  INSERT INTO team_member (user_id, team) SELECT u, 'Team ' || u % 8 FROM generate_series(1, 60) u;
  INSERT INTO service_request (team, user_id, arrived_at, first_response_at, closed_at)
  SELECT 'Team ' || n % 8, 1 + n % 60, at, at + wait, at + wait + handling
  FROM (SELECT n, timestamptz '2025-01-01 00:00+00' + random() * days * interval '1 day' AS at,
      random() * interval '5 minutes' AS wait, random() * interval '10 minutes' AS handling
    FROM generate_series(1, requests) n) x;
  UPDATE setting SET as_of = timestamptz '2025-01-01 00:00+00' + days * interval '1 day';
END $$;
CALL make_small_teams('months', 181, 60000);
CALL make_small_teams('twice', 362, 120000);
VACUUM (FREEZE, ANALYZE);
