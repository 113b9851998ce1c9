/*-------------------------------------------------------------------------
 *
 * timeline_runs.c
 *		Runs: maximal intervals of equal status and reason within a window.
 *
 * All functions of intervals are based on runs.  A run begins with an event
 * that changes (status, reason) and ends with the next such event.  Of several
 * events at one time, the last one counts.
 *
 * A window [from_at, to_at) has the runs that overlap it.  The first run may
 * have begun long before; the index of the timeline has its true start.  If a
 * window with a finite start begins before the first event, the status there
 * is not known: that is a run of the value (NULL, NULL) without a start, which
 * a first event with the same value continues.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "duration.h"
#include "timeline_runs.h"
#include "window.h"

static uint32 unknown_value(const TimelineReader *reader);

/*
 * Open the runs of a timeline that overlap a window.
 */
void
timeline_runs_open(TimelineRuns *runs, const Timeline *timeline,
				   TimestampTz from_at, TimestampTz to_at)
{
	TimelineReader reader;

	check_window(from_at, to_at);
	timeline_open_datum(&reader, timeline);
	timeline_runs_open_reader(runs, &reader, from_at, to_at);
}

/*
 * Same for a timeline that has been opened.  The reader is copied, and may be
 * at any position.
 */
void
timeline_runs_open_reader(TimelineRuns *runs, const TimelineReader *opened,
						  TimestampTz from_at, TimestampTz to_at)
{
	TimelineReader *reader = &runs->reader;
	uint32		block;

	check_window(from_at, to_at);
	runs->reader = *opened;
	runs->from_at = from_at;
	runs->to_at = to_at;
	runs->done = from_at == to_at;
	runs->in_run = false;
	runs->has_next = false;

	block = time_blocks_find(&reader->blocks, from_at);
	timeline_seek_block(reader, block);
	if (block > 0)
	{
		TimelineBlock start;

		timeline_get_block(reader, block, &start);
		runs->in_run = start.run_value != reader->nvalues;
		runs->start.value = start.run_value;
		runs->start.at = start.run_started_at;
	}
	else if (from_at < reader->blocks.first_at && !TIMESTAMP_IS_NOBEGIN(from_at))
	{
		runs->in_run = true;
		runs->start.value = unknown_value(reader);
		runs->start.at = DT_NOBEGIN;
	}
}

/*
 * Read the next run.  Return false if there is none.
 */
bool
timeline_runs_next(TimelineRuns *runs, TimelineRun *run)
{
	if (runs->done)
		return false;

	for (;;)
	{
		StatusEvent winner;
		bool		found;
		bool		overlaps;

		/* read until the value changes, or the timeline ends */
		while ((found = timeline_next_winner(runs, &winner)))
			if (!runs->in_run || winner.value != runs->start.value)
				break;

		overlaps = runs->in_run && (!found || winner.at > runs->from_at);
		if (overlaps)
		{
			run->value = runs->start.value;
			run->started_at = runs->start.at;
			run->ended_at = found ? winner.at : DT_NOEND;
			run->clipped_start = Max(run->started_at, runs->from_at);
			run->clipped_end = Min(run->ended_at, runs->to_at);
		}
		if (!found || winner.at >= runs->to_at)
			runs->done = true;
		runs->in_run = found;
		if (found)
			runs->start = winner;
		if (overlaps)
			return true;
		if (runs->done)
			return false;
	}
}

/*
 * Read the event that counts at the next time that has any, and read the first
 * event of the time after it ahead.  Return false at the end.  Do not mix with
 * timeline_runs_next().
 */
bool
timeline_next_winner(TimelineRuns *runs, StatusEvent *winner)
{
	TimelineReader *reader = &runs->reader;

	if (!runs->has_next && !timeline_next(reader, &runs->next))
		return false;
	do
	{
		CHECK_FOR_INTERRUPTS();
		*winner = runs->next;
		runs->has_next = timeline_next(reader, &runs->next);
	} while (runs->has_next && runs->next.at == winner->at);
	return true;
}

/* Return the number of the value (NULL, NULL), nvalues if it is not used. */
static uint32
unknown_value(const TimelineReader *reader)
{
	uint32		last = reader->nvalues - 1;

	/* NULLs are last, so it can only be the last value */
	if (reader->values[last].status == reader->nstrings &&
		reader->values[last].reason == reader->nstrings)
		return last;
	return reader->nvalues;
}

/*
 * Return the length of a run within the window, in microseconds.  Both clipped
 * ends must be finite.
 */
int64
timeline_run_length(const TimelineRun *run)
{
	return time_between(run->clipped_start, run->clipped_end);
}
