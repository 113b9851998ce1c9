-- user_timeline: the timeline of each user.
--
-- One row per user with a usable event.  Beyond the first 10,000 statuses and
-- the first 10,000 reasons of a user, labels are (other).  max_open_time and
-- heartbeat_timeout of setting are applied.

CREATE OR REPLACE FUNCTION user_timeline()
RETURNS TABLE (user_id status_event.user_id%TYPE, timeline userlogs.timeline)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  -- aggregate on one level: below a subquery the planner would repeat the
  -- expression wherever the timeline is read
  SELECT e.user_id,
    CASE WHEN (SELECT l.max_open_time IS NULL AND l.heartbeat_timeout IS NULL FROM report_limit() l)
      THEN userlogs.fold_labels(userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id), bigint '10000')
      ELSE userlogs.expire_statuses(userlogs.fold_labels(userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id), bigint '10000'),
        ARRAY(
          SELECT u.status
          FROM pg_catalog.unnest(userlogs.statuses(
            userlogs.fold_labels(userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id), bigint '10000'))) u(status)
          WHERE userlogs.label_key(u.status) <> ALL (ARRAY(SELECT c.status_key FROM status_key_class() c WHERE NOT c.is_staffed))),
        (SELECT l.max_open_time FROM report_limit() l),
        (SELECT l.heartbeat_timeout FROM report_limit() l),
        (SELECT t.as_of FROM report_end() t))
    END AS timeline
  FROM usable_event() e
  GROUP BY e.user_id;
END;
COMMENT ON FUNCTION user_timeline() IS
  'internal: return the timeline of each user with a usable event, one row per user. Labels beyond 10,000 statuses or reasons are (other); max_open_time and heartbeat_timeout are applied';
