-- metrics: what are the figures of now?
--
-- One row per figure: a metric with its labels, for monitoring. metrics_text
-- gives the same as text for Prometheus.  A label that a metric does not have
-- is NULL.  A figure that is not known has no row.
-- key: name, team, class

CREATE OR REPLACE VIEW metrics WITH (security_invoker = true) AS
SELECT s.name, s.team, s.class, s.value, d.type, d.help
FROM metric_sample() s
JOIN (VALUES
  ('userlogs_users', 'gauge', 'Users of the team in a status of the class. Not additive over teams: a user in two teams counts in both.'),
  ('userlogs_distinct_users', 'gauge', 'Users in a status of the class, each once, whatever their teams.'),
  ('userlogs_longest_unavailable_seconds', 'gauge', 'Longest time for which a user of the team who is unavailable has been so without interruption; 0 if nobody is.'),
  ('userlogs_waiting_requests', 'gauge', 'Requests of the team neither answered nor closed.'),
  ('userlogs_longest_wait_seconds', 'gauge', 'Time since the arrival of the oldest waiting request of the team; 0 if none waits.'),
  ('userlogs_stranded_requests', 'gauge', 'Requests that wait for the team and are assigned to somebody who is neither available nor engaged, as in current_stranded_requests.'),
  ('userlogs_today_requests', 'gauge', 'Requests of the team that have arrived since the start of the local day.'),
  ('userlogs_today_service_level_ratio', 'gauge', 'Requests of today answered in time, of all that are decided; abandoned ones count as missed. Absent without any.'),
  ('userlogs_coverage_gap_open', 'gauge', 'Whether it is service time of the team and fewer users are available than required: 1, else 0.'),
  ('userlogs_bucket_required_users', 'gauge', 'Users of the team required in the current bucket, available or engaged, as in staffing of today. Absent without a target, or before any request of today has been handled.'),
  ('userlogs_bucket_available_users', 'gauge', 'Users of the team available in the current bucket up to now, average over time.'),
  ('userlogs_bucket_engaged_users', 'gauge', 'Users of the team engaged in the current bucket up to now, average over time.'),
  ('userlogs_last_event_timestamp_seconds', 'gauge', 'Time of the last event of the log, seconds since 1970.'),
  ('userlogs_as_of_timestamp_seconds', 'gauge', 'Time that the report takes as now, seconds since 1970.')
) d(name, type, help) ON d.name = s.name;
COMMENT ON VIEW metrics IS
  'Figures of now, for monitoring. One row per metric and labels, for each that is known; key (name, team, class). metrics_text returns them in the text format of Prometheus';
COMMENT ON COLUMN metrics.name IS 'Name of the metric';
COMMENT ON COLUMN metrics.team IS 'Label team; (none): no team; NULL: the metric does not have this label';
COMMENT ON COLUMN metrics.class IS 'Label class: available, engaged, unavailable, offline, unknown, or a class of your own; NULL: the metric does not have this label';
COMMENT ON COLUMN metrics.value IS 'Value, in the unit that ends the name; a ratio is from 0 to 1';
COMMENT ON COLUMN metrics.type IS 'Type of the metric for Prometheus: gauge';
COMMENT ON COLUMN metrics.help IS 'Meaning of the metric, one sentence or two';
