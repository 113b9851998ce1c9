/*-------------------------------------------------------------------------
 *
 * duration_buckets.c
 *		Time by status and reason in each bucket.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "duration.h"
#include "interval_arg.h"
#include "local_time.h"
#include "row_source.h"
#include "timeline_runs.h"
#include "timeline_texts.h"
#include "window.h"

typedef struct ValueTotal
{
	int64		microseconds;
	int64		interval_count;
	int64		started_count;
} ValueTotal;

typedef struct DurationRows
{
	TimelineRuns runs;
	TimelineTexts texts;
	BucketWidth width;
	Bucket		bucket;			/* of the totals */
	TimelineRun run;			/* not yet counted, from clipped_start on */
	bool		has_run;
	ValueTotal *totals;			/* by value, the last element for no event;
								 * zero for all that are not in "values" */
	uint32	   *values;			/* those that occur in the bucket, in order */
	uint32		nvalues;
	uint32		next;			/* index of the next row in "values" */
	Interval	duration;
} DurationRows;

#define ST_SORT sort_numbers
#define ST_ELEMENT_TYPE uint32
#define ST_COMPARE(a, b) (*(a) < *(b) ? -1 : *(a) > *(b))
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

static void *
open_rows(FunctionCallInfo fcinfo)
{
	DurationRows *rows = palloc0(sizeof(DurationRows));
	TimestampTz to_at = PG_GETARG_TIMESTAMPTZ(3);
	Size		nvalues;

	check_bucket_width(PG_GETARG_INTERVAL_P(1), &rows->width);
	rows->width.zone = lookup_time_zone(PG_GETARG_TEXT_PP(4));
	rows->width.offset = check_day_offset(PG_GETARG_INTERVAL_P(5));
	check_bucket_end(to_at);
	timeline_runs_open(&rows->runs, PG_GETARG_TIMELINE_P(0),
					   PG_GETARG_TIMESTAMPTZ(2), to_at);
	timeline_texts_init(&rows->texts, &rows->runs.reader);
	nvalues = (Size) rows->runs.reader.nvalues + 1;
	rows->totals = palloc_extended(nvalues * sizeof(ValueTotal),
								   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	rows->values = palloc_extended(nvalues * sizeof(uint32), MCXT_ALLOC_HUGE);
	rows->has_run = timeline_runs_next(&rows->runs, &rows->run);
	return rows;
}

/*
 * Count the bucket that contains the start of the rest of the interval.
 */
static void
count_bucket(DurationRows *rows)
{
	TimelineRun *run = &rows->run;

	rows->nvalues = rows->next = 0;
	rows->bucket = bucket_of(run->clipped_start, &rows->width);
	while (rows->has_run && run->clipped_start < rows->bucket.end)
	{
		ValueTotal *total = &rows->totals[run->value];
		TimelineRun piece = *run;

		piece.clipped_end = Min(run->clipped_end, rows->bucket.end);
		if (total->interval_count++ == 0)
			rows->values[rows->nvalues++] = run->value;
		if (run->clipped_start == run->started_at)
			total->started_count++;
		total->microseconds = add_time(total->microseconds,
									   timeline_run_length(&piece));
		run->clipped_start = piece.clipped_end;
		if (run->clipped_start == run->clipped_end)
			rows->has_run = timeline_runs_next(&rows->runs, run);
	}
	sort_numbers(rows->values, rows->nvalues);
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	DurationRows *rows = state;
	ValueTotal *total;
	uint32		value;

	if (rows->next == rows->nvalues)
	{
		if (!rows->has_run)
			return false;
		count_bucket(rows);
	}
	value = rows->values[rows->next++];
	total = &rows->totals[value];

	values[0] = TimestampTzGetDatum(rows->bucket.start);
	values[1] = TimestampTzGetDatum(rows->bucket.end);
	nulls[0] = nulls[1] = false;
	timeline_texts_get(&rows->texts, value, &values[2], &nulls[2]);
	values[4] = make_duration(&rows->duration, total->microseconds);
	values[5] = Int64GetDatum(total->interval_count);
	values[6] = Int64GetDatum(total->started_count);
	nulls[4] = nulls[5] = nulls[6] = false;
	memset(total, 0, sizeof(ValueTotal));
	return true;
}

/*
 * duration_buckets(timeline, width interval, from_at timestamptz,
 *					to_at timestamptz, time_zone text, day_offset interval)
 * returns table (bucket_start, bucket_end timestamptz, status, reason text,
 *				  duration interval, interval_count, started_count bigint)
 *
 * Returns the rows of status_buckets(), added up within each bucket.  Strict.
 */
PG_FUNCTION_INFO_V1(duration_buckets);
Datum
duration_buckets(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}
