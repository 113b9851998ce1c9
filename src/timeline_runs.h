/*-------------------------------------------------------------------------
 *
 * timeline_runs.h
 *		Runs: maximal intervals of equal status and reason within a window.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_TIMELINE_RUNS_H
#define USERLOGS_TIMELINE_RUNS_H

#include "timeline.h"

/*
 * A run: a maximal half-open interval [started_at, ended_at) in which one
 * value is in force.  Infinity stands for a missing end: the time before the
 * first event has no start, and the last run has no end.  clipped_start and
 * clipped_end are the ends within the window.
 */
typedef struct TimelineRun
{
	uint32		value;			/* reader->nvalues before the first event, if
								 * no event has the value (NULL, NULL) */
	TimestampTz started_at;
	TimestampTz ended_at;
	TimestampTz clipped_start;
	TimestampTz clipped_end;
} TimelineRun;

typedef struct TimelineRuns
{
	TimelineReader reader;
	TimestampTz from_at;
	TimestampTz to_at;
	bool		done;
	bool		in_run;			/* "start" is set */
	StatusEvent start;			/* began the run; without its sequence if the
								 * event has not been read */
	bool		has_next;		/* "next" has been read ahead */
	StatusEvent next;
} TimelineRuns;

extern void timeline_runs_open(TimelineRuns *runs, const Timeline *timeline,
							   TimestampTz from_at, TimestampTz to_at);
extern void timeline_runs_open_reader(TimelineRuns *runs,
									  const TimelineReader *opened,
									  TimestampTz from_at, TimestampTz to_at);
extern bool timeline_runs_next(TimelineRuns *runs, TimelineRun *run);
extern bool timeline_next_winner(TimelineRuns *runs, StatusEvent *winner);
extern int64 timeline_run_length(const TimelineRun *run);

#endif							/* USERLOGS_TIMELINE_RUNS_H */
