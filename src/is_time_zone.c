/*-------------------------------------------------------------------------
 *
 * is_time_zone.c
 *		Checks of time zones, day offsets and bucket widths without errors.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "interval_arg.h"
#include "local_time.h"

/*
 * is_time_zone(text) returns boolean
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(is_time_zone);
Datum
is_time_zone(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(find_time_zone(PG_GETARG_TEXT_PP(0)) != NULL);
}

/*
 * is_day_offset(interval) returns boolean
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(is_day_offset);
Datum
is_day_offset(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(is_day_offset_interval(PG_GETARG_INTERVAL_P(0)));
}

/*
 * is_bucket_width(interval) returns boolean
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(is_bucket_width);
Datum
is_bucket_width(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(is_bucket_width_interval(PG_GETARG_INTERVAL_P(0)));
}
