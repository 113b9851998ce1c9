-- Two reports of the same small data, and what is asked of them: for
-- test/sql/poison and test/deep/poison.
--
-- report_default has the tables that create_report makes, report_own tables
-- without any constraint, as somebody may have who brings them along. There only
-- rule_notification, which has a unique key, is made by create_report.
CREATE SCHEMA poison;
SET search_path = poison;

SELECT userlogs.create_report('report_default') IS NOT NULL AS made;
SET search_path = report_default;
-- west of UTC, where the first local day begins before time does
UPDATE setting SET time_zone = 'America/Sao_Paulo', as_of = '2026-03-04 18:10+00';
UPDATE reason_class SET allowance = '30 minutes' WHERE reason IN ('Lunch', 'Strategic break');
-- six users from eight to five, available and not in turns
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason, changed_by, source)
SELECT e.event_id, 'u' || e.u, e.at, CASE WHEN e.k = 10 THEN 'Offline' WHEN e.k % 2 = 0 THEN 'Available' ELSE 'Unavailable' END,
  CASE WHEN e.k % 2 = 1 THEN (ARRAY['Lunch', 'Strategic break', 'High demand', 'Absence', NULL])[1 + (e.u + e.k / 2) % 5] END,
  CASE WHEN e.k % 3 = 0 THEN 'self' END, 'crm'
FROM (
  SELECT u * 1000 + d * 100 + k AS event_id, u, k,
    timestamptz '2026-03-02 11:00+00' + d * interval '1 day' + (u * 7 + k * 54) * interval '1 minute' AS at
  FROM generate_series(1, 6) u, generate_series(0, 2) d, generate_series(0, 10) k) e
WHERE e.at <= '2026-03-04 18:10+00';
INSERT INTO report_user SELECT 'u' || u, 'Name ' || u FROM generate_series(1, 5) u;
INSERT INTO team_member (user_id, team, valid_from, valid_to) VALUES ('u1', 'Sales', NULL, NULL), ('u2', 'Sales', NULL, NULL),
  ('u3', 'Sales', '2026-03-02 00:00+00', NULL), ('u3', 'Support', NULL, '2026-03-03 15:00+00'), ('u4', 'Support', NULL, NULL),
  ('u5', 'Support', '2026-01-01 00:00+00', NULL);
-- some are answered and done, some given up, some open, some wait
INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at, outcome)
SELECT q.n, CASE WHEN q.n % 9 <> 0 THEN (ARRAY['Sales', 'Support', 'Sales'])[1 + q.n % 3] END,
  CASE WHEN q.n % 7 <> 0 THEN 'u' || 1 + q.n % 6 END, q.at, CASE WHEN q.n % 7 <> 0 THEN q.at + q.wait END,
  CASE WHEN q.n % 14 <> 0 AND q.n % 30 <> 20 THEN q.at + q.wait + q.n * 97 % 900 * interval '1 second' END, CASE WHEN q.n % 2 = 0 THEN 'won' END
FROM (
  SELECT n, n * 53 % 400 * interval '1 second' AS wait,
    timestamptz '2026-03-02 10:30+00' + n % 3 * interval '1 day' + n * 37 % 450 * interval '1 minute' AS at
  FROM generate_series(1, 100) n) q;
-- what waits is assigned, and some of the rest has a story
INSERT INTO assignment (request_id, user_id, assigned_at, team)
SELECT request_id, 'u' || 1 + request_id % 6, arrived_at, CASE WHEN request_id % 5 = 0 THEN 'Support' END FROM service_request WHERE request_id % 7 = 0 OR request_id % 10 = 0;
INSERT INTO response (request_id, user_id, asked_at, responded_at)
SELECT request_id, 'u' || 1 + request_id % 5, first_response_at + interval '1 minute', first_response_at + interval '3 minutes' FROM service_request WHERE request_id % 4 = 1 AND first_response_at IS NOT NULL;
INSERT INTO pending (request_id, started_at, ended_at, resolved)
SELECT request_id, first_response_at + interval '2 minutes', first_response_at + interval '4 minutes', request_id % 6 = 0 FROM service_request WHERE request_id % 3 = 0 AND first_response_at IS NOT NULL;
INSERT INTO capacity (user_id, channel, slots) VALUES ('u2', NULL, 2), ('u3', 'chat', 3);
INSERT INTO shift
SELECT 'u' || u, s.day + k.starts_at, s.day + k.ends_at, k.activity
FROM generate_series(1, 6) u, generate_series(timestamptz '2026-03-02 00:00+00', '2026-03-04', '1 day') s(day),
  (VALUES (interval '11 hours', interval '20 hours', NULL), ('15 hours', '16 hours', 'Lunch')) k(starts_at, ends_at, activity);
