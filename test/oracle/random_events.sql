-- Random events, the same in every run: table ev.
--
-- 40 users with 1 to 600 events each within a few days, many of which share a
-- time or are exact duplicates; NULLs everywhere; in no order at all.

SELECT setseed(0.271828);

CREATE TABLE ev AS
WITH drawn AS (
  SELECT 1 + floor(40 * random() * random())::int AS user_id,
    floor(2000 * random())::int AS minute,
    random() AS second, random() AS s, random() AS r, random() AS q
  FROM generate_series(1, 12000))
SELECT user_id,
  CASE WHEN q < 0.99 THEN timestamptz '2026-03-28 00:00+00' + minute * interval '1 minute'
    -- some with microseconds, the others with whole minutes
    + CASE WHEN user_id % 3 = 0 THEN floor(second * 3) * interval '0.333333 s' ELSE interval '0' END
  END AS occurred_at,
  (ARRAY['Available', 'Available', 'Unavailable', 'Offline', 'unavailable', '', NULL])[1 + floor(s * 7)::int] AS status,
  (ARRAY['High demand', 'Absence', 'Strategic break', 'Épuisé', '', NULL, NULL, NULL])[1 + floor(r * 8)::int] AS reason,
  CASE WHEN q < 0.7 THEN floor(q * 10)::bigint - 3 END AS sequence
FROM drawn;

-- one user whose first 400 events share one time, and one who is unknown only
INSERT INTO ev
SELECT 101, '2026-03-28 00:00+00', 'S' || i % 7, NULL, i % 5 FROM generate_series(1, 400) i;
INSERT INTO ev
SELECT 101, timestamptz '2026-03-28 00:00+00' + i * interval '1 minute', 'S' || i / 150, NULL, i
FROM generate_series(1, 900) i;
INSERT INTO ev
SELECT 102, timestamptz '2026-03-28 09:00+00' + i * interval '1 hour', NULL, NULL, NULL
FROM generate_series(1, 3) i;

-- exact duplicates
INSERT INTO ev SELECT * FROM ev WHERE random() < 0.05;

-- windows: any two of the times at which something happens, or next to them
CREATE TABLE win AS
WITH edge AS (
  SELECT timestamptz '2026-03-27 12:00+00' + floor(3600 * random()) * interval '1 minute' AS at
  FROM generate_series(1, 24)
  UNION ALL SELECT '2026-03-28 00:00+00'
  UNION ALL SELECT '2026-03-20 00:00+00')
SELECT DISTINCT least(a.at, b.at) AS from_at, greatest(a.at, b.at) AS to_at
FROM edge a, edge b WHERE random() < 0.1
UNION SELECT '-infinity', 'infinity'
UNION SELECT '-infinity', '2026-03-29 00:00+00'
UNION SELECT '2026-03-29 00:00+00', 'infinity'
UNION SELECT '-infinity', '2026-03-01 00:00+00';
