# userlogs: availability intervals from status events, inside PostgreSQL
#
# make, make install, make installcheck do what PGXS users expect.
# make superset writes a dashboard (docs/superset), make deb Debian packages.
# make demo and make test need nothing but make: they install what is missing
# and run on a throw-away server of their own. make test-deep takes long, and
# root for its parts on other releases of Debian. make pictures draws those of
# the documentation anew.

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
	src/irregular_events.o \
	src/disordered_events.o \
	src/alternating_events.o \
	src/bucket_start.o \
	src/local_days.o \
	src/recorded_time.o \
	src/local_buckets.o \
	src/time_limits.o \
	src/expire_statuses.o \
	src/service_clock.o \
	src/service_spans.o \
	src/service_seconds.o \
	src/valid_window.o \
	src/request_span.o \
	src/normalize_blanks.o \
	src/label_key.o \
	src/label_set.o \
	src/statuses_in.o \
	src/settle_ties.o \
	src/cut_label.o \
	src/fold_labels.o \
	src/relabel.o \
	src/key_labels.o \
	src/status_ranks.o \
	src/overlay_set.o \
	src/overlay.o \
	src/keep_while.o \
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
	src/headcount_algebra.o \
	src/headcount_steps.o \
	src/person_time.o \
	src/headcount_buckets.o \
	src/headcount_gaps.o \
	src/split_wait.o \
	src/absence_share.o \
	src/input_source.o \
	src/input_key.o \
	src/input_index.o

# The SQL pieces, in the order of the flow, too
include sql/pieces.mk

# The install script, and a script from each older version to this one; the
# steps in sql/update/ are named OLD--NEW.sql (docs/releasing.md)
UPDATE_STEPS = $(wildcard sql/update/*--*.sql)
OLD_VERSIONS = $(foreach step,$(UPDATE_STEPS),$(firstword $(subst --, ,$(notdir $(step)))))
DATA_built = sql/userlogs--$(EXTVERSION).sql $(OLD_VERSIONS:%=sql/userlogs--%--$(EXTVERSION).sql)

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
	irregular_events \
	disordered_events \
	alternating_events \
	bucket_oracle \
	bucket_start \
	local_days \
	recorded_time \
	local_buckets \
	expire_statuses \
	service_seconds \
	valid_window \
	request_span \
	normalize_blanks \
	statuses_in \
	settle_ties \
	fold_labels \
	relabel \
	key_labels \
	overlay \
	is_time_zone \
	calendar_dates \
	status_classes \
	user_logs \
	status_limit \
	reconnect_tolerance \
	current_status \
	status_daily \
	availability_daily \
	unavailability_by_reason \
	anomalies \
	anomaly_laws \
	input_problems \
	user_log_pieces \
	user_log_hours \
	filter_lists \
	service_level \
	service_hours \
	target \
	staffing \
	coverage_gaps \
	unattended_requests \
	response_by_headcount \
	absence_impact \
	bottlenecks \
	workload_balance \
	wait_causes \
	shortfall_shares \
	stranded_requests \
	request_life \
	adherence \
	shrinkage \
	engaged \
	rule_violations \
	metrics \
	by_team \
	windows \
	report_start \
	labels \
	create_report \
	missing_indexes \
	create_materialized \
	notify_violations \
	setup_hints \
	team_day_svg \
	team_day_chart \
	report_page \
	erlang \
	headcount \
	headcount_agg \
	headcount_steps \
	headcount_buckets \
	headcount_gaps \
	split_wait \
	absence_share \
	headcount_support \
	status_headcount \
	algebra \
	input_index \
	oracle \
	report_oracle \
	layers \
	capacity_oracle \
	capacity_laws \
	window_laws \
	window_view \
	event_of_interval \
	team_laws \
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
	hostile_overlay \
	hostile_calls \
	planted \
	foreign_code \
	rights \
	relations_read \
	distributed \
	poison \
	limits \
	golden \
	real_input \
	install
REGRESS_OPTS = --inputdir=test

EXTRA_CLEAN = sql/userlogs--*.sql

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifneq ($(wildcard $(PGXS)),)
# warnings are wanted of this tree, not of the server's own headers
PG_CPPFLAGS = -DUSERLOGS_VERSION='"$(EXTVERSION)"' -isystem $(shell $(PG_CONFIG) --includedir-server)
include $(PGXS)

SCRIPT_SOURCES = $(ENGINE_PIECES) $(ADMIN_PIECES) $(PAGE_PIECES) $(REPORT_PIECES) $(wildcard sql/build/*) sql/pieces.mk userlogs.control

# the rows of report_definition come last
sql/userlogs--$(EXTVERSION).sql: $(SCRIPT_SOURCES)
	{ cat $(ENGINE_PIECES) $(ADMIN_PIECES) $(PAGE_PIECES) && awk -f sql/build/report_definition.awk $(REPORT_PIECES); } > $@ || { rm -f $@; false; }

sql/userlogs--%--$(EXTVERSION).sql: $(SCRIPT_SOURCES) $(UPDATE_STEPS)
	sql/build/update_script $* $(EXTVERSION) '$(ENGINE_PIECES) $(ADMIN_PIECES) $(PAGE_PIECES)' '$(REPORT_PIECES)' > $@ || { rm -f $@; false; }

$(OBJS) $(OBJS:.o=.bc): $(wildcard src/*.h) userlogs.control
else
# No server headers yet: demo and test will install them
.DEFAULT_GOAL := all
all install installcheck clean:
	@echo "PostgreSQL's headers are missing: no usable $(PG_CONFIG)." >&2
	@echo "On Debian: apt-get install postgresql-server-dev-all, or run make demo" >&2
	@exit 1
endif

.PHONY: deb demo pictures play superset test test-deep
demo:
	@test/tools/demo

play:
	@test/tools/play

pictures:
	@test/tools/pictures

# make hands OUT on, the folder for the packages
deb:
	@test/tools/deb "$${OUT-}"

# the dashboard of docs/superset; make hands SCHEMA, URI and OUT on
superset:
	@docs/superset/bundle "$${SCHEMA-}" "$${URI-}" "$${OUT-}"

test:
	@test/tools/test

test-deep:
	@test/tools/deep
