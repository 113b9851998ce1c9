/*-------------------------------------------------------------------------
 *
 * timeline_io.c
 *		The ways into and out of the type timeline: text, binary, jsonb.
 *
 * The text form is a list of events, in UTC whatever the session's settings:
 *
 *	{2026-03-02 08:00:00+00 "Available",
 *	 2026-03-02 12:00:00+00 #17 "Unavailable" "Lunch",
 *	 2026-03-02 17:30:00+00 NULL}
 *
 * that is the time, the sequence behind a # if there is one, the status, and
 * the reason if there is one.  Strings are in double quotes, with a backslash
 * before a double quote or a backslash.  Input takes the events in any order;
 * its times must be ISO 8601 with an offset, so that they mean the same in
 * every session.
 *
 * The binary form is the stored one, with the strings in the encoding of the
 * client.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/jsonb.h"
#include "utils/timestamp.h"

#include "timeline.h"

/* The rest of the input, and what has been read */
typedef struct TimelineParser
{
	const char *pos;
	Node	   *escontext;
	EventSet   *events;
	StringInfoData status;
	StringInfoData reason;
} TimelineParser;

static bool parse_events(TimelineParser *parser);
static bool parse_event(TimelineParser *parser);
static bool parse_time(TimelineParser *parser, TimestampTz *at);
static bool decode_time(TimelineParser *parser, const char *time,
						TimestampTz *at);
static bool match(const char **s, const char *pattern);
static bool parse_sequence(TimelineParser *parser, StatusEvent *event);
static bool parse_string(TimelineParser *parser, StringInfo result,
						 bool *isnull);
static bool is_iso_time(const char *s);
static void format_time(char *result, TimestampTz at, int style);
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

	parser.pos = PG_GETARG_CSTRING(0);
	parser.escontext = fcinfo->context;
	parser.events = event_set_create(value_dict_create(CurrentMemoryContext),
									 false);
	initStringInfo(&parser.status);
	initStringInfo(&parser.reason);
	if (!parse_events(&parser))
		PG_RETURN_NULL();
	if (parser.events->dict->nstrings > TIMELINE_MAX_STRINGS)
		ereturn(parser.escontext, (Datum) 0,
				TOO_MANY_STRINGS(parser.events->dict->nstrings));
	PG_RETURN_TIMELINE_P(timeline_encode(parser.events));
}

/* The functions that parse return false after a soft error. */
#define parse_error(parser, ...) \
	ereturn((parser)->escontext, false, \
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION), \
			 errmsg("invalid input syntax for type %s", "timeline"), \
			 errdetail(__VA_ARGS__)))

static void
skip_space(TimelineParser *parser)
{
	while (*parser->pos != '\0' && strchr(" \t\n\r\f\v", *parser->pos) != NULL)
		parser->pos++;
}

static bool
parse_events(TimelineParser *parser)
{
	skip_space(parser);
	if (*parser->pos != '{')
		parse_error(parser, "A timeline begins with \"{\".");
	parser->pos++;
	skip_space(parser);
	if (*parser->pos == '}')
		parse_error(parser, "A timeline has at least one event; use NULL for none.");

	for (;;)
	{
		CHECK_FOR_INTERRUPTS();
		if (!parse_event(parser))
			return false;
		skip_space(parser);
		if (*parser->pos != ',')
			break;
		parser->pos++;
	}
	if (*parser->pos != '}')
		parse_error(parser, "Expected \",\" or \"}\" after an event.");
	parser->pos++;
	skip_space(parser);
	if (*parser->pos != '\0')
		parse_error(parser, "There is text after the closing brace.");
	return true;
}

