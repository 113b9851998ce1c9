-- Random intervals, the same in every run: tables iv of nine groups, and win.
--
-- Some 7,000 intervals within a few days around a change of clocks, many of
-- which share an end with others or are exact duplicates; some without a
-- length, without an end or without a start; in no order at all.

SELECT setseed(0.141421);

CREATE TABLE iv AS
WITH drawn AS (
  SELECT 1 + floor(8 * random() * random())::int AS team,
    timestamptz '2026-03-27 12:00+00' + floor(4000 * random()) * interval '1 minute' AS minute,
    random() AS second, random() AS length, random() AS kind
  FROM generate_series(1, 6500)),
started AS (
  -- some with microseconds, the others with whole minutes
  SELECT *, minute + CASE WHEN team % 3 = 0 THEN floor(second * 1000000) * interval '1 microsecond' ELSE interval '0' END AS at
  FROM drawn)
SELECT team, CASE WHEN kind < 0.99 THEN at END AS started_at,
  CASE WHEN kind > 0.97 THEN NULL WHEN kind > 0.96 THEN 'infinity' WHEN kind > 0.9 THEN at
    ELSE at + floor(1 + 300 * length * length) * CASE WHEN team % 3 = 0 AND kind < 0.5 THEN interval '17.654321 s' ELSE interval '1 minute' END
  END AS ended_at
FROM started;
-- one team of which nobody stays for any time
INSERT INTO iv SELECT 9, at, at FROM generate_series(timestamptz '2026-03-28 00:00+00', '2026-03-28 01:00+00', '7 minutes') at;
-- exact duplicates
INSERT INTO iv SELECT * FROM iv WHERE random() < 0.08;

CREATE TABLE win AS
WITH edge AS (
  SELECT timestamptz '2026-03-27 06:00+00' + floor(6000 * random()) * interval '1 minute' AS at FROM generate_series(1, 20)
  UNION ALL SELECT timestamptz '2026-03-28 00:00+00' + floor(86400000000 * random()) * interval '1 microsecond' FROM generate_series(1, 4)
  UNION ALL SELECT '2026-03-20 00:00+00')
SELECT DISTINCT least(a.at, b.at) AS from_at, greatest(a.at, b.at) AS to_at
FROM edge a, edge b WHERE random() < 0.12
UNION SELECT '2026-03-29 00:59:58.7+00', '2026-03-29 01:00:03.1+00'
UNION SELECT '2026-03-29 22:00+00', '2026-04-07 12:00+00'
UNION SELECT '-infinity', 'infinity'
UNION SELECT '-infinity', '2026-03-29 00:00+00'
UNION SELECT '2026-03-29 00:00+00', 'infinity'
UNION SELECT '-infinity', '2026-03-01 00:00+00';
