/*-------------------------------------------------------------------------
 *
 * status_at.c
 *		Status and reason at one time.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "timeline_cache.h"

/* Return the status or the reason at the time in argument 1. */
static Datum
string_at(FunctionCallInfo fcinfo, bool reason)
{
	CachedTimeline local;
	TimelineReader reader = timeline_cached(fcinfo, &local)->reader;
	StatusEvent event;
	const TimelineValue *value;
	const TimelineString *string;

	if (!timeline_event_at(&reader, PG_GETARG_TIMESTAMPTZ(1), &event))
		PG_RETURN_NULL();
	value = &reader.values[event.value];
	string = &reader.strings[reason ? value->reason : value->status];
	if (string->data == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text_with_len(string->data,
											  (int) string->len));
}

/*
 * status_at(timeline, at timestamptz) returns text
 *
 * NULL before the first event, and if the status is not known.  Strict.
 */
PG_FUNCTION_INFO_V1(status_at);
Datum
status_at(PG_FUNCTION_ARGS)
{
	return string_at(fcinfo, false);
}

/*
 * reason_at(timeline, at timestamptz) returns text
 *
 * NULL before the first event, and if there is no reason.  Strict.
 */
PG_FUNCTION_INFO_V1(reason_at);
Datum
reason_at(PG_FUNCTION_ARGS)
{
	return string_at(fcinfo, true);
}
