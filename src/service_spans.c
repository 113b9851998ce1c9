/*-------------------------------------------------------------------------
 *
 * service_spans.c
 *		The spans of time in which a service clock runs.
 *
 * A clock has no end, so its spans are made for the days that are asked for,
 * and kept from call to call.  With the length of all spans before each one,
 * the time between two moments takes two binary searches.
 *
 * Requests of several teams come mixed, so a function keeps the spans of all
 * the clocks that it is called with.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "local_time.h"
#include "row_source.h"
#include "service_spans.h"
#include "window.h"

/* Days of 400 years, after which the calendar repeats */
#define MAX_CLOCK_DAYS		146097

/* Spans to make at most */
#define MAX_MADE_SPANS		100000000

/* Days to make at least */
#define MIN_CLOCK_DAYS		64

/* Clocks to keep at most */
#define MAX_CACHED_CLOCKS	1024

/* The clocks that a function has been called with */
typedef struct ClockCache
{
	MemoryContext context;
	ServiceSpans *clocks;
	int			nclocks;
	int			maxclocks;
	int			last;
} ClockCache;

static void make_spans(ServiceSpans *spans, int64 first_day, int64 end_day);
static TimestampTz clock_time(const ServiceSpans *spans, int64 day, int64 time);

/* Return true if spans are of the clock with a text. */
static bool
is_clock(const ServiceSpans *spans, const text *clock_text)
{
	return VARSIZE_ANY_EXHDR(spans->clock_text) == VARSIZE_ANY_EXHDR(clock_text) &&
		memcmp(VARDATA_ANY(spans->clock_text), VARDATA_ANY(clock_text),
			   VARSIZE_ANY_EXHDR(clock_text)) == 0;
}

/*
 * Return the spans of the clock in argument 0 of a function, which live as
 * long as its query.
 */
ServiceSpans *
service_spans_cached(FunctionCallInfo fcinfo)
{
	FmgrInfo   *flinfo = fcinfo->flinfo;
	ClockCache *cache = flinfo->fn_extra;
	void	   *argument = PG_GETARG_POINTER(0);
	text	   *clock_text = PG_GETARG_TEXT_PP(0);
	ServiceSpans *spans;
	MemoryContext oldcontext;
	int			i;

	if (cache == NULL)
	{
		cache = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(ClockCache));
		cache->context = AllocSetContextCreate(flinfo->fn_mcxt,
											   "userlogs service clocks",
											   ALLOCSET_DEFAULT_SIZES);
		flinfo->fn_extra = cache;
	}

	/* a join passes the same copy of a text many times */
	for (i = 0; i < cache->nclocks; i++)
	{
		spans = &cache->clocks[(cache->last + i) % cache->nclocks];
		if (spans->argument == argument && is_clock(spans, clock_text))
		{
			cache->last = (int) (spans - cache->clocks);
			return spans;
		}
	}
	for (i = 0; i < cache->nclocks; i++)
	{
		spans = &cache->clocks[i];
		if (is_clock(spans, clock_text))
		{
			spans->argument = argument;
			cache->last = i;
			return spans;
		}
	}

	if (cache->nclocks == MAX_CACHED_CLOCKS)
	{
		MemoryContextReset(cache->context);
		cache->nclocks = cache->maxclocks = 0;
	}
	oldcontext = MemoryContextSwitchTo(cache->context);
	if (cache->maxclocks == 0)
	{
		cache->maxclocks = 4;
		cache->clocks = palloc(cache->maxclocks * sizeof(ServiceSpans));
	}
	else if (cache->nclocks == cache->maxclocks)
	{
		cache->maxclocks *= 2;
		cache->clocks = repalloc(cache->clocks,
								 cache->maxclocks * sizeof(ServiceSpans));
	}
	spans = &cache->clocks[cache->nclocks];
	service_spans_open(spans, clock_text);
	spans->argument = argument;
	MemoryContextSwitchTo(oldcontext);
	cache->last = cache->nclocks++;
	return spans;
}

/*
 * Prepare to make the spans of a clock, in the current memory context.
 */
void
service_spans_open(ServiceSpans *spans, text *clock_text)
{
	Size		size = VARSIZE_ANY(clock_text);

	memset(spans, 0, sizeof(ServiceSpans));
	spans->context = CurrentMemoryContext;
	parse_service_clock(&spans->clock, text_to_cstring(clock_text));
	spans->clock_text = memcpy(palloc(size), clock_text, size);
}

/*
 * Have the spans of a window made.
 */
