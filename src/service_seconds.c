/*-------------------------------------------------------------------------
 *
 * service_seconds.c
 *		Time on a service clock.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "interval_arg.h"
#include "service_spans.h"
#include "window.h"

/*
 * service_seconds(clock text, from_at timestamptz, to_at timestamptz)
 * returns numeric
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(service_seconds);
Datum
service_seconds(PG_FUNCTION_ARGS)
{
	ServiceSpans *spans = service_spans_cached(fcinfo);
	TimestampTz from_at = PG_GETARG_TIMESTAMPTZ(1);
	TimestampTz to_at = PG_GETARG_TIMESTAMPTZ(2);

	check_window(from_at, to_at);
	service_spans_cover(spans, from_at, to_at);
	PG_RETURN_NUMERIC(int64_div_fast_to_numeric(service_spans_before(spans, to_at) -
												service_spans_before(spans, from_at),
												6));
}

/*
 * add_service_time(clock text, at timestamptz, duration interval)
 * returns timestamptz
 *
 * Strict; NULL if the clock does not run for that long in 400 years.
 */
PG_FUNCTION_INFO_V1(add_service_time);
Datum
add_service_time(PG_FUNCTION_ARGS)
{
	ServiceSpans *spans = service_spans_cached(fcinfo);
	TimestampTz at = PG_GETARG_TIMESTAMPTZ(1);
	double		duration = get_span(fcinfo, 2, "duration");
	int64		wanted;

	service_spans_cover(spans, at, at);
	if (duration == 0)
		PG_RETURN_TIMESTAMPTZ(at);
	if (duration > (double) USECS_PER_DAY * 146097)
		PG_RETURN_NULL();
	for (;;)
	{
		int			low = service_spans_find(spans, at);
		int			high = spans->nspans;

		/* the first span that ends with enough, or more, before its end */
		wanted = service_spans_before(spans, at) + (int64) duration;
		while (low < high)
		{
			int			middle = low + (high - low) / 2;
			const ServiceSpan *span = &spans->spans[middle];

			if (span->before + (span->ended_at - span->started_at) >= wanted)
				high = middle;
			else
				low = middle + 1;
		}
		if (low < spans->nspans)
			PG_RETURN_TIMESTAMPTZ(spans->spans[low].started_at +
								  (wanted - spans->spans[low].before));
		if (!service_spans_extend(spans, at))
			PG_RETURN_NULL();
	}
}

/*
 * next_service_time(clock text, at timestamptz) returns timestamptz
 *
 * Strict; NULL if the clock does not run in the next 400 years.
 */
PG_FUNCTION_INFO_V1(next_service_time);
Datum
next_service_time(PG_FUNCTION_ARGS)
{
	ServiceSpans *spans = service_spans_cached(fcinfo);
	TimestampTz at = PG_GETARG_TIMESTAMPTZ(1);

	service_spans_cover(spans, at, at);
	for (;;)
	{
		int			next = service_spans_find(spans, at);

		if (next < spans->nspans)
			PG_RETURN_TIMESTAMPTZ(Max(at, spans->spans[next].started_at));
		if (!service_spans_extend(spans, at))
			PG_RETURN_NULL();
	}
}
