-- headcount: how many were there, at any time, as a value.
--
-- A step function of time, exact to the microsecond: 0 up to the first change,
-- never negative, after the last change those who are still there.  Text form
-- in UTC: {2026-03-02 08:00:00+00 2, 2026-03-02 12:00:00+00 1, 2026-03-02 17:30:00+00 0}

CREATE TYPE userlogs.headcount;

CREATE FUNCTION userlogs.headcount_in(pg_catalog.cstring)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_in';
COMMENT ON FUNCTION userlogs.headcount_in(pg_catalog.cstring) IS
  'Input of a headcount from text: times in ISO 8601 form with an offset, each with the count from there on, in any order. Errors: invalid_text_representation, datetime_field_overflow (no such date), invalid_time_zone_displacement_value (no such offset)';

CREATE FUNCTION userlogs.headcount_out(userlogs.headcount)
RETURNS pg_catalog.cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_out';
COMMENT ON FUNCTION userlogs.headcount_out(userlogs.headcount) IS
  'Text of a headcount: each time, in UTC, from which on another number is there, and the number';

CREATE FUNCTION userlogs.headcount_recv(pg_catalog.internal)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_recv';
COMMENT ON FUNCTION userlogs.headcount_recv(pg_catalog.internal) IS
  'Binary input of a headcount, checked completely. Error: invalid_binary_representation';

CREATE FUNCTION userlogs.headcount_send(userlogs.headcount)
RETURNS pg_catalog.bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_send';
COMMENT ON FUNCTION userlogs.headcount_send(userlogs.headcount) IS
  'Binary output of a headcount: the stored bytes';

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
  'How many were there, at any time: a step function of time, exact to the microsecond. Counts are bigint and never negative, 0 before the first change; {} is nobody ever';

CREATE FUNCTION userlogs.headcount_to_jsonb(userlogs.headcount)
RETURNS pg_catalog.jsonb
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'headcount_to_jsonb';
COMMENT ON FUNCTION userlogs.headcount_to_jsonb(userlogs.headcount) IS
  'Counts of a headcount as an array of objects {started_at, headcount}, times as ISO 8601 text in UTC; each holds until the next one';

CREATE CAST (userlogs.headcount AS pg_catalog.jsonb)
  WITH FUNCTION userlogs.headcount_to_jsonb(userlogs.headcount);
COMMENT ON CAST (userlogs.headcount AS pg_catalog.jsonb) IS
  'Counts of a headcount as an array of objects';
