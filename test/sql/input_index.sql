-- The table behind an input, and whether the planner looks up rows of the input
-- in an index of it: what is claimed is compared with the plan.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA input_index;
SET search_path = input_index;
\set SHOW_CONTEXT never

-- make(NAME, TYPE): a reader NAME_input() of relation NAME as create_report
-- makes it
CREATE FUNCTION make(name text, user_id_type text DEFAULT 'text') RETURNS regprocedure LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE OR REPLACE FUNCTION %1$I() RETURNS TABLE (user_id %2$s, occurred_at timestamptz) LANGUAGE sql STABLE PARALLEL RESTRICTED '
    'BEGIN ATOMIC SELECT r.user_id::%2$s, r.occurred_at::timestamptz FROM %3$I r WHERE userlogs.is_not_distributed(%3$L::regclass); END',
    name || '_input', user_id_type, name);
  RETURN format('%I()', name || '_input')::regprocedure;
END $$;

-- Does a plan look up the last row of a user by an index alone?
CREATE TABLE asked (user_id text, from_at timestamptz, to_at timestamptz);
CREATE FUNCTION is_planned(reader regprocedure) RETURNS bool LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  line text;
  found bool := false;
  missed bool := false;
BEGIN
  FOR line IN EXECUTE format($query$
    EXPLAIN (COSTS off)
    SELECT l.*
    FROM (SELECT a.user_id::%1$s AS user_id, a.from_at, a.to_at FROM asked a OFFSET 0) x
    CROSS JOIN LATERAL (
      SELECT r.* FROM %2$s r
      WHERE (r.user_id, r.occurred_at) < (x.user_id, x.to_at) AND (r.user_id, r.occurred_at) >= (x.user_id, x.from_at)
      ORDER BY r.user_id DESC, r.occurred_at DESC LIMIT 1) l $query$,
    (SELECT format_type(p.proallargtypes[1], NULL) FROM pg_proc p WHERE p.oid = reader), reader)
  LOOP
    found := found OR line ~ 'Index Cond: .*ROW\(.* < ROW\(.* >= ROW\(';
    missed := missed OR line ~ 'Sort$|Filter: .*ROW\(|Function Scan|Foreign Scan';
  END LOOP;
  RETURN found AND NOT missed;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $$;

-- What is claimed, the plan, and the same with the index that is asked for.
CREATE FUNCTION try(name text) RETURNS TABLE (input text, serves bool, planned bool, statement text, serves_then bool, planned_then bool)
LANGUAGE plpgsql AS $$
DECLARE
  reader regprocedure := format('%I()', name || '_input')::regprocedure;
  columns text[] := '{user_id, occurred_at}';
BEGIN
  input := name;
  serves := userlogs.input_index_serves(reader, columns);
  planned := is_planned(reader);
  statement := userlogs.missing_index(reader, columns);
  IF statement IS NOT NULL THEN
    EXECUTE statement;
    serves_then := userlogs.input_index_serves(reader, columns);
    planned_then := is_planned(reader);
    IF userlogs.missing_index(reader, columns) IS NOT NULL THEN
      RAISE 'is still missing' USING ERRCODE = 'data_exception';
    END IF;
  END IF;
  RETURN NEXT;
END $$;
\pset format unaligned
\pset null (null)

