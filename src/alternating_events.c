/*-------------------------------------------------------------------------
 *
 * alternating_events.c
 *		Places at which two reasons contradict each other in turn.
 *
 * A word is a maximal series of events that count, of one reason and with
 * statuses of one of two sets.  Two reasons alternate if four words follow each
 * other, of reasons A, B, A, B and of sets X, Y, X, Y, and the last begins
 * within a time of the end of the first: each has taken back what the other
 * said.  An event without a reason, or with a status of neither set, ends a
 * series.  The reason is who says it, such as the device.
 *
 * However often it goes on, the first four words are the row.  All is decided
 * by the events within that time before and after the row, whatever there is
 * elsewhere.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "interval_arg.h"
#include "row_source.h"
#include "text_util.h"
#include "timeline_runs.h"
#include "timeline_texts.h"

#define NWORDS		4

typedef struct Word
{
	bool		is_other;		/* its statuses are of the second set */
	uint32		reason;			/* index into the strings of the reader */
	TimestampTz started_at;
	StatusEvent last;			/* its last event */
} Word;

typedef struct AlternateRows
{
	TimelineRuns runs;			/* reads the events that count */
	const bool *is_first;		/* in the first set, by value */
	const bool *is_other;		/* in the second, by value */
	uint64		within;			/* microseconds */
	Word		words[NWORDS];	/* the last ones */
	int			nwords;
	bool		in_row;			/* those one word before alternated, too */
	TimelineTexts texts;
} AlternateRows;

static void *
open_rows(FunctionCallInfo fcinfo)
{
	AlternateRows *rows = palloc0(sizeof(AlternateRows));
	double		within = get_span(fcinfo, 3, "within");
	text	  **statuses;
	int			nstatuses;

	/* all times are closer to each other than that */
	rows->within = within < (double) PG_INT64_MAX ?
		(uint64) within : PG_UINT64_MAX;
	timeline_runs_open(&rows->runs, PG_GETARG_TIMELINE_P(0),
					   DT_NOBEGIN, DT_NOEND);
	statuses = array_texts(PG_GETARG_ARRAYTYPE_P(1), &nstatuses);
	rows->is_first = timeline_values_in(&rows->runs.reader,
										statuses, nstatuses);
	statuses = array_texts(PG_GETARG_ARRAYTYPE_P(2), &nstatuses);
	rows->is_other = timeline_values_in(&rows->runs.reader,
										statuses, nstatuses);
	timeline_texts_init(&rows->texts, &rows->runs.reader);
	return rows;
}

/*
 * Add an event.  Return true if it begins a word.
 */
static bool
add_event(AlternateRows *rows, const StatusEvent *event)
{
	const TimelineReader *reader = &rows->runs.reader;
	Word		word;

	word.reason = reader->values[event->value].reason;
	word.is_other = !rows->is_first[event->value];
	word.started_at = event->at;
	word.last = *event;
	if (word.reason == reader->nstrings ||
		(word.is_other && !rows->is_other[event->value]))
	{
		rows->nwords = 0;
		rows->in_row = false;
		return false;
	}
	if (rows->nwords > 0)
	{
		Word	   *previous = &rows->words[rows->nwords - 1];

		if (previous->reason == word.reason &&
			previous->is_other == word.is_other)
		{
			previous->last = *event;
			return false;
		}
	}
	if (rows->nwords == NWORDS)
		memmove(rows->words, rows->words + 1,
				--rows->nwords * sizeof(Word));
	rows->words[rows->nwords++] = word;
	return true;
}

/* Return true if the last four words alternate. */
static bool
alternates(const AlternateRows *rows)
{
	const Word *w = rows->words;

	return rows->nwords == NWORDS &&
		w[0].reason == w[2].reason && w[1].reason == w[3].reason &&
		w[0].reason != w[1].reason &&
		w[0].is_other == w[2].is_other && w[1].is_other == w[3].is_other &&
		w[0].is_other != w[1].is_other &&
		(uint64) w[3].started_at - (uint64) w[0].last.at <= rows->within;
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	AlternateRows *rows = state;
	StatusEvent event;
	const StatusEvent *first = &rows->words[0].last;
	const StatusEvent *other = &rows->words[1].last;
	bool		found;

	do
	{
		bool		was_in_row;

		do
		{
			if (!timeline_next_winner(&rows->runs, &event))
				return false;
		} while (!add_event(rows, &event));
		was_in_row = rows->in_row;
		rows->in_row = alternates(rows);
		found = rows->in_row && !was_in_row;
	} while (!found);

	memset(nulls, 0, 8 * sizeof(bool));
	values[0] = TimestampTzGetDatum(first->at);
	timeline_texts_get(&rows->texts, first->value, &values[1], &nulls[1]);
	values[3] = Int64GetDatum(first->sequence);
	nulls[3] = !first->has_sequence;
	timeline_texts_get(&rows->texts, other->value, &values[4], &nulls[4]);
	values[6] = Int64GetDatum(other->sequence);
	nulls[6] = !other->has_sequence;
	values[7] = TimestampTzGetDatum(rows->words[3].started_at);
	return true;
}

/*
 * alternating_events(timeline, statuses text[], other_statuses text[],
 *					  within interval)
 * returns table (occurred_at timestamptz, status, reason text,
 *				  sequence bigint, other_status, other_reason text,
 *				  other_sequence bigint, repeated_at timestamptz)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(alternating_events);
Datum
alternating_events(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}
