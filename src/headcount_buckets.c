/*-------------------------------------------------------------------------
 *
 * headcount_buckets.c
 *		Minimum, maximum, mean and total of a headcount in each bucket.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "duration.h"
#include "headcount.h"
#include "interval_arg.h"
#include "local_time.h"
#include "person_time.h"
#include "row_source.h"
#include "window.h"

typedef struct BucketRows
{
	HeadcountSteps steps;
	HeadcountStep step;			/* read up to "at" */
	BucketWidth width;
	TimestampTz at;				/* start of the rest of the window */
	TimestampTz to_at;
} BucketRows;

static void *
open_rows(FunctionCallInfo fcinfo)
{
	BucketRows *rows = palloc(sizeof(BucketRows));

	check_bucket_width(PG_GETARG_INTERVAL_P(1), &rows->width);
	rows->at = PG_GETARG_TIMESTAMPTZ(2);
	rows->to_at = PG_GETARG_TIMESTAMPTZ(3);
	check_finite_window(rows->at, rows->to_at, "buckets");
	rows->width.zone = lookup_time_zone(PG_GETARG_TEXT_PP(4));
	headcount_steps_open(&rows->steps, PG_GETARG_HEADCOUNT_P(0),
						 rows->at, rows->to_at);
	(void) headcount_steps_next(&rows->steps, &rows->step);
	return rows;
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	BucketRows *rows = state;
	PersonTime	sum = {0};
	int64		most = 0;
	int64		least = PG_INT64_MAX;
	TimestampTz start = rows->at;
	TimestampTz end;
	Bucket		bucket;

	if (rows->at == rows->to_at)
		return false;
	bucket = bucket_of(rows->at, &rows->width);
	end = Min(bucket.end, rows->to_at);
	while (rows->at < end)
	{
		TimestampTz piece_end;

		if (rows->at == rows->step.ended_at)
			(void) headcount_steps_next(&rows->steps, &rows->step);
		piece_end = Min(rows->step.ended_at, end);
		least = Min(least, rows->step.count);
		most = Max(most, rows->step.count);
		person_time_add(&sum, rows->step.count,
						time_between(rows->at, piece_end));
		rows->at = piece_end;
	}

	memset(nulls, false, 6 * sizeof(bool));
	values[0] = TimestampTzGetDatum(bucket.start);
	values[1] = TimestampTzGetDatum(bucket.end);
	values[2] = Int64GetDatum(least);
	values[3] = Int64GetDatum(most);
	values[4] = Float8GetDatum(person_time_mean(&sum,
												time_between(start, end)));
	values[5] = NumericGetDatum(person_time_seconds(&sum));
	return true;
}

/*
 * headcount_buckets(headcount, width interval, from_at timestamptz,
 *					 to_at timestamptz, time_zone text)
 * returns table (bucket_start, bucket_end timestamptz,
 *				  headcount_min, headcount_max bigint,
 *				  headcount_avg double precision, person_seconds numeric)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(headcount_buckets);
Datum
headcount_buckets(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}
