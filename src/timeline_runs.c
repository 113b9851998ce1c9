/*-------------------------------------------------------------------------
 *
 * timeline_runs.c
 *		The maximal intervals of equal status and reason, within a window.
 *
 * All that is said about intervals is said in terms of runs: a run begins
 * with the event that brings another (status, reason) and ends with the next
 * such event.  Of several events at one time the last one counts.
 *
 * A window [from_at, to_at) sees the runs that overlap it.  Its first run may
 * have begun long before; the index of the timeline tells when.  If a window
 * with a finite start begins before the first event, the status there is not
 * known: that is a run of the value (NULL, NULL) without a start, and a first
 * event that says the same prolongs it.
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
 * Start to read the runs of a timeline that overlap the window.
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
 * The same for a timeline that has been opened, wherever its reader stands.
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
		runs->run_value = start.run_value;
		runs->run_started_at = start.run_started_at;
	}
	else if (from_at < reader->blocks.first_at && !TIMESTAMP_IS_NOBEGIN(from_at))
	{
		runs->in_run = true;
		runs->run_value = unknown_value(reader);
		runs->run_started_at = DT_NOBEGIN;
	}
}

/*
 * The next run.  False if there is none.
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

		/* read until another value comes, or the end */
		while ((found = timeline_next_winner(runs, &winner)))
			if (!runs->in_run || winner.value != runs->run_value)
				break;

		overlaps = runs->in_run && (!found || winner.at > runs->from_at);
		if (overlaps)
		{
			run->value = runs->run_value;
			run->started_at = runs->run_started_at;
			run->ended_at = found ? winner.at : DT_NOEND;
			run->clipped_start = Max(run->started_at, runs->from_at);
			run->clipped_end = Min(run->ended_at, runs->to_at);
		}
		if (!found || winner.at >= runs->to_at)
			runs->done = true;
		runs->in_run = found;
		runs->run_value = found ? winner.value : 0;
		runs->run_started_at = found ? winner.at : 0;
		if (overlaps)
			return true;
		if (runs->done)
			return false;
	}
}

/*
 * The event that counts at the next time for which there is any; false if
 * there is none.  The first event of the next such time has been read ahead.
 * Do not mix with timeline_runs_next().
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

/* The number of the value (NULL, NULL), or the number of values. */
static uint32
unknown_value(const TimelineReader *reader)
{
	uint32		last = reader->nvalues - 1;

	/* NULLs are last, so it can only be the last one */
	if (reader->values[last].status == reader->nstrings &&
		reader->values[last].reason == reader->nstrings)
		return last;
	return reader->nvalues;
}

/*
 * The length of a run within the window, in microseconds.  Both clipped ends
 * must be finite.
 */
int64
timeline_run_length(const TimelineRun *run)
{
	return time_between(run->clipped_start, run->clipped_end);
}
