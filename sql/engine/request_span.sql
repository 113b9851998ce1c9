-- request_span: when can a request be under way?
--
-- For a GiST index by which the requests of a window are found.

CREATE FUNCTION userlogs.request_span(arrived_at pg_catalog.timestamptz, first_response_at pg_catalog.timestamptz, closed_at pg_catalog.timestamptz)
RETURNS pg_catalog.tstzrange
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'request_span';
COMMENT ON FUNCTION userlogs.request_span(pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Return the time in which a request can be under way: from its arrival up to its close, 24 hours after the response if it was not closed, without end if it was neither answered nor closed; empty without an arrival. For a GiST index on requests';
