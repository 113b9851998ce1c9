-- States of overlay_agg that arrive from another process: refused with an error
-- about the input, or folded into a timeline that every function can read.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = hostile_overlay_test, userlogs;
CREATE SCHEMA hostile_overlay_test;
\getenv abs_srcdir PG_ABS_SRCDIR
\set bytes :abs_srcdir '/hostile/bytes.sql'
\getenv abs_builddir PG_ABS_BUILDDIR
\set folder :abs_builddir '/results/hostile_overlay'
\! mkdir -p "$PG_ABS_BUILDDIR/results/hostile_overlay"
\! chmod 777 "$PG_ABS_BUILDDIR/results/hostile_overlay"
\set is_usable :abs_srcdir '/hostile/is_usable.sql'
\set deserialize :abs_srcdir '/hostile/deserialize.sql'
\set type timeline
\set aggregate_deserialize overlay_agg_deserialize
\set aggregate_combine overlay_agg_combine
\set aggregate_finalfn overlay_agg_finalfn
\set ECHO none
\i :bytes
\i :is_usable
\i :deserialize
\set ECHO all
CREATE FUNCTION sent(t timeline) RETURNS bytea LANGUAGE sql RETURN timeline_send(t);
CREATE TABLE received (v timeline);
CREATE TRIGGER look BEFORE INSERT ON received FOR EACH ROW EXECUTE FUNCTION look();

-- an aggregate that ends with the serialize function, of layers and of intervals
CREATE FUNCTION add_layer(bigint, timeline, text[], integer[]) RETURNS bigint LANGUAGE c AS '$libdir/userlogs', 'overlay_agg_transfn';
CREATE FUNCTION add_interval(bigint, timestamptz, timestamptz, text, text, bigint, text[], integer[]) RETURNS bigint LANGUAGE c AS '$libdir/userlogs', 'overlay_agg_interval_transfn';
CREATE FUNCTION serialize(bigint) RETURNS bytea LANGUAGE c AS '$libdir/userlogs', 'overlay_agg_serialize';
CREATE AGGREGATE serialized(timeline, text[], integer[]) (SFUNC = add_layer, STYPE = bigint, FINALFUNC = serialize);
CREATE AGGREGATE serialized(timestamptz, timestamptz, text, text, bigint, text[], integer[]) (SFUNC = add_interval, STYPE = bigint, FINALFUNC = serialize);
CREATE TABLE golden (id int PRIMARY KEY, b bytea, t timeline);
INSERT INTO golden
SELECT 1, serialized(t, '{a,B,NULL}', '{1,-2,3}'), overlay_agg(t, '{a,B,NULL}', '{1,-2,3}')
FROM (VALUES (timeline '{2026-03-02 08:00Z #1 "a", 2026-03-02 09:00Z #2 "b" "x"}'), ('{2026-03-02 08:30Z "c", 2026-03-02 09:00Z NULL "(lost)"}')) v(t)
UNION ALL
SELECT 2, serialized(t, NULL, NULL), t FROM (VALUES (timeline '{2026-03-02 08:00Z #1 "a"}')) v(t) GROUP BY t
UNION ALL
SELECT 3, serialized(s, e, status, NULL, n, '{pause}', '{1}'), overlay_agg(s, e, status, NULL, n, '{pause}', '{1}')
FROM (VALUES (timestamptz '2026-03-02 08:00', NULL::timestamptz, 'login', 1), ('2026-03-02 09:00', '2026-03-02 09:20', 'pause', NULL), ('2026-03-02 09:00', '2026-03-02 09:10', 'pause', NULL), ('2026-03-02 09:00', '2026-03-02 12:00', NULL, 3)) v(s, e, status, n)
UNION ALL
SELECT 4, serialized(s, e, 'a', 'b', 1, '{"",A}', '{2147483647,-2147483648}'), overlay_agg(s, e, 'a', 'b', 1, '{"",A}', '{2147483647,-2147483648}')
FROM (VALUES (timestamptz '1900-01-01', timestamptz '2100-01-01')) v(s, e)
UNION ALL
-- with an index
SELECT 5, serialized(t, '{s1}', '{1}'), overlay_agg(t, '{s1}', '{1}')
FROM (SELECT timeline_agg(timestamptz '2026-03-02 08:00' + i * interval '1 min', 'S' || i % 5, NULL, i) AS t FROM generate_series(1, 300) i GROUP BY i % 2) x;
SELECT id, arrived(b) = t AS whole, arrival(b) FROM golden ORDER BY id;

-- each byte in turn is another: never unusable, and no other error than about
-- the input; most are refused
CREATE TABLE outcome AS
SELECT id, n, kind, arrival(set_byte(b, n, (get_byte(b, n) + kind) % 256)) AS outcome
FROM golden, generate_series(0, octet_length(b) - 1) n, unnest('{1,128,255}'::int[]) kind WHERE id < 5 OR n < 150 OR n % 17 = 0;
SELECT DISTINCT outcome FROM outcome WHERE outcome NOT IN ('accepted', '22P03', '22021') ORDER BY outcome;
SELECT id, count(*) FILTER (WHERE outcome = 'accepted') BETWEEN 1 AND count(*) / 2 AS most_refused FROM outcome GROUP BY id ORDER BY id;
-- no beginning arrives, and nothing may follow
SELECT id, count(*) FILTER (WHERE arrival(substring(b FOR n)) <> '22P03') AS cut FROM golden, generate_series(0, octet_length(b) - 1) n WHERE id < 5 OR n % 17 = 0 GROUP BY id ORDER BY id;
SELECT id, arrival(b || '\x00') AS longer, arrival(b || b) AS twice FROM golden ORDER BY id;
-- an interval that ends beyond the last time
SELECT arrival(substring(b FOR octet_length(b) - 1) || '\xffff01') AS beyond FROM golden WHERE id = 4;
-- parts with other ranks
SELECT combined(state) FROM (SELECT deserialized(b) AS state FROM golden WHERE id IN (1, 2) GROUP BY id OFFSET 0) x; -- error: other ranks
SET client_min_messages = warning;
DROP SCHEMA hostile_overlay_test CASCADE;
