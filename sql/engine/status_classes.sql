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

CREATE FUNCTION userlogs.is_status_class(class pg_catalog.text)
RETURNS pg_catalog.bool
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN userlogs.label_key(class) OPERATOR(pg_catalog.=) ANY (ARRAY(SELECT c.class FROM userlogs.status_classes() c));
COMMENT ON FUNCTION userlogs.is_status_class(pg_catalog.text) IS
  'Check whether a text is a class of status_classes, ignoring case and blanks around it. NULL on NULL input';
