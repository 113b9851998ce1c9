-- unavailable_interval: how long had a user been unavailable, and for the same
-- reason, when an interval began?
--
-- One row per interval of class unavailable of the spells that overlap the
-- window [from_at, to_at), up to now; earlier ones may be rows, too.  A spell
-- is time unavailable without interruption, for any statuses and reasons; a run
-- is the part of it for one reason.  An interval without a reason continues
-- that of the interval before if it has the same status, since not every source
-- repeats the reason.

CREATE OR REPLACE FUNCTION unavailable_interval(from_at timestamptz, to_at timestamptz)
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
    SELECT i.user_id, i.is_staffed AND NOT i.is_available AS is_unavailable, i.reason, i.started_at, i.clipped_end, userlogs.label_key(i.reason) AS reason_key,
      lag(i.is_staffed AND NOT i.is_available) OVER w AS is_spell,
      lag(userlogs.label_key(i.status)) OVER w = userlogs.label_key(i.status) AS is_same_status
    FROM user_interval(coalesce(unavailable_interval.from_at, '-infinity'), unavailable_interval.to_at, 'unavailable', 'unavailable') i
    WINDOW w AS (PARTITION BY i.user_id ORDER BY i.clipped_start)),
  anchored AS (
    SELECT i.user_id, i.reason, i.started_at, i.clipped_end, i.reason_key, i.is_spell,
      count(*) FILTER (WHERE (i.is_spell AND i.is_same_status AND coalesce(i.reason_key, '') = '') IS NOT TRUE)
        OVER (PARTITION BY i.user_id ORDER BY i.started_at) AS anchor
    FROM read i
    WHERE i.is_unavailable),
  named AS (
    SELECT a.user_id, a.reason, a.started_at, a.clipped_end, a.is_spell,
      coalesce(nullif(first_value(a.reason_key) OVER (PARTITION BY a.user_id, a.anchor ORDER BY a.started_at), ''), '(none)') AS reason_key
    FROM anchored a),
  begun AS (
    SELECT n.user_id, n.reason, n.reason_key, n.started_at, n.clipped_end, n.is_spell,
      n.is_spell AND lag(n.reason_key) OVER (PARTITION BY n.user_id ORDER BY n.started_at) = n.reason_key AS is_run
    FROM named n)
  SELECT k.user_id, k.reason, k.reason_key, k.started_at, k.ended_at, k.spell_start, k.run_start
  FROM (
    SELECT b.user_id, b.reason, b.reason_key, b.started_at, b.clipped_end AS ended_at,
      -- the last start before each interval is the one it belongs to
      max(b.started_at) FILTER (WHERE b.is_spell IS NOT TRUE) OVER w AS spell_start,
      max(b.started_at) FILTER (WHERE b.is_run IS NOT TRUE) OVER w AS run_start
    FROM begun b
    WINDOW w AS (PARTITION BY b.user_id ORDER BY b.started_at)) k
  WHERE unavailable_interval.to_at IS NULL OR k.spell_start < unavailable_interval.to_at;
END;
COMMENT ON FUNCTION unavailable_interval(timestamptz, timestamptz) IS
  'internal: return the intervals of class unavailable of each user, of the spells that overlap the window [from_at, to_at), up to as_of, one row per interval. spell_start: start of the time unavailable without interruption; run_start: start of its part for one reason; reason_key: key of that reason, (none) if there is none';
