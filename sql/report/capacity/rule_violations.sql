-- rule_violations: when was a rule broken?
--
-- One row per rule, team (and user, for spell_length) and maximal span in which
-- the rule was broken for at least rule.lasting that overlaps the window
-- [from_at, to_at), up to now.  A rule that holds in service hours is broken only
-- there, and a spell is as long as the service clock ran.
-- key: rule_id, team, user_id, started_at

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
  duration_seconds numeric(18,6),
  threshold double precision,
  value_min double precision,
  value_max double precision,
  is_open boolean,
  clipped_start timestamptz,
  clipped_end timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH w AS MATERIALIZED (
    SELECT n.from_at, n.to_at, n.first_at, n.last_at, n.near_from, n.near_to
    FROM near_span(rule_violations_between.from_at, rule_violations_between.to_at) n),
  watch AS MATERIALIZED (
    SELECT r.rule_id, r.severity, r.metric, r.team, r.reason, r.reason_key, r.comparison, r.threshold, r.lasting_seconds, r.in_service_hours,
      least(greatest(r.threshold, 0), 1e11) * interval '1 second' AS shortest
    FROM watched_rule() r),
  clock AS MATERIALIZED (
    SELECT c.team, c.clock FROM team_clock() c),
  near AS MATERIALIZED (
    SELECT h.rule_id, h.team, h.counted, h.other, coalesce(e.from_at, w.near_from, w.first_at) AS from_at, coalesce(e.to_at, w.near_to, w.last_at) AS to_at,
      -- broken from the window to an edge of the time read: it may be longer
      coalesce(e.from_at IS NULL AND w.near_from > w.first_at OR e.to_at IS NULL AND w.near_to < w.last_at, false) AS is_far
    FROM w
    CROSS JOIN LATERAL watched_headcount(w.near_from, w.near_to) h
    JOIN watch r ON r.rule_id = h.rule_id
    CROSS JOIN LATERAL rule_edge(r.metric, r.comparison, r.threshold, h.counted, h.other, w.from_at, w.to_at,
      coalesce(w.near_from, w.first_at), coalesce(w.near_to, w.last_at)) e
    WHERE w.from_at < w.to_at),
  -- MATERIALIZED: keep the headcounts out of joins
  edged AS MATERIALIZED (
    SELECT n.rule_id, n.team, n.counted, n.other, n.from_at, n.to_at
    FROM near n
    WHERE NOT n.is_far
    UNION ALL
    SELECT h.rule_id, h.team, h.counted, h.other, coalesce(e.from_at, w.first_at), coalesce(e.to_at, w.last_at)
    FROM w
    CROSS JOIN (SELECT array_agg(DISTINCT n.team) AS teams FROM near n WHERE n.is_far HAVING count(*) > 0) f
    CROSS JOIN LATERAL watched_headcount(NULL, NULL, f.teams) h
    JOIN near n ON n.rule_id = h.rule_id AND n.team = h.team AND n.is_far
    JOIN watch r ON r.rule_id = h.rule_id
    CROSS JOIN LATERAL rule_edge(r.metric, r.comparison, r.threshold, h.counted, h.other, w.from_at, w.to_at, w.first_at, w.last_at) e),
  span AS (
    SELECT r.rule_id, r.severity, r.metric, x.team, r.reason, r.threshold, r.lasting_seconds,
      b.started_at, b.ended_at, b.value_min, b.value_max
    FROM edged x
    JOIN watch r ON r.rule_id = x.rule_id
    LEFT JOIN clock c ON c.team = x.team AND r.in_service_hours
    CROSS JOIN LATERAL (
      SELECT x.from_at, x.to_at WHERE c.clock IS NULL
      UNION ALL
      SELECT p.started_at, p.ended_at FROM userlogs.service_spans(c.clock, x.from_at, x.to_at) p) v(from_at, to_at)
    -- rule by rule: keep sorts small, and headcounts out of upper plan nodes
    CROSS JOIN LATERAL (
      SELECT min(n.started_at), max(n.ended_at), min(n.value), max(n.value)
      FROM (
        SELECT i.started_at, i.ended_at, i.value,
          count(*) FILTER (WHERE i.is_first) OVER (ORDER BY i.started_at) AS island
        FROM (
          SELECT j.started_at, j.ended_at, j.value,
            (lag(j.ended_at) OVER (ORDER BY j.started_at) = j.started_at) IS NOT TRUE AS is_first
          FROM (
            SELECT h.started_at, h.ended_at, rule_value(r.metric, h.headcount, 0) AS value
            FROM userlogs.headcount_steps(x.counted, v.from_at, v.to_at) h
            WHERE r.metric NOT IN ('availability_ratio', 'requests_per_available')
            UNION ALL
            -- at each change of one of the two
            SELECT c.at, lead(c.at, 1, v.to_at) OVER (ORDER BY c.at), rule_value(r.metric, k.counted, k.other)
            FROM (
              SELECT h.started_at AS at FROM userlogs.headcount_steps(x.counted, v.from_at, v.to_at) h
              WHERE r.metric IN ('availability_ratio', 'requests_per_available')
              UNION
              SELECT h.started_at FROM userlogs.headcount_steps(x.other, v.from_at, v.to_at) h
              WHERE r.metric IN ('availability_ratio', 'requests_per_available')) c
            CROSS JOIN LATERAL (
              SELECT userlogs.headcount_at(x.counted, c.at), userlogs.headcount_at(x.other, c.at) OFFSET 0) k(counted, other)) j
          WHERE CASE r.comparison WHEN '<' THEN j.value < r.threshold WHEN '<=' THEN j.value <= r.threshold
            WHEN '>' THEN j.value > r.threshold WHEN '>=' THEN j.value >= r.threshold END) i) n
      GROUP BY n.island) b(started_at, ended_at, value_min, value_max)),
  -- Time of each user unavailable without interruption, for any reason or for
  -- one, if any rule uses spell_length.  Separate for rules with a reason,
  -- where a spell ends when the reason changes.
  absent AS MATERIALIZED (
    SELECT i.user_id, i.reason, i.reason_key, i.started_at, i.ended_at, i.spell_start, i.run_start
    FROM (SELECT min(x.shortest) AS shortest FROM watch x WHERE x.metric = 'spell_length' HAVING count(*) > 0) k
    CROSS JOIN LATERAL unavailable_interval(rule_violations_between.from_at, rule_violations_between.to_at, k.shortest) i),
  spell AS (
    SELECT b.user_id, NULL AS reason_key, b.spell_start AS started_at, max(b.ended_at) AS ended_at,
      userlogs.cut_label(string_agg(b.reason, ', ' ORDER BY b.first_at)) AS reason
    FROM (
      SELECT i.user_id, i.spell_start, max(i.ended_at) AS ended_at, min(i.started_at) AS first_at,
        pick_label((SELECT label_spelling('reason', rule_violations_between.from_at, rule_violations_between.to_at)), max(i.reason), NULL) AS reason
      FROM absent i
      WHERE EXISTS (SELECT FROM watch x WHERE x.metric = 'spell_length' AND x.reason_key IS NULL)
      GROUP BY i.user_id, i.spell_start, i.reason_key) b
    GROUP BY b.user_id, b.spell_start
    UNION ALL
    SELECT i.user_id, i.reason_key, i.run_start, max(i.ended_at),
      pick_label((SELECT label_spelling('reason', rule_violations_between.from_at, rule_violations_between.to_at)), max(i.reason), NULL)
    FROM absent i
    WHERE EXISTS (SELECT FROM watch x WHERE x.metric = 'spell_length' AND x.reason_key = i.reason_key)
    GROUP BY i.user_id, i.reason_key, i.run_start),
  violation AS (
    SELECT s.rule_id, s.severity, s.metric, s.team, NULL AS user_id, s.reason, s.threshold, s.lasting_seconds, s.started_at, s.ended_at, s.value_min, s.value_max
    FROM span s
    UNION ALL
    -- a spell breaks the rule from the time at which it passes the threshold
    SELECT r.rule_id, r.severity, r.metric, m.team, s.user_id, s.reason, r.threshold, r.lasting_seconds,
      v.started_at, v.ended_at,
      CASE WHEN c.clock IS NULL THEN extract(epoch FROM v.started_at - s.started_at) ELSE userlogs.service_seconds(c.clock, s.started_at, v.started_at) END::double precision,
      CASE WHEN c.clock IS NULL THEN extract(epoch FROM v.ended_at - s.started_at) ELSE userlogs.service_seconds(c.clock, s.started_at, v.ended_at) END::double precision
    FROM spell s
    JOIN watch r ON r.metric = 'spell_length' AND r.reason_key IS NOT DISTINCT FROM s.reason_key
    LEFT JOIN team_period() p ON p.user_id = s.user_id AND p.valid_from < s.ended_at AND p.valid_to > s.started_at
    CROSS JOIN LATERAL (SELECT coalesce(p.team, '(none)')) m(team)
    LEFT JOIN clock c ON c.team = m.team AND r.in_service_hours
    CROSS JOIN LATERAL (
      SELECT greatest(CASE WHEN c.clock IS NULL THEN s.started_at + r.shortest
          ELSE coalesce(userlogs.add_service_time(c.clock, s.started_at, r.shortest), 'infinity') END, p.valid_from),
        least(s.ended_at, p.valid_to)
      OFFSET 0) k(started_at, ended_at)
    CROSS JOIN LATERAL (
      SELECT k.started_at, k.ended_at WHERE c.clock IS NULL
      UNION ALL
      SELECT n.started_at, n.ended_at FROM userlogs.service_spans(c.clock, least(k.started_at, k.ended_at), k.ended_at) n) v(started_at, ended_at)
    WHERE (r.team = m.team OR r.team IS NULL AND m.team <> '(none)') AND k.started_at < k.ended_at)
  SELECT k.rule_id, k.severity, k.metric, k.team, k.user_id, coalesce(u.name, k.user_id::text) AS user_name, k.reason, k.started_at, k.ended_at,
    userlogs.local_time(k.started_at, coalesce(z.time_zone, s.time_zone)) AS local_start, userlogs.local_time(k.ended_at, coalesce(z.time_zone, s.time_zone)) AS local_end,
    coalesce(z.time_zone, s.time_zone) AS time_zone,
    extract(epoch FROM k.clipped_end - k.clipped_start)::numeric(18,6) AS duration_seconds,
    k.threshold, nullif(k.value_min, 'infinity') AS value_min, nullif(k.value_max, 'infinity') AS value_max,
    k.ended_at = s.as_of AS is_open, k.clipped_start, k.clipped_end
  FROM report_setting() s
  CROSS JOIN (
    (SELECT v.rule_id, v.severity, v.metric, v.team, v.user_id, v.reason, v.started_at, v.ended_at, v.threshold, v.value_min, v.value_max,
      greatest(v.started_at, w.from_at) AS clipped_start, least(v.ended_at, w.to_at) AS clipped_end
    FROM w
    CROSS JOIN violation v
    WHERE w.from_at < w.to_at AND v.started_at < w.to_at AND v.ended_at > w.from_at
      AND extract(epoch FROM v.ended_at - v.started_at) >= v.lasting_seconds) k
    -- FULL JOIN, because it cannot be planned as a nested loop, whatever the
    -- planner's estimate
    FULL JOIN user_label() u ON u.user_id = k.user_id)
  LEFT JOIN team_zone() z ON z.team = k.team
  WHERE userlogs.valid_window(rule_violations_between.from_at, rule_violations_between.to_at)
    -- not "IS NOT NULL", which would reduce the full join
    AND coalesce(k.started_at, '-infinity') > '-infinity'
  -- OFFSET 0 is an optimization fence: a condition on the team or the user from
  -- outside would turn these joins into nested loops
  OFFSET 0;
