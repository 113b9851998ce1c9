/*-------------------------------------------------------------------------
 *
 * headcount_support.c
 *		Planner support for functions that read a whole headcount.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "headcount.h"
#include "planner_support.h"

static double estimate_rows(List *args, double nchanges);

static const ValueEstimates headcount_estimates = {
	.format = &headcount_format,
	.usual_element_size = 4.0,	/* 2 to 4 in whole seconds, 4 to 6 else */
	.usual_fixed_size = 23.0,	/* header and unit */
	.estimate_rows = estimate_rows
};

/*
 * headcount_support(internal) returns internal
 *
 * NULL for other requests, and if nothing is known.
 */
PG_FUNCTION_INFO_V1(headcount_support);
Datum
headcount_support(PG_FUNCTION_ARGS)
{
	return answer_planner((Node *) PG_GETARG_POINTER(0), &headcount_estimates);
}

static double
estimate_rows(List *args, double nchanges)
{
	/* headcount_buckets(headcount, width, from_at, to_at, time_zone) */
	if (list_length(args) == 5)
		return estimate_buckets(args);
	/* headcount_gaps(headcount, required, from_at, to_at): every other step */
	if (list_length(args) == 4)
		return nchanges < 0 ? -1 : nchanges / 2;
	/* headcount_steps(headcount, from_at, to_at) */
	return nchanges < 0 ? -1 : nchanges + 1;
}
