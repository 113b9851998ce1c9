-- The type headcount: text form, comparison, jsonb, storage.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'America/New_York';
SET DateStyle = 'SQL, DMY';

-- text: in UTC whatever the session's settings, in order, only what changes
SELECT '{2026-03-02 17:30:00+00 0, 2026-03-02T09:00+01 2, 2026-03-02 12:00:00Z 3,
  2026-03-02 08:00:00+00 2, 2026-03-02 12:30:00.5+00 003, 2026-03-02 07:00+00 0}'::headcount;
-- nobody ever, and many for ever
SELECT '{}'::headcount AS nobody, ' { } '::headcount = '{2026-03-02 08:00+00 0}' AS also_nobody,
  '{0044-03-15 12:00:00+00 BC 9223372036854775807}'::headcount AS many;
SELECT '{2026-03-02 08:00+00 2, 2026-03-02 08:00+00 3}'::headcount;  -- error: which of them?
SELECT '{2026-03-02 08:00+00 -1}'::headcount;  -- error: negative
\echo :SQLSTATE

-- jsonb
SELECT jsonb_pretty(headcount '{2026-03-02 08:00:00.5+00 2, 2026-03-02 12:00:00+00 0}'::jsonb), '{}'::headcount::jsonb AS nobody;

-- equal step functions are equal values, however they were made
CREATE TABLE hc (name text, h headcount);
INSERT INTO hc VALUES
  ('a', '{2026-03-02 08:00:00+00 1, 2026-03-02 12:00:00+00 0}'),
  ('b', '{2026-03-02 12:00:00+00 0, 2026-03-02 10:00:00+00 1, 2026-03-02 08:00:00+00 1}'),
  ('more', '{2026-03-02 08:00:00+00 2, 2026-03-02 12:00:00+00 0}'),
  ('longer', '{2026-03-02 08:00:00+00 1, 2026-03-02 13:00:00+00 0}'),
  ('open', '{2026-03-02 08:00:00+00 1}'),
  ('nobody', '{}'),
  ('null', NULL);
SELECT x.name, y.name, x.h = y.h AS eq, x.h <> y.h AS ne, (x.h < y.h) <> (x.h >= y.h) AS order_is_total,
  (x.h <= y.h) = (y.h >= x.h) AND (x.h < y.h) = (y.h > x.h) AS order_is_symmetric,
  headcount_cmp(x.h, y.h) = -headcount_cmp(y.h, x.h) AS cmp,
  (headcount_hash(x.h) = headcount_hash(y.h)) = (x.h = y.h) AS hash,
  (headcount_hash_extended(x.h, 1) = headcount_hash_extended(y.h, 1)) = (x.h = y.h) AS hash_extended
FROM hc x JOIN hc y ON x.name <= y.name ORDER BY x.name COLLATE "C", y.name COLLATE "C";
SELECT count(DISTINCT h) FROM hc;
SELECT count(*), string_agg(name, ' ' ORDER BY name) FROM hc GROUP BY h ORDER BY 1 DESC, 2;
SET enable_hashagg = off;
SELECT count(*), string_agg(name, ' ' ORDER BY name) FROM hc GROUP BY h ORDER BY 1 DESC, 2;
RESET enable_hashagg;
CREATE UNIQUE INDEX ON hc (h);  -- error: a and b are equal
DELETE FROM hc WHERE name = 'b';
CREATE UNIQUE INDEX ON hc (h);
CREATE INDEX ON hc USING hash (h);

-- all forms of storage: inline, compressed, out of line
CREATE TABLE stored (id int, h headcount);
INSERT INTO stored
SELECT n, headcount_agg(timestamptz '2026-01-01 00:00+00' + i * interval '3 minutes', timestamptz '2026-01-01 00:00+00' + i * interval '3 minutes' + abs(hashint4(i) % 20) * interval '1 minute')
FROM (VALUES (0), (1), (20), (500), (2000), (60000)) v(n), generate_series(0, n) i GROUP BY n;
ALTER TABLE stored ALTER h SET STORAGE external;
INSERT INTO stored SELECT -id - 1, h FROM stored;
UPDATE stored SET h = (h::text)::headcount WHERE id = -60001;
SELECT id, (SELECT count(*) FROM headcount_steps(h)) AS steps, (SELECT max(headcount) FROM headcount_steps(h)) AS most,
  headcount_at(h, '2026-01-02 12:00+00') AS at
FROM stored ORDER BY abs(id + 0.5), id;
SELECT count(*) FROM stored x JOIN stored y ON x.h = y.h WHERE x.id = -y.id - 1;

-- bytes a change: whole minutes, and microseconds
SELECT round(pg_column_size(m)::numeric / jsonb_array_length(m::jsonb), 1) AS whole_minutes,
  round(pg_column_size(u)::numeric / jsonb_array_length(u::jsonb), 1) AS microseconds
FROM (SELECT headcount_agg(date_trunc('minute', at), date_trunc('minute', at + length)) AS m, headcount_agg(at, at + length) AS u
  FROM (SELECT timestamptz '2026-01-01 00:00+00' + i * interval '1 hour 7.654321 seconds' AS at,
      (i * 7919 % 1000) * interval '34.567891 seconds' AS length FROM generate_series(1, 2000) i) e) x;
DROP TABLE hc, stored;
