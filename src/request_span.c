/*-------------------------------------------------------------------------
 *
 * request_span.c
 *		Time in which a request can be under way.
 *
 * An index on it finds the requests of a window.  So it may be too long, but
 * not too short, and no row may raise an error.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"

#include "compat.h"

static TimestampTz span_end(FunctionCallInfo fcinfo, TimestampTz arrived_at);

/*
 * request_span(arrived_at timestamptz, first_response_at timestamptz,
 *				closed_at timestamptz) returns tstzrange
 *
 * Empty if arrived_at is NULL or infinite.  A response or close that is NULL,
 * infinite or too early counts as none.
 */
PG_FUNCTION_INFO_V1(request_span);
Datum
request_span(PG_FUNCTION_ARGS)
{
	TypeCacheEntry *typcache = range_get_typcache(fcinfo, TSTZRANGEOID);
	TimestampTz arrived_at;
	TimestampTz ended_at;
	RangeBound	lower;
	RangeBound	upper;

	if (PG_ARGISNULL(0) || TIMESTAMP_NOT_FINITE(PG_GETARG_TIMESTAMPTZ(0)))
		PG_RETURN_RANGE_P(make_empty_range(typcache));
	arrived_at = PG_GETARG_TIMESTAMPTZ(0);
	ended_at = span_end(fcinfo, arrived_at);

	lower.val = TimestampTzGetDatum(arrived_at);
	lower.infinite = false;
	lower.inclusive = true;
	lower.lower = true;
	upper.val = TimestampTzGetDatum(ended_at);
	upper.infinite = TIMESTAMP_IS_NOEND(ended_at);
	upper.inclusive = !upper.infinite;
	upper.lower = false;
	PG_RETURN_RANGE_P(make_range(typcache, &lower, &upper, false, NULL));
}

/*
 * Return the close, else 24 hours after the response, else infinity.
 */
static TimestampTz
span_end(FunctionCallInfo fcinfo, TimestampTz arrived_at)
{
	TimestampTz response_at = DT_NOBEGIN;
	TimestampTz closed_at = DT_NOBEGIN;

	/* NULL is before the arrival, and so none, like -infinity */
	if (!PG_ARGISNULL(1))
		response_at = PG_GETARG_TIMESTAMPTZ(1);
	if (!PG_ARGISNULL(2))
		closed_at = PG_GETARG_TIMESTAMPTZ(2);

	if (!TIMESTAMP_NOT_FINITE(closed_at) &&
		closed_at >= arrived_at && closed_at >= response_at)
		return closed_at;
	if (response_at >= arrived_at &&
		response_at < END_TIMESTAMP - USECS_PER_DAY)
		return response_at + USECS_PER_DAY;
	return DT_NOEND;
}
