-- coverage_gaps: when were fewer users available than required, who had left,
-- and which requests were affected?
--
-- One row per team and maximal span within its service hours with fewer users
-- available than target.minimum_headcount that overlaps the window [from_at,
-- to_at).  Where the minimum changes a gap ends, and another one may begin.
-- key: team, started_at

CREATE OR REPLACE FUNCTION coverage_gaps_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  started_at timestamptz,
  ended_at timestamptz,
  local_start timestamp,
  local_end timestamp,
  time_zone text,
  duration interval,
  duration_seconds numeric(18,6),
  minimum_headcount bigint,
  available_min bigint,
  deficit_person_seconds numeric(18,6),
  left_by text,
  left_reason text,
  request_count bigint,
  unanswered_count bigint,
  late_count bigint,
  is_open boolean,
  clipped_start timestamptz,
  clipped_end timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH w AS MATERIALIZED (
    SELECT n.from_at, n.to_at, n.first_at, n.last_at, n.near_from, n.near_to
    FROM near_span(coverage_gaps_between.from_at, coverage_gaps_between.to_at) n),
  -- the periods in which the minimum does not change
  minimum AS MATERIALIZED (
    SELECT k.team, k.minimum_headcount, min(k.valid_from) AS valid_from, max(k.valid_to) AS valid_to
    FROM (
      SELECT g.team, m.minimum_headcount, g.valid_from, g.valid_to,
        row_number() OVER (PARTITION BY g.team ORDER BY g.valid_from)
          - row_number() OVER (PARTITION BY g.team, m.minimum_headcount ORDER BY g.valid_from) AS island
      FROM team_target() g
      CROSS JOIN LATERAL (SELECT coalesce(g.minimum_headcount, 1)) m(minimum_headcount)) k
    GROUP BY k.team, k.minimum_headcount, k.island),
  clock AS MATERIALIZED (
    SELECT c.team, c.clock FROM team_clock() c),
  -- eight days more on each side: service hours that cover them may go on
  span AS MATERIALIZED (
    SELECT p.team, h.horizon_start, h.horizon_end, greatest(p.span_start, g.valid_from) AS span_start, least(p.span_end, g.valid_to) AS span_end,
      coalesce(g.valid_from, '-infinity') AS valid_from, coalesce(g.valid_to, 'infinity') AS valid_to, coalesce(g.minimum_headcount, 1) AS minimum
    FROM w
    CROSS JOIN LATERAL (
      SELECT CASE WHEN w.from_at < w.first_at + interval '192 hours' THEN w.first_at ELSE w.from_at - interval '192 hours' END,
        CASE WHEN w.to_at > w.last_at - interval '192 hours' THEN w.last_at ELSE w.to_at + interval '192 hours' END) h(horizon_start, horizon_end)
    CROSS JOIN LATERAL service_span(h.horizon_start, h.horizon_end) p
    LEFT JOIN minimum g ON g.team = p.team AND g.valid_from < p.span_end AND g.valid_to > p.span_start
    WHERE w.from_at < w.to_at AND h.horizon_start < h.horizon_end
      AND greatest(p.span_start, g.valid_from) < w.to_at AND least(p.span_end, g.valid_to) > w.from_at),
  near AS MATERIALIZED (
    SELECT t.team, t.available
    FROM w
    CROSS JOIN LATERAL team_headcount(w.near_from, w.near_to) t
    -- users without a team are only missing if (none) has a target or service
    -- hours
    WHERE t.team <> '(none)' OR EXISTS (SELECT FROM minimum g WHERE g.team = '(none)')
      OR EXISTS (SELECT FROM service_hours_input() o WHERE o.team = '(none)')),
  -- teams with service hours throughout that had too few users from one edge of
  -- the time read to the window: their gaps may be longer
  far AS MATERIALIZED (
    SELECT DISTINCT n.team
    FROM w
    CROSS JOIN near n
    JOIN span p ON p.team = n.team
    WHERE w.near_from > w.first_at AND p.span_start <= p.horizon_start
        AND (SELECT max(h.headcount) FROM userlogs.headcount_steps(n.available, w.near_from, w.from_at) h) < p.minimum
      OR w.near_to < w.last_at AND p.span_end >= p.horizon_end
        AND (SELECT max(h.headcount) FROM userlogs.headcount_steps(n.available, w.to_at, w.near_to) h) < p.minimum),
  presence AS MATERIALIZED (
    SELECT n.team, n.available, coalesce(w.near_from, w.first_at) AS first_at, coalesce(w.near_to, w.last_at) AS last_at
    FROM w
    CROSS JOIN near n
    WHERE n.team NOT IN (SELECT f.team FROM far f)
    UNION ALL
    SELECT t.team, t.available, w.first_at, w.last_at
    FROM w
    CROSS JOIN (SELECT array_agg(f.team) AS teams FROM far f HAVING count(*) > 0) f
    CROSS JOIN LATERAL team_headcount(NULL, NULL, f.teams) t
    JOIN near n ON n.team = t.team),
  gap AS MATERIALIZED (
    SELECT p.team, p.minimum, g.started_at, g.ended_at, g.headcount_min,
      greatest(g.started_at, w.from_at) AS clipped_start, least(g.ended_at, w.to_at) AS clipped_end,
      CASE WHEN g.started_at >= w.from_at AND g.ended_at <= w.to_at THEN g.deficit_seconds
        ELSE (SELECT sum(c.deficit_seconds) FROM userlogs.headcount_gaps(t.available, p.minimum,
          greatest(g.started_at, w.from_at), least(g.ended_at, w.to_at)) c) END AS deficit_seconds
    FROM w
    CROSS JOIN span p
    JOIN presence t ON t.team = p.team
    LEFT JOIN clock c ON c.team = p.team
    -- for a continuous span, extend it to a time with enough users available,
    -- doubling the distance each time
    CROSS JOIN LATERAL (
      SELECT CASE WHEN p.span_start > p.horizon_start THEN p.span_start ELSE greatest(p.valid_from, coalesce((
          SELECT max(c.at) FROM (
            SELECT p.horizon_start - interval '1 hour' * (2 ^ k.n) AS at FROM generate_series(0, 21) k(n)) c
          WHERE c.at > t.first_at AND userlogs.headcount_at(t.available, c.at) >= p.minimum), t.first_at)) END,
        CASE WHEN p.span_end < p.horizon_end THEN p.span_end ELSE least(p.valid_to, coalesce((
          SELECT min(c.at) FROM (
            SELECT p.horizon_end + interval '1 hour' * (2 ^ k.n) AS at FROM generate_series(0, 21) k(n)) c
          WHERE c.at < t.last_at AND userlogs.headcount_at(t.available, c.at) >= p.minimum), t.last_at)) END
      OFFSET 0) x(from_at, to_at)
    -- and no further than the service hours go
    CROSS JOIN LATERAL (
      SELECT CASE WHEN p.span_start > p.horizon_start OR c.clock IS NULL THEN x.from_at ELSE (
          SELECT max(o.started_at) FROM userlogs.service_spans(c.clock, x.from_at, p.horizon_start + interval '1 microsecond') o) END,
        CASE WHEN p.span_end < p.horizon_end OR c.clock IS NULL THEN x.to_at ELSE (
          SELECT min(o.ended_at) FROM userlogs.service_spans(c.clock, p.horizon_end - interval '1 microsecond', x.to_at) o) END
      OFFSET 0) e(from_at, to_at)
    CROSS JOIN LATERAL userlogs.headcount_gaps(t.available, p.minimum, e.from_at, e.to_at) g
    WHERE g.started_at < w.to_at AND g.ended_at > w.from_at),
  -- the intervals that end or begin at the start of a gap
  touching AS MATERIALIZED (
    SELECT i.team, i.user_id, i.is_available, i.is_productive, i.reason, i.start_cause, i.clipped_start, i.clipped_end
    FROM w
    CROSS JOIN (
      SELECT min(g.started_at) AS first_at
      FROM w
      JOIN gap g ON (g.started_at < w.near_from) IS NOT TRUE
      HAVING count(*) > 0) f
    -- from just before the first gap, to include users who left at its start
    CROSS JOIN LATERAL team_interval_at(
      CASE WHEN coverage_gaps_between.from_at > '-infinity' THEN f.first_at - interval '1 microsecond' END, w.to_at) i
    WHERE (i.team, i.clipped_end) IN (SELECT g.team, g.started_at FROM gap g)
      OR (i.team, i.clipped_start) IN (SELECT g.team, g.started_at FROM gap g)
    UNION ALL
    -- gaps that began long ago, one by one
    SELECT i.team, i.user_id, i.is_available, i.is_productive, i.reason, i.start_cause, i.clipped_start, i.clipped_end
    FROM w
    JOIN gap g ON g.started_at < w.near_from
    CROSS JOIN LATERAL team_interval_at(g.started_at - interval '1 microsecond', g.started_at + interval '1 microsecond', ARRAY[g.team]) i
    WHERE i.clipped_end = g.started_at OR i.clipped_start = g.started_at),
  -- the users who were available and left at that time; who was engaged did not
  leaver AS (
    SELECT a.team, a.clipped_end AS started_at,
      string_agg(DISTINCT coalesce(u.name, a.user_id::text), ', ' ORDER BY coalesce(u.name, a.user_id::text)) AS left_by,
      string_agg(DISTINCT r.reason, ', ' ORDER BY r.reason) AS left_reason
    FROM touching a
    LEFT JOIN touching n ON n.team = a.team AND n.user_id = a.user_id AND n.clipped_start = a.clipped_end
    LEFT JOIN user_label() u ON u.user_id = a.user_id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN n.team IS NULL THEN '(left the team)' WHEN n.start_cause IN ('capped', 'lost') THEN '(' || n.start_cause || ')'
        ELSE pick_label((SELECT label_spelling('reason', coverage_gaps_between.from_at, coverage_gaps_between.to_at)), n.reason, '(none)') END) r(reason)
    WHERE a.is_available AND n.is_productive IS NOT TRUE
    GROUP BY a.team, a.clipped_end),
  -- each request with the last gap before it, in one pass in order of time
  placed AS (
    SELECT x.team, x.is_request, x.is_answered, x.is_in_time, x.at,
      max(x.gap_start) OVER earlier AS started_at,
      max(x.gap_end) OVER earlier AS ended_at
    FROM (
      SELECT g.team, g.started_at AS at, false AS is_request, g.started_at AS gap_start, g.ended_at AS gap_end,
        NULL::boolean AS is_answered, NULL::boolean AS is_in_time
      FROM gap g
      UNION ALL
      SELECT q.team, q.arrived_at, true, NULL, NULL, q.is_answered, q.is_in_time
      FROM w JOIN usable_request() q ON q.arrived_at >= w.from_at AND q.arrived_at < w.to_at) x
    WINDOW earlier AS (PARTITION BY x.team ORDER BY x.at, x.is_request ROWS UNBOUNDED PRECEDING)),
  request AS (
    SELECT p.team, p.started_at, count(*) AS request_count,
      count(*) FILTER (WHERE NOT p.is_answered) AS unanswered_count,
      count(*) FILTER (WHERE NOT p.is_in_time) AS late_count
    FROM placed p
    WHERE p.is_request AND p.at < p.ended_at
    GROUP BY p.team, p.started_at)
  SELECT g.team, g.started_at, g.ended_at, userlogs.local_time(g.started_at, coalesce(z.time_zone, s.time_zone)) AS local_start,
    userlogs.local_time(g.ended_at, coalesce(z.time_zone, s.time_zone)) AS local_end, coalesce(z.time_zone, s.time_zone) AS time_zone,
    extract(epoch FROM g.clipped_end - g.clipped_start) * interval '1 second' AS duration,
    extract(epoch FROM g.clipped_end - g.clipped_start)::numeric(18,6) AS duration_seconds,
    g.minimum AS minimum_headcount, g.headcount_min AS available_min, g.deficit_seconds::numeric(18,6) AS deficit_person_seconds, l.left_by, l.left_reason,
    coalesce(q.request_count, 0) AS request_count, coalesce(q.unanswered_count, 0) AS unanswered_count, coalesce(q.late_count, 0) AS late_count,
    g.ended_at = s.as_of AS is_open, g.clipped_start, g.clipped_end
  FROM gap g
  CROSS JOIN report_setting() s
  LEFT JOIN team_zone() z ON z.team = g.team
  LEFT JOIN leaver l ON l.team = g.team AND l.started_at = g.started_at
  LEFT JOIN request q ON q.team = g.team AND q.started_at = g.started_at
  WHERE userlogs.valid_window(coverage_gaps_between.from_at, coverage_gaps_between.to_at)
  -- OFFSET 0 is an optimization fence: a condition on the team or the user from
  -- outside would turn these joins into nested loops
  OFFSET 0;
