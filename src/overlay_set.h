/*-------------------------------------------------------------------------
 *
 * overlay_set.h
 *		Status spans of one person that may overlap, collected before they
 *		become one timeline.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_OVERLAY_SET_H
#define USERLOGS_OVERLAY_SET_H

#include "status_ranks.h"
#include "timeline.h"

/*
 * A span: the value and the sequence of an event, in force from its time until
 * ended_at, DT_NOEND if it is open.
 */
typedef struct OverlaySpan
{
	StatusEvent event;
	TimestampTz ended_at;
} OverlaySpan;

/*
 * Layers and spans in the order of input.  The layers become spans when they
 * are encoded: until then they take less memory.  The dictionary is never NULL.
 */
typedef struct OverlaySet
{
	ValueDict  *dict;
	StatusRanks *ranks;
	SegmentList layers;			/* Timeline * */
	SegmentList spans;			/* OverlaySpan */
} OverlaySet;

extern OverlaySet *overlay_set_create(ValueDict *dict, StatusRanks *ranks);
extern void overlay_set_add_layer(OverlaySet *set, const void *body,
								  Size size);
extern Timeline *overlay_set_encode(OverlaySet *set);
extern struct varlena *overlay_set_serialize(OverlaySet *set);
extern void overlay_set_check_serial(const struct varlena *serial);
extern OverlaySet *overlay_set_add_serial(OverlaySet *set, ValueDict *dict,
										  const struct varlena *serial);

/* Add a span, which is not empty, of a value of the set's dictionary. */
static inline void
overlay_set_add(OverlaySet *set, const StatusEvent *event,
				TimestampTz ended_at)
{
	OverlaySpan *span = segment_list_add(&set->spans, set->dict->context);

	Assert(event->value < set->dict->nvalues);
	Assert(event->at < ended_at);
	span->event = *event;
	span->ended_at = ended_at;
}

#endif							/* USERLOGS_OVERLAY_SET_H */
