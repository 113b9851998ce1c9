-- told_layer: the timeline of each user in each layer.
--
-- One row per user, channel and layer, exact within the window [from_at, to_at)
-- like user_timeline; channel and layer are NULL where the log has none.

CREATE OR REPLACE FUNCTION told_layer(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (user_id status_event.user_id%TYPE, channel text, layer text, timeline userlogs.timeline)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT t.user_id, NULL AS channel, NULL AS layer, t.timeline FROM user_timeline(told_layer.from_at, told_layer.to_at) t;
END;
-- layered:
BEGIN ATOMIC
  -- events and intervals of one layer are one history
  SELECT l.user_id, l.channel, l.layer, userlogs.overlay_agg(l.timeline, (SELECT r.statuses FROM status_rank() r), (SELECT r.ranks FROM status_rank() r)) AS timeline
  FROM layer_timeline() l
  GROUP BY l.user_id, l.channel, l.layer;
END;
COMMENT ON FUNCTION told_layer(timestamptz, timestamptz) IS
  'internal: return the timeline of each user in each layer, exact within the window [from_at, to_at), one row per user, channel and layer; NULL where the log has none';
