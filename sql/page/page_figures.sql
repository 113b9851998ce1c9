-- page_figures: what is on a page?
--
-- One object per page, with the answers of the report's views for a window and
-- a team, or for everybody, under a name for each part.  Everything on a page
-- is drawn from it, so a page shows what the views say.

-- The window, the team and the settings.  Without bounds the last business day
-- that has ended.
CREATE FUNCTION userlogs.page_frame(schema_name pg_catalog.text, from_at pg_catalog.timestamptz, to_at pg_catalog.timestamptz, team pg_catalog.text)
RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET TimeZone = 'UTC'
SET jit = off
AS $$
#variable_conflict use_variable
DECLARE
  s record;
  is_team boolean;
  days integer;
  now_at timestamptz;
  start_at timestamptz;
  end_at timestamptz;
  first_date date;
  last_date date;
BEGIN
  IF schema_name IS NULL THEN
    RAISE 'schema_name must not be NULL' USING ERRCODE = 'null_value_not_allowed';
  ELSIF userlogs.report_owner(schema_name) IS NULL THEN
    RAISE 'schema "%" has no report', schema_name USING ERRCODE = 'undefined_object', HINT = 'userlogs.create_report makes one.';
  END IF;
  -- as for whoever reads the views: only a superuser could do harm as another
  IF (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user) THEN
    PERFORM userlogs.check_report_caller(schema_name);
  END IF;
  EXECUTE format('SELECT r.time_zone, r.day_offset, r.as_of, %1$I.report_version() AS version FROM %1$I.report_setting() r', schema_name) INTO s;
  IF team IS NOT NULL THEN
    EXECUTE format('SELECT true FROM %1$I.team_list t WHERE t.team = $1', schema_name) INTO is_team USING team;
    IF is_team IS NULL THEN
      RAISE 'the report in schema "%" has no team "%"', schema_name, team USING ERRCODE = 'undefined_object',
        HINT = format('%I.team_list has the teams.', schema_name);
    END IF;
  END IF;
  PERFORM userlogs.valid_window(from_at, to_at);
  IF to_at = '-infinity' OR from_at = 'infinity'
    OR (CASE WHEN isfinite(from_at) THEN greatest(least(to_at, s.as_of), from_at) - from_at > '36525 days' ELSE false END)
  THEN
    RAISE 'a page shows at most a hundred years' USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the bounds of a window, or NULL.';
  END IF;

  now_at := s.as_of;
  end_at := least(coalesce(nullif(to_at, 'infinity'), CASE WHEN from_at IS NOT NULL THEN now_at
    ELSE userlogs.local_day_start(userlogs.local_date(now_at, s.time_zone, s.day_offset), s.time_zone, s.day_offset) END), now_at);
  IF from_at = '-infinity' THEN
    EXECUTE format('SELECT r.from_at FROM %I.report_span(NULL, NULL) r', schema_name) INTO from_at;
  END IF;
  start_at := least(coalesce(from_at,
    userlogs.local_day_start(userlogs.local_date(end_at - interval '1 microsecond', s.time_zone, s.day_offset), s.time_zone, s.day_offset)), end_at);
  IF start_at = end_at THEN
    -- nothing is read: as it was asked for
    start_at := coalesce(from_at, end_at);
    end_at := greatest(coalesce(nullif(to_at, 'infinity'), start_at), start_at);
  END IF;
  first_date := userlogs.local_date(start_at, s.time_zone, s.day_offset);
  last_date := greatest(userlogs.local_date(end_at - interval '1 microsecond', s.time_zone, s.day_offset), first_date);
  -- earlier by so many whole days of the clock that it ends before this begins
  days := ceil(extract(epoch FROM userlogs.local_time(end_at, s.time_zone) - userlogs.local_time(start_at, s.time_zone)) / 86400);
  RETURN jsonb_build_object('schema', schema_name, 'team', team, 'from_at', start_at, 'to_at', end_at,
    'before_from', (userlogs.local_time(start_at, s.time_zone) - days * interval '1 day') AT TIME ZONE s.time_zone,
    'before_to', (userlogs.local_time(end_at, s.time_zone) - days * interval '1 day') AT TIME ZONE s.time_zone,
    'before_days', days,
    'seconds', greatest(extract(epoch FROM least(end_at, now_at) - start_at), 0),
    'local_from', userlogs.local_time(start_at, s.time_zone), 'local_to', userlogs.local_time(end_at, s.time_zone),
    'first_date', first_date, 'last_date', last_date, 'day_count', last_date - first_date + 1,
    'time_zone', s.time_zone, 'day_offset', s.day_offset,
    'as_of', now_at, 'local_as_of', userlogs.local_time(now_at, s.time_zone), 'version', s.version);
