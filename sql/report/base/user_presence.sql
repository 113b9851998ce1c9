-- user_presence: the timeline of each user, and its statuses by class.
--
-- One row per user with a usable event.  The arrays hold the statuses as
-- written by the source; NULL for none.  The keys of a class are read once per
-- query: a join would read all classes for each user.

CREATE OR REPLACE FUNCTION user_presence()
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  timeline userlogs.timeline,
  available text[],
  unavailable text[])
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT t.user_id, t.timeline, k.available, k.unavailable
  FROM user_timeline() t
  CROSS JOIN LATERAL (
    SELECT nullif(ARRAY(
        SELECT u.status FROM unnest(userlogs.statuses(t.timeline)) u(status)
        WHERE userlogs.label_key(u.status) = ANY (ARRAY(SELECT c.status_key FROM status_key_class() c WHERE c.is_available))), '{}'),
      nullif(ARRAY(
        SELECT u.status FROM unnest(userlogs.statuses(t.timeline)) u(status)
        WHERE userlogs.label_key(u.status) = ANY (ARRAY(SELECT c.status_key FROM status_key_class() c WHERE c.is_staffed AND NOT c.is_available))), '{}')
    -- OFFSET 0 is an optimization fence: evaluate the arrays once per user, not
    -- wherever one of them is read
    OFFSET 0) k(available, unavailable);
END;
COMMENT ON FUNCTION user_presence() IS
  'internal: return the timeline of each user with a usable event, and its statuses of class available and unavailable (NULL: none), one row per user';
