-- Five ways to become superuser by a report that a superuser makes, runs or
-- reads, each of which must gain nothing: texts are read by the output function
-- of their type and never by a cast that its owner made, nothing of a report is
-- bound to code of others, and what runs on a schedule runs as its owner.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never
SELECT current_database() AS this_database \gset
DROP DATABASE IF EXISTS userlogs_code_test;
CREATE ROLE userlogs_mallory;
CREATE ROLE userlogs_dba SUPERUSER;
CREATE DATABASE userlogs_code_test;
\c userlogs_code_test
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION userlogs;
GRANT CREATE ON DATABASE userlogs_code_test TO userlogs_mallory;
CREATE VIEW gained AS SELECT rolsuper FROM pg_roles WHERE rolname = 'userlogs_mallory';
SET ROLE userlogs_mallory;
CREATE SCHEMA priv;
GRANT USAGE ON SCHEMA priv TO PUBLIC;
CREATE FUNCTION priv.attack() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    ALTER ROLE userlogs_mallory SUPERUSER;
  END IF;
END $$;
CREATE TABLE priv.log (event_id bigint, user_id text, occurred_at timestamptz, status text, reason text);
INSERT INTO priv.log VALUES (1, 'u', '2026-03-02 08:00+00', 'Available', NULL), (2, 'u', '2026-03-02 09:00+00', 'Break', NULL);
RESET ROLE;
-- the attack works where it is run: the tests below would see it
SELECT priv.attack();
TABLE gained;
ALTER ROLE userlogs_mallory NOSUPERUSER;

