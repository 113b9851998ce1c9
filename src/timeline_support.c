/*-------------------------------------------------------------------------
 *
 * timeline_support.c
 *		Planner support for functions that read a whole timeline.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "planner_support.h"
#include "timeline.h"

static double estimate_rows(List *args, double nevents);

static const ValueEstimates timeline_estimates = {
	.format = &timeline_format,
	.usual_element_size = 5.0,	/* 3 to 4 in whole seconds, 6 to 7 else */
	.usual_fixed_size = 100.0,	/* header, eight labels and their pairs */
	.estimate_rows = estimate_rows
};

/*
 * timeline_support(internal) returns internal
 *
 * NULL for other requests, and if nothing is known.
 */
PG_FUNCTION_INFO_V1(timeline_support);
Datum
timeline_support(PG_FUNCTION_ARGS)
{
	return answer_planner((Node *) PG_GETARG_POINTER(0), &timeline_estimates);
}

static double
estimate_rows(List *args, double nevents)
{
	double		buckets;

	if (list_length(args) < 5)
		return nevents;

	/* functions of (timeline, width, from_at, to_at, time_zone, ...) */
	buckets = estimate_buckets(args);

	/* availability_buckets, the only one with statuses */
	if (list_length(args) > 6)
		return buckets;
	return buckets < 0 || nevents < 0 ? -1 : nevents + buckets;
}