INSERT INTO service_hours SELECT 'Sales', weekday, '08:00', '17:00' FROM generate_series(1, 5) weekday;
INSERT INTO target VALUES ('Sales', 0.8, '60 seconds', 0.85, 0.3, 2), ('Support', 0.8, '2 minutes', NULL, NULL, 1);
INSERT INTO rule (rule_id, metric, team, reason, comparison, threshold, lasting, severity) VALUES
  ('few', 'available_headcount', NULL, NULL, '<', 1, '5 minutes', 'high'), ('ratio', 'availability_ratio', 'Sales', NULL, '<', 0.5, '0', 'low'),
  ('lunch', 'unavailable_users', NULL, 'Lunch', '>=', 2, '0', NULL), ('load', 'requests_per_available', NULL, NULL, '>', 2, '0', NULL),
  ('long lunch', 'spell_length', NULL, 'Lunch', '>', 1800, '0', NULL), ('long', 'spell_length', NULL, NULL, '>', 2400, '0', NULL),
  ('queue', 'waiting_requests', 'Support', NULL, '>', 2, '0', NULL);
SET search_path = poison;

CREATE SCHEMA report_own;
-- the columns that a report can read, and no more
SELECT format('CREATE TABLE report_own.%I (%s)', i.relation_name, string_agg(format('%I %s', i.column_name, replace(coalesce(i.column_type, 'text'), 'any', 'text')), ', ' ORDER BY i.ordinality)),
  format('INSERT INTO report_own.%I SELECT %s FROM report_default.%1$I', i.relation_name, string_agg(quote_ident(i.column_name) || '::' || replace(coalesce(i.column_type, 'text'), 'any', 'text'), ', ' ORDER BY i.ordinality))
FROM userlogs.report_input() WITH ORDINALITY i JOIN pg_attribute a ON a.attrelid = to_regclass('report_default.' || i.relation_name) AND a.attname = i.column_name
WHERE i.relation_name <> 'rule_notification' GROUP BY i.relation_name
\gexec
SELECT userlogs.create_report('report_own') IS NOT NULL AS made;
ANALYZE;

-- What is asked of a report: every view, whichever there are, a day of every
-- window function, and notify_violations.  Each query counts the rows and says
-- what is wrong with them: figures that cannot be, and keys that are there twice.
CREATE VIEW relation AS
SELECT s.report, c.relname::text AS source, format('%I.%I', s.report, c.relname) AS call, c.relname::text AS key_of,
  ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum) AS columns,
  ARRAY(SELECT format_type(a.atttypid, NULL) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum) AS types
FROM (VALUES ('report_default'), ('report_own')) s(report)
JOIN pg_class c ON c.relnamespace = s.report::regnamespace AND c.relkind = 'v'
UNION ALL
SELECT s.report, p.proname::text, format('%I.%I(timestamptz ''2026-03-03 03:00+00'', ''2026-03-04 03:00+00'')', s.report, p.proname),
  regexp_replace(p.proname::text, '_between$', ''),
  ARRAY(SELECT p.proargnames[i] FROM generate_subscripts(p.proargmodes, 1) i WHERE p.proargmodes[i] = 't' ORDER BY i),
  ARRAY(SELECT format_type(p.proallargtypes[i], NULL) FROM generate_subscripts(p.proargmodes, 1) i WHERE p.proargmodes[i] = 't' ORDER BY i)
FROM (VALUES ('report_default'), ('report_own')) s(report)
JOIN pg_proc p ON p.pronamespace = s.report::regnamespace AND p.proname LIKE '%\_between';

