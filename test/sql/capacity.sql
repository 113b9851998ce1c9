-- The capacity views on one Monday in Lisbon, small enough to be checked by
-- hand: was the team adequate for what was asked of it?
SET client_min_messages = warning;
SET TimeZone = 'Europe/Lisbon';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
SET extra_float_digits = 0;
\pset null -
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('lisbon') IS NOT NULL AS made;
UPDATE lisbon.setting SET as_of = '2026-03-02 18:00', bucket_width = '1 hour';
INSERT INTO lisbon.team_member (user_id, team) VALUES ('Ana', 'Sales'), ('Rui', 'Sales');
-- nobody is available from 12:15 to 12:45
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (1, 'Ana', '2026-03-02 09:00', 'Available', NULL), (2, 'Ana', '2026-03-02 12:00', 'Unavailable', 'Lunch'),
  (3, 'Ana', '2026-03-02 13:00', 'Available', NULL), (4, 'Ana', '2026-03-02 17:00', 'Offline', NULL),
  (5, 'Rui', '2026-03-02 09:00', 'Available', NULL), (6, 'Rui', '2026-03-02 12:15', 'Unavailable', 'Absence'),
  (7, 'Rui', '2026-03-02 12:45', 'Available', NULL), (8, 'Rui', '2026-03-02 17:00', 'Offline', NULL);
INSERT INTO lisbon.service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at, outcome) VALUES
  (1, 'Sales', 'Ana', '2026-03-02 09:05', '2026-03-02 09:06', '2026-03-02 09:16', 'sold'),
  (2, 'Sales', 'Rui', '2026-03-02 09:10', '2026-03-02 09:20', '2026-03-02 09:30', 'not sold'),
  (3, 'Sales', 'Rui', '2026-03-02 12:20', '2026-03-02 12:50', '2026-03-02 12:55', 'sold'),
  (4, 'Sales', NULL, '2026-03-02 12:30', NULL, '2026-03-02 12:40', 'went elsewhere'),
  (5, 'Sales', NULL, '2026-03-02 12:35', NULL, NULL, NULL),
  (6, 'Sales', 'Ana', '2026-03-02 16:50', '2026-03-02 16:51', '2026-03-02 17:05', 'sold'),
  (7, 'Sales', 'Ana', '2026-03-02 17:59', NULL, NULL, NULL),
  (8, 'Sales', 'Ana', '2026-03-02 19:00', NULL, NULL, NULL);  -- has not come yet
INSERT INTO lisbon.target VALUES ('Sales', 0.8, '5 minutes', 0.9, 0.2, 1);
INSERT INTO lisbon.service_hours VALUES ('Sales', 1, '09:00', '17:00');

SELECT team, local_start::time AS start, offered_count AS offered, answered_count AS answered, abandoned_count AS abandoned,
  waiting_count AS waiting, answered_in_time_count AS in_time, undecided_count AS undecided,
  service_level_abandoned_ignored_ratio AS ignored, service_level_abandoned_negative_ratio AS negative,
  service_level_abandoned_positive_ratio AS positive, abandoned_of_offered_ratio AS abandoned, asa_seconds AS asa, aht_seconds AS aht
FROM lisbon.service_level ORDER BY bucket_start;

SELECT local_start::time AS start, available_min AS min, round(available_avg::numeric, 3) AS avg, available_max AS max,
  available_person_seconds AS available, busy_person_seconds AS busy, round(occupancy_ratio::numeric, 4) AS occupancy,
  request_count AS requests, aht_seconds AS aht, required_agents AS required, required_rostered AS rostered,
  round(gap_agents::numeric, 3) AS gap, understaffed_person_seconds AS under, overstaffed_person_seconds AS over
FROM lisbon.staffing WHERE team = 'Sales' AND bucket_start >= '2026-03-02 08:00' ORDER BY bucket_start;

SELECT team, local_start::time AS start, local_end::time AS end, duration, minimum_headcount AS minimum, available_min AS available,
  deficit_person_seconds AS deficit, left_by, left_reason, request_count AS requests, unanswered_count AS unanswered, late_count AS late, is_open
FROM lisbon.coverage_gaps ORDER BY started_at;

SELECT request_id, team, local_arrived::time AS arrived, state, outcome, wait, is_in_time, answered_by, unavailable_users
FROM lisbon.unattended_requests ORDER BY arrived_at;

SELECT team, available_headcount AS available, request_count AS requests, answered_count AS answered, abandoned_count AS abandoned,
  response_mean_seconds AS mean, response_median_seconds AS median, response_p90_seconds AS p90, decided_count AS decided,
  service_level_abandoned_negative_ratio AS service_level
FROM lisbon.response_by_headcount ORDER BY 1, 2;

SELECT reason, unavailable_person_seconds AS unavailable, requests_during_count AS during, requests_otherwise_count AS otherwise,
  response_during_seconds AS during_seconds, response_otherwise_seconds AS otherwise_seconds, response_difference_seconds AS difference,
  unanswered_during_ratio AS unanswered_during, unanswered_otherwise_ratio AS unanswered_otherwise, round(correlation::numeric, 6) AS correlation, bucket_count
FROM lisbon.absence_impact ORDER BY reason;

SELECT weekday, hour, hour_count, available_avg, unavailable_avg, round(unavailable_of_staffed_ratio::numeric, 4) AS unavailable_ratio, request_count,
  requests_per_hour, requests_per_available_hour, wait_mean_seconds, absence_rank, overload_rank
FROM lisbon.bottlenecks WHERE hour BETWEEN 9 AND 17 ORDER BY hour;

