-- shrinkage_between: how much of the planned time was nobody there to answer?
--
-- One row per team and local day with a shift of a member in the window
-- [from_at, to_at), which ends now at the latest.

CREATE OR REPLACE FUNCTION shrinkage_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  local_date date,
  user_count bigint,
  scheduled_seconds numeric,
  productive_seconds numeric,
  planned_shrinkage_seconds numeric,
  unplanned_shrinkage_seconds numeric,
  shrinkage_ratio double precision)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT f.team, f.local_date, count(DISTINCT f.user_id), sum(f.work + f.pause)::numeric(18,6), sum(f.productive)::numeric(18,6),
    sum(f.pause)::numeric(18,6), sum(f.work - f.productive)::numeric(18,6),
    (1 - sum(f.productive) / nullif(sum(f.work + f.pause), 0))::double precision
  FROM (
    SELECT coalesce(m.team, '(none)') AS team, d.user_id, d.local_date,
      total_seconds(d.work * p.period) AS work,
      total_seconds(d.pause * p.period) AS pause,
      total_seconds(d.work * d.available * p.period) AS productive
    FROM report_span(shrinkage_between.from_at, shrinkage_between.to_at) r
    CROSS JOIN LATERAL scheduled_day(r.from_at, r.to_at) d
    LEFT JOIN (
      SELECT t.user_id, t.team, range_agg(tstzrange(t.valid_from, t.valid_to)) AS periods
      FROM team_period() t
      GROUP BY t.user_id, t.team) m ON m.user_id = d.user_id
    CROSS JOIN LATERAL (SELECT coalesce(m.periods, '{(,)}'::tstzmultirange)) p(period)) f
  WHERE userlogs.valid_window(shrinkage_between.from_at, shrinkage_between.to_at) AND f.work + f.pause > 0
  GROUP BY f.team, f.local_date;
END;
COMMENT ON FUNCTION shrinkage_between(timestamptz, timestamptz) IS
  'Shrinkage of each team in the window [from_at, to_at), which ends now at the latest: the columns of shrinkage. from_at NULL or -infinity: from the first local day with an event or request on; to_at NULL: up to now. Error invalid_parameter_value (from_at after to_at)';
