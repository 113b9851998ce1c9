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
  'Return the total time and number of intervals of each status and reason in the window [from_at, to_at): sum(duration) and count(*) of status_intervals. If to_at is infinite, an open interval is counted but adds no time (NULL if it is the only one). No rows on NULL input';

CREATE FUNCTION userlogs.duration_in(timeline userlogs.timeline, status pg_catalog.text,
  from_at pg_catalog.timestamptz, to_at pg_catalog.timestamptz)
RETURNS pg_catalog.interval
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'duration_in';
COMMENT ON FUNCTION userlogs.duration_in(userlogs.timeline, pg_catalog.text, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Return the time in a status, compared by its bytes, for any reason, in the window [from_at, to_at); 0 if never. If to_at is infinite, an open interval adds nothing. NULL on NULL input';

CREATE FUNCTION userlogs.duration_in(timeline userlogs.timeline, statuses pg_catalog.text[],
  from_at pg_catalog.timestamptz, to_at pg_catalog.timestamptz)
RETURNS pg_catalog.interval
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'duration_in_array';
COMMENT ON FUNCTION userlogs.duration_in(userlogs.timeline, pg_catalog.text[], pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Return the time in any of the statuses, each moment counted once, as for one status; NULL elements match nothing. An array literal without a cast is taken as one status: write ARRAY[...]';
