-- create_report: a schema with the User Logs report.
--
-- Steps: the inputs that are there are checked, those missing are made; what
-- an earlier call made lets go of what it reads; then the definitions of
-- report_source() run with the schema first on the search_path, so that names
-- and types are bound here; last, what they have been bound to is checked.
-- The comment on report_version() in the schema lists what belongs to the
-- report, so that nothing else is ever replaced or dropped.  It is read and
-- never run: the schema may be somebody else's.

CREATE FUNCTION userlogs.report_relation(schema_name pg_catalog.text, relation_name pg_catalog.text)
RETURNS pg_catalog.regclass
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN pg_catalog.to_regclass(pg_catalog.quote_ident(schema_name) OPERATOR(pg_catalog.||) '.' OPERATOR(pg_catalog.||)
  pg_catalog.quote_ident(relation_name));
COMMENT ON FUNCTION userlogs.report_relation(pg_catalog.text, pg_catalog.text) IS
  'The relation of that name in the schema; NULL if there is none';

CREATE FUNCTION userlogs.report_objects(schema_name pg_catalog.text,
  OUT object_type pg_catalog.text, OUT object_name pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE ROWS 30
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  version record;
BEGIN
  IF schema_name IS NULL THEN
    RAISE 'schema_name must not be NULL' USING ERRCODE = 'null_value_not_allowed';
  END IF;
  SELECT p.pronamespace AS namespace, p.proowner AS owner, obj_description(p.oid, 'pg_proc') AS list INTO version
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = schema_name AND p.proname = 'report_version' AND p.pronargs = 0;

  IF version.list ~ '(function|view|table) [a-z_]+(,|$)' THEN
    RETURN QUERY
      SELECT o.entry[1], o.entry[2]
      FROM regexp_matches(version.list, '(function|view|materialized view|snapshot view|table) ([a-z_]+)(?:,|$)', 'g')
        WITH ORDINALITY o(entry, position)
      WHERE CASE o.entry[1] WHEN 'function' THEN EXISTS (
          SELECT FROM pg_proc f WHERE f.pronamespace = version.namespace AND f.proname = o.entry[2])
        ELSE EXISTS (
          SELECT FROM pg_class c WHERE c.relnamespace = version.namespace AND c.relname = o.entry[2]
            AND c.relkind = CASE o.entry[1] WHEN 'table' THEN 'r' WHEN 'materialized view' THEN 'm' ELSE 'v' END) END
      ORDER BY o.position;
    RETURN;
  END IF;

  -- The list is lost, as after pg_dump --no-comments: what has the name and
  -- the kind that it had, and belongs to the owner of report_version().
  RETURN QUERY
    WITH view AS (
      SELECT s.step, c.oid, s.object_name AS name
      FROM userlogs.report_source() s JOIN pg_class c ON c.relname = s.object_name
      WHERE s.object_type = 'view' AND c.relnamespace = version.namespace AND c.relowner = version.owner AND c.relkind = 'v'),
    reads AS (
      SELECT w.ev_class AS reader, d.refobjid AS relation
      FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> w.ev_class),
    stored AS (
      SELECT v.step, c.oid, v.name
      FROM view v JOIN pg_class c ON c.relname = v.name || '_materialized'
      WHERE c.relnamespace = version.namespace AND c.relowner = version.owner AND c.relkind = 'm'
        AND EXISTS (SELECT FROM reads r WHERE r.reader = c.oid AND r.relation = v.oid)),
    front AS (
      SELECT m.step, m.name
      FROM stored m JOIN pg_class c ON c.relname = m.name || '_snapshot'
      WHERE c.relnamespace = version.namespace AND c.relowner = version.owner AND c.relkind = 'v'
        AND EXISTS (SELECT FROM reads r WHERE r.reader = c.oid AND r.relation = m.oid)),
    function AS (
      SELECT s.step, s.object_name AS name FROM userlogs.report_source() s WHERE s.object_type = 'function'
      UNION ALL
      SELECT s.step, s.object_name || '_input' FROM userlogs.report_source() s WHERE s.object_type = 'table')
    SELECT o.type, o.name
    FROM (
      SELECT f.step, 'function'::text, f.name FROM function f
      WHERE EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = version.namespace AND p.proname = f.name
        AND p.proowner = version.owner AND p.prokind = 'f')
      UNION ALL SELECT v.step, 'view', v.name FROM view v
      UNION ALL SELECT 1000 + m.step, 'materialized view', m.name || '_materialized' FROM stored m
      UNION ALL SELECT 1000 + f.step, 'snapshot view', f.name || '_snapshot' FROM front f) o(step, type, name)
    ORDER BY o.step, o.type;
END $$;
COMMENT ON FUNCTION userlogs.report_objects(pg_catalog.text) IS
  'What create_report and create_materialized made in the schema and is still there: table, view, materialized view, snapshot view or function, and its name, by the comment on report_version() there, or where that is lost, by name, kind and owner (tables cannot be told then). No rows if the schema has no report. Error null_value_not_allowed';

-- Writes the list that report_objects reads.
CREATE FUNCTION userlogs.register_report(schema_name pg_catalog.text, object_types pg_catalog.text[], object_names pg_catalog.text[])
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  EXECUTE format('COMMENT ON FUNCTION %I.report_version() IS %L', schema_name,
    'Version of userlogs that made this report. By this comment it is known what belongs to it: ' ||
    (SELECT string_agg(o.object_type || ' ' || o.object_name, ', ' ORDER BY o.position)
     FROM unnest(object_types, object_names) WITH ORDINALITY o(object_type, object_name, position)));
END $$;
COMMENT ON FUNCTION userlogs.register_report(pg_catalog.text, pg_catalog.text[], pg_catalog.text[]) IS
  'Support of create_report: writes the list of what belongs to the report into the comment on report_version()';

