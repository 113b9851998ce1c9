/*-------------------------------------------------------------------------
 *
 * status_headcount.c
 *		Headcount of a timeline: 1 while it has one of the given statuses.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "headcount.h"
#include "text_util.h"
#include "timeline_runs.h"

/*
 * headcount(timeline, statuses text[], from_at timestamptz,
 *			 to_at timestamptz) returns headcount
 *
 * The array may have any number of dimensions; its NULLs match no status.
 * Strict.
 */
PG_FUNCTION_INFO_V1(headcount);
Datum
headcount(PG_FUNCTION_ARGS)
{
	TimelineRuns runs;
	TimelineRun run;
	int			nstatuses;
	text	  **statuses = array_texts(PG_GETARG_ARRAYTYPE_P(1), &nstatuses);
	bool	   *counts;
	ChangeSet  *set = change_set_create(CurrentMemoryContext);

	timeline_runs_open(&runs, PG_GETARG_TIMELINE_P(0),
					   PG_GETARG_TIMESTAMPTZ(2), PG_GETARG_TIMESTAMPTZ(3));
	counts = timeline_values_in(&runs.reader, statuses, nstatuses);
	while (timeline_runs_next(&runs, &run))
	{
		if (!counts[run.value])
			continue;
		/* a known status began with an event, so its start is finite */
		change_set_add(set, run.clipped_start, 1);
		if (!TIMESTAMP_IS_NOEND(run.clipped_end))
			change_set_add(set, run.clipped_end, -1);
	}
	PG_RETURN_HEADCOUNT_P(headcount_encode(set));
}