-- Tables, with and without an index.
CREATE TABLE plain (user_id text, occurred_at timestamptz, status text);
SELECT make('plain');
SELECT * FROM userlogs.input_columns('plain_input()', '{user_id, occurred_at}');
SELECT * FROM try('plain');
CREATE TABLE longer (status text, occurred_at timestamptz, user_id bigint, event_id bigint);
CREATE INDEX ON longer (user_id, occurred_at, event_id) INCLUDE (status);
SELECT make('longer', 'bigint');
SELECT * FROM try('longer');
CREATE TABLE small (user_id int, occurred_at timestamptz);
CREATE INDEX ON small (user_id, occurred_at);
SELECT make('small', 'int');
SELECT * FROM try('small');
CREATE VIEW widened AS SELECT * FROM small;
SELECT make('widened', 'bigint');
SELECT * FROM try('widened');
CREATE TABLE short (user_id varchar(20), occurred_at timestamptz);
CREATE INDEX ON short (user_id, occurred_at);
SELECT make('short', 'varchar');
SELECT * FROM try('short');
CREATE VIEW short_as_text AS SELECT * FROM short;
SELECT make('short_as_text');
SELECT * FROM try('short_as_text');
-- a precision that is dropped hides the order of an index on the column
CREATE TABLE rounded (user_id text, occurred_at timestamptz(3));
CREATE INDEX ON rounded (user_id, occurred_at);
SELECT make('rounded');
SELECT * FROM try('rounded');
CREATE DOMAIN agent_id AS text CHECK (value <> '');
CREATE DOMAIN moment AS timestamptz;
CREATE TABLE domains (user_id agent_id, occurred_at moment);
SELECT make('domains');
SELECT * FROM try('domains');
-- like citext without an operator class
CREATE TYPE word;
CREATE FUNCTION word_in(cstring) RETURNS word LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION word_out(word) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE word (INPUT = word_in, OUTPUT = word_out, LIKE = text, COLLATABLE = true);
CREATE CAST (word AS text) WITHOUT FUNCTION;
CREATE TABLE words (user_id word, occurred_at timestamptz);
SELECT make('words');
SELECT * FROM try('words');
CREATE TYPE agent AS ENUM ('ana', 'ben');
CREATE TABLE enums (user_id agent, occurred_at timestamptz);
CREATE FUNCTION enums_input() RETURNS TABLE (user_id text, occurred_at timestamptz) LANGUAGE sql STABLE
BEGIN ATOMIC SELECT textin(enum_out(r.user_id))::text, r.occurred_at FROM enums r; END;
SELECT * FROM userlogs.input_columns('enums_input()', '{user_id, occurred_at}');
SELECT * FROM try('enums');
CREATE TABLE "Odd ""Table""" ("user" text, "time" timestamp, "select" int);
CREATE VIEW odd AS SELECT "user" AS user_id, "time" AT TIME ZONE 'Europe/Madrid' AS occurred_at FROM "Odd ""Table""";
SELECT make('odd');
SELECT * FROM try('odd');

