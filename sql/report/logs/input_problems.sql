-- input_problems: which input rows were ignored or changed, and how?
--
-- One row per input, row of it and problem; equal ones are one row.  In a
-- window [from_at, to_at) those of rows that would have counted from a time
-- within it on.  For the log see anomalies.
-- key: input, problem, key, action, since_at

CREATE OR REPLACE FUNCTION input_problems_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  input text,
  problem text,
  key text,
  action text,
  since_at timestamptz,
  row_count bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH request AS (
    SELECT r.request_id, coalesce(r.team, '(none)') AS team, r.user_id,
      r.arrived_at, r.first_response_at, r.closed_at, r.weight, s.as_of, b.starts_at,
      extract(epoch FROM s.max_handle_time) AS max_handle_seconds, extract(epoch FROM s.handle_limit) AS handle_limit_seconds,
      isfinite(r.arrived_at) AND r.arrived_at <= s.as_of AND r.arrived_at >= b.starts_at AS is_counted
    FROM (
      SELECT i.request_id, i.team, i.user_id, i.arrived_at, i.first_response_at, i.closed_at, i.weight
      FROM service_request_input() i
      WHERE input_problems_between.from_at > '-infinity' AND i.arrived_at >= input_problems_between.from_at
        AND i.arrived_at < coalesce(input_problems_between.to_at, 'infinity')
      UNION ALL
      SELECT i.request_id, i.team, i.user_id, i.arrived_at, i.first_response_at, i.closed_at, i.weight
      FROM service_request_input() i
      WHERE (input_problems_between.from_at > '-infinity') IS NOT TRUE) r
    CROSS JOIN report_setting() s
    CROSS JOIN report_start() b),
  -- the problems that apply to each request, so that most requests are dropped
  -- early
  flagged AS (
    SELECT r.request_id, r.team, r.user_id, r.arrived_at, r.starts_at, r.max_handle_seconds,
      r.arrived_at IS NULL OR NOT isfinite(r.arrived_at) AS no_arrival,
      isfinite(r.arrived_at) AND r.arrived_at < r.starts_at AS too_early,
      isfinite(r.arrived_at) AND r.arrived_at > r.as_of AS arrival_in_future,
      NOT isfinite(r.first_response_at) OR r.is_counted AND r.first_response_at < r.arrived_at AS invalid_response,
      NOT isfinite(r.closed_at) OR r.is_counted AND r.closed_at < greatest(r.arrived_at, r.first_response_at) AS invalid_close,
      r.is_counted AND r.first_response_at BETWEEN r.arrived_at AND r.as_of - r.max_handle_seconds * interval '1 second'
        AND (r.closed_at BETWEEN r.first_response_at AND r.as_of) IS NOT TRUE AS not_closed,
      coalesce(r.is_counted AND r.first_response_at >= r.arrived_at AND r.closed_at <= r.as_of
        AND r.closed_at > r.first_response_at + r.handle_limit_seconds * interval '1 second', false) AS closed_late,
      r.weight NOT BETWEEN 0 AND 1000000 AS weight_out,
      length(r.user_id::text) > 200 AS missing_user,
      length(r.user_id::text) <= 200 AND userlogs.normalize_blanks(r.user_id::text) <> r.user_id::text AS blanks_in_user_id,
      userlogs.normalize_blanks(r.team) <> r.team AS blanks_in_team,
      substr(r.request_id, 174, 11) = ' ... (cut) ' OR substr(r.team, 174, 11) = ' ... (cut) ' AS cut
    FROM request r
    OFFSET 0),
  setting AS (
    SELECT count(*) AS row_count,
      count(DISTINCT s.time_zone) > 1 AS zones, count(DISTINCT s.day_offset) > 1 AS offsets, count(DISTINCT s.bucket_width) > 1 AS widths,
      count(DISTINCT s.max_open_time) > 1 AS open_times, count(DISTINCT s.heartbeat_timeout) > 1 AS timeouts, count(DISTINCT s.as_of) > 1 AS moments,
      count(DISTINCT s.starts_at) > 1 AS starts, count(DISTINCT s.max_handle_time) > 1 AS handle_times, count(DISTINCT s.reconnect_tolerance) > 1 AS tolerances,
      count(DISTINCT userlogs.label_key(s.layer_rule)) > 1 AS layer_rules, count(DISTINCT s.gap_status) > 1 AS gap_statuses,
      bool_or(userlogs.label_key(s.layer_rule) NOT IN ('any', 'all')) AS no_layer_rule,
      min(s.time_zone) AS time_zone, min(s.day_offset) AS day_offset, min(s.bucket_width) AS bucket_width, min(s.max_open_time) AS max_open_time,
      min(s.heartbeat_timeout) AS heartbeat_timeout, min(s.as_of) AS as_of, min(s.starts_at) AS starts_at, min(s.max_handle_time) AS max_handle_time,
      min(s.reconnect_tolerance) AS reconnect_tolerance,
      bool_or(extract(year FROM s.max_open_time) <> 0 OR extract(month FROM s.max_open_time) <> 0) AS open_months,
      bool_or(extract(year FROM s.heartbeat_timeout) <> 0 OR extract(month FROM s.heartbeat_timeout) <> 0) AS timeout_months,
      bool_or(extract(year FROM s.max_handle_time) <> 0 OR extract(month FROM s.max_handle_time) <> 0) AS handle_months,
      bool_or(extract(year FROM s.reconnect_tolerance) <> 0 OR extract(month FROM s.reconnect_tolerance) <> 0) AS tolerance_months
    FROM setting_input() s),
  rule AS (
    SELECT r.rule_id, r.metric, r.team, r.reason, r.comparison, r.threshold, r.lasting, r.severity,
      row_number() OVER (PARTITION BY r.rule_id ORDER BY r.metric, r.team, r.reason, r.comparison, r.threshold, r.lasting, r.severity, r.in_service_hours) AS position
    FROM rule_input() r),
  -- rows on a request of another input
  story AS (
    SELECT 'assignment' AS input, a.request_id, a.user_id, a.team, a.assigned_at AS since_at, a.assigned_at IS NULL OR NOT isfinite(a.assigned_at) AS invalid_time,
      'not used' AS invalid_action, NULL::boolean AS is_reversed, NULL AS reversed_action
    FROM assignment_input() a
    UNION ALL
    SELECT 'response', a.request_id, a.user_id, NULL, coalesce(a.asked_at, a.responded_at), num_nonnulls(a.asked_at, a.responded_at) = 0 OR NOT isfinite(a.asked_at) OR NOT isfinite(a.responded_at),
      'the time counts as not known', a.responded_at < a.asked_at, 'counted as not answered'
    FROM response_input() a
    UNION ALL
    SELECT 'pending', a.request_id, NULL, NULL, a.started_at, a.started_at IS NULL OR NOT isfinite(a.started_at), 'not used', a.ended_at <= a.started_at, 'not used'
    FROM pending_input() a),
  -- the labels of status_class and reason_class, by status or reason
  class_label AS MATERIALIZED (
    SELECT c.kind, c.label_key, CASE WHEN min(c.label) = max(c.label) THEN min(c.label) END AS label, k.class,
      CASE WHEN bool_and(c.planned) = bool_or(c.planned) THEN bool_and(c.planned) END AS planned,
      min(c.color) FILTER (WHERE c.color ~ '^#[0-9a-f]{6}$') AS first_color, max(c.color) FILTER (WHERE c.color ~ '^#[0-9a-f]{6}$') AS last_color
    FROM (
      SELECT 'status', userlogs.label_key(i.status), nullif(userlogs.label_key(i.label), ''), NULL::boolean, lower(i.color) FROM status_class_input() i
      UNION ALL
      SELECT 'reason', userlogs.label_key(i.reason), nullif(userlogs.label_key(i.label), ''), i.planned, lower(i.color) FROM reason_class_input() i
      ) c(kind, label_key, label, planned, color)
    LEFT JOIN status_key_class() k ON k.status_key = c.label_key AND c.kind = 'status'
    WHERE c.label_key IS NOT NULL
    GROUP BY c.kind, c.label_key, k.class),
  problem AS (
    SELECT 'service_request' AS input, 'request ' || coalesce(r.request_id, '(none)') || ' of team ' || r.team AS key, p.problem, p.action, r.arrived_at AS since_at
    FROM flagged r
    CROSS JOIN LATERAL (VALUES
      ('no_arrival', r.no_arrival, 'not counted'),
      ('too_early', r.too_early, 'not counted: the report starts at ' || to_char(r.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC'),
      ('arrival_in_future', r.arrival_in_future, 'not counted before its time has come'),
      ('invalid_response', r.invalid_response, 'counted as not answered'),
      ('invalid_close', r.invalid_close, 'counted as not closed'),
      ('not_closed', r.not_closed, 'counted as handled for ' || trim_scale(r.max_handle_seconds) || ' seconds'),
      ('closed_late', r.closed_late, 'counted as handled for ' || trim_scale(r.max_handle_seconds) || ' seconds'),
      ('out_of_range', r.weight_out, 'weight is not from 0 to 1000000: counts as 1'),
      ('missing_user', r.missing_user, 'counted as of no user: user_id has more than 200 characters'),
      ('blanks_in_user_id', r.blanks_in_user_id, 'counted as another user than ' || userlogs.normalize_blanks(r.user_id::text)),
      ('blanks_in_team', r.blanks_in_team, 'counted as another team than ' || userlogs.normalize_blanks(r.team)),
      ('cut', r.cut, 'shown with its first 173 characters')
    ) p(problem, applies, action)
    WHERE (r.no_arrival OR r.too_early OR r.arrival_in_future OR r.invalid_response OR r.invalid_close OR r.not_closed OR r.closed_late
        OR r.weight_out OR r.missing_user OR r.blanks_in_user_id OR r.blanks_in_team OR r.cut)
      AND p.applies
    UNION ALL
    SELECT 'service_request', 'request ' || coalesce(r.request_id, '(none)') || ' of team ' || r.team, 'duplicate',
      'shown once in unattended_requests and stranded_requests, counted each time elsewhere', r.arrived_at
    FROM request r
    WHERE r.is_counted
    GROUP BY r.request_id, r.team, r.arrived_at
    HAVING count(*) > 1
    UNION ALL
    SELECT a.input, 'request ' || coalesce(a.request_id, '(none)'), p.problem, p.action, a.since_at
    FROM story a
    -- joined, and not looked up one by one; read only if there is a row
    LEFT JOIN (
      SELECT DISTINCT i.request_id FROM service_request_input() i
      WHERE (SELECT EXISTS (SELECT FROM assignment_input()) OR EXISTS (SELECT FROM response_input()) OR EXISTS (SELECT FROM pending_input()))) q
      ON q.request_id = a.request_id
    CROSS JOIN LATERAL (VALUES
      ('missing_request', a.request_id IS NULL, 'not used'),
      ('unknown_request', a.request_id IS NOT NULL AND q.request_id IS NULL, 'not used: there is no such request'),
      ('invalid_time', a.invalid_time, a.invalid_action),
      ('reversed', a.is_reversed, a.reversed_action),
      ('missing_user', length(a.user_id::text) > 200, 'counted as of no user: user_id has more than 200 characters'),
      ('blanks_in_user_id', length(a.user_id::text) <= 200 AND userlogs.normalize_blanks(a.user_id::text) <> a.user_id::text,
        'counted as another user than ' || userlogs.normalize_blanks(a.user_id::text)),
      ('blanks_in_team', userlogs.normalize_blanks(a.team) <> a.team, 'counted as another team than ' || userlogs.normalize_blanks(a.team)),
      ('cut', substr(a.team, 174, 11) = ' ... (cut) ', 'shown with its first 173 characters')
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'capacity', CASE WHEN c.is_long THEN 'user (none)' ELSE coalesce('user ' || c.user_id::text, 'all users') END || coalesce(', channel ' || nullif(c.channel_key, ''), ''), p.problem, p.action, c.valid_from
    FROM (
      SELECT CASE WHEN length(i.user_id::text) <= 200 THEN i.user_id END AS user_id, length(i.user_id::text) > 200 AS is_long,
        coalesce(userlogs.label_key(i.channel), '') AS channel_key, i.slots, i.valid_from, i.valid_to,
        min(i.slots) FILTER (WHERE k.is_usable) OVER w < max(i.slots) FILTER (WHERE k.is_usable) OVER w AND k.is_usable AS slots_differ
      FROM capacity_input() i
      CROSS JOIN LATERAL (SELECT i.slots BETWEEN 0 AND 1000000 AND coalesce(i.valid_from, '-infinity') < coalesce(i.valid_to, 'infinity')) k(is_usable)
      WINDOW w AS (PARTITION BY i.user_id, coalesce(userlogs.label_key(i.channel), ''), coalesce(i.valid_from, '-infinity'))) c
    CROSS JOIN LATERAL (VALUES
      ('missing_user', c.is_long, 'not used: user_id has more than 200 characters'),
      ('missing_slots', c.slots IS NULL, 'not used'),
      ('out_of_range', c.slots NOT BETWEEN 0 AND 1000000, 'not used: slots is not from 0 to 1000000'),
      ('contradiction', c.slots_differ, 'the smallest number of slots counts'),
      ('reversed', c.valid_from >= c.valid_to OR c.valid_from = 'infinity' OR c.valid_to = '-infinity', 'not used'),
      ('blanks_in_user_id', userlogs.normalize_blanks(c.user_id::text) <> c.user_id::text,
        'counted as another user than ' || userlogs.normalize_blanks(c.user_id::text))
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'shift', 'user ' || coalesce(h.user_id::text, '(none)') || coalesce(', ' || h.activity, ''), p.problem, p.action, h.starts_at
    FROM (SELECT CASE WHEN length(i.user_id::text) <= 200 THEN i.user_id END AS user_id, i.starts_at, i.ends_at, i.activity FROM shift_input() i) h
    CROSS JOIN LATERAL (VALUES
      ('missing_user', h.user_id IS NULL, 'not counted'),
      ('invalid_time', h.starts_at IS NULL OR h.ends_at IS NULL OR NOT isfinite(h.starts_at) OR NOT isfinite(h.ends_at), 'not counted'),
      ('reversed', h.ends_at <= h.starts_at, 'not counted'),
      ('blanks_in_user_id', userlogs.normalize_blanks(h.user_id::text) <> h.user_id::text,
        'counted as another user than ' || userlogs.normalize_blanks(h.user_id::text))
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'team_member', 'user ' || coalesce(m.user_id::text, '(none)') || ' in ' || coalesce(m.team, '(none)'), p.problem, p.action, m.valid_from
    FROM (SELECT CASE WHEN length(i.user_id::text) <= 200 THEN i.user_id END AS user_id, i.team, i.valid_from, i.valid_to FROM team_member_input() i) m
    CROSS JOIN LATERAL (VALUES
      ('missing_user', m.user_id IS NULL, 'not counted'),
      ('missing_team', m.team IS NULL, 'not counted'),
      ('reversed', m.valid_from >= m.valid_to OR m.valid_from = 'infinity' OR m.valid_to = '-infinity', 'not counted'),
      ('blanks_in_user_id', userlogs.normalize_blanks(m.user_id::text) <> m.user_id::text,
        'counted as another user than ' || userlogs.normalize_blanks(m.user_id::text)),
      ('blanks_in_team', userlogs.normalize_blanks(m.team) <> m.team, 'counted as another team than ' || userlogs.normalize_blanks(m.team)),
      ('cut', substr(m.team, 174, 11) = ' ... (cut) ', 'shown with its first 173 characters')
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'report_user', 'user ' || coalesce(u.user_id::text, '(none)'), p.problem, p.action, NULL
    FROM (
      SELECT CASE WHEN length(r.user_id::text) <= 200 THEN r.user_id END AS user_id, count(DISTINCT r.name) AS name_count, min(r.name) AS name
      FROM report_user_input() r GROUP BY 1) u
    CROSS JOIN LATERAL (VALUES
      ('missing_user', u.user_id IS NULL, 'not shown'),
      ('missing_name', u.user_id IS NOT NULL AND coalesce(userlogs.normalize_blanks(u.name), '') = '', 'shown under the id, or without a name'),
      ('contradiction', u.user_id IS NOT NULL AND u.name_count > 1, 'shown as ' || u.name),
      ('blanks_in_user_id', userlogs.normalize_blanks(u.user_id::text) <> u.user_id::text,
        'counted as another user than ' || userlogs.normalize_blanks(u.user_id::text))
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'status_class', 'status ' || coalesce(c.status_key, '(none)'), p.problem, p.action, NULL
    FROM (
      SELECT userlogs.label_key(i.status) AS status_key, count(DISTINCT (userlogs.label_key(i.class), coalesce(nullif(userlogs.label_key(i.counts_as), ''), userlogs.label_key(i.class)))) FILTER (WHERE i.class IS NOT NULL) AS class_count,
        bool_or(userlogs.is_status_class(i.class, i.counts_as) IS NOT TRUE) AS has_other, count(DISTINCT i.precedence) > 1 AS precedence_differs,
        count(DISTINCT nullif(userlogs.label_key(i.label), '')) > 1 AS label_differs, bool_or(i.color !~ '^#[0-9A-Fa-f]{6}$') AS is_no_color
      FROM status_class_input() i GROUP BY userlogs.label_key(i.status)) c
    CROSS JOIN LATERAL (VALUES
      ('missing_status', c.status_key IS NULL, 'not used'),
      ('unknown_class', c.status_key IS NOT NULL AND c.has_other, 'the class is none of ' || (SELECT string_agg(k.class, ', ') FROM userlogs.status_classes() k) || ', and does not count as one: counted as unknown, not as available'),
      ('contradiction', c.status_key IS NOT NULL AND c.class_count > 1, 'two classes: counted as unknown, not as available'),
      ('contradiction', c.status_key IS NOT NULL AND c.precedence_differs, 'the least precedence counts'),
      ('contradiction', c.status_key IS NOT NULL AND c.label_differs, 'label counts as not said'),
      ('invalid', c.status_key IS NOT NULL AND c.is_no_color, 'color is not # and six hexadecimal digits: counts as not said')
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'initial_status', coalesce(i.status, '(none)'), 'missing_user', 'not used', NULL FROM initial_status_input() i WHERE i.user_id IS NULL OR length(i.user_id::text) > 200
    UNION ALL
    SELECT 'all_users_event', coalesce(a.status, '(none)'), 'invalid_time', 'not used', NULL FROM all_users_event_input() a WHERE isfinite(a.occurred_at) IS NOT TRUE
    UNION ALL
    SELECT 'reason_class', 'reason ' || coalesce(c.reason_key, '(none)'), p.problem, p.action, NULL
    FROM (
      SELECT userlogs.label_key(i.reason) AS reason_key, count(DISTINCT i.planned) > 1 AS planned_differs, count(DISTINCT i.allowance) > 1 AS allowance_differs,
        bool_or(i.allowance < '0') AS is_negative,
        count(DISTINCT nullif(userlogs.label_key(i.label), '')) > 1 AS label_differs, bool_or(i.color !~ '^#[0-9A-Fa-f]{6}$') AS is_no_color
      FROM reason_class_input() i GROUP BY userlogs.label_key(i.reason)) c
    CROSS JOIN LATERAL (VALUES
      ('missing_reason', c.reason_key IS NULL, 'not used'),
      ('contradiction', c.reason_key IS NOT NULL AND c.planned_differs, 'planned is not known'),
      ('contradiction', c.reason_key IS NOT NULL AND c.allowance_differs, 'there is no allowance'),
      ('negative_allowance', c.reason_key IS NOT NULL AND c.is_negative, 'there is no allowance'),
      ('contradiction', c.reason_key IS NOT NULL AND c.label_differs, 'label counts as not said'),
      ('invalid', c.reason_key IS NOT NULL AND c.is_no_color, 'color is not # and six hexadecimal digits: counts as not said')
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    -- what several rows of one label say
    SELECT l.kind || '_class', 'label ' || l.label_key, p.problem, p.action, NULL
    FROM (
      SELECT m.kind, m.label_key, bool_or(m.is_other) AS is_other, count(DISTINCT m.class) > 1 AS class_differs,
        count(DISTINCT m.planned) > 1 AS planned_differs, min(m.first_color) <> max(m.last_color) AS color_differs
      FROM (
        SELECT o.kind, coalesce(o.label, o.label_key) AS label_key, false AS is_other, o.class, o.planned, o.first_color, o.last_color
        FROM class_label o
        UNION ALL
        -- the one that is written like the label is of it, too
        SELECT o.kind, o.label_key, true, o.class, o.planned, o.first_color, o.last_color
        FROM class_label o
        WHERE o.label <> o.label_key AND (o.kind, o.label_key) IN (SELECT n.kind, n.label FROM class_label n)) m
      GROUP BY m.kind, m.label_key) l
    CROSS JOIN LATERAL (VALUES
      ('contradiction', l.class_differs, 'statuses of different classes: the label is not used'),
      ('contradiction', l.is_other, 'it is that of others, and so of the ' || l.kind || ' written like it, whose own label is not used'),
      ('contradiction', l.planned_differs, 'planned is not known'),
      ('contradiction', l.color_differs, 'color counts as not said')
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'team_setting', 'team ' || coalesce(z.team, '(none)'), p.problem, p.action, NULL
    FROM (
      SELECT i.team, count(DISTINCT i.time_zone) > 1 AS zones, count(DISTINCT i.day_offset) > 1 AS offsets, min(i.time_zone) AS time_zone, min(i.day_offset) AS day_offset
      FROM team_setting_input() i GROUP BY i.team) z
    CROSS JOIN LATERAL (VALUES
      ('missing_team', z.team IS NULL, 'not used'),
      ('contradiction', z.team IS NOT NULL AND z.zones, 'time_zone counts as not said'),
      ('contradiction', z.team IS NOT NULL AND z.offsets, 'day_offset counts as not said'),
      ('invalid', z.team IS NOT NULL AND NOT z.zones AND NOT userlogs.is_time_zone(z.time_zone), 'time_zone counts as not said'),
      ('invalid', z.team IS NOT NULL AND NOT z.offsets AND NOT userlogs.is_day_offset(z.day_offset), 'day_offset counts as not said'),
      ('blanks_in_team', userlogs.normalize_blanks(z.team) <> z.team, 'counted as another team than ' || userlogs.normalize_blanks(z.team)),
      ('cut', substr(z.team, 174, 11) = ' ... (cut) ', 'shown with its first 173 characters')
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'service_hours', 'team ' || coalesce(o.team, '(none)') || ', weekday ' || coalesce(o.weekday::text, '(none)'), p.problem, p.action, NULL
    FROM service_hours_input() o
    CROSS JOIN LATERAL (VALUES
      ('missing_team', o.team IS NULL, 'not counted'),
      ('unknown_weekday', o.weekday IS NULL OR o.weekday NOT BETWEEN 1 AND 7, 'not counted'),
      ('missing_time', o.opens IS NULL OR o.closes IS NULL, 'not counted'),
      ('reversed', o.valid_from >= o.valid_to, 'not counted'),
      ('blanks_in_team', userlogs.normalize_blanks(o.team) <> o.team, 'counted as another team than ' || userlogs.normalize_blanks(o.team)),
      ('cut', substr(o.team, 174, 11) = ' ... (cut) ', 'shown with its first 173 characters')
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'service_exception', coalesce('team ' || x.team, 'all teams') || ', ' || CASE WHEN x.local_date BETWEEN '0001-01-01' AND '9999-12-31' THEN to_char(x.local_date, 'YYYY-MM-DD') ELSE coalesce(x.local_date::text, '(none)') END, p.problem, p.action, NULL
    FROM (
      SELECT i.team, i.local_date, i.opens, i.closes, num_nulls(i.opens, i.closes) = 2
          AND bool_or(num_nulls(i.opens, i.closes) = 0) OVER (PARTITION BY i.team, i.local_date) AS has_hours
      FROM service_exception_input() i) x
    -- NULL is a team, too: all of them
    CROSS JOIN LATERAL (VALUES
      ('missing_date', x.local_date IS NULL, 'not counted'),
      ('missing_time', num_nulls(x.opens, x.closes) = 1, 'not counted'),
      ('out_of_range', x.local_date NOT BETWEEN '0001-01-01' AND '9999-12-31', 'not counted'),
      ('contradiction', x.has_hours, 'not closed: there are hours of this date'),
      ('blanks_in_team', userlogs.normalize_blanks(x.team) <> x.team, 'counted as another team than ' || userlogs.normalize_blanks(x.team)),
      ('cut', substr(x.team, 174, 11) = ' ... (cut) ', 'shown with its first 173 characters')
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'target', 'team ' || coalesce(i.team, '(none)') || coalesce(', priority ' || nullif(i.priority_key, ''), '') || coalesce(', channel ' || nullif(i.channel_key, ''), ''),
      p.problem, p.action, i.valid_from
    FROM (
      SELECT g.team, coalesce(userlogs.label_key(g.priority), '') AS priority_key, coalesce(userlogs.label_key(g.channel), '') AS channel_key,
        coalesce(g.valid_from, '-infinity') AS valid_from, coalesce(g.valid_to, 'infinity') AS valid_to,
        count(DISTINCT g.service_level) > 1 AS level_differs, count(DISTINCT g.answer_within) > 1 AS wait_differs,
        count(DISTINCT g.max_occupancy) > 1 AS occupancy_differs, count(DISTINCT g.shrinkage) > 1 AS shrinkage_differs,
        count(DISTINCT g.minimum_headcount) > 1 AS minimum_differs, count(DISTINCT g.clock) > 1 AS clock_differs,
        count(DISTINCT g.next_answer_within) > 1 AS next_differs, count(DISTINCT g.resolve_within) > 1 AS resolve_differs, count(DISTINCT g.concurrency) > 1 AS concurrency_differs,
        bool_or(num_nonnulls(g.service_level, g.max_occupancy, g.shrinkage, g.minimum_headcount, g.concurrency) > 0) AS has_others,
        bool_or(g.clock NOT IN ('service', 'wall')) AS unknown_clock,
        bool_or(g.next_answer_within NOT BETWEEN '0' AND '366 days' OR extract(year FROM g.next_answer_within) <> 0 OR extract(month FROM g.next_answer_within) <> 0) AS next_out,
        bool_or(g.resolve_within NOT BETWEEN '0' AND '366 days' OR extract(year FROM g.resolve_within) <> 0 OR extract(month FROM g.resolve_within) <> 0) AS resolve_out,
        bool_or(g.concurrency NOT BETWEEN 1 AND 1000) AS concurrency_out,
        bool_or(g.service_level NOT BETWEEN 0 AND 0.9999) AS level_out,
        bool_or(g.answer_within NOT BETWEEN '0' AND '366 days' OR extract(year FROM g.answer_within) <> 0 OR extract(month FROM g.answer_within) <> 0) AS wait_out,
        bool_or(g.max_occupancy NOT BETWEEN 0.01 AND 1) AS occupancy_out, bool_or(g.shrinkage NOT BETWEEN 0 AND 0.99) AS shrinkage_out,
        bool_or(g.minimum_headcount NOT BETWEEN 0 AND 1000000) AS minimum_out
      FROM target_input() g
      GROUP BY g.team, coalesce(userlogs.label_key(g.priority), ''), coalesce(userlogs.label_key(g.channel), ''),
        coalesce(g.valid_from, '-infinity'), coalesce(g.valid_to, 'infinity')) i
    CROSS JOIN LATERAL (VALUES
      ('missing_team', i.team IS NULL, 'not used'),
      ('reversed', i.team IS NOT NULL AND i.valid_from >= i.valid_to, 'not used'),
      ('unknown_clock', i.team IS NOT NULL AND i.unknown_clock, 'clock is neither service nor wall: counts as not said'),
      ('unused_value', i.team IS NOT NULL AND (i.priority_key <> '' OR i.channel_key <> '') AND i.has_others,
        'service_level, max_occupancy, shrinkage, minimum_headcount and concurrency are those of the team'),
      ('contradiction', i.team IS NOT NULL AND i.level_differs, 'service_level counts as not said'),
      ('contradiction', i.team IS NOT NULL AND i.wait_differs, 'answer_within counts as not said'),
      ('contradiction', i.team IS NOT NULL AND i.occupancy_differs, 'max_occupancy counts as not said'),
      ('contradiction', i.team IS NOT NULL AND i.shrinkage_differs, 'shrinkage counts as not said'),
      ('contradiction', i.team IS NOT NULL AND i.minimum_differs, 'minimum_headcount counts as not said'),
      ('contradiction', i.team IS NOT NULL AND i.clock_differs, 'clock counts as not said'),
      ('contradiction', i.team IS NOT NULL AND i.next_differs, 'next_answer_within counts as not said'),
      ('contradiction', i.team IS NOT NULL AND i.resolve_differs, 'resolve_within counts as not said'),
      ('contradiction', i.team IS NOT NULL AND i.concurrency_differs, 'concurrency counts as not said'),
      ('out_of_range', i.team IS NOT NULL AND i.level_out, 'service_level is not from 0 to 0.9999: counts as not said'),
      ('out_of_range', i.team IS NOT NULL AND i.wait_out, 'answer_within is not from 0 to 366 days, or has months: counts as not said'),
      ('out_of_range', i.team IS NOT NULL AND i.occupancy_out, 'max_occupancy is not from 0.01 to 1: counts as not said'),
      ('out_of_range', i.team IS NOT NULL AND i.shrinkage_out, 'shrinkage is not from 0 to 0.99: counts as not said'),
      ('out_of_range', i.team IS NOT NULL AND i.minimum_out, 'minimum_headcount is not from 0 to 1000000: counts as not said'),
      ('out_of_range', i.team IS NOT NULL AND i.next_out, 'next_answer_within is not from 0 to 366 days, or has months: counts as not said'),
      ('out_of_range', i.team IS NOT NULL AND i.resolve_out, 'resolve_within is not from 0 to 366 days, or has months: counts as not said'),
      ('out_of_range', i.team IS NOT NULL AND i.concurrency_out, 'concurrency is not from 1 to 1000: counts as not said'),
      ('blanks_in_team', userlogs.normalize_blanks(i.team) <> i.team, 'counted as another team than ' || userlogs.normalize_blanks(i.team)),
      ('cut', substr(i.team, 174, 11) = ' ... (cut) ', 'shown with its first 173 characters')
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'rule', 'rule ' || coalesce(r.rule_id, '(none)'), p.problem, p.action, NULL
    FROM rule r
    CROSS JOIN LATERAL (VALUES
      ('missing_id', r.rule_id IS NULL, 'never broken'),
      ('unknown_metric', (r.metric IN ('available_headcount', 'availability_ratio', 'unavailable_users', 'requests_per_available', 'spell_length',
        'waiting_requests', 'stranded_requests')) IS NOT TRUE, 'never broken: there is no metric ' || coalesce(r.metric, '(none)')),
      ('unknown_comparison', (r.comparison IN ('<', '<=', '>', '>=')) IS NOT TRUE, 'never broken: there is no comparison ' || coalesce(r.comparison, '(none)')),
      ('wrong_comparison', r.metric = 'spell_length' AND r.comparison IN ('<', '<='), 'never broken: spell_length takes > or >='),
      ('no_threshold', (r.threshold > '-infinity' AND r.threshold < 'infinity') IS NOT TRUE, 'never broken: the threshold is not a number'),
      ('unused_reason', r.reason IS NOT NULL AND r.metric IN ('available_headcount', 'availability_ratio', 'requests_per_available', 'waiting_requests', 'stranded_requests'),
        'the metric does not look at the reason'),
      ('invalid_lasting', r.lasting < '0' OR extract(year FROM r.lasting) <> 0 OR extract(month FROM r.lasting) <> 0,
        'counted as ' || trim_scale(greatest(extract(epoch FROM r.lasting), 0)) || ' seconds'),
      ('unknown_team', r.team IS NOT NULL AND r.team <> '(none)' AND NOT EXISTS (SELECT FROM report_team() t WHERE t.team = r.team),
        'not broken while there is no team ' || r.team),
      ('duplicate', r.rule_id IS NOT NULL AND r.position > 1, 'not used: another rule has this id'),
      ('cut', substr(r.rule_id, 174, 11) = ' ... (cut) ', 'shown with its first 173 characters')
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'status_limit', 'status ' || coalesce(l.status_key, '(any)') || coalesce(', reason ' || l.reason_key, ''), p.problem, p.action, l.valid_from
    FROM (
      SELECT nullif(userlogs.label_key(i.status), '') AS status_key, nullif(userlogs.label_key(i.reason), '') AS reason_key,
        coalesce(i.valid_from, '-infinity') AS valid_from, coalesce(i.valid_to, 'infinity') AS valid_to,
        count(DISTINCT i.max_open_time) > 1 AS open_times, count(DISTINCT i.heartbeat_timeout) > 1 AS timeouts,
        bool_or(i.max_open_time <= '0' OR extract(year FROM i.max_open_time) <> 0 OR extract(month FROM i.max_open_time) <> 0) AS open_invalid,
        bool_or(i.heartbeat_timeout <= '0' OR extract(year FROM i.heartbeat_timeout) <> 0 OR extract(month FROM i.heartbeat_timeout) <> 0) AS timeout_invalid,
        count(i.max_open_time) + count(i.heartbeat_timeout) = 0 AS is_empty
      FROM status_limit_input() i
      GROUP BY nullif(userlogs.label_key(i.status), ''), nullif(userlogs.label_key(i.reason), ''), coalesce(i.valid_from, '-infinity'), coalesce(i.valid_to, 'infinity')) l
    CROSS JOIN LATERAL (VALUES
      ('reversed', l.valid_from >= l.valid_to, 'not used'),
      ('missing_limit', l.is_empty, 'not used'),
      ('unused_value', l.status_key IN (SELECT c.status_key FROM class_key('offline') c), 'not used: a status that is offline has no limit'),
      ('contradiction', l.open_times, 'max_open_time counts as not said'),
      ('contradiction', l.timeouts, 'heartbeat_timeout counts as not said'),
      ('invalid', NOT l.open_times AND l.open_invalid, 'max_open_time counts as not said'),
      ('invalid', NOT l.timeouts AND l.timeout_invalid, 'heartbeat_timeout counts as not said')
    ) p(problem, applies, action)
    WHERE p.applies
    UNION ALL
    SELECT 'setting', p.key, p.problem, 'counts as not said: ' || p.default_value, NULL
    FROM setting s
    CROSS JOIN LATERAL (VALUES
      ('time_zone', 'contradiction', s.zones, 'UTC'),
      ('day_offset', 'contradiction', s.offsets, '0'),
      ('bucket_width', 'contradiction', s.widths, '15 minutes'),
      ('max_open_time', 'contradiction', s.open_times, 'no limit'),
      ('heartbeat_timeout', 'contradiction', s.timeouts, 'no limit'),
      ('as_of', 'contradiction', s.moments, 'now'),
      ('starts_at', 'contradiction', s.starts, 'the first event or request'),
      ('max_handle_time', 'contradiction', s.handle_times, '24 hours'),
      ('reconnect_tolerance', 'contradiction', s.tolerances, 'none'),
      ('layer_rule', 'contradiction', s.layer_rules, 'any'),
      ('gap_status', 'contradiction', s.gap_statuses, 'unknown'),
      ('layer_rule', 'invalid', s.no_layer_rule AND NOT s.layer_rules, 'any'),
      ('time_zone', 'invalid', NOT userlogs.is_time_zone(s.time_zone), 'UTC'),
      ('day_offset', 'invalid', NOT userlogs.is_day_offset(s.day_offset), '0'),
      ('bucket_width', 'invalid', NOT userlogs.is_bucket_width(s.bucket_width) OR s.bucket_width NOT BETWEEN '1 minute' AND '100 years', '15 minutes'),
      ('max_open_time', 'invalid', s.max_open_time <= '0' OR s.open_months, 'no limit'),
      ('heartbeat_timeout', 'invalid', s.heartbeat_timeout <= '0' OR s.timeout_months, 'no limit'),
      ('as_of', 'invalid', NOT isfinite(s.as_of), 'now'),
      ('starts_at', 'invalid', s.starts_at < '1900-01-01 00:00+00' OR NOT isfinite(s.starts_at), 'the first event or request'),
      ('max_handle_time', 'invalid', s.max_handle_time <= '0' OR s.max_handle_time > '36525 days' OR s.handle_months, '24 hours'),
      ('reconnect_tolerance', 'invalid', s.reconnect_tolerance <= '0' OR s.reconnect_tolerance > '24 hours' OR s.tolerance_months, 'none')
    ) p(key, problem, applies, default_value)
    WHERE p.applies)
  SELECT p.input, p.problem, p.key, p.action, CASE WHEN isfinite(p.since_at) THEN p.since_at END AS since_at, count(*) AS row_count
  FROM problem p
  WHERE userlogs.valid_window(input_problems_between.from_at, input_problems_between.to_at)
    AND (input_problems_between.from_at IS NULL OR isfinite(p.since_at) AND p.since_at >= input_problems_between.from_at)
    AND (input_problems_between.to_at IS NULL OR isfinite(p.since_at) AND p.since_at < input_problems_between.to_at)
  GROUP BY p.input, p.problem, p.key, p.action, CASE WHEN isfinite(p.since_at) THEN p.since_at END;
END;
COMMENT ON FUNCTION input_problems_between(timestamptz, timestamptz) IS
  'Return the input_problems with since_at in the window [from_at, to_at). NULL is no bound; those without since_at are rows only without any bound';

COMMENT ON VIEW input_problems IS
  'Input rows that were ignored or changed, and how; for the log see anomalies. One row per input, problem, key, action and time; key (input, problem, key, action, since_at). A filter on time reads everything: for a window take input_problems_between';
COMMENT ON COLUMN input_problems.input IS 'Input: service_request, assignment, response, pending, capacity, shift, team_member, report_user, status_class, reason_class, team_setting, service_hours, service_exception, target, rule, status_limit or setting';
COMMENT ON COLUMN input_problems.problem IS
  'contradiction (two rows differ), invalid, out_of_range, duplicate, missing_ (a required value, or a user_id of over 200 characters), unknown_ (a request, class, weekday, clock, metric, comparison or team that does not exist), too_early (before report_start), arrival_in_future, no_arrival, invalid_response (before the arrival, or infinite), invalid_close (before the arrival or response, or infinite), not_closed (open for longer than setting.max_handle_time after the response), closed_late (closed longer than that after the response, if it is set), invalid_time, reversed, negative_allowance, wrong_comparison, no_threshold, unused_reason, unused_value (in a target of a priority or channel, or a limit of a status that is offline), invalid_lasting, blanks_in_user_id, blanks_in_team (around it, or more than one inside), cut (a request_id, team or rule_id of over 200 characters)';
COMMENT ON COLUMN input_problems.key IS 'Key of the row, or column of setting';
COMMENT ON COLUMN input_problems.action IS 'Action taken';
COMMENT ON COLUMN input_problems.since_at IS 'Time from which on the row would have counted: arrived_at, assigned_at, asked_at, started_at, starts_at or valid_from; NULL: none, a date, or infinite';
COMMENT ON COLUMN input_problems.row_count IS 'Number of rows equal in all these columns';