-- A function or operator in the schema could be taken for a built-in one with
-- less fitting types, and would run with the rights of the caller.
CREATE FUNCTION userlogs.check_report_schema(schema_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  foreign_code record;
BEGIN
  WITH RECURSIVE written(id) AS (
    -- rule_notification, its partitions, and what it is a view of
    SELECT userlogs.report_relation(schema_name, 'rule_notification')::oid
    UNION
    SELECT n.id
    FROM written w
    CROSS JOIN LATERAL (
      SELECT h.inhrelid FROM pg_inherits h WHERE h.inhparent = w.id
      UNION ALL
      SELECT d.refobjid FROM pg_rewrite v JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = v.oid
        AND d.refclassid = 'pg_class'::regclass
      WHERE v.ev_class = w.id) n(id))
  SELECT * INTO foreign_code FROM (
    SELECT 'function' AS kind, p.oid::regprocedure::text AS name, p.proowner AS owner FROM pg_proc p
    WHERE p.pronamespace = quote_ident(schema_name)::regnamespace
    UNION ALL SELECT 'operator', o.oid::regoperator::text, o.oprowner FROM pg_operator o
    WHERE o.oprnamespace = quote_ident(schema_name)::regnamespace
    UNION ALL SELECT 'view', v.oid::regclass::text, v.relowner FROM pg_class v
    JOIN userlogs.report_source() n ON n.object_type = 'view'
      AND v.relname IN (n.object_name, n.object_name || '_materialized', n.object_name || '_snapshot')
    WHERE v.relnamespace = quote_ident(schema_name)::regnamespace AND v.relkind IN ('v', 'm', 'f')
    -- the one input that is written to, which could have triggers
    UNION ALL SELECT 'relation', t.oid::regclass::text, t.relowner FROM pg_class t
    WHERE t.relnamespace = quote_ident(schema_name)::regnamespace AND t.relname = 'rule_notification'
    -- who has been granted TRIGGER could have made one
    UNION ALL SELECT 'trigger function', p.oid::regprocedure::text, p.proowner
    FROM written w JOIN pg_trigger g ON g.tgrelid = w.id AND NOT g.tgisinternal JOIN pg_proc p ON p.oid = g.tgfoid) c
  JOIN pg_roles r ON r.oid = c.owner
  WHERE c.owner <> current_user::regrole AND NOT r.rolsuper
  ORDER BY c.kind, c.name LIMIT 1;
  IF FOUND THEN
    RAISE '% % belongs to role "%"', foreign_code.kind, foreign_code.name, foreign_code.rolname USING ERRCODE = 'insufficient_privilege',
      DETAIL = 'Code of others in the schema of a report could run with your rights.',
      HINT = 'Call as that role, or create the report in a schema of its own.';
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.check_report_schema(pg_catalog.text) IS
  'Support of create_report: error insufficient_privilege if a function, an operator, a view with the name of one of the report''s or of its snapshots, rule_notification in the schema, or the function of a trigger on it belongs to somebody who is neither the caller nor a superuser';

-- The same by dependency: to what names and operators have been bound.
-- From object to object by index: the planner, which knows nothing of their
-- number, would read the catalogues whole for each step.
CREATE FUNCTION userlogs.check_report_code(schema_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_seqscan = off
SET jit = off
AS $$
DECLARE
  -- An ordinary caller reads the inputs of others with rights of their own, as
  -- without a report.  A superuser who reads a view runs its owner's functions.
  is_superuser boolean := (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user);
  foreign_code record;
BEGIN
  WITH RECURSIVE report(class_id, object_id) AS (
    SELECT 'pg_proc'::regclass, p.oid
    FROM userlogs.report_objects(schema_name) o
    JOIN pg_proc p ON p.pronamespace = quote_ident(schema_name)::regnamespace AND p.proname = o.object_name
    WHERE o.object_type = 'function'
    UNION
    SELECT 'pg_class'::regclass, userlogs.report_relation(schema_name, o.object_name)::oid
    FROM userlogs.report_objects(schema_name) o WHERE o.object_type <> 'function'),
  input(object_id) AS (
    SELECT DISTINCT userlogs.report_relation(schema_name, i.relation_name)::oid FROM userlogs.report_input() i),
  reached(class_id, object_id) AS (
    TABLE report
    UNION
    SELECT n.class_id, n.object_id
    FROM reached r
    CROSS JOIN LATERAL (
      -- what it depends on; a relation has parts that do
      SELECT d.refclassid::regclass, d.refobjid FROM pg_depend d
      WHERE d.classid = r.class_id AND d.objid = r.object_id AND d.deptype <> 'e'
        AND (r.class_id <> 'pg_class'::regclass OR d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass))
      UNION ALL
      SELECT 'pg_rewrite'::regclass, w.oid FROM pg_rewrite w
      WHERE r.class_id = 'pg_class'::regclass AND w.ev_class = r.object_id AND w.ev_type = '1'
      UNION ALL
      SELECT 'pg_class'::regclass, h.inhrelid FROM pg_inherits h WHERE r.class_id = 'pg_class'::regclass AND h.inhparent = r.object_id
      -- expressions that the planner of a query evaluates
      UNION ALL
      SELECT 'pg_constraint'::regclass, k.oid FROM pg_constraint k
      WHERE r.class_id = 'pg_class'::regclass AND k.conrelid = r.object_id AND k.contype = 'c'
      UNION ALL
      SELECT 'pg_class'::regclass, x.indexrelid FROM pg_index x WHERE r.class_id = 'pg_class'::regclass AND x.indrelid = r.object_id
      UNION ALL
      SELECT 'pg_statistic_ext'::regclass, t.oid FROM pg_statistic_ext t WHERE r.class_id = 'pg_class'::regclass AND t.stxrelid = r.object_id
      UNION ALL
      SELECT 'pg_constraint'::regclass, k.oid FROM pg_constraint k WHERE r.class_id = 'pg_type'::regclass AND k.contypid = r.object_id
      -- and those that fill a table of the report
      UNION ALL
      SELECT 'pg_attrdef'::regclass, f.oid FROM pg_attrdef f
      WHERE r.class_id = 'pg_class'::regclass AND f.adrelid = r.object_id AND (r.class_id::oid, r.object_id) IN (SELECT o.class_id::oid, o.object_id FROM report o)
    ) n(class_id, object_id)
    WHERE n.class_id IN ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_cast'::regclass, 'pg_type'::regclass, 'pg_opclass'::regclass,
        'pg_opfamily'::regclass, 'pg_rewrite'::regclass, 'pg_constraint'::regclass, 'pg_statistic_ext'::regclass,
        'pg_attrdef'::regclass, 'pg_class'::regclass)
      AND (is_superuser OR n.class_id <> 'pg_class'::regclass OR n.object_id NOT IN (SELECT i.object_id FROM input i WHERE i.object_id IS NOT NULL)))
  SELECT pg_describe_object(c.class_id, c.object_id, 0) AS name, o.rolname, c.class_id = 'pg_class'::regclass AS is_relation INTO foreign_code
  FROM reached c
  JOIN pg_roles o ON o.oid = CASE c.class_id
    WHEN 'pg_proc'::regclass THEN (SELECT p.proowner FROM pg_proc p WHERE p.oid = c.object_id)
    WHEN 'pg_operator'::regclass THEN (SELECT p.oprowner FROM pg_operator p WHERE p.oid = c.object_id)
    WHEN 'pg_type'::regclass THEN (SELECT t.typowner FROM pg_type t WHERE t.oid = c.object_id AND t.typrelid = 0)
    WHEN 'pg_opclass'::regclass THEN (SELECT p.opcowner FROM pg_opclass p WHERE p.oid = c.object_id)
    WHEN 'pg_opfamily'::regclass THEN (SELECT f.opfowner FROM pg_opfamily f WHERE f.oid = c.object_id)
    WHEN 'pg_class'::regclass THEN (SELECT t.relowner FROM pg_class t WHERE t.oid = c.object_id AND t.relkind IN ('v', 'm', 'f')) END
  WHERE o.oid <> current_user::regrole AND NOT o.rolsuper
    AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'userlogs'
      WHERE d.classid = c.class_id AND d.objid = c.object_id AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e')
  ORDER BY is_relation, name LIMIT 1;
  IF FOUND THEN
    RAISE '% belongs to role "%"', foreign_code.name, foreign_code.rolname USING ERRCODE = 'insufficient_privilege',
      DETAIL = CASE WHEN foreign_code.is_relation THEN 'Code of that role could run with the rights of a superuser who reads it.'
        ELSE 'The report would run it with the rights of whoever reads it.' END,
      HINT = 'Call as that role, or create the report in a schema of its own.';
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.check_report_code(pg_catalog.text) IS
  'Support of create_report: error insufficient_privilege if something of the report depends on a function, operator, cast or type of somebody who is neither the caller nor a superuser; for a superuser also if its inputs do, or are views or foreign tables of such a role';

