-- status_classes: the classes that a status can have.
--
-- One row per class.  Each property of a class that a report uses is a column
-- here: a user is productive who is available, or at work on something that is the
-- work itself: on a call, in a chat, in wrap-up.

CREATE FUNCTION userlogs.status_classes(OUT class pg_catalog.text, OUT is_available pg_catalog.bool, OUT is_staffed pg_catalog.bool, OUT is_productive pg_catalog.bool)
RETURNS SETOF pg_catalog.record
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 4
BEGIN ATOMIC
  VALUES
    ('available', true, true, true),
    ('engaged', false, true, true),
    ('unavailable', false, true, false),
    ('offline', false, false, false);
END;
COMMENT ON FUNCTION userlogs.status_classes() IS
  'Return the classes that a status can have, one row per class. is_staffed: at work; is_productive: at work and available or engaged, in a call or its wrap-up; is_available: at work, available and not engaged';

-- A class of one's own counts as one of them; the name unknown is taken.
CREATE FUNCTION userlogs.is_status_class(class pg_catalog.text, counts_as pg_catalog.text DEFAULT NULL)
RETURNS pg_catalog.bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN class IS NULL THEN NULL
  WHEN userlogs.label_key(class) OPERATOR(pg_catalog.=) ANY (ARRAY(SELECT c.class FROM userlogs.status_classes() c)) THEN
    coalesce(nullif(userlogs.label_key(counts_as), ''), userlogs.label_key(class)) OPERATOR(pg_catalog.=) userlogs.label_key(class)
  ELSE coalesce(userlogs.label_key(counts_as) OPERATOR(pg_catalog.=) ANY (ARRAY(SELECT c.class FROM userlogs.status_classes() c)), false)
    AND userlogs.label_key(class) OPERATOR(pg_catalog.<>) ALL (ARRAY['unknown', '']) END;
COMMENT ON FUNCTION userlogs.is_status_class(pg_catalog.text, pg_catalog.text) IS
  'Check whether a text is a class of status_classes, or, with counts_as, another name of a class that counts as one of them, ignoring case and blanks around both. NULL for a NULL class';
