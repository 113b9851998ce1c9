-- request_target: which targets apply to the requests of a team, of a priority and
-- a channel, when?
--
-- One row per team of the input, priority and channel for which any target
-- exists, and period in which the targets do not change; the periods of a team fill
-- all time.  '' stands for any other
-- priority or channel, and for none.  Each value is that of the first row that
-- sets it: for the priority and the channel, for the priority, for the channel, or
-- for the team, and of these the one that began last.  A value that is
-- contradictory, or out of the range that table target allows, counts as not set;
-- input_problems lists it.
--
-- STRICT and SET prevent inlining: the targets are made once, and the planner
-- takes the number of rows from ROWS.

CREATE OR REPLACE FUNCTION request_target()
RETURNS TABLE (
  team text,
  priority_key text,
  channel_key text,
  valid_from timestamptz,
  valid_to timestamptz,
  service_level double precision,
  answer_within interval,
  max_occupancy double precision,
  shrinkage double precision,
  minimum_headcount bigint,
  clock text,
  next_answer_within interval,
  resolve_within interval,
  concurrency double precision)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH given AS MATERIALIZED (
    SELECT g.team, coalesce(userlogs.label_key(g.priority), '') AS priority_key, coalesce(userlogs.label_key(g.channel), '') AS channel_key,
      coalesce(g.valid_from, '-infinity') AS valid_from, coalesce(g.valid_to, 'infinity') AS valid_to,
      CASE WHEN min(g.service_level) = max(g.service_level) AND min(g.service_level) BETWEEN 0 AND 0.9999 THEN min(g.service_level) END AS service_level,
      CASE WHEN min(g.answer_within) = max(g.answer_within) AND min(g.answer_within) BETWEEN '0' AND '366 days'
        -- equal intervals can still differ in months and days
        AND bool_and(extract(year FROM g.answer_within) = 0 AND extract(month FROM g.answer_within) = 0) THEN min(g.answer_within) END AS answer_within,
      CASE WHEN min(g.max_occupancy) = max(g.max_occupancy) AND min(g.max_occupancy) BETWEEN 0.01 AND 1 THEN min(g.max_occupancy) END AS max_occupancy,
      CASE WHEN min(g.shrinkage) = max(g.shrinkage) AND min(g.shrinkage) BETWEEN 0 AND 0.99 THEN min(g.shrinkage) END AS shrinkage,
      CASE WHEN min(g.minimum_headcount) = max(g.minimum_headcount) AND min(g.minimum_headcount) BETWEEN 0 AND 1000000
        THEN min(g.minimum_headcount) END AS minimum_headcount,
      CASE WHEN min(g.clock) = max(g.clock) AND min(g.clock) IN ('service', 'wall') THEN min(g.clock) END AS clock,
      CASE WHEN min(g.next_answer_within) = max(g.next_answer_within) AND min(g.next_answer_within) BETWEEN '0' AND '366 days'
        AND bool_and(extract(year FROM g.next_answer_within) = 0 AND extract(month FROM g.next_answer_within) = 0) THEN min(g.next_answer_within) END AS next_answer_within,
      CASE WHEN min(g.resolve_within) = max(g.resolve_within) AND min(g.resolve_within) BETWEEN '0' AND '366 days'
        AND bool_and(extract(year FROM g.resolve_within) = 0 AND extract(month FROM g.resolve_within) = 0) THEN min(g.resolve_within) END AS resolve_within,
      CASE WHEN min(g.concurrency) = max(g.concurrency) AND min(g.concurrency) BETWEEN 1 AND 1000 THEN min(g.concurrency) END AS concurrency
    FROM target_input() g
    WHERE g.team IS NOT NULL AND coalesce(g.valid_from < g.valid_to, true)
    GROUP BY g.team, coalesce(userlogs.label_key(g.priority), ''), coalesce(userlogs.label_key(g.channel), ''),
      coalesce(g.valid_from, '-infinity'), coalesce(g.valid_to, 'infinity')),
  -- Up to the next row, if that sets all that this one sets, for as long:
  -- otherwise all rows of a team that has never ended one apply in its last period.
  shown AS MATERIALIZED (
    SELECT g.team, g.priority_key, g.channel_key, g.valid_from,
      CASE WHEN lead(g.valid_to) OVER later >= g.valid_to AND m.is_set & ~lead(m.is_set) OVER later = 0::bit(9)
        THEN least(g.valid_to, lead(g.valid_from) OVER later) ELSE g.valid_to END AS valid_to,
      g.service_level, g.answer_within, g.max_occupancy, g.shrinkage, g.minimum_headcount, g.clock, g.next_answer_within, g.resolve_within, g.concurrency
    FROM given g
    CROSS JOIN LATERAL (
      SELECT (g.service_level IS NOT NULL)::int::bit(1) || (g.answer_within IS NOT NULL)::int::bit(1) || (g.max_occupancy IS NOT NULL)::int::bit(1)
        || (g.shrinkage IS NOT NULL)::int::bit(1) || (g.minimum_headcount IS NOT NULL)::int::bit(1) || (g.clock IS NOT NULL)::int::bit(1)
        || (g.next_answer_within IS NOT NULL)::int::bit(1) || (g.resolve_within IS NOT NULL)::int::bit(1) || (g.concurrency IS NOT NULL)::int::bit(1)) m(is_set)
    WINDOW later AS (PARTITION BY g.team, g.priority_key, g.channel_key ORDER BY g.valid_from, g.valid_to DESC)),
  period AS (
    SELECT e.team, e.at AS valid_from, lead(e.at) OVER (PARTITION BY e.team ORDER BY e.at) AS valid_to
    FROM (
      SELECT g.team, g.valid_from AS at FROM given g
      UNION SELECT g.team, g.valid_to FROM given g
      UNION SELECT g.team, t.at FROM given g CROSS JOIN (VALUES (timestamptz '-infinity'), ('infinity')) t(at)) e),
  kind AS (
    SELECT p.priority_key, c.channel_key
    FROM (SELECT '' AS priority_key UNION SELECT g.priority_key FROM given g) p
    CROSS JOIN (SELECT '' AS channel_key UNION SELECT g.channel_key FROM given g) c),
  applying AS (
    SELECT p.team, k.priority_key, k.channel_key, p.valid_from, p.valid_to, g.service_level, g.answer_within, g.max_occupancy, g.shrinkage,
      g.minimum_headcount, g.clock, g.next_answer_within, g.resolve_within, g.concurrency,
      row_number() OVER (PARTITION BY p.team, k.priority_key, k.channel_key, p.valid_from
        ORDER BY g.priority_key <> '' DESC, g.channel_key <> '' DESC, g.valid_from DESC, g.valid_to) AS position
    FROM period p
    CROSS JOIN kind k
    LEFT JOIN shown g ON g.team = p.team AND g.priority_key IN (k.priority_key, '') AND g.channel_key IN (k.channel_key, '')
      AND g.valid_from <= p.valid_from AND g.valid_to > p.valid_from
    -- not the end of time
    WHERE p.valid_to IS NOT NULL)
  SELECT a.team, a.priority_key, a.channel_key, a.valid_from, a.valid_to,
    (array_agg(a.service_level ORDER BY a.position) FILTER (WHERE a.service_level IS NOT NULL))[1] AS service_level,
    (array_agg(a.answer_within ORDER BY a.position) FILTER (WHERE a.answer_within IS NOT NULL))[1] AS answer_within,
    (array_agg(a.max_occupancy ORDER BY a.position) FILTER (WHERE a.max_occupancy IS NOT NULL))[1] AS max_occupancy,
    (array_agg(a.shrinkage ORDER BY a.position) FILTER (WHERE a.shrinkage IS NOT NULL))[1] AS shrinkage,
    (array_agg(a.minimum_headcount ORDER BY a.position) FILTER (WHERE a.minimum_headcount IS NOT NULL))[1] AS minimum_headcount,
    (array_agg(a.clock ORDER BY a.position) FILTER (WHERE a.clock IS NOT NULL))[1] AS clock,
    (array_agg(a.next_answer_within ORDER BY a.position) FILTER (WHERE a.next_answer_within IS NOT NULL))[1] AS next_answer_within,
    (array_agg(a.resolve_within ORDER BY a.position) FILTER (WHERE a.resolve_within IS NOT NULL))[1] AS resolve_within,
    (array_agg(a.concurrency ORDER BY a.position) FILTER (WHERE a.concurrency IS NOT NULL))[1] AS concurrency
  FROM applying a
  GROUP BY a.team, a.priority_key, a.channel_key, a.valid_from, a.valid_to;
END;
COMMENT ON FUNCTION request_target() IS
  'internal: return the targets of the requests of each team of target, one row per team, key of priority and channel (blank: others) and period; NULL where the input is contradictory or out of range';
