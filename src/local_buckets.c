/*-------------------------------------------------------------------------
 *
 * local_buckets.c
 *		Hours, days or weeks of the local calendar that a window overlaps.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "interval_arg.h"
#include "local_time.h"
#include "row_source.h"
#include "window.h"

typedef struct LocalBucketRows
{
	BucketWidth width;
	TimestampTz at;				/* everything before this has been returned */
	TimestampTz to_at;
} LocalBucketRows;

static void *
open_rows(FunctionCallInfo fcinfo)
{
	LocalBucketRows *rows = palloc(sizeof(LocalBucketRows));

	rows->at = PG_GETARG_TIMESTAMPTZ(0);
	rows->to_at = PG_GETARG_TIMESTAMPTZ(1);
	check_bucket_width(PG_GETARG_INTERVAL_P(2), &rows->width);
	rows->width.zone = lookup_time_zone(PG_GETARG_TEXT_PP(3));
	rows->width.offset = check_day_offset(PG_GETARG_INTERVAL_P(4));
	check_finite_window(rows->at, rows->to_at, "buckets");
	return rows;
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	LocalBucketRows *rows = state;
	Bucket		bucket;

	if (rows->at == rows->to_at)
		return false;
	bucket = bucket_of(rows->at, &rows->width);
	memset(nulls, false, 4 * sizeof(bool));
	values[0] = TimestampTzGetDatum(bucket.start);
	values[1] = TimestampTzGetDatum(bucket.end);
	values[2] = TimestampTzGetDatum(rows->at);
	rows->at = Min(bucket.end, rows->to_at);
	values[3] = TimestampTzGetDatum(rows->at);
	return true;
}

/*
 * local_buckets(from_at, to_at timestamptz, width interval, time_zone text,
 *				 day_offset interval)
 * returns table (bucket_start, bucket_end, clipped_start,
 *				  clipped_end timestamptz)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(local_buckets);
Datum
local_buckets(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}