static bool
parse_event(TimelineParser *parser)
{
	StatusEvent event;
	const char *after_status;
	bool		status_isnull;
	bool		reason_isnull = true;

	if (!parse_time(parser, &event.at) || !parse_sequence(parser, &event))
		return false;
	skip_space(parser);
	if (!parse_string(parser, &parser->status, &status_isnull))
		return false;
	after_status = parser->pos;
	skip_space(parser);
	if (*parser->pos != ',' && *parser->pos != '}' && *parser->pos != '\0')
	{
		if (parser->pos == after_status)
			parse_error(parser, "There is a space between status and reason.");
		if (!parse_string(parser, &parser->reason, &reason_isnull))
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

/*
 * A time.  timestamptz_in() is of no use here: from PostgreSQL 18 on it takes
 * T, Z and BC for the session's time zone if that has such an abbreviation.
 */
static bool
parse_time(TimelineParser *parser, TimestampTz *at)
{
	char		time[MAXDATELEN + 1];
	Size		len;

	skip_space(parser);
	len = strspn(parser->pos, "0123456789-:.+TZBC ");
	while (len > 0 && parser->pos[len - 1] == ' ')
		len--;
	if (len <= MAXDATELEN)
	{
		memcpy(time, parser->pos, len);
		time[len] = '\0';
	}
	if (len > MAXDATELEN || !is_iso_time(time))
		parse_error(parser,
					"An event begins with its time in ISO 8601 form with an offset, such as 2026-03-02 08:00:00+00.");
	parser->pos += len;
	return decode_time(parser, time, at);
}

/* The digits that come next, as a number; is_iso_time() has counted them. */
static int
read_number(const char **s)
{
	int			result = 0;

	for (; isdigit((unsigned char) **s); (*s)++)
		result = result * 10 + (**s - '0');
	return result;
}

/* A time of which is_iso_time() is true; with timestamptz_in()'s errors. */
static bool
decode_time(TimelineParser *parser, const char *time, TimestampTz *at)
{
	const char *s = time;
	struct pg_tm tm = {0};
	fsec_t		fsec = 0;
	int			offset[3] = {0, 0, 0};
	int			sign = 1;
	int			seconds_west;

	tm.tm_year = read_number(&s);
	s++;
	tm.tm_mon = read_number(&s);
	s++;
	tm.tm_mday = read_number(&s);
	s++;
	tm.tm_hour = read_number(&s);
	s++;
	tm.tm_min = read_number(&s);
	if (match(&s, ":"))
		tm.tm_sec = read_number(&s);
	if (match(&s, "."))
	{
		int			scale = 100000;

		for (; isdigit((unsigned char) *s); s++, scale /= 10)
			fsec += (*s - '0') * scale;
	}
	if (!match(&s, "Z"))
	{
		int			i;

		sign = *s == '-' ? 1 : -1;
		for (i = 0; i < 3 && (*s == ':' || i == 0); i++)
		{
			s++;
			offset[i] = read_number(&s);
		}
	}

	if (ValidateDate(DTK_DATE_M, false, false, *s != '\0', &tm) != 0 ||
		tm.tm_hour > HOURS_PER_DAY || tm.tm_min >= MINS_PER_HOUR ||
		tm.tm_sec > SECS_PER_MINUTE ||
		(tm.tm_hour == HOURS_PER_DAY &&
		 (tm.tm_min > 0 || tm.tm_sec > 0 || fsec > 0)))
		ereturn(parser->escontext, false,
				(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
				 errmsg("date/time field value out of range: \"%s\"", time)));
	if (offset[0] > MAX_TZDISP_HOUR || offset[1] >= MINS_PER_HOUR ||
		offset[2] >= SECS_PER_MINUTE)
		ereturn(parser->escontext, false,
				(errcode(ERRCODE_INVALID_TIME_ZONE_DISPLACEMENT_VALUE),
				 errmsg("time zone displacement out of range: \"%s\"", time)));
	seconds_west = sign * (offset[0] * SECS_PER_HOUR +
						   offset[1] * SECS_PER_MINUTE + offset[2]);
	if (tm2timestamp(&tm, fsec, &seconds_west, at) != 0)
		ereturn(parser->escontext, false,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range: \"%s\"", time)));
	return true;
}

/*
 * Does the text follow the pattern?  In it, "9" stands for a digit, "+" for
 * a sign, and the other characters for themselves.  Moves the text on.
 */
static bool
match(const char **s, const char *pattern)
{
	const char *t = *s;

	for (; *pattern != '\0'; pattern++, t++)
	{
		if (*pattern == '9' ? !isdigit((unsigned char) *t) :
			*pattern == '+' ? *t != '+' && *t != '-' : *t != *pattern)
			return false;
	}
	*s = t;
	return true;
}

/* YYYY-MM-DD HH:MM[:SS[.ffffff]]{Z|+HH[:MM[:SS]]}[ BC], T for the space */
static bool
is_iso_time(const char *s)
{
	int			digits = 0;

	while (isdigit((unsigned char) *s))
	{
		s++;
		digits++;
	}
	if (digits < 4 || digits > 6 || !match(&s, "-99-99") ||
		!(match(&s, " ") || match(&s, "T")) || !match(&s, "99:99"))
		return false;
	if (match(&s, ":99") && match(&s, "."))
	{
		for (digits = 0; digits < 6 && match(&s, "9"); digits++)
			;
		if (digits == 0)
			return false;
	}
	if (!match(&s, "Z"))
	{
		if (!match(&s, "+99"))
			return false;
		if (match(&s, ":99"))
			(void) match(&s, ":99");
	}
	(void) match(&s, " BC");
	return *s == '\0';
}

