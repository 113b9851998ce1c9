/*-------------------------------------------------------------------------
 *
 * overlay.c
 *		Several status histories of one person, folded into one timeline.
 *
 * The aggregates overlay_agg read the timelines of layers, such as channels,
 * or intervals that may overlap.  overlay() does the same for an array of
 * timelines.
 *
 * The state is a set of layers and intervals (overlay_set.c) in the
 * aggregate's context.  They are sorted when they are finalized, so the order
 * of input does not matter.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/timestamp.h"

#include "aggregate.h"
#include "overlay_set.h"

/* Return an array in an argument, NULL for NULL. */
static inline struct varlena *
get_array(FunctionCallInfo fcinfo, int n)
{
	if (PG_ARGISNULL(n))
		return NULL;
	return PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(n));
}

/* Return the state so far, or a new one in the given memory context. */
static OverlaySet *
need_state(OverlaySet *set, MemoryContext context, struct varlena *statuses,
		   struct varlena *ranks)
{
	ValueDict  *dict;

	if (set != NULL)
	{
		status_ranks_check_arrays(set->ranks, statuses, ranks);
		return set;
	}
	dict = value_dict_of_context(context);
	value_dict_add_timeline(dict);
	return overlay_set_create(dict,
							  status_ranks_of_arrays(dict, statuses, ranks));
}

/*
 * overlay_agg_transfn(internal, layer timeline, statuses text[],
 *					   ranks integer[]) returns internal
 */
PG_FUNCTION_INFO_V1(overlay_agg_transfn);
Datum
overlay_agg_transfn(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	OverlaySet *set = get_state(fcinfo);
	Timeline   *layer;

	if (PG_ARGISNULL(1))
		return return_state(fcinfo, set);
	set = need_state(set, context, get_array(fcinfo, 2), get_array(fcinfo, 3));
	layer = PG_GETARG_TIMELINE_P(1);
	overlay_set_add_layer(set, VARDATA_ANY(layer), VARSIZE_ANY_EXHDR(layer));
	PG_RETURN_POINTER(set);
}

/*
 * overlay_agg_interval_transfn(internal, started_at timestamptz,
 *								ended_at timestamptz, status text,
 *								reason text, sequence bigint,
 *								statuses text[], ranks integer[])
 * returns internal
 *
 * Ignores intervals with a NULL started_at, and those that are empty or end
 * before they begin.  A NULL ended_at stands for one that has not ended.
 */
PG_FUNCTION_INFO_V1(overlay_agg_interval_transfn);
Datum
overlay_agg_interval_transfn(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	OverlaySet *set = get_state(fcinfo);
	text	   *status = NULL;
	text	   *reason = NULL;
	StatusEvent event;
	TimestampTz ended_at;

	if (PG_ARGISNULL(1))
		return return_state(fcinfo, set);
	event.at = PG_GETARG_TIMESTAMPTZ(1);
	ended_at = PG_ARGISNULL(2) ? DT_NOEND : PG_GETARG_TIMESTAMPTZ(2);
	if (TIMESTAMP_NOT_FINITE(event.at))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("started_at must be finite, but is %s",
						TIMESTAMP_IS_NOBEGIN(event.at) ? "-infinity" : "infinity"),
				 errhint("Leave such rows out with a FILTER clause, or make started_at NULL to have them skipped.")));
	if (ended_at <= event.at)
		return return_state(fcinfo, set);

	set = need_state(set, context, get_array(fcinfo, 6), get_array(fcinfo, 7));
	if (!PG_ARGISNULL(3))
		status = get_text(fcinfo, 3);
	if (!PG_ARGISNULL(4))
		reason = get_text(fcinfo, 4);
	event.value = value_dict_lookup(set->dict,
									status ? VARDATA_ANY(status) : NULL,
									status ? (uint32) VARSIZE_ANY_EXHDR(status) : 0,
									reason ? VARDATA_ANY(reason) : NULL,
									reason ? (uint32) VARSIZE_ANY_EXHDR(reason) : 0);
	event.has_sequence = !PG_ARGISNULL(5);
	event.sequence = event.has_sequence ? PG_GETARG_INT64(5) : 0;
	overlay_set_add(set, &event, ended_at);
	PG_RETURN_POINTER(set);
}

