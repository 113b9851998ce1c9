/*-------------------------------------------------------------------------
 *
 * status_buckets.c
 *		Intervals of a timeline, cut at the edges of buckets.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "duration.h"
#include "interval_arg.h"
#include "local_time.h"
#include "row_source.h"
#include "timeline_runs.h"
#include "timeline_texts.h"
#include "window.h"

typedef struct BucketRows
{
	TimelineRuns runs;
	TimelineTexts texts;
	BucketWidth width;
	Bucket		bucket;			/* of the last row */
	TimelineRun run;			/* not yet returned, from clipped_start on */
	Interval	duration;
} BucketRows;

static void *
open_rows(FunctionCallInfo fcinfo)
{
	BucketRows *rows = palloc(sizeof(BucketRows));
	TimestampTz to_at = PG_GETARG_TIMESTAMPTZ(3);

	check_bucket_width(PG_GETARG_INTERVAL_P(1), &rows->width);
	rows->width.zone = lookup_time_zone(PG_GETARG_TEXT_PP(4));
	check_bucket_end(to_at);
	timeline_runs_open(&rows->runs, PG_GETARG_TIMELINE_P(0),
					   PG_GETARG_TIMESTAMPTZ(2), to_at);
	timeline_texts_init(&rows->texts, &rows->runs.reader);
	rows->bucket.start = rows->bucket.end = DT_NOBEGIN;
	rows->run.clipped_start = rows->run.clipped_end = DT_NOBEGIN;
	return rows;
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	BucketRows *rows = state;
	TimelineRun *run = &rows->run;
	TimelineRun piece;

	if (run->clipped_start == run->clipped_end &&
		!timeline_runs_next(&rows->runs, run))
		return false;
	if (run->clipped_start >= rows->bucket.end)
		rows->bucket = bucket_of(run->clipped_start, &rows->width);
	Assert(run->clipped_start < rows->bucket.end);
	piece = *run;
	piece.clipped_end = Min(run->clipped_end, rows->bucket.end);
	run->clipped_start = piece.clipped_end;

	values[0] = TimestampTzGetDatum(rows->bucket.start);
	values[1] = TimestampTzGetDatum(rows->bucket.end);
	nulls[0] = nulls[1] = false;
	timeline_texts_get(&rows->texts, piece.value, &values[2], &nulls[2]);
	values[4] = make_duration(&rows->duration, timeline_run_length(&piece));
	nulls[4] = false;
	return true;
}

/*
 * status_buckets(timeline, width interval, from_at timestamptz,
 *				  to_at timestamptz, time_zone text)
 * returns table (bucket_start, bucket_end timestamptz, status, reason text,
 *				  duration interval)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(status_buckets);
Datum
status_buckets(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}
