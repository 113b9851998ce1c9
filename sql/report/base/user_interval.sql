-- user_interval: in which status was each user, why, from when to when?
--
-- One row per user and maximal interval of equal status and reason that
-- overlaps the window [from_at, to_at), up to now.  With a finite start, the
-- time before the first event is a row, too.  With same_before or same_after
-- (see user_timeline), the intervals before or after the window that belong to
-- the same time in a class are rows, too; what else lies outside is not exact.
-- With is_current, which takes a window from infinity on, the status at as_of.

CREATE OR REPLACE FUNCTION user_interval(from_at timestamptz, to_at timestamptz, same_before text DEFAULT NULL,
  same_after text DEFAULT NULL, teams text[] DEFAULT NULL, is_current boolean DEFAULT false)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  status text,
  class text,
  counts_as text,
  reason text,
  started_at timestamptz,
  ended_at timestamptz,
  clipped_start timestamptz,
  clipped_end timestamptz,
  duration interval,
  is_open boolean,
  start_cause text,
  end_cause text,
  is_available boolean,
  is_staffed boolean,
  is_productive boolean,
  event_id bigint,
  first_at timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT t.user_id, i.status, coalesce(i.class, 'unknown') AS class, coalesce(i.counts_as, 'unknown') AS counts_as,
    CASE WHEN i.start_cause = 'changed' THEN i.reason END AS reason,
    i.started_at, i.ended_at, i.clipped_start, i.clipped_end, i.duration, i.is_open, i.start_cause, i.end_cause,
    i.is_available, i.is_staffed, i.is_productive, i.sequence AS event_id, i.first_at
  FROM user_timeline(user_interval.from_at, user_interval.to_at, user_interval.same_before, user_interval.same_after,
    user_interval.teams) t
  CROSS JOIN LATERAL (
    SELECT r.status, r.reason, r.started_at, r.ended_at, r.clipped_start, r.clipped_end, r.duration, r.is_open, r.sequence,
      userlogs.first_at(t.timeline) AS first_at, c.class, c.counts_as, c.is_available, c.is_staffed, c.is_productive,
      CASE WHEN r.started_at IS NULL THEN 'open'
        WHEN r.status IS NULL AND r.reason = '(capped)' THEN 'capped'
        WHEN r.status IS NULL AND r.reason = '(lost)' THEN 'lost'
        ELSE 'changed' END AS start_cause,
      CASE WHEN r.is_open THEN 'open'
        WHEN (SELECT l.limits FROM report_limit() l) IS NULL THEN 'changed'
        WHEN userlogs.status_at(t.timeline, r.ended_at) IS NOT NULL THEN 'changed'
        WHEN userlogs.reason_at(t.timeline, r.ended_at) = '(capped)' THEN 'capped'
        WHEN userlogs.reason_at(t.timeline, r.ended_at) = '(lost)' THEN 'lost'
        ELSE 'changed' END AS end_cause
    FROM userlogs.status_intervals(t.timeline,
      CASE WHEN user_interval.same_before IS NOT NULL THEN '-infinity'
        ELSE least(coalesce(user_interval.from_at,
          (SELECT userlogs.local_day_start(userlogs.local_date(userlogs.first_at(t.timeline), s.time_zone, s.day_offset), s.time_zone, s.day_offset)
           FROM report_setting() s)), user_interval.to_at, (SELECT e.as_of FROM report_end() e)) END,
      -- least() ignores NULL, which is no bound
      CASE WHEN user_interval.is_current THEN (SELECT e.as_of FROM report_end() e) + interval '1 microsecond'
        WHEN user_interval.same_after IS NOT NULL THEN (SELECT e.as_of FROM report_end() e)
        ELSE least(user_interval.to_at, (SELECT e.as_of FROM report_end() e)) END) r
    LEFT JOIN status_key_class() c ON c.status_key = userlogs.label_key(r.status)
    -- OFFSET 0 is an optimization fence: evaluate these expressions here, keep the
    -- timeline out of upper plan nodes, and look up the classes user by user, which
    -- cannot be planned as one nested loop
    OFFSET 0) i;
END;
COMMENT ON FUNCTION user_interval(timestamptz, timestamptz, text, text, text[], boolean) IS
  'internal: return the maximal intervals of equal status and reason of each user that overlap the window [from_at, to_at), up to as_of (from_at NULL: from the local day of the first event; is_current: at as_of). started_at, ended_at: true ends; clipped_start, clipped_end, duration: the part in the window; is_available, is_staffed, is_productive: NULL if unknown; first_at: first event read; same_before, same_after, teams: as for user_timeline, with the intervals outside the window of the same time in a class';
