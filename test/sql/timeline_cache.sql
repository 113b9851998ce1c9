-- Calls again and again for one timeline, which is kept open from one call to the
-- next: the answers are those of a call alone.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA cache_test;
SET search_path = cache_test, userlogs;
SET max_parallel_workers_per_gather = 0;
-- pairs of timelines of one size that differ near their ends, some of a few
-- bytes, some out of line, some compressed
SELECT setseed(0.6) \g /dev/null
CREATE TABLE tl (n int, t timeline);
ALTER TABLE tl ALTER t SET STORAGE external;
INSERT INTO tl
SELECT n, timeline_agg(timestamptz '2026-01-01' + k * interval '1 hour', CASE WHEN k = size - 2 AND n % 2 = 1 THEN 'B' WHEN k = size - 1 AND n % 2 = 1 THEN 'A' ELSE (ARRAY['A', 'B'])[1 + k % 2] END, CASE n / 2 % 3 WHEN 0 THEN 'r' || k % 39 WHEN 2 THEN repeat('same ', k % 90) END)
FROM (SELECT n, 2 * (4 + (n / 2) * (n / 2) * 3) AS size FROM generate_series(0, 59) n) x, generate_series(0, size - 1) k GROUP BY n;
CREATE TABLE compressed (LIKE tl);
ALTER TABLE compressed ALTER t SET STORAGE main;
INSERT INTO compressed SELECT n, timeline_agg(t) FROM tl GROUP BY n;
SELECT count(DISTINCT pg_column_size(t)) AS sizes, count(DISTINCT t) AS timelines, max(pg_column_size(t)) > 8000 AS out_of_line FROM tl;
SELECT bool_or(pg_column_compression(t) IS NOT NULL) AS compressed FROM compressed;
CREATE TABLE win AS SELECT k, timestamptz '2026-01-01' + k * interval '11 hours' AS from_at, timestamptz '2026-01-01' + (k + k % 5) * interval '11 hours' AS to_at FROM generate_series(0, 60) k;
CREATE TABLE want AS
SELECT n, k, s.status, coalesce(sum(duration) FILTER (WHERE i.status = s.status), '0') AS a, status_now, reason_now
FROM tl, win, unnest('{A,B,C}'::text[]) s(status), LATERAL (SELECT * FROM status_intervals(t, from_at, to_at) UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, '0', NULL, NULL, NULL) i,
  LATERAL (SELECT min(j.status) AS status_now, min(j.reason) AS reason_now FROM status_intervals(t) j WHERE j.started_at <= from_at AND (j.ended_at > from_at) IS NOT false) now
GROUP BY n, k, s.status, status_now, reason_now;
CREATE FUNCTION differ(query text) RETURNS TABLE (calls bigint, wrong bigint) LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY EXECUTE format('SELECT count(*), count(*) FILTER (WHERE w.n IS NULL) FROM (SELECT n, k, status, duration_in(t, status, from_at, to_at) AS a, duration_in(t, ARRAY[status, ''none''], from_at, to_at) AS b, status_at(t, from_at) AS s, reason_at(t, from_at) AS r FROM (%s OFFSET 0) x) g
    LEFT JOIN want w ON w.n = g.n AND w.k = g.k AND w.status = g.status AND w.a = g.a AND w.a = g.b AND w.status_now IS NOT DISTINCT FROM g.s AND w.reason_now IS NOT DISTINCT FROM g.r', query);
END $$;
-- one after the other; in turns; twice each; in no order; with other statuses in between
SELECT * FROM differ('SELECT * FROM tl, win, unnest(''{A}''::text[]) status ORDER BY n, k');
SELECT * FROM differ('SELECT * FROM tl, win, unnest(''{B}''::text[]) status ORDER BY k, n');
SELECT * FROM differ('SELECT * FROM tl, win, unnest(''{A,C}''::text[]) status ORDER BY k, n, status');
SELECT * FROM differ('SELECT * FROM tl, win, unnest(''{A,B,C}''::text[]) status ORDER BY n / 4, k / 3, n, status');
SELECT * FROM differ('SELECT * FROM tl, win, unnest(''{A,B,C}''::text[]) status ORDER BY hashint4(n * 1000 + k)');
SELECT * FROM differ('SELECT * FROM compressed, win, unnest(''{A,B,C}''::text[]) status ORDER BY n, k, status');
SELECT * FROM differ('SELECT n, clip(t, ''-infinity'', ''infinity'') AS t, k, from_at, to_at, status FROM tl, win, unnest(''{A,B}''::text[]) status ORDER BY n, k, status');
-- values that are larger than work_mem are not kept
SET work_mem = '64kB';
SELECT * FROM differ('SELECT * FROM tl, win, unnest(''{A,B}''::text[]) status ORDER BY n, k, status');
RESET work_mem;
-- through PL/pgSQL, whose expressions live on; after an error, too
CREATE FUNCTION walk() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  r record;
  wrong bigint := 0;
BEGIN
  FOR r IN SELECT * FROM tl JOIN want USING (n) JOIN win USING (k) WHERE n % 7 < 3 ORDER BY n / 2, k, n, status LOOP
    IF duration_in(r.t, r.status, r.from_at, r.to_at) <> r.a THEN wrong := wrong + 1; END IF;
    BEGIN
      IF r.k % 20 = 3 AND duration_in(r.t, r.status, r.to_at + interval '1 hour', r.to_at) > '0' THEN wrong := wrong + 1; END IF;
    EXCEPTION WHEN invalid_parameter_value THEN NULL;
    END;
  END LOOP;
  RETURN wrong;
END $$;
SELECT walk(), walk();
SET client_min_messages = error;
DROP SCHEMA cache_test CASCADE;
