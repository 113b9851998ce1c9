/*-------------------------------------------------------------------------
 *
 * timeline_io.c
 *		Input and output of the type timeline: text, binary, jsonb.
 *
 * The text form is a list of events, in UTC whatever the session's settings:
 *
 *	{2026-03-02 08:00:00+00 "Available",
 *	 2026-03-02 12:00:00+00 #17 "Unavailable" "Lunch",
 *	 2026-03-02 17:30:00+00 NULL}
 *
 * that is, the time, the sequence after a # if there is one, the status, and
 * the reason if there is one.  Strings are in double quotes, with a backslash
 * before a double quote or a backslash.  Input accepts the events in any
 * order; times must be ISO 8601 with an offset, so that they mean the same in
 * every session.
 *
 * The binary form is the stored one, with the strings in the encoding of the
 * client.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "interrupts.h"
#include "text_form.h"
#include "timeline.h"

/*
 * Minimal size of an event as jsonb: its entry in the array, the number of its
 * members, three members, their keys and a time
 */
#define JSONB_EVENT_SIZE \
	(4 + 4 + 6 * 4 + strlen("occurred_at" "status" "reason") + \
	 strlen("2026-03-02T08:00:00+00:00"))

/* The rest of the input, and the events read so far */
typedef struct TimelineParser
{
	TextParser	text;
	EventSet   *events;
	StringInfoData status;
	StringInfoData reason;
} TimelineParser;

static bool parse_event(void *state);
static bool parse_sequence(TextParser *text, StatusEvent *event);
static bool parse_string(TextParser *text, StringInfo result, bool *isnull);
static void append_quoted(StringInfo buf, const TimelineString *string);
static Timeline *convert_strings(TimelineReader *reader, int from, int to);

/*
 * timeline_in(cstring) returns timeline
 */
PG_FUNCTION_INFO_V1(timeline_in);
Datum
timeline_in(PG_FUNCTION_ARGS)
{
	TimelineParser parser;

	parser.text.pos = PG_GETARG_CSTRING(0);
	parser.text.escontext = fcinfo->context;
	parser.text.type_name = "timeline";
	parser.text.element = "an event";
	parser.events = event_set_create(value_dict_create(CurrentMemoryContext),
									 false);
	initStringInfo(&parser.status);
	initStringInfo(&parser.reason);
	if (!parse_list(&parser.text, parse_event, &parser))
		PG_RETURN_NULL();
	if (event_set_is_empty(parser.events))
		parse_error(&parser.text, "A timeline has at least one event; use NULL for none.");
	if (parser.events->dict->nstrings > TIMELINE_MAX_STRINGS)
		ereturn(parser.text.escontext, (Datum) 0,
				TOO_MANY_STRINGS());
	PG_RETURN_TIMELINE_P(timeline_encode(parser.events));
}

/*
 * Parse an event.  Like the functions below, return false after a soft error.
 */
static bool
parse_event(void *state)
{
	TimelineParser *parser = state;
	TextParser *text = &parser->text;
	StatusEvent event;
	const char *after_status;
	bool		status_isnull;
	bool		reason_isnull = true;

	if (!parse_time(text, &event.at) || !parse_sequence(text, &event))
		return false;
	skip_space(text);
	if (!parse_string(text, &parser->status, &status_isnull))
		return false;
	after_status = text->pos;
	skip_space(text);
	if (*text->pos != ',' && *text->pos != '}' && *text->pos != '\0')
	{
		if (text->pos == after_status)
			parse_error(text, "There is a space between status and reason.");
		if (!parse_string(text, &parser->reason, &reason_isnull))
			return false;
	}

	event.value = value_dict_lookup(parser->events->dict,
									status_isnull ? NULL : parser->status.data,
									(uint32) parser->status.len,
									reason_isnull ? NULL : parser->reason.data,
									(uint32) parser->reason.len);
	event_set_add(parser->events, &event);
	return true;
}

/* Parse the sequence of an event, if there is one. */
static bool
parse_sequence(TextParser *text, StatusEvent *event)
{
	event->has_sequence = 0;
	event->sequence = 0;
	skip_space(text);
	if (*text->pos != '#')
		return true;
	text->pos++;
	if (!read_integer(text, &event->sequence))
		parse_error(text, "\"#\" is followed by the sequence, an integer of 64 bits.");
	event->has_sequence = 1;
	return true;
}

/* Parse a string in double quotes, or the word NULL. */
static bool
parse_string(TextParser *text, StringInfo result, bool *isnull)
{
	const char *pos = text->pos;

	resetStringInfo(result);
	*isnull = pg_strncasecmp(pos, "null", 4) == 0;
	if (*isnull)
	{
		text->pos += 4;
		return true;
	}
	if (*pos++ != '"')
		parse_error(text, "A status and a reason are NULL or in double quotes.");
	for (; *pos != '"'; pos++)
	{
		CHECK_FOR_INTERRUPTS_AT(pos);
		if (*pos == '\\')
			pos++;
		if (*pos == '\0')
			parse_error(text, "A double quote is not closed.");
		appendStringInfoChar(result, *pos);
	}
	text->pos = pos + 1;
	return true;
}

/*
 * timeline_out(timeline) returns cstring
 */
