-- status_key_class: the class of each status, once.
--
-- One row per status in lower case and without blanks around it.  Where the
-- input contradicts itself, or names a class that does not exist: unknown.

CREATE OR REPLACE FUNCTION status_key_class()
RETURNS TABLE (status_key text, class text)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 100
BEGIN ATOMIC
  SELECT lower(btrim(c.status)),
    CASE WHEN min(c.class) = max(c.class) AND min(c.class) IN ('available', 'unavailable', 'offline')
      THEN min(c.class) ELSE 'unknown' END
  FROM status_class_input() c
  WHERE c.status IS NOT NULL
  GROUP BY lower(btrim(c.status));
END;
COMMENT ON FUNCTION status_key_class() IS
  'Class of each status: one row per status in lower case and trimmed; unknown where the input names two classes for it, or none that exists';