END;
COMMENT ON FUNCTION coverage_gaps_between(timestamptz, timestamptz) IS
  'Return the coverage_gaps that overlap the window [from_at, to_at), up to now, with clipped_start, clipped_end. started_at and ended_at are the true ends; the figures are of the part in the window, additive over windows. from_at NULL or -infinity: from the first local day with an event or request; to_at NULL: now';

COMMENT ON VIEW coverage_gaps IS
  'Coverage gaps: spans of service hours with fewer users available, which is not engaged, than target.minimum_headcount (1 without a target), from the first local day with an event or request up to now. One row per team and maximal span; key (team, started_at). Team (none) only if it has a target or service hours. A filter on time reads everything: for a window take coverage_gaps_between';
COMMENT ON COLUMN coverage_gaps.team IS 'Team; (none): no team';
COMMENT ON COLUMN coverage_gaps.started_at IS 'Start of the gap';
COMMENT ON COLUMN coverage_gaps.ended_at IS 'End of the gap; now while it is open';
COMMENT ON COLUMN coverage_gaps.local_start IS 'started_at on the clock of time_zone';
COMMENT ON COLUMN coverage_gaps.local_end IS 'ended_at on the clock of time_zone';
COMMENT ON COLUMN coverage_gaps.time_zone IS 'Time zone of the local times, from team_setting or setting';
COMMENT ON COLUMN coverage_gaps.duration IS 'Length of the gap, in hours and smaller units';
COMMENT ON COLUMN coverage_gaps.duration_seconds IS 'duration in seconds';
COMMENT ON COLUMN coverage_gaps.minimum_headcount IS 'Number of users required to be available';
COMMENT ON COLUMN coverage_gaps.available_min IS 'Lowest number of users available in the gap';
COMMENT ON COLUMN coverage_gaps.deficit_person_seconds IS 'Integral of minimum_headcount - available users over the gap, seconds';
COMMENT ON COLUMN coverage_gaps.left_by IS 'Users who were available up to the start of the gap and then neither available nor engaged, by name: who left last, which is not who caused it (see shortfall_shares); NULL: none (it began with the service hours, or with somebody engaged)';
COMMENT ON COLUMN coverage_gaps.left_reason IS 'Reasons of the users in left_by; (none): no reason given; (capped), (lost): a limit ended the status; (left the team): still available, but no longer a member';
COMMENT ON COLUMN coverage_gaps.request_count IS 'Requests that arrived in the gap';
COMMENT ON COLUMN coverage_gaps.unanswered_count IS 'Requests that arrived in the gap and are not answered yet';
COMMENT ON COLUMN coverage_gaps.late_count IS 'Requests that arrived in the gap and missed target.answer_within, answered or not; 0 without a target';
COMMENT ON COLUMN coverage_gaps.is_open IS 'Is the gap still open?';
