# The SQL pieces: the table of contents of sql/, in the order of the flow. A
# piece uses only pieces that are listed before it.

# types, aggregates and functions
ENGINE_PIECES = \
	sql/engine/schema.sql \
	sql/engine/timeline.sql \
	sql/engine/timeline_ops.sql \
	sql/engine/timeline_agg.sql \
	sql/engine/timeline_access.sql \
	sql/engine/timeline_support.sql \
	sql/engine/status_intervals.sql \
	sql/engine/status_durations.sql \
	sql/engine/status_at.sql \
	sql/engine/status_buckets.sql \
	sql/engine/availability_buckets.sql \
	sql/engine/duration_buckets.sql \
	sql/engine/irregular_events.sql \
	sql/engine/disordered_events.sql \
	sql/engine/alternating_events.sql \
	sql/engine/local_days.sql \
	sql/engine/recorded_time.sql \
	sql/engine/local_buckets.sql \
	sql/engine/service_seconds.sql \
	sql/engine/expire_statuses.sql \
	sql/engine/bucket_start.sql \
	sql/engine/valid_window.sql \
	sql/engine/request_span.sql \
	sql/engine/normalize_blanks.sql \
	sql/engine/statuses_in.sql \
	sql/engine/settle_ties.sql \
	sql/engine/fold_labels.sql \
	sql/engine/relabel.sql \
	sql/engine/key_labels.sql \
	sql/engine/overlay.sql \
	sql/engine/keep_while.sql \
	sql/engine/is_time_zone.sql \
	sql/engine/calendar_dates.sql \
	sql/engine/status_classes.sql \
	sql/engine/initial_reasons.sql \
	sql/engine/erlang.sql \
	sql/engine/headcount.sql \
	sql/engine/headcount_ops.sql \
	sql/engine/headcount_agg.sql \
	sql/engine/headcount_support.sql \
	sql/engine/headcount_algebra.sql \
	sql/engine/headcount_steps.sql \
	sql/engine/headcount_buckets.sql \
	sql/engine/headcount_gaps.sql \
	sql/engine/split_wait.sql \
	sql/engine/absence_share.sql \
	sql/engine/status_headcount.sql \
	sql/engine/input_index.sql

# what create_report runs in the schema of a report: the tables that are read,
# what stands between, and the answers
INPUT_PIECES = \
	sql/report/input/status_event.sql \
	sql/report/input/report_user.sql \
	sql/report/input/team_member.sql \
	sql/report/input/status_class.sql \
	sql/report/input/reason_class.sql \
	sql/report/input/setting.sql \
	sql/report/input/service_request.sql \
	sql/report/input/assignment.sql \
	sql/report/input/response.sql \
	sql/report/input/pending.sql \
	sql/report/input/capacity.sql \
	sql/report/input/shift.sql \
	sql/report/input/team_setting.sql \
	sql/report/input/service_hours.sql \
	sql/report/input/service_exception.sql \
	sql/report/input/target.sql \
	sql/report/input/rule.sql \
	sql/report/input/rule_notification.sql \
	sql/report/input/status_limit.sql

BASE_PIECES = \
	sql/report/base/rule_value.sql \
	sql/report/base/request_target.sql \
	sql/report/base/team_target.sql \
	sql/report/base/total_seconds.sql \
	sql/report/base/pick_label.sql \
	sql/report/base/show_label.sql \
	sql/report/base/report_end.sql \
	sql/report/base/time_limit.sql \
	sql/report/base/report_limit.sql \
	sql/report/base/report_setting.sql \
	sql/report/base/reconnect_tolerance.sql \
	sql/report/base/report_start.sql \
	sql/report/base/status_key_class.sql \
	sql/report/base/class_key.sql \
	sql/report/base/reason_key_class.sql \
	sql/report/base/given_label.sql \
	sql/report/base/given_color.sql \
	sql/report/base/reason_label_class.sql \
	sql/report/base/user_label.sql \
	sql/report/base/logged_row.sql \
	sql/report/base/log_event.sql \
	sql/report/base/usable_event.sql \
	sql/report/base/log_is_layered.sql \
	sql/report/base/log_is_indexed.sql \
	sql/report/base/event_is_numbered.sql \
	sql/report/base/event_id_is_column.sql \
	sql/report/base/window_event.sql \
	sql/report/base/log_user.sql \
	sql/report/base/label_spelling.sql \
	sql/report/base/team_period.sql \
	sql/report/base/team_share.sql \
	sql/report/base/other_user.sql \
	sql/report/base/request_team.sql \
	sql/report/base/report_team.sql \
	sql/report/base/team_zone.sql \
	sql/report/base/window_timeline.sql \
	sql/report/base/layer_setting.sql \
	sql/report/base/status_rank.sql \
	sql/report/base/input_gives.sql \
	sql/report/base/log_start.sql \
	sql/report/base/recorded_change.sql \
	sql/report/base/layer_timeline.sql \
	sql/report/base/folded_channel.sql \
	sql/report/base/layer_anomaly.sql \
	sql/report/base/user_timeline.sql \
	sql/report/base/channel_timeline.sql \
	sql/report/base/told_layer.sql \
	sql/report/base/user_interval.sql \
	sql/report/base/logged_interval.sql \
	sql/report/base/unavailable_interval.sql \
	sql/report/base/day_availability.sql \
	sql/report/base/day_piece.sql \
	sql/report/base/eventless_user.sql \
	sql/report/base/user_presence.sql \
	sql/report/base/team_clock.sql \
	sql/report/base/team_day_piece.sql \
	sql/report/base/wait_bound.sql \
	sql/report/base/service_span.sql \
	sql/report/base/usable_request.sql \
	sql/report/base/pause_seconds.sql \
	sql/report/base/request_pause.sql \
	sql/report/base/request_work.sql \
	sql/report/base/request_under_way.sql \
	sql/report/base/request_handling.sql \
	sql/report/base/further_wait.sql \
	sql/report/base/team_interval.sql \
	sql/report/base/team_interval_at.sql \
	sql/report/base/team_absence.sql \
	sql/report/base/team_headcount.sql \
	sql/report/base/report_span.sql \
	sql/report/base/near_span.sql \
	sql/report/base/headcount_difference.sql \
	sql/report/base/team_busy.sql \
	sql/report/base/user_slots.sql \
	sql/report/base/team_load.sql \
	sql/report/base/user_full.sql \
	sql/report/base/team_full.sql \
	sql/report/base/team_cover.sql \
	sql/report/base/request_wait.sql \
	sql/report/base/absent_interval.sql \
	sql/report/base/stranded_wait.sql \
	sql/report/base/rule_edge.sql \
	sql/report/base/watched_rule.sql \
	sql/report/base/watched_headcount.sql \
	sql/report/base/scheduled_day.sql

