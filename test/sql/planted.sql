-- Whatever somebody has planted on the search_path of an administrator, in
-- pg_temp or in the schema userlogs: nothing of it is ever called.
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\getenv abs_srcdir PG_ABS_SRCDIR
\set plant :abs_srcdir '/hostile/plant.sql'
\set report_data :abs_srcdir '/clients/report_data.sql'
SELECT current_database() AS this_database \gset
DROP DATABASE IF EXISTS userlogs_planted_test;
CREATE ROLE userlogs_planter;
CREATE ROLE userlogs_admin;
CREATE DATABASE userlogs_planted_test OWNER userlogs_admin;
\c userlogs_planted_test
SET client_min_messages = warning;
\set ECHO none
\i :plant
\set ECHO all
CREATE SCHEMA trap AUTHORIZATION userlogs_planter;
GRANT USAGE ON SCHEMA trap TO PUBLIC;
SELECT functions > 4000 AS functions, aggregates > 400 AS aggregates, operators > 3000 AS operators, types > 70 AS types, views > 130 AS views, casts
FROM harness.plant('trap', 'pg_catalog');
ALTER DATABASE userlogs_planted_test SET search_path = trap, pg_catalog, public;
ALTER DATABASE userlogs_planted_test SET client_min_messages = warning;
\c userlogs_planted_test
-- the traps do spring: a copy, a better fit, an aggregate, an operator, a type, a relation
SELECT now();  -- error: trap
SELECT unnest('{a}'::pg_catalog.text[]);  -- error: trap
SELECT count(*);  -- error: trap
SELECT 1::pg_catalog.int8 / 2::pg_catalog.float8;  -- error: trap
SELECT 'a'::text;  -- error: trap
SELECT oid FROM pg_class;  -- error: trap
SELECT harness.sprung();
SELECT pg_catalog.setval('harness.spring', 1, false) AS reset;

-- the extension is made by one who is no superuser
SELECT harness.plant_views('pg_temp', 'pg_catalog') OPERATOR(pg_catalog.>) 130 AS views;
CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (false);
SET ROLE userlogs_admin;
SHOW search_path;
CREATE EXTENSION userlogs;
DROP EXTENSION userlogs;
SET search_path = pg_temp, trap, pg_catalog;
CREATE EXTENSION userlogs;
\c userlogs_planted_test

-- a report to compare with, made without traps, and traps for what is called
-- like the extension's own
SET search_path = pg_catalog;
\set schema clean
\set ECHO none
\i :report_data
\set ECHO all
\set ON_ERROR_STOP off
\c userlogs_planted_test
SET search_path = pg_catalog;
SET TimeZone = 'UTC';
SET IntervalStyle = postgres;
INSERT INTO harness.trap_type VALUES ('userlogs.timeline', 'userlogs'), ('userlogs.headcount', 'userlogs');
INSERT INTO harness.trap_family VALUES ('userlogs.timeline', 'userlogs.timeline[]'), ('userlogs.headcount', 'userlogs.headcount[]');
CREATE SCHEMA more_traps AUTHORIZATION userlogs_planter;
GRANT USAGE ON SCHEMA more_traps TO PUBLIC;
SELECT functions > 0 AS functions, aggregates > 0 AS aggregates, operators > 0 AS operators, types > 0 AS types, views > 0 AS views, casts > 0 AS casts
FROM harness.plant('more_traps', 'userlogs');

-- what anything else is bound to that is planted: nothing
CREATE VIEW harness.planted AS
SELECT classid, objid FROM pg_depend
WHERE refclassid = 'pg_namespace'::regclass AND refobjid::regnamespace::text IN ('trap', 'more_traps', 'harness')
UNION SELECT 'pg_class'::regclass, oid FROM pg_class WHERE relnamespace = pg_my_temp_schema()
UNION SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typnamespace = pg_my_temp_schema();
CREATE FUNCTION harness.bound_to_planted(OUT object text, OUT planted text) RETURNS SETOF record LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_describe_object(d.classid, d.objid, d.objsubid), pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid)
  FROM pg_depend d
  WHERE (d.refclassid, d.refobjid) IN (SELECT p.classid, p.objid FROM harness.planted p) AND d.deptype = 'n'
    -- the same of what is part of something planted
    AND (d.classid, d.objid) NOT IN (SELECT p.classid, p.objid FROM harness.planted p)
    AND d.classid NOT IN ('pg_cast'::regclass, 'pg_rewrite'::regclass)
  UNION ALL
  SELECT pg_describe_object('pg_class'::regclass, r.ev_class, 0), pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid)
  FROM pg_depend d JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
  WHERE (d.refclassid, d.refobjid) IN (SELECT p.classid, p.objid FROM harness.planted p) AND d.deptype = 'n'
    AND ('pg_class'::regclass, r.ev_class) NOT IN (SELECT p.classid, p.objid FROM harness.planted p) $$;
