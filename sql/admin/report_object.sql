-- report_object: which objects belong to a report?
--
-- The table report_object in the schema of a report lists the objects that
-- create_report and create_materialized made there, so that no other object is
-- ever replaced or dropped.  It is read only if it is a table of the report's
-- owner, and this is the caller or a superuser: a relation of that name of
-- another role could run code with the caller's rights.  It must not be
-- writable by others, since the objects it lists can be dropped.  If it cannot
-- be read, or is empty as after pg_dump --schema-only, the objects are found in
-- the catalogue.

CREATE FUNCTION userlogs.report_relation(schema_name pg_catalog.text, relation_name pg_catalog.text)
RETURNS pg_catalog.regclass
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN pg_catalog.to_regclass(pg_catalog.quote_ident(schema_name) OPERATOR(pg_catalog.||) '.' OPERATOR(pg_catalog.||)
  pg_catalog.quote_ident(relation_name));
COMMENT ON FUNCTION userlogs.report_relation(pg_catalog.text, pg_catalog.text) IS
  'internal: return the relation of that name in the schema; NULL if there is none';

CREATE FUNCTION userlogs.report_owner(schema_name pg_catalog.text)
RETURNS pg_catalog.oid
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN (SELECT p.proowner FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = schema_name AND p.proname = 'report_version' AND p.pronargs = 0);
END $$;
COMMENT ON FUNCTION userlogs.report_owner(pg_catalog.text) IS
  'internal: return the role that owns report_version() in the schema, and so the report; NULL if there is no report';

-- Any superuser can update a report of a superuser, and owns what is new in it.
CREATE FUNCTION userlogs.report_owners(schema_name pg_catalog.text)
RETURNS pg_catalog.oid[]
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN ARRAY(SELECT r.oid FROM pg_roles r JOIN pg_roles o ON o.oid = userlogs.report_owner(schema_name)
    WHERE r.oid = o.oid OR r.rolsuper AND o.rolsuper);
END $$;
COMMENT ON FUNCTION userlogs.report_owners(pg_catalog.text) IS
  'internal: return the roles to which objects of the report can belong: its owner, and if this is a superuser all superusers';

-- Whoever owns the schema can replace any object in it.
CREATE FUNCTION userlogs.untrusted_owner(schema_name pg_catalog.text)
RETURNS pg_catalog.name
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN (
    SELECT r.rolname
    FROM pg_namespace n
    JOIN pg_database d ON d.datname = current_database()
    JOIN pg_roles r ON r.oid = CASE n.nspowner WHEN 'pg_database_owner'::regrole THEN d.datdba ELSE n.nspowner END
    WHERE n.nspname = schema_name AND r.rolname <> current_user AND NOT r.rolsuper);
END $$;
COMMENT ON FUNCTION userlogs.untrusted_owner(pg_catalog.text) IS
  'internal: return the owner of the schema; NULL if it is the caller or a superuser';

