-- unavailable_interval: how long had a user been unavailable, and for the same
-- reason, when an interval began?
--
-- One row per interval of class unavailable of the spells that are longer than
-- longer_than and overlap the window [from_at, to_at), up to now.  A spell is
-- time unavailable without interruption, for any statuses and reasons; a run is
-- the part of it for one reason, or for reasons of one label.  An interval without a reason continues that of
-- the interval before if it has the same status, since not every source repeats
-- the reason.

CREATE OR REPLACE FUNCTION unavailable_interval(from_at timestamptz, to_at timestamptz, longer_than interval)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  reason text,
  reason_key text,
  started_at timestamptz,
  ended_at timestamptz,
  spell_start timestamptz,
  run_start timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH read AS (
    SELECT t.user_id, h.started_at AS spell_start, r.started_at, r.ended_at, r.status_key, r.reason, r.reason_key
    FROM report_end() s
    CROSS JOIN user_timeline(unavailable_interval.from_at, unavailable_interval.to_at, 'unavailable', 'unavailable') t
    CROSS JOIN LATERAL userlogs.headcount_steps(
      userlogs.headcount(t.timeline, nullif(userlogs.statuses_in(t.timeline, ARRAY(SELECT c.status_key FROM class_key('unavailable') c)), '{}'),
        userlogs.first_at(t.timeline), s.as_of),
      userlogs.first_at(t.timeline), s.as_of) h
    CROSS JOIN LATERAL (
      SELECT i.started_at, i.clipped_end AS ended_at, userlogs.label_key(i.status) AS status_key, i.reason,
        userlogs.label_key(coalesce((SELECT given_label('reason')) ->> userlogs.label_key(i.reason), i.reason)) AS reason_key
      FROM userlogs.status_intervals(t.timeline, h.started_at, h.ended_at) i
      -- OFFSET 0 is an optimization fence: keep the timeline out of upper plan
      -- nodes
      OFFSET 0) r
    WHERE userlogs.first_at(t.timeline) < s.as_of AND h.headcount > 0 AND h.started_at + unavailable_interval.longer_than < h.ended_at
      AND (unavailable_interval.from_at IS NULL OR h.ended_at > unavailable_interval.from_at)
      AND (unavailable_interval.to_at IS NULL OR h.started_at < unavailable_interval.to_at)),
  anchored AS (
    SELECT n.user_id, n.spell_start, n.started_at, n.ended_at, n.reason, n.reason_key,
      count(*) FILTER (WHERE n.is_continued IS NOT TRUE) OVER (PARTITION BY n.user_id, n.spell_start ORDER BY n.started_at) AS anchor
    FROM (
      SELECT i.user_id, i.spell_start, i.started_at, i.ended_at, i.reason, i.reason_key,
        coalesce(i.reason_key, '') = '' AND lag(i.status_key) OVER (PARTITION BY i.user_id, i.spell_start ORDER BY i.started_at) = i.status_key AS is_continued
      FROM read i) n),
  named AS (
    SELECT a.user_id, a.spell_start, a.started_at, a.ended_at, a.reason,
      coalesce(nullif(first_value(a.reason_key) OVER (PARTITION BY a.user_id, a.spell_start, a.anchor ORDER BY a.started_at), ''), '(none)') AS reason_key
    FROM anchored a)
  SELECT k.user_id, k.reason, k.reason_key, k.started_at, k.ended_at, k.spell_start,
    -- the last start before each interval is the one it belongs to
    max(k.started_at) FILTER (WHERE k.is_run IS NOT TRUE) OVER (PARTITION BY k.user_id, k.spell_start ORDER BY k.started_at) AS run_start
  FROM (
    SELECT n.user_id, n.reason, n.reason_key, n.started_at, n.ended_at, n.spell_start,
      lag(n.reason_key) OVER (PARTITION BY n.user_id, n.spell_start ORDER BY n.started_at) = n.reason_key AS is_run
    FROM named n) k;
END;
COMMENT ON FUNCTION unavailable_interval(timestamptz, timestamptz, interval) IS
  'internal: return the intervals of class unavailable of each user, of the spells longer than longer_than that overlap the window [from_at, to_at), up to as_of, one row per interval. spell_start: start of the time unavailable without interruption; run_start: start of its part for one reason; reason_key: key of the label of that reason, (none) if there is none';
