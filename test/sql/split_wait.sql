-- split_wait: what did a wait go on for?
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = split_wait_test, userlogs;
CREATE SCHEMA split_wait_test;
SET TimeZone = 'UTC';
SET DateStyle = ISO;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'split_wait';

-- In service from 09:00 to 17:00. Nobody until 09:10, then one, two from 09:30; one
-- of them is full from 09:40 and both are from 09:50 to 09:55; from 12:00 to 12:30
-- both are unavailable, and at 12:30 one comes back and one goes home.
CREATE VIEW day AS SELECT headcount '{2026-03-02 09:00+00 1, 2026-03-02 17:00+00 0}' AS service,
  headcount '{2026-03-02 09:10+00 1, 2026-03-02 09:30+00 2, 2026-03-02 12:00+00 0, 2026-03-02 12:30+00 1, 2026-03-02 17:00+00 0}' AS available,
  headcount '{2026-03-02 12:00+00 2, 2026-03-02 12:30+00 0}' AS unavailable,
  headcount '{2026-03-02 09:40+00 1, 2026-03-02 09:50+00 2, 2026-03-02 09:55+00 1, 2026-03-02 10:00+00 0}' AS full_users;
SELECT w.from_at::time, w.to_at::time, s.*
FROM day, (VALUES (timestamptz '2026-03-02 08:30', timestamptz '2026-03-02 09:12'), ('2026-03-02 09:45', '2026-03-02 09:56'), ('2026-03-02 11:50', '2026-03-02 12:31'),
  ('2026-03-02 16:50', '2026-03-03 00:00'), ('2026-03-02 00:00', '2026-03-03 00:00'), ('2026-03-02 09:54:59.999999', '2026-03-02 09:55:00.000001'), ('2026-03-02 10:00', '2026-03-02 10:00')) w(from_at, to_at),
  split_wait(service, available, unavailable, full_users, from_at, to_at) s;
-- nobody, and no service
SELECT * FROM split_wait('{2026-03-01 00:00+00 1}', '{}', '{}', '{}', '2026-03-02', '2026-03-03');
SELECT * FROM split_wait('{}', '{2026-03-01 00:00+00 1}', '{}', '{}', '2026-03-02', '2026-03-03');
-- more full users than available ones; counts near the limit
SELECT * FROM split_wait('{2026-03-01 00:00+00 1}', '{2026-03-01 00:00+00 1}', '{}', '{2026-03-01 00:00+00 2}', '2026-03-02', '2026-03-03');
SELECT * FROM split_wait('{2026-03-01 00:00+00 9223372036854775807}', '{2026-03-01 00:00+00 9223372036854775807}', '{2026-03-01 00:00+00 9223372036854775807}', '{2026-03-01 00:00+00 9223372036854775806}', '2026-03-02', '2026-03-03');
-- as long as it gets
SELECT * FROM split_wait('{}', '{}', '{}', '{}', '0001-01-01', '290000-01-01');

-- NULL
SELECT count(s) FROM day, LATERAL (
  SELECT split_wait(NULL, available, unavailable, full_users, '2026-03-02', '2026-03-03') UNION ALL SELECT split_wait(service, NULL, unavailable, full_users, '2026-03-02', '2026-03-03')
  UNION ALL SELECT split_wait(service, available, NULL, full_users, '2026-03-02', '2026-03-03') UNION ALL SELECT split_wait(service, available, unavailable, NULL, '2026-03-02', '2026-03-03')
  UNION ALL SELECT split_wait(service, available, unavailable, full_users, NULL, '2026-03-03') UNION ALL SELECT split_wait(service, available, unavailable, full_users, '2026-03-02', NULL)) n(s);
-- errors
SELECT split_wait('{}', '{}', '{}', '{}', '2026-03-03', '2026-03-02');  -- error: reversed
SELECT split_wait('{}', '{}', '{}', '{}', '-infinity', '2026-03-02');  -- error: no start
\echo :SQLSTATE
SELECT split_wait('{}', '{}', '{}', '{}', '2026-03-02', 'infinity');  -- error: no end
SELECT split_wait('{}', '{}', '{}', '{}', '4713-01-01 BC', '294276-01-01');  -- error: too long

