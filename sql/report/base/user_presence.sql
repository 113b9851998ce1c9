-- user_presence: the timeline of each user, and its statuses by class.
--
-- One row per user with a usable event; the timeline is that of user_timeline.
-- The arrays hold the statuses as written by the source; NULL for none.

CREATE OR REPLACE FUNCTION user_presence(from_at timestamptz, to_at timestamptz, same_after text DEFAULT NULL, teams text[] DEFAULT NULL)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  timeline userlogs.timeline,
  available text[],
  engaged text[],
  productive text[],
  unavailable text[])
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT t.user_id, t.timeline, k.available, k.engaged, CASE WHEN k.engaged IS NULL THEN k.available ELSE k.available || k.engaged END AS productive, k.unavailable
  FROM user_timeline(user_presence.from_at, user_presence.to_at, NULL, user_presence.same_after, user_presence.teams) t
  CROSS JOIN LATERAL (
    SELECT nullif(userlogs.statuses_in(t.timeline, ARRAY(SELECT c.status_key FROM class_key('available') c)), '{}'),
      nullif(userlogs.statuses_in(t.timeline, ARRAY(SELECT c.status_key FROM class_key('engaged') c)), '{}'),
      nullif(userlogs.statuses_in(t.timeline, ARRAY(SELECT c.status_key FROM class_key('unavailable') c)), '{}')
    -- OFFSET 0 is an optimization fence: evaluate the arrays once per user, not
    -- wherever one of them is read
    OFFSET 0) k(available, engaged, unavailable);
END;
COMMENT ON FUNCTION user_presence(timestamptz, timestamptz, text, text[]) IS
  'internal: return the timeline of each user with a usable event, and its statuses of class available, engaged and unavailable, and those of the first two (productive; NULL: none), one row per user; arguments as for user_timeline';
