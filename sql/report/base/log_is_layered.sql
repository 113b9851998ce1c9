-- log_is_layered: does the log have layers, or another shape that is folded?
--
-- IMMUTABLE for the same reason as log_is_indexed.

CREATE OR REPLACE FUNCTION log_is_layered()
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT false;
END;
-- layered:
BEGIN ATOMIC
  SELECT true;
END;
COMMENT ON FUNCTION log_is_layered() IS 'internal: check whether the log has layers, or another shape that is folded into one history per user';
