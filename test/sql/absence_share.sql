-- absence_share: how much of the people missing does one absence account for?
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = absence_share_test, userlogs;
CREATE SCHEMA absence_share_test;
SET TimeZone = 'UTC';
SET DateStyle = ISO;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'absence_share';

-- In service until 12:00. Three at work: two available until 10:00, one until 11:00,
-- then nobody; the others are unavailable, but for one who goes home at 11:30.
CREATE VIEW day AS SELECT headcount '{2026-03-02 09:00+00 1, 2026-03-02 12:00+00 0}' AS service,
  headcount '{2026-03-02 08:00+00 2, 2026-03-02 10:00+00 1, 2026-03-02 11:00+00 0}' AS available,
  headcount '{2026-03-02 08:00+00 1, 2026-03-02 10:00+00 2, 2026-03-02 11:00+00 3, 2026-03-02 11:30+00 2, 2026-03-02 13:00+00 0}' AS unavailable;
-- Two required: 0 until 10:00, 1/2 of an hour until 11:00, 2/3 of half an hour until
-- 11:30, all of it until 12:00. Five: at most the whole of each absence.
SELECT required, absence_share(service, available, unavailable, required, '2026-03-02 08:00', '2026-03-02 14:00') AS seconds FROM day, generate_series(0, 5) required;
SELECT absence_share(service, available, unavailable, 2, '2026-03-02 10:30', '2026-03-02 11:15') AS seconds FROM day;
SELECT absence_share(service, available, unavailable, 2, '2026-03-02 10:30', '2026-03-02 10:30') AS empty, absence_share('{}', available, unavailable, 2, '2026-03-02', '2026-03-03') AS closed,
  absence_share(service, available, '{}', 2, '2026-03-02', '2026-03-03') AS nobody_absent FROM day;
-- a third of a microsecond, and of three in three pieces
SELECT absence_share('{2026-03-01 00:00+00 1}', '{}', '{2026-03-01 00:00+00 3}', 1, '2026-03-02', '2026-03-02 00:00:00.000001'),
  absence_share('{2026-03-01 00:00+00 1}', '{}', '{2026-03-01 00:00+00 3, 2026-03-02 00:00:00.000001+00 6, 2026-03-02 00:00:00.000002+00 3}', 1, '2026-03-02', '2026-03-02 00:00:00.000003');
-- as many as a count can have, and as long as it gets
SELECT absence_share('{2026-03-01 00:00+00 1}', '{}', '{2026-03-01 00:00+00 9223372036854775807}', 9223372036854775807, '2026-03-02', '2026-03-03') AS all_required,
  absence_share('{2026-03-01 00:00+00 1}', '{}', '{2026-03-01 00:00+00 9223372036854775807}', 1, '2026-03-02', '2026-03-03') AS one_required,
  absence_share('{2026-03-01 00:00+00 1}', '{2026-03-01 00:00+00 9223372036854775807}', '{2026-03-01 00:00+00 1}', 9223372036854775807, '2026-03-02', '2026-03-03') AS none_missing;
SELECT absence_share('{0001-01-01 00:00+00 1}', '{}', '{0001-01-01 00:00+00 2}', 1, '0001-01-01', '290000-01-01') AS seconds;

-- NULL
SELECT absence_share(NULL, '{}', '{}', 1, '2026-03-02', '2026-03-03'), absence_share('{}', NULL, '{}', 1, '2026-03-02', '2026-03-03'), absence_share('{}', '{}', NULL, 1, '2026-03-02', '2026-03-03'),
  absence_share('{}', '{}', '{}', NULL, '2026-03-02', '2026-03-03'), absence_share('{}', '{}', '{}', 1, NULL, '2026-03-03'), absence_share('{}', '{}', '{}', 1, '2026-03-02', NULL);
-- errors
SELECT absence_share('{}', '{}', '{}', -1, '2026-03-02', '2026-03-03');  -- error: negative
SELECT absence_share('{}', '{}', '{}', 1, '2026-03-03', '2026-03-02');  -- error: reversed
SELECT absence_share('{}', '{}', '{}', 1, '-infinity', '2026-03-02');  -- error: no start
\echo :SQLSTATE
SELECT absence_share('{}', '{}', '{}', 1, '2026-03-02', 'infinity');  -- error: no end
SELECT absence_share('{4713-01-01 00:00+00 BC 1}', '{}', '{4713-01-01 00:00+00 BC 2}', 1, '4713-01-01 BC', '294276-01-01');  -- error: too long

