/*-------------------------------------------------------------------------
 *
 * recorded_time.c
 *		Instants of local times that were recorded in order.
 *
 * Where clocks go back, they show an hour twice, and a local time alone does
 * not tell which was meant.  In the order of recording no time is before the
 * latest one of the rows before, but for some jitter, so that a local time
 * after a later one belongs to the second hour.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"
#include "windowapi.h"

#include "interval_arg.h"
#include "local_time.h"

/* What is known of the rows before, all zero if there are none */
typedef struct RecordedTime
{
	bool		is_known;
	TimestampTz latest;
} RecordedTime;

/* Return how far a time is behind the latest of the rows before. */
static uint64
time_behind(TimestampTz at, const RecordedTime *before)
{
	if (!before->is_known || at >= before->latest)
		return 0;
	return (uint64) before->latest - (uint64) at;
}

/*
 * Choose the instant of a local time: the first that is not before the latest
 * one, less the tolerance.  A row more than a day behind was not recorded in
 * order with those before, so they tell nothing about it.
 */
static TimestampTz
choose_instant(Timestamp shown, pg_tz *zone, double tolerance,
			   RecordedTime *before)
{
	TimestampTz instants[2];
	TimestampTz at;

	if (local_instants(shown, zone, instants) == 2 &&
		time_behind(instants[0], before) > tolerance &&
		time_behind(instants[1], before) <= USECS_PER_DAY)
		at = instants[1];
	else
		at = instants[0];
	if (!IS_VALID_TIMESTAMP(at))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	if (!before->is_known || at > before->latest ||
		time_behind(at, before) > USECS_PER_DAY)
	{
		before->is_known = true;
		before->latest = at;
	}
	return at;
}

/*
 * recorded_time(local_time timestamp, time_zone text, tolerance interval)
 * returns timestamptz
 *
 * A window function rather than an aggregate, so that each row has a result of
 * its own whatever the frame, also among rows that are equal in their order.
 * NULL on NULL input, which changes nothing for the rows after.
 */
PG_FUNCTION_INFO_V1(recorded_time);
Datum
recorded_time(PG_FUNCTION_ARGS)
{
	WindowObject winobj = PG_WINDOW_OBJECT();
	Datum		values[3];
	pg_tz	   *zone;
	double		tolerance;
	int			i;

	for (i = 0; i < 3; i++)
	{
		bool		isnull;

		values[i] = WinGetFuncArgCurrent(winobj, i, &isnull);
		if (isnull)
			PG_RETURN_NULL();
	}
	zone = lookup_time_zone(DatumGetTextPP(values[1]));
	tolerance = check_span(DatumGetIntervalP(values[2]), "tolerance");
	if (TIMESTAMP_NOT_FINITE(DatumGetTimestamp(values[0])))
		PG_RETURN_DATUM(values[0]);
	PG_RETURN_TIMESTAMPTZ(choose_instant(DatumGetTimestamp(values[0]), zone,
										 tolerance,
										 WinGetPartitionLocalMemory(winobj, sizeof(RecordedTime))));
}

/*
 * is_repeated_time(local_time timestamp, time_zone text) returns boolean
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(is_repeated_time);
Datum
is_repeated_time(PG_FUNCTION_ARGS)
{
	Timestamp	shown = PG_GETARG_TIMESTAMP(0);
	pg_tz	   *zone = lookup_time_zone(PG_GETARG_TEXT_PP(1));
	TimestampTz instants[2];

	PG_RETURN_BOOL(!TIMESTAMP_NOT_FINITE(shown) &&
				   local_instants(shown, zone, instants) == 2);
}
