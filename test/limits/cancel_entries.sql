-- Every way into the extension that can take long, as a query that does, and
-- the functions of the extension that it calls; and the functions that cannot
-- take long. Ends with an error if the extension, or a report, has one that is
-- in neither list.
\set ON_ERROR_STOP on
\set QUIET on
SET search_path = public, userlogs;

-- Many rows are asked for in a list: those in FROM the server keeps in a file,
-- which takes a while to remove; one entry is enough to measure that.
CREATE TABLE long_clock AS
SELECT 'Europe/Berlin; 1-7 ' || string_agg(to_char(n * interval '15 min', 'HH24:MI') || '-' || to_char(n * interval '15 min' + interval '10 min', 'HH24:MI'), '; 1-7 ' ORDER BY n) AS clock
FROM generate_series(0, 95) n;
CREATE TABLE entry (n int GENERATED ALWAYS AS IDENTITY, name text, query text, covers text[]);
INSERT INTO entry (name, query, covers) VALUES
  ('timeline_agg', 'SELECT event_count(timeline_agg(at, status, reason)) FROM draw', '{timeline_agg_transfn, timeline_agg_finalfn}'),
  ('timeline_agg, random order', 'SELECT event_count(timeline_agg(random_at, status, reason)) FROM draw', '{}'),
  ('timeline_agg, sequence', 'SELECT event_count(timeline_agg(random_at, status, reason, i)) FROM draw', '{timeline_agg_sequence_transfn}'),
  ('timeline_agg, sequence at the end', 'SELECT event_count(timeline_agg(random_at, status, reason, nullif(i, size - i % 2))) FROM draw, limits', '{}'),
  ('timeline_agg, long ago', 'SELECT event_count(timeline_agg(random_at - interval ''300 years'', status, reason)) FROM draw', '{}'),
  ('timeline_agg, one time', 'SELECT event_count(timeline_agg(start, status, reason, i)) FROM draw, limits', '{}'),
  ('timeline_agg, duplicates', 'SELECT event_count(timeline_agg(start - i % 2 * interval ''1 s'', status, reason)) FROM draw, limits', '{}'),
  ('timeline_agg, many pairs',
    'SELECT event_count(timeline_agg(at, ''status '' || i * 7919 % 10007, ''reason '' || i % 9973)) FROM draw, limits WHERE i <= size / 5', '{}'),
  ('timeline_agg, many strings',
    'SELECT event_count(timeline_agg(at, repeat(''x'', (size / 5000)::int) || i * 7919 % 65535, NULL)) FROM draw, limits WHERE i <= least(size / 2, 65535)', '{}'),
  ('timeline_agg, window', 'SELECT max(event_count(t)) FROM (SELECT timeline_agg(at, status, reason) OVER (ORDER BY i) AS t FROM draw WHERE i <= 20000) d', '{}'),
  ('timeline_agg, merged', 'SELECT event_count(timeline_agg(t)) FROM value, generate_series(1, 4) WHERE what = ''many''', '{timeline_agg_merge_transfn}'),
  ('timeline_agg, many pairs merged', 'SELECT event_count(timeline_agg(t)) FROM value, generate_series(1, 4) WHERE what = ''pairs''', '{}'),
  ('timeline_agg, parallel', 'SELECT event_count(timeline_agg(random_at, status, reason)) FROM event',
    '{timeline_agg_serialize, timeline_agg_deserialize, timeline_agg_combine}'),
  ('timeline in', 'SELECT event_count(x::timeline) FROM value WHERE what = ''text of many''', '{timeline_in}'),
  ('timeline in, long string', 'SELECT event_count(x::timeline) FROM value WHERE what = ''text of long''', '{}'),
  ('timeline in, spaces', 'SELECT event_count(x::timeline) FROM value WHERE what = ''spaces''', '{}'),
  ('timeline in, sequence', 'SELECT event_count(x::timeline) FROM value WHERE what = ''sequence''', '{}'),
  ('timeline out', 'SELECT octet_length(t::text) FROM value WHERE what = ''many''', '{timeline_out}'),
  ('timeline out, long string', 'SELECT octet_length(t::text) FROM value WHERE what = ''long''', '{}'),
  ('timeline to jsonb', 'SELECT pg_column_size(t::jsonb) FROM value WHERE what = ''some''', '{timeline_to_jsonb}'),
  ('timeline sent', 'SELECT length(timeline_send(t)) FROM value WHERE what = ''many''', '{timeline_send}'),
  ('timeline received', 'COPY received FROM ''FOLDER/many'' (FORMAT binary)', '{timeline_recv}'),
  ('timeline received, many strings', 'COPY received FROM ''FOLDER/strings'' (FORMAT binary)', '{}'),
  ('timeline operators', 'SELECT a.t = b.t AND a.t <= c.t FROM value a, value b, value c WHERE a.what = ''many'' AND b.what = ''many'' AND c.what = ''some''',
    '{timeline_eq, timeline_ne, timeline_lt, timeline_le, timeline_gt, timeline_ge, timeline_cmp}'),
  ('timeline hash', 'SELECT timeline_hash(t), timeline_hash_extended(t, 1) FROM value WHERE what = ''many''', '{timeline_hash, timeline_hash_extended}'),
  ('statuses', 'SELECT cardinality(statuses(t)) FROM value WHERE what = ''pairs''', '{statuses}'),
  ('clip', 'SELECT event_count(clip(t, ''-infinity'', ''infinity'')) FROM value WHERE what = ''many''', '{clip}'),
  ('status_at', 'SELECT status_at(t, start + interval ''1 day''), reason_at(t, start + interval ''2 days'') FROM value, limits WHERE what = ''pairs''', '{status_at, reason_at}'),
  ('status_intervals', 'SELECT count(*) FROM value, status_intervals(t) WHERE what = ''many''', '{status_intervals}'),
  ('status_intervals in a list', 'SELECT count(i) FROM (SELECT status_intervals(t) AS i FROM value WHERE what = ''many'') d', '{}'),
  ('status_intervals, many strings', 'SELECT count(*) FROM value, status_intervals(t) WHERE what = ''strings''', '{}'),
  ('status_durations', 'SELECT count(*) FROM value, status_durations(t, ''-infinity'', ''infinity'') WHERE what = ''many''', '{status_durations}'),
  ('status_durations, many pairs', 'SELECT count(*) FROM value, status_durations(t, ''-infinity'', ''infinity'') WHERE what = ''pairs''', '{}'),
  ('duration_in', 'SELECT duration_in(t, ''Available'', ''-infinity'', ''infinity''), duration_in(t, ''{Available, Offline}''::text[], ''-infinity'', ''infinity'')
    FROM value WHERE what = ''many''', '{duration_in}'),
  ('status_buckets', 'SELECT count(*) FROM value, limits, status_buckets(t, ''1 hour'', start, start + size * interval ''1 s'', ''Europe/Berlin'') WHERE what = ''many''', '{status_buckets}'),
  ('status_buckets, a billion', 'SELECT count(*) FROM value, status_buckets(t, ''1 s'', ''1900-01-01'', ''2100-01-01'', ''Europe/Berlin'') WHERE what = ''some''', '{}'),
  ('status_buckets, a billion in a list', 'SELECT count(b) FROM (SELECT status_buckets(t, ''1 s'', ''1900-01-01'', ''2100-01-01'', ''Europe/Berlin'') AS b FROM value WHERE what = ''some'') d', '{}'),
  ('duration_buckets', 'SELECT count(*) FROM value, limits, duration_buckets(t, ''1 hour'', start, start + size * interval ''1 s'', ''Europe/Berlin'') WHERE what = ''many''', '{duration_buckets}'),
  ('duration_buckets, one of many pairs', 'SELECT count(*) FROM value, duration_buckets(t, ''100 years'', ''1900-01-01'', ''2100-01-01'', ''Europe/Berlin'') WHERE what = ''pairs''', '{}'),
  ('duration_buckets, a billion', 'SELECT count(*) FROM value, duration_buckets(t, ''1 s'', ''1900-01-01'', ''2100-01-01'', ''Europe/Berlin'') WHERE what = ''some''', '{}'),
  ('availability_buckets', 'SELECT count(*) FROM value, limits, availability_buckets(t, ''1 hour'', start, start + size * interval ''1 s'', ''Europe/Berlin'', ''{Available}'', ''{Unavailable}'', ''{Offline}'', ''{NULL}'', ''{0.1 s}'') WHERE what = ''many''', '{availability_buckets}'),
  ('availability_buckets, one', 'SELECT count(*) FROM value, availability_buckets(t, ''100 years'', ''1900-01-01'', ''2100-01-01'', ''Europe/Berlin'', ''{}'', ''{Available,Unavailable,Offline}'', ''{}'', ''{NULL}'', ''{0.1 s}'') WHERE what = ''many''', '{}'),
  ('availability_buckets, far back', 'SELECT count(*) FROM value, limits, availability_buckets(t, ''1 year'', start + size * interval ''1 s'', ''2100-01-01'', ''Europe/Berlin'', ''{}'', ''{Available,Unavailable,Offline}'', ''{}'', ''{NULL}'', ''{0.1 s}'') WHERE what = ''many''', '{}'),
  ('availability_buckets, a billion', 'SELECT count(*) FROM value, availability_buckets(t, ''1 s'', ''1900-01-01'', ''2100-01-01'', ''Europe/Berlin'', ''{Available}'', ''{}'', ''{}'') WHERE what = ''some''', '{}'),
  ('irregular_events', 'SELECT count(*) FROM value, irregular_events(t, ''{Available,Unavailable,Offline}'') WHERE what = ''many''', '{irregular_events}'),
  ('irregular_events, pairs', 'SELECT count(*) FROM value, irregular_events(t, statuses(t)) WHERE what = ''pairs''', '{}'),
  ('disordered_events', 'SELECT count(*) FROM value, disordered_events(t, ''0.5 s'', 0) WHERE what = ''numbered''', '{disordered_events}'),
  ('alternating_events', 'SELECT count(*) FROM value, alternating_events(t, ''{Available}'', ''{Offline}'', ''1 s'') WHERE what = ''many''', '{alternating_events}'),
  ('alternating_events, pairs', 'SELECT count(*) FROM value, alternating_events(t, ''{}'', statuses(t), ''1 s'') WHERE what = ''pairs''', '{}'),
  ('relabel', 'SELECT event_count(relabel(t, ''{Available}'', ''{Free}'', ''{NULL}'', ''{none}'')) FROM value WHERE what = ''many''', '{relabel}'),
  ('relabel, pairs', 'SELECT event_count(relabel(t, ''{}'', ''{}'', ''{NULL}'', ''{none}'')) FROM value WHERE what = ''pairs''', '{}'),
  ('key_labels', 'SELECT event_count(key_labels(t)) FROM value WHERE what = ''many''', '{key_labels}'),
  ('key_labels, strings', 'SELECT event_count(key_labels(t)) FROM value WHERE what = ''strings''', '{}'),
  ('key_labels, pairs', 'SELECT event_count(key_labels(t)) FROM value WHERE what = ''pairs''', '{}'),
  ('overlay', 'SELECT event_count(overlay(ARRAY[t, t], ''{Available}'', ''{1}'')) FROM value WHERE what = ''many''', '{overlay}'),
  ('overlay, strings', 'SELECT event_count(overlay(ARRAY[t], statuses(t), array_fill(1, ARRAY[cardinality(statuses(t))]))) FROM value WHERE what = ''strings''', '{}'),
  ('overlay_agg', 'SELECT event_count(overlay_agg(t, ''{Available}'', ''{1}'')) FROM value, generate_series(1, 4) WHERE what = ''many''', '{overlay_agg_transfn, overlay_agg_finalfn}'),
  ('overlay_agg, intervals', 'SELECT event_count(overlay_agg(random_at, random_at + (i % 7919 + 0.5) * interval ''1 s'', status, NULL, i, ''{Available}'', ''{1}'')) FROM draw', '{overlay_agg_interval_transfn}'),
  ('overlay_agg, one time', 'SELECT event_count(overlay_agg(start, NULL, ''s'', NULL, i, NULL, NULL)) FROM draw, limits', '{}'),
  ('overlay_agg, one end', 'SELECT event_count(overlay_agg(at, ''2100-01-01'', status, NULL, i, NULL, NULL)) FROM draw', '{}'),
  ('overlay_agg, parallel', 'SELECT event_count(overlay_agg(random_at, random_at + (i % 7919 + 0.5) * interval ''1 s'', ''s'', NULL, i, NULL, NULL)) FROM event',
    '{overlay_agg_serialize, overlay_agg_deserialize, overlay_agg_combine}'),
  ('keep_while', 'SELECT event_count(keep_while(t, t, ''{Available}'')) FROM value WHERE what = ''many''', '{keep_while}'),
  ('keep_while, pairs', 'SELECT event_count(keep_while(t, t, statuses(t))) FROM value WHERE what = ''pairs''', '{}'),
  ('remove_while', 'SELECT event_count(remove_while(a.t, b.t, ''{Available}'')) FROM value a, value b WHERE a.what = ''many'' AND b.what = ''some''', '{remove_while}'),
  ('expire_statuses', 'SELECT event_count(expire_statuses(t, ''{Available, Unavailable}'', ''0.5 s'', ''0.7 s'', ''infinity'')) FROM value WHERE what = ''many''', '{expire_statuses}'),
  ('fold_labels', 'SELECT event_count(fold_labels(t, 100)) FROM value WHERE what = ''strings''', '{fold_labels}'),
  ('fold_labels, pairs', 'SELECT event_count(fold_labels(t, 10000)) FROM value WHERE what = ''pairs''', '{}'),
  ('normalize_blanks', 'SELECT length(normalize_blanks(x)) FROM value WHERE what = ''spaces''', '{normalize_blanks}'),
  ('settle_ties', 'SELECT event_count(settle_ties(t, ''{Available}'')) FROM value WHERE what = ''many''', '{settle_ties}'),
  ('statuses_in', 'SELECT cardinality(statuses_in(t, statuses(t))) FROM value WHERE what = ''strings''', '{statuses_in}'),
  ('statuses_not_in', 'SELECT cardinality(statuses_not_in(t, ''{x}'')) FROM value WHERE what = ''strings''', '{statuses_not_in}'),
  ('expire_statuses, nothing does', 'SELECT event_count(expire_statuses(t, ''{Available, Unavailable}'', ''5 s'', NULL, ''infinity'')) FROM value WHERE what = ''many''', '{}'),
  ('local_days', 'SELECT count(d) FROM (SELECT local_days(''4713-01-01 BC'', ''290000-01-01'', ''Europe/Berlin'') AS d) x', '{local_days}'),
  ('local_buckets', 'SELECT count(b) FROM (SELECT local_buckets(''4713-01-01 BC'', ''290000-01-01'', ''1 hour'', ''Europe/Berlin'') AS b) x', '{local_buckets}'),
  ('calendar_dates', 'SELECT count(*) FROM limits, calendar_dates(''BEGIN:VCALENDAR'' || repeat(E''\nBEGIN:VEVENT\nDTSTART:20260101\nSUMMARY:a\\, b\nRRULE:FREQ=YEARLY;COUNT=9\nRDATE:20260102\nEND:VEVENT'', (size / 100)::int) || E''\nEND:VCALENDAR'')',
    '{calendar_dates, calendar_events, calendar_properties, calendar_time, calendar_time_in, calendar_rule, calendar_series, calendar_repeats, calendar_text}'),
  ('calendar_dates, no day fits', 'SELECT count(*) FROM calendar_dates(E''BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9\nEND:VEVENT\nEND:VCALENDAR'')', '{}'),
  ('calendar_dates, ten million', 'SELECT count(*) FROM calendar_dates(E''BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nDURATION:P10000D\nRRULE:FREQ=DAILY;COUNT=1000\nEND:VEVENT\nEND:VCALENDAR'')', '{}'),
  ('calendar_dates, long lines', 'SELECT count(*) FROM limits, calendar_dates(E''BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART'' || repeat('';X="a:b"'', size::int) || E'':20260101\nSUMMARY:'' || repeat(''\'', size::int * 8) || E''\nRDATE:20260102'' || repeat('',20260103'', (size / 20)::int) || E''\nEND:VEVENT\nEND:VCALENDAR'')', '{}'),
  ('service_seconds', 'SELECT service_seconds(clock, ''1701-01-01'', ''2100-01-01'') FROM long_clock', '{service_seconds}'),
  ('service_seconds, long text', 'SELECT service_seconds(c, start, start) FROM limits, LATERAL (SELECT ''UTC'' || repeat(''; 1-7 09:00-17:00'', least(size, 100000)::int) AS c) k', '{}'),
  ('add_service_time', 'SELECT add_service_time(clock, ''1701-01-01'', ''97000 days'') FROM long_clock', '{add_service_time}'),
  ('next_service_time', 'SELECT next_service_time(''Europe/Berlin; 1-7 09:00-17:00 from 2100-01-01'', ''1701-01-01'')', '{next_service_time}'),
  ('service_spans', 'SELECT count(s) FROM (SELECT service_spans(clock, ''4713-01-01 BC'', ''290000-01-01'') AS s FROM long_clock) x', '{service_spans}'),
  ('split_wait', 'SELECT s FROM value, LATERAL (SELECT split_wait(h, h, h, h, ''4713-01-01 BC'', ''280000-01-01'') AS s) x WHERE what = ''many heads''', '{split_wait}'),
  ('absence_share', 'SELECT absence_share(h, h, h, 5000, ''4713-01-01 BC'', ''290000-01-01'') FROM value WHERE what = ''many heads''', '{absence_share}'),
  ('erlang_b', 'SELECT erlang_b(2147483000, 2147483647)', '{erlang_b, erlang_c, erlang_c_asa, erlang_c_service_level}'),
  ('agents_required', 'SELECT agents_required(1e9, ''1 s'', ''1 s'', ''0'', 0.9999999)', '{agents_required}'),
  ('headcount_agg', 'SELECT length(headcount_send(headcount_agg(at, at + (i % 7919 + 0.5) * interval ''1 s''))) FROM draw', '{headcount_agg_transfn, headcount_agg_finalfn}'),
  ('headcount_agg, random order', 'SELECT length(headcount_send(headcount_agg(random_at, random_at + (i % 7919 + 0.5) * interval ''1 s''))) FROM draw', '{}'),
  ('headcount_agg, one time', 'SELECT length(headcount_send(headcount_agg(start, NULL))) FROM draw, limits', '{}'),
  ('headcount_agg, weight', 'SELECT length(headcount_send(headcount_agg(random_at, random_at + (i % 7919 + 0.5) * interval ''1 s'', i))) FROM draw', '{headcount_agg_weight_transfn}'),
  ('headcount_agg, merged', 'SELECT length(headcount_send(headcount_agg(h))) FROM value, generate_series(1, 4) WHERE what = ''many heads''', '{headcount_agg_merge_transfn}'),
  ('headcount_agg, merged with weight', 'SELECT length(headcount_send(headcount_agg(h, n))) FROM value, generate_series(1, 4) n WHERE what = ''many heads''', '{headcount_agg_merge_weight_transfn}'),
  ('headcount_agg, merged thousands',
    'SELECT length(headcount_send(headcount_agg(h))) FROM (SELECT headcount_agg(at, at + interval ''1 day'') AS h FROM draw GROUP BY i / 100) d', '{}'),
  ('headcount_agg, parallel', 'SELECT length(headcount_send(headcount_agg(random_at, random_at + (i % 7919 + 0.5) * interval ''1 s''))) FROM event',
    '{headcount_agg_serialize, headcount_agg_deserialize, headcount_agg_combine}'),
  ('headcount in', 'SELECT length(headcount_send(x::headcount)) FROM value WHERE what = ''text of many heads''', '{headcount_in}'),
  ('headcount in, zeros', 'SELECT length(headcount_send(x::headcount)) FROM value WHERE what = ''zeros''', '{}'),
  ('headcount out', 'SELECT octet_length(h::text) FROM value WHERE what = ''many heads''', '{headcount_out}'),
  ('headcount to jsonb', 'SELECT pg_column_size(h::jsonb) FROM value WHERE what = ''some heads''', '{headcount_to_jsonb}'),
  ('headcount sent', 'SELECT length(headcount_send(h)) FROM value WHERE what = ''many heads''', '{headcount_send}'),
  ('headcount received', 'COPY received_heads FROM ''FOLDER/heads'' (FORMAT binary)', '{headcount_recv}'),
  ('headcount operators', 'SELECT a.h = b.h AND a.h <= c.h FROM value a, value b, value c WHERE a.what = ''many heads'' AND b.what = ''many heads'' AND c.what = ''some heads''',
    '{headcount_eq, headcount_ne, headcount_lt, headcount_le, headcount_gt, headcount_ge, headcount_cmp}'),
  ('headcount hash', 'SELECT headcount_hash(h), headcount_hash_extended(h, 1) FROM value WHERE what = ''many heads''', '{headcount_hash, headcount_hash_extended}'),
  ('headcount_add', 'SELECT length(headcount_send(a.h + b.h)) FROM value a, value b WHERE a.what = ''many heads'' AND b.what = ''some heads''', '{headcount_add}'),
  ('headcount_subtract', 'SELECT length(headcount_send(h - h)) FROM value WHERE what = ''many heads''', '{headcount_subtract}'),
  ('headcount_multiply', 'SELECT length(headcount_send(3 * h)) FROM value WHERE what = ''many heads''', '{headcount_multiply, multiply_headcount}'),
  ('headcount_least', 'SELECT length(headcount_send(headcount_least(a.h, b.h))) FROM value a, value b WHERE a.what = ''many heads'' AND b.what = ''some heads''', '{headcount_least}'),
  ('headcount_greatest', 'SELECT length(headcount_send(headcount_greatest(a.h, b.h))) FROM value a, value b WHERE a.what = ''many heads'' AND b.what = ''some heads''', '{headcount_greatest}'),
  ('keep_while of heads', 'SELECT length(headcount_send(keep_while(a.h, b.h))) FROM value a, value b WHERE a.what = ''many heads'' AND b.what = ''some heads''', '{}'),
  ('at_least', 'SELECT length(headcount_send(at_least(h, 3960))) FROM value WHERE what = ''many heads''', '{at_least}'),
  ('headcount_at', 'SELECT headcount_at(h, start + interval ''1 day'') FROM value, limits WHERE what = ''many heads''', '{headcount_at}'),
  ('headcount_steps', 'SELECT count(*) FROM value, headcount_steps(h) WHERE what = ''many heads''', '{headcount_steps}'),
  ('headcount_buckets', 'SELECT count(*) FROM value, limits, headcount_buckets(h, ''1 day'', start, start + size * interval ''1 s'', ''Europe/Berlin'') WHERE what = ''many heads''', '{headcount_buckets}'),
  ('headcount_buckets, a billion', 'SELECT count(b) FROM (SELECT headcount_buckets(''{}'', ''1 s'', ''1900-01-01'', ''2100-01-01'', ''Europe/Berlin'') AS b) x', '{}'),
  ('headcount_gaps', 'SELECT count(*) FROM value, limits, headcount_gaps(h, 3960, start, start + size * interval ''1 s'') WHERE what = ''many heads''', '{headcount_gaps}'),
  ('headcount_gaps, one', 'SELECT count(*) FROM value, limits, headcount_gaps(h, 1000000, start, start + size * interval ''1 s'') WHERE what = ''many heads''', '{}'),
  ('headcount', 'SELECT length(headcount_send(headcount(t, ''{Available}'', ''-infinity'', ''infinity''))) FROM value WHERE what = ''many''', '{headcount}'),
  ('create_report', 'SELECT create_report(''cancelled'')',
    '{create_report, report_input, input_names, report_is_layered, report_relation, report_owner, report_owners, untrusted_owner, registered_objects, report_triggers, relations_to_lock, find_report_objects, report_objects,
      provide_report_object, provide_report_schema, check_report_arguments, check_report_inputs, check_report_input, check_report_names, check_report_schema,
      check_report_code, check_report_owner, check_report_caller, create_report_reader, comment_report_input, replace_by_stub, restore_privileges, register_report, make_report_object,
      make_report_objects, report_function, report_type_fits, report_type_hint, report_column, report_table_changes, compare_report_table, change_report_table,
      is_user_id_type, is_near_name, lock_report, lock_relations, relations_read, citus_table, refuse_distributed, is_not_distributed, keep_local, propagate, notice_missing_index}'),
  ('drop_report', 'SELECT drop_report(''cancelled'')', '{drop_report, drop_report_objects}'),
  ('create_materialized', 'SELECT create_materialized(''cancelled'', ''status_daily'')', '{create_materialized, create_snapshot, report_snapshot, report_snapshots}'),
  ('refresh', 'SELECT refresh_materialized(''cancelled'', ''availability_daily'')', '{refresh_materialized}'),
  ('drop_materialized', 'SELECT drop_materialized(''cancelled'', ''availability_daily'')', '{drop_materialized, drop_snapshot, begin_snapshot_call}'),
  ('notify_violations', 'SELECT notify_violations(''cancelled'', ''1000 days'')', '{notify_violations}'),
  ('report_page', 'SELECT length(report_page(''cancelled'', ''-infinity'', ''infinity''))',
    '{report_page, page_words, page_escape, page_cut, page_number, page_share, page_duration, page_date, page_time, page_say, page_rows, page_frame, page_query, page_part, page_figures, page_day, page_leaver, page_summary, page_colors, page_fill, page_label_colors, page_hatch,
      page_span, page_ticks, page_axis, page_grid, page_bars, page_steps, page_top, page_headcount, page_table, page_row, page_name, page_sums, page_story, page_title, page_people, page_scale, page_headcounts,
      page_hours, page_reasons, page_service, page_causes, page_cause_colors, page_gaps, page_checks, page_before}'),
  ('report_page, a year', 'SELECT length(report_page(''cancelled'', ''2026-01-01'', ''2027-01-01''))', '{}'),
  ('setup_hints', 'SELECT count(*) FROM setup_hints(''cancelled'')', '{setup_hints}'),
  ('report_digest', 'SELECT length(report_digest(''cancelled'', ''2026-01-01'', ''2027-01-01''))', '{report_digest}'),
  ('team_day_svg', 'SELECT length(team_day_svg(''cancelled'', ''2026-01-02'', ''2026-01-03''))', '{team_day_svg, page_legend, page_picture, page_day_people, page_day_window}'),
  ('headcount_svg', 'SELECT length(headcount_svg(''cancelled'', ''2026-01-01'', ''2027-01-01''))', '{headcount_svg}'),
  ('team_day_chart', 'SELECT count(*) FROM team_day_chart(''cancelled'', ''2026-01-02'', ''2026-01-03'')', '{team_day_chart}');
