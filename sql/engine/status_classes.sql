-- status_classes: the classes that a status can have.
--
-- One row per class.  Each property of a class that a report uses is a column
-- here, so that a further class needs only a row to be accepted in status_class
-- and counted as at work or not, available or not.

CREATE FUNCTION userlogs.status_classes(OUT class pg_catalog.text, OUT is_available pg_catalog.bool, OUT is_staffed pg_catalog.bool)
RETURNS SETOF pg_catalog.record
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 3
BEGIN ATOMIC
  VALUES
    ('available', true, true),
    ('unavailable', false, true),
    ('offline', false, false);
END;
COMMENT ON FUNCTION userlogs.status_classes() IS
  'Return the classes that a status can have, one row per class. is_staffed: at work; is_available: at work and available';

CREATE FUNCTION userlogs.is_status_class(class pg_catalog.text)
RETURNS pg_catalog.bool
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN userlogs.label_key(class) OPERATOR(pg_catalog.=) ANY (ARRAY(SELECT c.class FROM userlogs.status_classes() c));
COMMENT ON FUNCTION userlogs.is_status_class(pg_catalog.text) IS
  'Check whether a text is a class of status_classes, ignoring case and blanks around it. NULL on NULL input';
