-- bottlenecks: in which hours of the week are users absent or overloaded?
--
-- One row per team, day of the week and hour of the local clock that the window
-- [from_at, to_at), up to now, overlaps.
-- key: team, weekday, hour

CREATE OR REPLACE FUNCTION bottlenecks_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  weekday bigint,
  hour bigint,
  hour_count bigint,
  available_avg double precision,
  unavailable_avg double precision,
  unavailable_of_staffed_ratio double precision,
  request_count bigint,
  requests_per_hour double precision,
  requests_per_available_hour double precision,
  wait_mean_seconds numeric(18,6),
  absence_rank bigint,
  overload_rank bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH w AS MATERIALIZED (
    SELECT r.from_at, r.to_at FROM report_span(bottlenecks_between.from_at, bottlenecks_between.to_at) r),
  hour AS (
    SELECT k.team, extract(isodow FROM l.local_start)::bigint AS weekday, extract(hour FROM l.local_start)::bigint AS hour,
      sum(extract(epoch FROM least(b.bucket_end, w.to_at) - greatest(b.bucket_start, w.from_at))) FILTER (WHERE k.is_available) / 3600 AS hours,
      count(DISTINCT b.bucket_start - (l.local_start - date_trunc('hour', l.local_start))) AS hour_count,
      sum(b.person_seconds) FILTER (WHERE k.is_available) AS available_seconds,
      sum(b.person_seconds) FILTER (WHERE NOT k.is_available) AS unavailable_seconds
    FROM w
    CROSS JOIN report_setting() s
    CROSS JOIN (
      SELECT t.team, c.is_available, c.headcount
      FROM team_headcount(bottlenecks_between.from_at, bottlenecks_between.to_at) t
      CROSS JOIN LATERAL (VALUES (true, t.available), (false, t.unavailable)) c(is_available, headcount)) k
    -- by half hours, since some clocks change by half an hour
    CROSS JOIN LATERAL userlogs.headcount_buckets(k.headcount, interval '30 minutes', w.from_at, w.to_at, s.time_zone) b
    CROSS JOIN LATERAL (SELECT userlogs.local_time(b.bucket_start, s.time_zone) OFFSET 0) l(local_start)
    GROUP BY k.team, extract(isodow FROM l.local_start), extract(hour FROM l.local_start)),
  request AS (
    SELECT q.team, extract(isodow FROM userlogs.local_time(q.arrived_at, s.time_zone))::bigint AS weekday,
      extract(hour FROM userlogs.local_time(q.arrived_at, s.time_zone))::bigint AS hour,
      count(*) AS request_count, avg(q.wait_seconds) AS wait_seconds
    FROM w
    CROSS JOIN report_setting() s
    JOIN usable_request() q ON q.arrived_at >= w.from_at AND q.arrived_at < w.to_at
    GROUP BY q.team, extract(isodow FROM userlogs.local_time(q.arrived_at, s.time_zone)), extract(hour FROM userlogs.local_time(q.arrived_at, s.time_zone))),
  figure AS (
    SELECT h.team, h.weekday, h.hour, h.hour_count,
      (h.available_seconds / 3600 / h.hours)::double precision AS available_avg,
      (h.unavailable_seconds / 3600 / h.hours)::double precision AS unavailable_avg,
      (h.unavailable_seconds / nullif(h.available_seconds + h.unavailable_seconds, 0))::double precision AS unavailable_ratio,
      coalesce(q.request_count, 0) AS request_count,
      (coalesce(q.request_count, 0) / h.hours)::double precision AS requests_per_hour,
      (coalesce(q.request_count, 0) * 3600 / nullif(h.available_seconds, 0))::double precision AS requests_per_available_hour,
      q.wait_seconds::numeric(18,6) AS wait_seconds
    FROM hour h
    LEFT JOIN request q ON q.team = h.team AND q.weekday = h.weekday AND q.hour = h.hour)
  SELECT f.team, f.weekday, f.hour, f.hour_count, f.available_avg, f.unavailable_avg, f.unavailable_ratio AS unavailable_of_staffed_ratio,
    f.request_count,
    f.requests_per_hour, f.requests_per_available_hour, f.wait_seconds AS wait_mean_seconds,
    rank() OVER (PARTITION BY f.team ORDER BY f.unavailable_avg DESC) AS absence_rank,
    -- requests while nobody was available rank first
    rank() OVER (PARTITION BY f.team ORDER BY
      CASE WHEN f.requests_per_available_hour IS NULL AND f.request_count > 0 THEN 'infinity' ELSE coalesce(f.requests_per_available_hour, 0) END DESC) AS overload_rank
  FROM figure f
  WHERE userlogs.valid_window(bottlenecks_between.from_at, bottlenecks_between.to_at)
  -- OFFSET 0 is an optimization fence: a condition on the team from outside would
  -- look up the target of each request
  OFFSET 0;
END;
COMMENT ON FUNCTION bottlenecks_between(timestamptz, timestamptz) IS
  'Return bottlenecks for the window [from_at, to_at), up to now. from_at NULL or -infinity: from the first local day with an event or request; to_at NULL: now';

COMMENT ON VIEW bottlenecks IS
  'Absence and load by hour of the week. One row per team, day of the week and hour of the local clock, from the first local day with an event or request up to now; key (team, weekday, hour). A filter on time reads everything: for a window take bottlenecks_between';
COMMENT ON COLUMN bottlenecks.team IS 'Team; (none): no team';
COMMENT ON COLUMN bottlenecks.weekday IS 'Day of the week: 1 Monday to 7 Sunday';
COMMENT ON COLUMN bottlenecks.hour IS 'Hour of the local clock, 0 to 23';
COMMENT ON COLUMN bottlenecks.hour_count IS 'Number of such hours, including those that the window covers in part';
COMMENT ON COLUMN bottlenecks.available_avg IS 'Average number of users available';
COMMENT ON COLUMN bottlenecks.unavailable_avg IS 'Average number of users at work but unavailable';
COMMENT ON COLUMN bottlenecks.unavailable_of_staffed_ratio IS 'Fraction of staffed time that was unavailable, from 0 to 1; NULL if nobody was staffed';
COMMENT ON COLUMN bottlenecks.request_count IS 'Requests that arrived';
COMMENT ON COLUMN bottlenecks.requests_per_hour IS 'Requests per hour';
COMMENT ON COLUMN bottlenecks.requests_per_available_hour IS 'Requests per hour of available time of a user; NULL if nobody was available';
COMMENT ON COLUMN bottlenecks.wait_mean_seconds IS 'Mean wait up to the response, else the close, else now, seconds; NULL without requests';
COMMENT ON COLUMN bottlenecks.absence_rank IS 'Rank within the team; 1: the hour with the most users unavailable';
COMMENT ON COLUMN bottlenecks.overload_rank IS 'Rank within the team; 1: the hour with the most requests per available hour; requests while nobody was available rank first';
