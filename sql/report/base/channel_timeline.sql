-- channel_timeline: the timeline of each user in each channel.
--
-- One row per user and channel, exact within the window [from_at, to_at) like
-- user_timeline; channel is NULL for a user without channels.

CREATE OR REPLACE FUNCTION channel_timeline(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (user_id status_event.user_id%TYPE, channel text, timeline userlogs.timeline)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT t.user_id, NULL AS channel, t.timeline FROM user_timeline(channel_timeline.from_at, channel_timeline.to_at) t;
END;
-- layered:
BEGIN ATOMIC
  SELECT c.user_id, c.channel, c.timeline FROM folded_channel() c;
END;
COMMENT ON FUNCTION channel_timeline(timestamptz, timestamptz) IS
  'internal: return the timeline of each user in each channel, exact within the window [from_at, to_at), one row per user and channel; channel NULL: a user without channels';