-- a, b: a view over the log that calls a function
SET ROLE userlogs_mallory;
CREATE FUNCTION priv.log_rows() RETURNS SETOF priv.log LANGUAGE plpgsql AS $$ BEGIN PERFORM priv.attack(); RETURN QUERY TABLE priv.log; END $$;
CREATE SCHEMA a;
CREATE VIEW a.status_event AS SELECT * FROM priv.log_rows();
SELECT userlogs.create_report('a') IS NOT NULL AS made;
INSERT INTO a.rule (rule_id, metric, comparison, threshold) VALUES ('r', 'available_headcount', '>=', 0);
SELECT userlogs.create_materialized('a', 'current_status') IS NOT NULL AS stored;
RESET ROLE;
SET ROLE userlogs_dba;
SELECT userlogs.notify_violations('a');  -- error: not the owner
SELECT userlogs.create_materialized('a', 'user_logs');  -- error: not the owner
SELECT userlogs.create_materialized('a', 'current_status');  -- error: not the owner
SELECT userlogs.refresh_materialized('a', 'current_status');  -- error: not the owner
SELECT userlogs.drop_materialized('a', 'current_status');  -- error: not the owner
SELECT userlogs.create_report('a');  -- error: a schema of mallory
ALTER SCHEMA a OWNER TO userlogs_dba;
SELECT userlogs.create_report('a');  -- error: functions of mallory
-- the views of others are refused at any depth, also behind a view of one's own
CREATE SCHEMA b;
GRANT ALL ON SCHEMA b TO userlogs_mallory;
SET ROLE userlogs_mallory;
CREATE VIEW b.status_event AS SELECT * FROM priv.log_rows();
CREATE VIEW priv.outer_log AS SELECT * FROM priv.log;
CREATE VIEW priv.stored_log AS SELECT * FROM priv.log;
CREATE MATERIALIZED VIEW priv.log_materialized AS SELECT * FROM priv.log;
RESET ROLE;
SET ROLE userlogs_dba;
SELECT userlogs.create_report('b');  -- error: a view of mallory
CREATE SCHEMA c;
CREATE VIEW c.status_event AS SELECT * FROM priv.outer_log;
SELECT userlogs.create_report('c');  -- error: a view of mallory below
CREATE OR REPLACE VIEW c.status_event AS SELECT * FROM priv.log_rows();
SELECT userlogs.create_report('c');  -- error: a function of mallory
CREATE OR REPLACE VIEW c.status_event AS SELECT * FROM priv.log_materialized;
SELECT userlogs.create_report('c');  -- error: a materialized view of mallory
-- a plain table of others is fine, but what the planner evaluates of it
CREATE OR REPLACE VIEW c.status_event AS SELECT * FROM priv.log;
SELECT userlogs.create_report('c') IS NOT NULL AS made;
SELECT userlogs.notify_violations('c'), userlogs.create_materialized('c', 'user_logs') IS NOT NULL AS stored;
RESET ROLE;
SET ROLE userlogs_mallory;
CREATE FUNCTION priv.indexed(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM priv.attack(); RETURN 1; END $$;
CREATE INDEX ON priv.log ((event_id + priv.indexed(1)));
RESET ROLE;
SET ROLE userlogs_dba;
SELECT userlogs.create_report('c');  -- error: a function of mallory
SELECT userlogs.notify_violations('c');  -- error: a function of mallory
SELECT userlogs.create_materialized('c', 'user_logs');  -- error: a function of mallory
SELECT userlogs.refresh_materialized('c', 'user_logs');  -- error: a function of mallory
RESET ROLE;
DROP INDEX priv.log_expr_idx;
TABLE gained;

-- c, d: plain tables whose columns have types with a cast to text of their owner
CREATE SCHEMA d;
CREATE SCHEMA e;
CREATE SCHEMA f;
GRANT ALL ON SCHEMA d, e, f TO userlogs_mallory;
SET ROLE userlogs_mallory;
CREATE TYPE priv.st AS ENUM ('Available', 'Break');
CREATE TYPE priv.pair AS (number integer, label text);
CREATE DOMAIN priv.st_domain AS priv.st;
CREATE DOMAIN priv.text_domain AS text CHECK (priv.indexed(1) = 1);
CREATE TYPE priv.span AS RANGE (subtype = integer);
CREATE FUNCTION priv.to_text(priv.st) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM priv.attack(); RETURN 'attacked'; END $$;
CREATE FUNCTION priv.to_text(priv.pair) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM priv.attack(); RETURN 'attacked'; END $$;
CREATE FUNCTION priv.to_text(priv.span) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM priv.attack(); RETURN 'attacked'; END $$;
CREATE FUNCTION priv.to_text(priv.st[]) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM priv.attack(); RETURN 'attacked'; END $$;
CREATE CAST (priv.st AS text) WITH FUNCTION priv.to_text(priv.st) AS IMPLICIT;
CREATE CAST (priv.pair AS text) WITH FUNCTION priv.to_text(priv.pair) AS IMPLICIT;
CREATE CAST (priv.span AS text) WITH FUNCTION priv.to_text(priv.span) AS IMPLICIT;
CREATE CAST (priv.st[] AS text) WITH FUNCTION priv.to_text(priv.st[]) AS IMPLICIT;
SELECT 'Break'::priv.st::text, ROW(1, 'x')::priv.pair::text AS casts;
CREATE TABLE d.status_event (event_id bigint, user_id text, occurred_at timestamptz, status priv.st, reason priv.st_domain, changed_by priv.text_domain, source varchar(5));
INSERT INTO d.status_event VALUES (1, 'u', '2026-03-02 08:00+00', 'Available', NULL, NULL, NULL), (2, 'u', '2026-03-02 09:00+00', 'Break', 'Break', 'somebody', 'phone');
CREATE TABLE d.service_request (request_id priv.pair, team text, arrived_at timestamptz, first_response_at timestamptz, outcome priv.st);
INSERT INTO d.service_request VALUES (ROW(1, 'x, y'), 'T', '2026-03-02 08:00+00', NULL, 'Available'), (NULL, 'T', '2026-03-02 08:00+00', NULL, NULL),
  (ROW(NULL, NULL), 'T', '2026-03-02 08:00+00', NULL, NULL);
CREATE TABLE e.service_request (request_id priv.span, team text, arrived_at timestamptz, first_response_at timestamptz);
INSERT INTO e.service_request VALUES ('[1,2]', 'T', '2026-03-02 08:00+00', NULL);
CREATE TABLE f.service_request (request_id priv.st[], team text, arrived_at timestamptz, first_response_at timestamptz);
INSERT INTO f.service_request VALUES ('{Break, NULL}', 'T', '2026-03-02 08:00+00', NULL);
RESET ROLE;
SET ROLE userlogs_dba;
SELECT s, userlogs.create_report(s) IS NOT NULL AS made FROM unnest('{d, e, f}'::text[]) s;
SELECT status, reason, changed_by, source, user_id FROM d.user_logs ORDER BY login_at;
SELECT * FROM d.status_event_input() ORDER BY event_id;
SELECT request_id, outcome, pg_typeof(request_id) FROM d.service_request_input() ORDER BY request_id, outcome;
SELECT count(*) FROM d.unattended_requests;
SELECT request_id FROM e.service_request_input() UNION ALL SELECT request_id FROM f.service_request_input();
RESET ROLE;
-- nothing of the report depends on what is mallory's but its tables
SELECT pg_describe_object(d.refclassid, d.refobjid, 0) FROM pg_depend d
JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND p.pronamespace IN ('d'::regnamespace, 'e'::regnamespace, 'f'::regnamespace)
WHERE d.refclassid IN ('pg_proc'::regclass, 'pg_type'::regclass) AND pg_describe_object(d.refclassid, d.refobjid, 0) ~ 'priv\.';
TABLE gained;
-- ordinary columns are read as they are, without a call
SET ROLE userlogs_dba;
CREATE SCHEMA plain;
CREATE DOMAIN plain.label AS varchar(20);
CREATE TABLE plain.status_event (event_id smallint, user_id varchar(10), occurred_at timestamptz, status name, reason varchar(9), changed_by plain.label, source char(3));
SELECT userlogs.create_report('plain') IS NOT NULL AS made;
SELECT pg_get_functiondef('plain.status_event_input'::regproc) ~ 'format|textin|enum_out|CASE' AS calls, pg_get_functiondef('d.status_event_input'::regproc) ~ 'textin\(enum_out\(r.status' AS enum;
RESET ROLE;
-- a type with a cast that calls nothing, like citext, is read as it is while it is a superuser's
CREATE TYPE plain.tag;
CREATE FUNCTION plain.tag_in(cstring) RETURNS plain.tag LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION plain.tag_out(plain.tag) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE plain.tag (INPUT = plain.tag_in, OUTPUT = plain.tag_out, LIKE = text, CATEGORY = 'S');
CREATE CAST (plain.tag AS text) WITHOUT FUNCTION AS IMPLICIT;
SELECT userlogs.report_column('status', 'plain.tag', 'text');
ALTER TYPE plain.tag OWNER TO userlogs_mallory;
SELECT userlogs.report_column('status', 'plain.tag', 'text'), format('%s', 'x'::plain.tag);
-- what looks like a number and is none
CREATE SCHEMA money;
CREATE TABLE money.rule (rule_id text, metric text, comparison text, threshold money);
SELECT userlogs.create_report('money');  -- error: no number
ALTER TABLE money.rule ALTER threshold TYPE regclass USING NULL;
SELECT userlogs.create_report('money');  -- error: no number
ALTER TABLE money.rule ALTER threshold TYPE numeric(9, 2) USING NULL;
SELECT userlogs.create_report('money') IS NOT NULL AS made;

-- e: what is planted in the schema, and what is bound to it
CREATE SCHEMA g;
GRANT ALL ON SCHEMA g TO userlogs_mallory;
SET ROLE userlogs_mallory;
CREATE FUNCTION g.evil(bigint, double precision) RETURNS double precision LANGUAGE plpgsql AS $$ BEGIN PERFORM priv.attack(); RETURN $1::float8 / $2; END $$;
CREATE OPERATOR g./ (LEFTARG = bigint, RIGHTARG = double precision, FUNCTION = g.evil);
RESET ROLE;
SET ROLE userlogs_dba;
SELECT userlogs.create_report('g');  -- error: a function of mallory
-- the last check, by dependency, sees it without the first
RESET ROLE;
ALTER FUNCTION g.evil OWNER TO userlogs_dba;
ALTER OPERATOR g./ (bigint, double precision) OWNER TO userlogs_dba;
SET ROLE userlogs_dba;
SELECT userlogs.create_report('g') IS NOT NULL AS made;
SELECT userlogs.check_report_code('g');
RESET ROLE;
ALTER OPERATOR g./ (bigint, double precision) OWNER TO userlogs_mallory;
SET ROLE userlogs_dba;
SELECT userlogs.check_report_code('g');  -- error: an operator of mallory
RESET ROLE;
ALTER OPERATOR g./ (bigint, double precision) OWNER TO userlogs_dba;
ALTER FUNCTION g.evil OWNER TO userlogs_mallory;
SET ROLE userlogs_dba;
SELECT userlogs.check_report_code('g');  -- error: the function of the operator
RESET ROLE;
TABLE gained;

-- The owner of a schema can exchange what belongs to the report, between any
-- check and what follows it.
CREATE SCHEMA i AUTHORIZATION userlogs_mallory;
SET ROLE userlogs_dba;
SELECT userlogs.create_report('i');  -- error: a schema of mallory
ALTER SCHEMA i OWNER TO userlogs_dba;
SELECT userlogs.create_report('i') IS NOT NULL AS made;
SELECT userlogs.create_materialized('i', 'user_logs') IS NOT NULL AS stored;
RESET ROLE;
SET ROLE userlogs_mallory;
-- a superuser does not look into the list of such a schema either
RESET ROLE;
ALTER SCHEMA i OWNER TO userlogs_mallory;
SET ROLE userlogs_mallory;
CREATE FUNCTION priv.time() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN PERFORM priv.attack(); RETURN now(); END $$;
DROP VIEW i.user_logs_snapshot;
DROP MATERIALIZED VIEW i.user_logs_materialized;
CREATE VIEW i.user_logs_materialized AS SELECT priv.time() AS refreshed_at;
CREATE VIEW i.user_logs_snapshot AS SELECT priv.time() AS refreshed_at;
DROP TABLE i.report_object;
CREATE VIEW i.report_object AS SELECT priv.time()::text AS kind, 'x'::text AS name, 'x'::text AS definition_md5;
RESET ROLE;
SET ROLE userlogs_dba;
SELECT count(*) > 50 AS found FROM userlogs.report_objects('i');
SELECT userlogs.refresh_materialized('i', 'user_logs');  -- error: nothing is stored
SELECT userlogs.create_materialized('i', 'user_logs');  -- error: a schema of mallory
SELECT userlogs.notify_violations('i');  -- error: a schema of mallory
SELECT userlogs.create_report('i');  -- error: a schema of mallory
ALTER SCHEMA i OWNER TO userlogs_dba;
SELECT userlogs.create_report('i');  -- error: a view of mallory
RESET ROLE;
TABLE gained;

-- Whoever has been granted TRIGGER on what notify_violations writes to: a table,
-- a partition, or the table behind a view.
SET ROLE userlogs_mallory;
CREATE FUNCTION priv.on_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM priv.attack(); RETURN NEW; END $$;
RESET ROLE;
GRANT USAGE ON SCHEMA priv TO PUBLIC;
SET ROLE userlogs_dba;
CREATE SCHEMA j;
CREATE SCHEMA k;
CREATE TABLE k.rule_notification (rule_id text, team text, user_id text, started_at timestamptz, notified_at timestamptz) PARTITION BY LIST (rule_id);
CREATE TABLE k.part PARTITION OF k.rule_notification DEFAULT;
CREATE SCHEMA l;
CREATE TABLE l.told (rule_id text, team text, user_id text, started_at timestamptz, notified_at timestamptz);
CREATE VIEW l.rule_notification AS SELECT * FROM l.told;
SELECT userlogs.create_report(s) IS NOT NULL AS made FROM unnest('{j, k, l}'::text[]) s;
INSERT INTO j.rule (rule_id, metric, comparison, threshold) VALUES ('r', 'available_headcount', '>=', 0);
INSERT INTO j.team_member (user_id, team) VALUES ('u', 'T');
INSERT INTO k.team_member TABLE j.team_member;
INSERT INTO l.team_member TABLE j.team_member;
INSERT INTO k.rule TABLE j.rule;
INSERT INTO l.rule TABLE j.rule;
INSERT INTO j.status_event (user_id, occurred_at, status) VALUES ('u', now() - interval '1 hour', 'Available');
INSERT INTO k.status_event TABLE j.status_event;
INSERT INTO l.status_event TABLE j.status_event;
GRANT USAGE ON SCHEMA j, k, l TO userlogs_mallory;
GRANT TRIGGER ON j.rule_notification, k.part, l.told TO userlogs_mallory;
RESET ROLE;
SET ROLE userlogs_mallory;
CREATE TRIGGER t BEFORE INSERT ON j.rule_notification FOR EACH ROW EXECUTE FUNCTION priv.on_insert();
CREATE TRIGGER t BEFORE INSERT ON k.part FOR EACH ROW EXECUTE FUNCTION priv.on_insert();
CREATE TRIGGER t BEFORE INSERT ON l.told FOR EACH ROW EXECUTE FUNCTION priv.on_insert();
RESET ROLE;
SET ROLE userlogs_dba;
SELECT userlogs.notify_violations('j');  -- error: a function of mallory
SELECT userlogs.notify_violations('k');  -- error: a function of mallory
SELECT userlogs.notify_violations('l');  -- error: a function of mallory
SELECT userlogs.create_report('j');  -- error: a function of mallory
DROP TRIGGER t ON j.rule_notification;
DROP TRIGGER t ON k.part;
DROP TRIGGER t ON l.told;
SELECT userlogs.notify_violations(s) AS told FROM unnest('{j, k, l}'::text[]) s;
RESET ROLE;
TABLE gained;

-- An ordinary role reads inputs of others with its own rights, as before; a
-- superuser who owns the report and everything in it may do all.
GRANT USAGE ON SCHEMA priv TO PUBLIC;
GRANT SELECT ON priv.outer_log TO PUBLIC;
CREATE ROLE userlogs_alice;
CREATE SCHEMA h AUTHORIZATION userlogs_alice;
SET ROLE userlogs_alice;
CREATE VIEW h.status_event AS SELECT * FROM priv.outer_log;
SELECT userlogs.create_report('h') IS NOT NULL AS made;
SELECT userlogs.create_materialized('h', 'user_logs') AS refresh;
SELECT userlogs.refresh_materialized('h', 'user_logs') = now() AS refreshed;
SELECT userlogs.notify_violations('h'), userlogs.drop_materialized('h', 'user_logs');
RESET ROLE;
SET ROLE userlogs_dba;
SELECT userlogs.create_report('own') IS NOT NULL AS made;
SELECT userlogs.create_materialized('own', 'user_logs') AS refresh;
SELECT userlogs.refresh_materialized('own', 'user_logs') = now() AS refreshed, userlogs.notify_violations('own');
RESET ROLE;
-- also another superuser
SELECT userlogs.refresh_materialized('own', 'user_logs') = now() AS refreshed, userlogs.notify_violations('own');
TABLE gained;

\c :this_database
SET client_min_messages = warning;
DROP DATABASE userlogs_code_test;
DROP ROLE userlogs_alice, userlogs_mallory, userlogs_dba;
