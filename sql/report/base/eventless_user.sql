-- eventless_user: which users have no events?
--
-- One row per user of report_user without a usable event; none if row security
-- hides events from the reader.

CREATE OR REPLACE FUNCTION eventless_user()
RETURNS TABLE (user_id status_event.user_id%TYPE, name text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT u.user_id, u.name
  FROM user_label() u
  LEFT JOIN log_user() k ON k.user_id = u.user_id
  WHERE k.user_id IS NULL
    -- otherwise a user whose events are hidden would look like one without
    -- events
    AND NOT userlogs.row_security_applies('status_event'::regclass);
END;
COMMENT ON FUNCTION eventless_user() IS 'internal: return the users of report_user without a usable event, one row per user; none if row security of status_event applies to the reader';