SELECT user_name, available_seconds, request_count, handled_seconds, round(requests_per_available_hour::numeric, 6) AS per_hour,
  round(handled_per_available_hour_seconds::numeric, 3) AS handled_per_hour, round(team_mean_requests_per_available_hour::numeric, 6) AS mean,
  round(deviation_ratio::numeric, 6) AS deviation, round(team_fairness_ratio::numeric, 6) AS fairness
FROM lisbon.workload_balance ORDER BY user_id;

-- the schedule: Ana kept hers but for the morning, Rui came without one
INSERT INTO lisbon.shift VALUES ('Ana', '2026-03-02 08:00', '2026-03-02 17:00', 'Work'), ('Ana', '2026-03-02 12:00', '2026-03-02 13:00', 'lunch'),
  ('Ana', '2026-03-01 08:00', '2026-03-01 12:00', NULL), ('Eva', '2026-03-02 17:00', '2026-03-02 20:00', NULL), ('Eva', '2026-03-02 10:00', '2026-03-02 11:00', 'Training');
SELECT user_name, local_date, scheduled_seconds AS scheduled, scheduled_work_seconds AS work, adherent_seconds AS adherent,
  available_seconds AS available, unscheduled_seconds AS unscheduled, round(adherence_ratio::numeric, 4) AS adherence, round(conformance_ratio::numeric, 4) AS conformance
FROM lisbon.adherence ORDER BY user_id, local_date;
SELECT team, local_date, user_count AS users, scheduled_seconds AS scheduled, productive_seconds AS productive,
  planned_shrinkage_seconds AS planned, unplanned_shrinkage_seconds AS unplanned, round(shrinkage_ratio::numeric, 4) AS shrinkage
FROM lisbon.shrinkage ORDER BY 1, 2;

-- rules: exact spans, for as long as they have to last
INSERT INTO lisbon.rule (rule_id, metric, reason, comparison, threshold, lasting, severity) VALUES
  ('nobody there', 'available_headcount', NULL, '<', 1, '0', 'high'),
  ('few there', 'available_headcount', NULL, '<=', 1, '30 minutes', 'low'),
  ('availability', 'availability_ratio', NULL, '<', 0.6, '20 minutes', 'medium'),
  ('two absent', 'unavailable_users', NULL, '>=', 2, '0', NULL),
  ('absence', 'unavailable_users', 'ABSENCE', '>=', 1, '0', NULL),
  ('overload', 'requests_per_available', NULL, '>', 1, '0', NULL),
  ('long lunch', 'spell_length', 'lunch', '>', 2700, '0', NULL),
  ('line', 'waiting_requests', NULL, '>=', 2, '10 minutes', NULL);
SELECT rule_id, severity, metric, team, user_name, reason, local_start::time AS start, local_end::time AS end, duration, threshold, value_min AS min,
  value_max AS max, is_open
FROM lisbon.rule_violations ORDER BY rule_id, started_at;
-- a window has those that overlap it, with their true ends
SELECT rule_id, local_start::time AS start, local_end::time AS end, is_open FROM lisbon.rule_violations_between('2026-03-02 12:20', '2026-03-02 12:30')
ORDER BY rule_id, started_at;

-- windows: in the future and before all there is nothing, reversed is an error
SELECT (SELECT count(*) FROM lisbon.staffing_between('2026-04-01', '2026-04-02')) AS staffing, (SELECT count(*) FROM lisbon.coverage_gaps_between(NULL, '2026-01-01')) AS gaps,
  (SELECT count(*) FROM lisbon.rule_violations_between('2026-04-01', NULL)) AS violations;
SELECT count(*) FROM lisbon.staffing_between('2026-03-02 12:00', '2026-03-02 11:00');  -- error: reversed
SELECT count(*) FROM lisbon.coverage_gaps_between('2026-03-02 12:00', '2026-03-02 11:00');  -- error: reversed
-- infinity is no bound, and nothing is before it
CREATE FUNCTION rows_of(name text, from_at text, to_at text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY EXECUTE format('SELECT v::text FROM lisbon.%I(%L, %L) v', name, from_at, to_at);
END $$;
SELECT proname, (SELECT count(*) > 0 FROM rows_of(proname, NULL, NULL)) AS has_rows,
  (SELECT count(*) FROM (SELECT rows_of(proname, NULL, NULL) EXCEPT ALL SELECT rows_of(proname, '-infinity', 'infinity')) d) AS less,
  (SELECT count(*) FROM (SELECT rows_of(proname, '-infinity', 'infinity') EXCEPT ALL SELECT rows_of(proname, NULL, NULL)) d) AS more,
  (SELECT count(*) FROM rows_of(proname, NULL, '-infinity')) AS before_all, (SELECT count(*) FROM rows_of(proname, '-infinity', '-infinity')) AS of_nothing,
  (SELECT count(*) FROM rows_of(proname, 'infinity', NULL)) AS after_all
FROM pg_proc WHERE pronamespace = 'lisbon'::regnamespace AND proname LIKE '%\_between' ORDER BY proname;
DROP FUNCTION rows_of;
-- who is in no team is not missed
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status) VALUES (30, 'Eva', '2026-03-02 10:00', 'Available'), (31, 'Eva', '2026-03-02 10:30', 'Offline');
SELECT count(*) FILTER (WHERE team = '(none)') AS of_none, count(*) FROM lisbon.coverage_gaps;

-- each is told once
SELECT userlogs.notify_violations('lisbon', '10 minutes') AS told;
SELECT rule_id, team, user_id, started_at FROM lisbon.rule_notification ORDER BY 1, 4;
SELECT userlogs.notify_violations('lisbon', '10 minutes') AS told;
SELECT userlogs.notify_violations('lisbon') AS told;
SELECT userlogs.notify_violations('nowhere');  -- error: no report
SELECT userlogs.notify_violations(NULL);  -- error
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