/* The dictionary of an overlay set is never NULL. */
STATE_BEGINS_WITH(OverlaySet, dict);

static struct varlena *
serialize_set(void *state)
{
	return overlay_set_serialize((OverlaySet *) state);
}

/* Add a state of either kind to a state. */
static OverlaySet *
add_state(OverlaySet *set, MemoryContext context, void *other)
{
	ValueDict  *dict = value_dict_of_context(context);

	if (set == NULL)
		value_dict_add_timeline(dict);
	return overlay_set_add_serial(set, dict,
								  encode_state(other, serialize_set));
}

/*
 * overlay_agg_combine(internal, internal) returns internal
 *
 * Copies the right state, which is in another memory context.
 */
PG_FUNCTION_INFO_V1(overlay_agg_combine);
Datum
overlay_agg_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	OverlaySet *set = get_state(fcinfo);

	if (!PG_ARGISNULL(1))
		set = add_state(set, context, PG_GETARG_POINTER(1));
	return return_state(fcinfo, set);
}

/*
 * overlay_agg_serialize(internal) returns bytea
 */
PG_FUNCTION_INFO_V1(overlay_agg_serialize);
Datum
overlay_agg_serialize(PG_FUNCTION_ARGS)
{
	return return_encoded_state(fcinfo, serialize_set);
}

/*
 * overlay_agg_deserialize(bytea, internal) returns internal
 *
 * The rest is checked when it is combined.
 */
PG_FUNCTION_INFO_V1(overlay_agg_deserialize);
Datum
overlay_agg_deserialize(PG_FUNCTION_ARGS)
{
	EncodedState *state = make_encoded_state(fcinfo);

	overlay_set_check_serial(state->value);
	PG_RETURN_POINTER(state);
}

/*
 * overlay_agg_finalfn(internal) returns timeline
 *
 * NULL if there was no usable row.  Keeps the state: more may be added
 * afterwards, as in a window aggregate.
 */
PG_FUNCTION_INFO_V1(overlay_agg_finalfn);
Datum
overlay_agg_finalfn(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	OverlaySet *set = get_state(fcinfo);

	if (set == NULL)
		PG_RETURN_NULL();
	/* a state that has not been combined yet */
	if (set->dict == NULL)
		set = add_state(NULL, context, set);
	PG_RETURN_TIMELINE_P(overlay_set_encode(set));
}

/*
 * overlay(timelines timeline[], statuses text[], ranks integer[])
 * returns timeline
 *
 * Same as overlay_agg of the elements.  NULL if there is none that is not
 * NULL.
 */
PG_FUNCTION_INFO_V1(overlay);
Datum
overlay(PG_FUNCTION_ARGS)
{
	ArrayType  *layers;
	ValueDict  *dict;
	OverlaySet *set = NULL;
	Timeline   *layer;
	Datum	   *elements;
	bool	   *nulls;
	int			nelements;
	int			i;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	layers = PG_GETARG_ARRAYTYPE_P(0);
	deconstruct_array(layers, ARR_ELEMTYPE(layers), -1, false, TYPALIGN_INT,
					  &elements, &nulls, &nelements);
	dict = value_dict_create(CurrentMemoryContext);
	for (i = 0; i < nelements; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			continue;
		if (set == NULL)
			set = overlay_set_create(dict,
									 status_ranks_of_arrays(dict,
															get_array(fcinfo, 1),
															get_array(fcinfo, 2)));
		layer = DatumGetTimelineP(elements[i]);
		overlay_set_add_layer(set, VARDATA_ANY(layer),
							  VARSIZE_ANY_EXHDR(layer));
	}
	if (set == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TIMELINE_P(overlay_set_encode(set));
}