void
service_spans_cover(ServiceSpans *spans, TimestampTz from_at, TimestampTz to_at)
{
	int64		made = spans->end_day - spans->first_day;
	int64		first_day;
	int64		end_day;

	if (TIMESTAMP_NOT_FINITE(from_at) || TIMESTAMP_NOT_FINITE(to_at))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("times of a service clock must be finite")));
	if (made > 0 && from_at >= spans->from_at && to_at <= spans->to_at)
		return;

	first_day = local_day_at(from_at, 0, spans->clock.zone).number;
	end_day = local_day_at(to_at, 0, spans->clock.zone).number + 1;
	if (end_day - first_day > MAX_CLOCK_DAYS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("service time cannot be counted over more than 400 years"),
				 errhint("Check the times for a wrong year.")));

	/* twice as many days each time, on the side where some are missing */
	if (made > 0 &&
		Max(end_day, spans->end_day) - Min(first_day, spans->first_day) +
		made <= MAX_CLOCK_DAYS)
	{
		first_day = first_day < spans->first_day ? first_day - made :
			spans->first_day;
		end_day = end_day > spans->end_day ? end_day + made : spans->end_day;
	}
	make_spans(spans, first_day, end_day);
}

/*
 * Have spans of later days made, for a search that begins at a time.  Return
 * false at the end of the clock, or of 400 years.
 */
bool
service_spans_extend(ServiceSpans *spans, TimestampTz from_at)
{
	int64		first_day = local_day_at(from_at, 0, spans->clock.zone).number;
	int64		ndays = spans->end_day - first_day;

	/* what opened on the last day closes on the second one after it at most */
	if (ndays >= MAX_CLOCK_DAYS || spans->end_day >= spans->clock.end_day + 2)
		return false;
	make_spans(spans, first_day,
			   first_day + Min(Max(ndays * 2, MIN_CLOCK_DAYS), MAX_CLOCK_DAYS));
	return true;
}

/* Add a span, joined with the last one if they touch. */
static void
add_span(ServiceSpans *spans, int *maxspans, TimestampTz started_at,
		 TimestampTz ended_at)
{
	ServiceSpan *last = spans->nspans > 0 ? &spans->spans[spans->nspans - 1] : NULL;

	started_at = Max(started_at, spans->from_at);
	ended_at = Min(ended_at, spans->to_at);
	/* empty if the clocks skip the hours, or on another day */
	if (started_at >= ended_at)
		return;
	Assert(last == NULL || started_at >= last->started_at);
	if (last != NULL && started_at <= last->ended_at)
	{
		last->ended_at = Max(last->ended_at, ended_at);
		return;
	}
	if (spans->nspans == MAX_MADE_SPANS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("service time cannot be counted over more than %d spans",
						MAX_MADE_SPANS)));
	if (spans->nspans == *maxspans)
	{
		*maxspans *= 2;
		spans->spans = repalloc_huge(spans->spans,
									 *maxspans * sizeof(ServiceSpan));
		last = spans->nspans > 0 ? &spans->spans[spans->nspans - 1] : NULL;
	}
	spans->spans[spans->nspans].started_at = started_at;
	spans->spans[spans->nspans].ended_at = ended_at;
	spans->spans[spans->nspans].before = last == NULL ? 0 :
		last->before + (last->ended_at - last->started_at);
	spans->nspans++;
}

/*
 * Make the spans of the days [first_day, end_day) instead of those made
 * before.
 */
static void
make_spans(ServiceSpans *spans, int64 first_day, int64 end_day)
{
	const ServiceClock *clock = &spans->clock;
	int			exception = clock->nweekly;
	int			maxspans = 64;
	int64		day;

	/* an error must not leave half of them behind */
	spans->first_day = spans->end_day = 0;
	if (spans->spans != NULL)
		pfree(spans->spans);
	spans->spans = NULL;
	spans->spans = MemoryContextAlloc(spans->context,
									  maxspans * sizeof(ServiceSpan));
	spans->nspans = 0;
	spans->from_at = start_of_day(first_day, 0, spans->clock.zone);
	spans->to_at = start_of_day(end_day, 0, spans->clock.zone);

	/* what opened on one of the two days before may still be open */
	for (day = first_day - 2; day < end_day; day++)
	{
		bool		is_exception;
		int			weekday = (int) (((day + 5) % 7 + 7) % 7) + 1;
		int			i;

		CHECK_FOR_INTERRUPTS();
		while (exception < clock->nspans &&
			   clock->spans[exception].first_day < day)
			exception++;
		is_exception = exception < clock->nspans &&
			clock->spans[exception].first_day == day;

		for (i = is_exception ? exception : 0;
			 i < (is_exception ? clock->nspans : clock->nweekly); i++)
		{
			const ClockSpan *span = &clock->spans[i];

			if (is_exception && span->first_day != day)
				break;
			if (is_exception ? IS_CLOSED(span) :
				(span->weekdays & 1 << weekday) == 0 ||
				day < span->first_day || day >= span->end_day)
				continue;
			add_span(spans, &maxspans,
					 clock_time(spans, day, span->opens),
					 clock_time(spans, day, span->closes));
		}
	}
	spans->first_day = first_day;
	spans->end_day = end_day;
}