CREATE TABLE public.bound (at timestamptz DEFAULT trap.now());
SELECT * FROM harness.bound_to_planted();
DROP TABLE public.bound;

-- Each function, operator and cast of the extension, and each relation and
-- function of the report, says the same with the traps first on the search_path.
CREATE FUNCTION harness.outcome(command text, path text) RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  answer pg_catalog.text;
BEGIN
  PERFORM pg_catalog.set_config('search_path', path, true);
  EXECUTE command INTO answer;
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true);
  RETURN coalesce(answer, 'NULL');
EXCEPTION WHEN OTHERS THEN
  RETURN 'error ' || SQLSTATE || ' ' || SQLERRM;
END $$;
CREATE FUNCTION harness.sorted(lines text[]) RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $$
  SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C") FROM unnest(lines) line $$;
CREATE TABLE harness.sample (type regtype PRIMARY KEY, literal text);
INSERT INTO harness.sample VALUES
  ('userlogs.timeline', '{2026-03-02 08:00+00 "Available", 2026-03-02 12:00+00 "Unavailable" "Lunch", 2026-03-02 13:00+00 "Available"}'),
  ('userlogs.headcount', '{2026-03-02 08:00+00 1, 2026-03-02 09:00+00 3, 2026-03-02 11:00+00 0}'),
  ('userlogs.time_limit[]', '{"(available,,1 hour,,,)"}'),
  ('timestamptz', '2026-03-02 10:00+00'), ('text', 'Available'), ('text[]', '{Available,Offline}'), ('interval', '1 hour'), ('interval[]', '{1 hour,2 hours}'), ('date', '2026-03-02'),
  ('double precision', '0.5'), ('integer', '3'), ('bigint', '5'), ('regtype', 'pg_catalog.text'), ('regclass', 'clean.status_event'), ('regprocedure', 'clean.status_event_input()'), ('cstring', '{}'), ('boolean', 'false');
CREATE FUNCTION harness.sample(name text, type_id oid, place bigint) RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $$
  SELECT format('%L::%s', coalesce(CASE name WHEN 'time_zone' THEN 'America/Sao_Paulo' WHEN 'clock' THEN 'America/Sao_Paulo; 1-5 08:00-18:00; 2026-03-03 closed' WHEN 'schema_name' THEN 'clean' WHEN 'relation_name' THEN 'status_event'
      WHEN 'input_name' THEN 'status_event' WHEN 'function_name' THEN 'user_logs_between' WHEN 'width' THEN '15 minutes' WHEN 'to_at' THEN '2026-03-03 10:00+00'
      WHEN 'handle_time' THEN '5 minutes' WHEN 'traffic' THEN '7' WHEN 'contacts' THEN '70' WHEN 'agents' THEN '9'
      WHEN 'columns' THEN '{user_id, occurred_at}' WHEN 'method' THEN 'btree' WHEN 'wrapper' THEN '0' END, s.literal),
    CASE WHEN t.typnamespace <> 'pg_catalog'::regnamespace THEN format_type(type_id, NULL)
      ELSE 'pg_catalog.' || coalesce((SELECT e.typname || '[]' FROM pg_type e WHERE e.typarray = t.oid), t.typname) END)
  FROM pg_type t LEFT JOIN harness.sample s ON s.type = t.oid WHERE t.oid = type_id $$;
