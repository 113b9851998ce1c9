-- user_presence: the history of each user, and which statuses in it are of
-- which class.
--
-- One row per user with a usable event.  The arrays hold the statuses as the
-- source wrote them; NULL for none.  The keys of a class are asked for once a
-- query: a join would go through all classes for each user.

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
    -- once a user, not wherever one of the arrays is read
    OFFSET 0) k(available, unavailable);
END;
COMMENT ON FUNCTION user_presence() IS
  'internal: return the timeline of each user with a usable event, and its statuses of class available and unavailable (NULL: none), one row per user';
