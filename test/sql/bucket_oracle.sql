-- duration_buckets and availability_buckets against pure SQL and a loop in
-- PL/pgSQL that share no code with them, on random logs over changes of clocks in
-- several zones, of several widths and offsets, in windows that begin and end
-- anywhere: no difference, either way.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET IntervalStyle = postgres;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA bucket_test;
SET search_path = bucket_test, userlogs;
\getenv abs_srcdir PG_ABS_SRCDIR
\set oracle :abs_srcdir '/oracle/oracle.sql'
SELECT setseed(0.13) \g /dev/null
CREATE TABLE ev AS
SELECT u AS user_id, timestamptz '2026-03-27 00:00' + floor(random() * 14400) * interval '1 minute' AS occurred_at, NULL::bigint AS sequence,
  (ARRAY['Available', 'Free', 'Break', 'Break', 'Lunch', 'Offline', 'Gone', 'Other', NULL, 'Talk', 'Wrap'])[1 + floor(random() * 11)::int] AS status,
  (ARRAY['x', 'y', 'z', NULL, NULL])[1 + floor(random() * 5)::int] AS reason
FROM generate_series(1, 20) u, generate_series(1, 5 + u * 12) k;
\set ECHO none
\i :oracle
\set ECHO all
-- one who is unavailable for days, with more than a block of repetitions
INSERT INTO ev SELECT 21, timestamptz '2026-03-27 00:00' + k * interval '7 minutes', NULL, CASE WHEN k % 1200 = 0 THEN 'Available' ELSE 'Break' END, CASE k % 600 WHEN 1 THEN 'x' WHEN 300 THEN 'y' END
FROM generate_series(0, 2000) k;
CREATE TABLE tl AS SELECT user_id, timeline_agg(occurred_at, status, reason, sequence) AS t FROM ev GROUP BY user_id;
CREATE TABLE question AS
SELECT row_number() OVER () AS n, l.user_id, l.t, w.from_at,
  CASE WHEN w.from_at = '-infinity' THEN timestamptz '2026-03-30' ELSE w.from_at END + floor(random() * random() * 14000) * interval '1 minute' AS to_at, z.zone, k.width, k.day_offset
FROM tl l
CROSS JOIN (VALUES ('Europe/Berlin'), ('America/Sao_Paulo'), ('Asia/Gaza'), ('Australia/Lord_Howe'), ('UTC')) z(zone)
CROSS JOIN (VALUES (interval '1 day', interval '0'), ('1 day', '06:00'), ('1 day', '-02:30'), ('7 days', '0'), ('1 hour', '0'), ('1 hour', '00:20'), ('7 hours', '06:00'), ('1 month', '22:00')) k(width, day_offset)
CROSS JOIN LATERAL (SELECT CASE WHEN random() < 0.1 THEN timestamptz '-infinity' ELSE timestamptz '2026-03-26 12:00' + floor(random() * 14400) * interval '1 minute' END + l.user_id * interval '0') w(from_at);

-- days begin when the clock first shows midnight and the offset; changes of
-- clocks are at full and half hours
CREATE TABLE day AS
SELECT z.zone, z.day_offset, d::date AS day, (
  SELECT min(at) FROM generate_series((d AT TIME ZONE 'UTC') - interval '40 hours', (d AT TIME ZONE 'UTC') + interval '40 hours', '10 minutes') at
  WHERE at AT TIME ZONE z.zone >= d + z.day_offset) AS at
FROM (SELECT DISTINCT zone, day_offset FROM question) z
CROSS JOIN (SELECT generate_series(timestamp '2026-03-19', '2026-04-20', '1 day') UNION VALUES (timestamp '2026-03-01'), ('2026-05-01')) g(d);
CREATE TABLE edge AS
SELECT q.zone, q.width, q.day_offset, e.at
FROM (SELECT DISTINCT zone, width, day_offset FROM question) q
CROSS JOIN LATERAL (
  SELECT d.at FROM day d WHERE (d.zone, d.day_offset) = (q.zone, q.day_offset) AND
    CASE WHEN q.width = '1 month' THEN extract(day FROM d.day) = 1 WHEN q.width = '7 days' THEN extract(isodow FROM d.day) = 1 ELSE extract(month FROM d.day) <> 5 END
  UNION
  SELECT d.at + k * q.width FROM day d JOIN day n ON n.zone = d.zone AND n.day_offset = d.day_offset AND n.day = d.day + 1
  CROSS JOIN generate_series(1, 30) k
  WHERE q.width < '1 day' AND (d.zone, d.day_offset) = (q.zone, q.day_offset) AND d.at + k * q.width < n.at) e;
