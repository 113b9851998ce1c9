-- tie_key: which statuses count before others at one time, if no number decides?
--
-- One row per staffed status: what begins counts, and not what ends.  None if
-- the log is numbered, which costs nothing then: event_is_numbered is known when
-- a query is planned.

CREATE OR REPLACE FUNCTION tie_key()
RETURNS TABLE (status_key text)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 10
BEGIN ATOMIC
  SELECT c.status_key FROM class_key('staffed') c WHERE NOT event_is_numbered();
END;
COMMENT ON FUNCTION tie_key() IS
  'internal: return the key of each status that counts before others of the same time, of events without a number: the staffed ones, one row per status; none if each event has a number';