/* Return the first instant at which the clock shows a time of a day, or later. */
static TimestampTz
clock_time(const ServiceSpans *spans, int64 day, int64 time)
{
	return start_of_day(day + time / USECS_PER_DAY, time % USECS_PER_DAY,
						spans->clock.zone);
}

/*
 * Return the index of the first span that ends after a time.
 */
int
service_spans_find(const ServiceSpans *spans, TimestampTz at)
{
	int			low = 0;
	int			high = spans->nspans;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (spans->spans[middle].ended_at > at)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/*
 * Return the length of the spans, up to a time, in microseconds.
 */
int64
service_spans_before(const ServiceSpans *spans, TimestampTz at)
{
	int			i = service_spans_find(spans, at);
	const ServiceSpan *span = &spans->spans[i];

	if (i < spans->nspans)
		return span->before + Max(at - span->started_at, 0);
	if (i == 0)
		return 0;
	span--;
	return span->before + (span->ended_at - span->started_at);
}

/* Days of which service_spans() makes the spans at a time */
#define CHUNK_DAYS			1024

typedef struct SpanRows
{
	ServiceSpans spans;			/* of a part of the window */
	int			next;
	TimestampTz from_at;
	TimestampTz to_at;
} SpanRows;

/* Make the spans of the part of the window that begins at a time. */
static void
open_part(SpanRows *rows, TimestampTz from_at)
{
	int64		day = local_day_at(from_at, 0, rows->spans.clock.zone).number;

	make_spans(&rows->spans, day, day + CHUNK_DAYS);
	rows->next = service_spans_find(&rows->spans, from_at);
}

/*
 * Read the next span.  Return false if there is none in the part of the window.
 */
static bool
read_span(SpanRows *rows, TimestampTz *started_at, TimestampTz *ended_at)
{
	ServiceSpan *span = &rows->spans.spans[rows->next];

	if (rows->next == rows->spans.nspans)
		return false;
	rows->next++;
	*started_at = span->started_at;
	*ended_at = span->ended_at;
	return true;
}

static void *
open_rows(FunctionCallInfo fcinfo)
{
	SpanRows   *rows = palloc(sizeof(SpanRows));

	rows->from_at = PG_GETARG_TIMESTAMPTZ(1);
	rows->to_at = PG_GETARG_TIMESTAMPTZ(2);
	check_finite_window(rows->from_at, rows->to_at, "spans");
	service_spans_open(&rows->spans, PG_GETARG_TEXT_PP(0));
	if (rows->from_at < rows->to_at)
		open_part(rows, rows->from_at);
	return rows;
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	SpanRows   *rows = state;
	ServiceSpans *spans = &rows->spans;
	TimestampTz started_at;
	TimestampTz ended_at;

	if (rows->from_at == rows->to_at)
		return false;
	while (!read_span(rows, &started_at, &ended_at))
	{
		if (spans->to_at >= rows->to_at)
			return false;
		open_part(rows, spans->to_at);
	}
	/* it may go on in the next part */
	while (ended_at == spans->to_at && ended_at < rows->to_at)
	{
		TimestampTz next_start;
		TimestampTz next_end;

		open_part(rows, spans->to_at);
		if (!read_span(rows, &next_start, &next_end))
			break;
		if (next_start > ended_at)
		{
			rows->next--;
			break;
		}
		ended_at = next_end;
	}
	if (started_at >= rows->to_at)
		return false;

	memset(nulls, false, 2 * sizeof(bool));
	values[0] = TimestampTzGetDatum(Max(started_at, rows->from_at));
	values[1] = TimestampTzGetDatum(Min(ended_at, rows->to_at));
	return true;
}

/*
 * service_spans(clock text, from_at timestamptz, to_at timestamptz)
 * returns table (started_at, ended_at timestamptz)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(service_spans);
Datum
service_spans(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}