CREATE TABLE harness.history AS
SELECT timeline::userlogs.timeline AS t FROM (VALUES ('{2026-03-02 08:00+00 "A"}'), ('{2026-03-02 08:00+00 "B"}'), ('{2026-03-02 08:00+00 "A"}')) h(timeline);
CREATE INDEX ON harness.history (t);
CREATE TABLE harness.command AS SELECT DISTINCT command FROM (
SELECT CASE WHEN p.prokind = 'a' THEN format('SELECT %I.%I(%s)::pg_catalog.text', n.nspname, p.proname, a.list)
  ELSE format('SELECT harness.sorted(pg_catalog.array_agg(x::pg_catalog.text)) FROM %I.%I(%s) x', n.nspname, p.proname, a.list) END AS command
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
CROSS JOIN LATERAL (SELECT coalesce(string_agg(harness.sample(p.proargnames[place], t, place), ', ' ORDER BY place), '')
  FROM unnest(p.proargtypes) WITH ORDINALITY u(t, place)) a(list)
WHERE n.nspname IN ('userlogs', 'clean') AND p.provolatile <> 'v' AND NOT 'internal'::regtype = ANY (p.proargtypes::oid[])
  -- what a page is made of is called by it, below
  AND p.proname !~ '^(page_|report_page|report_digest|team_day_|headcount_svg)'
UNION ALL
SELECT format('SELECT (%s OPERATOR(userlogs.%s) %s)::pg_catalog.text', harness.sample('', o.oprleft, 1), o.oprname, harness.sample('', o.oprright, 1))
FROM pg_operator o WHERE o.oprnamespace = 'userlogs'::regnamespace
UNION ALL
SELECT format('SELECT CAST(%s AS pg_catalog.%I)::pg_catalog.text', harness.sample('', t.oid, 1), b.typname)
FROM pg_type t JOIN pg_cast c ON c.castsource = t.oid JOIN pg_type b ON b.oid = c.casttarget AND b.typnamespace = 'pg_catalog'::regnamespace
WHERE t.typnamespace = 'userlogs'::regnamespace AND t.typtype = 'b'
UNION ALL
SELECT format('SELECT harness.sorted(pg_catalog.array_agg(x::pg_catalog.text)) FROM clean.%I x', relname)
FROM pg_class WHERE relnamespace = 'clean'::regnamespace AND relkind IN ('r', 'v', 'm')
UNION ALL VALUES
  -- grouped, sorted and joined by operators that nobody names
  ('SELECT harness.sorted(pg_catalog.array_agg(d::pg_catalog.text)) FROM (SELECT DISTINCT t FROM harness.history ORDER BY t) d'),
  ('SELECT harness.sorted(pg_catalog.array_agg(d::pg_catalog.text)) FROM (SELECT t FROM harness.history GROUP BY t ORDER BY t DESC) d'),
  ('SELECT harness.sorted(pg_catalog.array_agg(d::pg_catalog.text)) FROM (SELECT t FROM harness.history INTERSECT SELECT t FROM harness.history) d'),
  ('SELECT userlogs.timeline_agg(t)::pg_catalog.text FROM harness.history'),
  -- all that reads a calendar
  ($$SELECT pg_catalog.string_agg(c::pg_catalog.text, ' ') FROM userlogs.calendar_dates(E'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;COUNT=3\r\nSUMMARY:New Year\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n') c$$),
  ('SELECT userlogs.report_page(''clean'', ''2026-04-03 00:00+00'', ''2026-04-04 00:00+00'')'),
  ('SELECT userlogs.report_page(''clean'', ''2026-04-03 00:00+00'', ''2026-04-06 00:00+00'', (SELECT pg_catalog.min(l.team) FROM clean.team_list l), ''pt'')'),
  ('SELECT userlogs.report_page(''clean'', ''2026-01-01 00:00+00'', ''2026-06-01 00:00+00'', language => ''es'')'),
  ('SELECT userlogs.report_digest(''clean'', ''2026-04-03 00:00+00'', ''2026-04-04 00:00+00'')'),
  ('SELECT userlogs.team_day_svg(''clean'', ''2026-04-03 00:00+00'', ''2026-04-04 00:00+00'')'),
  ('SELECT userlogs.headcount_svg(''clean'', ''2026-04-03 00:00+00'', ''2026-04-04 00:00+00'')'),
  ('SELECT pg_catalog.string_agg(c, E''\n'') FROM userlogs.team_day_chart(''clean'', ''2026-04-03 00:00+00'', ''2026-04-04 00:00+00'') c')) c;
