# userlogs: availability intervals from status events, inside PostgreSQL
#
# make, make install, make installcheck do what PGXS users expect.
# make demo and make test need nothing but make: they install what is missing
# and run on a throw-away server of their own. make test-deep takes long, and
# root for its parts on other releases of Debian.

EXTENSION = userlogs
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" userlogs.control)

# in the order of the flow: events, timeline, intervals, answers
MODULE_big = userlogs
OBJS = \
	src/userlogs.o \
	src/value_dict.o \
	src/segment_list.o \
	src/event_set.o \
	src/window.o \
	src/duration.o \
	src/time_blocks.o \
	src/text_util.o \
	src/text_form.o \
	src/timeline_format.o \
	src/timeline_reader.o \
	src/timeline_io.o \
	src/timeline_ops.o \
	src/timeline_agg.o \
	src/timeline_cache.o \
	src/timeline_runs.o \
	src/row_source.o \
	src/timeline_texts.o \
	src/planner_support.o \
	src/status_intervals.o \
	src/status_durations.o \
	src/status_at.o \
	src/local_time.o \
	src/interval_arg.o \
	src/status_buckets.o \
	src/duration_buckets.o \
	src/availability_buckets.o \
	src/bucket_start.o \
	src/local_days.o \
	src/expire_statuses.o \
	src/valid_window.o \
	src/normalize_blanks.o \
	src/cut_label.o \
	src/fold_labels.o \
	src/relabel.o \
	src/is_time_zone.o \
	src/timeline_access.o \
	src/timeline_support.o \
	src/erlang.o \
	src/erlang_a.o \
	src/agents_required.o \
	src/change_set.o \
	src/headcount_format.o \
	src/headcount_reader.o \
	src/headcount_io.o \
	src/headcount_ops.o \
	src/headcount_agg.o \
	src/status_headcount.o \
	src/headcount_support.o \
	src/headcount_steps.o \
	src/person_time.o \
	src/headcount_buckets.o \
	src/headcount_gaps.o

SQL_PIECES = \
	sql/00_prologue.sql \
	sql/10_timeline.sql \
	sql/20_timeline_ops.sql \
	sql/30_timeline_agg.sql \
	sql/40_timeline_access.sql \
	sql/45_timeline_support.sql \
	sql/50_status_intervals.sql \
	sql/51_status_durations.sql \
	sql/52_status_at.sql \
	sql/53_status_buckets.sql \
	sql/54_availability_buckets.sql \
	sql/54_duration_buckets.sql \
	sql/54_local_days.sql \
	sql/55_expire_statuses.sql \
	sql/56_bucket_start.sql \
	sql/57_valid_window.sql \
	sql/58_normalize_blanks.sql \
	sql/59_fold_labels.sql \
	sql/59_relabel.sql \
	sql/60_is_time_zone.sql \
	sql/70_erlang.sql \
	sql/72_headcount.sql \
	sql/73_headcount_ops.sql \
	sql/74_headcount_agg.sql \
	sql/75_headcount_support.sql \
	sql/76_headcount_steps.sql \
	sql/77_headcount_buckets.sql \
	sql/78_headcount_gaps.sql \
	sql/79_status_headcount.sql \
	sql/85_relations_read.sql \
	sql/90_report_source.sql \
	sql/91_report_input.sql \
	sql/92_create_report.sql \
	sql/93_drop_report.sql \
	sql/94_create_materialized.sql \
	sql/95_notify_violations.sql

