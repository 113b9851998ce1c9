-- user_timeline: the history of each user.
--
-- One row per user with a usable event.  Statuses that last too long, or have
-- not been heard of for too long, have been ended as the setting says.

CREATE OR REPLACE FUNCTION user_timeline()
RETURNS TABLE (user_id status_event.user_id%TYPE, timeline userlogs.timeline)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  -- all on one level: below a subquery the planner would repeat the
  -- expression wherever the timeline is read
  SELECT e.user_id,
    CASE WHEN (SELECT s.max_open_time IS NULL AND s.heartbeat_timeout IS NULL FROM report_setting() s)
      THEN userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id)
      ELSE userlogs.expire_statuses(userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id),
        ARRAY(
          SELECT u.status
          FROM pg_catalog.unnest(userlogs.statuses(userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id))) u(status)
          WHERE lower(btrim(u.status)) <> ALL (ARRAY(SELECT c.status_key FROM status_key_class() c WHERE c.class = 'offline'))),
        (SELECT s.max_open_time FROM report_setting() s),
        (SELECT s.heartbeat_timeout FROM report_setting() s),
        (SELECT s.as_of FROM report_setting() s))
    END
  FROM usable_event() e
  GROUP BY e.user_id;
END;
COMMENT ON FUNCTION user_timeline() IS
  'History of each user with a usable event, after max_open_time and heartbeat_timeout have ended what they end: one row per user';
