/*-------------------------------------------------------------------------
 *
 * event_set.h
 *		Status events being collected, before they become a timeline.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_EVENT_SET_H
#define USERLOGS_EVENT_SET_H

#include "datatype/timestamp.h"

/* the id of a NULL status or a NULL reason in a DictValue */
#define DICT_NULL		PG_UINT32_MAX

/*
 * One status event.  "value" stands for the pair (status, reason); what it
 * is an index of depends on who holds the event, a ValueDict or a timeline.
 * "sequence" is zero where has_sequence is false.
 */
typedef struct StatusEvent
{
	TimestampTz at;
	int64		sequence;
	uint32		value;
	uint32		has_sequence;
} StatusEvent;

/*
 * The strings and the (status, reason) pairs of all the event sets that live
 * in one memory context.  local and stamp belong to timeline_encode(): an
 * entry whose stamp is the current one has been given the index "local" in
 * the timeline that is being written.
 */
typedef struct DictString
{
	const char *data;
	uint32		len;
	uint32		local;
	uint64		stamp;
} DictString;

typedef struct DictValue
{
	uint32		status;			/* index into strings, or DICT_NULL */
	uint32		reason;
	uint32		local;
	uint64		stamp;
} DictValue;

typedef struct ValueDict
{
	MemoryContext context;		/* holds this and all that belongs to it */
	struct stringtable_hash *string_table;
	struct valuetable_hash *value_table;
	DictString *strings;
	uint32		nstrings;
	uint32		max_strings;
	DictValue  *values;
	uint32		nvalues;
	uint32		max_values;
	uint64		stamp;			/* of the last timeline_encode() */
} ValueDict;

/*
 * How an event is kept.  Nearly all are packed into one integer, or one and
 * a sequence; an event that does not fit makes its set wide.
 */
typedef enum EventLayout
{
	EVENTS_PACKED,				/* uint64 key */
	EVENTS_SEQUENCED,			/* uint64 key, int64 sequence */
	EVENTS_WIDE					/* StatusEvent */
} EventLayout;

/*
 * Events in order of arrival, in a list of segments: growing moves nothing,
 * and no more than a fraction of the memory is unused.
 */
typedef struct EventSegment
{
	struct EventSegment *before;	/* filled before this one */
	uint32		nevents;
	uint32		capacity;
	char		events[FLEXIBLE_ARRAY_MEMBER];
} EventSegment;

typedef struct EventSet
{
	ValueDict  *dict;
	EventSegment *last;			/* to which events are added */
	uint32		nevents;		/* in all segments */
	uint16		layout;
	bool		sorted;			/* in order and without duplicates */
	struct varlena *encoded;	/* if not NULL, the set is this timeline and
								 * nothing above counts (timeline_agg.c) */
} EventSet;

/* The events of a set in one array */
typedef struct EventArray
{
	ValueDict  *dict;
	char	   *events;
	uint32		nevents;
	EventLayout layout;
} EventArray;

/*
 * The key of a packed event: time above, value below.  The bias makes the
 * order of keys the order of times, for times within 142 years of 2000-01-01.
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

/* Event number i of an array in the given layout. */
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

/* Event number i of an array. */
static inline StatusEvent
event_array_get(const EventArray *array, uint32 i)
{
	return get_event(array->events, array->layout, i);
}

extern ValueDict *value_dict_create(MemoryContext context);
extern ValueDict *value_dict_of_context(MemoryContext context);
extern uint32 value_dict_lookup(ValueDict *dict,
								const char *status, uint32 status_len,
								const char *reason, uint32 reason_len);

extern EventSet *event_set_create(ValueDict *dict, bool sequenced);
extern void event_set_add(EventSet *set, const StatusEvent *event);
extern void event_set_add_set(EventSet *set, const EventSet *other);
extern void event_set_sort(const EventSet *set, EventArray *result);

#endif							/* USERLOGS_EVENT_SET_H */
