/*-------------------------------------------------------------------------
 *
 * timeline_access.c
 *		Properties and parts of a timeline.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/timestamp.h"

#include "interrupts.h"
#include "timeline_runs.h"
#include "timeline_texts.h"
#include "window.h"

/*
 * event_count(timeline) returns bigint
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(event_count);
Datum
event_count(PG_FUNCTION_ARGS)
{
	TimeBlocks	blocks;

	time_blocks_open_datum(&blocks, &timeline_format, PG_GETARG_DATUM(0));
	PG_RETURN_INT64((int64) blocks.nelements);
}

/*
 * first_at(timeline) returns timestamptz
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(first_at);
Datum
first_at(PG_FUNCTION_ARGS)
{
	TimeBlocks	blocks;

	time_blocks_open_datum(&blocks, &timeline_format, PG_GETARG_DATUM(0));
	PG_RETURN_TIMESTAMPTZ(blocks.first_at);
}

/*
 * last_at(timeline) returns timestamptz
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(last_at);
Datum
last_at(PG_FUNCTION_ARGS)
{
	TimeBlocks	blocks;

	time_blocks_open_datum(&blocks, &timeline_format, PG_GETARG_DATUM(0));
	PG_RETURN_TIMESTAMPTZ(blocks.last_at);
}

/*
 * statuses(timeline) returns text[]
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(statuses);
Datum
statuses(PG_FUNCTION_ARGS)
{
	TimelineReader reader;
	Datum	   *elements;
	int			nelements;

	timeline_open_datum(&reader, PG_GETARG_TIMELINE_P(0));
	elements = timeline_statuses(&reader, &nelements);
	PG_RETURN_ARRAYTYPE_P(construct_array(elements, nelements, TEXTOID,
										  -1, false, TYPALIGN_INT));
}

/* Add the event in force at a time, if any, to a set. */
static void
add_event_at(EventSet *set, TimelineReader *reader, const uint32 *values,
			 TimestampTz at)
{
	StatusEvent event;

	if (!timeline_event_at(reader, at, &event))
		return;
	event.value = values[event.value];
	event_set_add(set, &event);
}

/* Add the events within the half-open window to a set. */
static void
add_events_within(EventSet *set, TimelineReader *reader, const uint32 *values,
				  TimestampTz from_at, TimestampTz to_at)
{
	StatusEvent event;

	/* events at from_at itself may be in a block that begins earlier */
	timeline_seek_block(reader, time_blocks_find(&reader->blocks, from_at - 1));
	while (timeline_next(reader, &event) && event.at < to_at)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, reader->blocks.next_element);
		if (event.at < from_at)
			continue;
		event.value = values[event.value];
		event_set_add(set, &event);
	}
}

/*
 * clip(timeline, from_at timestamptz, to_at timestamptz) returns timeline
 *
 * Returns the events within the window, and two more that are needed for the
 * same answers inside it: the event that began the interval in force at
 * from_at, and the event that ends the interval in force at the end of the
 * window.  Strict.
 */
PG_FUNCTION_INFO_V1(clip);
Datum
clip(PG_FUNCTION_ARGS)
{
	Timeline   *timeline = PG_GETARG_TIMELINE_P(0);
	TimestampTz from_at = PG_GETARG_TIMESTAMPTZ(1);
	TimestampTz to_at = PG_GETARG_TIMESTAMPTZ(2);
	TimelineRuns runs;
	TimelineRun run;
	TimelineReader reader;
	EventSet   *set;
	uint32	   *values;

	check_window(from_at, to_at);
	timeline_open_datum(&reader, timeline);
	set = event_set_create(value_dict_create(CurrentMemoryContext),
						   reader.sequenced);
	values = timeline_map_values(&reader, set->dict);

	/* the time before the first event is a run only if from_at is finite */
	if (TIMESTAMP_IS_NOBEGIN(from_at))
		from_at = MIN_TIMESTAMP;
	timeline_runs_open(&runs, timeline, from_at, DT_NOEND);
	if (timeline_runs_next(&runs, &run))
	{
		if (!TIMESTAMP_IS_NOBEGIN(run.started_at))
			add_event_at(set, &reader, values, run.started_at);
		while (run.ended_at < to_at && timeline_runs_next(&runs, &run))
			;
		if (!TIMESTAMP_IS_NOEND(run.ended_at))
			add_event_at(set, &reader, values, run.ended_at);
	}
	add_events_within(set, &reader, values, from_at, to_at);

	/* a timeline has an event; keep one, as nothing is known in the window */
	if (event_set_is_empty(set))
		add_event_at(set, &reader, values, reader.blocks.first_at);
	PG_RETURN_TIMELINE_P(timeline_encode(set));
}