static bool
parse_sequence(TimelineParser *parser, StatusEvent *event)
{
	char	   *end;

	event->has_sequence = 0;
	event->sequence = 0;
	skip_space(parser);
	if (*parser->pos != '#')
		return true;
	parser->pos++;
	errno = 0;
	event->sequence = strtoi64(parser->pos, &end, 10);
	if (end == parser->pos || errno != 0 ||
		isspace((unsigned char) *parser->pos))
		parse_error(parser, "\"#\" is followed by the sequence, an integer of 64 bits.");
	event->has_sequence = 1;
	parser->pos = end;
	return true;
}

/* A string in double quotes, or the word NULL. */
static bool
parse_string(TimelineParser *parser, StringInfo result, bool *isnull)
{
	const char *pos = parser->pos;

	resetStringInfo(result);
	*isnull = pg_strncasecmp(pos, "null", 4) == 0;
	if (*isnull)
	{
		parser->pos += 4;
		return true;
	}
	if (*pos++ != '"')
		parse_error(parser, "A status and a reason are NULL or in double quotes.");
	for (; *pos != '"'; pos++)
	{
		if (*pos == '\\')
			pos++;
		if (*pos == '\0')
			parse_error(parser, "A double quote is not closed.");
		appendStringInfoChar(result, *pos);
	}
	parser->pos = pos + 1;
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
	char		time[MAXDATELEN + 1];

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

/* A time in UTC, independent of DateStyle and TimeZone. */
static void
format_time(char *result, TimestampTz at, int style)
{
	struct pg_tm tm;
	fsec_t		fsec;

	if (timestamp2tm(at, NULL, &tm, &fsec, NULL, NULL) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	tm.tm_isdst = 0;			/* the offset is known, so show it */
	EncodeDateTime(&tm, fsec, true, 0, NULL, style, result);
}

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
		if (string->data[i] == '"' || string->data[i] == '\\')
			appendStringInfoChar(buf, '\\');
		appendStringInfoChar(buf, string->data[i]);
	}
	appendStringInfoChar(buf, '"');
}

/*
 * timeline_recv(internal) returns timeline
 *
 * The bytes may come from anywhere.  They are read with all checks into a set
 * of events, and writing that set must give the same bytes again: so whatever
 * the format demands has been checked.
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
	if (VARSIZE(result) - VARHDRSZ != (Size) size ||
		memcmp(VARDATA(result), bytes, (Size) size) != 0)
		timeline_corrupt(&reader, "It is not in canonical form.");

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

/* The timeline that a reader reads, with its strings in another encoding. */
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

static JsonbValue *
push_text(JsonbParseState **state, JsonbIteratorToken token,
		  const char *data, uint32 len)
{
	JsonbValue	value;

	value.type = data == NULL ? jbvNull : jbvString;
	value.val.string.val = unconstify(char *, data);
	value.val.string.len = (int) len;
	return pushJsonbValue(state, token, &value);
}

static void
push_key(JsonbParseState **state, const char *key)
{
	(void) push_text(state, WJB_KEY, key, (uint32) strlen(key));
}

/*
 * timeline_to_jsonb(timeline) returns jsonb
 *
 * An array of objects {occurred_at, sequence, status, reason}, times in UTC;
 * sequence only where there is one.
 */
PG_FUNCTION_INFO_V1(timeline_to_jsonb);
Datum
timeline_to_jsonb(PG_FUNCTION_ARGS)
{
	TimelineReader reader;
	StatusEvent event;
	JsonbParseState *state = NULL;
	JsonbValue *result;

	timeline_open_datum(&reader, PG_GETARG_TIMELINE_P(0));
	(void) pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
	while (timeline_next(&reader, &event))
	{
		const TimelineValue *value = &reader.values[event.value];
		const TimelineString *status = &reader.strings[value->status];
		const TimelineString *reason = &reader.strings[value->reason];
		char		time[MAXDATELEN + 1];

		CHECK_FOR_INTERRUPTS();
		format_time(time, event.at, USE_XSD_DATES);
		(void) pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
		push_key(&state, "occurred_at");
		(void) push_text(&state, WJB_VALUE, pstrdup(time),
						 (uint32) strlen(time));
		if (event.has_sequence)
		{
			JsonbValue	sequence;

			sequence.type = jbvNumeric;
			sequence.val.numeric =
				DatumGetNumeric(DirectFunctionCall1(int8_numeric,
													Int64GetDatum(event.sequence)));
			push_key(&state, "sequence");
			(void) pushJsonbValue(&state, WJB_VALUE, &sequence);
		}
		push_key(&state, "status");
		(void) push_text(&state, WJB_VALUE, status->data, status->len);
		push_key(&state, "reason");
		(void) push_text(&state, WJB_VALUE, reason->data, reason->len);
		(void) pushJsonbValue(&state, WJB_END_OBJECT, NULL);
	}
	result = pushJsonbValue(&state, WJB_END_ARRAY, NULL);
	PG_RETURN_JSONB_P(JsonbValueToJsonb(result));
}
