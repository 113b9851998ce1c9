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

/* Return the part that a time is of, and lower next_at to where it may end. */
static WaitPart
part_at(HeadcountCursor *inputs, TimestampTz at, TimestampTz *next_at)
{
	int64		available;

	if (headcount_cursor_count(&inputs[WAIT_SERVICE], at, next_at) == 0)
		return PART_CLOSED;
	available = headcount_cursor_count(&inputs[WAIT_AVAILABLE], at, next_at);
	if (available == 0)
		return headcount_cursor_count(&inputs[WAIT_UNAVAILABLE], at, next_at) == 0 ?
			PART_UNSTAFFED : PART_UNAVAILABLE;
	return headcount_cursor_count(&inputs[WAIT_FULL], at, next_at) >= available ?
		PART_BUSY : PART_FREE;
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
	HeadcountCursor inputs[WAIT_INPUTS];
	int64		parts[WAIT_PARTS] = {0};
	Datum		values[WAIT_PARTS];
	bool		nulls[WAIT_PARTS] = {0};
	Datum		zero;
	int			i;

	check_finite_window(from_at, to_at, "parts");
	for (i = 0; i < WAIT_INPUTS; i++)
	{
		inputs[i].headcount = PG_GETARG_DATUM(i);
		inputs[i].to_at = to_at;
		inputs[i].is_open = false;
	}
	while (from_at < to_at)
	{
		TimestampTz next_at = to_at;
		int64	   *part = &parts[part_at(inputs, from_at, &next_at)];

		*part = add_time(*part, time_between(from_at, next_at));
		from_at = next_at;
	}
	/* most waits have few parts */
	zero = NumericGetDatum(int64_div_fast_to_numeric(0, 6));
	for (i = 0; i < WAIT_PARTS; i++)
		values[i] = parts[i] == 0 ? zero :
			NumericGetDatum(int64_div_fast_to_numeric(parts[i], 6));
	return HeapTupleGetDatum(heap_form_tuple(result_type(fcinfo), values, nulls));
}
