-- headcount: a count over time, as a value.
--
-- A step function of time, exact to the microsecond: 0 up to the first change,
-- never negative, the final count after the last change.  Text form
-- in UTC: {2026-03-02 08:00:00+00 2, 2026-03-02 12:00:00+00 1, 2026-03-02 17:30:00+00 0}

CREATE TYPE userlogs.headcount;

CREATE FUNCTION userlogs.headcount_in(pg_catalog.cstring)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_in';
COMMENT ON FUNCTION userlogs.headcount_in(pg_catalog.cstring) IS
  'Convert text to a headcount: times in ISO 8601 form with an offset, each with the count from then on, in any order';

CREATE FUNCTION userlogs.headcount_out(userlogs.headcount)
RETURNS pg_catalog.cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_out';
COMMENT ON FUNCTION userlogs.headcount_out(userlogs.headcount) IS
  'Convert a headcount to text: each time, in UTC, at which the count changes, and the new count';

CREATE FUNCTION userlogs.headcount_recv(pg_catalog.internal)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_recv';
COMMENT ON FUNCTION userlogs.headcount_recv(pg_catalog.internal) IS
  'Convert binary input to a headcount, checking it completely';

CREATE FUNCTION userlogs.headcount_send(userlogs.headcount)
RETURNS pg_catalog.bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_send';
COMMENT ON FUNCTION userlogs.headcount_send(userlogs.headcount) IS
  'Convert a headcount to binary: the stored bytes';

CREATE TYPE userlogs.headcount (
  INPUT = userlogs.headcount_in,
  OUTPUT = userlogs.headcount_out,
  RECEIVE = userlogs.headcount_recv,
  SEND = userlogs.headcount_send,
  INTERNALLENGTH = VARIABLE,
  ALIGNMENT = int4,
  STORAGE = extended
);
COMMENT ON TYPE userlogs.headcount IS
  'Count as a step function of time, such as the number of users present, exact to the microsecond. Counts are bigint and never negative, 0 before the first change; {} is 0 at all times';

CREATE FUNCTION userlogs.headcount_to_jsonb(userlogs.headcount)
RETURNS pg_catalog.jsonb
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'headcount_to_jsonb';
COMMENT ON FUNCTION userlogs.headcount_to_jsonb(userlogs.headcount) IS
  'Convert a headcount to an array of objects {started_at, headcount}, times as ISO 8601 text in UTC; each count holds until the next one';

CREATE CAST (userlogs.headcount AS pg_catalog.jsonb)
  WITH FUNCTION userlogs.headcount_to_jsonb(userlogs.headcount);
COMMENT ON CAST (userlogs.headcount AS pg_catalog.jsonb) IS
  'Convert a headcount to an array of objects {started_at, headcount}';