ALTER TABLE harness.command ADD PRIMARY KEY (command), ADD answer text;
UPDATE harness.command SET answer = harness.outcome(command, 'pg_catalog');
-- calls that have no sample, or give no answer: input and output cannot be called like this
SELECT left(command, 100) AS command, answer FROM harness.command WHERE answer ~ '^error' OR command ~ 'NULL::' ORDER BY command COLLATE "C";
SELECT count(*) > 150 AS many FROM harness.command;
\c userlogs_planted_test
SET TimeZone = 'UTC';
SET IntervalStyle = postgres;
SELECT harness.plant_views('pg_temp', 'pg_catalog') OPERATOR(pg_catalog.>) 130 AND harness.plant_views('pg_temp', 'clean') OPERATOR(pg_catalog.>) 20 AS views;
CREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (false);
CREATE DOMAIN pg_temp.timeline AS pg_catalog.text CHECK (false);
SELECT pg_catalog.left(c.command, 100) AS command, pg_catalog.left(c.answer, 100) AS answer, pg_catalog.left(h.answer, 100) AS with_traps
FROM harness.command c, harness.outcome(c.command, 'trap, more_traps, pg_temp, pg_catalog') h(answer)
WHERE h.answer OPERATOR(pg_catalog.<>) c.answer;
SELECT pg_catalog.left(c.command, 100) AS command, pg_catalog.left(c.answer, 100) AS answer, pg_catalog.left(h.answer, 100) AS with_traps
FROM harness.command c, harness.outcome(c.command, 'pg_temp, pg_catalog, more_traps, trap, userlogs') h(answer)
WHERE h.answer OPERATOR(pg_catalog.<>) c.answer;
SELECT harness.sprung();

-- Those that write: a report is made, brought up to date, stored, refreshed, told of and dropped.
-- What is internal is called by these; what is not, and is not called below, has to be.
SELECT p.oid::pg_catalog.regprocedure FROM pg_catalog.pg_proc p
WHERE p.pronamespace OPERATOR(pg_catalog.=) 'userlogs'::pg_catalog.regnamespace AND p.provolatile OPERATOR(pg_catalog.=) 'v'
  AND pg_catalog.obj_description(p.oid, 'pg_proc') OPERATOR(pg_catalog.!~) '^internal: '
  AND p.proname OPERATOR(pg_catalog.<>) ALL ('{create_report,drop_report,create_materialized,refresh_materialized,drop_materialized,notify_violations}'::pg_catalog.name[])
ORDER BY p.proname;
SET search_path = trap, more_traps, pg_temp, pg_catalog;
SET ROLE userlogs_admin;
SELECT userlogs.create_report('made') IS NOT NULL AS made;
SELECT userlogs.create_report('made') IS NOT NULL AS again;
RESET ROLE;
SELECT * FROM harness.bound_to_planted();
\c userlogs_planted_test
SET search_path = pg_catalog;
DO $$
DECLARE
  input record;
BEGIN
  FOR input IN SELECT DISTINCT i.relation_name AS name FROM userlogs.report_input() i WHERE to_regclass('clean.' || i.relation_name) IS NOT NULL LOOP
    EXECUTE format('TRUNCATE made.%1$I; INSERT INTO made.%1$I SELECT * FROM clean.%1$I', input.name);
  END LOOP;
END $$;
SET TimeZone = 'UTC';
SET IntervalStyle = postgres;
SELECT harness.plant_views('pg_temp', 'pg_catalog') > 130 AND harness.plant_views('pg_temp', 'clean') > 20 AS views;
SET search_path = trap, more_traps, pg_temp, pg_catalog;
SET ROLE userlogs_admin;
SELECT pg_catalog.count(userlogs.create_materialized('made', s.name)) OPERATOR(pg_catalog.=) pg_catalog.count(*) AS stored
FROM userlogs.report_definition s WHERE s.kind OPERATOR(pg_catalog.=) 'view'::pg_catalog.text;
\o /dev/null
SELECT userlogs.create_materialized('made', s.name)
FROM userlogs.report_definition s WHERE s.kind OPERATOR(pg_catalog.=) 'view'::pg_catalog.text ORDER BY s.step LIMIT 3 \gexec
\o
SELECT userlogs.notify_violations('made', '1 year'::pg_catalog.interval) OPERATOR(pg_catalog.>) 0 AS told;
SELECT userlogs.notify_violations('made', '1 year'::pg_catalog.interval);
RESET ROLE;
-- all of it reads the same as in the report that was made without traps
SELECT pg_catalog.count(*) OPERATOR(pg_catalog.>) 60 AS many FROM harness.command c WHERE c.command OPERATOR(pg_catalog.~) ' clean\.';
SELECT pg_catalog.left(c.command, 100) AS command, pg_catalog.left(c.answer, 100) AS answer, pg_catalog.left(h.answer, 100) AS with_traps
FROM harness.command c, pg_catalog.replace(c.command, ' clean.', ' made.') n(command),
  harness.outcome(n.command, 'trap, more_traps, pg_temp, pg_catalog') h(answer)
WHERE c.command OPERATOR(pg_catalog.~) ' clean\.' AND h.answer OPERATOR(pg_catalog.<>) c.answer
  AND c.command OPERATOR(pg_catalog.!~) 'rule_notification|report_object|_(snapshot|materialized)';
