-- rule_violations_between: when was a rule broken?
--
-- One row per rule, team (and user, for spell_length) and longest span of the
-- window [from_at, to_at), which ends now at the latest, in which the rule was
-- broken for as long as it has to last.

CREATE OR REPLACE FUNCTION rule_violations_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  rule_id text,
  severity text,
  metric text,
  team text,
  user_id status_event.user_id%TYPE,
  user_name text,
  reason text,
  started_at timestamptz,
  ended_at timestamptz,
  local_start timestamp,
  local_end timestamp,
  time_zone text,
  duration interval,
  duration_seconds numeric,
  threshold double precision,
  value_min double precision,
  value_max double precision,
  is_open boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH w AS (
    -- in the future: empty; reversed: still reversed, which is an error below
    SELECT CASE WHEN rule_violations_between.from_at IS NULL THEN least(r.from_at, rule_violations_between.to_at, r.to_at) ELSE least(rule_violations_between.from_at, r.to_at) END AS from_at,
      least(rule_violations_between.to_at, r.to_at) AS to_at
    FROM report_span() r),
  absence AS (
    SELECT r.rule_id, i.team, userlogs.headcount_agg(i.clipped_start, i.clipped_end) AS unavailable
    FROM rule_input() r
    JOIN team_interval() i ON i.class = 'unavailable' AND (r.team IS NULL OR i.team = r.team)
      AND (r.reason IS NULL OR lower(btrim(i.reason)) = lower(btrim(r.reason)))
    WHERE r.metric = 'unavailable_users'
    GROUP BY r.rule_id, i.team),
  watched AS (
    SELECT r.rule_id, r.severity, r.metric, r.reason, r.comparison, r.threshold, extract(epoch FROM coalesce(r.lasting, '0')) AS lasting_seconds, t.team,
      CASE WHEN r.metric IN ('available_headcount', 'availability_ratio', 'requests_per_available') THEN t.available
        WHEN r.metric = 'waiting_requests' THEN coalesce(q.waiting, '{}')
        WHEN r.metric = 'unavailable_users' THEN coalesce(a.unavailable, '{}') END AS counted,
      CASE r.metric WHEN 'availability_ratio' THEN t.unavailable WHEN 'requests_per_available' THEN coalesce(q.waiting, '{}') END AS other
    FROM rule_input() r
    JOIN team_headcount() t ON t.team = r.team OR r.team IS NULL AND t.team <> '(none)'
    LEFT JOIN (
      SELECT u.team, userlogs.headcount_agg(u.arrived_at, coalesce(u.response_at, u.closed_at)) AS waiting
      FROM usable_request() u
      GROUP BY u.team) q ON q.team = t.team
    LEFT JOIN absence a ON a.rule_id = r.rule_id AND a.team = t.team
    WHERE r.rule_id IS NOT NULL AND r.threshold IS NOT NULL AND r.metric <> 'spell_length'),
  -- the metric wherever anything changes; only its value goes on
  moment AS (
    SELECT x.rule_id, x.severity, x.metric, x.reason, x.comparison, x.threshold, x.lasting_seconds, x.team, c.at, v.value
    FROM w
    CROSS JOIN watched x
    CROSS JOIN LATERAL (
      SELECT h.started_at AS at FROM userlogs.headcount_steps(x.counted, w.from_at, w.to_at) h
      UNION
      SELECT h.started_at FROM userlogs.headcount_steps(x.other, w.from_at, w.to_at) h) c
    CROSS JOIN LATERAL (
      SELECT CASE x.metric
        WHEN 'availability_ratio' THEN k.counted::double precision / nullif(k.counted + k.other, 0)
        WHEN 'requests_per_available' THEN
          CASE WHEN k.counted > 0 THEN k.other::double precision / k.counted WHEN k.other > 0 THEN 'infinity' ELSE 0 END
        ELSE k.counted::double precision END
      FROM (SELECT userlogs.headcount_at(x.counted, c.at), userlogs.headcount_at(x.other, c.at) OFFSET 0) k(counted, other)
      OFFSET 0) v(value)),
  step AS (
    SELECT m.rule_id, m.severity, m.metric, m.reason, m.comparison, m.threshold, m.lasting_seconds, m.team, m.at AS started_at,
      lead(m.at, 1, w.to_at) OVER (PARTITION BY m.rule_id, m.team ORDER BY m.at) AS ended_at, m.value
    FROM w CROSS JOIN moment m),
  judged AS (
    SELECT s.rule_id, s.severity, s.metric, s.reason, s.threshold, s.lasting_seconds, s.team, s.started_at, s.ended_at, s.value,
      coalesce(CASE s.comparison WHEN '<' THEN s.value < s.threshold WHEN '<=' THEN s.value <= s.threshold
        WHEN '>' THEN s.value > s.threshold WHEN '>=' THEN s.value >= s.threshold END, false) AS is_broken
    FROM step s),
  numbered AS (
    SELECT j.rule_id, j.severity, j.metric, j.reason, j.threshold, j.lasting_seconds, j.team, j.started_at, j.ended_at, j.value, j.is_broken,
      count(*) FILTER (WHERE NOT j.is_broken) OVER (PARTITION BY j.rule_id, j.team ORDER BY j.started_at) AS island
    FROM judged j),
  span AS (
    SELECT n.rule_id, n.severity, n.metric, n.team, NULL AS user_id, n.reason, n.threshold, n.lasting_seconds,
      min(n.started_at) AS started_at, max(n.ended_at) AS ended_at, min(n.value) AS value_min, max(n.value) AS value_max
    FROM numbered n
    WHERE n.is_broken
    GROUP BY n.rule_id, n.severity, n.metric, n.team, n.reason, n.threshold, n.lasting_seconds, n.island
    UNION ALL
    -- an interval breaks the rule from the moment at which it is too long
    SELECT r.rule_id, r.severity, r.metric, i.team, i.user_id, i.reason, r.threshold, extract(epoch FROM coalesce(r.lasting, '0')),
      greatest(b.broken_at, i.clipped_start, w.from_at), least(i.clipped_end, w.to_at),
      extract(epoch FROM greatest(b.broken_at, i.clipped_start, w.from_at) - i.started_at)::double precision,
      extract(epoch FROM least(i.clipped_end, w.to_at) - i.started_at)::double precision
    FROM w
    CROSS JOIN rule_input() r
    JOIN team_interval() i ON i.class = 'unavailable' AND (r.team IS NULL OR i.team = r.team)
      AND (r.reason IS NULL OR lower(btrim(i.reason)) = lower(btrim(r.reason)))
    CROSS JOIN LATERAL (SELECT i.started_at + least(greatest(r.threshold, 0), 1e11) * interval '1 second') b(broken_at)
    WHERE r.metric = 'spell_length' AND r.rule_id IS NOT NULL AND r.threshold IS NOT NULL
      AND greatest(b.broken_at, i.clipped_start, w.from_at) < least(i.clipped_end, w.to_at))
  SELECT p.rule_id, p.severity, p.metric, p.team, p.user_id, coalesce(u.name, p.user_id::text), p.reason, p.started_at, p.ended_at,
    p.started_at AT TIME ZONE s.time_zone, p.ended_at AT TIME ZONE s.time_zone, s.time_zone,
    extract(epoch FROM p.ended_at - p.started_at) * interval '1 second', extract(epoch FROM p.ended_at - p.started_at)::numeric(18,6),
    p.threshold, nullif(p.value_min, 'infinity'), nullif(p.value_max, 'infinity'), p.ended_at = s.as_of
  FROM span p
  CROSS JOIN report_setting() s
  LEFT JOIN user_label() u ON u.user_id = p.user_id
  WHERE extract(epoch FROM p.ended_at - p.started_at) >= p.lasting_seconds;
END;
COMMENT ON FUNCTION rule_violations_between(timestamptz, timestamptz) IS
  'Spans in which a rule was broken, within the window [from_at, to_at), which ends now at the latest: the columns of rule_violations. from_at NULL: from the first local day with an event or request on; to_at NULL: up to now. Error invalid_parameter_value (from_at after to_at)';