-- when a value of this column cannot be
CREATE FUNCTION impossible(name text, type text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN concat_ws(' OR ',
  CASE WHEN type IN ('numeric', 'double precision') THEN format('x.%I IN (''NaN'', ''Infinity'', ''-Infinity'')', name) END,
  CASE WHEN type IN ('timestamp with time zone', 'timestamp without time zone', 'date', 'interval') THEN format('NOT isfinite(x.%I)', name) END,
  CASE WHEN type = 'interval' THEN format('x.%I < ''0''', name) END,
  CASE WHEN name = 'weekday' THEN 'x.weekday NOT BETWEEN 1 AND 7' WHEN name = 'hour' THEN 'x.hour NOT BETWEEN 0 AND 23'
    WHEN name = 'correlation' THEN 'x.correlation NOT BETWEEN -1 AND 1' WHEN name = 'deviation_ratio' THEN 'x.deviation_ratio < -1'
    WHEN name LIKE '%\_ratio' AND name NOT IN ('conformance_ratio', 'load_ratio') THEN format('x.%I NOT BETWEEN 0 AND 1', name)
    WHEN type = 'bigint' AND name <> 'event_id' OR type IN ('numeric', 'double precision')
      AND name NOT IN ('gap_agents', 'threshold', 'response_difference_seconds', 'adjusted_difference_seconds') THEN format('x.%I < 0', name) END);

CREATE TABLE question AS
SELECT r.report, r.source,
  format($$SELECT count(*), concat_ws(', ', %s) FROM %s x$$,
    concat_ws(', ', (
      SELECT string_agg(format('%L || nullif(count(*) FILTER (WHERE %s), 0)', c.name || ' ', impossible(c.name, c.type)), ', ')
      FROM unnest(r.columns, r.types) c(name, type) WHERE impossible(c.name, c.type) <> ''), (
      SELECT string_agg(format('%L || nullif(count(*) FILTER (WHERE x.%I > x.%I), 0)', e.first_at || ' after ' || e.last_at || ' ', e.first_at, e.last_at), ', ')
      FROM (VALUES ('login_at', 'logout_at'), ('started_at', 'ended_at'), ('clipped_start', 'clipped_end'), ('bucket_start', 'bucket_end'),
        ('arrived_at', 'response_at'), ('arrived_at', 'closed_at')) e(first_at, last_at)
      WHERE e.first_at = ANY (r.columns) AND e.last_at = ANY (r.columns)), (
      SELECT format('''key twice '' || nullif(count(*) - count(DISTINCT ROW(%s)), 0)', 'x.' || array_to_string(d.key, ', x.'))
      FROM userlogs.report_definition d
      WHERE d.name = r.key_of AND d.kind = 'view')), r.call) AS query
FROM relation r
UNION ALL
SELECT s.report, 'notify_violations', format($$SELECT userlogs.notify_violations(%L), ''$$, s.report)
FROM (VALUES ('report_default'), ('report_own')) s(report);
-- all have a key
SELECT source FROM question WHERE query NOT LIKE '%key twice%' AND report = 'report_own';

-- Processor time of this session, seconds, so that others at work on the machine
-- make no difference; where there is no /proc, that on the clock.
CREATE FUNCTION seconds_used() RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
  fields text[];
BEGIN
  fields := string_to_array(regexp_replace(pg_read_file('/proc/self/stat'), '^.*\) ', ''), ' ');
  RETURN (fields[12]::float8 + fields[13]::float8) / 100;
EXCEPTION WHEN undefined_file OR insufficient_privilege THEN
  RETURN extract(epoch FROM clock_timestamp());
END $$;

CREATE TYPE answer AS (source text, row_count bigint, nonsense text, failure text, seconds double precision);
-- asks everything, or these; the planner sees the tables as they are now
CREATE FUNCTION ask(report text, sources text[] DEFAULT NULL) RETURNS SETOF answer LANGUAGE plpgsql AS $$
DECLARE
  q poison.question;
  a poison.answer;
  used float8;
BEGIN
  FOR q IN SELECT * FROM poison.question n WHERE n.report = ask.report AND (n.source = ANY (ask.sources)) IS NOT FALSE ORDER BY n.source LOOP
    a := ROW(q.source, NULL, NULL, NULL, NULL);
    used := poison.seconds_used();
    BEGIN
      EXECUTE q.query INTO a.row_count, a.nonsense;
    EXCEPTION WHEN query_canceled OR OTHERS THEN
      a.failure := SQLSTATE || ' ' || SQLERRM;
    END;
    a.seconds := poison.seconds_used() - used;
    RETURN NEXT a;
    -- statement_timeout cancels once: nothing would stop the next one
    EXIT WHEN a.failure LIKE '57014%';
  END LOOP;
END $$;

-- what the report says that it did not take as it stands
CREATE FUNCTION listed(report text) RETURNS TABLE (kind text, entry text, row_count bigint) LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY EXECUTE format($q$
    SELECT 'status_event: ' || a.kind, md5(a::text), a.event_count FROM %1$I.anomalies a UNION ALL
    SELECT p.input || ': ' || p.problem, md5(p::text), p.row_count FROM %1$I.input_problems p$q$, report);
EXCEPTION WHEN query_canceled OR OTHERS THEN
  -- ask() has seen why
  NULL;
END $$;

CREATE TABLE before AS
SELECT r.report, a.source, a.row_count, a.nonsense, a.failure, a.seconds
FROM (VALUES ('report_default'), ('report_own')) r(report), LATERAL poison.ask(r.report) a;
-- the data are sound, and there is something in each view
SELECT * FROM before WHERE nonsense <> '' OR failure <> '' OR row_count = 0 AND source !~ '^(anomalies|anomalies_daily|anomalies_by_team|input_problems)(_between)?$';
SELECT * FROM listed('report_default') UNION ALL SELECT * FROM listed('report_own');

-- A bad row, and what it may do.
CREATE TABLE bad_row (
  position int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  batch text, -- in test/sql/poison those of a batch are tried together; NULL: in test/deep/poison only
  input text NOT NULL,
  name text NOT NULL UNIQUE,
  statement text NOT NULL, -- {n}: as many rows as it adds
  listed text, -- the kind in anomalies or input_problems; NULL: counts as it stands
  added bigint NOT NULL DEFAULT 1,
  row_limit bigint DEFAULT 0, -- so many rows of a view more than three times as many and 50; NULL: any number, in any time
  is_long boolean NOT NULL DEFAULT false); -- has long texts: snapshots are made, too
CREATE TABLE tried (report text, names text[], added bigint, refused jsonb, listed jsonb, snapshot text, answers answer[]);

-- tries one row, or several together, and takes them back
CREATE FUNCTION try(report text, names text[], added bigint DEFAULT NULL, sources text[] DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  b poison.bad_row;
  t poison.tried;
BEGIN
  t.report := report; t.names := names; t.added := added; t.refused := '{}';
  BEGIN
    PERFORM set_config('search_path', report, true);
    FOR b IN SELECT * FROM poison.bad_row r WHERE r.name = ANY (names) ORDER BY r.position LOOP
      BEGIN
        EXECUTE replace(b.statement, '{n}', coalesce(added, b.added)::text);
      EXCEPTION WHEN OTHERS THEN
        t.refused := t.refused || jsonb_build_object(b.name, SQLSTATE || ' ' || SQLERRM);
      END;
    END LOOP;
    PERFORM set_config('search_path', 'pg_catalog', true);
    IF array_length(names, 1) > (SELECT count(*) FROM jsonb_each(t.refused)) THEN
      t.answers := ARRAY(SELECT a FROM poison.ask(report, sources) a);
      t.listed := (SELECT jsonb_object_agg(l.kind, l.row_count) FROM (
        SELECT n.kind, sum(n.row_count) AS row_count FROM poison.listed(report) n GROUP BY n.kind) l);
      IF (SELECT bool_or(r.is_long) FROM poison.bad_row r WHERE r.name = ANY (names)) THEN
        BEGIN
          PERFORM userlogs.create_materialized(report, c.relname::text) FROM pg_class c WHERE c.relnamespace = report::regnamespace AND c.relkind = 'v';
        EXCEPTION WHEN OTHERS THEN
          t.snapshot := SQLSTATE || ' ' || SQLERRM;
        END;
      END IF;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'PXPXP';
  EXCEPTION WHEN SQLSTATE 'PXPXP' THEN
    NULL;
  END;
  INSERT INTO poison.tried SELECT t.*;
END $$;

-- what rows did that they must not
CREATE VIEW finding AS
SELECT t.report, t.names[1] || coalesce(' and ' || nullif(array_length(t.names, 1) - 1, 0) || ' more', '') AS rows, t.added, f.what
FROM tried t
CROSS JOIN LATERAL (
  SELECT format('%s is refused: %s', r.key, r.value) AS what FROM jsonb_each_text(t.refused) r
  WHERE t.report = 'report_own' AND r.key NOT LIKE 'notification %' OR r.value !~ '^(2[23]|54|42804)'
  UNION ALL SELECT format('%s fails: %s', a.source, left(a.failure, 200)) FROM unnest(t.answers) a WHERE a.failure <> ''
  UNION ALL SELECT format('%s cannot be: %s', a.source, a.nonsense) FROM unnest(t.answers) a WHERE a.nonsense <> ''
  UNION ALL SELECT format('%s has %s rows, before %s', a.source, a.row_count, o.row_count)
  FROM unnest(t.answers) a JOIN before o ON o.report = t.report AND o.source = a.source
  WHERE a.row_count > 3 * o.row_count + 50
    + (SELECT CASE WHEN bool_and(b.row_limit IS NOT NULL) THEN sum(b.row_limit) END FROM bad_row b WHERE b.name = ANY (t.names))
  UNION ALL SELECT 'snapshots: ' || left(t.snapshot, 200) WHERE t.snapshot <> ''
  UNION ALL SELECT format('%s rows are not listed as %s: %s', k.row_count, k.kind, t.listed)
  FROM (
    SELECT b.input || ': ' || b.listed AS kind, count(*) AS row_count
    FROM bad_row b WHERE b.name = ANY (t.names) AND NOT t.refused ? b.name AND b.listed IS NOT NULL
    GROUP BY b.input, b.listed) k
  WHERE k.row_count > coalesce((t.listed ->> k.kind)::bigint, 0)
    AND NOT EXISTS (SELECT FROM unnest(t.answers) a WHERE a.failure <> '')) f;
