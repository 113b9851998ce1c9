-- What sqlsmith finds besides a filled report desk: values of both types, and
-- a user without special rights.
SET search_path = public, userlogs;
CREATE TABLE history AS
SELECT user_id, timeline_agg(occurred_at, status, reason) AS timeline,
  headcount_agg(occurred_at, occurred_at + interval '1 hour') AS headcount,
  min(occurred_at) AS from_at, max(occurred_at) AS to_at, 'Europe/Berlin'::text AS time_zone,
  interval '1 day' AS width, ARRAY['Available', 'Unavailable'] AS statuses
FROM desk.status_event WHERE isfinite(occurred_at) GROUP BY user_id;

-- sqlsmith takes these pseudo-types for types, and gets nothing but errors from
-- the operators that are declared with them.
CREATE TABLE unknown_to_sqlsmith AS
SELECT array_agg(oid) AS types FROM pg_type WHERE typname ~ '^any(compatible)?(range|multirange|enum)$';
DELETE FROM pg_operator USING unknown_to_sqlsmith WHERE ARRAY[oprleft, oprright] && types;
DROP TABLE unknown_to_sqlsmith;

CREATE ROLE smith LOGIN;
ALTER ROLE smith SET statement_timeout = '1s';
ALTER ROLE smith SET client_min_messages = error;
-- sqlsmith writes operators without their schema
ALTER ROLE smith SET search_path = public, userlogs, desk;
GRANT USAGE ON SCHEMA desk TO smith;
GRANT ALL ON ALL TABLES IN SCHEMA desk, public TO smith;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA desk, userlogs TO smith;
ANALYZE;
