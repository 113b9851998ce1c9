-- status_key_class: class of each status.
--
-- One row per status, by its key.  A class of the user's own has its name in class,
-- and in counts_as one of status_classes.  Both are unknown where the input
-- contradicts itself, or has a class that does not exist.

CREATE OR REPLACE FUNCTION status_key_class()
RETURNS TABLE (status_key text, class text, counts_as text, is_available boolean, is_staffed boolean, is_productive boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 100
BEGIN ATOMIC
  SELECT userlogs.label_key(c.status) AS status_key,
    CASE WHEN min(userlogs.label_key(c.class)) = max(userlogs.label_key(c.class)) AND min(k.class) = max(k.class) AND count(k.class) = count(c.class)
      THEN min(userlogs.label_key(c.class)) ELSE 'unknown' END AS class,
    CASE WHEN min(userlogs.label_key(c.class)) = max(userlogs.label_key(c.class)) AND min(k.class) = max(k.class) AND count(k.class) = count(c.class)
      THEN min(k.class) ELSE 'unknown' END AS counts_as,
    CASE WHEN min(userlogs.label_key(c.class)) = max(userlogs.label_key(c.class)) AND min(k.class) = max(k.class) AND count(k.class) = count(c.class)
      THEN bool_and(k.is_available) END AS is_available,
    CASE WHEN min(userlogs.label_key(c.class)) = max(userlogs.label_key(c.class)) AND min(k.class) = max(k.class) AND count(k.class) = count(c.class)
      THEN bool_and(k.is_staffed) END AS is_staffed,
    CASE WHEN min(userlogs.label_key(c.class)) = max(userlogs.label_key(c.class)) AND min(k.class) = max(k.class) AND count(k.class) = count(c.class)
      THEN bool_and(k.is_productive) END AS is_productive
  FROM status_class_input() c
  LEFT JOIN userlogs.status_classes() k ON k.class = coalesce(nullif(userlogs.label_key(c.counts_as), ''), userlogs.label_key(c.class))
    -- as in is_status_class
    AND (k.class = userlogs.label_key(c.class)
      OR userlogs.label_key(c.class) <> ALL (ARRAY(SELECT n.class FROM userlogs.status_classes() n) || '{unknown,""}'::text[]))
  WHERE c.status IS NOT NULL
  GROUP BY userlogs.label_key(c.status);
END;
COMMENT ON FUNCTION status_key_class() IS
  'internal: return the class of each status of status_class, one row per status, by label_key. counts_as: the class of status_classes, which differs for a class of the user''s own. If the input gives it two classes or an invalid one, both are unknown, and is_available, is_staffed and is_productive are NULL';
