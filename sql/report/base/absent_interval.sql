-- absent_interval: who was at work but unavailable, why, in which hours?
--
-- One row per team, interval of a user of class unavailable in the window
-- [from_at, to_at), up to now, and hour (of UTC) that it overlaps, for joins on
-- equal hours; NULL is no bound.  With teams, only these.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION absent_interval(from_at timestamptz, to_at timestamptz, teams text[] DEFAULT NULL)
RETURNS TABLE (
  team text,
  user_id status_event.user_id%TYPE,
  reason text,
  started_at timestamptz,
  ended_at timestamptz,
  hour timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 10000
BEGIN ATOMIC
  SELECT a.team, a.user_id, a.reason, a.clipped_start AS started_at, a.clipped_end AS ended_at, h.hour
  FROM (
    SELECT i.team, i.user_id, i.clipped_start, i.clipped_end,
      pick_label((SELECT label_spelling('reason', absent_interval.from_at, absent_interval.to_at)), i.reason, '(none)') AS reason
    FROM team_interval(absent_interval.from_at, absent_interval.to_at, absent_interval.teams) i
    WHERE i.is_staffed AND NOT i.is_productive
    -- OFFSET 0 is an optimization fence: evaluate the label once for each row
    OFFSET 0) a
  CROSS JOIN LATERAL userlogs.local_buckets(a.clipped_start, a.clipped_end, interval '1 hour', 'UTC'::text, interval '0') h(hour);
END;
COMMENT ON FUNCTION absent_interval(timestamptz, timestamptz, text[]) IS
  'internal: return the intervals of class unavailable of the users of each team in the window [from_at, to_at), up to as_of, with the label of the reason ((none): none given), one row per team, interval and hour of UTC that it overlaps; teams: only these';
