/*-------------------------------------------------------------------------
 *
 * service_clock.c
 *		Text of a service clock.
 *
 * It is the name of a time zone, then spans of its clock:
 *
 *	Europe/Berlin; 1-5 09:00-17:30; 6 10:00-14:00 from 2026-03-01 before
 *	2026-11-01; 2026-04-03 closed; 2026-12-24 09:00-12:00
 *
 * that is, days of the week from 1, Monday, to 7, with optional first day and
 * first day after the last, and exceptions: all spans of one date replace those
 * of its day of the week.  A span belongs to the day on which it opens, and
 * closes on the next day if it does not close later than it opens.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "lib/qunique.h"
#include "miscadmin.h"
#include "parser/scansup.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "compat.h"
#include "local_time.h"
#include "service_clock.h"

/* Maximal number of spans */
#define MAX_CLOCK_SPANS		100000

/* The rest of the text, and the spans read so far */
typedef struct ClockParser
{
	const char *pos;
	ClockSpan  *spans;
	int			nspans;
	int			maxspans;
} ClockParser;

static pg_tz *parse_zone(ClockParser *parser);
static void parse_span(ClockParser *parser);
static void add_span(ClockParser *parser, const ClockSpan *span);
static int32 parse_weekdays(ClockParser *parser);
static void parse_hours(ClockParser *parser, ClockSpan *span);
static int64 parse_clock_time(ClockParser *parser);
static int32 parse_day(ClockParser *parser);

/*
 * Order in which the spans are stored: the weekly ones in the order in which
 * they open on a day, and the exceptions by day, in the same order.
 */
static int
compare_spans(const void *a, const void *b)
{
	const ClockSpan *x = a;
	const ClockSpan *y = b;

	if (IS_EXCEPTION(x) != IS_EXCEPTION(y))
		return IS_EXCEPTION(x) ? 1 : -1;
	if (IS_EXCEPTION(x) && x->first_day != y->first_day)
		return x->first_day < y->first_day ? -1 : 1;
	if (x->opens != y->opens)
		return x->opens < y->opens ? -1 : 1;
	if (x->closes != y->closes)
		return x->closes < y->closes ? -1 : 1;
	if (x->weekdays != y->weekdays)
		return x->weekdays < y->weekdays ? -1 : 1;
	if (x->first_day != y->first_day)
		return x->first_day < y->first_day ? -1 : 1;
	return x->end_day < y->end_day ? -1 : x->end_day > y->end_day;
}

pg_noreturn static void
clock_error(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid service clock"),
			 errdetail("%s", detail),
			 errhint("An example is \"%s\".",
					 "Europe/Berlin; 1-5 09:00-17:30; 2026-12-24 09:00-12:00; 2026-12-25 closed")));
}

static void
skip_blanks(ClockParser *parser)
{
	while (scanner_isspace(*parser->pos))
		parser->pos++;
}

/* Advance over a character, if it comes next. */
static bool
accept_char(ClockParser *parser, char c)
{
	if (*parser->pos != c)
		return false;
	parser->pos++;
	return true;
}

/* Advance over a word and the blanks around it, if it comes next. */
static bool
accept_word(ClockParser *parser, const char *word)
{
	skip_blanks(parser);
	if (strncmp(parser->pos, word, strlen(word)) != 0)
		return false;
	parser->pos += strlen(word);
	skip_blanks(parser);
	return true;
}

/* Read digits.  Return false unless there are as many as wanted. */
static bool
read_digits(ClockParser *parser, int ndigits, int *n)
{
	*n = 0;
	for (; ndigits > 0; ndigits--)
	{
		if (*parser->pos < '0' || *parser->pos > '9')
			return false;
		*n = *n * 10 + (*parser->pos++ - '0');
	}
	return true;
}

/*
 * Parse the text of a clock, in the current memory context.
 */
void
parse_service_clock(ServiceClock *clock, const char *text)
{
	ClockParser parser = {.pos = text};
	int			i;

	clock->zone = parse_zone(&parser);
	while (accept_char(&parser, ';'))
	{
		CHECK_FOR_INTERRUPTS();
		parse_span(&parser);
		skip_blanks(&parser);
	}
	if (*parser.pos != '\0')
		clock_error("Expected a semicolon after the hours.");

	if (parser.nspans > 0)
	{
		qsort(parser.spans, parser.nspans, sizeof(ClockSpan), compare_spans);
		parser.nspans = qunique(parser.spans, parser.nspans, sizeof(ClockSpan),
								compare_spans);
	}
	clock->spans = parser.spans;
	clock->nspans = parser.nspans;
	clock->nweekly = 0;
	clock->end_day = NO_FIRST_DAY;
	for (i = 0; i < parser.nspans; i++)
	{
		if (!IS_EXCEPTION(&parser.spans[i]))
			clock->nweekly++;
		clock->end_day = Max(clock->end_day, parser.spans[i].end_day);
	}
}

