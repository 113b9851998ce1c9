-- Events for measure.sql: small of 2,000 users, large of 1,000 users, over 90
-- days, with microseconds, three statuses and four reasons, stored in order
-- of time; the same as small for 200,000 users; and one user in random order.
-- Intervals, as many as small has events, of up to two hours: presence in order
-- of their start, shuffled in none.
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
RESET work_mem;
VACUUM (FREEZE, ANALYZE) small, large, many_users, one_user, presence, shuffled;
