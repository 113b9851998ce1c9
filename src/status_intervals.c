/*-------------------------------------------------------------------------
 *
 * status_intervals.c
 *		Intervals of a timeline as rows.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "duration.h"
#include "row_source.h"
#include "timeline_runs.h"
#include "timeline_texts.h"

typedef struct IntervalRows
{
	TimelineRuns runs;
	TimelineTexts texts;
	Interval	duration;
	bool		is_first;		/* no row has been returned */
} IntervalRows;

static void *
open_rows(FunctionCallInfo fcinfo)
{
	IntervalRows *rows = palloc(sizeof(IntervalRows));

	timeline_runs_open(&rows->runs, PG_GETARG_TIMELINE_P(0),
					   PG_GETARG_TIMESTAMPTZ(1), PG_GETARG_TIMESTAMPTZ(2));
	timeline_texts_init(&rows->texts, &rows->runs.reader);
	rows->is_first = true;
	return rows;
}

/*
 * Read the next run, and the event that began it, of which only the sequence
 * is used.  Return false if there is none.
 */
static bool
next_run(IntervalRows *rows, TimelineRun *run, StatusEvent *start)
{
	/* the last call has read where the next run begins */
	*start = rows->runs.start;
	if (!timeline_runs_next(&rows->runs, run))
		return false;
	if (rows->is_first)
	{
		/* it may have begun in an earlier block; the index lacks sequences */
		TimelineReader reader = rows->runs.reader;

		rows->is_first = false;
		start->has_sequence = 0;
		/* no event is found if there is no start */
		if (reader.sequenced)
			(void) timeline_event_at(&reader, run->started_at, start);
	}
	return true;
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	IntervalRows *rows = state;
	TimelineRun run;
	StatusEvent start;

	if (!next_run(rows, &run, &start))
		return false;

	timeline_texts_get(&rows->texts, run.value, &values[0], &nulls[0]);
	values[2] = TimestampTzGetDatum(run.started_at);
	nulls[2] = TIMESTAMP_IS_NOBEGIN(run.started_at);
	values[3] = TimestampTzGetDatum(run.ended_at);
	nulls[3] = TIMESTAMP_IS_NOEND(run.ended_at);
	values[4] = TimestampTzGetDatum(run.clipped_start);
	nulls[4] = false;
	values[5] = TimestampTzGetDatum(run.clipped_end);
	nulls[5] = TIMESTAMP_IS_NOEND(run.clipped_end);
	nulls[6] = nulls[5];
	if (!nulls[6])
		values[6] = make_duration(&rows->duration, timeline_run_length(&run));
	values[7] = BoolGetDatum(nulls[3]);
	nulls[7] = false;
	values[8] = BoolGetDatum(!nulls[2] && run.started_at < run.clipped_start);
	nulls[8] = false;
	values[9] = Int64GetDatum(start.sequence);
	nulls[9] = !start.has_sequence;
	return true;
}

/*
 * status_intervals(timeline, from_at timestamptz, to_at timestamptz)
 * returns table (status, reason text,
 *				  started_at, ended_at, clipped_start, clipped_end timestamptz,
 *				  duration interval, is_open, is_carried boolean,
 *				  sequence bigint)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(status_intervals);
Datum
status_intervals(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}