-- Who may change the report.
CREATE FUNCTION userlogs.check_report_owner(schema_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF (SELECT NOT pg_has_role(p.proowner, 'USAGE') FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = schema_name AND p.proname = 'report_version' AND p.pronargs = 0) THEN
    RAISE 'must be owner of the report in schema "%"', schema_name USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.check_report_owner(pg_catalog.text) IS
  'Support of create_report: error insufficient_privilege if the schema has a report whose owner''s privileges the caller has not';

-- Whatever reads a report on a schedule runs as its owner: a superuser would
-- lend superuser rights to whoever owns the report or one of its inputs.
CREATE FUNCTION userlogs.check_report_caller(schema_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  owner record;
BEGIN
  IF (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user) THEN
    SELECT r.rolname, r.rolsuper INTO owner
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner
    WHERE n.nspname = schema_name AND p.proname = 'report_version' AND p.pronargs = 0;
    IF NOT owner.rolsuper THEN
      RAISE 'the report in schema "%" belongs to role "%"', schema_name, owner.rolname USING ERRCODE = 'insufficient_privilege',
        DETAIL = 'A superuser who runs it would run code of that role.', HINT = format('Run it as that role: SET ROLE %I.', owner.rolname);
    END IF;
    PERFORM userlogs.check_report_code(schema_name);
  END IF;
  PERFORM userlogs.check_report_schema(schema_name);
END $$;
COMMENT ON FUNCTION userlogs.check_report_caller(pg_catalog.text) IS
  'Support of create_report: error insufficient_privilege if the caller would run code of others by reading the report: a superuser a report of an ordinary role, or anybody code of somebody else in the schema or below';

-- Takes locks without ever waiting for one, but for a moment, while another is
-- held: a reader who has read one view and goes on to the next would be ended
-- as the victim of a deadlock.
CREATE FUNCTION userlogs.lock_relations(relations pg_catalog.regclass[])
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  callers_timeout text := current_setting('lock_timeout');
  -- shorter than any waiting reader waits before it looks for a deadlock
  moment text := (SELECT greatest(s.setting::bigint / 2, 1) FROM pg_settings s WHERE s.name = 'deadlock_timeout')::text;
  last_at timestamptz := (SELECT CASE WHEN s.setting <> '0' THEN clock_timestamp() + s.setting::bigint * interval '1 millisecond' END
    FROM pg_settings s WHERE s.name = 'lock_timeout');
  -- LOCK TABLE does not take a materialized view; giving it to the owner, who has
  -- it, locks it all the same
  locks text[] := ARRAY(
    SELECT CASE c.relkind WHEN 'm' THEN format('ALTER MATERIALIZED VIEW %s OWNER TO %s', c.oid::regclass, c.relowner::regrole)
      ELSE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', c.oid::regclass) END
    FROM unnest(relations) WITH ORDINALITY r(id, position) JOIN pg_class c ON c.oid = r.id ORDER BY r.position);
  busy text := locks[1];
  lock text;
BEGIN
  WHILE busy IS NOT NULL LOOP
    BEGIN
      lock := NULL;
      EXECUTE busy;
      PERFORM set_config('lock_timeout', moment, true);
      FOREACH lock IN ARRAY locks LOOP
        EXECUTE lock;
      END LOOP;
      PERFORM set_config('lock_timeout', callers_timeout, true);
      RETURN;
    EXCEPTION WHEN lock_not_available THEN
      -- all locks are released again; next time this one comes first
      IF lock IS NULL OR clock_timestamp() > last_at THEN
        RAISE;
      END IF;
      busy := lock;
    END;
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.lock_relations(pg_catalog.regclass[]) IS
  'Support of create_report: locks tables, views and materialized views in ACCESS EXCLUSIVE MODE, all or none, so that no reader of several of them ends in a deadlock. Waits as long as lock_timeout allows';

-- The function of that name in the schema.
CREATE FUNCTION userlogs.report_function(schema_name pg_catalog.text, function_name pg_catalog.text)
RETURNS pg_catalog.regprocedure
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found regprocedure[];
BEGIN
  SELECT array_agg(p.oid::regprocedure ORDER BY p.oid) INTO found
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = schema_name AND p.proname = function_name;
  IF cardinality(found) > 1 THEN
    RAISE 'schema "%" has several functions "%", one of which is the report''s', schema_name, function_name
      USING ERRCODE = 'ambiguous_function', DETAIL = 'They are ' || array_to_string(found, ', ') || '.',
        HINT = 'Give your own another name.';
  END IF;
  RETURN found[1];
END $$;
COMMENT ON FUNCTION userlogs.report_function(pg_catalog.text, pg_catalog.text) IS
  'Support of create_report: the function of that name in the schema; NULL if there is none. Error ambiguous_function if there are several';

-- Gives privileges on a relation or function again, as they were.
CREATE FUNCTION userlogs.grant_again(privileges pg_catalog.aclitem[], object_type pg_catalog.text, object_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  privilege record;
BEGIN
  FOR privilege IN SELECT a.privilege_type, a.is_grantable, r.rolname FROM aclexplode(privileges) a
    LEFT JOIN pg_roles r ON r.oid = a.grantee
  LOOP
    EXECUTE format('GRANT %s ON %s %s TO %s%s', privilege.privilege_type, object_type, object_name,
      coalesce(quote_ident(privilege.rolname), 'PUBLIC'), CASE WHEN privilege.is_grantable THEN ' WITH GRANT OPTION' END);
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.grant_again(pg_catalog.aclitem[], pg_catalog.text, pg_catalog.text) IS
  'Support of create_report: grants the privileges on a TABLE or FUNCTION, whose name is quoted and qualified already';

-- Can a column be read as the expected type without change of meaning?
CREATE FUNCTION userlogs.report_type_fits(actual pg_catalog.regtype, expected pg_catalog.regtype)
RETURNS pg_catalog.bool
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  base pg_type%ROWTYPE;
BEGIN
  SELECT * INTO base FROM pg_type WHERE oid = actual;
  WHILE base.typtype = 'd' LOOP
    SELECT * INTO base FROM pg_type WHERE oid = base.typbasetype;
  END LOOP;
  RETURN base.oid = expected
    OR expected IN ('text'::regtype, 'character varying'::regtype) AND (base.typcategory = 'S' OR base.typtype = 'e')
    OR expected = 'bigint'::regtype AND base.oid IN ('smallint'::regtype, 'integer'::regtype)
    OR expected = 'integer'::regtype AND base.oid = 'smallint'::regtype
    OR expected = 'double precision'::regtype AND base.oid IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'real'::regtype,
      'numeric'::regtype);
END $$;
COMMENT ON FUNCTION userlogs.report_type_fits(pg_catalog.regtype, pg_catalog.regtype) IS
  'Support of create_report: can a column of the actual type be read as the expected one without a change of meaning? Strings and enums as text, smaller integers as larger ones, any number as double precision, domains as their base type';

CREATE FUNCTION userlogs.is_user_id_type(actual pg_catalog.regtype)
RETURNS pg_catalog.bool
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN actual IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'uuid'::regtype, 'text'::regtype, 'character varying'::regtype);
END $$;
COMMENT ON FUNCTION userlogs.is_user_id_type(pg_catalog.regtype) IS 'Support of create_report: can user_id have this type?';

-- How a column is read as the expected type.  The cast of a type that is not
-- built in could be anybody's function, which would run with the rights of the
-- reader; the output function of a type is a superuser's.
CREATE FUNCTION userlogs.report_column(column_name pg_catalog.text, actual pg_catalog.regtype, expected pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  base pg_type%ROWTYPE;
BEGIN
  SELECT * INTO base FROM pg_type WHERE oid = actual;
  IF base.typtype = 'e' THEN
    RETURN format('textin(enum_out(r.%I))::%s', column_name, expected);
  END IF;
  WHILE base.typtype = 'd' LOOP
    SELECT * INTO base FROM pg_type WHERE oid = base.typbasetype;
  END LOOP;
  IF base.typnamespace = 'pg_catalog'::regnamespace
    -- such as citext: only superusers make casts of it, and this one calls nothing
    OR EXISTS (SELECT FROM pg_cast c JOIN pg_roles o ON o.oid = base.typowner
      WHERE c.castsource = base.oid AND c.casttarget = expected::regtype AND c.castmethod = 'b' AND o.rolsuper) THEN
    RETURN format('r.%I::%s', column_name, expected);
  END IF;
  RETURN format('CASE WHEN r.%1$I IS DISTINCT FROM NULL THEN format(''%%s'', r.%1$I) END::%2$s', column_name, expected);
END $$;
COMMENT ON FUNCTION userlogs.report_column(pg_catalog.text, pg_catalog.regtype, pg_catalog.text) IS
  'Support of create_report: the expression that reads a column of the actual type of relation r as the expected type, without a cast that somebody could define';

-- What is to be done about a column of another type than the expected one.
CREATE FUNCTION userlogs.report_type_hint(column_name pg_catalog.text, actual pg_catalog.regtype, expected pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  actual_name text := format_type(actual, NULL);
  is_number boolean := actual IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'numeric'::regtype, 'real'::regtype,
    'double precision'::regtype);
BEGIN
  RETURN format(CASE
    WHEN expected LIKE 'timestamp%' AND actual_name LIKE 'timestamp%'
      THEN 'says which zone the times are in, such as %1$I AT TIME ZONE ''Europe/Berlin'' AS %1$I'
    WHEN expected LIKE 'timestamp%' AND actual_name = 'date'
      THEN 'says which zone the days are in, such as %1$I::timestamp AT TIME ZONE ''Europe/Berlin'' AS %1$I'
    WHEN expected LIKE 'timestamp%' AND is_number
      THEN 'converts the column: to_timestamp(%1$I) AS %1$I if it counts seconds since 1970, to_timestamp(%1$I / 1000.0) if milliseconds'
    WHEN expected = 'interval' AND is_number
      THEN 'converts the column: make_interval(secs => %1$I) AS %1$I if it counts seconds'
    WHEN expected = 'bigint' AND (actual_name = 'numeric' OR actual_name = 'double precision')
      THEN 'converts the column: %1$I::bigint AS %1$I'
    WHEN expected = 'bigint' AND column_name = 'event_id'
      THEN 'has a number that grows with each event, or NULL::bigint AS %1$I if there is none'
    WHEN expected = 'text' AND is_number
      THEN 'gives each number its name, such as CASE %1$I WHEN 1 THEN ''Available'' WHEN 2 THEN ''Break'' END AS %1$I, or joins the table of names'
    WHEN expected = 'text' AND actual_name IN ('json', 'jsonb')
      THEN 'takes the text out of the column, such as %1$I ->> ''name'' AS %1$I'
    WHEN expected = 'text'
      THEN 'converts the column: %1$I::text AS %1$I'
    WHEN actual_name = 'text'
      THEN 'converts the column: %1$I::%2$s AS %1$I, or NULL::%2$s AS %1$I if it is always NULL'
    ELSE 'converts the column to %2$s' END, column_name, expected);
END $$;
COMMENT ON FUNCTION userlogs.report_type_hint(pg_catalog.text, pg_catalog.regtype, pg_catalog.text) IS
  'Support of create_report: what a view in between does with a column of the actual type, as the end of a hint';

-- Could one name be a slip of the pen for the other?  Up to upper and lower
-- case, underscores and blanks, and one letter too many, too few, wrong or
-- swapped.
CREATE FUNCTION userlogs.is_near_name(one pg_catalog.text, other pg_catalog.text)
RETURNS pg_catalog.bool
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  short_one text := regexp_replace(lower(one), '[_ -]', '', 'g');
  short_other text := regexp_replace(lower(other), '[_ -]', '', 'g');
BEGIN
  RETURN short_one = short_other
    OR least(length(short_one), length(short_other)) > 3 AND EXISTS (
      SELECT FROM generate_series(0, length(short_one)) i, generate_series(0, length(short_other)) j
      WHERE CASE i WHEN 0 THEN short_one ELSE overlay(short_one PLACING '' FROM i FOR 1) END
        = CASE j WHEN 0 THEN short_other ELSE overlay(short_other PLACING '' FROM j FOR 1) END);
END $$;
COMMENT ON FUNCTION userlogs.is_near_name(pg_catalog.text, pg_catalog.text) IS
  'Support of create_report: is one name the other but for case, underscores, or one letter?';

-- Checks an input relation that is there, and returns its user_id's type.
CREATE FUNCTION userlogs.check_report_input(input pg_catalog.regclass, input_name pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  kind "char" := (SELECT c.relkind FROM pg_class c WHERE c.oid = input);
  cure text := CASE WHEN kind IN ('v', 'm') THEN format('Change the view %s, so that it ', input)
    ELSE format('Create the report in a schema of its own, with a view %I there that ', input_name) END;
  expected record;
  actual record;
  expected_type text;
  id_type text;
  missing text[] := '{}';
  near_names text[];
  no_names text[];
BEGIN
  IF kind NOT IN ('r', 'p', 'v', 'm', 'f') THEN
    RAISE '% is not a table or view', input USING ERRCODE = 'wrong_object_type',
      HINT = format('The report reads a table or view of the name %I; move what is there to another schema, or give it another name.', input_name);
  END IF;

  -- a column that is not read, where one of almost that name is missing
  FOR expected IN
    SELECT i.column_name, i.column_type, i.is_required, a.attname AS near_name
    FROM userlogs.report_input() WITH ORDINALITY i
    LEFT JOIN LATERAL (
      SELECT a.attname FROM pg_attribute a
      WHERE a.attrelid = input AND a.attnum > 0 AND NOT a.attisdropped AND userlogs.is_near_name(a.attname::text, i.column_name)
        AND a.attname NOT IN (SELECT o.column_name FROM userlogs.report_input() o WHERE o.relation_name = input_name)
      ORDER BY a.attnum LIMIT 1) a ON true
    WHERE i.relation_name = input_name
      AND NOT EXISTS (SELECT FROM pg_attribute h WHERE h.attrelid = input AND h.attname = i.column_name AND NOT h.attisdropped AND h.attnum > 0)
    ORDER BY i.ordinality
  LOOP
    IF expected.is_required THEN
      missing := missing || format('"%s" of type %s', expected.column_name, coalesce(nullif(expected.column_type, 'any'), 'bigint, uuid or text'));
      IF expected.near_name IS NOT NULL THEN
        near_names := near_names || format('%I AS %I', expected.near_name, expected.column_name);
      ELSIF expected.column_type IS NOT NULL THEN
        no_names := no_names || format('NULL::%s AS %I', replace(expected.column_type, 'any', 'text'), expected.column_name);
      END IF;
    ELSIF expected.near_name IS NOT NULL THEN
      RAISE WARNING 'column "%" of relation % is not read', expected.near_name, input
        USING HINT = format('If it is meant for "%s", give it that name.', expected.column_name);
    END IF;
  END LOOP;
  IF missing <> '{}' THEN
    RAISE 'relation % has no % %', input, CASE cardinality(missing) WHEN 1 THEN 'column' ELSE 'columns' END, array_to_string(missing, ', ')
      USING ERRCODE = 'undefined_column',
        DETAIL = coalesce('It has ' || (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = input AND a.attnum > 0 AND NOT a.attisdropped) || '.', 'It has no columns.'),
        HINT = cure || CASE cardinality(missing) WHEN 1 THEN 'has the column under this name' ELSE 'has the columns under these names' END ||
          coalesce(', such as ' || array_to_string(near_names, ', '), '') ||
          coalesce(', or ' || array_to_string(no_names, ', ') || ' if there is none', '') || '.';
  END IF;

  FOR expected IN SELECT * FROM userlogs.report_input() i WHERE i.relation_name = input_name LOOP
    expected_type := coalesce(expected.column_type, 'bigint, uuid or text');
    SELECT a.atttypid::regtype AS type_id, format_type(a.atttypid, NULL) AS type_name INTO actual
    FROM pg_attribute a WHERE a.attrelid = input AND a.attname = expected.column_name AND NOT a.attisdropped AND a.attnum > 0;
    CONTINUE WHEN NOT FOUND;
    IF expected.column_type IS NULL THEN
      IF NOT userlogs.is_user_id_type(actual.type_id) THEN
        RAISE 'column "%" of relation % has type %, not %', expected.column_name, input, actual.type_name, expected_type
          USING ERRCODE = 'datatype_mismatch', HINT = format('%sconverts the column to one of them, such as %I::text AS %2$I.', cure, expected.column_name);
      END IF;
      id_type := actual.type_id::text;
    ELSIF expected.column_type <> 'any' AND NOT userlogs.report_type_fits(actual.type_id, expected.column_type::regtype) THEN
      RAISE 'column "%" of relation % has type %, not %', expected.column_name, input, actual.type_name, expected_type
        USING ERRCODE = 'datatype_mismatch',
          HINT = cure || userlogs.report_type_hint(expected.column_name, actual.type_id, expected.column_type) || '.';
    END IF;
  END LOOP;
  RETURN id_type;
END $$;
COMMENT ON FUNCTION userlogs.check_report_input(pg_catalog.regclass, pg_catalog.text) IS
  'Support of create_report: checks an input relation against report_input() and returns the type of its user_id, NULL if it has none. Warns of a column whose name is almost that of one that is missing. Errors: wrong_object_type, undefined_column, datatype_mismatch';

-- One function for each input, with all its columns and their types.
CREATE FUNCTION userlogs.create_report_reader(schema_name pg_catalog.text, input_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  input regclass := userlogs.report_relation(schema_name, input_name);
  results text;
  outputs text;
BEGIN
  SELECT string_agg(format('%I %s', i.column_name, t.type_name), ', ' ORDER BY i.position),
    string_agg(CASE WHEN a.attname IS NULL THEN 'NULL::' || t.type_name
      -- texts are shown, and keys of indexes: none may be as long as it likes
      WHEN i.column_type IN ('text', 'any') THEN format('userlogs.%s(%s)',
        CASE WHEN i.column_name IN ('request_id', 'team', 'rule_id') THEN 'cut_key' ELSE 'cut_label' END, userlogs.report_column(i.column_name, a.atttypid::regtype, t.type_name))
      ELSE userlogs.report_column(i.column_name, a.atttypid::regtype, t.type_name) END, ', ' ORDER BY i.position)
  INTO results, outputs
  FROM userlogs.report_input() WITH ORDINALITY i(relation_name, column_name, column_type, is_required, position)
  LEFT JOIN pg_attribute a ON a.attrelid = input AND a.attname = i.column_name AND NOT a.attisdropped
  CROSS JOIN LATERAL (
    SELECT coalesce(replace(i.column_type, 'any', 'text'), format_type(e.atttypid, NULL)) AS type_name FROM pg_attribute e
    WHERE e.attrelid = userlogs.report_relation(schema_name, 'status_event') AND e.attname = 'user_id') t
  WHERE i.relation_name = input_name;
  EXECUTE format('CREATE OR REPLACE FUNCTION %1$I.%2$I() RETURNS TABLE (%3$s) LANGUAGE sql STABLE PARALLEL RESTRICTED '
    'BEGIN ATOMIC SELECT %4$s FROM %1$I.%5$I r%6$s; END', schema_name, input_name || '_input', results, outputs, input_name,
    -- a plan can read the one row of setting twenty times: for a table, create_report has checked it once
    CASE WHEN input_name <> 'setting' OR (SELECT c.relkind = 'v' FROM pg_class c WHERE c.oid = input)
      THEN format(' WHERE userlogs.is_not_distributed(%L::regclass)', input) END);
  EXECUTE format('COMMENT ON FUNCTION %I.%I() IS %L', schema_name, input_name || '_input',
    format('The input %s as the report reads it: every column that it can have, NULL where it has not', input_name));
END $$;
COMMENT ON FUNCTION userlogs.create_report_reader(pg_catalog.text, pg_catalog.text) IS
  'Support of create_report: makes the function of an input that has every column with its type, NULL where the relation lacks it';

-- What an earlier call made is emptied: same columns, nothing read.  So
-- everything below can be replaced while views of others stand on top.
CREATE FUNCTION userlogs.detach_report_object(schema_name pg_catalog.text, object_type pg_catalog.text, object_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  function_row pg_proc%ROWTYPE;
BEGIN
  IF object_type = 'view' THEN
    EXECUTE format('CREATE OR REPLACE VIEW %I.%I WITH (security_invoker = true) AS SELECT %s', schema_name, object_name,
      (SELECT string_agg(format('NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), a.attname), ', ' ORDER BY a.attnum)
       FROM pg_attribute a
       WHERE a.attrelid = userlogs.report_relation(schema_name, object_name) AND a.attnum > 0));
  ELSIF object_type = 'function' THEN
    SELECT * INTO STRICT function_row FROM pg_proc WHERE oid = userlogs.report_function(schema_name, object_name);
    EXECUTE format('CREATE OR REPLACE FUNCTION %I.%I(%s) RETURNS %s LANGUAGE sql STABLE BEGIN ATOMIC SELECT %s; END',
      schema_name, object_name, pg_get_function_arguments(function_row.oid), pg_get_function_result(function_row.oid),
      coalesce((SELECT string_agg('NULL::' || format_type(c.type_id, NULL), ', ' ORDER BY c.position)
        FROM unnest(function_row.proallargtypes, function_row.proargmodes) WITH ORDINALITY c(type_id, mode, position)
        WHERE c.mode = 't'), 'NULL::' || format_type(function_row.prorettype, NULL)));
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.detach_report_object(pg_catalog.text, pg_catalog.text, pg_catalog.text) IS
  'Support of create_report: replaces a view or function of the report by one with the same columns that reads nothing';

-- Runs a definition with the schema first on the search_path: built-in names
-- still come before it, as pg_catalog is not listed.  Where an object has other
-- columns than before, it is dropped first, with the report's own snapshot of
-- it; that fails if somebody's view reads it.
CREATE FUNCTION userlogs.replace_report_object(schema_name pg_catalog.text, object_type pg_catalog.text,
  object_name pg_catalog.text, definition pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  privileges aclitem[];
  old_object text;
BEGIN
  PERFORM set_config('search_path', format('%I, pg_temp', schema_name), true);
  EXECUTE definition;
EXCEPTION WHEN invalid_table_definition OR invalid_function_definition THEN
  -- the search_path is that of this function again
  IF object_type = 'view' THEN
    old_object := userlogs.report_relation(schema_name, object_name)::text;
    SELECT c.relacl INTO privileges FROM pg_class c WHERE c.oid = old_object::regclass;
  ELSIF object_type = 'function' THEN
    old_object := userlogs.report_function(schema_name, object_name)::text;
    SELECT p.proacl INTO privileges FROM pg_proc p WHERE p.oid = old_object::regprocedure;
  END IF;
  IF old_object IS NULL THEN
    -- the error is the definition's own
    RAISE;
  END IF;
  IF object_type = 'view' THEN
    PERFORM userlogs.drop_snapshot(schema_name, object_name);
  END IF;
  EXECUTE format('DROP %s %s', object_type, old_object);
  PERFORM set_config('search_path', format('%I, pg_temp', schema_name), true);
  EXECUTE definition;
  PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
  PERFORM userlogs.grant_again(privileges, CASE object_type WHEN 'view' THEN 'TABLE' ELSE 'FUNCTION' END, old_object);
END $$;
COMMENT ON FUNCTION userlogs.replace_report_object(pg_catalog.text, pg_catalog.text, pg_catalog.text, pg_catalog.text) IS
  'Support of create_report: runs a definition in the schema; where columns have changed, drops the object first, with its snapshot, and gives its privileges again. Error dependent_objects_still_exist if somebody''s view reads it';

-- A table that an earlier call made, perhaps of another version, gets the
-- columns and checks that it lacks: those of a later version, and those that
-- DROP EXTENSION ... CASCADE took away.  A table of one's own is left alone.  It
-- is taken for one that was made if it shares a key with the definition, no
-- column has another type and, unless the report's list has it, no column and
-- no NOT NULL is its own.
CREATE FUNCTION userlogs.report_table_changes(schema_name pg_catalog.text, table_name pg_catalog.text, definition pg_catalog.text,
  is_listed pg_catalog.bool, OUT is_made pg_catalog.bool, OUT alterations pg_catalog.text[], OUT checks pg_catalog.text[])
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  actual regclass := userlogs.report_relation(schema_name, table_name);
  fresh_name text := 'fresh ' || table_name;
  fresh regclass;
BEGIN
  alterations := '{}';
  checks := '{}';
  is_made := (SELECT c.relkind = 'r' AND c.relowner = current_user::regrole FROM pg_class c WHERE c.oid = actual);
  IF NOT is_made THEN
    RETURN;
  END IF;
  PERFORM set_config('search_path', format('%I, pg_temp', schema_name), true);
  EXECUTE regexp_replace(substring(definition FROM E'CREATE TABLE .*?\n\\);'), '^CREATE TABLE \w+', format('CREATE TABLE %I', fresh_name));
  PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
  fresh := userlogs.report_relation(schema_name, fresh_name);

  is_made := EXISTS (
      SELECT FROM pg_constraint k JOIN pg_constraint f ON f.contype = k.contype AND pg_get_constraintdef(f.oid) = pg_get_constraintdef(k.oid)
      WHERE k.conrelid = actual AND f.conrelid = fresh AND k.contype IN ('p', 'u'))
    AND NOT EXISTS (
      SELECT FROM pg_attribute a LEFT JOIN pg_attribute f ON f.attrelid = fresh AND f.attname = a.attname AND NOT f.attisdropped
      WHERE a.attrelid = actual AND a.attnum > 0 AND NOT a.attisdropped
        AND ((a.atttypid, a.atttypmod) <> (f.atttypid, f.atttypmod) AND a.attname <> 'user_id'
          OR NOT is_listed AND (f.attname IS NULL OR f.attnotnull <> a.attnotnull)));
  IF is_made THEN
    SELECT coalesce(array_agg(format('ADD COLUMN %I %s%s', f.attname, format_type(f.atttypid, f.atttypmod),
        ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) || CASE WHEN f.attnotnull THEN ' NOT NULL' ELSE '' END) ORDER BY f.attnum), '{}')
    INTO alterations
    FROM pg_attribute f LEFT JOIN pg_attrdef d ON d.adrelid = f.attrelid AND d.adnum = f.attnum
    WHERE f.attrelid = fresh AND f.attnum > 0 AND f.attidentity = '' AND f.attgenerated = ''
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = actual AND a.attname = f.attname AND NOT a.attisdropped);
    -- a check of the same name and with another meaning is that of another version
    SELECT alterations || coalesce(array_agg(
        coalesce((SELECT format('DROP CONSTRAINT %I, ', o.conname) FROM pg_constraint o WHERE o.conrelid = actual AND o.conname = n.name), '') ||
        format('ADD CONSTRAINT %I %s NOT VALID', n.name, n.definition) ORDER BY n.name), '{}'),
      coalesce(array_agg(n.name ORDER BY n.name), '{}')
    INTO alterations, checks
    FROM (
      SELECT regexp_replace(f.conname, '^fresh ', '') AS name, pg_get_constraintdef(f.oid) AS definition
      FROM pg_constraint f WHERE f.conrelid = fresh AND f.contype = 'c') n
    WHERE NOT EXISTS (SELECT FROM pg_constraint a WHERE a.conrelid = actual AND a.contype = 'c'
      AND regexp_replace(pg_get_constraintdef(a.oid), ' NOT VALID$', '') = n.definition);
  END IF;
  EXECUTE format('DROP TABLE %s', fresh);
END $$;
COMMENT ON FUNCTION userlogs.report_table_changes(pg_catalog.text, pg_catalog.text, pg_catalog.text, pg_catalog.bool) IS
  'Support of create_report: whether a table was made by an earlier call, what ALTER TABLE has to do so that it has the columns and checks of the definition, and which checks are to be validated then';

CREATE FUNCTION userlogs.change_report_table(schema_name pg_catalog.text, table_name pg_catalog.text, definition pg_catalog.text,
  alterations pg_catalog.text[], checks pg_catalog.text[])
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  changed regclass := userlogs.report_relation(schema_name, table_name);
  alteration text;
  check_name text;
  comment record;
BEGIN
  FOREACH alteration IN ARRAY alterations LOOP
    EXECUTE format('ALTER TABLE %s %s', changed, alteration);
  END LOOP;
  FOREACH check_name IN ARRAY checks LOOP
    BEGIN
      EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', changed, check_name);
    EXCEPTION WHEN OTHERS THEN
      RAISE WARNING 'rows of table % violate its check "%"', changed, check_name USING DETAIL = SQLERRM,
        HINT = format('New rows have to satisfy it. Correct the others, then: ALTER TABLE %s VALIDATE CONSTRAINT %I', changed, check_name);
    END;
  END LOOP;
  -- comments that are missing, such as after a dump without
  FOR comment IN SELECT c.entry[1] AS statement, c.entry[2] AS attname
    FROM regexp_matches(definition, '(COMMENT ON (?:TABLE|COLUMN) \w+(?:\.(\w+))? IS\s+''(?:[^'']|'''')*'');', 'g') c(entry)
  LOOP
    IF coalesce(CASE WHEN comment.attname IS NULL THEN obj_description(changed, 'pg_class') END,
      (SELECT col_description(changed, a.attnum) FROM pg_attribute a WHERE a.attrelid = changed AND a.attname = comment.attname)) IS NULL THEN
      PERFORM set_config('search_path', format('%I, pg_temp', schema_name), true);
      EXECUTE comment.statement;
      PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.change_report_table(pg_catalog.text, pg_catalog.text, pg_catalog.text, pg_catalog.text[], pg_catalog.text[]) IS
  'Support of create_report: brings a table that an earlier call made up to date. Warns of checks that its rows do not satisfy, which then hold for new rows only';

CREATE FUNCTION userlogs.create_report(schema_name pg_catalog.text, user_id_type pg_catalog.regtype DEFAULT NULL,
  allow_public pg_catalog.bool DEFAULT false)
RETURNS pg_catalog.text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $create_report$
DECLARE
  namespace regnamespace;
  piece record;
  changes record;
  snapshot record;
  snapshots jsonb;
  input text;
  relation regclass;
  was regclass;
  others text;
  list text;
  id_type text;
  other_type text;
  made text[] := '{}';
  used text[] := '{}';
  changed text[] := '{}';
  old_types text[];
  old_names text[];
  new_types text[] := '{}';
  new_names text[] := '{}';
BEGIN
  IF schema_name IS NULL THEN
    RAISE 'schema_name must not be NULL' USING ERRCODE = 'null_value_not_allowed';
  ELSIF octet_length(schema_name) > 63 THEN
    RAISE 'schema name "%" is too long', schema_name USING ERRCODE = 'name_too_long', HINT = 'A name has at most 63 bytes.';
  ELSIF schema_name = '' THEN
    RAISE 'schema name must not be empty' USING ERRCODE = 'invalid_parameter_value';
  -- in search_path "$user" is the schema of the caller's own name
  ELSIF schema_name IN ('userlogs', 'pg_catalog', 'information_schema', 'pg_toast', '$user') OR schema_name LIKE 'pg\_temp%' THEN
    RAISE 'schema "%" cannot hold a report', schema_name USING ERRCODE = 'invalid_parameter_value',
      HINT = 'Give the report a schema of its own, such as support.';
  ELSIF NOT userlogs.is_user_id_type(user_id_type) THEN
    RAISE 'user_id cannot have type %', user_id_type USING ERRCODE = 'invalid_parameter_value', HINT = 'Use bigint, uuid or text.';
  END IF;
  PERFORM userlogs.check_report_owner(schema_name);
  -- one call at a time
  PERFORM pg_advisory_xact_lock(hashtextextended('userlogs.create_report ' || schema_name, 0));

  list := (SELECT obj_description(p.oid, 'pg_proc') FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = schema_name AND p.proname = 'report_version' AND p.pronargs = 0);
  SELECT coalesce(array_agg(o.object_type), '{}'), coalesce(array_agg(o.object_name), '{}') INTO old_types, old_names
  FROM userlogs.report_objects(schema_name) o;
  IF schema_name = 'public' AND old_names = '{}' AND allow_public IS NOT TRUE THEN
    RAISE 'schema "public" is not a schema of its own' USING ERRCODE = 'invalid_parameter_value',
      DETAIL = 'A report has tables with names such as setting, rule and target.',
      HINT = 'Give the report a schema of its own, such as support, or say create_report(''public'', allow_public => true).';
  ELSIF to_regnamespace(quote_ident(schema_name)) IS NULL THEN
    others := (SELECT min(n.nspname) FROM pg_namespace n WHERE lower(n.nspname) = lower(schema_name));
    IF others IS NOT NULL THEN
      RAISE 'schema "%" does not exist, but schema "%" does', schema_name, others USING ERRCODE = 'invalid_schema_name',
        HINT = format('Write the name as it is there, or if another schema is meant, make it first: CREATE SCHEMA %I.', schema_name);
    END IF;
    EXECUTE format('CREATE SCHEMA %I', schema_name);
  END IF;
  namespace := quote_ident(schema_name)::regnamespace;
  PERFORM userlogs.check_report_schema(schema_name);

  -- the inputs that are there
  FOR input IN SELECT i.relation_name FROM userlogs.report_input() WITH ORDINALITY i
    GROUP BY i.relation_name ORDER BY min(i.ordinality)
  LOOP
    relation := userlogs.report_relation(schema_name, input);
    IF relation IS NULL THEN
      -- an empty table must not take the place of what the report has read
      was := (SELECT min(d.refobjid) FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
        AND d.refclassid = 'pg_class'::regclass WHERE p.pronamespace = namespace AND p.proname = input || '_input');
      IF was IS NOT NULL OR list ~ format('function %s_input(,|$)', input) THEN
        RAISE 'relation "%", which the report in schema "%" reads, is gone', input, schema_name USING ERRCODE = 'undefined_table',
          DETAIL = CASE WHEN was IS NULL THEN 'It was dropped.' ELSE format('It is %s now.', was) END,
          HINT = format('Put a table or view of that name in its place, or let userlogs.drop_report(%L) be followed by create_report, which makes an empty table.',
            schema_name);
      END IF;
      CONTINUE;
    END IF;
    used := used || input;
    PERFORM userlogs.refuse_distributed(relation);
    other_type := userlogs.check_report_input(relation, input);
    CONTINUE WHEN other_type IS NULL;
    IF id_type IS NULL THEN
      id_type := other_type;
    ELSIF NOT userlogs.report_type_fits(other_type::regtype, id_type::regtype) THEN
      RAISE 'column "user_id" of relation % has type %, not %', relation, other_type, id_type
        USING ERRCODE = 'datatype_mismatch', HINT = format(CASE
            WHEN (SELECT c.relkind IN ('v', 'm') FROM pg_class c WHERE c.oid = relation)
              THEN 'Change the view %1$s, so that it converts the column to %2$s.'
            WHEN ('table', input) IN (SELECT o.type, o.name FROM unnest(old_types, old_names) o(type, name))
              THEN 'Call userlogs.drop_report(%4$L), change the tables that it leaves (%5$s) by ALTER TABLE ... ALTER user_id TYPE %2$s USING user_id::%2$s, and call create_report again.'
            ELSE 'Create the report in a schema of its own, with a view %3$I there that converts the column to %2$s.' END,
          relation, id_type, input, schema_name, (SELECT string_agg(o.name, ', ' ORDER BY o.position)
            FROM unnest(old_types, old_names) WITH ORDINALITY o(type, name, position)
            WHERE o.type = 'table' AND (o.name, 'user_id') IN (SELECT i.relation_name, i.column_name FROM userlogs.report_input() i)));
    END IF;
  END LOOP;
  IF user_id_type IS NOT NULL AND id_type IS NOT NULL AND NOT userlogs.report_type_fits(id_type::regtype, user_id_type) THEN
    RAISE 'column "user_id" has type %, not %', id_type, user_id_type USING ERRCODE = 'datatype_mismatch',
      HINT = 'Leave user_id_type out: the report then uses the type that is there.';
  END IF;
  id_type := coalesce(id_type, user_id_type::text, 'text');
  IF old_names = '{}' AND 'status_event' <> ALL (used) THEN
    others := (SELECT string_agg(c.relname, ', ' ORDER BY c.relname) FROM pg_class c
      WHERE c.relnamespace = namespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname <> ALL (used));
    IF others IS NOT NULL THEN
      RAISE WARNING 'schema "%" has no relation "status_event", so an empty table is made', schema_name USING DETAIL = format('It has %s.', others),
        HINT = format('If one of them is the log: call userlogs.drop_report(%L), drop the table, rename the log or make a view of that name, and call create_report again.',
          schema_name);
    END IF;
  END IF;

  -- what belongs to others stays
  FOR piece IN SELECT s.object_type, s.object_name FROM userlogs.report_source() s
    WHERE s.object_type <> 'table' AND s.object_name <> ALL (old_names)
    UNION ALL SELECT 'function', i.relation_name || '_input' FROM userlogs.report_input() i
    WHERE i.relation_name || '_input' <> ALL (old_names)
    UNION ALL SELECT 'function', 'report_version' WHERE old_names = '{}'
  LOOP
    IF piece.object_type = 'function' AND EXISTS (
        SELECT FROM pg_proc WHERE pronamespace = namespace AND proname = piece.object_name)
      OR piece.object_type = 'view' AND userlogs.report_relation(schema_name, piece.object_name) IS NOT NULL THEN
      RAISE '"%" in schema "%" is in the way of the report''s %', piece.object_name, schema_name, piece.object_type
        USING ERRCODE = CASE piece.object_type WHEN 'function' THEN 'duplicate_function' ELSE 'duplicate_table' END,
          HINT = 'Give it another name, or create the report in a schema of its own, with views there over the input tables.';
    END IF;
  END LOOP;

  -- Tables that an earlier call made.  A list without one can be of an earlier
  -- version, or have been lost, and is then no reason to leave a table alone.
  FOR piece IN SELECT * FROM userlogs.report_source() s WHERE s.object_type = 'table' AND s.object_name = ANY (used) ORDER BY s.step LOOP
    IF 'table' = ANY (old_types) AND NOT EXISTS (
        SELECT FROM unnest(old_types, old_names) o(type, name) WHERE o.type = 'table' AND o.name = piece.object_name) THEN
      CONTINUE;
    END IF;
    SELECT * INTO changes
    FROM userlogs.report_table_changes(schema_name, piece.object_name, piece.definition, 'table' = ANY (old_types));
    IF changes.is_made THEN
      new_types := new_types || 'table'::text;
      new_names := new_names || piece.object_name;
      IF changes.alterations <> '{}' THEN
        changed := changed || piece.object_name;
      END IF;
    END IF;
  END LOOP;

  -- all locks at first, then the check again: somebody may have planted
  -- something while they were waited for
  PERFORM userlogs.lock_relations(array_agg(userlogs.report_relation(schema_name, o.name) ORDER BY o.position))
  FROM (
    SELECT o.name, o.position FROM unnest(old_types, old_names) WITH ORDINALITY o(type, name, position)
    WHERE o.type IN ('view', 'materialized view', 'snapshot view')
    UNION ALL SELECT c.name, 1000 + c.position FROM unnest(changed) WITH ORDINALITY c(name, position)) o;
  PERFORM userlogs.check_report_schema(schema_name);

  snapshots := (
    SELECT jsonb_agg(jsonb_build_object('view_name', left(o.name, -length('_materialized')), 'stored_privileges', s.relacl::text, 'front_privileges', f.relacl::text))
    FROM unnest(old_types, old_names) o(type, name)
    JOIN pg_class s ON s.oid = userlogs.report_relation(schema_name, o.name)
    LEFT JOIN pg_class f ON f.oid = userlogs.report_relation(schema_name, left(o.name, -length('_materialized')) || '_snapshot')
    WHERE o.type = 'materialized view');
  PERFORM userlogs.detach_report_object(schema_name, o.object_type, o.object_name)
  FROM unnest(old_types, old_names) o(object_type, object_name);

  FOR piece IN SELECT s.object_name, s.definition FROM userlogs.report_source() s WHERE s.object_name = ANY (new_names) ORDER BY s.step LOOP
    SELECT * INTO changes FROM userlogs.report_table_changes(schema_name, piece.object_name, piece.definition, true)
    WHERE piece.object_name = ANY (changed);
    PERFORM userlogs.change_report_table(schema_name, piece.object_name, piece.definition,
      coalesce(changes.alterations, '{}'), coalesce(changes.checks, '{}'));
  END LOOP;

  FOR piece IN SELECT * FROM userlogs.report_source() s ORDER BY s.step LOOP
    IF piece.object_type = 'table' THEN
      IF piece.object_name <> ALL (used) THEN
        PERFORM userlogs.replace_report_object(schema_name, 'table', piece.object_name, piece.definition);
        made := made || piece.object_name;
        new_types := new_types || 'table'::text;
        new_names := new_names || piece.object_name;
        IF id_type <> 'text' AND EXISTS (SELECT FROM userlogs.report_input() i
          WHERE i.relation_name = piece.object_name AND i.column_name = 'user_id') THEN
          EXECUTE format('ALTER TABLE %I.%I ALTER COLUMN user_id TYPE %s USING NULL', schema_name, piece.object_name, id_type);
        END IF;
      END IF;
      PERFORM userlogs.create_report_reader(schema_name, piece.object_name);
      new_types := new_types || 'function'::text;
      new_names := new_names || (piece.object_name || '_input');
    ELSE
      PERFORM userlogs.replace_report_object(schema_name, piece.object_type, piece.object_name, piece.definition);
      new_types := new_types || piece.object_type;
      new_names := new_names || piece.object_name;
    END IF;
  END LOOP;

  -- what this version no longer has goes, what create_materialized made stays,
  -- or is made again where its view has been dropped
  FOR piece IN SELECT o.object_type, o.object_name FROM unnest(old_types, old_names) o(object_type, object_name)
    WHERE o.object_name <> ALL (new_names) AND o.object_type <> 'table'
  LOOP
    IF piece.object_type IN ('view', 'function') THEN
      EXECUTE format('DROP %s %s', piece.object_type, CASE piece.object_type
        WHEN 'view' THEN userlogs.report_relation(schema_name, piece.object_name)::text
        ELSE userlogs.report_function(schema_name, piece.object_name)::text END);
    ELSE
      new_types := new_types || piece.object_type;
      new_names := new_names || piece.object_name;
    END IF;
  END LOOP;
  FOR snapshot IN SELECT * FROM jsonb_to_recordset(snapshots) AS s(view_name text, stored_privileges text, front_privileges text) LOOP
    IF userlogs.report_relation(schema_name, snapshot.view_name || '_materialized') IS NULL THEN
      PERFORM userlogs.create_snapshot(schema_name, snapshot.view_name, snapshot.stored_privileges::aclitem[], snapshot.front_privileges::aclitem[]);
    END IF;
  END LOOP;

  EXECUTE format('CREATE OR REPLACE FUNCTION %I.report_version() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L',
    schema_name, (SELECT extversion FROM pg_extension WHERE extname = 'userlogs'));
  PERFORM userlogs.register_report(schema_name, new_types, new_names);
  PERFORM userlogs.check_report_code(schema_name);

  RETURN concat_ws(E'\n', format('report in schema %I: %s views', schema_name, cardinality(array_positions(new_types, 'view'))),
    -- six names a line
    'inputs that were there: ' || regexp_replace(array_to_string(nullif(used, '{}'), ', '), '((?:\w+, ){6})', E'\\1\n  ', 'g'),
    'inputs made as tables: ' || regexp_replace(array_to_string(nullif(made, '{}'), ', '), '((?:\w+, ){6})', E'\\1\n  ', 'g'));
END $create_report$;
COMMENT ON FUNCTION userlogs.create_report(pg_catalog.text, pg_catalog.regtype, pg_catalog.bool) IS
  'Makes a report schema, owned by the caller, or brings it up to date: checks the input relations that are in it (report_input() lists their columns), makes those missing as tables, and creates the views. user_id_type: the type of user_id in tables that are made, such as bigint or uuid; NULL: that of the inputs that are there, else text. allow_public: schema public is meant. Returns what was made. Data, grants, snapshots and views of others on top are kept. Errors: null_value_not_allowed, invalid_parameter_value, name_too_long, invalid_schema_name (schema name), insufficient_privilege (also: code of somebody else in the report), undefined_table (an input of the report is gone), undefined_column, datatype_mismatch, wrong_object_type, feature_not_supported (an input), duplicate_table, duplicate_function (something else has the name of a view), dependent_objects_still_exist (columns of a view have changed and somebody''s view reads it)';
