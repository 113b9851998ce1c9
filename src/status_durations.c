/*-------------------------------------------------------------------------
 *
 * status_durations.c
 *		Time by status: all of them as rows, or the sum over some.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "duration.h"
#include "row_source.h"
#include "timeline_cache.h"
#include "timeline_runs.h"
#include "timeline_texts.h"
#include "window.h"

typedef struct ValueTotal
{
	int64		interval_count;
	int64		microseconds;
	bool		measured;		/* at least one interval has a length */
} ValueTotal;

typedef struct DurationRows
{
	TimelineRuns runs;
	TimelineTexts texts;
	ValueTotal *totals;			/* by value, the last element for no event */
	uint32		next;
	Interval	duration;
} DurationRows;

/*
 * Return true if the end of a run is known.  The open interval ends only in a
 * finite window.
 */
static inline bool
has_length(const TimelineRun *run)
{
	return !TIMESTAMP_IS_NOEND(run->clipped_end);
}

static void *
open_rows(FunctionCallInfo fcinfo)
{
	DurationRows *rows = palloc0(sizeof(DurationRows));
	TimelineRun run;

	timeline_runs_open(&rows->runs, PG_GETARG_TIMELINE_P(0),
					   PG_GETARG_TIMESTAMPTZ(1), PG_GETARG_TIMESTAMPTZ(2));
	timeline_texts_init(&rows->texts, &rows->runs.reader);
	rows->totals = palloc_extended(((Size) rows->runs.reader.nvalues + 1) *
								   sizeof(ValueTotal),
								   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	while (timeline_runs_next(&rows->runs, &run))
	{
		ValueTotal *total = &rows->totals[run.value];

		total->interval_count++;
		if (has_length(&run))
		{
			total->measured = true;
			total->microseconds = add_time(total->microseconds,
										   timeline_run_length(&run));
		}
	}
	return rows;
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	DurationRows *rows = state;

	for (; rows->next <= rows->runs.reader.nvalues; rows->next++)
	{
		const ValueTotal *total = &rows->totals[rows->next];

		if (total->interval_count == 0)
			continue;
		timeline_texts_get(&rows->texts, rows->next, &values[0], &nulls[0]);
		values[2] = make_duration(&rows->duration, total->microseconds);
		nulls[2] = !total->measured;
		values[3] = Int64GetDatum(total->interval_count);
		nulls[3] = false;
		rows->next++;
		return true;
	}
	return false;
}

/*
 * status_durations(timeline, from_at timestamptz, to_at timestamptz)
 * returns table (status, reason text, duration interval,
 *				  interval_count bigint)
 *
 * Same as SELECT status, reason, sum(duration), count(*) FROM
 * status_intervals() GROUP BY status, reason.  Strict.
 */
PG_FUNCTION_INFO_V1(status_durations);
Datum
status_durations(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}

/*
 * Return the time in the statuses of argument 1, within the window of
 * arguments 2 and 3.
 */
static Datum
duration_in_any(FunctionCallInfo fcinfo, bool is_array)
{
	CachedTimeline local;
	CachedTimeline *timeline;
	const bool *counts;
	TimelineRuns runs;
	TimelineRun run;
	int64		sum = 0;

	check_window(PG_GETARG_TIMESTAMPTZ(2), PG_GETARG_TIMESTAMPTZ(3));
	timeline = timeline_cached(fcinfo, &local);
	counts = timeline_cached_values_in(fcinfo, timeline, is_array);
	timeline_runs_open_reader(&runs, &timeline->reader,
							  PG_GETARG_TIMESTAMPTZ(2),
							  PG_GETARG_TIMESTAMPTZ(3));
	while (timeline_runs_next(&runs, &run))
		if (counts[run.value] && has_length(&run))
			sum = add_time(sum, timeline_run_length(&run));
	return make_duration(palloc(sizeof(Interval)), sum);
}

/*
 * duration_in(timeline, status text, from_at timestamptz, to_at timestamptz)
 * returns interval
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(duration_in);
Datum
duration_in(PG_FUNCTION_ARGS)
{
	return duration_in_any(fcinfo, false);
}

/*
 * duration_in(timeline, statuses text[], from_at timestamptz,
 *			   to_at timestamptz) returns interval
 *
 * The array may have any number of dimensions; its NULLs match no status.
 * Strict.
 */
PG_FUNCTION_INFO_V1(duration_in_array);
Datum
duration_in_array(PG_FUNCTION_ARGS)
{
	return duration_in_any(fcinfo, true);
}
