/*-------------------------------------------------------------------------
 *
 * bucket_start.c
 *		Start and end of the bucket that contains a time.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "interval_arg.h"
#include "local_time.h"

/*
 * Return the bucket for the arguments (at timestamptz, width interval,
 * time_zone text).  The bucket of an infinite time has no length.
 */
static Bucket
bucket_of_arguments(FunctionCallInfo fcinfo)
{
	TimestampTz at = PG_GETARG_TIMESTAMPTZ(0);
	BucketWidth width;
	Bucket		infinite;

	check_bucket_width(PG_GETARG_INTERVAL_P(1), &width);
	width.zone = lookup_time_zone(PG_GETARG_TEXT_PP(2));
	if (!TIMESTAMP_NOT_FINITE(at))
		return bucket_of(at, &width);
	infinite.start = infinite.end = at;
	return infinite;
}

/*
 * bucket_start(at timestamptz, width interval, time_zone text)
 * returns timestamptz
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(bucket_start);
Datum
bucket_start(PG_FUNCTION_ARGS)
{
	PG_RETURN_TIMESTAMPTZ(bucket_of_arguments(fcinfo).start);
}

/*
 * bucket_end(at timestamptz, width interval, time_zone text)
 * returns timestamptz
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(bucket_end);
Datum
bucket_end(PG_FUNCTION_ARGS)
{
	PG_RETURN_TIMESTAMPTZ(bucket_of_arguments(fcinfo).end);
}
