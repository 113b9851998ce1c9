-- folded_channel: the layers of each user, folded by channel.
--
-- One row per user and channel; channel is NULL for a user without channels.  A
-- layer without a channel is part of each channel of the user, from the first
-- status there on.  The layers are folded by setting.layer_rule.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION folded_channel()
RETURNS TABLE (user_id status_event.user_id%TYPE, channel text, timeline userlogs.timeline)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH layer AS MATERIALIZED (
    SELECT l.user_id, l.channel, l.timeline FROM layer_timeline() l),
  own AS MATERIALIZED (
    SELECT l.user_id, l.channel, min(userlogs.first_at(l.timeline)) AS first_at FROM layer l WHERE l.channel IS NOT NULL GROUP BY l.user_id, l.channel)
  SELECT k.user_id, k.channel, userlogs.overlay_agg(k.timeline, (SELECT r.statuses FROM status_rank() r), (SELECT r.ranks FROM status_rank() r)) AS timeline
  FROM (
    SELECT l.user_id, l.channel, l.timeline FROM layer l WHERE l.channel IS NOT NULL
    UNION ALL
    SELECT l.user_id, o.channel, CASE WHEN o.channel IS NULL THEN l.timeline ELSE (
        SELECT userlogs.timeline_agg(i.clipped_start, i.status, i.reason, i.sequence)
        FROM userlogs.status_intervals(l.timeline, o.first_at, timestamptz 'infinity') i) END
    FROM layer l
    LEFT JOIN own o ON o.user_id = l.user_id
    WHERE l.channel IS NULL) k
  GROUP BY k.user_id, k.channel;
END;
COMMENT ON FUNCTION folded_channel() IS
  'internal: return the timeline of each user in each channel, its layers folded, one row per user and channel; channel NULL: a user without channels';
