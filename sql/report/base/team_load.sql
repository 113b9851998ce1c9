-- team_load: how many slots had the productive users of a team, and how many of them
-- did its requests take, at any time?
--
-- One row per team with a user who was ever available or engaged in it in the window
-- [from_at, to_at), up to now; NULL is no bound.  The slots of a user are those for all
-- requests, else those of the channels together, else one (see input capacity).  A
-- request takes its weight while a user of its team handles it and is available or
-- engaged.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION team_load(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (team text, slots userlogs.headcount, load userlogs.headcount)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 20
BEGIN ATOMIC
  WITH w AS MATERIALIZED (
    SELECT coalesce(team_load.from_at, '-infinity') AS from_at, greatest(least(team_load.to_at, s.as_of), coalesce(team_load.from_at, '-infinity')) AS to_at
    FROM report_end() s),
  presence AS MATERIALIZED (
    SELECT p.user_id, p.timeline, p.productive FROM user_presence(team_load.from_at, team_load.to_at) p),
  capacity AS MATERIALIZED (
    SELECT c.user_id, c.channel_key, c.valid_from, c.valid_to, c.slots FROM user_slots() c),
  -- the channels of a user count where there are no slots for all
  channel AS MATERIALIZED (
    SELECT c.user_id, greatest(c.valid_from, a.valid_from) AS valid_from, least(c.valid_to, a.valid_to) AS valid_to, c.slots
    FROM capacity c
    JOIN capacity a ON a.user_id = c.user_id AND a.channel_key = '' AND a.slots IS NULL AND a.valid_from < c.valid_to AND a.valid_to > c.valid_from
    WHERE c.channel_key <> '' AND c.slots IS NOT NULL),
  piece AS (
    SELECT c.user_id, c.valid_from, c.valid_to, c.slots FROM capacity c WHERE c.channel_key = '' AND c.slots IS NOT NULL
    UNION ALL
    SELECT c.user_id, c.valid_from, c.valid_to, c.slots FROM channel c
    UNION ALL
    SELECT k.user_id, lower(r.period), upper(r.period), 1
    FROM (
      SELECT c.user_id, range_agg(tstzrange(c.valid_from, c.valid_to))
          - coalesce((SELECT range_agg(tstzrange(n.valid_from, n.valid_to)) FROM channel n WHERE n.user_id = c.user_id), '{}') AS periods
      FROM capacity c
      WHERE c.channel_key = '' AND c.slots IS NULL
      GROUP BY c.user_id) k
    CROSS JOIN LATERAL unnest(k.periods) r(period)),
  slot AS (
    SELECT k.team, userlogs.headcount_agg(k.productive, k.slots) AS slots
    FROM (
      SELECT coalesce(m.team, '(none)') AS team, userlogs.headcount(p.timeline, p.productive, b.from_at, b.to_at) AS productive, s.slots
      FROM w
      CROSS JOIN piece s
      JOIN presence p ON p.user_id = s.user_id
      LEFT JOIN team_period() m ON m.user_id = p.user_id
      CROSS JOIN LATERAL (SELECT greatest(s.valid_from, m.valid_from, w.from_at), least(s.valid_to, m.valid_to, w.to_at)) b(from_at, to_at)
      WHERE b.from_at < b.to_at
      -- OFFSET 0 is an optimization fence, here and below: keep timelines out of
      -- sorts
      OFFSET 0) k
    GROUP BY k.team),
  taken AS (
    SELECT h.team, h.user_id, userlogs.headcount_agg(greatest(h.started_at, w.from_at), least(h.ended_at, w.to_at), h.weight) AS taken
    FROM w
    JOIN request_handling(team_load.from_at, team_load.to_at) h ON h.started_at < w.to_at AND h.ended_at > w.from_at
    GROUP BY h.team, h.user_id),
  load AS (
    SELECT k.team, userlogs.headcount_agg(k.load) AS load
    FROM (
      SELECT t.team, userlogs.keep_while(t.taken, userlogs.headcount(p.timeline, p.productive, b.from_at, greatest(b.from_at, b.to_at))) AS load
      FROM w
      CROSS JOIN taken t
      JOIN presence p ON p.user_id = t.user_id
      LEFT JOIN team_period() m ON m.user_id = t.user_id AND m.team = t.team
      CROSS JOIN LATERAL (SELECT greatest(w.from_at, m.valid_from), least(w.to_at, m.valid_to)) b(from_at, to_at)
      -- users who are in no input belong to (none)
      WHERE m.team IS NOT NULL OR t.team = '(none)' AND NOT EXISTS (SELECT FROM team_period() o WHERE o.user_id = t.user_id)
      OFFSET 0) k
    GROUP BY k.team)
  SELECT s.team, s.slots, coalesce(l.load, '{}') AS load
  FROM slot s
  LEFT JOIN load l ON l.team = s.team;
END;
COMMENT ON FUNCTION team_load(timestamptz, timestamptz) IS
  'internal: return the slots of the available and engaged users of each team, and those that its requests take, at any time of the window [from_at, to_at), up to as_of, one row per team; NULL is no bound';
