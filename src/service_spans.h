/*-------------------------------------------------------------------------
 *
 * service_spans.h
 *		The spans of time in which a service clock runs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_SERVICE_SPANS_H
#define USERLOGS_SERVICE_SPANS_H

#include "datatype/timestamp.h"
#include "fmgr.h"

#include "service_clock.h"

/* A maximal half-open span of service */
typedef struct ServiceSpan
{
	TimestampTz started_at;
	TimestampTz ended_at;
	int64		before;			/* length of the spans before it, microseconds */
} ServiceSpan;

/* The spans of a clock within [from_at, to_at), in order */
typedef struct ServiceSpans
{
	ServiceClock clock;
	text	   *clock_text;
	const void *argument;		/* the one that it was copied from */
	MemoryContext context;
	int64		first_day;
	int64		end_day;		/* equal to first_day at the beginning */
	TimestampTz from_at;
	TimestampTz to_at;
	ServiceSpan *spans;
	int			nspans;
} ServiceSpans;

extern ServiceSpans *service_spans_cached(FunctionCallInfo fcinfo);
extern void service_spans_open(ServiceSpans *spans, text *clock_text);
extern void service_spans_cover(ServiceSpans *spans, TimestampTz from_at,
								TimestampTz to_at);
extern bool service_spans_extend(ServiceSpans *spans, TimestampTz from_at);
extern int	service_spans_find(const ServiceSpans *spans, TimestampTz at);
extern int64 service_spans_before(const ServiceSpans *spans, TimestampTz at);

#endif							/* USERLOGS_SERVICE_SPANS_H */
