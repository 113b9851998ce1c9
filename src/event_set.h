/*-------------------------------------------------------------------------
 *
 * event_set.h
 *		Status events, collected before they become a timeline.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_EVENT_SET_H
#define USERLOGS_EVENT_SET_H

#include "datatype/timestamp.h"

#include "segment_list.h"
#include "value_dict.h"

/*
 * One status event.  "value" stands for the pair (status, reason): in an
 * EventSet it is a number of the ValueDict, in a timeline one of its values.
 * "sequence" is zero if has_sequence is false.
 */
typedef struct StatusEvent
{
	TimestampTz at;
	int64		sequence;
	uint32		value;
	uint32		has_sequence;
} StatusEvent;

/*
 * Memory layout of the events of a set.  Nearly all events are packed into one
 * integer, or one and a sequence; an event that does not fit makes its set
 * wide.
 */
typedef enum EventLayout
{
	EVENTS_PACKED,				/* uint64 key */
	EVENTS_SEQUENCED,			/* uint64 key, int64 sequence */
	EVENTS_WIDE					/* StatusEvent */
} EventLayout;

/*
 * Events in the order of input, except that an event which came a little late
 * has been moved to its place.
 */
typedef struct EventSet
{
	ValueDict  *dict;
	SegmentList events;
	uint16		layout;
	bool		sorted;			/* in order and without duplicates */
} EventSet;

/*
 * The events of a set, in order and without duplicates, in one or more
 * consecutive pieces.
 */
typedef struct SortedEvents
{
	const ValueDict *dict;
	EventLayout layout;
	uint32		nevents;
	SegmentPiece *pieces;

	/* position of sorted_events_next() */
	const SegmentPiece *piece;
	uint32		next;
} SortedEvents;

/*
 * Key of a packed event: time above, value below.  With the bias, keys compare
 * like times, for times within 142 years of 2000-01-01.
 */
#define EVENT_VALUE_BITS	11
#define EVENT_VALUE_MASK	((UINT64CONST(1) << EVENT_VALUE_BITS) - 1)
#define EVENT_TIME_BIAS		(INT64CONST(1) << 52)

static inline bool
event_packs(TimestampTz at, uint32 value)
{
	return at >= -EVENT_TIME_BIAS && at < EVENT_TIME_BIAS &&
		value <= EVENT_VALUE_MASK;
}

static inline uint64
event_key(TimestampTz at, uint32 value)
{
	return (uint64) (at + EVENT_TIME_BIAS) << EVENT_VALUE_BITS | value;
}

static inline TimestampTz
event_key_at(uint64 key)
{
	return (TimestampTz) (key >> EVENT_VALUE_BITS) - EVENT_TIME_BIAS;
}

static inline uint32
event_key_value(uint64 key)
{
	return (uint32) (key & EVENT_VALUE_MASK);
}

/* Return event number i of an array in the given layout. */
static inline StatusEvent
get_event(const char *events, EventLayout layout, uint32 i)
{
	StatusEvent event;
	bool		sequenced = layout == EVENTS_SEQUENCED;
	const uint64 *key = (const uint64 *) events +
		((Size) i << (sequenced ? 1 : 0));

	if (layout == EVENTS_WIDE)
		return ((const StatusEvent *) events)[i];
	event.at = event_key_at(*key);
	event.value = event_key_value(*key);
	event.has_sequence = sequenced;
	event.sequence = sequenced ? (int64) key[1] : 0;
	return event;
}

/*
 * Read the next event, which must exist.
 */
static inline StatusEvent
sorted_events_next(SortedEvents *sorted)
{
	if (sorted->next == sorted->piece->nelements)
	{
		sorted->piece++;
		sorted->next = 0;
	}
	Assert(sorted->next < sorted->piece->nelements);
	return get_event(sorted->piece->elements, sorted->layout, sorted->next++);
}

/*
 * Go back to the first event.
 */
static inline void
sorted_events_rewind(SortedEvents *sorted)
{
	sorted->piece = sorted->pieces;
	sorted->next = 0;
}

extern int	event_compare(const StatusEvent *a, const StatusEvent *b,
						  const ValueDict *dict);
extern EventSet *event_set_create(ValueDict *dict, bool sequenced);
extern void event_set_free(EventSet *set);
extern bool event_set_is_empty(const EventSet *set);
extern void event_set_add(EventSet *set, const StatusEvent *event);
extern void event_set_sort(EventSet *set, SortedEvents *sorted);
extern void sorted_events_free(SortedEvents *sorted);

#endif							/* USERLOGS_EVENT_SET_H */