-- Mapping views.
CREATE TABLE agent_log (id int, agent text, code char(8), "time" timestamp, day date, seconds bigint, ms bigint, note text, details jsonb);
CREATE VIEW mapped AS SELECT rtrim(agent) AS user_id, "time" AT TIME ZONE 'Europe/Madrid' AS occurred_at, note FROM agent_log WHERE note IS NOT NULL;
SELECT make('mapped');
SELECT * FROM userlogs.input_columns('mapped_input()', '{occurred_at, user_id}');
SELECT * FROM try('mapped');
CREATE VIEW epoch AS SELECT code::varchar AS user_id, to_timestamp(seconds) AS occurred_at FROM agent_log;
SELECT make('epoch', 'varchar');
SELECT * FROM try('epoch');
CREATE VIEW epoch_ms AS SELECT id::bigint AS user_id, to_timestamp(ms / 1000.0) AS occurred_at FROM agent_log;
SELECT make('epoch_ms', 'bigint');
SELECT * FROM try('epoch_ms');
CREATE VIEW cases AS SELECT CASE WHEN id < 0 THEN 'system' ELSE agent END AS user_id, day::timestamp AT TIME ZONE 'UTC' AS occurred_at FROM agent_log;
SELECT make('cases');
SELECT * FROM try('cases');
CREATE VIEW json AS SELECT details ->> 'agent' AS user_id, to_timestamp((details ->> 'at')::float8) AS occurred_at FROM agent_log;
SELECT make('json');
SELECT * FROM try('json');
-- what depends on a setting
CREATE VIEW local AS SELECT agent AS user_id, "time"::timestamptz AS occurred_at FROM agent_log;
SELECT make('local');
SELECT * FROM try('local');
-- an index that says the same in other words, by a function that is inlined
CREATE FUNCTION trimmed(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN rtrim($1, 'x' || 'y');
CREATE VIEW inlined AS SELECT trimmed(agent) AS user_id, to_timestamp(seconds * (1000 / 10)) AS occurred_at FROM agent_log;
SELECT make('inlined');
CREATE INDEX inlined_index ON agent_log (rtrim(agent, 'xy'), to_timestamp(seconds * 100));
SELECT * FROM try('inlined');
DROP INDEX inlined_index;
SELECT * FROM try('inlined');
-- generated columns; one that is not stored, as PostgreSQL 18 has, has no index
CREATE TABLE generated (agent text, user_id text GENERATED ALWAYS AS (upper(agent)) STORED, occurred_at timestamptz);
SELECT make('generated');
SELECT * FROM try('generated');
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    EXECUTE 'CREATE TABLE virtual (agent text, user_id text GENERATED ALWAYS AS (upper(agent)) VIRTUAL, occurred_at timestamptz)';
    PERFORM make('virtual');
    IF (userlogs.input_columns('virtual_input()', '{user_id, occurred_at}')).relation IS NOT NULL
      OR userlogs.input_index_serves('virtual_input()', '{user_id, occurred_at}') THEN
      RAISE 'an index on a virtual column' USING ERRCODE = 'data_exception';
    END IF;
  END IF;
END $$;
-- views over views, and subqueries
CREATE VIEW over_view AS SELECT upper(m.user_id) AS user_id, m.occurred_at
  FROM (SELECT n.user_id, n.occurred_at FROM mapped n WHERE n.user_id <> '') m;
SELECT make('over_view');
SELECT * FROM try('over_view');
-- joins
CREATE TABLE status_name (id int PRIMARY KEY, name text);
CREATE TABLE coded (id int, agent text, at timestamptz, status int);
CREATE INDEX ON coded (agent, at);
CREATE VIEW joined AS SELECT c.agent AS user_id, c.at AS occurred_at, n.name AS status FROM coded c JOIN status_name n ON n.id = c.status;
CREATE VIEW left_joined AS SELECT c.agent AS user_id, c.at AS occurred_at, n.name AS status FROM coded c LEFT JOIN status_name n ON n.id = c.status;
CREATE VIEW right_joined AS SELECT j.agent AS user_id, j.at AS occurred_at, j.name AS status
  FROM (status_name n RIGHT JOIN coded c ON n.id = c.status) j;
CREATE VIEW comma_joined AS SELECT c.agent AS user_id, c.at AS occurred_at, n.name AS status FROM coded c, status_name n WHERE n.id = c.status;
CREATE VIEW using_joined AS SELECT j.agent AS user_id, j.at AS occurred_at FROM (coded JOIN status_name USING (id)) j;
CREATE VIEW nullable AS SELECT c.agent AS user_id, c.at AS occurred_at FROM status_name n LEFT JOIN coded c ON n.id = c.status;
CREATE VIEW full_joined AS SELECT c.agent AS user_id, c.at AS occurred_at FROM status_name n FULL JOIN coded c ON n.id = c.status;
CREATE VIEW nullable_inside AS SELECT j.user_id, j.occurred_at FROM status_name n LEFT JOIN (joined j JOIN status_name m ON true) ON true;
CREATE VIEW two_tables AS SELECT n.name AS user_id, c.at AS occurred_at FROM coded c JOIN status_name n ON n.id = c.status;
CREATE VIEW self_joined AS SELECT a.agent AS user_id, b.at AS occurred_at FROM coded a JOIN coded b USING (id);
SELECT count(make(v)) FROM unnest('{joined, left_joined, right_joined, comma_joined, using_joined, nullable, full_joined, nullable_inside, two_tables, self_joined}'::text[]) v;
SELECT t.input, t.serves, t.planned, t.statement
FROM unnest('{joined, left_joined, right_joined, comma_joined, using_joined, nullable, full_joined, nullable_inside, two_tables, self_joined}'::text[]) v, try(v) t;
-- queries that are not pulled up
CREATE VIEW bad_union AS SELECT agent AS user_id, at AS occurred_at FROM coded UNION ALL SELECT agent, at FROM coded;
CREATE VIEW bad_group AS SELECT agent AS user_id, at AS occurred_at FROM coded GROUP BY agent, at;
CREATE VIEW bad_aggregate AS SELECT min(agent) AS user_id, max(at) AS occurred_at FROM coded;
CREATE VIEW bad_distinct AS SELECT DISTINCT agent AS user_id, at AS occurred_at FROM coded;
CREATE VIEW bad_order AS SELECT agent AS user_id, at AS occurred_at FROM coded ORDER BY id;
CREATE VIEW bad_limit AS SELECT agent AS user_id, at AS occurred_at FROM coded LIMIT 10;
CREATE VIEW bad_offset AS SELECT agent AS user_id, at AS occurred_at FROM coded OFFSET 0;
CREATE VIEW bad_window AS SELECT agent AS user_id, at AS occurred_at, lag(id) OVER () AS last_id FROM coded;
CREATE VIEW bad_set AS SELECT agent AS user_id, at AS occurred_at, generate_series(1, 2) AS i FROM coded;
CREATE VIEW bad_with AS WITH c AS (SELECT * FROM coded) SELECT agent AS user_id, at AS occurred_at FROM c;
CREATE VIEW bad_sample AS SELECT agent AS user_id, at AS occurred_at FROM coded TABLESAMPLE system (10);
CREATE VIEW bad_lock AS SELECT agent AS user_id, at AS occurred_at FROM coded FOR SHARE;
CREATE VIEW bad_volatile AS SELECT agent AS user_id, at AS occurred_at, clock_timestamp() AS seen_at FROM coded;
CREATE VIEW bad_subquery AS SELECT (SELECT n.name FROM status_name n WHERE n.id = c.status) AS user_id, at AS occurred_at FROM coded c;
CREATE VIEW bad_lateral AS SELECT x.user_id, c.at AS occurred_at FROM coded c CROSS JOIN LATERAL (SELECT c.agent AS user_id) x;
CREATE VIEW bad_values AS SELECT v.user_id, v.occurred_at FROM (VALUES ('a', timestamptz '2026-03-02')) v(user_id, occurred_at);
CREATE VIEW bad_function AS SELECT f.user_id, f.occurred_at FROM mapped_input() f;
CREATE VIEW bad_constant AS SELECT 'all' AS user_id, at AS occurred_at FROM coded;
CREATE VIEW bad_row AS SELECT c::text AS user_id, at AS occurred_at FROM coded c;
CREATE VIEW bad_system AS SELECT c.ctid::text AS user_id, at AS occurred_at FROM coded c;
CREATE SEQUENCE report_sequence;
CREATE VIEW bad_sequence AS SELECT s.last_value::text AS user_id, to_timestamp(s.last_value) AS occurred_at FROM report_sequence s;
SELECT count(make(viewname)) > 0 AS made FROM pg_views WHERE schemaname = 'input_index' AND viewname LIKE 'bad%';
SELECT t.input, t.serves, t.planned, t.statement, (userlogs.input_columns(format('%I()', t.input || '_input')::regprocedure, '{user_id, occurred_at}')).*
FROM (SELECT viewname::text FROM pg_views WHERE schemaname = 'input_index' AND viewname LIKE 'bad%' ORDER BY 1) v, try(viewname) t;

-- Collations: a column of a function has that of its type.
CREATE TABLE collated (user_id text COLLATE "C", occurred_at timestamptz);
CREATE INDEX ON collated (user_id, occurred_at);
CREATE INDEX ON collated (user_id COLLATE "default", occurred_at);
SELECT make('collated');
SELECT * FROM try('collated');
CREATE TABLE collated_key (agent text COLLATE "C", occurred_at timestamptz);
CREATE VIEW recollated AS SELECT agent COLLATE "default" AS user_id, occurred_at FROM collated_key;
CREATE INDEX ON collated_key (agent, occurred_at);
SELECT make('recollated');
SELECT * FROM try('recollated');
-- Indexes that are of no use, and the other order.
CREATE TABLE useless (user_id text, occurred_at timestamptz, id int);
SELECT make('useless');
CREATE INDEX ON useless (user_id COLLATE "C", occurred_at);
CREATE INDEX ON useless (user_id text_pattern_ops, occurred_at);
CREATE INDEX ON useless (user_id, occurred_at DESC);
CREATE INDEX ON useless (user_id NULLS FIRST, occurred_at NULLS FIRST);
CREATE INDEX ON useless (user_id DESC NULLS LAST, occurred_at DESC NULLS LAST);
CREATE INDEX ON useless (occurred_at, user_id);
CREATE INDEX ON useless (user_id, id, occurred_at);
CREATE INDEX ON useless (user_id) INCLUDE (occurred_at);
CREATE INDEX ON useless (user_id, occurred_at) WHERE id > 0;
CREATE INDEX ON useless USING hash (user_id);
CREATE INDEX ON useless USING brin (user_id, occurred_at);
CREATE INDEX ON useless (lower(user_id), occurred_at);
CREATE INDEX useless_invalid ON useless (user_id, occurred_at);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'useless_invalid'::regclass;
SELECT * FROM try('useless');
CREATE TABLE descending (user_id uuid, occurred_at timestamptz);
CREATE INDEX ON descending (user_id DESC, occurred_at DESC);
SELECT make('descending', 'uuid');
SELECT * FROM try('descending');

-- Each expression as a key of an index of each: what is claimed and what is
-- planned are the same, and each is planned with its own.
CREATE TABLE pair (u text, c text COLLATE "C", v varchar(20), i int, at timestamptz, at3 timestamptz(3));
CREATE TABLE key AS
SELECT row_number() OVER () AS n, expr, type
FROM (VALUES ('u', 'text'), ('c', 'text'), ('v', 'text'), ('v', 'varchar'), ('v::varchar', 'varchar'), ('v::varchar(20)', 'varchar'), ('v::varchar(10)', 'varchar'),
  ('u::varchar', 'text'), ('u::varchar::text', 'text'), ('u::varchar(10)', 'text'), ('u::varchar(10)', 'varchar'), ('rtrim(u)', 'text'), ('rtrim(v)', 'varchar'), ('rtrim(c)', 'text'),
  ('u COLLATE "C"', 'text'), ('u COLLATE "default"', 'text'), ('c COLLATE "default"', 'text'), ('rtrim(c COLLATE "default")', 'text'), ('rtrim(c) COLLATE "default"', 'text'),
  ('coalesce(u, NULL)', 'text'), ('coalesce(u, ''x'')', 'text'), ('coalesce(u, ''x'' || '''')', 'text'), ('u || c', 'text'), ('u || (c COLLATE "default")', 'text'),
  ('i', 'int'), ('i', 'bigint'), ('i::bigint', 'bigint'), ('i::bigint', 'int'), ('i::smallint', 'int'), ('i + 1', 'int'), ('i + 2 - 1', 'int'), ('i + (2 - 1)', 'int'), ('i::text', 'text')) v(expr, type);
CREATE TABLE moment_key AS
SELECT row_number() OVER () AS n, expr
FROM (VALUES ('at'), ('at3'), ('at::timestamptz(3)'), ('at3::timestamptz'), ('at::timestamptz(0)::timestamptz'), ('at3::timestamptz(3)')) v(expr);
DO $$
DECLARE
  key record;
BEGIN
  FOR key IN SELECT k.n, k.expr, k.type, t.n AS t, t.expr AS at FROM key k, moment_key t WHERE t.n = 1 OR k.n = 1 LOOP
    EXECUTE format('CREATE FUNCTION pair_%s_%s() RETURNS TABLE (user_id %s, occurred_at timestamptz) LANGUAGE sql STABLE BEGIN ATOMIC SELECT (%4$s)::%3$s, (%5$s)::timestamptz FROM pair; END',
      key.n, key.t, key.type, key.expr, key.at);
  END LOOP;
END $$;
CREATE TABLE tried (reader regprocedure, key text, serves bool, planned bool);
DO $$
DECLARE
  key record;
BEGIN
  FOR key IN
    SELECT DISTINCT k.expr, t.expr AS at FROM key k, moment_key t WHERE t.n = 1 OR k.n = 1
  LOOP
    EXECUTE format('CREATE INDEX pair_index ON pair ((%s), (%s))', key.expr, key.at);
    INSERT INTO tried SELECT p.oid, concat_ws(', ', key.expr, key.at), userlogs.input_index_serves(p.oid, '{user_id, occurred_at}'), is_planned(p.oid)
    FROM pg_proc p WHERE p.proname LIKE 'pair\_%' AND p.pronamespace = 'input_index'::regnamespace;
    DROP INDEX pair_index;
  END LOOP;
END $$;
SELECT count(*) > 1000 AS many, count(*) FILTER (WHERE serves) > 50 AS served, bool_or(planned IS NULL) AS failed FROM tried;
SELECT * FROM tried WHERE serves IS DISTINCT FROM planned ORDER BY 1, 2;
-- what no index serves
SELECT k.expr, k.type, t.expr AS at, userlogs.missing_index(format('pair_%s_%s()', k.n, t.n)::regprocedure, '{user_id, occurred_at}') AS statement
FROM key k, moment_key t WHERE t.n = 1 OR k.n = 1 ORDER BY k.n, t.n;
DO $$
DECLARE
  pair record;
BEGIN
  FOR pair IN
    SELECT p.oid::regprocedure AS reader, userlogs.missing_index(p.oid, '{user_id, occurred_at}') AS statement
    FROM pg_proc p WHERE p.proname LIKE 'pair\_%' AND p.pronamespace = 'input_index'::regnamespace
  LOOP
    CONTINUE WHEN pair.statement IS NULL;
    EXECUTE pair.statement;
    IF NOT userlogs.input_index_serves(pair.reader, '{user_id, occurred_at}') OR NOT is_planned(pair.reader) THEN
      RAISE '% does not serve %', pair.statement, pair.reader USING ERRCODE = 'data_exception';
    END IF;
    EXECUTE (SELECT format('DROP INDEX %s', x.indexrelid::regclass) FROM pg_index x WHERE x.indrelid = 'pair'::regclass);
  END LOOP;
END $$;

-- Security barriers and row security.
CREATE VIEW barrier WITH (security_barrier) AS SELECT agent AS user_id, at AS occurred_at FROM coded;
CREATE VIEW below_barrier AS SELECT b.user_id, b.occurred_at FROM barrier b;
CREATE TABLE secured (agent text, at timestamptz, owner text);
CREATE INDEX ON secured (agent, at);
CREATE INDEX ON secured (rtrim(agent), at);
ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON secured USING (owner = current_user);
CREATE VIEW secured_columns WITH (security_invoker) AS SELECT agent AS user_id, at AS occurred_at FROM secured;
CREATE VIEW secured_exprs WITH (security_invoker) AS SELECT rtrim(agent) AS user_id, at AS occurred_at FROM secured;
SELECT count(make(v)) FROM unnest('{barrier, below_barrier, secured_columns, secured_exprs}'::text[]) v;
CREATE ROLE userlogs_index_reader;
GRANT USAGE ON SCHEMA input_index TO userlogs_index_reader;
GRANT SELECT ON barrier, below_barrier, secured, secured_columns, secured_exprs, asked TO userlogs_index_reader;
SET ROLE userlogs_index_reader;
SELECT t.input, t.serves, t.planned, t.statement FROM unnest('{barrier, below_barrier, secured_columns, secured_exprs}'::text[]) v, try(v) t;
-- without rights on the table
SELECT has_table_privilege('coded', 'SELECT'), userlogs.input_index_serves('joined_input()', '{user_id, occurred_at}');
RESET ROLE;

-- Tables of several.
CREATE TABLE parent (user_id text, occurred_at timestamptz);
CREATE INDEX ON parent (user_id, occurred_at);
SELECT make('parent');
SELECT * FROM try('parent');
CREATE TABLE child () INHERITS (parent);
SELECT * FROM try('parent');
CREATE VIEW only_parent AS SELECT user_id, occurred_at FROM ONLY parent;
SELECT make('only_parent');
SELECT * FROM try('only_parent');
CREATE TABLE parted (agent text, at timestamp) PARTITION BY RANGE (at);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE parted_2 (at timestamp, dropped int, agent text) PARTITION BY RANGE (at);
ALTER TABLE parted_2 DROP COLUMN dropped;
CREATE TABLE parted_2a PARTITION OF parted_2 FOR VALUES FROM ('2026-02-01') TO ('2026-02-15');
ALTER TABLE parted ATTACH PARTITION parted_2 FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE VIEW partitions AS SELECT rtrim(agent) AS user_id, at AT TIME ZONE 'UTC' AS occurred_at FROM parted;
SELECT make('partitions');
CREATE INDEX parted_only ON ONLY parted (rtrim(agent), (at AT TIME ZONE 'UTC'));
SELECT userlogs.input_index_serves('partitions_input()', '{user_id, occurred_at}');
DROP INDEX parted_only;
SELECT * FROM try('partitions');
-- a partition whose index has another order
CREATE TABLE mixed (user_id text, occurred_at timestamptz) PARTITION BY LIST (user_id);
CREATE TABLE mixed_1 PARTITION OF mixed DEFAULT;
CREATE INDEX mixed_index ON ONLY mixed (user_id, occurred_at);
CREATE INDEX mixed_1_index ON mixed_1 (user_id, occurred_at DESC);
ALTER INDEX mixed_index ATTACH PARTITION mixed_1_index;
SELECT make('mixed');
SELECT t.input, t.serves, t.planned FROM try('mixed') t;
-- foreign tables; this one has no handler, so there is no plan
CREATE FOREIGN DATA WRAPPER nothing;
CREATE SERVER nowhere FOREIGN DATA WRAPPER nothing;
CREATE FOREIGN TABLE distant (user_id text, occurred_at timestamptz) SERVER nowhere;
SELECT make('distant');
SELECT * FROM try('distant');
CREATE FOREIGN TABLE parted_3 PARTITION OF parted FOR VALUES FROM ('2026-03-01') TO ('2026-04-01') SERVER nowhere;
SELECT * FROM try('partitions');
CREATE MATERIALIZED VIEW stored AS SELECT user_id, occurred_at FROM mapped;
SELECT make('stored');
SELECT * FROM try('stored');
-- nobody can create an index there
CREATE VIEW catalogue AS SELECT relname::text AS user_id, to_timestamp(relpages) AS occurred_at FROM pg_class;
SELECT make('catalogue');
SELECT * FROM try('catalogue');

-- Functions that the planner does not replace by their body, or that have none.
CREATE FUNCTION strict_input() RETURNS TABLE (user_id text, occurred_at timestamptz) LANGUAGE sql STABLE STRICT BEGIN ATOMIC SELECT agent, at FROM coded; END;
CREATE FUNCTION definer_input() RETURNS TABLE (user_id text, occurred_at timestamptz) LANGUAGE sql STABLE SECURITY DEFINER BEGIN ATOMIC SELECT agent, at FROM coded; END;
CREATE FUNCTION set_input() RETURNS TABLE (user_id text, occurred_at timestamptz) LANGUAGE sql STABLE SET jit = off BEGIN ATOMIC SELECT agent, at FROM coded; END;
CREATE FUNCTION volatile_input() RETURNS TABLE (user_id text, occurred_at timestamptz) LANGUAGE sql BEGIN ATOMIC SELECT agent, at FROM coded; END;
CREATE FUNCTION string_input() RETURNS TABLE (user_id text, occurred_at timestamptz) LANGUAGE sql STABLE AS 'SELECT agent, at FROM input_index.coded';
CREATE FUNCTION plpgsql_input() RETURNS TABLE (user_id text, occurred_at timestamptz) LANGUAGE plpgsql STABLE AS 'BEGIN END';
CREATE FUNCTION empty_input() RETURNS TABLE (user_id text, occurred_at timestamptz) LANGUAGE sql VOLATILE BEGIN ATOMIC SELECT agent, at FROM coded; SELECT agent, at FROM coded; END;
CREATE FUNCTION row_input(OUT user_id text, OUT occurred_at timestamptz) LANGUAGE sql STABLE BEGIN ATOMIC SELECT agent, at FROM coded; END;
SELECT t.input, t.serves, t.planned, t.statement, (userlogs.input_columns(format('%I()', t.input || '_input')::regprocedure, '{user_id, occurred_at}')).relation
FROM unnest('{strict, definer, set, volatile, string, plpgsql, empty, row}'::text[]) v, try(v) t;
CREATE FUNCTION with_argument(a int) RETURNS TABLE (user_id text, occurred_at timestamptz) LANGUAGE sql STABLE BEGIN ATOMIC SELECT agent, at FROM coded WHERE id = a; END;
CREATE FUNCTION nothing() RETURNS SETOF record LANGUAGE sql STABLE BEGIN ATOMIC SELECT agent, at FROM coded; END;
CREATE FUNCTION two() RETURNS TABLE (user_id text, occurred_at timestamptz) LANGUAGE sql STABLE BEGIN ATOMIC SELECT agent::varchar, at::timestamptz(0) FROM coded; END;
SELECT r, i.*, userlogs.input_index_serves(r, '{user_id}')
FROM unnest('{with_argument(int), nothing(), two(), "pg_catalog.now()", 0, 1}'::regprocedure[]) r CROSS JOIN LATERAL userlogs.input_columns(r, '{user_id}') i;
-- columns
SELECT c, i.*, userlogs.input_index_serves('joined_input()', c), userlogs.missing_index('joined_input()', c)
FROM (VALUES ('{user_id}'::text[]), ('{occurred_at}'), ('{user_id, user_id}'), ('{}'), ('{nobody}'), ('{NULL}'), ('{user_id, NULL}'), ('{""}'), ('{{user_id, occurred_at}}'),
  (array_fill('user_id'::text, '{32}')), (array_fill('user_id'::text, '{33}'))) v(c)
CROSS JOIN LATERAL userlogs.input_columns('joined_input()', c) i;
SELECT userlogs.input_columns(NULL, '{user_id}'), userlogs.input_index_serves('joined_input()', NULL), userlogs.missing_index('joined_input()', '{user_id}', NULL);
-- views that read each other
CREATE VIEW circle AS SELECT agent AS user_id, at AS occurred_at FROM coded;
SELECT make('circle');
CREATE VIEW circle_2 AS SELECT * FROM circle;
CREATE OR REPLACE VIEW circle AS SELECT * FROM circle_2;
SELECT * FROM try('circle');

-- Other access methods, and a function of the columns.
CREATE FUNCTION span(a timestamptz, b timestamptz, c timestamptz) RETURNS tstzrange LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN tstzrange(a, greatest(a, b, c), '[]');
CREATE TABLE ticket (opened timestamptz, answered timestamp, closed timestamptz);
CREATE FUNCTION ticket_input() RETURNS TABLE (arrived_at timestamptz, first_response_at timestamptz, closed_at timestamptz, none_at timestamptz) LANGUAGE sql STABLE
BEGIN ATOMIC SELECT opened, answered AT TIME ZONE 'UTC', closed, NULL::timestamptz FROM ticket; END;
SELECT userlogs.input_index_serves('ticket_input()', c, 'gist', 'span(timestamptz, timestamptz, timestamptz)') AS serves,
  userlogs.missing_index('ticket_input()', c, 'gist', 'span(timestamptz, timestamptz, timestamptz)') AS statement
FROM (VALUES ('{arrived_at, first_response_at, closed_at}'::text[]), ('{arrived_at, first_response_at, none_at}'), ('{none_at, none_at, none_at}'), ('{arrived_at}')) v(c);
SELECT userlogs.missing_index('ticket_input()', '{arrived_at, first_response_at, closed_at}', 'gist', 'span(timestamptz, timestamptz, timestamptz)') AS statement \gset
:statement;
SELECT userlogs.input_index_serves('ticket_input()', '{arrived_at, first_response_at, closed_at}', 'gist', 'span(timestamptz, timestamptz, timestamptz)') AS serves,
  userlogs.input_index_serves('ticket_input()', '{arrived_at, closed_at, first_response_at}', 'gist', 'span(timestamptz, timestamptz, timestamptz)') AS other,
  userlogs.input_index_serves('ticket_input()', '{arrived_at, first_response_at, closed_at}', 'btree', 'span(timestamptz, timestamptz, timestamptz)') AS btree;
SET enable_seqscan = off;
EXPLAIN (COSTS off) SELECT * FROM ticket_input() t WHERE span(t.arrived_at, t.first_response_at, t.closed_at) && tstzrange('2026-03-02', '2026-03-03');
RESET enable_seqscan;
SELECT userlogs.missing_index('ticket_input()', '{arrived_at}', m) FROM unnest('{btree, hash, gist, brin, no such method}'::text[]) m;

-- Functions of others are not called on behalf of a superuser.
CREATE ROLE userlogs_index_owner;
GRANT CREATE ON SCHEMA input_index TO userlogs_index_owner;
GRANT USAGE ON SCHEMA input_index TO userlogs_index_owner;
GRANT SELECT ON asked TO userlogs_index_owner;
SET ROLE userlogs_index_owner;
CREATE FUNCTION prefix(int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE 'called by %', current_user USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN 'x';
END $$;
CREATE TABLE others (agent text, at timestamptz);
CREATE VIEW of_others AS SELECT prefix(1) || agent AS user_id, at AS occurred_at FROM others;
SELECT make('of_others');
RESET ROLE;
SELECT * FROM userlogs.input_columns('of_others_input()', '{user_id, occurred_at}');
SELECT userlogs.input_index_serves('of_others_input()', '{user_id, occurred_at}'), userlogs.missing_index('of_others_input()', '{user_id, occurred_at}') AS statement \gset
SELECT :'input_index_serves' AS serves, :'statement' AS statement;
SET ROLE userlogs_index_owner;
SELECT * FROM try('of_others');
RESET ROLE;
SELECT userlogs.input_index_serves('of_others_input()', '{user_id, occurred_at}');
\pset format aligned
DROP SCHEMA input_index CASCADE;
DROP SERVER nowhere;
DROP FOREIGN DATA WRAPPER nothing;
DROP ROLE userlogs_index_reader, userlogs_index_owner;
