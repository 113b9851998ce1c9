/*-------------------------------------------------------------------------
 *
 * split_wait.c
 *		What a wait went on for: a time split by what held in it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "duration.h"
#include "headcount.h"
#include "window.h"

/* The arguments: how many spans of service, and users, there are at any time */
typedef enum WaitInput
{
	WAIT_SERVICE,
	WAIT_AVAILABLE,
	WAIT_UNAVAILABLE,
	WAIT_FULL,					/* of those available */
	WAIT_INPUTS
} WaitInput;

/* The parts, of which the first one that holds counts */
typedef enum WaitPart
{
	PART_CLOSED,
	PART_UNSTAFFED,
	PART_UNAVAILABLE,
	PART_BUSY,
	PART_FREE,
	WAIT_PARTS
} WaitPart;

static WaitPart
part_of(const HeadcountStep *steps)
{
	if (steps[WAIT_SERVICE].count == 0)
		return PART_CLOSED;
	if (steps[WAIT_AVAILABLE].count == 0)
		return steps[WAIT_UNAVAILABLE].count == 0 ? PART_UNSTAFFED :
			PART_UNAVAILABLE;
	return steps[WAIT_AVAILABLE].count <= steps[WAIT_FULL].count ? PART_BUSY :
		PART_FREE;
}

/* Return the type of the result, looked up once in a query. */
static TupleDesc
result_type(FunctionCallInfo fcinfo)
{
	FmgrInfo   *flinfo = fcinfo->flinfo;

	if (flinfo->fn_extra == NULL)
	{
		MemoryContext oldcontext = MemoryContextSwitchTo(flinfo->fn_mcxt);
		TupleDesc	tupdesc;

		if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("function returning record called in context that cannot accept type record")));
		flinfo->fn_extra = BlessTupleDesc(tupdesc);
		MemoryContextSwitchTo(oldcontext);
	}
	return flinfo->fn_extra;
}

/*
 * split_wait(service, available, unavailable, full_users headcount,
 *			  from_at, to_at timestamptz)
 * returns (closed_seconds, unstaffed_seconds, unavailable_seconds,
 *			busy_seconds, free_seconds numeric)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(split_wait);
Datum
split_wait(PG_FUNCTION_ARGS)
{
	TimestampTz from_at = PG_GETARG_TIMESTAMPTZ(4);
	TimestampTz to_at = PG_GETARG_TIMESTAMPTZ(5);
	HeadcountSteps readers[WAIT_INPUTS];
	HeadcountStep steps[WAIT_INPUTS];
	int64		parts[WAIT_PARTS] = {0};
	Datum		values[WAIT_PARTS];
	bool		nulls[WAIT_PARTS] = {0};
	int			i;

	check_finite_window(from_at, to_at, "parts");
	for (i = 0; i < WAIT_INPUTS; i++)
	{
		headcount_steps_open(&readers[i], PG_GETARG_HEADCOUNT_P(i),
							 from_at, to_at);
		headcount_steps_next(&readers[i], &steps[i]);
	}
	while (from_at < to_at)
	{
		TimestampTz next_at = to_at;
		int64	   *part;

		for (i = 0; i < WAIT_INPUTS; i++)
			next_at = Min(next_at, steps[i].ended_at);
		part = &parts[part_of(steps)];
		*part = add_time(*part, time_between(from_at, next_at));
		for (i = 0; i < WAIT_INPUTS; i++)
		{
			if (steps[i].ended_at == next_at)
				headcount_steps_next(&readers[i], &steps[i]);
		}
		from_at = next_at;
	}
	for (i = 0; i < WAIT_PARTS; i++)
		values[i] = NumericGetDatum(int64_div_fast_to_numeric(parts[i], 6));
	return HeapTupleGetDatum(heap_form_tuple(result_type(fcinfo), values, nulls));
}