END;
COMMENT ON FUNCTION rule_violations_between(timestamptz, timestamptz) IS
  'Return the rule_violations that overlap the window [from_at, to_at), up to now, with clipped_start, clipped_end. started_at and ended_at are the true ends, to which lasting applies; durations are of the part in the window, additive over windows. from_at NULL or -infinity: from the first local day with an event or request; to_at NULL: now';

COMMENT ON VIEW rule_violations IS
  'Violations of rules. One row per rule, team (and user, for spell_length) and maximal span, up to now, in which the rule was broken for at least rule.lasting; key (rule_id, team, user_id, started_at). A span of spell_length starts when the time unavailable passes the threshold. A filter on time reads everything: for a window take rule_violations_between';
COMMENT ON COLUMN rule_violations.rule_id IS 'Rule';
COMMENT ON COLUMN rule_violations.severity IS 'Severity of the rule';
COMMENT ON COLUMN rule_violations.metric IS 'Metric of the rule';
COMMENT ON COLUMN rule_violations.team IS 'Team; (none): no team';
COMMENT ON COLUMN rule_violations.user_id IS 'User who was unavailable, for spell_length; NULL for other metrics';
COMMENT ON COLUMN rule_violations.user_name IS 'Name from report_user, else the id; NULL if user_id is NULL';
COMMENT ON COLUMN rule_violations.reason IS 'Reason of the rule; for spell_length the labels of all reasons of the time unavailable; NULL: none';
COMMENT ON COLUMN rule_violations.started_at IS 'Time from which on the rule was broken';
COMMENT ON COLUMN rule_violations.ended_at IS 'Time until which the rule was broken; now while it is open';
COMMENT ON COLUMN rule_violations.local_start IS 'started_at on the clock of time_zone';
COMMENT ON COLUMN rule_violations.local_end IS 'ended_at on the clock of time_zone';
COMMENT ON COLUMN rule_violations.time_zone IS 'Time zone of the local times, from team_setting or setting';
COMMENT ON COLUMN rule_violations.duration_seconds IS 'Length of the violation, seconds';
COMMENT ON COLUMN rule_violations.threshold IS 'Threshold of the rule';
COMMENT ON COLUMN rule_violations.value_min IS 'Lowest value of the metric in the span; NULL: requests and nobody available';
COMMENT ON COLUMN rule_violations.value_max IS 'Highest value of the metric in the span; NULL: requests and nobody available';
COMMENT ON COLUMN rule_violations.is_open IS 'Is the rule still broken?';