END $$;
COMMENT ON FUNCTION userlogs.page_frame(pg_catalog.text, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text) IS
  'internal: return the window of a page, up to as_of, its team and the settings of the report. to_at NULL or infinity: as_of, without from_at the start of the current business day; from_at NULL: the start of the last business day of the window, -infinity: that of the report. seconds is 0 if there is nothing to read';

-- The queries, by part.  %1$s is the schema, quoted; %2$s and %3$s the bounds and
-- %4$s the team as literals; %5$s is _by_team for a team; %6$s the condition on
-- the team of v; %7$s the period of a day in availability by person; %8$s and %9$s the
-- bounds of the period before; %10$s is the zone, %11$s the offset of days.
CREATE FUNCTION userlogs.page_query(part pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN CASE part
    -- each person, and each person in each period
    WHEN 'people' THEN $query$
      WITH v AS MATERIALIZED (
        SELECT v.user_id::text AS user_id, v.user_name, %7$s AS period, sum(v.available_seconds) AS available, sum(v.engaged_seconds) AS engaged, sum(v.unavailable_seconds) AS unavailable, sum(v.staffed_seconds) AS staffed,
          sum(v.offline_seconds) AS offline, sum(v.unknown_seconds) AS unknown, sum(v.break_overtime_seconds) AS overtime,
          max(v.longest_unavailable_seconds) AS longest
        FROM %1$s.availability_daily%5$s_between(%2$s, %3$s) v
        WHERE %6$s
        GROUP BY 1, 2, 3)
      SELECT jsonb_build_object(
        'rows', (
          SELECT jsonb_agg(p ORDER BY p.user_name, p.user_id COLLATE "C")
          FROM (
            SELECT v.user_id, v.user_name, sum(v.available) AS available, sum(v.engaged) AS engaged, sum(v.available + v.engaged) AS productive, sum(v.unavailable) AS unavailable, sum(v.staffed) AS staffed,
              sum(v.offline) AS offline, sum(v.unknown) AS unknown, sum(v.overtime) AS overtime, max(v.longest) AS longest,
              CASE WHEN count(v.period) > 0 THEN
                jsonb_object_agg(coalesce(v.period, '-infinity'), jsonb_build_array(v.available + v.engaged, v.staffed, v.unknown)) FILTER (WHERE v.staffed + v.unknown > 0) END AS periods
            FROM v
            GROUP BY v.user_id, v.user_name) p),
        'periods', (SELECT jsonb_agg(DISTINCT v.period ORDER BY v.period) FROM v))$query$
    WHEN 'before' THEN $query$
      SELECT jsonb_build_object('available', sum(v.available_seconds), 'productive', sum(v.available_seconds + v.engaged_seconds), 'unavailable', sum(v.unavailable_seconds), 'staffed', sum(v.staffed_seconds),
        'people', count(DISTINCT v.user_id) FILTER (WHERE v.staffed_seconds > 0), 'overtime', sum(v.break_overtime_seconds))
      FROM %1$s.availability_daily%5$s_between(%8$s, %9$s) v
      WHERE %6$s$query$
    WHEN 'service' THEN $query$
      SELECT jsonb_agg(r ORDER BY r.team)
      FROM (
        SELECT v.team, sum(v.offered_count) AS offered, sum(v.answered_count) AS answered, sum(v.abandoned_count) AS abandoned, sum(v.waiting_count) AS waiting, sum(v.response_count) AS responses,
          sum(v.answered_in_time_count) AS in_time, sum(v.undecided_count) AS undecided,
          sum(v.asa_seconds * v.response_count) / nullif(sum(v.response_count), 0) AS asa,
          max(g.service_level) AS target, extract(epoch FROM max(g.answer_within)) AS answer_within
        FROM %1$s.service_level_between(%2$s, %3$s) v
        LEFT JOIN %1$s.team_target() g ON g.team = v.team AND v.bucket_start >= g.valid_from AND v.bucket_start < g.valid_to
        WHERE %6$s
        GROUP BY v.team
        HAVING sum(v.offered_count) > 0) r$query$
    WHEN 'service_before' THEN $query$
      SELECT jsonb_build_object('offered', sum(v.offered_count), 'in_time', sum(v.answered_in_time_count), 'undecided', sum(v.undecided_count),
        'abandoned', sum(v.abandoned_count), 'asa', sum(v.asa_seconds * v.response_count) / nullif(sum(v.response_count), 0))
      FROM %1$s.service_level_between(%8$s, %9$s) v
      WHERE %6$s$query$
    -- each team by bucket
    WHEN 'headcount' THEN $query$
      SELECT jsonb_agg(t ORDER BY t.understaffed DESC NULLS LAST, t.team)
      FROM (
        SELECT v.team, sum(v.understaffed_person_seconds) AS understaffed, max(v.available_max) AS available_max, max(v.required_agents) AS required_max,
          sum(v.available_person_seconds) AS available, sum(v.engaged_person_seconds) AS engaged,
          jsonb_agg(jsonb_build_array(extract(epoch FROM greatest(v.bucket_start, %2$s) - %2$s), extract(epoch FROM least(v.bucket_end, %3$s) - %2$s),
            v.available_avg, v.required_agents, v.engaged_avg) ORDER BY v.bucket_start) AS steps
        FROM %1$s.staffing_between(%2$s, %3$s) v
        WHERE %6$s
        GROUP BY v.team) t
      WHERE t.available_max > 0 OR t.engaged > 0 OR t.required_max > 0$query$
    -- each team by day, on average of the time in which agents were required
    WHEN 'headcount_daily' THEN $query$
      SELECT jsonb_agg(t ORDER BY t.understaffed DESC NULLS LAST, t.team)
      FROM (
        SELECT d.team, sum(d.understaffed) AS understaffed, max(d.available_max) AS available_max, max(d.required_max) AS required_max, sum(d.available) AS available, sum(d.engaged) AS engaged,
          jsonb_agg(jsonb_build_array(extract(epoch FROM greatest(userlogs.local_day_start(d.local_date, %10$s, %11$s), %2$s) - %2$s),
            extract(epoch FROM least(userlogs.local_day_start(d.local_date + 1, %10$s, %11$s), %3$s) - %2$s), d.available_avg, d.required_avg, d.engaged_avg) ORDER BY d.local_date) AS steps
        FROM (
          SELECT v.team, userlogs.local_date(v.bucket_start, %10$s, %11$s) AS local_date, sum(v.understaffed_person_seconds) AS understaffed,
            max(v.available_max) AS available_max, max(v.required_agents) AS required_max, sum(v.available_person_seconds) AS available, sum(v.engaged_person_seconds) AS engaged,
            sum(v.engaged_person_seconds) FILTER (WHERE v.required_agents > 0) / nullif(sum(l.seconds) FILTER (WHERE v.required_agents > 0), 0) AS engaged_avg,
            sum(v.available_person_seconds) FILTER (WHERE v.required_agents > 0) / nullif(sum(l.seconds) FILTER (WHERE v.required_agents > 0), 0) AS available_avg,
            sum(v.required_agents * l.seconds) FILTER (WHERE v.required_agents > 0) / nullif(sum(l.seconds) FILTER (WHERE v.required_agents > 0), 0) AS required_avg
          FROM %1$s.staffing_between(%2$s, %3$s) v
          CROSS JOIN LATERAL (SELECT extract(epoch FROM least(v.bucket_end, %3$s) - greatest(v.bucket_start, %2$s))) l(seconds)
          WHERE %6$s
          GROUP BY v.team, userlogs.local_date(v.bucket_start, %10$s, %11$s)) d
        GROUP BY d.team) t
      WHERE t.available_max > 0 OR t.engaged > 0 OR t.required_max > 0$query$
    -- by weekday and hour, each user once
    WHEN 'hours' THEN $query$
      WITH h AS MATERIALIZED (
        SELECT coalesce(userlogs.headcount_agg(userlogs.headcount(p.timeline, p.available, %2$s, %3$s)), '{}') AS available
        FROM %1$s.user_presence(%2$s, %3$s) p)
      SELECT jsonb_agg(jsonb_build_array(r.weekday, r.hour, r.available) ORDER BY r.weekday, r.hour)
      FROM (
        SELECT extract(isodow FROM l.local_start)::integer AS weekday, extract(hour FROM l.local_start)::integer AS hour,
          sum(b.person_seconds) / sum(extract(epoch FROM least(b.bucket_end, %3$s) - greatest(b.bucket_start, %2$s))) AS available
        FROM h
        CROSS JOIN LATERAL userlogs.headcount_buckets(h.available, interval '30 minutes', %2$s, %3$s, %10$s) b
        CROSS JOIN LATERAL (SELECT userlogs.local_time(b.bucket_start, %10$s) OFFSET 0) l(local_start)
        GROUP BY 1, 2) r$query$
    WHEN 'hours_by_team' THEN $query$
      SELECT jsonb_agg(jsonb_build_array(v.weekday, v.hour, v.available_avg) ORDER BY v.weekday, v.hour)
      FROM %1$s.bottlenecks_between(%2$s, %3$s) v
      WHERE %6$s$query$
    WHEN 'reasons' THEN $query$
      SELECT jsonb_agg(r ORDER BY r.seconds DESC, r.reason)
      FROM (
        SELECT v.reason, sum(v.duration_seconds) AS seconds, sum(v.started_count) AS started, count(DISTINCT v.user_id) AS people, bool_or(c.planned) AS planned,
          (SELECT %1$s.given_color('reason')) ->> userlogs.label_key(v.reason) AS color
        FROM %1$s.status_daily%5$s_between(%2$s, %3$s) v
        LEFT JOIN %1$s.reason_label_class() c ON c.reason_key = userlogs.label_key(v.reason)
        WHERE v.counts_as = 'unavailable' AND %6$s
        GROUP BY v.reason) r$query$
    WHEN 'gaps' THEN $query$
      WITH v AS MATERIALIZED (
        SELECT v.team, v.started_at, v.local_start, v.local_end, v.duration_seconds, v.minimum_headcount, v.available_min, v.left_by, v.left_reason,
          v.request_count, v.unanswered_count, v.late_count, v.is_open
        FROM %1$s.coverage_gaps_between(%2$s, %3$s) v
        WHERE %6$s)
      SELECT jsonb_build_object('count', count(*), 'seconds', coalesce(sum(v.duration_seconds), 0),
        'rows', (SELECT jsonb_agg(r ORDER BY r.duration_seconds DESC, r.started_at, r.team)
          FROM (SELECT * FROM v ORDER BY v.duration_seconds DESC, v.started_at, v.team LIMIT 20) r))
      FROM v$query$
    WHEN 'unattended' THEN $query$
      WITH v AS MATERIALIZED (
        SELECT v.request_id, v.team, v.arrived_at, v.local_arrived, v.state, v.outcome, v.wait_seconds, v.unavailable_users
        FROM %1$s.unattended_requests_between(%2$s, %3$s) v
        WHERE %6$s)
      SELECT jsonb_build_object('count', count(*),
        'rows', (SELECT jsonb_agg(r ORDER BY r.wait_seconds DESC NULLS LAST, r.arrived_at, r.team, r.request_id)
          FROM (SELECT * FROM v ORDER BY v.wait_seconds DESC NULLS LAST, v.arrived_at, v.team, v.request_id LIMIT 20) r))
      FROM v$query$
    -- of requests that arrived in the window, with the time after it
    WHEN 'causes' THEN $query$
      WITH v AS MATERIALIZED (
        SELECT v.team, v.cause, v.user_name, v.reason, sum(v.seconds) AS seconds
        FROM %1$s.wait_causes_between(%2$s, %3$s) v
        WHERE %6$s
        GROUP BY v.team, v.cause, v.user_id, v.user_name, v.reason)
      SELECT jsonb_build_object('teams', (
          SELECT jsonb_agg(r ORDER BY r.seconds DESC, r.team)
          FROM (
            SELECT c.team, sum(c.seconds) AS seconds, jsonb_object_agg(c.cause, c.seconds) AS causes
            FROM (SELECT v.team, v.cause, sum(v.seconds) AS seconds FROM v GROUP BY v.team, v.cause) c
            GROUP BY c.team) r),
        'people', (
          SELECT jsonb_agg(r ORDER BY r.seconds DESC, r.user_name, r.reason, r.cause)
          FROM (
            SELECT v.user_name, v.reason, v.cause, sum(v.seconds) AS seconds FROM v WHERE v.user_name IS NOT NULL
            GROUP BY v.user_name, v.reason, v.cause ORDER BY 4 DESC, 1, 2, 3 LIMIT 12) r))
      FROM (SELECT FROM v LIMIT 1) n$query$
    WHEN 'stranded' THEN $query$
      WITH v AS MATERIALIZED (
        SELECT v.request_id, v.team, v.user_name, v.reason, v.started_at, v.local_start, v.local_end, v.duration_seconds, v.free_users, v.is_open
        FROM %1$s.stranded_requests_between(%2$s, %3$s) v
        WHERE %6$s)
      SELECT jsonb_build_object('count', count(*),
        'rows', (SELECT jsonb_agg(r ORDER BY r.duration_seconds DESC, r.started_at, r.team, r.request_id)
          FROM (SELECT * FROM v ORDER BY v.duration_seconds DESC, v.started_at, v.team, v.request_id LIMIT 12) r))
      FROM v$query$
    WHEN 'shares' THEN $query$
      SELECT jsonb_agg(r ORDER BY r.seconds DESC, r.user_name NULLS FIRST, r.reason)
      FROM (
        SELECT v.user_name, v.reason, v.planned, sum(v.share_person_seconds) AS seconds
        FROM %1$s.shortfall_shares_between(%2$s, %3$s) v
        WHERE v.share_person_seconds > 0 AND %6$s
        GROUP BY v.user_name, v.reason, v.planned
        ORDER BY 4 DESC, 1 NULLS FIRST, 2 LIMIT 12) r$query$
    WHEN 'response' THEN $query$
      SELECT jsonb_agg(r ORDER BY r.team, r.available)
      FROM (
        SELECT v.team, v.available_headcount AS available, v.request_count AS requests, v.response_mean_seconds AS mean, v.response_p90_seconds AS p90,
          v.service_level_abandoned_negative_ratio AS in_time
        FROM %1$s.response_by_headcount_between(%2$s, %3$s) v
        WHERE %6$s) r$query$
    WHEN 'anomalies' THEN $query$
      -- the worst first
      SELECT jsonb_agg(r ORDER BY array_position('{error, warning, notice}'::text[], r.severity), r.kind)
      FROM (
        SELECT v.kind, v.severity, count(*) AS count, count(DISTINCT v.user_id) AS people, min(v.local_occurred) AS first,
          CASE WHEN min(v.action) = max(v.action) THEN min(v.action) END AS action
        FROM %1$s.anomalies%5$s_between(%2$s, %3$s) v
        WHERE %6$s
        GROUP BY v.kind, v.severity) r$query$
    WHEN 'problems' THEN $query$
      WITH v AS MATERIALIZED (
        SELECT v.input, v.problem, v.key, v.action, v.row_count FROM %1$s.input_problems_between(%2$s, %3$s) v)
      SELECT jsonb_build_object('count', count(*),
        'rows', (SELECT jsonb_agg(r ORDER BY r.input, r.problem, r.key) FROM (SELECT * FROM v ORDER BY v.input, v.problem, v.key LIMIT 20) r))
      FROM v$query$
    WHEN 'allowance' THEN $query$
      SELECT to_jsonb(count(*) > 0) FROM %1$s.reason_key_class() c WHERE c.allowance_seconds IS NOT NULL$query$
    -- for a state timeline: statuses of each person, as [class, label, true
    -- start, true end, start, end, color, label of the color], start and end in
    -- seconds of the window; the color is that of the reason, else of the status
    WHEN 'intervals' THEN $query$
      SELECT jsonb_object_agg(r.user_id, r.intervals)
      FROM (
        SELECT v.user_id::text AS user_id, jsonb_agg(jsonb_build_array(v.counts_as, v.label, v.local_login, v.local_logout,
          extract(epoch FROM v.clipped_start - %2$s), extract(epoch FROM v.clipped_end - %2$s),
          coalesce(v.reason_color, v.status_color), CASE WHEN v.reason_color IS NOT NULL THEN v.label ELSE %1$s.show_label((SELECT %1$s.given_label('status')), v.status) END) ORDER BY v.clipped_start) AS intervals
        FROM (
          SELECT v.*, CASE WHEN v.counts_as = 'unavailable' THEN (SELECT %1$s.given_color('reason')) ->> userlogs.label_key(v.reason) END AS reason_color,
            (SELECT %1$s.given_color('status')) ->> userlogs.label_key(v.status) AS status_color
          FROM %1$s.user_logs%5$s_between(%2$s, %3$s) v) v
        WHERE %6$s
        GROUP BY v.user_id) r$query$
    WHEN 'shifts' THEN $query$
      SELECT jsonb_object_agg(r.user_id, r.shifts)
      FROM (
        SELECT v.user_id::text AS user_id, jsonb_agg(jsonb_build_array(extract(epoch FROM greatest(v.starts_at, %2$s) - %2$s), extract(epoch FROM least(v.ends_at, %3$s) - %2$s))
          ORDER BY v.starts_at, v.ends_at) AS shifts
        FROM %1$s.shift_input() v
        WHERE v.starts_at < %3$s AND v.ends_at > %2$s AND v.starts_at < v.ends_at AND v.user_id IS NOT NULL
        GROUP BY v.user_id) r$query$
    WHEN 'service_hours' THEN $query$
      SELECT jsonb_agg(jsonb_build_array(extract(epoch FROM lower(r.span) - %2$s), extract(epoch FROM upper(r.span) - %2$s)) ORDER BY r.span)
      FROM (
        SELECT unnest(range_agg(tstzrange(v.span_start, v.span_end))) AS span
        FROM %1$s.service_span(%2$s, %3$s) v
        WHERE %6$s AND v.team IN (SELECT o.team FROM %1$s.service_hours_input() o)
          -- those of several teams would be behind everybody
          AND (%4$s IS NOT NULL OR (SELECT count(DISTINCT o.team) FROM %1$s.service_hours_input() o) = 1)) r$query$
    END;
END $$;
COMMENT ON FUNCTION userlogs.page_query(pg_catalog.text) IS
  'internal: return the query of a part of a page, to be filled in by page_part';

CREATE FUNCTION userlogs.page_part(frame pg_catalog.jsonb, part pg_catalog.text)
RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET TimeZone = 'UTC'
SET DateStyle = 'ISO'
SET jit = off
AS $$
DECLARE
  result jsonb;
BEGIN
  EXECUTE format(userlogs.page_query(part), quote_ident(frame ->> 'schema'),
    format('%L::timestamptz', frame ->> 'from_at'), format('%L::timestamptz', frame ->> 'to_at'), quote_nullable(frame ->> 'team') || '::text',
    CASE WHEN frame ->> 'team' IS NOT NULL THEN '_by_team' ELSE '' END,
    CASE WHEN frame ->> 'team' IS NOT NULL THEN format('v.team = %L', frame ->> 'team') ELSE 'true' END,
    CASE WHEN (frame ->> 'day_count')::bigint = 1 THEN 'NULL::date'
      WHEN (frame ->> 'day_count')::bigint <= 31 THEN 'v.local_date'
      WHEN (frame ->> 'day_count')::bigint <= 400 THEN 'v.local_date - (extract(isodow FROM v.local_date)::integer - 1)'
      ELSE 'date_trunc(''month'', v.local_date)::date' END,
    format('%L::timestamptz', frame ->> 'before_from'), format('%L::timestamptz', frame ->> 'before_to'),
    quote_literal(frame ->> 'time_zone'), format('%L::interval', frame ->> 'day_offset'))
  INTO result;
  RETURN result;
END $$;
COMMENT ON FUNCTION userlogs.page_part(pg_catalog.jsonb, pg_catalog.text) IS
  'internal: return a part of a page, by the views of the report, for the window and team of the frame; NULL if it has no rows';

-- What a state timeline shows: only shifts of those who are on it.
CREATE FUNCTION userlogs.page_day(frame pg_catalog.jsonb, user_id pg_catalog.text)
RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  intervals jsonb := (SELECT jsonb_object_agg(i.key, i.value) FROM jsonb_each(coalesce(userlogs.page_part(frame, 'intervals'), '{}')) i
    WHERE page_day.user_id IS NULL OR i.key = page_day.user_id);
BEGIN
  RETURN jsonb_build_object('intervals', intervals,
    'shifts', (SELECT jsonb_object_agg(h.key, h.value) FROM jsonb_each(coalesce(userlogs.page_part(frame, 'shifts'), '{}')) h WHERE intervals ? h.key),
    'service_hours', userlogs.page_part(frame, 'service_hours'));
END $$;
COMMENT ON FUNCTION userlogs.page_day(pg_catalog.jsonb, pg_catalog.text) IS
  'internal: return the statuses and shifts of one user, or, for NULL, of all on a page, and the service hours';

-- Lists of single gaps and requests are for windows that somebody looks through.
CREATE FUNCTION userlogs.page_figures(schema_name pg_catalog.text, from_at pg_catalog.timestamptz, to_at pg_catalog.timestamptz, team pg_catalog.text)
RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  frame jsonb := userlogs.page_frame(schema_name, from_at, to_at, team);
  days bigint := frame ->> 'day_count';
  figures jsonb := jsonb_build_object('frame', frame);
  part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['people', 'before', 'service', 'service_before', CASE WHEN days > 14 THEN 'headcount_daily' ELSE 'headcount' END,
      CASE WHEN frame ->> 'team' IS NULL THEN 'hours' ELSE 'hours_by_team' END, 'reasons', 'response', 'anomalies', 'allowance']
    || CASE WHEN frame ->> 'team' IS NULL THEN '{problems}'::text[] END
    || CASE WHEN days <= 62 THEN '{gaps, unattended, causes, stranded, shares}'::text[] END
  LOOP
    figures := figures || jsonb_build_object(regexp_replace(part, '_daily$|_by_team$', ''),
      CASE WHEN (frame ->> 'seconds')::numeric > 0 THEN userlogs.page_part(frame, part) END);
  END LOOP;
  RETURN figures || CASE WHEN days <= 2 AND (frame ->> 'seconds')::numeric > 0 THEN userlogs.page_day(frame, NULL) ELSE '{}' END;
END $$;
COMMENT ON FUNCTION userlogs.page_figures(pg_catalog.text, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text) IS
  'internal: return what is on a page for the window and team: an object of parts. Single gaps and requests, and what was waited for, for at most 62 days, statuses of people for at most 2, the headcount by day for more than 14';
