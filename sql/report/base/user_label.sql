-- user_label: what is the name of each user?
--
-- One row per user of the input, even if the input has several.

CREATE OR REPLACE FUNCTION user_label()
RETURNS TABLE (user_id status_event.user_id%TYPE, name text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT u.user_id, min(u.name) AS name
  FROM report_user_input() u
  WHERE u.user_id IS NOT NULL AND (length(u.user_id::text) > 200) IS NOT TRUE
  GROUP BY u.user_id;
END;
COMMENT ON FUNCTION user_label() IS 'internal: return the name of each user of report_user, one row per user; of several names the first in order';
