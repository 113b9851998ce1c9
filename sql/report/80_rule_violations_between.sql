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
    SELECT r.from_at, r.to_at FROM report_span(rule_violations_between.from_at, rule_violations_between.to_at) r),
  watch AS MATERIALIZED (
    SELECT r.rule_id, r.severity, r.metric, r.team, r.reason, lower(btrim(r.reason)) AS reason_key, r.comparison, r.threshold,
      extract(epoch FROM coalesce(r.lasting, '0')) AS lasting_seconds
    FROM rule_input() r
    WHERE r.rule_id IS NOT NULL AND r.threshold IS NOT NULL),
  -- by reason, if any rule asks for one
  absence AS (
    SELECT a.team, r.reason_key, userlogs.headcount_agg(a.unavailable) AS unavailable
    FROM w
    CROSS JOIN LATERAL team_absence(w.from_at, w.to_at) a
    JOIN (SELECT DISTINCT x.reason_key FROM watch x WHERE x.metric = 'unavailable_users') r ON r.reason_key = lower(btrim(a.reason))
    WHERE EXISTS (SELECT FROM watch x WHERE x.metric = 'unavailable_users' AND x.reason IS NOT NULL)
    GROUP BY a.team, r.reason_key),
  -- the intervals, if any rule is about their length
  spell AS MATERIALIZED (
    SELECT i.team, i.user_id, i.reason, lower(btrim(coalesce(i.reason, '(none)'))) AS reason_key, i.started_at, i.clipped_start, i.clipped_end
    FROM w
    CROSS JOIN LATERAL team_interval(w.from_at, w.to_at) i
    WHERE i.class = 'unavailable' AND EXISTS (SELECT FROM watch x WHERE x.metric = 'spell_length')),
  watched AS (
    SELECT r.rule_id, r.severity, r.metric, r.reason, r.comparison, r.threshold, r.lasting_seconds, t.team,
      CASE WHEN r.metric IN ('available_headcount', 'availability_ratio', 'requests_per_available') THEN t.available
        WHEN r.metric = 'waiting_requests' THEN coalesce(q.waiting, '{}')
        WHEN r.metric = 'unavailable_users' THEN CASE WHEN r.reason IS NULL THEN t.unavailable ELSE coalesce(a.unavailable, '{}') END
        END AS counted,
      CASE r.metric WHEN 'availability_ratio' THEN t.unavailable WHEN 'requests_per_available' THEN coalesce(q.waiting, '{}') END AS other
    FROM watch r
    JOIN team_headcount() t ON t.team = r.team OR r.team IS NULL AND t.team <> '(none)'
    LEFT JOIN (
      SELECT u.team, userlogs.headcount_agg(u.arrived_at, coalesce(u.response_at, u.closed_at)) AS waiting
      FROM usable_request() u
      GROUP BY u.team) q ON q.team = t.team
    LEFT JOIN absence a ON a.team = t.team AND a.reason_key = r.reason_key
    WHERE r.metric <> 'spell_length'),
  span AS (
    SELECT x.rule_id, x.severity, x.metric, x.team, NULL AS user_id, x.reason, x.threshold, x.lasting_seconds,
      b.started_at, b.ended_at, b.value_min, b.value_max
    FROM w
    CROSS JOIN watched x
    -- rule by rule, so that what is sorted is short and no row carries a headcount on
    CROSS JOIN LATERAL (
      SELECT min(n.started_at), max(n.ended_at), min(n.value), max(n.value)
      FROM (
        SELECT j.started_at, j.ended_at, j.value, j.is_broken,
          count(*) FILTER (WHERE NOT j.is_broken) OVER (ORDER BY j.started_at) AS island
        FROM (
          SELECT m.started_at, m.ended_at, m.value,
            coalesce(CASE x.comparison WHEN '<' THEN m.value < x.threshold WHEN '<=' THEN m.value <= x.threshold
              WHEN '>' THEN m.value > x.threshold WHEN '>=' THEN m.value >= x.threshold END, false) AS is_broken
          FROM (
            SELECT h.started_at, h.ended_at, h.headcount::double precision AS value
            FROM userlogs.headcount_steps(x.counted, w.from_at, w.to_at) h
            WHERE x.other IS NULL
            UNION ALL
            -- wherever one of the two changes
            SELECT c.at, lead(c.at, 1, w.to_at) OVER (ORDER BY c.at),
              CASE x.metric
                WHEN 'availability_ratio' THEN k.counted::double precision / nullif(k.counted + k.other, 0)
                WHEN 'requests_per_available' THEN
                  CASE WHEN k.counted > 0 THEN k.other::double precision / k.counted WHEN k.other > 0 THEN 'infinity' ELSE 0 END END
            FROM (
              SELECT h.started_at AS at FROM userlogs.headcount_steps(x.counted, w.from_at, w.to_at) h WHERE x.other IS NOT NULL
              UNION
              SELECT h.started_at FROM userlogs.headcount_steps(x.other, w.from_at, w.to_at) h) c
            CROSS JOIN LATERAL (
              SELECT userlogs.headcount_at(x.counted, c.at), userlogs.headcount_at(x.other, c.at) OFFSET 0) k(counted, other)) m) j) n
      WHERE n.is_broken
      GROUP BY n.island) b(started_at, ended_at, value_min, value_max)
    UNION ALL
    -- an interval breaks the rule from the moment at which it is too long
    SELECT r.rule_id, r.severity, r.metric, i.team, i.user_id, i.reason, r.threshold, r.lasting_seconds,
      greatest(b.broken_at, i.clipped_start), i.clipped_end,
      extract(epoch FROM greatest(b.broken_at, i.clipped_start) - i.started_at)::double precision,
      extract(epoch FROM i.clipped_end - i.started_at)::double precision
    FROM spell i
    JOIN watch r ON r.metric = 'spell_length' AND (r.team IS NULL OR r.team = i.team)
      AND (r.reason_key IS NULL OR r.reason_key = i.reason_key)
    CROSS JOIN LATERAL (SELECT i.started_at + least(greatest(r.threshold, 0), 1e11) * interval '1 second') b(broken_at)
    WHERE greatest(b.broken_at, i.clipped_start) < i.clipped_end)
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
  'Spans in which a rule was broken, within the window [from_at, to_at), which ends now at the latest: the columns of rule_violations. from_at NULL or -infinity: from the first local day with an event or request on; to_at NULL: up to now. Error invalid_parameter_value (from_at after to_at)';
