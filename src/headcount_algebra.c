/*-------------------------------------------------------------------------
 *
 * headcount_algebra.c
 *		Sum, difference, product, least and greatest of headcounts, the times
 *		at which there are enough, and a headcount at the times of another.
 *
 * Each function combines the counts of every moment.  As a headcount begins
 * with 0, it combines zeros to zero.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/int.h"
#include "utils/timestamp.h"

#include "headcount.h"

/* Return the count of a moment, from the counts of both arguments. */
typedef int64 (*CombineCounts) (int64 a, int64 b);

/*
 * Return the headcount of the combined counts of arguments 0 and 1.  Reads the
 * steps of both side by side.
 */
static pg_attribute_always_inline Datum
combine_headcounts(FunctionCallInfo fcinfo, CombineCounts combine)
{
	ChangeSet  *set = change_set_create(CurrentMemoryContext);
	HeadcountSteps a_steps;
	HeadcountSteps b_steps;
	HeadcountStep a;
	HeadcountStep b;
	int64		count = 0;

	headcount_steps_open(&a_steps, PG_GETARG_HEADCOUNT_P(0),
						 DT_NOBEGIN, DT_NOEND);
	headcount_steps_open(&b_steps, PG_GETARG_HEADCOUNT_P(1),
						 DT_NOBEGIN, DT_NOEND);
	(void) headcount_steps_next(&a_steps, &a);
	(void) headcount_steps_next(&b_steps, &b);
	for (;;)
	{
		TimestampTz at = Min(a.ended_at, b.ended_at);
		int64		combined;

		if (TIMESTAMP_IS_NOEND(at))
			break;
		if (a.ended_at == at)
			(void) headcount_steps_next(&a_steps, &a);
		if (b.ended_at == at)
			(void) headcount_steps_next(&b_steps, &b);
		combined = combine(a.count, b.count);
		change_set_add(set, at, combined - count);
		count = combined;
	}
	PG_RETURN_HEADCOUNT_P(headcount_encode(set));
}

static int64
add_counts(int64 a, int64 b)
{
	int64		sum;

	if (pg_add_s64_overflow(a, b, &sum))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("headcount out of range")));
	return sum;
}

/*
 * headcount_add(headcount, headcount) returns headcount
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(headcount_add);
Datum
headcount_add(PG_FUNCTION_ARGS)
{
	return combine_headcounts(fcinfo, add_counts);
}

static int64
subtract_counts(int64 a, int64 b)
{
	return a > b ? a - b : 0;
}

/*
 * headcount_subtract(headcount, headcount) returns headcount
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(headcount_subtract);
Datum
headcount_subtract(PG_FUNCTION_ARGS)
{
	return combine_headcounts(fcinfo, subtract_counts);
}

static int64
least_count(int64 a, int64 b)
{
	return Min(a, b);
}

/*
 * headcount_least(headcount, headcount) returns headcount
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(headcount_least);
Datum
headcount_least(PG_FUNCTION_ARGS)
{
	return combine_headcounts(fcinfo, least_count);
}

static int64
greatest_count(int64 a, int64 b)
{
	return Max(a, b);
}

/*
 * headcount_greatest(headcount, headcount) returns headcount
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(headcount_greatest);
Datum
headcount_greatest(PG_FUNCTION_ARGS)
{
	return combine_headcounts(fcinfo, greatest_count);
}

static int64
keep_count(int64 a, int64 b)
{
	return b > 0 ? a : 0;
}

/*
 * keep_while(headcount, other headcount) returns headcount
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(headcount_keep_while);
Datum
headcount_keep_while(PG_FUNCTION_ARGS)
{
	return combine_headcounts(fcinfo, keep_count);
}

static int64
remove_count(int64 a, int64 b)
{
	return b > 0 ? 0 : a;
}

/*
 * remove_while(headcount, other headcount) returns headcount
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(headcount_remove_while);
Datum
headcount_remove_while(PG_FUNCTION_ARGS)
{
	return combine_headcounts(fcinfo, remove_count);
}

/*
 * headcount_multiply(headcount, factor bigint) returns headcount
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(headcount_multiply);
Datum
headcount_multiply(PG_FUNCTION_ARGS)
{
	ChangeSet  *set = change_set_create(CurrentMemoryContext);
	int64		factor = PG_GETARG_INT64(1);
	HeadcountReader reader;

	if (factor < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("factor must not be negative, but is %lld",
						(long long) factor)));
	headcount_open_datum(&reader, PG_GETARG_HEADCOUNT_P(0));
	change_set_add_headcount(set, &reader, factor);
	PG_RETURN_HEADCOUNT_P(headcount_encode(set));
}

/*
 * multiply_headcount(factor bigint, headcount) returns headcount
 *
 * Same for the other order.  Strict.
 */
PG_FUNCTION_INFO_V1(multiply_headcount);
Datum
multiply_headcount(PG_FUNCTION_ARGS)
{
	return DirectFunctionCall2(headcount_multiply, PG_GETARG_DATUM(1),
							   PG_GETARG_DATUM(0));
}

/*
 * at_least(headcount, required bigint) returns headcount
 *
 * At least 0 are there at all times, but no headcount is 1 from the beginning
 * of time.  Strict.
 */
PG_FUNCTION_INFO_V1(at_least);
Datum
at_least(PG_FUNCTION_ARGS)
{
	ChangeSet  *set = change_set_create(CurrentMemoryContext);
	int64		required = PG_GETARG_INT64(1);
	HeadcountSteps steps;
	HeadcountStep step;
	int64		count = 0;

	if (required <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("required must be positive, but is %lld",
						(long long) required),
				 errdetail("At least 0 are there at all times, but a headcount is 0 before its first change.")));
	headcount_steps_open(&steps, PG_GETARG_HEADCOUNT_P(0),
						 DT_NOBEGIN, DT_NOEND);
	while (headcount_steps_next(&steps, &step))
	{
		int64		enough = step.count >= required ? 1 : 0;

		/* the first step is 0, so a change has a finite time */
		change_set_add(set, step.started_at, enough - count);
		count = enough;
	}
	PG_RETURN_HEADCOUNT_P(headcount_encode(set));
}
