-- What is installed: everything is commented, parallel safe, immutable where
-- nothing outside the arguments matters, and in schema userlogs.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE TEMP VIEW member AS
SELECT d.classid, d.objid, pg_describe_object(d.classid, d.objid, 0) AS object
FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
WHERE e.extname = 'userlogs' AND d.deptype = 'e';
SELECT count(*) > 40 AS members FROM member;
-- members without a comment; array types are made by the server
SELECT object FROM member
WHERE obj_description(objid, (SELECT relname FROM pg_class WHERE oid = classid)) IS NULL
  AND object NOT IN ('type userlogs.timeline[]', 'type userlogs.headcount[]') ORDER BY 1;
SELECT obj_description('userlogs'::regnamespace, 'pg_namespace') IS NOT NULL AS schema_comment,
  obj_description((SELECT oid FROM pg_extension WHERE extname = 'userlogs'), 'pg_extension') IS NOT NULL AS extension_comment;
-- functions that are not parallel safe, or not immutable: binary I/O depends
-- on the client's encoding, and what makes reports on the catalogue
SELECT oid::regprocedure, provolatile, proparallel FROM pg_proc
WHERE pronamespace = 'userlogs'::regnamespace AND (proparallel <> 's' OR provolatile <> 'i')
ORDER BY oid::regprocedure::text COLLATE "C";
-- functions that take NULL: the aggregates and their support functions, expire_statuses, for which it is no limit,
-- and those that refuse it
SELECT proname, prokind, count(*) FROM pg_proc WHERE pronamespace = 'userlogs'::regnamespace AND NOT proisstrict AND pronargs > 0
GROUP BY proname, prokind ORDER BY 1, 2;
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
-- aggregates can be combined in all plans
SELECT aggfnoid::regprocedure, aggcombinefn <> 0 AS combines, aggserialfn <> 0 AND aggdeserialfn <> 0 AS serializes,
  aggfinalmodify, aggmfinalmodify
FROM pg_aggregate JOIN pg_proc p ON p.oid = aggfnoid WHERE pronamespace = 'userlogs'::regnamespace
ORDER BY aggfnoid::regprocedure::text COLLATE "C";
-- the operator classes are complete
SELECT opcname, amname, opcdefault, amvalidate.ok
FROM pg_opclass o JOIN pg_am a ON a.oid = opcmethod
CROSS JOIN LATERAL (SELECT amvalidate(o.oid) AS ok) amvalidate
WHERE opcnamespace = 'userlogs'::regnamespace ORDER BY 1;
-- the version is told in one place
SELECT extversion = default_version AS current FROM pg_extension JOIN pg_available_extensions ON name = extname WHERE extname = 'userlogs';
SELECT extrelocatable, superuser, trusted, schema FROM pg_extension
JOIN pg_available_extension_versions v ON v.name = extname AND v.version = extversion WHERE extname = 'userlogs';
DROP VIEW member;
