/*-------------------------------------------------------------------------
 *
 * keep_while.c
 *		Timelines restricted to the times of a status of another timeline.
 *
 * Where a timeline is not kept, its status is not known: there is an event
 * (NULL, NULL) at the start of each such gap.  At its end, the event in force
 * is repeated, unless there is an event at that very time.
 *
 * The result begins where the timeline does, also in a gap: a timeline has at
 * least one event.
 *
 * Of several events at one time, only the last one counts and is kept: an
 * event at the edge of a gap must not meet another one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "text_util.h"
#include "timeline_runs.h"

/* Events of a timeline that count, one read ahead */
typedef struct Winners
{
	TimelineRuns runs;
	bool		found;
	StatusEvent event;			/* if found */
} Winners;

static void
open_winners(Winners *winners, const Timeline *timeline)
{
	timeline_runs_open(&winners->runs, timeline, DT_NOBEGIN, DT_NOEND);
	winners->found = timeline_next_winner(&winners->runs, &winners->event);
}

/*
 * If the next event is at the given time, copy it, read the one after it, and
 * return true.
 */
static bool
take_winner(Winners *winners, TimestampTz at, StatusEvent *event)
{
	if (!winners->found || winners->event.at != at)
		return false;
	*event = winners->event;
	winners->found = timeline_next_winner(&winners->runs, &winners->event);
	return true;
}

/*
 * Return the timeline in argument 0 while the status of the one in argument 1
 * is, or is not, any of those in argument 2.  Return the argument itself if
 * there are no gaps.
 */
static Datum
restrict_timeline(FunctionCallInfo fcinfo, bool keep)
{
	Winners		own;
	Winners		other;
	int			nstatuses;
	text	  **statuses = array_texts(PG_GETARG_ARRAYTYPE_P(2), &nstatuses);
	bool	   *matches;
	ValueDict  *dict = value_dict_create(CurrentMemoryContext);
	EventSet   *set;
	uint32	   *values;
	StatusEvent current;		/* in force */
	StatusEvent gap = {0};
	bool		has_current = false;
	bool		has_gaps = false;
	bool		kept = !keep;	/* the status of the other is not known yet */
	uint32		last_value = DICT_NULL; /* of the last event of the result */

	open_winners(&own, PG_GETARG_TIMELINE_P(0));
	open_winners(&other, PG_GETARG_TIMELINE_P(1));
	matches = timeline_values_in(&other.runs.reader, statuses, nstatuses);
	values = timeline_map_values(&own.runs.reader, dict);
	gap.value = value_dict_lookup(dict, NULL, 0, NULL, 0);
	set = event_set_create(dict, own.runs.reader.sequenced);

	while (own.found || other.found)
	{
		StatusEvent event;
		TimestampTz at = own.found ? own.event.at : DT_NOEND;

		if (other.found)
			at = Min(at, other.event.at);
		if (take_winner(&other, at, &event))
			kept = matches[event.value] == keep;
		if (take_winner(&own, at, &current))
		{
			current.value = values[current.value];
			has_current = true;
		}
		if (!has_current)
			continue;

		event = kept ? current : gap;
		event.at = at;
		/* an event of its own stays even if it repeats the status */
		if (event.value != last_value || (kept && current.at == at))
			event_set_add(set, &event);
		last_value = event.value;
		has_gaps |= !kept;
	}
	if (!has_gaps)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	PG_RETURN_TIMELINE_P(timeline_encode(set));
}

/*
 * keep_while(timeline, other timeline, statuses text[]) returns timeline
 *
 * The array may have any number of dimensions; its NULLs match no status.
 * Strict.
 */
PG_FUNCTION_INFO_V1(keep_while);
Datum
keep_while(PG_FUNCTION_ARGS)
{
	return restrict_timeline(fcinfo, true);
}

/*
 * remove_while(timeline, other timeline, statuses text[]) returns timeline
 *
 * Same for the rest of the time.  Strict.
 */
PG_FUNCTION_INFO_V1(remove_while);
Datum
remove_while(PG_FUNCTION_ARGS)
{
	return restrict_timeline(fcinfo, false);
}