SELECT * FROM harness.bound_to_planted();
SET ROLE userlogs_admin;
SELECT userlogs.drop_report('made') IS NOT NULL AS dropped;
RESET ROLE;
SELECT harness.sprung();

-- The schema userlogs is there, belongs to somebody else and is full of traps.
\c userlogs_planted_test
SET search_path = pg_catalog;
SELECT userlogs.drop_report('clean') IS NOT NULL AS dropped;
DROP EXTENSION userlogs CASCADE;
DROP SCHEMA more_traps CASCADE;
ALTER SCHEMA trap RENAME TO userlogs;
SET search_path = userlogs, pg_catalog;
SET ROLE userlogs_admin;
CREATE EXTENSION userlogs;  -- error: there already
RESET ROLE;
SELECT harness.sprung();
-- What would fit better than the extension's own functions, planted when it is there.
SET search_path = pg_catalog;
DROP SCHEMA userlogs CASCADE;
SET ROLE userlogs_admin;
CREATE EXTENSION userlogs;
RESET ROLE;
CREATE FUNCTION harness.overload(schema_name text) RETURNS bigint LANGUAGE sql SET search_path = pg_catalog, harness AS $$
  SELECT sum(try(format('CREATE FUNCTION %I.%I(%s) RETURNS %s%s LANGUAGE plpgsql AS $x$ BEGIN PERFORM harness.spring(); END $x$',
    schema_name, p.proname, o.arguments, CASE WHEN p.proretset THEN 'SETOF ' END, replace(p.prorettype::regtype::text, 'cstring', 'text'))))
  FROM pg_proc p
  CROSS JOIN LATERAL (
    -- without what has a default
    SELECT coalesce(string_agg(t::regtype::text, ', ' ORDER BY place) FILTER (WHERE place <= kept), '')
    FROM generate_series(p.pronargs - p.pronargdefaults, p.pronargs - 1) kept, unnest(p.proargtypes) WITH ORDINALITY a(t, place)
    GROUP BY kept
    UNION ALL
    -- with another type that fits
    SELECT string_agg(CASE WHEN a.place = other.place THEN y.type ELSE a.t::regtype::text END, ', ' ORDER BY a.place)
    FROM generate_series(1, p.pronargs) other(place)
    CROSS JOIN unnest('{anyelement, varchar, name, regclass, bigint, integer, numeric, double precision, jsonb, date, timestamp, time}'::text[]) y(type)
    CROSS JOIN unnest(p.proargtypes) WITH ORDINALITY a(t, place)
    GROUP BY other.place, y.type) o(arguments)
  WHERE p.pronamespace = 'userlogs'::regnamespace AND p.prokind = 'f' AND NOT '{internal, cstring}'::regtype[] && p.proargtypes::oid[]::regtype[]
    AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e') $$;
SELECT harness.overload('userlogs') > 500 AS overloads;
CREATE OR REPLACE VIEW harness.planted AS
SELECT classid, objid FROM pg_depend
WHERE refclassid = 'pg_namespace'::regclass AND refobjid::regnamespace::text IN ('userlogs', 'harness')
EXCEPT SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass;
SET ROLE userlogs_admin;
SET search_path = userlogs, pg_catalog;
SELECT userlogs.create_report('made'::pg_catalog.text, NULL::pg_catalog.regtype, false::pg_catalog.bool) IS NOT NULL AS made;
RESET ROLE;
SELECT * FROM harness.bound_to_planted();
SET ROLE userlogs_admin;
SELECT userlogs.create_materialized('made'::pg_catalog.text, 'staffing'::pg_catalog.text) IS NOT NULL AS stored;
SELECT userlogs.refresh_materialized('made'::pg_catalog.text, 'staffing'::pg_catalog.text) IS NOT NULL AS refreshed;
SELECT userlogs.notify_violations('made'::pg_catalog.text, '1 day'::pg_catalog.interval) AS told;
SELECT userlogs.create_report('made'::pg_catalog.text, NULL::pg_catalog.regtype, false::pg_catalog.bool) IS NOT NULL AS again;
SELECT userlogs.drop_materialized('made'::pg_catalog.text, 'staffing'::pg_catalog.text) IS NOT NULL AS unstored;
SELECT userlogs.drop_report('made'::pg_catalog.text) IS NOT NULL AS dropped;
RESET ROLE;
SELECT harness.sprung();

SET search_path = pg_catalog;
\c :this_database
SET client_min_messages = warning;
DROP DATABASE userlogs_planted_test;
DROP ROLE userlogs_planter, userlogs_admin;
