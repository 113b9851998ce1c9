-- layer_timeline: the timeline of each layer of each user.
--
-- One row per user, channel and layer, and kind of input: events, which change
-- a status, or intervals, which may overlap.  max_open_time applies to both,
-- heartbeat_timeout to events only: a row with both ends needs no heartbeat.
-- With is_raw, events only, as they are told.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION layer_timeline(is_raw boolean DEFAULT false)
RETURNS TABLE (user_id status_event.user_id%TYPE, channel text, layer text, timeline userlogs.timeline)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH change AS NOT MATERIALIZED (
    SELECT c.event_id, c.user_id, c.channel, c.layer, c.occurred_at, c.status,
      CASE WHEN c.status IS NOT NULL OR c.reason NOT IN ('(capped)', '(lost)') THEN c.reason END AS reason
    FROM recorded_change() c
    WHERE c.occurred_at <= (SELECT t.as_of FROM report_end() t)
      AND (c.occurred_at < (SELECT b.starts_at FROM report_start() b)) IS NOT TRUE
      AND (pg_column_size(c.user_id) > 8 AND length(c.user_id::text) > 200) IS NOT TRUE),
  -- what sets all users, sets who has a status by then
  told AS (
    SELECT c.event_id, c.user_id, c.channel, c.layer, c.occurred_at, c.status, c.reason FROM change c
    UNION ALL
    SELECT NULL, g.user_id, g.channel, g.layer, a.occurred_at, a.status, a.reason
    FROM (SELECT c.user_id, c.channel, c.layer, min(c.occurred_at) AS first_at FROM change c
      WHERE input_gives('all_users_event_input()'::regprocedure, NULL) GROUP BY c.user_id, c.channel, c.layer) g
    JOIN all_users_event_input() a ON a.occurred_at > g.first_at AND coalesce(a.channel = g.channel, a.channel IS NULL) AND coalesce(a.layer = g.layer, a.layer IS NULL)
    WHERE a.occurred_at <= (SELECT t.as_of FROM report_end() t)),
  by_event AS (
    SELECT k.user_id, k.channel, k.layer, CASE WHEN layer_timeline.is_raw THEN k.timeline ELSE
      userlogs.expire_statuses(f.timeline,
        userlogs.statuses_not_in(f.timeline, ARRAY(SELECT o.status_key FROM class_key('offline') o)),
        NULL::interval, NULL::interval, (SELECT t.as_of FROM report_end() t), (SELECT l.limits FROM report_limit() l)) END AS timeline
    FROM (
      SELECT e.user_id, e.channel, e.layer,
        userlogs.settle_ties(userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id),
          CASE WHEN event_is_numbered() THEN '{}' ELSE ARRAY(SELECT k.status_key FROM class_key('staffed') k) END) AS timeline
      FROM told e
      GROUP BY e.user_id, e.channel, e.layer
      OFFSET 0) k
    CROSS JOIN LATERAL (SELECT userlogs.fold_labels(k.timeline, bigint '10000') OFFSET 0) f(timeline)),
  by_interval AS (
    SELECT k.user_id, k.channel, k.layer,
      userlogs.expire_statuses(k.timeline,
        userlogs.statuses_not_in(k.timeline, ARRAY(SELECT o.status_key FROM class_key('offline') o)),
        NULL::interval, NULL::interval, (SELECT t.as_of FROM report_end() t), (SELECT l.open_limits FROM report_limit() l)) AS timeline
    FROM (
      -- what is told decides before what fills the gaps
      SELECT o.user_id, o.channel, o.layer, CASE WHEN g.gap_status IS NULL OR g.is_all AND o.layer IS NOT NULL THEN o.timeline
        ELSE userlogs.overlay(ARRAY[o.timeline, (
          SELECT userlogs.timeline_agg(v.at, v.status, NULL) FROM (VALUES (userlogs.first_at(o.timeline), g.gap_status)) v(at, status))], ARRAY[g.gap_status, NULL], ARRAY[1, 0]) END AS timeline
      FROM (
        SELECT i.user_id, i.channel, i.layer, userlogs.fold_labels(userlogs.overlay_agg(i.started_at,
            -- one that has not ended yet
            CASE WHEN i.ended_at <= (SELECT t.as_of FROM report_end() t) THEN i.ended_at
              -- nobody has told the end of an open one, but all were set
              WHEN i.ended_at IS NULL THEN (
                SELECT min(a.occurred_at) FROM all_users_event_input() a
                WHERE a.occurred_at > i.started_at AND a.occurred_at <= (SELECT t.as_of FROM report_end() t)
                  AND coalesce(a.channel = i.channel, a.channel IS NULL) AND coalesce(a.layer = i.layer, a.layer IS NULL)) END,
            i.status, CASE WHEN i.status IS NOT NULL THEN i.reason END, i.interval_id,
            (SELECT s.statuses FROM status_rank() s), (SELECT s.ranks FROM status_rank() s)), bigint '10000') AS timeline
        FROM status_interval_input() i
        WHERE NOT layer_timeline.is_raw AND i.user_id IS NOT NULL AND i.started_at <= (SELECT t.as_of FROM report_end() t)
          AND (i.started_at < (SELECT b.starts_at FROM report_start() b)) IS NOT TRUE
          AND (pg_column_size(i.user_id) > 8 AND length(i.user_id::text) > 200) IS NOT TRUE
        GROUP BY i.user_id, i.channel, i.layer
        OFFSET 0) o
      CROSS JOIN layer_setting() g
      WHERE o.timeline IS NOT NULL
      OFFSET 0) k)
  SELECT e.user_id, e.channel, e.layer, e.timeline FROM by_event e
  UNION ALL
  SELECT i.user_id, i.channel, i.layer, i.timeline FROM by_interval i;
END;
COMMENT ON FUNCTION layer_timeline(boolean) IS
  'internal: return the timeline of each layer of each user, limits applied (with is_raw events only, as they are told), one row per user, channel, layer and kind of input (events, intervals)';