-- all views of a report, and the functions with their columns for a window
INSERT INTO entry (name, query, covers)
SELECT relname, format('SELECT count(v) FROM cancelled.%I v', relname), '{}' FROM pg_class
WHERE relnamespace = 'cancelled'::regnamespace AND relkind = 'v' AND relname NOT LIKE '%\_snapshot' ORDER BY relname;
INSERT INTO entry (name, query, covers)
SELECT proname, format('SELECT count(v) FROM cancelled.%I(''2026-01-01 12:34+00'', ''2036-01-01'') v', proname), '{}' FROM pg_proc
WHERE pronamespace = 'cancelled'::regnamespace AND proname LIKE '%\_between' ORDER BY proname;
-- a day for each of 6,000 years
INSERT INTO entry (name, query, covers) VALUES
  ('staffing_between, from 4713 BC', 'SELECT count(v) FROM cancelled.staffing_between(''4713-01-01 BC'', ''infinity'') v', '{}'),
  ('adherence_between, from 4713 BC', 'SELECT count(v) FROM cancelled.adherence_between(''4713-01-01 BC'', ''infinity'') v', '{}');

CREATE TABLE instant (name text PRIMARY KEY, why text);
INSERT INTO instant VALUES
  ('row_security_applies', 'some rows of the catalogue'), ('missing_indexes', 'four lookups'), ('report_contents', 'some rows of the catalogue'), ('hint_names', 'three names'), ('report_lookup', 'four rows'),
  ('input_columns', 'one definition'), ('input_index_serves', 'the indexes of a table'), ('missing_index', 'the indexes of a table'),
  ('event_count', 'reads the header'), ('first_at', 'reads the header'), ('last_at', 'reads the header'),
  ('timeline_support', 'reads the header'), ('headcount_support', 'reads the header'),
  ('valid_window', 'two times'), ('request_span', 'three times'), ('is_time_zone', 'a name'), ('is_day_offset', 'an interval'), ('is_bucket_width', 'an interval'),
  ('status_classes', 'inlined'), ('is_status_class', 'four rows'), ('initial_reasons', 'inlined'), ('label_key', 'normalize_blanks and lower'), ('cut_label', 'reads 800 bytes'), ('cut_key', 'counts characters'), ('bucket_start', 'one day or month'), ('bucket_end', 'one day or month'), ('local_time', 'one time'), ('local_date', 'one day'), ('local_day_start', 'one day'), ('recorded_time', 'one time'), ('is_repeated_time', 'one time'),
  ('erlang_a_abandonment', 'some hundred panels'), ('erlang_a_service_level', 'some hundred panels'), ('erlang_a_wait_probability', 'some hundred panels');

DO $$
DECLARE
  missing text;
BEGIN
  SELECT string_agg(DISTINCT proname, ', ' ORDER BY proname) INTO missing
  FROM pg_proc p
  JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
  JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'userlogs'
  WHERE p.prokind <> 'a' AND proname NOT IN (SELECT unnest(covers) FROM entry UNION SELECT name FROM instant);
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'neither an entry nor instant: %', missing;
  END IF;
  SELECT string_agg(c, ', ') INTO missing
  FROM (SELECT unnest(covers) FROM entry UNION SELECT name FROM instant) x(c)
  WHERE c NOT IN (SELECT proname FROM pg_proc WHERE pronamespace = 'userlogs'::regnamespace);
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'no such function: %', missing;
  END IF;
END $$;
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\t'
SELECT name, regexp_replace(replace(query, 'FOLDER', :'folder'), '\s+', ' ', 'g') FROM entry ORDER BY n;
