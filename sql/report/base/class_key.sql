-- class_key: which statuses are of a class?
--
-- One row per status.  name: staffed, productive (available or engaged), available,
-- engaged (productive but not available), unavailable (staffed but not productive)
-- or offline.

CREATE OR REPLACE FUNCTION class_key(name text)
RETURNS TABLE (status_key text)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 10
BEGIN ATOMIC
  SELECT c.status_key
  FROM status_key_class() c
  WHERE CASE class_key.name WHEN 'staffed' THEN c.is_staffed WHEN 'productive' THEN c.is_productive
    WHEN 'available' THEN c.is_available WHEN 'engaged' THEN c.is_productive AND NOT c.is_available
    WHEN 'unavailable' THEN c.is_staffed AND NOT c.is_productive WHEN 'offline' THEN NOT c.is_staffed END;
END;
COMMENT ON FUNCTION class_key(text) IS
  'internal: return the key of each status that is staffed, productive (available or engaged), available, engaged, unavailable (staffed, not productive) or offline, one row per status';
