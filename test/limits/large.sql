-- Values as large as they can be, and what comes after. Prints a line for each
-- thing that was tried, beginning with "ok" or "WRONG". Wants :events (140
-- million: a state above 1 GB), :agent (10 million), :groups (100,000), :long
-- (100 million bytes of text), and some GB of memory and of temporary files.
\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on
SET client_min_messages = warning;
CREATE EXTENSION userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET jit = off;
SET max_parallel_workers_per_gather = 0;
SET work_mem = '256MB';

-- a smaller run tries the test itself
SELECT :events >= 140000000 AS is_full \gset

CREATE FUNCTION said(ok boolean, what text) RETURNS text LANGUAGE sql RETURN CASE WHEN ok THEN 'ok     ' ELSE 'WRONG  ' END || what;
-- What a query comes to: an error with its hint, or the answer.
CREATE FUNCTION answer(query text, OUT state text, OUT answer text, OUT hint text) LANGUAGE plpgsql AS $$
DECLARE
  detail text;
BEGIN
  EXECUTE query INTO answer;
  state := '00000';
  answer := left(answer, 100);
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, answer = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
  IF length(answer || detail) > 400 THEN
    answer := 'ENDLESS MESSAGE ' || left(answer, 50);
  END IF;
END $$;
CREATE FUNCTION fails(query text, expected text, wants_hint boolean DEFAULT true) RETURNS text LANGUAGE sql
RETURN (SELECT said(state = expected AND (hint <> '') >= wants_hint AND answer NOT LIKE 'ENDLESS%', format('%s %s (%s): %s', state, answer, nullif(hint, ''), query)) FROM answer(query));
CREATE FUNCTION is_right(query text, expected text) RETURNS text LANGUAGE sql
RETURN (SELECT said(state = '00000' AND answer = expected, format('%s %s: %s', state, answer, query)) FROM answer(query));

-- One agent's history in random order; its state is 8 bytes an event, with the
-- sort above 1 GB twice. Every third second Available.
CREATE TABLE history (t timeline);
ALTER TABLE history ALTER t SET STORAGE EXTERNAL;
INSERT INTO history
SELECT timeline_agg(timestamptz '2020-01-01' + (i * 7919 % :events) * interval '1 s', (ARRAY['Available', 'Unavailable', 'Offline'])[1 + (i * 7919 % :events) % 3], NULL)
FROM (SELECT generate_series(1::bigint, :events) AS i OFFSET 0) d;
SELECT is_right('SELECT event_count(t) FROM history', :'events');
SELECT is_right(format('SELECT extract(epoch FROM duration_in(t, ''Available'', ''2020-01-01'', timestamptz ''2020-01-01'' + %s * interval ''1 s''))::bigint FROM history', :events),
  ((:events + 2) / 3)::text);
SELECT is_right('SELECT status_at(t, timestamptz ''2020-01-01'' + 100001 * interval ''1 s'') FROM history', 'Offline');
SELECT said(pg_column_size(t) BETWEEN 2 * :events AND 4 * :events, pg_size_pretty(pg_column_size(t)::bigint) || ' for ' || :events || ' events') FROM history;
-- no jsonb can be that large, and no text
\if :is_full
SELECT fails('SELECT t::jsonb FROM history', '54000');
SELECT fails('SELECT length(t::text) FROM history', '54000', false);
-- a string that is stored once and would be twice in a row
SELECT fails(format('SELECT i.* FROM (SELECT timeline_agg(now(), x, x) t FROM (SELECT repeat(''x'', 550000000) x OFFSET 0) d) d, %s i', rows), '54000')
FROM unnest('{status_intervals(t), "status_durations(t, now(), ''infinity'')"}'::text[]) rows;
\endif
DROP TABLE history;

-- Labels without number: the error comes before they fill the memory.
SELECT fails('SELECT timeline_agg(now(), repeat(''x'', 20000) || i, NULL) FROM (SELECT generate_series(1, 1000000) AS i OFFSET 0) d', '54000');
SELECT fails('SELECT count(t) FROM (SELECT timeline_agg(now(), repeat(''x'', 20000) || i, NULL) AS t FROM (SELECT generate_series(1, 1000000) AS i OFFSET 0) d GROUP BY i % 2) d', '54000');

-- Parts of 400 MB, and their union, which does not fit in 1 GB.
CREATE TABLE part (t timeline, h headcount, n int);
ALTER TABLE part ALTER t SET STORAGE EXTERNAL, ALTER h SET STORAGE EXTERNAL;
INSERT INTO part
SELECT timeline_agg(timestamptz '2020-01-01' + i * interval '1 s', repeat(md5(i::text), 312500), NULL), NULL, i / 40
FROM generate_series(0, 119) i GROUP BY i / 40;
SELECT is_right('SELECT event_count(timeline_agg(t)) FROM part WHERE n < 2', '80');
SELECT fails('SELECT timeline_agg(t) FROM part', '54000');
SELECT fails('SELECT timeline_agg(at, repeat(md5(at::text), 3125000), NULL) FROM generate_series(timestamptz ''2020-01-01'', ''2020-01-11'', ''1 day'') at', '54000');
TRUNCATE part;
-- changes of 7 bytes, a state of 16 bytes for each interval
CREATE FUNCTION presence(n int, intervals bigint) RETURNS headcount LANGUAGE sql
RETURN (
  SELECT headcount_agg(at, at + interval '50000.5 s')
  FROM (SELECT timestamptz '4000-01-01 BC' + (2 * i + n) * interval '110000 s' + i * 7919 % 1000003 * interval '1 us' AS at
    FROM (SELECT generate_series(1, intervals) AS i OFFSET 0) g OFFSET 0) d);