-- Only the owner of the schema could put something else in the place of a table
-- between this check and the reading.
CREATE FUNCTION userlogs.registered_objects(schema_name pg_catalog.text,
  OUT kind pg_catalog.text, OUT name pg_catalog.text, OUT definition_md5 pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE STRICT ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF EXISTS (SELECT FROM pg_class c JOIN pg_roles o ON o.oid = c.relowner
    WHERE c.oid = userlogs.report_relation(schema_name, 'report_object') AND c.relkind = 'r'
      AND o.oid = userlogs.report_owner(schema_name) AND (o.rolname = current_user OR o.rolsuper)
      AND userlogs.untrusted_owner(schema_name) IS NULL AND has_table_privilege(c.oid, 'SELECT')
      AND NOT EXISTS (
        SELECT FROM (SELECT c.relacl UNION ALL SELECT a.attacl FROM pg_attribute a WHERE a.attrelid = c.oid) l(acl), aclexplode(l.acl) p
        WHERE p.grantee <> c.relowner AND p.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER'))) THEN
    RETURN QUERY EXECUTE format('SELECT o.kind, o.name, o.definition_md5 FROM ONLY %I.report_object o WHERE o.name IS NOT NULL AND o.kind = ANY ($1)', schema_name)
      USING '{input,table,view,function,procedure,trigger,materialized view,snapshot view}'::text[];
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.registered_objects(pg_catalog.text) IS
  'internal: return the rows of report_object in the schema; none unless it is a table that belongs to the owner of the report, who is the caller or a superuser, and that nobody else may write';

-- A trigger is the report's if it calls a function of the schema and its owner.
CREATE FUNCTION userlogs.report_triggers(schema_name pg_catalog.text, names pg_catalog.text[],
  OUT name pg_catalog.text, OUT relation pg_catalog.regclass)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE STRICT ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY
    SELECT t.tgname::text, c.oid::regclass
    FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_proc p ON p.oid = t.tgfoid AND p.pronamespace = n.oid AND p.proowner = ANY (userlogs.report_owners(schema_name))
    WHERE n.nspname = schema_name AND t.tgname = ANY (names) AND NOT t.tgisinternal;
END $$;
COMMENT ON FUNCTION userlogs.report_triggers(pg_catalog.text, pg_catalog.text[]) IS
  'internal: return the triggers of these names in the schema that call a function of the report''s owner there, and their tables';

-- By name, kind and owner; a snapshot also by the view it reads.
CREATE FUNCTION userlogs.find_report_objects(schema_name pg_catalog.text, OUT kind pg_catalog.text, OUT name pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE STRICT ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  owners oid[] := userlogs.report_owners(schema_name);
BEGIN
  RETURN QUERY
    WITH relation AS (
      SELECT c.oid, c.relname::text AS name, c.relkind
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = schema_name AND c.relowner = ANY (owners)),
    reads AS (
      SELECT w.ev_class AS reader, d.refobjid AS relation
      FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> w.ev_class),
    made AS (
      SELECT d.kind, d.name, r.oid
      FROM userlogs.report_definition d
      JOIN relation r ON r.name = d.name AND r.relkind = CASE d.kind WHEN 'view' THEN 'v' WHEN 'table' THEN 'r' END),
    stored AS (
      SELECT m.name AS view_name, r.name, r.oid
      FROM made m JOIN relation r ON r.name = m.name || '_materialized' AND r.relkind = 'm'
      WHERE m.kind = 'view' AND EXISTS (SELECT FROM reads e WHERE e.reader = r.oid AND e.relation = m.oid))
    SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, p.proname::text
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = schema_name AND p.proowner = ANY (owners) AND (p.proname, p.prokind) IN (
      SELECT d.name, CASE d.kind WHEN 'procedure' THEN 'p' ELSE 'f' END FROM userlogs.report_definition d WHERE d.kind IN ('function', 'procedure')
      UNION ALL SELECT i.name || '_input', 'f' FROM userlogs.input_names() i(name))
    UNION ALL SELECT m.kind, m.name FROM made m
    UNION ALL SELECT 'trigger', t.name
    FROM userlogs.report_triggers(schema_name, ARRAY(SELECT d.name FROM userlogs.report_definition d WHERE d.kind = 'trigger')) t
    UNION ALL SELECT 'materialized view', s.name FROM stored s
    UNION ALL SELECT 'snapshot view', r.name
    FROM stored s JOIN relation r ON r.name = s.view_name || '_snapshot' AND r.relkind = 'v'
    WHERE EXISTS (SELECT FROM reads e WHERE e.reader = r.oid AND e.relation = s.oid);
END $$;
COMMENT ON FUNCTION userlogs.find_report_objects(pg_catalog.text) IS
  'internal: return the objects of the report in the schema by the catalogue alone, without input tables, which cannot be distinguished from other tables';

CREATE FUNCTION userlogs.report_objects(schema_name pg_catalog.text, OUT kind pg_catalog.text, OUT name pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  namespace oid := to_regnamespace(quote_ident(schema_name));
  owners oid[] := userlogs.report_owners(schema_name);
BEGIN
  IF schema_name IS NULL THEN
    RAISE 'schema_name must not be NULL' USING ERRCODE = 'null_value_not_allowed';
  END IF;
  RETURN QUERY
    WITH registered AS MATERIALIZED (
      SELECT r.kind, r.name FROM userlogs.registered_objects(schema_name) r)
    SELECT o.kind, o.name
    FROM (
      SELECT r.kind, r.name FROM registered r
      UNION
      SELECT f.kind, f.name FROM userlogs.find_report_objects(schema_name) f WHERE NOT EXISTS (SELECT FROM registered)) o
    LEFT JOIN userlogs.report_definition d ON d.name = o.name
    WHERE CASE
      WHEN o.kind IN ('function', 'procedure') THEN EXISTS (
        SELECT FROM pg_proc p WHERE p.proname = o.name AND p.pronamespace = namespace AND p.proowner = ANY (owners) AND (p.prokind = 'p') = (o.kind = 'procedure'))
      WHEN o.kind = 'trigger' THEN EXISTS (
        SELECT FROM userlogs.report_triggers(schema_name, ARRAY[o.name]))
      ELSE EXISTS (
        SELECT FROM pg_class c WHERE c.relname = o.name AND c.relnamespace = namespace AND c.relowner = ANY (owners)
          AND c.relkind = CASE WHEN o.kind = 'materialized view' THEN 'm' WHEN o.kind IN ('input', 'table') THEN 'r' ELSE 'v' END) END
    ORDER BY d.step, o.kind, o.name;
END $$;
COMMENT ON FUNCTION userlogs.report_objects(pg_catalog.text) IS
  'Return the objects that create_report and create_materialized made in the schema and that still exist: kind (input, table, view, function, procedure, trigger, materialized view or snapshot view) and name. No rows if the schema has no report';

-- The list is written again if it is missing, or if others could write it.  It
-- has no key, so that restored or replicated rows raise no error.
CREATE FUNCTION userlogs.provide_report_object(schema_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  grantee text;
BEGIN
  IF userlogs.report_relation(schema_name, 'report_object') IS NULL THEN
    EXECUTE format($query$
      CREATE TABLE %1$I.report_object (kind text NOT NULL, name text NOT NULL, definition_md5 text);
      ALTER TABLE %1$I.report_object REPLICA IDENTITY FULL;
      COMMENT ON TABLE %1$I.report_object IS 'internal: objects that create_report and create_materialized made in this schema';
      COMMENT ON COLUMN %1$I.report_object.kind IS 'input, table, view, function, procedure, trigger, materialized view or snapshot view';
      COMMENT ON COLUMN %1$I.report_object.name IS 'Name of the object';
      COMMENT ON COLUMN %1$I.report_object.definition_md5 IS 'MD5 of the definition of the object; NULL if it has none'
      $query$, schema_name);
  END IF;
  IF NOT EXISTS (SELECT FROM userlogs.registered_objects(schema_name)) THEN
    EXECUTE format('DELETE FROM ONLY %1$I.report_object', schema_name);
    EXECUTE format('INSERT INTO %I.report_object (kind, name) SELECT f.kind, f.name FROM userlogs.find_report_objects(%L) f', schema_name, schema_name);
  END IF;
  FOR grantee IN
    SELECT DISTINCT coalesce(quote_ident(r.rolname), 'PUBLIC')
    FROM pg_class c
    CROSS JOIN LATERAL (SELECT c.relacl UNION ALL SELECT t.attacl FROM pg_attribute t WHERE t.attrelid = c.oid) l(acl)
    CROSS JOIN LATERAL aclexplode(l.acl) a
    LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.oid = userlogs.report_relation(schema_name, 'report_object') AND a.grantee <> c.relowner AND a.privilege_type <> 'SELECT'
  LOOP
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER ON %I.report_object FROM %s', schema_name, grantee);
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.provide_report_object(pg_catalog.text) IS
  'internal: create table report_object of a report if it does not exist, and let only its owner write it';

-- Write report_object.  Rows of snapshots are kept.
CREATE FUNCTION userlogs.register_report(schema_name pg_catalog.text, inputs pg_catalog.text[])
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  EXECUTE format($query$
    DELETE FROM ONLY %1$I.report_object o
    WHERE o.kind NOT IN ('materialized view', 'snapshot view') OR (o.kind, o.name) NOT IN (SELECT e.kind, e.name FROM userlogs.report_objects(%1$L) e);
    INSERT INTO %1$I.report_object (kind, name, definition_md5)
    SELECT d.kind, d.name, md5(d.definition) FROM userlogs.report_definition d WHERE d.kind <> 'input' OR d.name = ANY (%2$L::text[])
    UNION ALL SELECT 'function', i.name || '_input', NULL FROM userlogs.input_names() i(name)
    $query$, schema_name, inputs);
END $$;
COMMENT ON FUNCTION userlogs.register_report(pg_catalog.text, pg_catalog.text[]) IS
  'internal: list in report_object the objects of this version, and as inputs those that were created as tables';

-- While this holds a lock, it waits only briefly for the next one: otherwise a
-- reader that has read one view and continues with another could fail by a
-- deadlock.
CREATE FUNCTION userlogs.lock_relations(relations pg_catalog.regclass[])
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  callers_timeout text := current_setting('lock_timeout');
  -- shorter than the time after which a waiting reader checks for a deadlock
  moment text := (SELECT greatest(s.setting::bigint / 2, 1) FROM pg_settings s WHERE s.name = 'deadlock_timeout')::text;
  last_at timestamptz := (SELECT CASE WHEN s.setting <> '0' THEN clock_timestamp() + s.setting::bigint * interval '1 millisecond' END
    FROM pg_settings s WHERE s.name = 'lock_timeout');
  -- LOCK TABLE rejects a materialized view; setting the owner to the same role
  -- locks it, too
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
      -- all locks have been released; take this one first the next time
      IF lock IS NULL OR clock_timestamp() > last_at THEN
        RAISE;
      END IF;
      busy := lock;
    END;
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.lock_relations(pg_catalog.regclass[]) IS
  'internal: lock tables, views and materialized views in ACCESS EXCLUSIVE MODE, all or none and without a deadlock with their readers, waiting as long as lock_timeout allows';

CREATE FUNCTION userlogs.relations_to_lock(schema_name pg_catalog.text)
RETURNS pg_catalog.regclass[]
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN array_remove(ARRAY[userlogs.report_relation(schema_name, 'report_object')], NULL) || ARRAY(
    SELECT userlogs.report_relation(schema_name, o.name)
    FROM userlogs.report_objects(schema_name) WITH ORDINALITY o(kind, name, position)
    WHERE o.kind IN ('table', 'view', 'materialized view', 'snapshot view') ORDER BY o.position) || ARRAY(
    SELECT DISTINCT t.relation
    FROM userlogs.report_triggers(schema_name, ARRAY(SELECT o.name FROM userlogs.report_objects(schema_name) o WHERE o.kind = 'trigger')) t);
END $$;
COMMENT ON FUNCTION userlogs.relations_to_lock(pg_catalog.text) IS
  'internal: return the relations that are replaced or dropped with the report in the schema';

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
  'internal: return the function or procedure of that name in the schema; NULL if there is none';

CREATE FUNCTION userlogs.restore_privileges(privileges pg_catalog.aclitem[], object_type pg_catalog.text, object_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  command text;
BEGIN
  FOR command IN
    -- those that the object has been made with
    SELECT DISTINCT format('REVOKE ALL ON %s %s FROM %s', object_type, object_name, coalesce(quote_ident(r.rolname), 'PUBLIC'))
    FROM (SELECT c.relacl, c.relowner FROM pg_class c WHERE object_type = 'TABLE' AND c.oid = object_name::regclass
      UNION ALL SELECT coalesce(p.proacl, acldefault('f', p.proowner)), p.proowner FROM pg_proc p
      WHERE object_type = 'ROUTINE' AND p.oid = object_name::regprocedure) o(acl, owner)
    CROSS JOIN LATERAL aclexplode(o.acl) a
    LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE a.grantee <> o.owner
  LOOP
    EXECUTE command;
  END LOOP;
  FOR command IN
    SELECT format('GRANT %s ON %s %s TO %s%s', a.privilege_type, object_type, object_name,
      coalesce(quote_ident(r.rolname), 'PUBLIC'), CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END)
    FROM aclexplode(privileges) a
    LEFT JOIN pg_roles r ON r.oid = a.grantee
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.restore_privileges(pg_catalog.aclitem[], pg_catalog.text, pg_catalog.text) IS
  'internal: give a TABLE or ROUTINE, whose name is already quoted and qualified, these privileges and no others';

-- Replace an object by a stub with the same columns that reads nothing, so that
-- the objects below it can be replaced while views of others depend on it.
-- Functions in PL/pgSQL have no dependencies.
CREATE FUNCTION userlogs.replace_by_stub(schema_name pg_catalog.text, kind pg_catalog.text, name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  routine pg_proc%ROWTYPE;
BEGIN
  IF kind = 'view' THEN
    EXECUTE format('CREATE OR REPLACE VIEW %I.%I WITH (security_invoker = true) AS SELECT %s', schema_name, name,
      (SELECT string_agg(format('NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), a.attname), ', ' ORDER BY a.attnum)
       FROM pg_attribute a
       WHERE a.attrelid = userlogs.report_relation(schema_name, name) AND a.attnum > 0));
  ELSIF kind IN ('function', 'procedure') THEN
    SELECT * INTO STRICT routine FROM pg_proc WHERE oid = userlogs.report_function(schema_name, name);
    IF routine.prosqlbody IS NULL THEN
      RETURN;
    ELSIF kind = 'procedure' THEN
      EXECUTE format('CREATE OR REPLACE PROCEDURE %I.%I(%s) LANGUAGE sql BEGIN ATOMIC END',
        schema_name, name, pg_get_function_arguments(routine.oid));
    ELSE
      EXECUTE format('CREATE OR REPLACE FUNCTION %I.%I(%s) RETURNS %s LANGUAGE sql STABLE BEGIN ATOMIC SELECT %s; END',
        schema_name, name, pg_get_function_arguments(routine.oid), pg_get_function_result(routine.oid),
        coalesce((SELECT string_agg('NULL::' || format_type(c.type_id, NULL), ', ' ORDER BY c.position)
          FROM unnest(routine.proallargtypes, routine.proargmodes) WITH ORDINALITY c(type_id, mode, position)
          WHERE c.mode = 't'), 'NULL::' || format_type(routine.prorettype, NULL)));
    END IF;
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.replace_by_stub(pg_catalog.text, pg_catalog.text, pg_catalog.text) IS
  'internal: replace a view, function or procedure of the report by one with the same columns that reads nothing';

-- Drop all objects of a kind at once, as they can read each other; kinds that
-- read others come first.
CREATE FUNCTION userlogs.drop_report_objects(schema_name pg_catalog.text, only_obsolete pg_catalog.bool)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  dropped record;
  trigger record;
BEGIN
  FOR dropped IN
    SELECT o.kind, array_agg(o.name) AS names, string_agg(CASE
        WHEN o.kind IN ('function', 'procedure') THEN userlogs.report_function(schema_name, o.name)::text
        ELSE format('%I.%I', schema_name, o.name) END, ', ') AS list
    FROM userlogs.report_objects(schema_name) o
    WHERE o.kind <> 'input' AND NOT (only_obsolete AND EXISTS (
      SELECT FROM userlogs.input_names() i(name) WHERE (o.kind, o.name) = ('function', i.name || '_input')
      UNION ALL
      SELECT FROM userlogs.report_definition d
      WHERE (o.kind, o.name) IN ((d.kind, d.name),
        (CASE d.kind WHEN 'view' THEN 'materialized view' END, d.name || '_materialized'),
        (CASE d.kind WHEN 'view' THEN 'snapshot view' END, d.name || '_snapshot'))))
    GROUP BY o.kind
    ORDER BY array_position('{snapshot view,materialized view,trigger,view,procedure,function,table}', o.kind)
  LOOP
    IF dropped.kind = 'trigger' THEN
      FOR trigger IN SELECT t.name, t.relation FROM userlogs.report_triggers(schema_name, dropped.names) t LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', trigger.name, trigger.relation);
      END LOOP;
    ELSE
      EXECUTE format('DROP %s %s', CASE dropped.kind WHEN 'materialized view' THEN 'MATERIALIZED VIEW' WHEN 'function' THEN 'FUNCTION'
        WHEN 'procedure' THEN 'PROCEDURE' WHEN 'table' THEN 'TABLE' ELSE 'VIEW' END, dropped.list);
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.drop_report_objects(pg_catalog.text, pg_catalog.bool) IS
  'internal: drop the objects of the report except input tables, all of them or only those that this version no longer has';
