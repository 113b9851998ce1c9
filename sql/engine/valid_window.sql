-- valid_window: check that a window does not end before it begins.
--
-- For the WHERE clause of a function with a window: evaluated once, before
-- anything is read.

CREATE FUNCTION userlogs.valid_window(from_at pg_catalog.timestamptz, to_at pg_catalog.timestamptz)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'valid_window';
COMMENT ON FUNCTION userlogs.valid_window(pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Check that the window [from_at, to_at) does not end before it begins: true, or an error. NULL is no bound';