-- The Shapley value, by brute force. The players are the k absent; a coalition of
-- those of them who are away leaves available + (k - its size) users, and its value
-- is the deficit against what is required, less what would be missing anyway. The
-- value of a player is the mean of what it adds, over all orders in which they go.
CREATE FUNCTION orders(k integer) RETURNS SETOF integer[] LANGUAGE sql AS $$
WITH RECURSIVE o AS (SELECT '{}'::integer[] AS members UNION ALL SELECT members || i FROM o, generate_series(1, k) i WHERE i <> ALL (members))
SELECT members FROM o WHERE cardinality(members) = k $$;
CREATE FUNCTION count_of(n bigint) RETURNS headcount LANGUAGE sql AS $$ SELECT headcount_agg(timestamptz '2026-03-01', NULL, n) $$;
CREATE TABLE game AS
SELECT k, required, available, player, avg(greatest(0, required - (available + k - position)) - greatest(0, required - (available + k - position + 1))) AS shapley
FROM generate_series(1, 5) k, generate_series(0, 7) required, generate_series(0, 6) available, orders(k) members, generate_series(1, k) player, LATERAL (SELECT array_position(members, player)) p(position)
GROUP BY k, required, available, player;
SELECT count(*) AS games, count(*) FILTER (WHERE shapley > 0 AND shapley < 1) AS parts FROM game;
SELECT count(*) FROM game, absence_share('{2026-03-01 00:00+00 1}', count_of(available), count_of(k), required, '2026-03-02 00:00', '2026-03-02 00:01') s WHERE abs(s - 60 * shapley) > 1e-11;
-- all of them account for the deficit, but for what would be missing with them there
SELECT count(*) FROM (SELECT k, required, available, sum(shapley) AS shapley FROM game GROUP BY 1, 2, 3) g
WHERE abs(shapley - (greatest(0, required - available) - greatest(0, required - available - k))) > 1e-11;

-- 500 random days against plain SQL over the steps
SELECT setseed(0.5772);
CREATE TABLE random_day AS
SELECT n, n % 6 AS required,
  (SELECT headcount_agg(f, f + random() * interval '9 hours') FROM (SELECT timestamptz '2026-03-02' + random() * interval '24 hours' AS f FROM generate_series(1, 3) WHERE n > 0) x) AS service,
  (SELECT headcount_agg(f, f + random() * interval '4 hours') FROM (SELECT timestamptz '2026-03-02' + random() * interval '24 hours' AS f FROM generate_series(0, n % 7) WHERE n > 0) x) AS available,
  (SELECT headcount_agg(f, f + random() * interval '4 hours', 1 + n % 3) FROM (SELECT timestamptz '2026-03-02' + random() * interval '24 hours' AS f FROM generate_series(0, n % 5) WHERE n > 0) x) AS unavailable,
  timestamptz '2026-03-01 22:00' + random() * interval '8 hours' AS from_at, timestamptz '2026-03-02 06:00' + random() * interval '20 hours' AS to_at
FROM generate_series(1, 500) n;
CREATE VIEW want AS
SELECT d.n, coalesce(sum(extract(epoch FROM u.ended_at - u.started_at) * least(d.required - a.headcount, u.headcount) / u.headcount)
  FILTER (WHERE s.headcount > 0 AND u.headcount > 0 AND d.required > a.headcount), 0) AS seconds
FROM random_day d
CROSS JOIN LATERAL headcount_steps(service, from_at, to_at) s
CROSS JOIN LATERAL headcount_steps(available, s.started_at, s.ended_at) a
CROSS JOIN LATERAL headcount_steps(unavailable, a.started_at, a.ended_at) u
GROUP BY d.n;
SELECT count(*) FILTER (WHERE seconds > 0) > 200 AS shares FROM want;
SELECT count(*) FROM want JOIN random_day USING (n) WHERE abs(seconds - absence_share(service, available, unavailable, required, from_at, to_at)) > 1e-11;
-- those of pieces add up to that of the whole, but for what is rounded
SELECT count(*) FROM random_day CROSS JOIN LATERAL (
  SELECT sum(absence_share(service, available, unavailable, required, from_at + i * (to_at - from_at) / 7, CASE i WHEN 6 THEN to_at ELSE from_at + (i + 1) * (to_at - from_at) / 7 END)) AS seconds
  FROM generate_series(0, 6) i) p
WHERE abs(p.seconds - absence_share(service, available, unavailable, required, from_at, to_at)) > 1e-11;

DROP SCHEMA absence_share_test CASCADE;
