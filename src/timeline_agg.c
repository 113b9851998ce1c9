/*-------------------------------------------------------------------------
 *
 * timeline_agg.c
 *		The aggregates timeline_agg: from status events, or from partial
 *		timelines, to a timeline.
 *
 * The state is a set of events (event_set.c) in the aggregate's context.  It
 * is sorted when it is finalized or serialized, so the order of input does not
 * matter.  The serial form is the timeline itself, so there is one encoder and
 * one reader.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "utils/timestamp.h"

#include "aggregate.h"
#include "timeline.h"

/* Return the state so far, or a new one in the given memory context. */
static EventSet *
need_state(EventSet *set, MemoryContext context, bool sequenced)
{
	ValueDict  *dict;

	if (set != NULL)
		return set;
	dict = value_dict_of_context(context);
	value_dict_add_timeline(dict);
	return event_set_create(dict, sequenced);
}

/* Add the event in arguments 1 to 3 of a transition function. */
static Datum
add_event(FunctionCallInfo fcinfo, bool has_sequence, int64 sequence)
{
	MemoryContext context = aggregate_context(fcinfo);
	EventSet   *set = get_state(fcinfo);
	text	   *status = NULL;
	text	   *reason = NULL;
	StatusEvent event;

	if (PG_ARGISNULL(1))
		return return_state(fcinfo, set);
	event.at = PG_GETARG_TIMESTAMPTZ(1);
	if (TIMESTAMP_NOT_FINITE(event.at))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("occurred_at must be finite, but is %s",
						TIMESTAMP_IS_NOBEGIN(event.at) ? "-infinity" : "infinity"),
				 errhint("Leave such rows out with a FILTER clause, or make occurred_at NULL to have them skipped.")));
	event.has_sequence = has_sequence;
	event.sequence = sequence;

	if (!PG_ARGISNULL(2))
		status = get_text(fcinfo, 2);
	if (!PG_ARGISNULL(3))
		reason = get_text(fcinfo, 3);
	set = need_state(set, context, has_sequence);
	event.value = value_dict_lookup(set->dict,
									status ? VARDATA_ANY(status) : NULL,
									status ? (uint32) VARSIZE_ANY_EXHDR(status) : 0,
									reason ? VARDATA_ANY(reason) : NULL,
									reason ? (uint32) VARSIZE_ANY_EXHDR(reason) : 0);
	event_set_add(set, &event);
	PG_RETURN_POINTER(set);
}

/*
 * timeline_agg_transfn(internal, occurred_at timestamptz, status text,
 *						reason text) returns internal
 */
PG_FUNCTION_INFO_V1(timeline_agg_transfn);
Datum
timeline_agg_transfn(PG_FUNCTION_ARGS)
{
	return add_event(fcinfo, false, 0);
}

/*
 * timeline_agg_sequence_transfn(internal, occurred_at timestamptz,
 *								 status text, reason text, sequence bigint)
 * returns internal
 */
PG_FUNCTION_INFO_V1(timeline_agg_sequence_transfn);
Datum
timeline_agg_sequence_transfn(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(4))
		return add_event(fcinfo, false, 0);
	return add_event(fcinfo, true, PG_GETARG_INT64(4));
}

/* Add the events of a timeline to a state. */
static EventSet *
add_timeline(EventSet *set, MemoryContext context, const Timeline *timeline,
			 int sqlerrcode)
{
	TimelineReader reader;

	timeline_open(&reader, VARDATA_ANY(timeline), VARSIZE_ANY_EXHDR(timeline),
				  sqlerrcode);
	set = need_state(set, context, reader.sequenced);
	event_set_add_timeline(set, &reader);
	return set;
}

/*
 * timeline_agg_merge_transfn(internal, timeline) returns internal
 */
PG_FUNCTION_INFO_V1(timeline_agg_merge_transfn);
Datum
timeline_agg_merge_transfn(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	EventSet   *set = get_state(fcinfo);

	if (!PG_ARGISNULL(1))
		set = add_timeline(set, context, PG_GETARG_TIMELINE_P(1),
						   ERRCODE_DATA_CORRUPTED);
	return return_state(fcinfo, set);
}

/* The dictionary of an event set is never NULL. */
STATE_BEGINS_WITH(EventSet, dict);

static struct varlena *
encode_events(void *state)
{
	return timeline_encode((EventSet *) state);
}

/*
 * timeline_agg_combine(internal, internal) returns internal
 *
 * Copies the events of the right state, which is in another memory context.
 */
PG_FUNCTION_INFO_V1(timeline_agg_combine);
Datum
timeline_agg_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	EventSet   *set = get_state(fcinfo);

	if (!PG_ARGISNULL(1))
		set = add_timeline(set, context,
						   encode_state(PG_GETARG_POINTER(1), encode_events),
						   ERRCODE_INVALID_BINARY_REPRESENTATION);
	return return_state(fcinfo, set);
}

/*
 * timeline_agg_serialize(internal) returns bytea
 */
PG_FUNCTION_INFO_V1(timeline_agg_serialize);
Datum
timeline_agg_serialize(PG_FUNCTION_ARGS)
{
	return return_encoded_state(fcinfo, encode_events);
}

/*
 * timeline_agg_deserialize(bytea, internal) returns internal
 *
 * The events are checked when they are combined.
 */
PG_FUNCTION_INFO_V1(timeline_agg_deserialize);
Datum
timeline_agg_deserialize(PG_FUNCTION_ARGS)
{
	EncodedState *state = make_encoded_state(fcinfo);
	TimelineReader reader;

	timeline_open(&reader, VARDATA(state->value),
				  VARSIZE(state->value) - VARHDRSZ,
				  ERRCODE_INVALID_BINARY_REPRESENTATION);
	timeline_verify_strings(&reader, GetDatabaseEncoding());
	PG_RETURN_POINTER(state);
}

/*
 * timeline_agg_finalfn(internal) returns timeline
 *
 * NULL if there was no usable event.  May sort the state, but keeps its
 * events: more may be added afterwards, as in a window aggregate.
 */
PG_FUNCTION_INFO_V1(timeline_agg_finalfn);
Datum
timeline_agg_finalfn(PG_FUNCTION_ARGS)
{
	return return_encoded_state(fcinfo, encode_events);
}
