/*-------------------------------------------------------------------------
 *
 * status_durations.c
 *		The time in each status: all of them as rows, or some as a sum.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "timeline_srf.h"

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
	ValueTotal *totals;			/* one for each value, and the one more that
								 * stands for no event */
	uint32		next;
	Interval	duration;
} DurationRows;

/* Is the end known?  The open interval has one only in a finite window. */
static inline bool
has_length(const TimelineRun *run)
{
	return !TIMESTAMP_IS_NOEND(run->clipped_end);
}

static int64
add_length(int64 sum, const TimelineRun *run)
{
	if (pg_add_s64_overflow(sum, timeline_run_length(run), &sum))
		ereport(ERROR,
				(errcode(ERRCODE_INTERVAL_FIELD_OVERFLOW),
				 errmsg("interval out of range"),
				 errhint("An interval has room for 292,271 years: choose a shorter window.")));
	return sum;
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
			total->microseconds = add_length(total->microseconds, &run);
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
 * What SELECT status, reason, sum(duration), count(*) makes of
 * status_intervals().  Strict.
 */
PG_FUNCTION_INFO_V1(status_durations);
Datum
status_durations(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}

/*
 * The time, in arguments 2 and 3's window, in any of some statuses.
 */
static Datum
duration_in_any(FunctionCallInfo fcinfo, text **statuses, int nstatuses)
{
	TimelineRuns runs;
	TimelineRun run;
	bool	   *counts;
	int64		sum = 0;

	timeline_runs_open(&runs, PG_GETARG_TIMELINE_P(0),
					   PG_GETARG_TIMESTAMPTZ(2), PG_GETARG_TIMESTAMPTZ(3));
	counts = timeline_values_in(&runs.reader, statuses, nstatuses);
	while (timeline_runs_next(&runs, &run))
		if (counts[run.value] && has_length(&run))
			sum = add_length(sum, &run);
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
	text	   *status = PG_GETARG_TEXT_PP(1);

	return duration_in_any(fcinfo, &status, 1);
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
	int			nstatuses;
	text	  **statuses = array_texts(PG_GETARG_ARRAYTYPE_P(1), &nstatuses);

	return duration_in_any(fcinfo, statuses, nstatuses);
}
