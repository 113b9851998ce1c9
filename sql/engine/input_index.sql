-- input_columns, input_index_serves, missing_index: can rows of an input be
-- looked up by an index of the table behind it?
--
-- The reader of an input is an SQL function without arguments whose body was
-- bound when it was created, such as support.status_event_input().  Its body,
-- views and subqueries are followed to one table, as the planner does when a
-- query calls it; nothing is executed.

CREATE FUNCTION userlogs.input_columns(reader pg_catalog.regprocedure, columns pg_catalog.text[],
  OUT relation pg_catalog.regclass, OUT expressions pg_catalog.text[])
LANGUAGE c STABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'input_columns';
COMMENT ON FUNCTION userlogs.input_columns(pg_catalog.regprocedure, pg_catalog.text[]) IS
  'Return the table that columns of an SQL function come from, and the columns as keys of an index on it: a name, or an expression in parentheses. NULL if they do not come from one table, or the planner would not read it in the calling query. NULL on NULL input';

CREATE FUNCTION userlogs.input_index_serves(reader pg_catalog.regprocedure, columns pg_catalog.text[],
  method pg_catalog.text DEFAULT 'btree', wrapper pg_catalog.regprocedure DEFAULT 0)
RETURNS pg_catalog.bool
LANGUAGE c STABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'input_index_serves';
COMMENT ON FUNCTION userlogs.input_index_serves(pg_catalog.regprocedure, pg_catalog.text[], pg_catalog.text, pg_catalog.regprocedure) IS
  'Check whether the planner can look up rows of an SQL function by these columns, or by the wrapper of them unless it is 0, in an index of this access method; with btree also in order, all columns ascending or all descending. NULL on NULL input';

CREATE FUNCTION userlogs.missing_index(reader pg_catalog.regprocedure, columns pg_catalog.text[],
  method pg_catalog.text DEFAULT 'btree', wrapper pg_catalog.regprocedure DEFAULT 0)
RETURNS pg_catalog.text
LANGUAGE c STABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'missing_index';
COMMENT ON FUNCTION userlogs.missing_index(pg_catalog.regprocedure, pg_catalog.text[], pg_catalog.text, pg_catalog.regprocedure) IS
  'Return the CREATE INDEX command after which input_index_serves is true; NULL if it is already, or no index makes it so. NULL on NULL input';
