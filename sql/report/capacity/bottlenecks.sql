-- bottlenecks: in which hours of the week are people absent, or overloaded?
--
-- One row per team, day of the week and hour of the local clock.
-- key: team, weekday, hour

CREATE OR REPLACE VIEW bottlenecks WITH (security_invoker = true) AS
SELECT l.team, l.weekday, l.hour, l.hour_count, l.available_avg, l.unavailable_avg, l.unavailable_of_staffed_ratio,
  l.request_count, l.requests_per_hour, l.requests_per_available_hour,
  l.wait_mean_seconds::numeric(18,6) AS wait_mean_seconds, l.absence_rank, l.overload_rank
FROM bottlenecks_between(NULL, NULL) l;
COMMENT ON VIEW bottlenecks IS
  'Absence and load by hour of the week. One row per team, day of the week and hour of the local clock, from the first local day with an event or request up to now; key (team, weekday, hour)';
COMMENT ON COLUMN bottlenecks.team IS 'Team; (none): of none';
COMMENT ON COLUMN bottlenecks.weekday IS 'Day of the week: 1 Monday to 7 Sunday';
COMMENT ON COLUMN bottlenecks.hour IS 'Hour of the local clock, 0 to 23';
COMMENT ON COLUMN bottlenecks.hour_count IS 'How many such hours there were; one that the window covers in part counts';
COMMENT ON COLUMN bottlenecks.available_avg IS 'Users available on average';
COMMENT ON COLUMN bottlenecks.unavailable_avg IS 'Users at work but unavailable, on average';
COMMENT ON COLUMN bottlenecks.unavailable_of_staffed_ratio IS 'Share of staffed time that was unavailable, from 0 to 1; NULL if nobody was staffed';
COMMENT ON COLUMN bottlenecks.request_count IS 'Requests that arrived';
COMMENT ON COLUMN bottlenecks.requests_per_hour IS 'Requests per hour';
COMMENT ON COLUMN bottlenecks.requests_per_available_hour IS 'Requests per hour of an available user; NULL if nobody was available';
COMMENT ON COLUMN bottlenecks.wait_mean_seconds IS 'Mean wait up to response, close or now, seconds; NULL without requests';
COMMENT ON COLUMN bottlenecks.absence_rank IS '1: the hour with the most users unavailable, within the team';
COMMENT ON COLUMN bottlenecks.overload_rank IS '1: the hour with the most requests per available hour, within the team; requests while nobody was available come first';