-- 500 random days against plain SQL over the steps of all four
SELECT setseed(0.5772);
CREATE TABLE random_day AS
SELECT n,
  (SELECT headcount_agg(f, f + random() * interval '5 hours') FROM (SELECT timestamptz '2026-03-02' + random() * interval '24 hours' AS f FROM generate_series(1, 3) WHERE n > 0) x) AS service,
  (SELECT headcount_agg(f, f + random() * interval '4 hours') FROM (SELECT timestamptz '2026-03-02' + floor(random() * 24) * interval '1 hour' AS f FROM generate_series(1, n % 7) WHERE n > 0) x) AS available,
  (SELECT headcount_agg(f, f + random() * interval '4 hours', 1 + n % 3) FROM (SELECT timestamptz '2026-03-02' + floor(random() * 24) * interval '1 hour' AS f FROM generate_series(1, n % 5) WHERE n > 0) x) AS unavailable,
  (SELECT headcount_agg(f, f + random() * interval '4 hours') FROM (SELECT timestamptz '2026-03-02' + floor(random() * 24) * interval '1 hour' AS f FROM generate_series(1, n % 7) WHERE n > 0) x) AS full_users,
  timestamptz '2026-03-01 22:00' + random() * interval '8 hours' AS from_at, timestamptz '2026-03-02 06:00' + random() * interval '20 hours' AS to_at
FROM generate_series(1, 500) n;
UPDATE random_day SET available = coalesce(available, '{}'), unavailable = coalesce(unavailable, '{}'), full_users = coalesce(full_users, '{}');
CREATE VIEW want AS
SELECT n, coalesce(sum(s) FILTER (WHERE part = 'closed'), 0) AS closed, coalesce(sum(s) FILTER (WHERE part = 'unstaffed'), 0) AS unstaffed, coalesce(sum(s) FILTER (WHERE part = 'unavailable'), 0) AS unavailable,
  coalesce(sum(s) FILTER (WHERE part = 'busy'), 0) AS busy, coalesce(sum(s) FILTER (WHERE part = 'free'), 0) AS free
FROM (
  SELECT d.n, extract(epoch FROM f.ended_at - f.started_at) AS s,
    CASE WHEN s.headcount = 0 THEN 'closed' WHEN a.headcount = 0 AND u.headcount = 0 THEN 'unstaffed' WHEN a.headcount = 0 THEN 'unavailable' WHEN f.headcount >= a.headcount THEN 'busy' ELSE 'free' END AS part
  FROM random_day d
  CROSS JOIN LATERAL headcount_steps(service, from_at, to_at) s
  CROSS JOIN LATERAL headcount_steps(available, s.started_at, s.ended_at) a
  CROSS JOIN LATERAL headcount_steps(unavailable, a.started_at, a.ended_at) u
  CROSS JOIN LATERAL headcount_steps(full_users, u.started_at, u.ended_at) f) p
GROUP BY n;
CREATE VIEW got AS SELECT n, s.* FROM random_day, split_wait(service, available, unavailable, full_users, from_at, to_at) s;
SELECT count(*) FILTER (WHERE closed > 0) > 400 AS closed, count(*) FILTER (WHERE unstaffed > 0) > 100 AS unstaffed, count(*) FILTER (WHERE unavailable > 0) > 100 AS unavailable,
  count(*) FILTER (WHERE busy > 0) > 100 AS busy, count(*) FILTER (WHERE free > 0) > 100 AS free FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
-- the parts add up to the time
SELECT count(*) FROM got JOIN random_day USING (n) WHERE closed_seconds + unstaffed_seconds + unavailable_seconds + busy_seconds + free_seconds <> extract(epoch FROM to_at - from_at);
-- those of its pieces add up to those of the time
SELECT n, s.* FROM random_day, split_wait(service, available, unavailable, full_users, from_at, to_at) s
EXCEPT ALL
SELECT n, sum(closed_seconds), sum(unstaffed_seconds), sum(unavailable_seconds), sum(busy_seconds), sum(free_seconds)
FROM random_day, generate_series(0, 6) i, LATERAL (SELECT from_at + i * (to_at - from_at) / 7 AS at, from_at + (i + 1) * (to_at - from_at) / 7 AS next_at) c,
  split_wait(service, available, unavailable, full_users, c.at, CASE i WHEN 6 THEN to_at ELSE c.next_at END) s GROUP BY n;

DROP SCHEMA split_wait_test CASCADE;
