/*-------------------------------------------------------------------------
 *
 * disordered_events.c
 *		Events whose sequence is larger than that of an event well after them.
 *
 * A sequence tells in which order events were written.  Where it falls while
 * the time goes on, a clock was wrong, or an event was written afterwards.
 *
 * Each event is compared with the first time of any events that is more than
 * later_by after it.  Of the events that are compared with the same time, only
 * the one with the largest sequence is a row, so that a place at which the
 * order breaks is one row however many events lie close together.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/int.h"
#include "utils/timestamp.h"

#include "interrupts.h"
#include "interval_arg.h"
#include "row_source.h"
#include "timeline_texts.h"

typedef struct DisorderRows
{
	TimelineReader reader;
	bool		has_event;
	StatusEvent event;			/* the next one that has not been compared */
	TimelineReader ahead;		/* reads the events to compare with */
	bool		has_next;
	StatusEvent next;			/* first event not before the next time */
	uint64		later_by;		/* microseconds */
	int64		ahead_by;
	TimelineTexts texts;
} DisorderRows;

static void *
open_rows(FunctionCallInfo fcinfo)
{
	DisorderRows *rows = palloc0(sizeof(DisorderRows));
	double		later_by = get_span(fcinfo, 1, "later_by");

	/* all times are closer to each other than that */
	rows->later_by = later_by < (double) PG_INT64_MAX ?
		(uint64) later_by : PG_UINT64_MAX;
	rows->ahead_by = PG_GETARG_INT64(2);
	if (rows->ahead_by < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("ahead_by must not be negative")));
	timeline_open_datum(&rows->reader, PG_GETARG_TIMELINE_P(0));
	timeline_texts_init(&rows->texts, &rows->reader);
	rows->ahead = rows->reader;
	/* without any sequence there is no order */
	rows->has_event = rows->reader.sequenced &&
		timeline_next(&rows->reader, &rows->event);
	rows->has_next = rows->has_event &&
		timeline_next(&rows->ahead, &rows->next);
	return rows;
}

/* Return true if "later" is more than later_by after "earlier". */
static bool
is_well_after(const DisorderRows *rows, TimestampTz later, TimestampTz earlier)
{
	return later > earlier &&
		(uint64) later - (uint64) earlier > rows->later_by;
}

/*
 * Read the events of the first time that is well after the current event, and
 * the smallest sequence among them, if any.  Return false if there is none.
 */
static bool
next_time(DisorderRows *rows, StatusEvent *lowest)
{
	while (rows->has_next &&
		   !is_well_after(rows, rows->next.at, rows->event.at))
	{
		rows->has_next = timeline_next(&rows->ahead, &rows->next);
		CHECK_FOR_INTERRUPTS_EVERY(4096, rows->ahead.blocks.next_element);
	}
	if (!rows->has_next)
		return false;
	*lowest = rows->next;
	do
	{
		if (rows->next.has_sequence &&
			(!lowest->has_sequence || rows->next.sequence < lowest->sequence))
			*lowest = rows->next;
		rows->has_next = timeline_next(&rows->ahead, &rows->next);
		CHECK_FOR_INTERRUPTS_EVERY(4096, rows->ahead.blocks.next_element);
	} while (rows->has_next && rows->next.at == lowest->at);
	return true;
}

/*
 * Read all events that "lowest" is well after: the largest sequence among them,
 * if any.
 */
static void
read_group(DisorderRows *rows, const StatusEvent *lowest, StatusEvent *highest)
{
	*highest = rows->event;
	do
	{
		if (rows->event.has_sequence &&
			(!highest->has_sequence ||
			 rows->event.sequence > highest->sequence))
			*highest = rows->event;
		rows->has_event = timeline_next(&rows->reader, &rows->event);
		CHECK_FOR_INTERRUPTS_EVERY(4096, rows->reader.blocks.next_element);
	} while (rows->has_event &&
			 is_well_after(rows, lowest->at, rows->event.at));
}

/* Return true if the sequence of "event" is more than ahead_by larger. */
static bool
is_ahead(const DisorderRows *rows, const StatusEvent *event,
		 const StatusEvent *later)
{
	int64		difference;

	if (!event->has_sequence || !later->has_sequence ||
		event->sequence <= later->sequence)
		return false;
	return pg_sub_s64_overflow(event->sequence, later->sequence,
							   &difference) ||
		difference > rows->ahead_by;
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	DisorderRows *rows = state;
	StatusEvent highest;
	StatusEvent lowest;

	do
	{
		if (!rows->has_event || !next_time(rows, &lowest))
			return false;
		read_group(rows, &lowest, &highest);
	} while (!is_ahead(rows, &highest, &lowest));

	memset(nulls, 0, 6 * sizeof(bool));
	values[0] = TimestampTzGetDatum(highest.at);
	timeline_texts_get(&rows->texts, highest.value, &values[1], &nulls[1]);
	values[3] = Int64GetDatum(highest.sequence);
	values[4] = TimestampTzGetDatum(lowest.at);
	values[5] = Int64GetDatum(lowest.sequence);
	return true;
}

/*
 * disordered_events(timeline, later_by interval, ahead_by bigint)
 * returns table (occurred_at timestamptz, status, reason text,
 *				  sequence bigint, later_at timestamptz, later_sequence bigint)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(disordered_events);
Datum
disordered_events(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}
