-- Traps: plant(trap_schema, source) fills a schema with objects that would be
-- taken for those of the schema source by whoever does not say which are meant.
-- Whatever calls one of them fails, and sprung() tells that one was called even
-- if the error went unseen. Wants a superuser, and a database of its own.
--
-- Planted are copies of all functions, aggregates and operators of the source;
-- of those for any type also copies for the types in trap_family, which fit
-- better than the originals, wherever on the search_path these are; operators
-- on all pairs of types in trap_type, with which the parser need not convert
-- what it would convert for the originals; domains that are called like types;
-- views that are called like relations; and casts.

CREATE SCHEMA harness;
SET search_path = harness;
CREATE SEQUENCE spring;
GRANT ALL ON SCHEMA harness TO PUBLIC;
GRANT ALL ON SEQUENCE spring TO PUBLIC;

CREATE FUNCTION spring() RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  PERFORM nextval('harness.spring');
  RAISE 'trap sprung' USING ERRCODE = 'TRAPP';
END $$;
-- how many calls there were; no rollback takes that back
CREATE FUNCTION sprung() RETURNS bigint LANGUAGE sql BEGIN ATOMIC
  SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM harness.spring; END;

CREATE TABLE trap_type AS
SELECT t::regtype AS type, 'pg_catalog'::regnamespace AS namespace FROM unnest('{text, timestamptz, timestamp, date, interval, boolean, integer, bigint, numeric,
  double precision, "text[]", tstzmultirange, oid, name}'::text[]) t;
CREATE TABLE trap_family AS
SELECT * FROM (VALUES ('text'::regtype, 'text[]'::regtype, NULL::regtype, NULL::regtype), ('timestamptz', 'timestamptz[]', 'tstzrange', 'tstzmultirange'),
  ('bigint', 'bigint[]', 'int8range', 'int8multirange'), ('integer', 'integer[]', 'int4range', 'int4multirange'),
  ('numeric', 'numeric[]', 'numrange', 'nummultirange'), ('date', 'date[]', 'daterange', 'datemultirange'), ('interval', 'interval[]', NULL, NULL),
  ('double precision', 'double precision[]', NULL, NULL), ('boolean', 'boolean[]', NULL, NULL), ('aclitem', 'aclitem[]', NULL, NULL),
  ('name', 'name[]', NULL, NULL), ('regprocedure', 'regprocedure[]', NULL, NULL), ('tstzrange', 'tstzrange[]', NULL, NULL), ('oid', 'oid[]', NULL, NULL),
  ('regtype', 'regtype[]', NULL, NULL)) f(element, array_type, range_type, multirange_type);

-- Arguments of a function, NULL if the family has no such type. A variadic
-- argument comes as one, two and three of its type.
CREATE FUNCTION trap_arguments(argument_types oidvector, is_variadic boolean, element regtype, array_type regtype, range_type regtype,
  multirange_type regtype, times integer)
RETURNS text LANGUAGE sql AS $$
  SELECT CASE WHEN count(a.type) = count(*) THEN string_agg(a.type, ', ' ORDER BY a.position) END
  FROM (
    SELECT position, CASE WHEN is_variadic AND position = cardinality(argument_types::oid[])
        THEN rtrim(repeat((CASE WHEN t IN ('"any"'::regtype, 'anyarray'::regtype, 'anycompatiblearray'::regtype) THEN element
          ELSE (SELECT typelem::regtype FROM pg_type WHERE oid = t) END)::text || ', ', times), ', ')
      ELSE (CASE WHEN t IN ('anyelement'::regtype, 'anynonarray'::regtype, 'anycompatible'::regtype, 'anycompatiblenonarray'::regtype, '"any"'::regtype) THEN element
        WHEN t IN ('anyarray'::regtype, 'anycompatiblearray'::regtype) THEN array_type
        WHEN t IN ('anyrange'::regtype, 'anycompatiblerange'::regtype) THEN range_type
        WHEN t IN ('anymultirange'::regtype, 'anycompatiblemultirange'::regtype) THEN multirange_type
        WHEN (SELECT typtype FROM pg_type WHERE oid = t) <> 'p' THEN t END)::text END
    FROM unnest(argument_types::oid[]) WITH ORDINALITY u(t, position)) a(position, type) $$;

