-- user_timeline: the timeline of each user.
--
-- One row per user with a usable event.  The timeline is exact within the
-- window [from_at, to_at), with the true ends of its first and last interval;
-- nothing else may be asked of it.  NULL is no bound.
--
-- This is the one place that reads histories: with a lower bound, and an index
-- on user and time, by window_timeline, else in one pass over the log.  Of a log
-- with layers all history is read, and folded into one timeline per user.
--
-- With same_before, statuses of that class (see class_key) do not differ: the
-- timeline reaches back to the start of the time in the class; with same_after
-- on to its end.  With teams, only users who have ever been in one of them.  With
-- margin, the window is that much longer on either side, and a microsecond.
--
-- Of events at one time without a number a staffed status counts before others
-- (settle_ties).  A numbered log has nothing to settle: event_is_numbered is
-- folded when a query is planned, and nothing is left of it.
--
-- Beyond the first 10,000 statuses and the first 10,000 reasons of a timeline,
-- labels are (other); with is_raw not, and no limit is applied.  Then a log with
-- layers has a row per user and layer of events.

CREATE OR REPLACE FUNCTION user_timeline(from_at timestamptz, to_at timestamptz, same_before text DEFAULT NULL,
  same_after text DEFAULT NULL, teams text[] DEFAULT NULL, is_raw boolean DEFAULT false, margin interval DEFAULT NULL)
RETURNS TABLE (user_id status_event.user_id%TYPE, timeline userlogs.timeline)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT k.user_id, k.timeline
  FROM (
    -- aggregate on one level: below a subquery the planner would repeat the
    -- expression wherever the timeline is read
    SELECT e.user_id,
      CASE WHEN user_timeline.is_raw
        THEN userlogs.settle_ties(userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id),
          CASE WHEN event_is_numbered() THEN '{}' ELSE ARRAY(SELECT k.status_key FROM class_key('staffed') k) END)
        ELSE userlogs.expire_statuses(
          userlogs.fold_labels(userlogs.settle_ties(userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id),
            CASE WHEN event_is_numbered() THEN '{}' ELSE ARRAY(SELECT k.status_key FROM class_key('staffed') k) END), bigint '10000'),
          userlogs.statuses_not_in(
            userlogs.fold_labels(userlogs.settle_ties(userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id),
              CASE WHEN event_is_numbered() THEN '{}' ELSE ARRAY(SELECT k.status_key FROM class_key('staffed') k) END), bigint '10000'),
            ARRAY(SELECT k.status_key FROM class_key('offline') k)),
          NULL::interval, NULL::interval, (SELECT t.as_of FROM report_end() t), (SELECT l.limits FROM report_limit() l)) END AS timeline
    -- usable_event(), in terms that postgres_fdw can send: the shards of a log
    -- then make the timelines
    FROM log_event() e
    WHERE e.occurred_at <= (SELECT t.as_of FROM report_end() t)
      AND CASE WHEN e.occurred_at < (SELECT b.starts_at FROM report_start() b) THEN false ELSE true END
      AND CASE WHEN user_timeline.teams IS NULL THEN true ELSE e.user_id NOT IN (SELECT o.user_id FROM other_user(user_timeline.teams) o) END
    GROUP BY e.user_id
    -- with the timeline, to be evaluated once for each user
    HAVING CASE WHEN userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id) IS NULL THEN true
      ELSE (pg_column_size(e.user_id) > 8 AND length(e.user_id::text) > 200) IS NOT TRUE END) k
  -- the only condition here, and CASE, so that the planner leaves this out for
  -- a window that is looked up, and the other way without bounds
  WHERE NOT CASE WHEN user_timeline.from_at > '-infinity' OR user_timeline.teams IS NOT NULL THEN log_is_indexed() ELSE false END
  UNION ALL
  SELECT w.user_id, w.timeline
  FROM window_timeline(user_timeline.from_at, user_timeline.to_at, user_timeline.same_before, user_timeline.same_after, user_timeline.teams,
    user_timeline.is_raw, user_timeline.margin) w
  WHERE CASE WHEN user_timeline.from_at > '-infinity' OR user_timeline.teams IS NOT NULL THEN log_is_indexed() ELSE false END;
END;
-- layered:
BEGIN ATOMIC
  -- the limits belong to the layers
  SELECT k.user_id, k.timeline
  FROM (
    SELECT c.user_id, userlogs.overlay_agg(c.timeline, (SELECT r.statuses FROM status_rank('any') r), (SELECT r.ranks FROM status_rank('any') r)) AS timeline
    FROM folded_channel() c
    WHERE CASE WHEN user_timeline.teams IS NULL THEN true ELSE c.user_id NOT IN (SELECT o.user_id FROM other_user(user_timeline.teams) o) END
      AND NOT user_timeline.is_raw
    GROUP BY c.user_id
    OFFSET 0) k
  UNION ALL
  SELECT l.user_id, l.timeline
  FROM layer_timeline(true) l
  WHERE user_timeline.is_raw;
END;
COMMENT ON FUNCTION user_timeline(timestamptz, timestamptz, text, text, text[], boolean, interval) IS
  'internal: return the timeline of each user with a usable event, exact within the window [from_at, to_at) and with true ends, one row per user. same_before, same_after: a class of class_key, to the start or end of whose time it extends; teams: only users ever in one of them; margin: by how much the window is longer on either side. Labels beyond 10,000 statuses or reasons are (other); limits are applied, unless is_raw';
