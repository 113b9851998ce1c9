-- team_cover: what could a team do at any time?
--
-- One row per team and channel for which input capacity has slots ('' for all other
-- requests): the spans of service, the users productive (available or engaged),
-- unavailable, and those of the productive ones who are engaged or full, exact
-- within the window [from_at, to_at), up to now, and 0 outside; NULL is no bound.  With teams, only these.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION team_cover(from_at timestamptz, to_at timestamptz, teams text[] DEFAULT NULL)
RETURNS TABLE (
  team text,
  channel_key text,
  service userlogs.headcount,
  productive userlogs.headcount,
  unavailable userlogs.headcount,
  full_users userlogs.headcount)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 20
BEGIN ATOMIC
  WITH channel AS MATERIALIZED (
    SELECT '' AS channel_key UNION SELECT userlogs.label_key(c.channel) FROM capacity_input() c WHERE c.channel IS NOT NULL),
  busy AS MATERIALIZED (
    SELECT f.team, f.channel_key, f.full_users FROM team_full(team_cover.from_at, team_cover.to_at, team_cover.teams) f),
  service AS (
    SELECT p.team, userlogs.headcount_agg(p.span_start, p.span_end) AS service
    FROM report_span(team_cover.from_at, team_cover.to_at) w
    CROSS JOIN LATERAL service_span(w.from_at, w.to_at) p
    GROUP BY p.team)
  SELECT t.team, c.channel_key, coalesce(s.service, '{}') AS service,
    (SELECT userlogs.headcount_agg(k.part) FROM (VALUES (t.available), (t.engaged)) k(part)) AS productive, t.unavailable,
    (SELECT userlogs.headcount_agg(k.part) FROM (VALUES (b.full_users), (t.engaged)) k(part)) AS full_users
  FROM team_headcount(team_cover.from_at, team_cover.to_at, team_cover.teams) t
  CROSS JOIN channel c
  LEFT JOIN service s ON s.team = t.team
  LEFT JOIN busy b ON b.team = t.team AND b.channel_key = c.channel_key;
END;
COMMENT ON FUNCTION team_cover(timestamptz, timestamptz, text[]) IS
  'internal: return the spans of service and the numbers of users productive, unavailable, and productive but engaged or full of each team, at any time of the window [from_at, to_at), up to as_of, one row per team and key of a channel (blank: requests of other channels); teams: only these';
