-- relations_read: which relations are read by reading a table or view?
--
-- One row per relation, including the given one, and role whose rights apply to
-- it.  Views are followed to the relations they read, as are SQL functions
-- whose body was bound when they were created.  The relations a view reads are
-- read with the rights and row security of its owner, those of a
-- security_invoker view with those of its reader.  Based on pg_depend, where a
-- view that only mentions the row type of a table looks like one that reads it:
-- it errs on the side of too many rows.

CREATE FUNCTION userlogs.relations_read(relation pg_catalog.regclass,
  OUT read_relation pg_catalog.regclass, OUT read_as pg_catalog.oid, OUT is_stored pg_catalog.bool)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY
    -- reader: role whose rights apply; running_as: current user at that point,
    -- which a view does not change and a SECURITY DEFINER function does
    WITH RECURSIVE reached(class_id, object_id, reader, running_as, stored) AS (
      SELECT 'pg_class'::regclass, relation::oid, quote_ident(current_user)::regrole::oid, quote_ident(current_user)::regrole::oid, false
      UNION
      SELECT d.refclassid::regclass, d.refobjid, n.reader, n.running_as, n.stored
      FROM reached r
      CROSS JOIN LATERAL (
        SELECT 'pg_rewrite'::regclass AS class_id, w.oid AS object_id,
          CASE WHEN c.relkind = 'v' AND (SELECT bool_or(o.option_value::bool) FROM pg_options_to_table(c.reloptions) o
              WHERE o.option_name = 'security_invoker') THEN r.running_as
            ELSE c.relowner END AS reader,
          CASE c.relkind WHEN 'm' THEN c.relowner ELSE r.running_as END AS running_as,
          r.stored OR c.relkind = 'm' AS stored
        FROM pg_class c JOIN pg_rewrite w ON w.ev_class = c.oid AND w.ev_type = '1'
        WHERE r.class_id = 'pg_class'::regclass AND c.oid = r.object_id AND c.relkind IN ('v', 'm')
        UNION ALL
        SELECT 'pg_proc'::regclass, f.oid, f.role, f.role, r.stored
        FROM (SELECT p.oid, CASE WHEN p.prosecdef THEN p.proowner ELSE r.running_as END AS role FROM pg_proc p
          WHERE r.class_id = 'pg_proc'::regclass AND p.oid = r.object_id) f) n
      JOIN pg_depend d ON d.classid = n.class_id AND d.objid = n.object_id AND d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass)
      -- a rule depends on the view that it belongs to
      WHERE (d.refclassid, d.refobjid) IS DISTINCT FROM (r.class_id::oid, r.object_id))
    SELECT r.object_id::regclass, r.reader, r.stored
    FROM reached r JOIN pg_class c ON c.oid = r.object_id
    WHERE r.class_id = 'pg_class'::regclass AND c.relkind IN ('r', 'p', 'v', 'm', 'f');
END $$;
COMMENT ON FUNCTION userlogs.relations_read(pg_catalog.regclass) IS
  'Return the relations that are read by reading a relation, itself included, through views, materialized views and SQL functions with a bound body. read_as: role whose rights and row security apply; is_stored: read when a materialized view was refreshed, not now';

CREATE FUNCTION userlogs.row_security_applies(relation pg_catalog.regclass)
RETURNS pg_catalog.bool
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF (SELECT c.relkind IN ('v', 'm') FROM pg_class c WHERE c.oid = relation) THEN
    -- row_security_active() for these roles
    RETURN EXISTS (
      SELECT FROM userlogs.relations_read(relation) r
      JOIN pg_class c ON c.oid = r.read_relation
      JOIN pg_roles u ON u.oid = r.read_as
      WHERE c.relrowsecurity AND NOT u.rolsuper AND NOT u.rolbypassrls
        AND (c.relforcerowsecurity OR NOT pg_has_role(u.oid, c.relowner, 'USAGE')));
  END IF;
  RETURN row_security_active(relation);
END $$;
COMMENT ON FUNCTION userlogs.row_security_applies(pg_catalog.regclass) IS
  'Check whether row security restricts the rows of a relation for the current user: row_security_active() that also follows views to their tables; below a view without security_invoker the row security of its owner counts';