/* Parse the name of the time zone, up to the first semicolon. */
static pg_tz *
parse_zone(ClockParser *parser)
{
	const char *start;
	int			len;
	pg_tz	   *zone;

	skip_blanks(parser);
	start = parser->pos;
	while (*parser->pos != ';' && *parser->pos != '\0')
		parser->pos++;
	len = (int) (parser->pos - start);
	while (len > 0 && scanner_isspace(start[len - 1]))
		len--;
	zone = find_time_zone(cstring_to_text_with_len(start, len));
	if (zone == NULL)
		clock_error("It must begin with the name of a time zone.");
	return zone;
}

/* Parse hours of weekdays, or those of a date. */
static void
parse_span(ClockParser *parser)
{
	ClockSpan	span = {.first_day = NO_FIRST_DAY,.end_day = NO_END_DAY};

	skip_blanks(parser);
	/* not a year */
	if (*parser->pos != '\0' && strchr("-, \t\r\n\f\v", parser->pos[1]) != NULL)
	{
		span.weekdays = parse_weekdays(parser);
		parse_hours(parser, &span);
		if (accept_word(parser, "from "))
			span.first_day = parse_day(parser);
		if (accept_word(parser, "before "))
			span.end_day = parse_day(parser);
	}
	else
	{
		span.first_day = parse_day(parser);
		span.end_day = span.first_day + 1;
		if (!accept_word(parser, "closed"))
			parse_hours(parser, &span);
	}
	add_span(parser, &span);
}

static void
add_span(ClockParser *parser, const ClockSpan *span)
{
	if (parser->nspans == MAX_CLOCK_SPANS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a service clock cannot have more than %d spans",
						MAX_CLOCK_SPANS)));
	if (parser->nspans == parser->maxspans)
	{
		parser->maxspans = Max(parser->maxspans * 2, 16);
		if (parser->spans == NULL)
			parser->spans = palloc(parser->maxspans * sizeof(ClockSpan));
		else
			parser->spans = repalloc(parser->spans,
									 parser->maxspans * sizeof(ClockSpan));
	}
	parser->spans[parser->nspans++] = *span;
}

/* Parse days of the week, such as 1-5 or 1,3,5, to bits. */
static int32
parse_weekdays(ClockParser *parser)
{
	int32		weekdays = 0;

	do
	{
		int			first;
		int			last;

		if (!read_digits(parser, 1, &first))
			clock_error("Days of the week are digits, such as 1-5 or 1,3,5.");
		last = first;
		if (accept_char(parser, '-') && !read_digits(parser, 1, &last))
			clock_error("Days of the week are digits, such as 1-5 or 1,3,5.");
		if (first < 1 || last > 7 || last < first)
			clock_error("Days of the week are from 1, Monday, to 7.");
		for (; first <= last; first++)
			weekdays |= 1 << first;
	} while (accept_char(parser, ','));
	return weekdays;
}

/* Parse the times at which a span opens and closes. */
static void
parse_hours(ClockParser *parser, ClockSpan *span)
{
	skip_blanks(parser);
	span->opens = parse_clock_time(parser);
	if (!accept_char(parser, '-'))
		clock_error("Hours are two times, such as 09:00-17:30.");
	span->closes = parse_clock_time(parser);
	if (span->closes <= span->opens)
		span->closes += USECS_PER_DAY;
}

/* Parse a time from 00:00 to 24:00, to the microsecond. */
static int64
parse_clock_time(ClockParser *parser)
{
	int			hours;
	int			minutes;
	int			seconds = 0;
	int64		time;
	int64		unit = USECS_PER_SEC;

	if (!read_digits(parser, 2, &hours) || !accept_char(parser, ':') ||
		!read_digits(parser, 2, &minutes) ||
		(accept_char(parser, ':') && !read_digits(parser, 2, &seconds)))
		clock_error("Times have two digits each, such as 09:00 or 17:30:15.");
	time = ((int64) (hours * 60 + minutes) * 60 + seconds) * USECS_PER_SEC;
	if (accept_char(parser, '.'))
	{
		int			digit;

		while (unit > 1 && read_digits(parser, 1, &digit))
		{
			unit /= 10;
			time += digit * unit;
		}
	}
	if (minutes > 59 || seconds > 59 || time > USECS_PER_DAY)
		clock_error("Times are from 00:00 to 24:00.");
	return time;
}

/* Parse a date of the years 1 to 9999. */
static int32
parse_day(ClockParser *parser)
{
	int			fields[3];
	int			year;
	int			month;
	int			mday;
	int			date;

	if (!read_digits(parser, 4, &fields[0]) || !accept_char(parser, '-') ||
		!read_digits(parser, 2, &fields[1]) || !accept_char(parser, '-') ||
		!read_digits(parser, 2, &fields[2]))
		clock_error("Expected days of the week, such as 1-5, or a date such as 2026-12-24.");
	date = date2j(fields[0], fields[1], fields[2]);
	j2date(date, &year, &month, &mday);
	if (year != fields[0] || month != fields[1] || mday != fields[2] || year == 0)
		clock_error("There is no such date.");
	return date - POSTGRES_EPOCH_JDATE;
}
