/*-------------------------------------------------------------------------
 *
 * expire_statuses.c
 *		Statuses that end without an event: forgotten logouts, lost
 *		connections.
 *
 * A status that expires lasts at most max_open_time from the start of its
 * interval, and at most heartbeat_timeout from the last event that repeats it.
 * If it ends before the next event, an event with a NULL status is inserted.
 * Limits for the status or reason come before those for all; which ones apply
 * is decided at the start of the interval, and stays so until its end.
 *
 * After a cap, the rest of the interval stays unknown, even if heartbeats
 * follow.  But an event after a silence of more than max_open_time is no
 * heartbeat: it begins a new interval, like a login in the morning after a
 * forgotten logout.  After a loss, the next event begins a new interval.
 *
 * Of several events at one time, only the last one counts and is kept.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "interval_arg.h"
#include "text_util.h"
#include "time_limits.h"
#include "timeline_runs.h"

typedef struct Expiry
{
	TimelineRuns runs;			/* reads the events that count */
	const bool *expires;		/* by value */
	uint64		max_open_time;	/* microseconds, or NO_LIMIT */
	uint64		heartbeat_timeout;
	TimelineLimits limits;		/* these come first */
	TimestampTz as_of;

	/* the interval being read */
	bool		in_run;
	bool		capped;
	uint32		run_value;
	TimestampTz run_started_at;
	uint64		run_max_open_time;
	uint64		run_heartbeat_timeout;
	TimestampTz said_at;		/* time of the last event read */
} Expiry;

/* An event that stays, and how its status ends if no event ends it before */
typedef struct KeptEvent
{
	StatusEvent event;
	TimestampTz expires_at;		/* DT_NOEND if it does not */
	bool		capped;			/* by max_open_time, not heartbeat_timeout */
} KeptEvent;

static bool any_value_expires(const Expiry *expiry);
static bool any_event_expires(Expiry expiry);
static bool next_kept(Expiry *expiry, KeptEvent *kept);
static void begin_run(Expiry *expiry, const StatusEvent *event);
static Timeline *expire(Expiry *expiry);

/*
 * expire_statuses(timeline, statuses text[], max_open_time interval,
 *				   heartbeat_timeout interval, as_of timestamptz,
 *				   limits time_limit[])
 * returns timeline
 *
 * NULL if the timeline, the statuses or as_of is NULL.  A NULL interval is no
 * limit, and a NULL array is empty.  Returns the timeline itself if nothing in it expires.
 */
PG_FUNCTION_INFO_V1(expire_statuses);
Datum
expire_statuses(PG_FUNCTION_ARGS)
{
	Expiry		expiry;
	const TimeLimits *limits;
	text	  **statuses;
	int			nstatuses;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(4))
		PG_RETURN_NULL();
	memset(&expiry, 0, sizeof(expiry));
	expiry.max_open_time = get_limit(fcinfo, 2, "max_open_time");
	expiry.heartbeat_timeout = get_limit(fcinfo, 3, "heartbeat_timeout");
	expiry.as_of = PG_GETARG_TIMESTAMPTZ(4);
	limits = time_limits_argument(fcinfo, 5);
	if (expiry.max_open_time == NO_LIMIT &&
		expiry.heartbeat_timeout == NO_LIMIT && limits == NULL)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));

	timeline_runs_open(&expiry.runs, PG_GETARG_TIMELINE_P(0),
					   DT_NOBEGIN, DT_NOEND);
	statuses = array_texts(PG_GETARG_ARRAYTYPE_P(1), &nstatuses);
	expiry.expires = timeline_values_in(&expiry.runs.reader,
										statuses, nstatuses);
	if (!any_value_expires(&expiry))
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	if (limits != NULL)
		timeline_limits_init(&expiry.limits, limits, &expiry.runs.reader);
	if (!any_event_expires(expiry))
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	PG_RETURN_TIMELINE_P(expire(&expiry));
}

static bool
any_value_expires(const Expiry *expiry)
{
	return memchr(expiry->expires, true, expiry->runs.reader.nvalues) != NULL;
}

