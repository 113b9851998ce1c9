/*-------------------------------------------------------------------------
 *
 * timeline_ops.c
 *		Comparison and hashing of timelines.
 *
 * Equal sets of events have equal bytes, so bytes are all that is compared.
 * The order has no meaning for a reader; it serves DISTINCT, GROUP BY, unique
 * indexes and merge joins.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"

#include "timeline.h"

static int
compare_timelines(FunctionCallInfo fcinfo)
{
	Timeline   *a = PG_GETARG_TIMELINE_P(0);
	Timeline   *b = PG_GETARG_TIMELINE_P(1);
	Size		a_size = VARSIZE_ANY_EXHDR(a);
	Size		b_size = VARSIZE_ANY_EXHDR(b);
	int			order = memcmp(VARDATA_ANY(a), VARDATA_ANY(b),
							   Min(a_size, b_size));

	if (order == 0 && a_size != b_size)
		order = a_size < b_size ? -1 : 1;
	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return order;
}

#define COMPARISON(name, operator) \
PG_FUNCTION_INFO_V1(name); \
Datum \
name(PG_FUNCTION_ARGS) \
{ \
	PG_RETURN_BOOL(compare_timelines(fcinfo) operator 0); \
}

COMPARISON(timeline_eq, ==)
COMPARISON(timeline_ne, !=)
COMPARISON(timeline_lt, <)
COMPARISON(timeline_le, <=)
COMPARISON(timeline_gt, >)
COMPARISON(timeline_ge, >=)

/*
 * timeline_cmp(timeline, timeline) returns integer
 */
PG_FUNCTION_INFO_V1(timeline_cmp);
Datum
timeline_cmp(PG_FUNCTION_ARGS)
{
	int			order = compare_timelines(fcinfo);

	PG_RETURN_INT32(order < 0 ? -1 : order > 0);
}

/*
 * timeline_hash(timeline) returns integer
 */
PG_FUNCTION_INFO_V1(timeline_hash);
Datum
timeline_hash(PG_FUNCTION_ARGS)
{
	Timeline   *timeline = PG_GETARG_TIMELINE_P(0);
	Datum		result = hash_any((unsigned char *) VARDATA_ANY(timeline),
								  (int) VARSIZE_ANY_EXHDR(timeline));

	PG_FREE_IF_COPY(timeline, 0);
	return result;
}

/*
 * timeline_hash_extended(timeline, seed bigint) returns bigint
 */
PG_FUNCTION_INFO_V1(timeline_hash_extended);
Datum
timeline_hash_extended(PG_FUNCTION_ARGS)
{
	Timeline   *timeline = PG_GETARG_TIMELINE_P(0);
	Datum		result = hash_any_extended((unsigned char *) VARDATA_ANY(timeline),
										   (int) VARSIZE_ANY_EXHDR(timeline),
										   (uint64) PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(timeline, 0);
	return result;
}
