-- coverage_gaps: when were fewer people available than the service hours ask
-- for, who left last, and what did it cost? The Monday is that of
-- test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.coverage_gaps'::regclass AND attnum > 0 ORDER BY attnum;

SELECT team, local_start::time AS start, local_end::time AS end, duration, minimum_headcount AS minimum, available_min AS available,
  deficit_person_seconds AS deficit, left_by, left_reason, request_count AS requests, unanswered_count AS unanswered, late_count AS late, is_open
FROM lisbon.coverage_gaps ORDER BY started_at;
-- who is in no team is not missed
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status) VALUES (30, 'Eva', '2026-03-02 10:00', 'Available'), (31, 'Eva', '2026-03-02 10:30', 'Offline');
SELECT count(*) FILTER (WHERE team = '(none)') AS of_none, count(*) FROM lisbon.coverage_gaps;

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;

-- nobody is there from 17:00 on, in each window of the night; service hours that
-- go round the clock have no end
\set spells :abs_srcdir '/days/spells.sql'
\set ECHO none
\i :spells
\set ECHO all
INSERT INTO status_event (user_id, occurred_at, status) VALUES ('ana', '2026-03-03 07:00', 'Available');
INSERT INTO service_hours SELECT 'T', d, '00:00', '00:00' FROM generate_series(1, 7) d;
SELECT w.from_at, w.to_at, g.started_at, g.ended_at, g.clipped_start, g.clipped_end, g.duration, g.deficit_person_seconds, g.left_by, g.is_open
FROM (VALUES (timestamptz '2026-03-02 18:00', timestamptz '2026-03-03'), ('2026-03-03', '2026-03-04'), ('2026-03-02 23:59', '2026-03-03 00:01')) w(from_at, to_at)
CROSS JOIN LATERAL coverage_gaps_between(w.from_at, w.to_at) g ORDER BY 1, 3;
DELETE FROM service_hours WHERE weekday = 2;
SELECT started_at, ended_at, duration FROM coverage_gaps_between('2026-03-02 23:00', '2026-03-02 23:30');
SELECT userlogs.drop_report('spells') IS NOT NULL AS dropped;
DROP SCHEMA spells CASCADE;