-- What a copy gives back: the same, as far as it has a type.
CREATE FUNCTION trap_result(result oid) RETURNS text LANGUAGE sql AS $$
  SELECT CASE WHEN typtype = 'p' AND oid <> 'record'::regtype THEN 'text' ELSE format_type(oid, NULL) END FROM pg_type WHERE oid = result $$;

-- One command; what is there already, or cannot be, is not planted.
CREATE FUNCTION try(command text) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE command;
  RETURN 1;
EXCEPTION WHEN syntax_error OR duplicate_function OR invalid_function_definition OR duplicate_object OR wrong_object_type OR invalid_object_definition
  OR datatype_mismatch OR ambiguous_function THEN
  RETURN 0;
END $$;

-- Also for pg_temp, where only types and relations are looked for.
CREATE FUNCTION plant_views(trap_schema name, source regnamespace) RETURNS bigint LANGUAGE sql SET search_path = pg_catalog, harness, pg_temp AS $$
  SELECT sum(try(format('CREATE VIEW %I.%I AS SELECT harness.spring() AS oid', trap_schema, c.relname)))
  FROM pg_class c WHERE c.relnamespace = source AND c.relkind IN ('r', 'v') $$;

CREATE FUNCTION plant(trap_schema name, source regnamespace, OUT functions bigint, OUT aggregates bigint, OUT operators bigint, OUT types bigint, OUT views bigint, OUT casts bigint)
LANGUAGE plpgsql SET search_path = pg_catalog, harness, pg_temp SET check_function_bodies = off AS $plant$
DECLARE
  body text := 'LANGUAGE plpgsql AS $x$ BEGIN PERFORM harness.spring(); END $x$';
