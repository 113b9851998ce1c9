-- status_key_class: class and label of each status.
--
-- One row per status, by its key.  unknown where the input contradicts itself,
-- or has a class that does not exist.

CREATE OR REPLACE FUNCTION status_key_class()
RETURNS TABLE (status_key text, class text, is_available boolean, is_staffed boolean, is_productive boolean, label text)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 100
BEGIN ATOMIC
  SELECT userlogs.label_key(c.status) AS status_key,
    coalesce(CASE WHEN min(userlogs.label_key(c.class)) = max(userlogs.label_key(c.class)) THEN min(k.class) END, 'unknown') AS class,
    CASE WHEN min(userlogs.label_key(c.class)) = max(userlogs.label_key(c.class)) THEN bool_and(k.is_available) END AS is_available,
    CASE WHEN min(userlogs.label_key(c.class)) = max(userlogs.label_key(c.class)) THEN bool_and(k.is_staffed) END AS is_staffed,
    CASE WHEN min(userlogs.label_key(c.class)) = max(userlogs.label_key(c.class)) THEN bool_and(k.is_productive) END AS is_productive,
    -- lower case throughout, as in the initial rows, does not set the spelling
    min(userlogs.normalize_blanks(c.status) COLLATE "C") FILTER (WHERE userlogs.normalize_blanks(c.status) <> userlogs.label_key(c.status)) AS label
  FROM status_class_input() c
  LEFT JOIN userlogs.status_classes() k ON k.class = userlogs.label_key(c.class)
  WHERE c.status IS NOT NULL
  GROUP BY userlogs.label_key(c.status);
END;
COMMENT ON FUNCTION status_key_class() IS
  'internal: return class and label of each status of status_class, one row per status, by label_key. If the input gives it two classes or an invalid one, class is unknown, and is_available, is_staffed and is_productive are NULL';
