-- What is installed: everything is commented, parallel safe, immutable where
-- nothing outside the arguments matters, and in schema userlogs.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE TEMP VIEW member AS
SELECT d.classid, d.objid, pg_describe_object(d.classid, d.objid, 0) AS object
FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
WHERE e.extname = 'userlogs' AND d.deptype = 'e';
SELECT count(*) > 0 AS members FROM member;
-- members without a comment; types of arrays and of the rows of a table are made
-- by the server
SELECT object FROM member
WHERE obj_description(objid, (SELECT relname FROM pg_class WHERE oid = classid)) IS NULL
  AND NOT (classid = 'pg_type'::regclass AND objid IN (SELECT oid FROM pg_type WHERE typelem <> 0 OR typrelid <> 0)) ORDER BY 1;
SELECT obj_description('userlogs'::regnamespace, 'pg_namespace') IS NOT NULL AS schema_comment,
  obj_description((SELECT oid FROM pg_extension WHERE extname = 'userlogs'), 'pg_extension') IS NOT NULL AS extension_comment;
-- the test of a function shows whether it is immutable, parallel safe and strict;
-- those in C are the first two, but for the binary form of timelines, which depends
-- on the client's encoding, and what reads definitions; those that write are not for
-- workers
SELECT p.oid::regprocedure, provolatile, proparallel FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE pronamespace = 'userlogs'::regnamespace AND lanname = 'c' AND (proparallel <> 's' OR provolatile <> 'i') AND proname NOT IN ('timeline_recv', 'timeline_send', 'input_columns', 'input_index_serves', 'missing_index') ORDER BY 1;
SELECT oid::regprocedure FROM pg_proc
WHERE pronamespace = 'userlogs'::regnamespace AND provolatile = 'v' AND proparallel <> 'u' ORDER BY 1;
-- functions that take NULL are aggregates, what these call, expire_statuses, for
-- which it is no limit, is_status_class, for which it is no class of one's own,
-- valid_window, for which it is no bound, request_span, for which it is no time,
-- overlay, for which it is an empty list, and what refuses it
SELECT oid::regprocedure FROM pg_proc
WHERE pronamespace = 'userlogs'::regnamespace AND prokind = 'f' AND NOT proisstrict AND pronargs > 0
  AND oid NOT IN (SELECT unnest(ARRAY[aggtransfn, aggcombinefn, aggfinalfn]) FROM pg_aggregate)
  AND proname NOT IN ('expire_statuses', 'is_status_class', 'valid_window', 'request_span', 'overlay', 'create_report', 'drop_report', 'create_materialized', 'refresh_materialized', 'drop_materialized',
    'notify_violations', 'missing_indexes', 'setup_hints', 'report_contents', 'report_page', 'report_digest', 'team_day_svg', 'headcount_svg', 'team_day_chart', 'report_objects', 'is_not_distributed', 'begin_snapshot_call', 'check_report_arguments', 'check_report_inputs', 'create_snapshot', 'provide_report_schema')
  -- pieces of a page show a dash for NULL
  AND proname !~ '^page_'
ORDER BY 1;
-- nothing is leakproof or security definer
SELECT oid::regprocedure FROM pg_proc
WHERE pronamespace = 'userlogs'::regnamespace AND (proleakproof OR prosecdef) ORDER BY 1;
-- bodies that are not bound when they are created have a fixed search_path
SELECT p.oid::regprocedure, lanname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE pronamespace = 'userlogs'::regnamespace AND lanname NOT IN ('c', 'internal') AND prosqlbody IS NULL
  AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (proconfig), false) ORDER BY 1;
-- a function that gives out internal takes internal, so that SQL cannot call it
SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'userlogs'::regnamespace
  AND prorettype = 'internal'::regtype AND NOT 'internal'::regtype = ANY (proargtypes) ORDER BY 1;
-- no function takes a value of any type
SELECT p.oid::regprocedure FROM pg_proc p WHERE pronamespace = 'userlogs'::regnamespace AND EXISTS (
  SELECT FROM pg_type t WHERE t.oid = ANY (p.proargtypes) AND typtype = 'p' AND typname NOT IN ('internal', 'cstring')) ORDER BY 1;
-- aggregates can be combined in all plans, and their final functions called again
SELECT aggfnoid::regprocedure, aggcombinefn, aggserialfn, aggdeserialfn, aggfinalmodify, aggmfinalmodify
FROM pg_aggregate JOIN pg_proc p ON p.oid = aggfnoid
WHERE pronamespace = 'userlogs'::regnamespace AND (0 IN (aggcombinefn, aggserialfn, aggdeserialfn) OR aggfinalmodify <> 'r' OR aggmfinalmodify <> 'r')
ORDER BY aggfnoid::regprocedure::text COLLATE "C";
-- each type has complete operator classes of its own for sorting and hashing
SELECT t.typname, m.amname
FROM pg_type t CROSS JOIN pg_am m LEFT JOIN pg_opclass o ON o.opcintype = t.oid AND o.opcmethod = m.oid AND o.opcdefault
LEFT JOIN LATERAL amvalidate(o.oid) v(ok) ON true
WHERE t.typnamespace = 'userlogs'::regnamespace AND t.typtype = 'b' AND t.typcategory <> 'A' AND m.amname IN ('btree', 'hash') AND v.ok IS NOT TRUE
ORDER BY 1, 2;
SELECT opcname FROM pg_opclass o WHERE opcnamespace = 'userlogs'::regnamespace AND NOT (opcdefault AND amvalidate(o.oid)) ORDER BY 1;
-- the version is told in one place
SELECT extversion = default_version AS current FROM pg_extension JOIN pg_available_extensions ON name = extname WHERE extname = 'userlogs';
SELECT extrelocatable, superuser, trusted, schema FROM pg_extension
JOIN pg_available_extension_versions v ON v.name = extname AND v.version = extversion WHERE extname = 'userlogs';
DROP VIEW member;
