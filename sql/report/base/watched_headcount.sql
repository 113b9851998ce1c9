-- watched_headcount: which headcounts does each rule compare?
--
-- One row per rule and team that it watches, except rules on spell_length.  The
-- headcounts are exact within the window [from_at, to_at); NULL is no bound.
-- With teams, only these.  Only what the metrics of the rules need is read.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION watched_headcount(from_at timestamptz, to_at timestamptz, teams text[] DEFAULT NULL)
RETURNS TABLE (rule_id text, team text, counted userlogs.headcount, other userlogs.headcount)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH watch AS MATERIALIZED (
    SELECT r.rule_id, r.metric, r.team, r.reason, r.reason_key FROM watched_rule() r WHERE r.metric <> 'spell_length'),
  presence AS MATERIALIZED (
    SELECT t.team, t.available, t.unavailable, t.engaged
    FROM team_headcount(watched_headcount.from_at, watched_headcount.to_at, watched_headcount.teams) t
    WHERE EXISTS (SELECT FROM watch x)),
  -- by reason, if any rule has one
  absence AS MATERIALIZED (
    SELECT a.team, userlogs.label_key(a.reason) AS reason_key, a.unavailable
    FROM team_absence(watched_headcount.from_at, watched_headcount.to_at, watched_headcount.teams) a
    WHERE EXISTS (SELECT FROM watch x WHERE x.metric = 'unavailable_users' AND x.reason IS NOT NULL)),
  waiting AS MATERIALIZED (
    SELECT u.team, userlogs.headcount_agg(u.arrived_at, coalesce(u.response_at, u.closed_at)) AS waiting
    FROM request_under_way(watched_headcount.from_at, watched_headcount.to_at) u
    WHERE NOT (u.is_abandoned AND u.closed_at IS NULL) AND EXISTS (SELECT FROM watch x WHERE x.metric IN ('waiting_requests', 'requests_per_available'))
      AND (watched_headcount.teams IS NULL OR u.team = ANY (watched_headcount.teams))
    GROUP BY u.team),
  stranded AS MATERIALIZED (
    SELECT u.team, userlogs.headcount_agg(u.started_at, u.ended_at) AS stranded
    FROM stranded_wait(watched_headcount.from_at, watched_headcount.to_at) u
    WHERE EXISTS (SELECT FROM watch x WHERE x.metric = 'stranded_requests')
      AND (watched_headcount.teams IS NULL OR u.team = ANY (watched_headcount.teams))
    GROUP BY u.team)
  SELECT r.rule_id, t.team,
    CASE WHEN r.metric IN ('available_headcount', 'availability_ratio', 'requests_per_available') THEN t.available
      WHEN r.metric = 'waiting_requests' THEN coalesce(q.waiting, '{}')
      WHEN r.metric = 'stranded_requests' THEN coalesce(d.stranded, '{}')
      WHEN r.metric = 'unavailable_users' THEN CASE WHEN r.reason IS NULL THEN t.unavailable ELSE coalesce(a.unavailable, '{}') END
      END AS counted,
    CASE r.metric WHEN 'availability_ratio' THEN (SELECT userlogs.headcount_agg(k.part) FROM (VALUES (t.unavailable), (t.engaged)) k(part)) WHEN 'requests_per_available' THEN coalesce(q.waiting, '{}') ELSE '{}' END AS other
  FROM watch r
  JOIN presence t ON t.team = r.team OR r.team IS NULL AND t.team <> '(none)'
  LEFT JOIN waiting q ON q.team = t.team
  LEFT JOIN stranded d ON d.team = t.team
  LEFT JOIN absence a ON a.team = t.team AND a.reason_key = r.reason_key;
END;
COMMENT ON FUNCTION watched_headcount(timestamptz, timestamptz, text[]) IS
  'internal: return the headcounts from which the metric of each rule is computed, except spell_length, exact within the window [from_at, to_at), one row per rule and team; teams: only these';