PG_FUNCTION_INFO_V1(timeline_out);
Datum
timeline_out(PG_FUNCTION_ARGS)
{
	TimelineReader reader;
	StatusEvent event;
	StringInfoData buf;
	char		time[TIME_TEXT_SIZE];

	timeline_open_datum(&reader, PG_GETARG_TIMELINE_P(0));
	initStringInfo(&buf);
	while (timeline_next(&reader, &event))
	{
		const TimelineValue *value = &reader.values[event.value];

		CHECK_FOR_INTERRUPTS();
		appendStringInfoString(&buf, buf.len == 0 ? "{" : ", ");
		format_time(time, event.at, USE_ISO_DATES);
		appendStringInfoString(&buf, time);
		if (event.has_sequence)
			appendStringInfo(&buf, " #" INT64_FORMAT, event.sequence);
		append_quoted(&buf, &reader.strings[value->status]);
		if (value->reason != reader.nstrings)
			append_quoted(&buf, &reader.strings[value->reason]);
	}
	appendStringInfoChar(&buf, '}');
	PG_RETURN_CSTRING(buf.data);
}

/* Append a space and a string in double quotes, or the word NULL. */
static void
append_quoted(StringInfo buf, const TimelineString *string)
{
	uint32		i;

	if (string->data == NULL)
	{
		appendStringInfoString(buf, " NULL");
		return;
	}
	appendStringInfoString(buf, " \"");
	for (i = 0; i < string->len; i++)
	{
		CHECK_FOR_INTERRUPTS_AT(&string->data[i]);
		if (string->data[i] == '"' || string->data[i] == '\\')
			appendStringInfoChar(buf, '\\');
		appendStringInfoChar(buf, string->data[i]);
	}
	appendStringInfoChar(buf, '"');
}

/*
 * timeline_recv(internal) returns timeline
 *
 * The bytes may come from anywhere.  Read them with all checks into a set of
 * events, and compare them with the encoded set: that checks all rules of the
 * format.
 */
PG_FUNCTION_INFO_V1(timeline_recv);
Datum
timeline_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			size = message->len - message->cursor;
	const char *bytes = pq_getmsgbytes(message, size);
	int			encoding = pg_get_client_encoding();
	TimelineReader reader;
	Timeline   *result;

	timeline_open(&reader, bytes, (Size) size,
				  ERRCODE_INVALID_BINARY_REPRESENTATION);
	timeline_verify_strings(&reader, encoding);
	result = convert_strings(&reader, encoding, encoding);
	time_blocks_check_canonical(&reader.blocks, result, bytes, (Size) size);

	if (encoding != GetDatabaseEncoding())
	{
		timeline_open_datum(&reader, result);
		result = convert_strings(&reader, encoding, GetDatabaseEncoding());
	}
	PG_RETURN_TIMELINE_P(result);
}

/*
 * timeline_send(timeline) returns bytea
 */
PG_FUNCTION_INFO_V1(timeline_send);
Datum
timeline_send(PG_FUNCTION_ARGS)
{
	Timeline   *timeline = PG_GETARG_TIMELINE_P(0);
	int			encoding = pg_get_client_encoding();
	StringInfoData buf;

	if (encoding != GetDatabaseEncoding())
	{
		TimelineReader reader;

		timeline_open_datum(&reader, timeline);
		timeline = convert_strings(&reader, GetDatabaseEncoding(), encoding);
	}
	pq_begintypsend(&buf);
	pq_sendbytes(&buf, VARDATA_ANY(timeline),
				 (int) VARSIZE_ANY_EXHDR(timeline));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* Return the timeline of a reader with its strings in another encoding. */
static Timeline *
convert_strings(TimelineReader *reader, int from, int to)
{
	EventSet   *set = event_set_create(value_dict_create(CurrentMemoryContext),
									   reader->sequenced);
	uint32		i;

	for (i = 0; i < reader->nstrings && from != to; i++)
	{
		TimelineString *string = &reader->strings[i];
		unsigned char *result;

		result = pg_do_encoding_conversion((unsigned char *) string->data,
										   (int) string->len, from, to);
		if ((const char *) result != string->data)
		{
			string->data = (const char *) result;
			string->len = (uint32) strlen(string->data);
		}
	}
	event_set_add_timeline(set, reader);
	return timeline_encode(set);
}

/*
 * timeline_to_jsonb(timeline) returns jsonb
 *
 * Returns an array of objects {occurred_at, sequence, status, reason}, times
 * in UTC.  An event without a sequence has no such member.
 */
PG_FUNCTION_INFO_V1(timeline_to_jsonb);
Datum
timeline_to_jsonb(PG_FUNCTION_ARGS)
{
	TimelineReader reader;
	StatusEvent event;
	JsonbInState state = {0};

	timeline_open_datum(&reader, PG_GETARG_TIMELINE_P(0));
	check_jsonb_size(reader.blocks.nelements, JSONB_EVENT_SIZE,
					 "timeline", "status_intervals");
	pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
	while (timeline_next(&reader, &event))
	{
		const TimelineValue *value = &reader.values[event.value];
		const TimelineString *status = &reader.strings[value->status];
		const TimelineString *reason = &reader.strings[value->reason];

		CHECK_FOR_INTERRUPTS();
		pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
		push_time(&state, "occurred_at", event.at);
		if (event.has_sequence)
			push_integer(&state, "sequence", event.sequence);
		push_key(&state, "status");
		push_text(&state, WJB_VALUE, status->data, status->len);
		push_key(&state, "reason");
		push_text(&state, WJB_VALUE, reason->data, reason->len);
		pushJsonbValue(&state, WJB_END_OBJECT, NULL);
	}
	pushJsonbValue(&state, WJB_END_ARRAY, NULL);
	PG_RETURN_JSONB_P(JsonbValueToJsonb(state.result));
}