INSERT INTO part SELECT NULL, presence(0, :events * 2::bigint / 7), 0;
INSERT INTO part SELECT NULL, presence(1, :events * 2::bigint / 7), 1;
SELECT said(pg_column_size(h) > :events * 3, pg_size_pretty(pg_column_size(h)::bigint) || ' for ' || :events * 4 / 7 || ' changes') FROM part WHERE n = 0;
SELECT is_right('SELECT headcount_at(headcount_agg(h), ''290000-01-01'') FROM part WHERE n = 0', '0');
\if :is_full
SELECT fails('SELECT headcount_agg(h) FROM part', '54000');
SELECT fails('SELECT h::jsonb FROM part WHERE n = 0', '54000');
\endif
DROP TABLE part;

-- Ten million events of one agent, with ties and microseconds, against SQL.
CREATE TABLE agent AS
SELECT timestamptz '2020-01-01' + i * 7919 % :agent * interval '1 s' + i % 2 * interval '1 us' AS at, 'S' || hashint8(i) % 4 AS status, i FROM generate_series(1::bigint, :agent) i;
CREATE TABLE agent_t AS SELECT timeline_agg(at, status, NULL, i) AS t, min(at) AS from_at, max(at) + interval '1 h' AS to_at FROM agent;
SELECT said(count(*) = 0, :agent || ' events of one agent: durations as SQL has them')
FROM (SELECT status, duration FROM agent_t, status_durations(t, from_at, to_at)) a
FULL JOIN (
  SELECT status, sum(coalesce(next, to_at) - at) AS duration
  FROM agent_t, (SELECT at, status, lead(at) OVER (ORDER BY at, i) AS next FROM agent) w GROUP BY status) b USING (status)
WHERE a.duration IS DISTINCT FROM b.duration;
DROP TABLE agent, agent_t;

-- Many groups with hardly any memory: by hash, which goes to disk, and by sort.
CREATE TABLE grouped AS
SELECT i % :groups AS g, timestamptz '2020-01-01' + hashint8(i) % 100000 * interval '1 s' AS at, 'S' || i % 5 AS status
FROM generate_series(1::bigint, :groups * 10::bigint) i;
ANALYZE grouped;
SET work_mem = 64;
SET enable_sort = off;
CREATE TABLE hashed AS SELECT g, timeline_agg(at, status, NULL) AS t, headcount_agg(at, at + interval '1 h') AS h FROM grouped GROUP BY g;
RESET enable_sort;
SET enable_hashagg = off;
CREATE TABLE sorted AS SELECT g, timeline_agg(at, status, NULL) AS t, headcount_agg(at, at + interval '1 h') AS h FROM grouped GROUP BY g;
RESET enable_hashagg;
RESET work_mem;
SELECT said(count(*) = :groups AND count(*) FILTER (WHERE a.t = b.t AND a.h = b.h) = :groups, count(*) || ' groups by hash and by sort in 64 kB') FROM hashed a FULL JOIN sorted b USING (g);
DROP TABLE grouped, hashed, sorted;

-- Long texts: right, or refused with a short message.
SELECT is_right(format('SELECT octet_length(status_at((''{2026-03-02 08:00Z "'' || repeat(''x'', %s) || ''"}'')::timeline, ''infinity''))', :long), :'long');
SELECT is_right(format('SELECT event_count((''{2026-03-02 08:00Z "A"'' || repeat('', 2026-03-02 09:00Z "B"'', %s) || ''}'')::timeline)', :long / 24), '2');
SELECT fails(format('SELECT repeat(%L, %s)::timeline', q, :long / length(q)), '22P02', false) FROM unnest('{garbage, "{", " ", "{\"", "{2026-03-02 08:00Z #1"}'::text[]) q;
SELECT fails(format('SELECT (%L || repeat(%L, %s))::timeline', a, q, :long / length(q)), '22P02', false)
FROM (VALUES ('{', '{'), ('{2026-03-02 08:00Z #', '9'), ('{2026-03-02 08:00Z "', '\"'), ('{2026-03-02 08:00Z ', ' '), ('{2026-03-02 08:00Z "A"', ',')) v(a, q);
SELECT fails(format('SELECT (%L || repeat(%L, %s))::headcount', a, q, :long / length(q)), '22P02', false)
FROM (VALUES ('{', '{'), ('{2026-03-02 08:00Z ', '9'), ('{2026-03-02 08:00Z ', ' '), ('', 'garbage'), ('{2026-03-02 08:00Z 1', ',')) v(a, q);
-- a million different labels: refused, with memory for the labels
SELECT fails('SELECT timeline_agg(now(), ''label '' || i, NULL) FROM generate_series(1, 1000000) i', '54000');