/* Return true if any event expires.  Reads with a copy of the reader. */
static bool
any_event_expires(Expiry expiry)
{
	KeptEvent	kept;

	while (next_kept(&expiry, &kept))
		if (!TIMESTAMP_IS_NOEND(kept.expires_at))
			return true;
	return false;
}

/* Return the end of a span, DT_NOEND if beyond the range of timestamps. */
static TimestampTz
end_of_span(TimestampTz start, uint64 limit)
{
	if (limit >= (uint64) END_TIMESTAMP - (uint64) start)
		return DT_NOEND;
	return (TimestampTz) ((uint64) start + limit);
}

/*
 * Read the next event that stays.  Return false if there is none.
 */
static bool
next_kept(Expiry *expiry, KeptEvent *kept)
{
	TimelineRuns *runs = &expiry->runs;
	StatusEvent *event = &kept->event;
	TimestampTz next_at;
	TimestampTz lost_at;
	TimestampTz capped_at;
	bool		is_heartbeat;

	/* skip the heartbeats of a capped interval */
	do
	{
		if (!timeline_next_winner(runs, event))
			return false;
		is_heartbeat = event->value == expiry->run_value &&
			event->at <= end_of_span(expiry->said_at, expiry->run_max_open_time);
		expiry->said_at = event->at;
	} while (expiry->in_run && expiry->capped && is_heartbeat);

	if (!expiry->in_run || expiry->capped ||
		event->value != expiry->run_value)
		begin_run(expiry, event);
	expiry->capped = false;
	kept->expires_at = DT_NOEND;
	if (!expiry->expires[event->value])
		return true;

	lost_at = end_of_span(event->at, expiry->run_heartbeat_timeout);
	capped_at = end_of_span(expiry->run_started_at, expiry->run_max_open_time);
	next_at = runs->has_next ? runs->next.at : DT_NOEND;
	if (Min(lost_at, capped_at) < next_at &&
		Min(lost_at, capped_at) <= expiry->as_of)
	{
		kept->expires_at = Min(lost_at, capped_at);
		kept->capped = capped_at <= lost_at;
		expiry->capped = kept->capped;
		expiry->in_run = kept->capped;
	}
	return true;
}

/* Begin an interval with an event, and find the limits that apply to it. */
static void
begin_run(Expiry *expiry, const StatusEvent *event)
{
	expiry->in_run = true;
	expiry->run_value = event->value;
	expiry->run_started_at = event->at;
	expiry->run_max_open_time = expiry->max_open_time;
	expiry->run_heartbeat_timeout = expiry->heartbeat_timeout;
	if (expiry->expires[event->value])
		timeline_limits_at(&expiry->limits,
						   &expiry->runs.reader.values[event->value], event->at,
						   &expiry->run_max_open_time,
						   &expiry->run_heartbeat_timeout);
}

/* Return the timeline of the events that stay and the events inserted. */
static Timeline *
expire(Expiry *expiry)
{
	static const char capped[] = "(capped)";
	static const char lost[] = "(lost)";
	TimelineReader *reader = &expiry->runs.reader;
	ValueDict  *dict = value_dict_create(CurrentMemoryContext);
	EventSet   *set = event_set_create(dict, reader->sequenced);
	uint32	   *values = timeline_map_values(reader, dict);
	uint32		capped_value = value_dict_lookup(dict, NULL, 0,
												 capped, (uint32) strlen(capped));
	uint32		lost_value = value_dict_lookup(dict, NULL, 0,
											   lost, (uint32) strlen(lost));
	KeptEvent	kept;

	while (next_kept(expiry, &kept))
	{
		/* a heartbeat at the time of the cap no longer counts */
		if (kept.event.at < kept.expires_at)
		{
			kept.event.value = values[kept.event.value];
			event_set_add(set, &kept.event);
		}
		if (!TIMESTAMP_IS_NOEND(kept.expires_at))
		{
			StatusEvent end = {0};

			end.at = kept.expires_at;
			end.value = kept.capped ? capped_value : lost_value;
			event_set_add(set, &end);
		}
	}
	return timeline_encode(set);
}
