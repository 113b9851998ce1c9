/*-------------------------------------------------------------------------
 *
 * irregular_events.c
 *		Events that lost a tie, and logouts without a login.
 *
 * A tie is an event that does not count because of another one at the same
 * time, with another status or reason.  A logout without a login is an event
 * that counts, with an offline status, which is the first event, or follows an
 * offline status and changes the status or the reason.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "interrupts.h"
#include "row_source.h"
#include "text_util.h"
#include "timeline_runs.h"
#include "timeline_texts.h"

typedef struct IrregularRows
{
	TimelineReader reader;		/* reads the events of the current time */
	TimelineReader ahead;		/* reads the first event after them */
	StatusEvent next;			/* that event, if has_next */
	bool		has_next;
	uint64		left;			/* events of the current time not yet read */
	StatusEvent winner;			/* the last of them, which counts */
	bool		has_previous;	/* something counted before */
	uint32		previous;		/* its value */
	const bool *is_offline;		/* by value */
	TimelineTexts texts;
	text	   *tie;
	text	   *logout;
} IrregularRows;

static void *
open_rows(FunctionCallInfo fcinfo)
{
	IrregularRows *rows = palloc0(sizeof(IrregularRows));
	text	  **statuses;
	int			nstatuses;

	timeline_open_datum(&rows->reader, PG_GETARG_TIMELINE_P(0));
	rows->ahead = rows->reader;
	rows->has_next = timeline_next(&rows->ahead, &rows->next);
	statuses = array_texts(PG_GETARG_ARRAYTYPE_P(1), &nstatuses);
	rows->is_offline = timeline_values_in(&rows->reader, statuses, nstatuses);
	timeline_texts_init(&rows->texts, &rows->reader);
	rows->tie = cstring_to_text("tie");
	rows->logout = cstring_to_text("logout_without_login");
	return rows;
}

/* Advance to the events of the next time.  Return false if there are none. */
static bool
next_time(IrregularRows *rows)
{
	if (!rows->has_next)
		return false;
	do
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, rows->left);
		rows->winner = rows->next;
		rows->left++;
		rows->has_next = timeline_next(&rows->ahead, &rows->next);
	} while (rows->has_next && rows->next.at == rows->winner.at);
	return true;
}

/* Return true if the event that counts is a logout without a login. */
static bool
is_extra_logout(const IrregularRows *rows)
{
	if (!rows->is_offline[rows->winner.value])
		return false;
	return !rows->has_previous ||
		(rows->is_offline[rows->previous] &&
		 rows->previous != rows->winner.value);
}

static void
make_row(const IrregularRows *rows, const StatusEvent *event, bool is_tie,
		 bool is_first, Datum *values, bool *nulls)
{
	memset(nulls, 0, 7 * sizeof(bool));
	values[0] = PointerGetDatum(is_tie ? rows->tie : rows->logout);
	values[1] = TimestampTzGetDatum(event->at);
	timeline_texts_get(&rows->texts, event->value, &values[2], &nulls[2]);
	values[4] = Int64GetDatum(event->sequence);
	nulls[4] = !event->has_sequence;
	values[5] = Int64GetDatum(rows->winner.sequence);
	nulls[5] = !is_tie || !rows->winner.has_sequence;
	values[6] = BoolGetDatum(is_first);
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	IrregularRows *rows = state;

	for (;;)
	{
		StatusEvent event;
		bool		is_extra;
		bool		is_first = !rows->has_previous;

		if (rows->left == 0 && !next_time(rows))
			return false;
		(void) timeline_next(&rows->reader, &event);
		CHECK_FOR_INTERRUPTS_EVERY(4096, rows->reader.blocks.next_element);
		if (--rows->left > 0)
		{
			if (event.value == rows->winner.value)
				continue;
			make_row(rows, &event, true, false, values, nulls);
			return true;
		}
		is_extra = is_extra_logout(rows);
		rows->has_previous = true;
		rows->previous = event.value;
		if (is_extra)
		{
			make_row(rows, &event, false, is_first, values, nulls);
			return true;
		}
	}
}

/*
 * irregular_events(timeline, offline_statuses text[])
 * returns table (kind text, occurred_at timestamptz, status, reason text,
 *				  sequence, winning_sequence bigint, is_first boolean)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(irregular_events);
Datum
irregular_events(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}
