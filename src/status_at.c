/*-------------------------------------------------------------------------
 *
 * status_at.c
 *		What was in force at one moment.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "timeline.h"

static Datum
return_string(FunctionCallInfo fcinfo, const TimelineString *string)
{
	if (string->data == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text_with_len(string->data,
											  (int) string->len));
}

/*
 * status_at(timeline, at timestamptz) returns text
 *
 * NULL before the first event, and where the status is not known.  Strict.
 */
PG_FUNCTION_INFO_V1(status_at);
Datum
status_at(PG_FUNCTION_ARGS)
{
	TimelineReader reader;
	StatusEvent event;

	timeline_open_datum(&reader, PG_GETARG_TIMELINE_P(0));
	if (!timeline_event_at(&reader, PG_GETARG_TIMESTAMPTZ(1), &event))
		PG_RETURN_NULL();
	return return_string(fcinfo,
						 &reader.strings[reader.values[event.value].status]);
}

/*
 * reason_at(timeline, at timestamptz) returns text
 *
 * NULL before the first event, and where there is no reason.  Strict.
 */
PG_FUNCTION_INFO_V1(reason_at);
Datum
reason_at(PG_FUNCTION_ARGS)
{
	TimelineReader reader;
	StatusEvent event;

	timeline_open_datum(&reader, PG_GETARG_TIMELINE_P(0));
	if (!timeline_event_at(&reader, PG_GETARG_TIMESTAMPTZ(1), &event))
		PG_RETURN_NULL();
	return return_string(fcinfo,
						 &reader.strings[reader.values[event.value].reason]);
}
