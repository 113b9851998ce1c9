-- status_durations, duration_in: how long was the user in a status?

-- One row per (status, reason) that occurs in the window, ordered by bytes.
CREATE FUNCTION userlogs.status_durations(
  timeline userlogs.timeline,
  from_at pg_catalog.timestamptz,
  to_at pg_catalog.timestamptz,
  OUT status pg_catalog.text,
  OUT reason pg_catalog.text,
  OUT duration pg_catalog.interval,
  OUT interval_count pg_catalog.int8)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
AS 'MODULE_PATHNAME', 'status_durations';
COMMENT ON FUNCTION userlogs.status_durations(userlogs.timeline, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Total time and number of intervals for each status and reason in the window [from_at, to_at): sum(duration) and count(*) of status_intervals. An open interval counts, but has no duration if to_at is infinite (NULL if it is the only one). No rows for NULL. Errors: invalid_parameter_value (from_at after to_at), interval_field_overflow (over 292271 years)';

CREATE FUNCTION userlogs.duration_in(timeline userlogs.timeline, status pg_catalog.text,
  from_at pg_catalog.timestamptz, to_at pg_catalog.timestamptz)
RETURNS pg_catalog.interval
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'duration_in';
COMMENT ON FUNCTION userlogs.duration_in(userlogs.timeline, pg_catalog.text, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Time in the status (compared by bytes), whatever the reason, within the window [from_at, to_at); 0 if never. An open interval adds nothing if to_at is infinite. NULL for NULL. Errors: invalid_parameter_value (from_at after to_at), interval_field_overflow (over 292271 years)';

CREATE FUNCTION userlogs.duration_in(timeline userlogs.timeline, statuses pg_catalog.text[],
  from_at pg_catalog.timestamptz, to_at pg_catalog.timestamptz)
RETURNS pg_catalog.interval
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'duration_in_array';
COMMENT ON FUNCTION userlogs.duration_in(userlogs.timeline, pg_catalog.text[], pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Time in any of the statuses, each moment counted once; NULL elements match nothing. An array literal without a cast is taken for one status: write ARRAY[...]. Otherwise as for one status';
