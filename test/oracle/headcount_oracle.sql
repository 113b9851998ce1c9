-- What the functions on headcounts must return for the teams of table iv, in
-- pure SQL.

-- headcount_steps
CREATE FUNCTION oracle_steps(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (team int, started_at timestamptz, ended_at timestamptz, headcount bigint)
LANGUAGE sql STABLE AS $$
  WITH change AS (
    SELECT e.team, e.at, sum(e.change) AS change
    FROM (
      SELECT i.team, i.started_at AS at, 1 AS change FROM iv i
      WHERE i.started_at < coalesce(i.ended_at, 'infinity')
      UNION ALL
      SELECT i.team, i.ended_at, -1 FROM iv i
      WHERE i.started_at < i.ended_at AND i.ended_at < 'infinity'
      UNION ALL
      SELECT DISTINCT i.team, timestamptz '-infinity', 0 FROM iv i) e
    GROUP BY e.team, e.at
    -- who goes when another comes makes no step
    HAVING sum(e.change) <> 0 OR e.at = '-infinity'),
  step AS (
    SELECT c.team, c.at AS started_at, lead(c.at, 1, 'infinity') OVER w AS ended_at, (sum(c.change) OVER w)::bigint AS headcount
    FROM change c WINDOW w AS (PARTITION BY c.team ORDER BY c.at))
  SELECT s.team, nullif(greatest(s.started_at, $1), '-infinity'), nullif(least(s.ended_at, $2), 'infinity'), s.headcount
  FROM step s
  WHERE s.started_at < $2 AND s.ended_at > $1 AND $1 < $2
$$;

-- the buckets of a window, in zones whose midnights are one instant each
CREATE FUNCTION oracle_edges(width interval, from_at timestamptz, to_at timestamptz, zone text)
RETURNS TABLE (bucket_start timestamptz, bucket_end timestamptz)
LANGUAGE sql STABLE AS $$
  WITH period AS (
    SELECT day AT TIME ZONE zone AS period_start,
      (day + CASE WHEN width < '1 day' THEN interval '1 day' ELSE width END) AT TIME ZONE zone AS period_end
    FROM generate_series(
      date_trunc(CASE width WHEN '7 days' THEN 'week' WHEN '1 mon' THEN 'month' ELSE 'day' END, from_at AT TIME ZONE zone),
      to_at AT TIME ZONE zone,
      CASE WHEN width < '1 day' THEN interval '1 day' ELSE width END) day),
  bucket AS (
    SELECT period_start, period_end FROM period WHERE width >= '1 day'
    UNION ALL
    SELECT at, least(at + width, period_end)
    FROM period, generate_series(period_start, period_end - interval '1 microsecond', width) at WHERE width < '1 day')
  SELECT * FROM bucket b WHERE b.period_end > from_at AND b.period_start < to_at
$$;