CREATE INDEX ON edge (zone, width, day_offset, at);
ANALYZE;
CREATE TABLE bucket AS
SELECT q.n, q.user_id, e.at AS bucket_start, e.next AS bucket_end, tstzrange(greatest(e.at, q.start), least(e.next, q.to_at)) AS part
FROM (SELECT q.*, CASE WHEN q.from_at = '-infinity' THEN f.start ELSE q.from_at END AS start
  FROM question q JOIN (SELECT user_id, min(occurred_at) AS start FROM ev GROUP BY user_id) f USING (user_id)) q
JOIN (SELECT *, lead(at) OVER (PARTITION BY zone, width, day_offset ORDER BY at) AS next FROM edge) e
  ON e.zone = q.zone AND e.width = q.width AND e.day_offset = q.day_offset AND e.at < q.to_at AND e.next > q.start
WHERE q.start < q.to_at;

-- the log as intervals, from its own beginning on
CREATE TABLE piece AS
SELECT o.user_id, o.status, o.reason, o.started_at, tstzrange(o.started_at, o.ended_at) AS period,
  CASE WHEN o.status IN ('Available', 'Free') THEN 'available' WHEN o.status IN ('Break', 'Lunch') THEN 'unavailable' WHEN o.status IN ('Offline', 'Gone') THEN 'offline' WHEN o.status IN ('Talk', 'Wrap') THEN 'engaged' ELSE 'unknown' END AS class
FROM oracle('2000-01-01', 'infinity') o;
CREATE INDEX ON piece (user_id, started_at);
ANALYZE;
CREATE FUNCTION length(range tstzrange) RETURNS interval LANGUAGE sql RETURN extract(epoch FROM upper(range) - lower(range)) * interval '1 second';
CREATE TABLE want AS
SELECT b.n, b.bucket_start, b.bucket_end, p.status, p.reason, sum(length(p.period * b.part)) AS duration, count(*) AS interval_count, count(*) FILTER (WHERE p.started_at <@ b.part) AS started_count
FROM bucket b JOIN piece p ON p.user_id = b.user_id AND p.period && b.part
GROUP BY b.n, b.bucket_start, b.bucket_end, p.status, p.reason;
CREATE TABLE got AS
SELECT q.n, b.* FROM question q, duration_buckets(q.t, q.width, q.from_at, q.to_at, q.zone, q.day_offset) b;
SELECT count(*) > 20000 AS rows, count(*) FILTER (WHERE interval_count > 1) > 1000 AS sums, count(*) FILTER (WHERE started_count < interval_count) > 1000 AS carried FROM got;
SELECT count(*) FROM ((TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want)) d;
-- in the order of status_durations, bucket by bucket
SELECT count(*) FROM (SELECT n, row_number() OVER () AS place, row_number() OVER (ORDER BY n, bucket_start, status COLLATE "C", reason COLLATE "C") AS sorted FROM got) g WHERE place <> sorted;
DROP TABLE want, got;

-- spells of a class, sessions, and what goes beyond an allowance
CREATE TABLE spell AS
SELECT user_id, class, unnest(range_agg(period)) AS period FROM piece GROUP BY user_id, class;
CREATE TABLE session AS
SELECT user_id, unnest(range_agg(period)) AS period FROM piece WHERE class IN ('available', 'engaged', 'unavailable') GROUP BY user_id;
CREATE INDEX ON spell (user_id);
CREATE INDEX ON session (user_id);
CREATE TABLE beyond (user_id int, period tstzrange);
DO $$
DECLARE
  p record;
  last piece;
  reason text;
  since timestamptz;
  allowance interval;