LOGS_PIECES = \
	sql/report/logs/user_logs.sql \
	sql/report/logs/current_status.sql \
	sql/report/logs/status_daily.sql \
	sql/report/logs/availability_daily.sql \
	sql/report/logs/unavailability_by_reason.sql \
	sql/report/logs/anomalies.sql \
	sql/report/logs/anomalies_daily.sql \
	sql/report/logs/input_problems.sql \
	sql/report/logs/user_log_pieces.sql \
	sql/report/logs/user_log_hours.sql \
	sql/report/logs/user_logs_by_team.sql \
	sql/report/logs/user_logs_by_channel.sql \
	sql/report/logs/user_logs_by_layer.sql \
	sql/report/logs/current_status_by_team.sql \
	sql/report/logs/status_daily_by_team.sql \
	sql/report/logs/availability_daily_by_team.sql \
	sql/report/logs/availability_daily_by_channel.sql \
	sql/report/logs/anomalies_by_team.sql \
	sql/report/logs/day_list.sql \
	sql/report/logs/team_list.sql \
	sql/report/logs/user_list.sql \
	sql/report/logs/status_list.sql \
	sql/report/logs/reason_list.sql

CAPACITY_PIECES = \
	sql/report/capacity/service_seconds.sql \
	sql/report/capacity/add_service_time.sql \
	sql/report/capacity/service_level.sql \
	sql/report/capacity/staffing.sql \
	sql/report/capacity/coverage_gaps.sql \
	sql/report/capacity/unattended_requests.sql \
	sql/report/capacity/response_by_headcount.sql \
	sql/report/capacity/absence_impact.sql \
	sql/report/capacity/bottlenecks.sql \
	sql/report/capacity/wait_causes.sql \
	sql/report/capacity/wait_causes_daily.sql \
	sql/report/capacity/stranded_requests.sql \
	sql/report/capacity/current_stranded_requests.sql \
	sql/report/capacity/shortfall_shares.sql \
	sql/report/capacity/workload_balance.sql \
	sql/report/capacity/adherence.sql \
	sql/report/capacity/adherence_by_team.sql \
	sql/report/capacity/shrinkage.sql \
	sql/report/capacity/rule_violations.sql \
	sql/report/capacity/metric_sample.sql \
	sql/report/capacity/metrics.sql \
	sql/report/capacity/metrics_text.sql

REPORT_PIECES = $(INPUT_PIECES) $(BASE_PIECES) $(LOGS_PIECES) $(CAPACITY_PIECES)

# what makes, updates and drops reports
ADMIN_PIECES = \
	sql/admin/relations_read.sql \
	sql/admin/distributed.sql \
	sql/admin/report_definition.sql \
	sql/admin/report_object.sql \
	sql/admin/report_check.sql \
	sql/admin/report_input.sql \
	sql/admin/report_table.sql \
	sql/admin/missing_indexes.sql \
	sql/admin/create_materialized.sql \
	sql/admin/create_report.sql \
	sql/admin/drop_report.sql \
	sql/admin/notify_violations.sql \
	sql/admin/setup_hints.sql

# what a person sees: the report as a page, pictures, text
PAGE_PIECES = \
	sql/page/page_words.sql \
	sql/page/page_format.sql \
	sql/page/page_figures.sql \
	sql/page/page_charts.sql \
	sql/page/team_day_svg.sql \
	sql/page/team_day_chart.sql \
	sql/page/report_page.sql \
	sql/page/report_digest.sql
