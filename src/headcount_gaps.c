/*-------------------------------------------------------------------------
 *
 * headcount_gaps.c
 *		Times when a headcount is below a required number.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "duration.h"
#include "headcount.h"
#include "person_time.h"
#include "row_source.h"
#include "window.h"

typedef struct GapRows
{
	HeadcountSteps steps;
	HeadcountStep step;			/* read ahead */
	bool		has_step;
	int64		required;
} GapRows;

static void
read_step(GapRows *rows)
{
	rows->has_step = headcount_steps_next(&rows->steps, &rows->step);
}

static void *
open_rows(FunctionCallInfo fcinfo)
{
	GapRows    *rows = palloc(sizeof(GapRows));
	TimestampTz from_at = PG_GETARG_TIMESTAMPTZ(2);
	TimestampTz to_at = PG_GETARG_TIMESTAMPTZ(3);

	rows->required = PG_GETARG_INT64(1);
	if (rows->required < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("required must not be negative")));
	check_finite_window(from_at, to_at, "gaps");
	headcount_steps_open(&rows->steps, PG_GETARG_HEADCOUNT_P(0),
						 from_at, to_at);
	read_step(rows);
	return rows;
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	GapRows    *rows = state;
	HeadcountStep *step = &rows->step;
	PersonTime	deficit = {0};
	int64		least = PG_INT64_MAX;
	TimestampTz started_at;
	TimestampTz ended_at;

	while (rows->has_step && step->count >= rows->required)
		read_step(rows);
	if (!rows->has_step)
		return false;

	started_at = step->started_at;
	do
	{
		ended_at = step->ended_at;
		least = Min(least, step->count);
		person_time_add(&deficit, rows->required - step->count,
						time_between(step->started_at, step->ended_at));
		read_step(rows);
	} while (rows->has_step && step->count < rows->required);

	memset(nulls, false, 4 * sizeof(bool));
	values[0] = TimestampTzGetDatum(started_at);
	values[1] = TimestampTzGetDatum(ended_at);
	values[2] = Int64GetDatum(least);
	values[3] = NumericGetDatum(person_time_seconds(&deficit));
	return true;
}

/*
 * headcount_gaps(headcount, required bigint, from_at timestamptz,
 *				  to_at timestamptz)
 * returns table (started_at, ended_at timestamptz, headcount_min bigint,
 *				  deficit_seconds numeric)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(headcount_gaps);
Datum
headcount_gaps(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}