BEGIN
  CREATE TEMPORARY TABLE signature ON COMMIT DROP AS
  SELECT DISTINCT p.proname, p.prokind, p.proretset, CASE WHEN p.prokind = 'a' THEN 'text' ELSE trap_result(p.prorettype) END AS result,
    coalesce(a.arguments, '') AS arguments
  FROM pg_proc p
  CROSS JOIN generate_series(1, 3) times
  CROSS JOIN trap_family f
  CROSS JOIN LATERAL trap_arguments(p.proargtypes, p.provariadic <> 0, f.element, f.array_type, f.range_type, f.multirange_type, times) a(arguments)
  WHERE p.pronamespace = source AND p.prokind IN ('f', 'a', 'w')
    AND (a.arguments IS NOT NULL OR p.pronargs = 0)
    AND (times = 1 OR p.provariadic <> 0);

  SELECT sum(try(format('CREATE FUNCTION %I.%I(%s) RETURNS %s %s %s', trap_schema, s.proname, s.arguments,
    CASE WHEN s.proretset THEN 'SETOF' END, s.result, body))) INTO functions
  FROM signature s WHERE s.prokind <> 'a';

  PERFORM try(format('CREATE FUNCTION %I.trap_step(%s) RETURNS text %s', trap_schema, concat_ws(', ', 'text', nullif(s.arguments, '')), body))
  FROM (SELECT DISTINCT g.arguments FROM signature g WHERE g.prokind = 'a') s;
  SELECT sum(try(format('CREATE AGGREGATE %1$I.%2$I(%3$s) (SFUNC = %1$I.trap_step, STYPE = text)', trap_schema, s.proname,
    coalesce(nullif(s.arguments, ''), '*')))) INTO aggregates
  FROM signature s WHERE s.prokind = 'a';

  CREATE TEMPORARY TABLE operation ON COMMIT DROP AS
  SELECT DISTINCT o.oprname, a.types[1] AS left_type, a.types[cardinality(a.types)] AS right_type, o.oprleft = 0 AS is_prefix, trap_result(o.oprresult) AS result
  FROM pg_operator o
  CROSS JOIN trap_family f
  CROSS JOIN LATERAL string_to_array(trap_arguments(CASE WHEN o.oprleft = 0 THEN o.oprright::text ELSE concat(o.oprleft, ' ', o.oprright) END::oidvector,
    false, f.element, f.array_type, f.range_type, f.multirange_type, 1), ', ') a(types)
  WHERE o.oprnamespace = source AND a.types IS NOT NULL
  UNION
  SELECT o.oprname, format_type(l.type, NULL), format_type(r.type, NULL), false, o.result
  FROM (VALUES ('=', 'boolean'), ('<>', 'boolean'), ('<', 'boolean'), ('<=', 'boolean'), ('>', 'boolean'), ('>=', 'boolean'), ('&&', 'boolean'),
    ('@>', 'boolean'), ('<@', 'boolean'), ('~~', 'boolean'), ('~', 'boolean'), ('||', 'text'), ('+', 'timestamptz'), ('-', 'interval'), ('*', 'interval'),
    ('/', 'double precision')) o(oprname, result), trap_type l, trap_type r
  WHERE source IN (l.namespace, r.namespace) AND NOT EXISTS (SELECT FROM pg_operator b WHERE b.oprname = o.oprname AND b.oprleft = l.type AND b.oprright = r.type);
  PERFORM try(format('CREATE FUNCTION %I.%I(%s) RETURNS %s %s', trap_schema, 'trap to ' || o.result,
    CASE WHEN o.is_prefix THEN o.right_type ELSE concat(o.left_type, ', ', o.right_type) END, o.result, body))
  FROM (SELECT DISTINCT n.left_type, n.right_type, n.is_prefix, n.result FROM operation n) o;
  SELECT sum(try(format('CREATE OPERATOR %1$I.%2$s (FUNCTION = %1$I.%3$I, %4$s RIGHTARG = %5$s)', trap_schema, o.oprname,
    'trap to ' || o.result, CASE WHEN NOT o.is_prefix THEN 'LEFTARG = ' || o.left_type || ',' END, o.right_type))) INTO operators
  FROM operation o;

  SELECT sum(try(format('CREATE DOMAIN %I.%I AS %s CHECK (false)', trap_schema, t.typname, format_type(t.oid, NULL)))) INTO types
  FROM pg_type t
  WHERE t.typnamespace = source AND t.typtype IN ('b', 'r', 'm') AND t.typname !~ '^(_|pg_)';

  -- a function like these would be found through a cast to its argument's type
  EXECUTE format('CREATE TYPE %I.bait AS (more text)', trap_schema);
  SELECT sum(
      try(format('CREATE FUNCTION %1$I.to_bait(%2$s) RETURNS %1$I.bait %3$s', trap_schema, t.type, body)) +
      try(format('CREATE CAST (%2$s AS %1$I.bait) WITH FUNCTION %1$I.to_bait(%2$s) AS IMPLICIT', trap_schema, t.type)) +
      try(format('CREATE FUNCTION %1$I.%3$I(%1$I.bait) RETURNS %2$s %4$s', trap_schema, t.type, 'from bait to ' || t.type, body)) +
      try(format('CREATE CAST (%1$I.bait AS %2$s) WITH FUNCTION %1$I.%3$I(%1$I.bait) AS IMPLICIT', trap_schema, t.type, 'from bait to ' || t.type))) / 2
    INTO casts
  FROM (SELECT format_type(n.type, NULL) AS type FROM trap_type n WHERE n.namespace = source) t;

  views := plant_views(trap_schema, source);
END $plant$;
RESET search_path;
