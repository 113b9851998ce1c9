-- report_check: which roles' code would a report run, and who may change it?

-- A function or operator in the schema that matches the types of a call better
-- than the built-in one would be used instead, with the rights of the caller.
CREATE FUNCTION userlogs.check_report_schema(schema_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  foreign_code record;
BEGIN
  -- an older snapshot would not show what names are bound to now
  IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
    RAISE 'a report cannot be checked in a transaction of isolation level %', current_setting('transaction_isolation')
      USING ERRCODE = 'invalid_transaction_state', HINT = 'Use READ COMMITTED.';
  ELSIF userlogs.untrusted_owner(schema_name) IS NOT NULL THEN
    RAISE 'schema "%" belongs to role "%"', schema_name, userlogs.untrusted_owner(schema_name) USING ERRCODE = 'insufficient_privilege',
      DETAIL = 'The owner of a schema can replace any object in it, and the code of others could run with your rights.',
      HINT = 'Call as that role, or create the report in a schema of its own.';
  END IF;
  WITH RECURSIVE w(name) AS (
    VALUES ('rule_notification'), ('report_object')
    UNION ALL SELECT d.name FROM userlogs.report_definition d WHERE d.kind = 'table'),
  written(id) AS (
    -- its partitions, and the relations that it is a view of
    SELECT userlogs.report_relation(schema_name, w.name)::oid FROM w
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
    JOIN userlogs.report_definition d ON d.kind = 'view' AND v.relname IN (d.name, d.name || '_materialized', d.name || '_snapshot')
    WHERE v.relnamespace = quote_ident(schema_name)::regnamespace AND v.relkind IN ('v', 'm', 'f')
    -- tables that are written, which could have triggers
    UNION ALL SELECT 'relation', t.oid::regclass::text, t.relowner FROM pg_class t
    WHERE t.relnamespace = quote_ident(schema_name)::regnamespace AND t.relname IN (SELECT w.name FROM w)
    -- a role with the TRIGGER privilege could have created one
    UNION ALL SELECT 'trigger function', p.oid::regprocedure::text, p.proowner
    FROM written w JOIN pg_trigger g ON g.tgrelid = w.id AND NOT g.tgisinternal JOIN pg_proc p ON p.oid = g.tgfoid) c
  JOIN pg_roles r ON r.oid = c.owner
  WHERE c.owner <> quote_ident(current_user)::regrole AND NOT r.rolsuper
  ORDER BY c.kind, c.name LIMIT 1;
  IF FOUND THEN
    RAISE '% % belongs to role "%"', foreign_code.kind, foreign_code.name, foreign_code.rolname USING ERRCODE = 'insufficient_privilege',
      DETAIL = 'Code of others in the schema of a report could run with your rights.',
      HINT = 'Call as that role, or create the report in a schema of its own.';
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.check_report_schema(pg_catalog.text) IS
  'internal: check that the schema, functions and operators in it, views with names of the report, tables that it writes and the functions of their triggers belong to the caller or a superuser, and that the catalogue is seen as it is';

-- The same by dependency: the objects that names and operators are bound to.
-- enable_hashjoin, enable_mergejoin, enable_seqscan = off: go from object to
-- object through indexes.  The planner cannot estimate the number of objects,
-- and would scan whole catalogues at each step.
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
  -- An ordinary caller reads inputs of others with the caller's own rights, as
  -- without a report.  A superuser who reads a view runs its owner's functions.
  is_superuser boolean := (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user);
  foreign_code record;
BEGIN
  WITH RECURSIVE report(class_id, object_id) AS (
    SELECT 'pg_proc'::regclass, p.oid
    FROM userlogs.report_objects(schema_name) o
    JOIN pg_proc p ON p.pronamespace = quote_ident(schema_name)::regnamespace AND p.proname = o.name
    WHERE o.kind IN ('function', 'procedure')
    UNION
    SELECT 'pg_trigger'::regclass, t.oid
    FROM userlogs.report_objects(schema_name) o
    JOIN pg_trigger t ON t.tgname = o.name
    JOIN pg_class c ON c.oid = t.tgrelid AND c.relnamespace = quote_ident(schema_name)::regnamespace
    WHERE o.kind = 'trigger'
    UNION
    SELECT 'pg_class'::regclass, userlogs.report_relation(schema_name, o.name)::oid
    FROM userlogs.report_objects(schema_name) o WHERE o.kind NOT IN ('function', 'procedure', 'trigger')
    UNION
    SELECT 'pg_class'::regclass, userlogs.report_relation(schema_name, 'report_object')::oid
    WHERE userlogs.report_relation(schema_name, 'report_object') IS NOT NULL),
  input(object_id) AS (
    SELECT DISTINCT userlogs.report_relation(schema_name, i.relation_name)::oid FROM userlogs.report_input() i),
  reached(class_id, object_id) AS (
    TABLE report
    UNION
    SELECT n.class_id, n.object_id
    FROM reached r
    CROSS JOIN LATERAL (
      -- its own dependencies; a relation also has parts with dependencies
      SELECT d.refclassid::regclass, d.refobjid FROM pg_depend d
      WHERE d.classid = r.class_id AND d.objid = r.object_id AND d.deptype <> 'e'
        AND (r.class_id <> 'pg_class'::regclass OR d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass))
      UNION ALL
      SELECT 'pg_rewrite'::regclass, w.oid FROM pg_rewrite w
      WHERE r.class_id = 'pg_class'::regclass AND w.ev_class = r.object_id AND w.ev_type = '1'
      UNION ALL
      SELECT 'pg_class'::regclass, h.inhrelid FROM pg_inherits h WHERE r.class_id = 'pg_class'::regclass AND h.inhparent = r.object_id
      -- expressions that the planner evaluates
      UNION ALL
      SELECT 'pg_constraint'::regclass, k.oid FROM pg_constraint k
      WHERE r.class_id = 'pg_class'::regclass AND k.conrelid = r.object_id AND k.contype = 'c'
      UNION ALL
      SELECT 'pg_class'::regclass, x.indexrelid FROM pg_index x WHERE r.class_id = 'pg_class'::regclass AND x.indrelid = r.object_id
      UNION ALL
      SELECT 'pg_statistic_ext'::regclass, t.oid FROM pg_statistic_ext t WHERE r.class_id = 'pg_class'::regclass AND t.stxrelid = r.object_id
      UNION ALL
      SELECT 'pg_constraint'::regclass, k.oid FROM pg_constraint k WHERE r.class_id = 'pg_type'::regclass AND k.contypid = r.object_id
      -- and those that write to a table of the report
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
  WHERE o.oid <> quote_ident(current_user)::regrole AND NOT o.rolsuper
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
  'internal: check that the report depends only on functions, operators, casts and types of the caller or a superuser, for a superuser also that its inputs do and are not views or foreign tables of other roles';

-- Who may change the report.
CREATE FUNCTION userlogs.check_report_owner(schema_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT pg_has_role(userlogs.report_owner(schema_name), 'USAGE') THEN
    RAISE 'must be owner of the report in schema "%"', schema_name USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.check_report_owner(pg_catalog.text) IS
  'internal: check that the caller has the privileges of the owner of the report in the schema, if there is one';

-- Scheduled functions must run as the owner of the report: called by a
-- superuser they would run code of the owner, or of the owner of an input, with
-- superuser rights.
CREATE FUNCTION userlogs.check_report_caller(schema_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  owner record;
BEGIN
  IF (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user) THEN
    SELECT r.rolname, r.rolsuper INTO owner FROM pg_roles r WHERE r.oid = userlogs.report_owner(schema_name);
    IF NOT owner.rolsuper THEN
      RAISE 'the report in schema "%" belongs to role "%"', schema_name, owner.rolname USING ERRCODE = 'insufficient_privilege',
        DETAIL = 'A superuser who runs it would run code of that role.', HINT = format('Run it as that role: SET ROLE %I.', owner.rolname);
    END IF;
    PERFORM userlogs.check_report_code(schema_name);
  END IF;
  PERFORM userlogs.check_report_schema(schema_name);
END $$;
COMMENT ON FUNCTION userlogs.check_report_caller(pg_catalog.text) IS
  'internal: check that reading the report runs no code of other roles: a superuser reads no report of an ordinary role, and nobody one that depends on code of others';

-- Only one call at a time changes a report.
CREATE FUNCTION userlogs.lock_report(schema_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('userlogs.create_report ' || schema_name, 0));
END $$;
COMMENT ON FUNCTION userlogs.lock_report(pg_catalog.text) IS
  'internal: wait until no other call changes the report in the schema';
