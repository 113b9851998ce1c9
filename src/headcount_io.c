/*-------------------------------------------------------------------------
 *
 * headcount_io.c
 *		Input and output of the type headcount: text, binary, jsonb.
 *
 * The text form is a list of counts, in UTC whatever the session's settings:
 *
 *	{2026-03-02 08:00:00+00 2, 2026-03-02 12:00:00+00 1,
 *	 2026-03-02 17:30:00+00 0}
 *
 * that is, each time at which the headcount changes, and the new count.
 * Before the first time the count is 0.  Input accepts the counts in any
 * order, and drops those that change nothing.
 *
 * The binary form is the stored one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "miscadmin.h"

#include "headcount.h"
#include "text_form.h"

/*
 * Minimal size of a count as jsonb: its entry in the array, the number of its
 * members, two members, their keys, a time and a numeric
 */
#define JSONB_COUNT_SIZE \
	(4 + 4 + 4 * 4 + strlen("started_at" "headcount") + \
	 strlen("2026-03-02T08:00:00+00:00") + 6)

/* A count of the text form */
typedef struct Count
{
	TimestampTz at;
	int64		count;
} Count;

/* The rest of the input, and the counts read so far */
typedef struct HeadcountParser
{
	TextParser	text;
	SegmentList counts;
} HeadcountParser;

static bool parse_count(void *state);
static bool add_counts(HeadcountParser *parser, ChangeSet *set);

#define ST_SORT sort_counts
#define ST_ELEMENT_TYPE Count
#define ST_COMPARE(a, b) ((a)->at < (b)->at ? -1 : (a)->at > (b)->at)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * headcount_in(cstring) returns headcount
 */
PG_FUNCTION_INFO_V1(headcount_in);
Datum
headcount_in(PG_FUNCTION_ARGS)
{
	HeadcountParser parser;
	ChangeSet  *set = change_set_create(CurrentMemoryContext);

	parser.text.pos = PG_GETARG_CSTRING(0);
	parser.text.escontext = fcinfo->context;
	parser.text.type_name = "headcount";
	parser.text.element = "a count";
	segment_list_init(&parser.counts, sizeof(Count));
	if (!parse_list(&parser.text, parse_count, &parser) ||
		!add_counts(&parser, set))
		PG_RETURN_NULL();
	PG_RETURN_HEADCOUNT_P(headcount_encode(set));
}

/* Parse a time and a count.  Return false after a soft error. */
static bool
parse_count(void *state)
{
	HeadcountParser *parser = state;
	TextParser *text = &parser->text;
	Count	   *count;
	Count		next;

	if (!parse_time(text, &next.at))
		return false;
	skip_space(text);
	if (!isdigit((unsigned char) *text->pos) ||
		!read_integer(text, &next.count))
		parse_error(text, "A time is followed by the count from there on, an integer from 0 to %lld.",
					(long long) PG_INT64_MAX);
	count = segment_list_add(&parser->counts, CurrentMemoryContext);
	*count = next;
	return true;
}

/*
 * Add the changes from count to count to a set.  Return false after a soft
 * error.
 */
static bool
add_counts(HeadcountParser *parser, ChangeSet *set)
{
	Count	   *counts = (Count *) segment_list_join(&parser->counts,
													 CurrentMemoryContext);
	Size		ncounts = segment_list_count(&parser->counts);
	int64		last = 0;
	Size		i;

	if (ncounts > 1)
		sort_counts(counts, ncounts);
	for (i = 0; i < ncounts; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (i > 0 && counts[i - 1].at == counts[i].at &&
			counts[i - 1].count != counts[i].count)
			parse_error(&parser->text, "There are different counts at one time.");
		change_set_add(set, counts[i].at, counts[i].count - last);
		last = counts[i].count;
	}
	return true;
}

/*
 * headcount_out(headcount) returns cstring
 */
PG_FUNCTION_INFO_V1(headcount_out);
Datum
headcount_out(PG_FUNCTION_ARGS)
{
	HeadcountReader reader;
	StringInfoData buf;
	char		time[TIME_TEXT_SIZE];

	headcount_open_datum(&reader, PG_GETARG_HEADCOUNT_P(0));
	initStringInfo(&buf);
	appendStringInfoChar(&buf, '{');
	while (headcount_next(&reader) != 0)
	{
		CHECK_FOR_INTERRUPTS();
		format_time(time, reader.blocks.at, USE_ISO_DATES);
		appendStringInfo(&buf, "%s%s " INT64_FORMAT,
						 buf.len == 1 ? "" : ", ", time, reader.count);
	}
	appendStringInfoChar(&buf, '}');
	PG_RETURN_CSTRING(buf.data);
}

/*
 * headcount_recv(internal) returns headcount
 *
 * The bytes may come from anywhere.  Read them with all checks into a set of
 * changes, and compare them with the encoded set: that checks all rules of the
 * format.  Reject changes at the same time before they are added up, since
 * their sum may be out of range.
 */
PG_FUNCTION_INFO_V1(headcount_recv);
Datum
headcount_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			size = message->len - message->cursor;
	const char *bytes = pq_getmsgbytes(message, size);
	ChangeSet  *set = change_set_create(CurrentMemoryContext);
	HeadcountReader reader;
	Headcount  *result;
	TimestampTz last_at = DT_NOBEGIN;
	int64		change;

	headcount_open(&reader, bytes, (Size) size,
				   ERRCODE_INVALID_BINARY_REPRESENTATION);
	while ((change = headcount_next(&reader)) != 0)
	{
		CHECK_FOR_INTERRUPTS();
		if (reader.blocks.at == last_at)
			time_blocks_corrupt(&reader.blocks, "Two changes have the same time.");
		last_at = reader.blocks.at;
		change_set_add(set, last_at, change);
	}
	result = headcount_encode(set);
	time_blocks_check_canonical(&reader.blocks, result, bytes, (Size) size);
	PG_RETURN_HEADCOUNT_P(result);
}

/*
 * headcount_send(headcount) returns bytea
 */
PG_FUNCTION_INFO_V1(headcount_send);
Datum
headcount_send(PG_FUNCTION_ARGS)
{
	Headcount  *headcount = PG_GETARG_HEADCOUNT_P(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbytes(&buf, VARDATA_ANY(headcount),
				 (int) VARSIZE_ANY_EXHDR(headcount));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/*
 * headcount_to_jsonb(headcount) returns jsonb
 *
 * Returns an array of objects {started_at, headcount}, times in UTC.
 */
PG_FUNCTION_INFO_V1(headcount_to_jsonb);
Datum
headcount_to_jsonb(PG_FUNCTION_ARGS)
{
	HeadcountReader reader;
	JsonbInState state = {0};

	headcount_open_datum(&reader, PG_GETARG_HEADCOUNT_P(0));
	check_jsonb_size(reader.blocks.nelements, JSONB_COUNT_SIZE,
					 "headcount", "headcount_steps");
	pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
	while (headcount_next(&reader) != 0)
	{
		CHECK_FOR_INTERRUPTS();
		pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
		push_time(&state, "started_at", reader.blocks.at);
		push_integer(&state, "headcount", reader.count);
		pushJsonbValue(&state, WJB_END_OBJECT, NULL);
	}
	pushJsonbValue(&state, WJB_END_ARRAY, NULL);
	PG_RETURN_JSONB_P(JsonbValueToJsonb(state.result));
}
