-- Everything that the database of load.sql answers, a line each: what, number of
-- rows, md5 of the rows. Only reads, so it runs on a standby. A move to another
-- server must leave these lines as they are.
--
--   psql -X -A -t -q -f test/moves/answers.sql
\ir reports.sql

-- stored values: their bytes, their text, and what is read from them
SET search_path = kept, userlogs;
SELECT 'bytes', name, md5(timeline_send(v)), md5(v::text), timeline_hash(v), timeline_hash_extended(v, 1), md5(v::jsonb::text)
FROM timeline_value ORDER BY name COLLATE "C";
SELECT 'bytes', name, md5(headcount_send(v)), md5(v::text), headcount_hash(v), headcount_hash_extended(v, 1), md5(v::jsonb::text)
FROM headcount_value ORDER BY name COLLATE "C";
SELECT 'merged', md5(timeline_send(timeline_agg(v))), md5(headcount_send(headcount(timeline_agg(v), '{available}', '2026-03-01', '2026-04-01')))
FROM timeline_value WHERE name LIKE 'agent %';
SELECT 'intervals', count(*), md5(string_agg(i::text, E'\n' ORDER BY name COLLATE "C", clipped_start))
FROM timeline_value, status_intervals(v, '2026-03-02 08:30+00', '2026-03-28 12:00+00') i;
SELECT 'steps', count(*), md5(string_agg(s::text, E'\n' ORDER BY name COLLATE "C", started_at)) FROM headcount_value, headcount_steps(v) s;
SELECT 'buckets', count(*), md5(string_agg(b::text, E'\n' ORDER BY name COLLATE "C", bucket_start))
FROM headcount_value, headcount_buckets(v, '15 minutes', '2026-03-28 00:00+00', '2026-03-30 00:00+00', 'Europe/Berlin') b;

-- through the indexes
SET enable_seqscan = off;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET enable_sort = off;
SELECT 'in order', md5(string_agg(name, ',')) FROM (SELECT name FROM timeline_key ORDER BY v) o;
SELECT 'in order', md5(string_agg(name, ',')) FROM (SELECT name FROM headcount_key ORDER BY v) o;
SELECT 'found', (SELECT count(*) FROM timeline_key a JOIN timeline_key b USING (v)) = (SELECT count(*) FROM timeline_key),
  (SELECT count(*) FROM headcount_key a JOIN headcount_key b USING (v)) = (SELECT count(*) FROM headcount_key);
SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'amcheck') AS has_amcheck \gset
\if :has_amcheck
SELECT 'checked', count(public.bt_index_check(i.indexrelid, true)::text)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = relam WHERE amname = 'btree' AND indisready AND indrelid >= 16384;
\endif

-- out by COPY
\copy (SELECT * FROM timeline_value ORDER BY name COLLATE "C") TO PROGRAM 'md5sum'
\copy (SELECT * FROM timeline_value ORDER BY name COLLATE "C") TO PROGRAM 'md5sum' (FORMAT binary)
\copy (SELECT * FROM headcount_value ORDER BY name COLLATE "C") TO PROGRAM 'md5sum' (FORMAT binary)