BEGIN
  FOR p IN SELECT * FROM piece ORDER BY user_id, lower(period) LOOP
    IF p.class = 'unavailable' THEN
      IF last IS NULL OR last.user_id <> p.user_id OR last.class <> 'unavailable' THEN
        reason := p.reason;
        since := lower(p.period);
      ELSIF p.reason IS NULL AND p.status = last.status THEN
        NULL;
      ELSIF p.reason IS DISTINCT FROM reason THEN
        reason := p.reason;
        since := lower(p.period);
      END IF;
      allowance := CASE WHEN reason = 'x' THEN interval '25 minutes' WHEN reason = 'y' THEN '1 day 02:00' WHEN reason IS NULL THEN '40 minutes' END;
      IF since + allowance < coalesce(upper(p.period), 'infinity') THEN
        INSERT INTO beyond VALUES (p.user_id, tstzrange(greatest(since + allowance, lower(p.period)), upper(p.period)));
      END IF;
    END IF;
    last := p;
  END LOOP;
END $$;
ANALYZE;
CREATE TABLE want AS
SELECT b.n, b.bucket_start, b.bucket_end, x.available, x.engaged, x.unavailable, x.offline, x.unknown, x.longest_available, x.longest_engaged, x.longest_unavailable, x.longest_offline, x.longest_unknown,
  s.first_login, s.last_logout, s.login_count, s.session_count, bigint '0' AS drop_count, o.overrun
FROM bucket b
CROSS JOIN LATERAL (
  SELECT coalesce(sum(len) FILTER (WHERE class = 'available'), '0') AS available, coalesce(sum(len) FILTER (WHERE class = 'unavailable'), '0') AS unavailable,
    coalesce(sum(len) FILTER (WHERE class = 'offline'), '0') AS offline, coalesce(sum(len) FILTER (WHERE class = 'unknown'), '0') AS unknown,
    coalesce(max(len) FILTER (WHERE class = 'available'), '0') AS longest_available, coalesce(max(len) FILTER (WHERE class = 'unavailable'), '0') AS longest_unavailable,
    coalesce(max(len) FILTER (WHERE class = 'offline'), '0') AS longest_offline, coalesce(max(len) FILTER (WHERE class = 'unknown'), '0') AS longest_unknown,
    coalesce(sum(len) FILTER (WHERE class = 'engaged'), '0') AS engaged, coalesce(max(len) FILTER (WHERE class = 'engaged'), '0') AS longest_engaged
  FROM (SELECT class, length(period * b.part) AS len FROM spell p WHERE p.user_id = b.user_id AND period && b.part) p) x
CROSS JOIN LATERAL (
  SELECT min(lower(period)) FILTER (WHERE lower(period) <@ b.part) AS first_login,
    max(upper(period)) FILTER (WHERE upper(period) > lower(b.part) AND upper(period) <= upper(b.part)) AS last_logout,
    count(*) FILTER (WHERE lower(period) <@ b.part) AS login_count, count(*) FILTER (WHERE period && b.part) AS session_count
  FROM session s WHERE s.user_id = b.user_id AND s.period && tstzrange(lower(b.part), upper(b.part), '[]')) s
CROSS JOIN LATERAL (SELECT coalesce(sum(length(p.period * b.part)), '0') AS overrun FROM beyond p WHERE p.user_id = b.user_id AND p.period && b.part) o;
CREATE TABLE got AS
SELECT q.n, b.*
FROM question q, availability_buckets(q.t, q.width, q.from_at, q.to_at, q.zone, '{Available,Free}', '{Break,Lunch}', '{Offline,Gone}',
  '{x,y,z,NULL,w}', ARRAY['25 minutes', '1 day 02:00', NULL, '40 minutes', '0']::interval[], q.day_offset, '{Talk,Wrap}') b;
SELECT count(*) > 10000 AS rows, count(*) FILTER (WHERE login_count > 1) > 500 AS several, count(*) FILTER (WHERE session_count > login_count) > 1000 AS carried,
  count(*) FILTER (WHERE last_logout = bucket_end) > 5 AS at_edge, count(*) FILTER (WHERE bucket_end - bucket_start IN ('23:00', '25:00', '23:30', '24:30')) > 20 AS changed,
  count(*) FILTER (WHERE overrun > '0') > 1000 AS overruns, count(*) FILTER (WHERE overrun > '0' AND overrun = unavailable) > 100 AS from_before, count(*) FILTER (WHERE engaged > '0') > 1000 AS engaged FROM got;
SELECT count(*) FROM ((TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want)) d;
\set VERBOSITY terse
SET client_min_messages = error;
DROP SCHEMA bucket_test CASCADE;
