-- Random logs, the same in every run and under every plan: table ev, with the
-- events of as many users as the psql variable logs says, and iv, with
-- intervals of as many teams.
--
-- No two users are alike: 1 to some 600 events; times that are whole days,
-- minutes, seconds or microseconds apart, few or many of them shared, in our
-- years, at the epoch, before Christ or after the year 280000; one status
-- or hundreds, with and without reasons, sequences and NULLs; some rows twice.
-- In no order.

-- A number from 0 to below 1 that depends on its arguments alone.
CREATE FUNCTION random_of(n bigint, seed bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(n, seed) & 4503599627370495) / 4503599627370496.0::double precision;

CREATE TABLE shape AS
SELECT n AS user_id,
  CASE WHEN n % 10 = 0 THEN 1 WHEN n % 10 < 6 THEN 2 + floor(20 * r.a)::int WHEN n % 10 < 9 THEN 20 + floor(90 * r.a)::int
    ELSE 130 + floor(500 * r.a * r.a)::int END AS events,
  (ARRAY['1 us', '0.333333 s', '1 s', '1 min', '15 min', '1 h', '1 day']::interval[])[1 + floor(7 * r.b)::int] AS grid,
  CASE floor(12 * r.c) WHEN 0 THEN timestamptz '1999-12-31 23:59:59.999999+00' WHEN 1 THEN '4713-02-03 00:00+00 BC'
    WHEN 2 THEN '280000-01-01 00:00+00' WHEN 3 THEN '2026-03-28 08:00:00.123457+00' ELSE '2026-03-28 00:00+00' END AS origin,
  0.2 + 6 * r.d * r.d AS spread,
  CASE floor(8 * r.e) WHEN 0 THEN 1 WHEN 1 THEN 400 WHEN 2 THEN 40 ELSE 2 + floor(4 * r.f)::int END AS statuses,
  CASE WHEN r.f < 0.3 THEN 0 WHEN r.f < 0.9 THEN 3 ELSE 100 END AS reasons,
  CASE WHEN r.g < 0.4 THEN 0 WHEN r.g < 0.6 THEN 1 ELSE r.g END AS sequenced,
  CASE WHEN r.h < 0.5 THEN 0.05 WHEN r.h < 0.9 THEN 0 ELSE 0.5 END AS nulls
FROM generate_series(1, :logs) n,
LATERAL (SELECT random_of(n, 1) AS a, random_of(n, 2) AS b, random_of(n, 3) AS c, random_of(n, 4) AS d, random_of(n, 5) AS e,
  random_of(n, 6) AS f, random_of(n, 7) AS g, random_of(n, 8) AS h) r;

CREATE TABLE ev AS
SELECT user_id,
  CASE WHEN r.a >= 0.01 OR i = 1 THEN origin + floor(events * spread * r.b) * grid END AS occurred_at,
  CASE WHEN r.c >= nulls THEN (ARRAY['Available', 'Unavailable', 'Offline', 'unavailable', '', 'Épuisé', 'S'])[1 + s % 7]
    || CASE WHEN s < 7 THEN '' WHEN s % 50 = 0 THEN repeat('ä', s) ELSE s::text END END AS status,
  CASE WHEN reasons > 0 AND r.d >= 0.4 THEN (ARRAY['Lunch', 'Absence', ''])[1 + x % 3] || CASE WHEN x < 3 THEN '' ELSE x::text END END AS reason,
  CASE WHEN r.e < sequenced THEN CASE WHEN r.f < 0.02 THEN 9223372036854775807 WHEN r.f < 0.04 THEN -9223372036854775808
    ELSE floor(r.f * 1000 * sequenced)::bigint - 300 END END AS sequence
FROM shape, generate_series(1, events) i,
LATERAL (SELECT user_id * 1000000::bigint + i AS k) k,
LATERAL (SELECT random_of(k, 11) AS a, random_of(k, 12) AS b, random_of(k, 13) AS c, random_of(k, 14) AS d, random_of(k, 15) AS e,
  random_of(k, 16) AS f, floor(statuses * random_of(k, 17))::int AS s, floor(reasons * random_of(k, 18))::int AS x) r;
INSERT INTO ev SELECT * FROM ev WHERE hashtextextended(ev::text, 19) % 20 = 0;

-- A team has an interval for each event of the user of that number.
CREATE TABLE iv AS
SELECT user_id AS team, occurred_at AS started_at,
  CASE WHEN length < 0.02 THEN NULL WHEN length < 0.04 THEN 'infinity' WHEN length < 0.1 THEN occurred_at
    ELSE occurred_at + ceil(20 * length * length) * grid END AS ended_at
FROM (SELECT *, random_of(hashtextextended(ev::text, 20), 21) AS length FROM ev) ev JOIN shape USING (user_id);
ANALYZE shape, ev, iv;
