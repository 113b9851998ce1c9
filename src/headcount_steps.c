/*-------------------------------------------------------------------------
 *
 * headcount_steps.c
 *		Steps of a headcount as rows, and the count at one time.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "headcount.h"
#include "row_source.h"

static void *
open_rows(FunctionCallInfo fcinfo)
{
	HeadcountSteps *steps = palloc(sizeof(HeadcountSteps));

	headcount_steps_open(steps, PG_GETARG_HEADCOUNT_P(0),
						 PG_GETARG_TIMESTAMPTZ(1), PG_GETARG_TIMESTAMPTZ(2));
	return steps;
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	HeadcountStep step;

	if (!headcount_steps_next(state, &step))
		return false;
	values[0] = TimestampTzGetDatum(step.started_at);
	nulls[0] = TIMESTAMP_IS_NOBEGIN(step.started_at);
	values[1] = TimestampTzGetDatum(step.ended_at);
	nulls[1] = TIMESTAMP_IS_NOEND(step.ended_at);
	values[2] = Int64GetDatum(step.count);
	nulls[2] = false;
	return true;
}

/*
 * headcount_steps(headcount, from_at timestamptz, to_at timestamptz)
 * returns table (started_at, ended_at timestamptz, headcount bigint)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(headcount_steps);
Datum
headcount_steps(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}

/*
 * headcount_at(headcount, at timestamptz) returns bigint
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(headcount_at);
Datum
headcount_at(PG_FUNCTION_ARGS)
{
	HeadcountReader reader;
	bool		has_change;

	headcount_open_datum(&reader, PG_GETARG_HEADCOUNT_P(0));
	PG_RETURN_INT64(headcount_seek(&reader, PG_GETARG_TIMESTAMPTZ(1),
								   &has_change));
}
