-- distributed: tables of Citus among the inputs of a report.

-- Citus reads its tables, even reference tables, only if the query that comes to
-- the planner contains them, below any views.  In the body of a function that
-- is inlined later, PostgreSQL reads the empty table of that name on the
-- coordinator instead, often without an error.
CREATE FUNCTION userlogs.citus_table(relation pg_catalog.regclass)
RETURNS pg_catalog.regclass
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found record;
BEGIN
  IF to_regclass('pg_catalog.pg_dist_partition') IS NULL THEN
    RETURN NULL;
  END IF;
  EXECUTE $query$
    WITH RECURSIVE reached(class_id, object_id, is_hidden) AS (
      SELECT 'pg_class'::regclass::oid, $1::oid, false
      UNION
      SELECT d.refclassid, d.refobjid, r.is_hidden OR d.refclassid = 'pg_proc'::regclass
      FROM reached r
      CROSS JOIN LATERAL (
        -- what a materialized view stores is on this node
        SELECT 'pg_rewrite'::regclass, w.oid FROM pg_class c JOIN pg_rewrite w ON w.ev_class = c.oid AND w.ev_type = '1'
        WHERE r.class_id = 'pg_class'::regclass AND c.oid = r.object_id AND c.relkind = 'v'
        UNION ALL
        SELECT 'pg_proc'::regclass, r.object_id WHERE r.class_id = 'pg_proc'::regclass) n(class_id, object_id)
      JOIN pg_depend d ON d.classid = n.class_id AND d.objid = n.object_id AND d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass))
    SELECT p.logicalrelid AS name, r.is_hidden
    FROM reached r
    JOIN pg_catalog.pg_dist_partition p ON p.logicalrelid = r.object_id
    WHERE r.class_id = 'pg_class'::regclass
    ORDER BY r.is_hidden DESC, p.logicalrelid::text LIMIT 1 $query$ INTO found USING relation;
  IF found.is_hidden THEN
    RAISE 'relation % reads table %, which is distributed by Citus, through a function', relation, found.name
      USING ERRCODE = 'feature_not_supported', DETAIL = 'Citus does not see the table, and PostgreSQL would read only what the coordinator has of it.',
        HINT = 'Let the relation read the table itself, or a materialized view of it.';
  END IF;
  RETURN found.name;
END $$;
COMMENT ON FUNCTION userlogs.citus_table(pg_catalog.regclass) IS
  'internal: return a table of Citus, distributed or not, that the relation is or reads; NULL if there is none, an error if one is read through a function';

-- A report made before its input was distributed must be made again, so that
-- the function that reads it is not inlined.
CREATE FUNCTION userlogs.refuse_distributed(relation pg_catalog.regclass)
RETURNS pg_catalog.bool
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  distributed regclass := userlogs.citus_table(relation);
BEGIN
  IF distributed IS NOT NULL AND NOT EXISTS (SELECT FROM pg_class c
    JOIN pg_proc p ON p.pronamespace = c.relnamespace AND p.proname = c.relname || '_input' AND p.pronargs = 0 AND p.proconfig IS NOT NULL
    WHERE c.oid = relation)
  THEN
    RAISE '%', CASE WHEN distributed = relation THEN format('table %s has been distributed by Citus since the report was made', relation)
        ELSE format('relation %s reads table %s, which has been distributed by Citus since the report was made', relation, distributed) END
      USING ERRCODE = 'feature_not_supported', DETAIL = 'The report would read only what the coordinator has of it.',
        HINT = 'Call userlogs.create_report again.';
  END IF;
  RETURN true;
END $$;
COMMENT ON FUNCTION userlogs.refuse_distributed(pg_catalog.regclass) IS
  'internal: return true, or raise an error if an input is a table of Citus or a view that reads one, unless the function that reads it was made for that';

-- A report belongs to the node on which it is made: Citus would warn of each
-- object whose inputs the workers lack, and refuse to replace a view.
CREATE FUNCTION userlogs.keep_local()
RETURNS pg_catalog.text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  before text := coalesce(nullif(current_setting('citus.enable_ddl_propagation', true), ''), 'on');
BEGIN
  IF to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL THEN
    PERFORM set_config('citus.enable_ddl_propagation', 'off', true);
    RETURN before;
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION userlogs.keep_local() IS
  'internal: make Citus create what follows on this node only, and return its setting before, for propagate; NULL without Citus';

CREATE FUNCTION userlogs.propagate(before pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('citus.enable_ddl_propagation', before, true);
END $$;
COMMENT ON FUNCTION userlogs.propagate(pg_catalog.text) IS
  'internal: end what keep_local began';

-- Inlined into each function that reads an input, as a condition that is
-- evaluated once; without Citus it looks up one name.
CREATE FUNCTION userlogs.is_not_distributed(relation pg_catalog.regclass)
RETURNS pg_catalog.bool
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.to_regclass('pg_catalog.pg_dist_partition') IS NULL THEN true ELSE userlogs.refuse_distributed(relation) END;
COMMENT ON FUNCTION userlogs.is_not_distributed(pg_catalog.regclass) IS
  'internal: call refuse_distributed if Citus is installed, else return true';
