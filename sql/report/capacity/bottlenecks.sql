-- bottlenecks: in which hours of the week are users absent or overloaded?
--
-- One row per team, day of the week and hour of the local clock in which it was in
-- service, or a request began to wait, in the window [from_at, to_at), up to now.
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
  overload_rank bigint,
  service_seconds numeric(18,6),
  engaged_avg double precision)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH w AS MATERIALIZED (
    SELECT r.from_at, r.to_at FROM report_span(bottlenecks_between.from_at, bottlenecks_between.to_at) r),
  hour AS (
    SELECT k.team, extract(isodow FROM l.local_start)::bigint AS weekday, extract(hour FROM l.local_start)::bigint AS hour,
      sum(extract(epoch FROM least(b.bucket_end, k.span_end) - greatest(b.bucket_start, k.span_start))) FILTER (WHERE k.class = 'available') / 3600 AS hours,
      count(DISTINCT b.bucket_start - (l.local_start - date_trunc('hour', l.local_start))) AS hour_count,
      sum(b.person_seconds) FILTER (WHERE k.class = 'available') AS available_seconds,
      sum(b.person_seconds) FILTER (WHERE k.class = 'unavailable') AS unavailable_seconds,
      coalesce(sum(b.person_seconds) FILTER (WHERE k.class = 'engaged'), 0) AS engaged_seconds
    FROM report_setting() s
    CROSS JOIN (
      SELECT t.team, p.span_start, p.span_end, c.class, c.headcount
      FROM w
      CROSS JOIN LATERAL service_span(w.from_at, w.to_at) p
      JOIN team_headcount(bottlenecks_between.from_at, bottlenecks_between.to_at) t ON t.team = p.team
      CROSS JOIN LATERAL (VALUES ('available', t.available), ('engaged', t.engaged), ('unavailable', t.unavailable)) c(class, headcount)
      -- most teams have none
      WHERE c.class <> 'engaged' OR c.headcount OPERATOR(userlogs.<>) '{}') k
    LEFT JOIN team_zone() z ON z.team = k.team
    CROSS JOIN LATERAL (SELECT coalesce(z.time_zone, s.time_zone)) o(time_zone)
    -- by half hours, since some clocks change by half an hour
    CROSS JOIN LATERAL userlogs.headcount_buckets(k.headcount, interval '30 minutes', k.span_start, k.span_end, o.time_zone) b
    CROSS JOIN LATERAL (SELECT userlogs.local_time(b.bucket_start, o.time_zone) OFFSET 0) l(local_start)
    GROUP BY k.team, extract(isodow FROM l.local_start), extract(hour FROM l.local_start)),
  request AS (
    SELECT q.team, extract(isodow FROM l.local_start)::bigint AS weekday, extract(hour FROM l.local_start)::bigint AS hour,
      count(*) AS request_count, avg(q.wait_seconds) AS wait_seconds
    FROM w
    CROSS JOIN report_setting() s
    JOIN usable_request() q ON q.arrived_at >= w.from_at AND q.arrived_at < w.to_at
    LEFT JOIN team_zone() z ON z.team = q.team
    CROSS JOIN LATERAL (SELECT userlogs.local_time(q.wait_start, coalesce(z.time_zone, s.time_zone)) OFFSET 0) l(local_start)
    GROUP BY q.team, extract(isodow FROM l.local_start), extract(hour FROM l.local_start)),
  figure AS (
    SELECT coalesce(h.team, q.team) AS team, coalesce(h.weekday, q.weekday) AS weekday, coalesce(h.hour, q.hour) AS hour,
      coalesce(h.hour_count, 0) AS hour_count, (h.hours * 3600)::numeric(18,6) AS service_seconds,
      (h.available_seconds / 3600 / h.hours)::double precision AS available_avg,
      (h.unavailable_seconds / 3600 / h.hours)::double precision AS unavailable_avg, (h.engaged_seconds / 3600 / h.hours)::double precision AS engaged_avg,
      (h.unavailable_seconds / nullif(h.available_seconds + h.engaged_seconds + h.unavailable_seconds, 0))::double precision AS unavailable_ratio,
      coalesce(q.request_count, 0) AS request_count,
      (coalesce(q.request_count, 0) / h.hours)::double precision AS requests_per_hour,
      (coalesce(q.request_count, 0) * 3600 / nullif(h.available_seconds + h.engaged_seconds, 0))::double precision AS requests_per_available_hour,
      q.wait_seconds::numeric(18,6) AS wait_seconds
    FROM hour h
    FULL JOIN request q ON q.team = h.team AND q.weekday = h.weekday AND q.hour = h.hour)
  SELECT f.team, f.weekday, f.hour, f.hour_count, f.available_avg, f.unavailable_avg, f.unavailable_ratio AS unavailable_of_staffed_ratio,
    f.request_count,
    f.requests_per_hour, f.requests_per_available_hour, f.wait_seconds AS wait_mean_seconds,
    CASE WHEN f.hour_count > 0 THEN rank() OVER (PARTITION BY f.team ORDER BY f.unavailable_avg DESC NULLS LAST) END AS absence_rank,
    -- requests while nobody was available or engaged rank first
    CASE WHEN f.hour_count > 0 THEN rank() OVER (PARTITION BY f.team ORDER BY f.hour_count = 0,
      CASE WHEN f.requests_per_available_hour IS NULL AND f.request_count > 0 THEN 'infinity' ELSE coalesce(f.requests_per_available_hour, 0) END DESC) END AS overload_rank, coalesce(f.service_seconds, 0)::numeric(18,6) AS service_seconds,
    f.engaged_avg
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
COMMENT ON COLUMN bottlenecks.hour_count IS 'Number of such hours in service, including those in service or in the window in part';
COMMENT ON COLUMN bottlenecks.available_avg IS 'Average number of users available in service hours; NULL if never in service';
COMMENT ON COLUMN bottlenecks.unavailable_avg IS 'Average number of users at work but unavailable in service hours; NULL if never in service';
COMMENT ON COLUMN bottlenecks.unavailable_of_staffed_ratio IS 'Fraction of staffed time in service hours that was unavailable, from 0 to 1; NULL if nobody was staffed';
COMMENT ON COLUMN bottlenecks.request_count IS 'Requests that began to wait: that arrived in the hour, or while the team was closed before it';
COMMENT ON COLUMN bottlenecks.requests_per_hour IS 'Requests per hour in service; NULL if never in service';
COMMENT ON COLUMN bottlenecks.requests_per_available_hour IS 'Requests per hour of time of a user available or engaged in service hours; NULL if nobody was';
COMMENT ON COLUMN bottlenecks.wait_mean_seconds IS 'Mean wait on the clock of the target, up to the response, else the close, else now, seconds; NULL without requests';
COMMENT ON COLUMN bottlenecks.absence_rank IS 'Rank within the team; 1: the hour with the most users unavailable; NULL if never in service';
COMMENT ON COLUMN bottlenecks.overload_rank IS 'Rank within the team; 1: the hour with the most requests per available hour; requests while nobody was available or engaged rank first; NULL if never in service';
COMMENT ON COLUMN bottlenecks.service_seconds IS 'Time in service, seconds';
COMMENT ON COLUMN bottlenecks.engaged_avg IS 'Average number of users engaged (in a call, wrap-up, a chat) in service hours; NULL if never in service';