# what create_report runs, joined into sql/90_report_source.sql: the inputs,
# what stands between, the views
REPORT_PIECES = \
	sql/report/10_status_event.sql \
	sql/report/11_report_user.sql \
	sql/report/12_team_member.sql \
	sql/report/13_status_class.sql \
	sql/report/14_reason_class.sql \
	sql/report/15_setting.sql \
	sql/report/16_service_request.sql \
	sql/report/17_shift.sql \
	sql/report/18_service_hours.sql \
	sql/report/19_target.sql \
	sql/report/20_rule.sql \
	sql/report/21_rule_notification.sql \
	sql/report/22_rule_value.sql \
	sql/report/23_team_target.sql \
	sql/report/24_total_seconds.sql \
	sql/report/25_pick_label.sql \
	sql/report/26_report_end.sql \
	sql/report/26_report_limit.sql \
	sql/report/27_report_setting.sql \
	sql/report/28_report_start.sql \
	sql/report/29_status_key_class.sql \
	sql/report/30_reason_key_class.sql \
	sql/report/31_user_label.sql \
	sql/report/32_usable_event.sql \
	sql/report/33_label_spelling.sql \
	sql/report/34_user_timeline.sql \
	sql/report/35_user_interval.sql \
	sql/report/36_unavailable_interval.sql \
	sql/report/37_day_piece.sql \
	sql/report/38_team_period.sql \
	sql/report/39_eventless_user.sql \
	sql/report/40_user_presence.sql \
	sql/report/41_usable_request.sql \
	sql/report/42_team_interval.sql \
	sql/report/43_team_absence.sql \
	sql/report/44_report_team.sql \
	sql/report/45_team_headcount.sql \
	sql/report/46_report_span.sql \
	sql/report/47_team_busy.sql \
	sql/report/48_service_span.sql \
	sql/report/49_scheduled_day.sql \
	sql/report/50_user_logs_between.sql \
	sql/report/51_user_logs.sql \
	sql/report/52_current_status.sql \
	sql/report/53_status_daily.sql \
	sql/report/54_availability_daily.sql \
	sql/report/55_unavailability_by_reason.sql \
	sql/report/56_anomalies.sql \
	sql/report/57_input_problems.sql \
	sql/report/60_service_level_between.sql \
	sql/report/61_service_level.sql \
	sql/report/62_staffing_between.sql \
	sql/report/63_staffing.sql \
	sql/report/64_coverage_gaps_between.sql \
	sql/report/65_coverage_gaps.sql \
	sql/report/66_unattended_requests_between.sql \
	sql/report/67_unattended_requests.sql \
	sql/report/68_response_by_headcount_between.sql \
	sql/report/69_response_by_headcount.sql \
	sql/report/70_absence_impact_between.sql \
	sql/report/71_absence_impact.sql \
	sql/report/72_bottlenecks_between.sql \
	sql/report/73_bottlenecks.sql \
	sql/report/74_workload_balance_between.sql \
	sql/report/75_workload_balance.sql \
	sql/report/76_adherence_between.sql \
	sql/report/77_adherence.sql \
	sql/report/78_shrinkage_between.sql \
	sql/report/79_shrinkage.sql \
	sql/report/80_rule_violations_between.sql \
	sql/report/81_rule_violations.sql

DATA_built = sql/userlogs--$(EXTVERSION).sql
# from each released version to the next; docs/releasing.md
DATA = $(wildcard sql/update/userlogs--*--*.sql)

REGRESS = \
	catalogue \
	timeline \
	timeline_agg \
	timeline_access \
	timeline_support \
	status_intervals \
	status_durations \
	timeline_cache \
	status_at \
	status_buckets \
	duration_buckets \
	availability_buckets \
	bucket_oracle \
	bucket_start \
	local_days \
	expire_statuses \
	valid_window \
	normalize_blanks \
	fold_labels \
	relabel \
	is_time_zone \
	create_report \
	user_logs \
	availability_daily \
	create_materialized \
	report_start \
	labels \
	anomalies \
	input_problems \
	rule_violations \
	capacity \
	erlang \
	headcount \
	headcount_agg \
	headcount_steps \
	headcount_buckets \
	headcount_gaps \
	oracle \
	report_oracle \
	capacity_oracle \
	capacity_laws \
	report_plans \
	headcount_oracle \
	laws \
	headcount_laws \
	plans \
	parallel_plans \
	law_bytes \
	law_truth \
	law_algebra \
	law_plans \
	hostile_text \
	hostile_bytes \
	hostile_headcount \
	hostile_calls \
	planted \
	foreign_code \
	rights \
	row_security_applies \
	distributed \
	poison \
	limits \
	golden \
	real_input \
	install
REGRESS_OPTS = --inputdir=test

EXTRA_CLEAN = sql/userlogs--*.sql sql/90_report_source.sql

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifneq ($(wildcard $(PGXS)),)
# warnings are wanted of this tree, not of the server's own headers
PG_CPPFLAGS = -DUSERLOGS_VERSION='"$(EXTVERSION)"' -isystem $(shell $(PG_CONFIG) --includedir-server)
include $(PGXS)

sql/90_report_source.sql: sql/report_source.awk $(REPORT_PIECES)
	awk -f $^ > $@ || { rm -f $@; false; }

sql/userlogs--$(EXTVERSION).sql: $(SQL_PIECES) userlogs.control
	cat $(filter %.sql,$^) > $@

$(OBJS) $(OBJS:.o=.bc): $(wildcard src/*.h) userlogs.control
else
# No server headers yet: demo and test will install them
.DEFAULT_GOAL := all
all install installcheck clean:
	@echo "PostgreSQL's headers are missing: no usable $(PG_CONFIG)." >&2
	@echo "On Debian: apt-get install postgresql-server-dev-all, or run make demo" >&2
	@exit 1
endif

.PHONY: demo test test-deep
demo:
	@test/tools/demo

test:
	@test/tools/test

test-deep:
	@test/tools/deep
