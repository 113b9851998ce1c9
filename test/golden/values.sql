-- Values that together use all there is in the formats: tables timeline_value
-- and headcount_value in the first schema of the search_path, of which userlogs
-- must be another.
CREATE TABLE timeline_value (name text PRIMARY KEY, v timeline);
INSERT INTO timeline_value VALUES
  ('one event', '{2026-03-02 08:00+00 "Available"}'),
  ('a day', '{2026-03-02 08:00+00 "Available", 2026-03-02 12:00+00 "Unavailable" "Lunch", 2026-03-02 12:30+00 "Available", 2026-03-02 17:00+00 "Offline"}'),
  ('no status', '{2026-03-02 08:00+00 NULL}'),
  ('no status, reasons', '{2026-03-02 08:00+00 NULL "why", 2026-03-02 09:00+00 "A", 2026-03-02 10:00+00 NULL}'),
  ('empty strings', '{2026-03-02 08:00+00 "", 2026-03-02 09:00+00 "" "", 2026-03-02 10:00+00 NULL ""}'),
  ('sequences', '{2026-03-02 08:00+00 #1 "A", 2026-03-02 08:00+00 #2 "B", 2026-03-02 09:00+00 #9 "A"}'),
  ('some have a sequence', '{2026-03-02 08:00+00 #-5 "A", 2026-03-02 08:00+00 "A", 2026-03-02 09:00+00 "B" "x", 2026-03-02 09:30+00 #-6 "A"}'),
  ('sequences at the limits', '{2026-03-02 08:00+00 #-9223372036854775808 "A", 2026-03-02 08:00+00 #9223372036854775807 "A", 2026-03-02 08:00+00 #0 NULL}'),
  ('two bytes a letter', '{2026-03-02 08:00+00 "Épuisé", 2026-03-02 09:00+00 "Größe" "naïve", 2026-03-02 10:00+00 "Épuisé" "ÿ"}'),
  ('three and four bytes a letter', '{2026-03-02 08:00+00 "日本", 2026-03-02 09:00+00 "😀", 2026-03-02 09:00+00 "ещё"}'),
  ('signs', '{2026-03-02 08:00+00 "say \"A\"" "back\\slash", 2026-03-02 09:00+00 "{,}" "#1 NULL"}'),
  ('microseconds', '{2026-03-02 08:00:00.000001+00 "A", 2026-03-02 08:00:00.000003+00 "B", 2026-03-02 09:17:33.123456+00 "A"}'),
  ('minutes and weeks', '{2026-03-02 08:00+00 "A", 2026-03-02 08:01+00 "B", 2026-03-02 08:15+00 "A", 2026-03-09 08:15+00 "B"}'),
  ('first and last time', '{4714-11-24 00:00:00+00 BC "A", 294276-12-31 23:59:59.999999+00 "B"}'),
  ('around 2000', '{1999-12-31 23:59:59.999999+00 "A", 2000-01-01 00:00+00 "B"}'),
  ('ties', '{2026-03-02 08:00+00 "A", 2026-03-02 08:00+00 "A" "x", 2026-03-02 08:00+00 NULL "x", 2026-03-02 08:00+00 NULL}'),
  ('repetitions', '{2026-03-02 08:00+00 "A", 2026-03-02 09:00+00 "A", 2026-03-02 09:00+00 "B", 2026-03-02 10:00+00 "A"}');
INSERT INTO timeline_value
SELECT '128 events: one block', timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 min', 'S' || i % 3, NULL)
FROM generate_series(1, 128) i
UNION ALL
SELECT '129 events: two blocks', timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 min', 'S' || i / 50 % 3, NULL)
FROM generate_series(1, 129) i
UNION ALL
SELECT 'blocks, sequences, microseconds', timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '0.333333 s', 'S' || i % 3, NULL, nullif(i % 7, 3) - 4)
FROM generate_series(1, 270) i
UNION ALL
SELECT 'ties across blocks', timeline_agg(timestamptz '2026-03-02 08:00+00' + (i - i % 9) * interval '1 s', 'S' || i, 'R' || i % 2)
FROM generate_series(1, 150) i
UNION ALL
SELECT 'tied sequences across blocks', timeline_agg(timestamptz '2026-03-02 08:00+00' + (i - i % 9) * interval '1 s', 'S', NULL, i)
FROM generate_series(1, 150) i
UNION ALL
SELECT 'one time, 129 strings', timeline_agg('2026-03-02 08:00+00', 'S' || i, NULL) FROM generate_series(1, 129) i
UNION ALL
SELECT 'a long string', timeline_agg('2026-03-02 08:00+00', repeat('ä', 200), NULL)
UNION ALL
SELECT '300 values, 20 blocks', timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 s', 'S' || i % 50, 'R' || i / 50 % 6)
FROM generate_series(0, 2499) i;

CREATE TABLE headcount_value (name text PRIMARY KEY, v headcount);
INSERT INTO headcount_value VALUES
  ('nobody', '{}'),
  ('one, for ever', '{2026-03-02 08:00+00 1}'),
  ('one', '{2026-03-02 08:00+00 1, 2026-03-02 12:00+00 0}'),
  ('hundreds', '{2026-03-02 08:00+00 100, 2026-03-02 12:00+00 1, 2026-03-02 13:00+00 9000}'),
  ('microseconds', '{2026-03-02 08:00:00.000001+00 1, 2026-03-02 08:00:00.000003+00 0, 2026-03-02 09:17:33.123456+00 2}'),
  ('as many as can be', '{2026-03-02 08:00+00 9223372036854775807, 2026-03-02 08:01+00 0, 2026-03-02 08:02+00 9223372036854775806}'),
  ('first and last time', '{4714-11-24 00:00:00+00 BC 1, 294276-12-31 23:59:59.999999+00 0}'),
  ('around 2000', '{1999-12-31 23:59:59.999999+00 2, 2000-01-01 00:00+00 3}'),
  ('a change in 2000', '{2000-01-01 00:00+00 1}');
INSERT INTO headcount_value
SELECT n || ' changes', headcount_agg(format('{%s+00 %s}', timestamp '2026-03-02 08:00' + i * interval '1 min', i % 5 + 1)::headcount)
FROM (VALUES (128), (129)) c(n), generate_series(1, n) i GROUP BY n
UNION ALL
SELECT 'blocks of people', headcount_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 min', timestamptz '2026-03-02 08:00+00' + (i + 1 + i % 9) * interval '1 min')
FROM generate_series(1, 200) i
UNION ALL
SELECT 'blocks of large changes', headcount_agg(format('{%s+00 %s, %s+00 0}', timestamp '2026-03-02 08:00' + i * interval '1 h', i * i * i * 7919::bigint,
  timestamp '2026-03-02 08:30' + i * interval '1 h')::headcount) FROM generate_series(1, 150) i
UNION ALL
SELECT 'blocks, microseconds', headcount_agg(timestamptz '2026-03-02 08:00+00' + i * interval '0.333333 s', timestamptz '2026-03-02 09:00+00' - i * interval '0.777777 s')
FROM generate_series(1, 200) i
UNION ALL
SELECT '20 blocks', headcount_agg(timestamptz '2026-03-02 08:00+00' + i * interval '7 s', timestamptz '2026-03-02 08:00+00' + i * interval '11 s')
FROM generate_series(1, 1500) i;
