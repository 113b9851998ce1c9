/*-------------------------------------------------------------------------
 *
 * event_set.c
 *		Status events being collected, before they become a timeline.
 *
 * An event set holds the events of one user while an aggregate (or an input
 * function) reads them, in any order.  It keeps each of them, so that the
 * union of two sets is exact; equal neighbours are merged only when intervals
 * are read.
 *
 * (status, reason) pairs are replaced by small integers (value_dict.c).  A
 * usual event is then one integer of 64 bits, time above and value below, and
 * the order of events is nearly the order of these integers.
 *
 * The order is (time, sequence, status, reason), strings by their bytes and
 * NULLs last: what ORDER BY occurred_at, sequence, status COLLATE "C",
 * reason COLLATE "C" gives.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "compat.h"
#include "event_set.h"

/*
 * Sizes of a new set with its first events and of the smallest further
 * segment: powers of two, as palloc likes.
 */
#define PACKED_SET_SIZE		128
#define SEQUENCED_SET_SIZE	256
#define MIN_SEGMENT_SIZE	128

/* From this size on sets grow by a quarter, below by about a half */
#define SMALL_SET_SIZE		(64 * 1024)

/* The most events of a set: with them all counts fit in their types */
#define MAX_SET_EVENTS		((Size) PG_INT32_MAX)

/* An event at most this many places late is moved to its place at once */
#define EVENT_INSERT_REACH	64

typedef struct SequencedEvent
{
	uint64		key;
	int64		sequence;
} SequencedEvent;

static const Size event_size[] = {
	[EVENTS_PACKED] = sizeof(uint64),
	[EVENTS_SEQUENCED] = sizeof(SequencedEvent),
	[EVENTS_WIDE] = sizeof(StatusEvent)
};

static void put_event(EventSegment *segment, EventLayout layout, uint32 i,
					  const StatusEvent *event);
static void use_segment(EventSet *set, EventSegment *segment, Size size);
static Size count_events(const EventSet *set);
static void widen(EventSet *set);
static void grow(EventSet *set);
static void add_carefully(EventSet *set, const StatusEvent *event);

/* Order of two keys: by time, and at one time by the bytes of the value. */
static inline int
compare_keys(uint64 a, uint64 b, const ValueDict *dict)
{
	if (unlikely((a ^ b) <= EVENT_VALUE_MASK))
		return value_dict_compare(dict, event_key_value(a), event_key_value(b));
	return a < b ? -1 : 1;
}

static inline int
compare_sequenced(const SequencedEvent *a, const SequencedEvent *b,
				  const ValueDict *dict)
{
	if (likely((a->key ^ b->key) > EVENT_VALUE_MASK))
		return a->key < b->key ? -1 : 1;
	if (a->sequence != b->sequence)
		return a->sequence < b->sequence ? -1 : 1;
	return value_dict_compare(dict, event_key_value(a->key),
						  event_key_value(b->key));
}

static int
compare_events(const StatusEvent *a, const StatusEvent *b,
			   const ValueDict *dict)
{
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->has_sequence != b->has_sequence)
		return a->has_sequence ? -1 : 1;
	if (a->sequence != b->sequence)
		return a->sequence < b->sequence ? -1 : 1;
	return value_dict_compare(dict, a->value, b->value);
}

#define ST_SORT sort_packed
#define ST_ELEMENT_TYPE uint64
#define ST_COMPARE(a, b, dict) compare_keys(*(a), *(b), dict)
#define ST_COMPARE_ARG_TYPE const ValueDict
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

#define ST_SORT sort_sequenced
#define ST_ELEMENT_TYPE SequencedEvent
#define ST_COMPARE(a, b, dict) compare_sequenced(a, b, dict)
#define ST_COMPARE_ARG_TYPE const ValueDict
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

#define ST_SORT sort_wide
#define ST_ELEMENT_TYPE StatusEvent
#define ST_COMPARE(a, b, dict) compare_events(a, b, dict)
#define ST_COMPARE_ARG_TYPE const ValueDict
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/* The first segment of a set, which is allocated together with it. */
static EventSegment *
own_segment(EventSet *set)
{
	return (EventSegment *) ((char *) set + MAXALIGN(sizeof(EventSet)));
}

/*
 * An empty set in the memory context of the dictionary.  "sequenced" tells
 * whether events with a sequence are to be expected.
 */
EventSet *
event_set_create(ValueDict *dict, bool sequenced)
{
	Size		size = sequenced ? SEQUENCED_SET_SIZE : PACKED_SET_SIZE;
	EventSet   *set = MemoryContextAlloc(dict->context, size);

	set->dict = dict;
	set->layout = sequenced ? EVENTS_SEQUENCED : EVENTS_PACKED;
	set->sorted = true;
	set->last = NULL;
	use_segment(set, own_segment(set), size - MAXALIGN(sizeof(EventSet)));
	return set;
}

/*
 * Is there no event in the set?
 */
bool
event_set_is_empty(const EventSet *set)
{
	return set->next == set->last->events && set->last->before == NULL;
}

/*
 * Add one event, whose value is one of the set's dictionary.  A duplicate
 * may be dropped at once or by event_set_sort().
 */
void
event_set_add(EventSet *set, const StatusEvent *event)
{
	EventLayout layout = EVENTS_WIDE;

	if (likely(event_packs(event->at, event->value)))
		layout = event->has_sequence ? EVENTS_SEQUENCED : EVENTS_PACKED;
	if (unlikely(layout != set->layout) && set->layout != EVENTS_WIDE)
		widen(set);

	/* the usual case: there is room, and the event is later than the last */
	if (likely(set->layout != EVENTS_WIDE && set->room > 0 &&
			   set->next != set->last->events))
	{
		Size		size = event_size[layout];
		uint64	   *next = (uint64 *) set->next;
		uint64		last = *(uint64 *) (set->next - size);
		uint64		key = event_key(event->at, event->value);

		if (likely(key > last && (key ^ last) > EVENT_VALUE_MASK))
		{
			next[0] = key;
			if (layout == EVENTS_SEQUENCED)
				next[1] = (uint64) event->sequence;
			set->next += size;
			set->room--;
			return;
		}
	}
	add_carefully(set, event);
}

/*
 * Add an event where there is more to do: the segment is full or empty, the
 * layout is a rarer one, or the event is not later than the last one.  Most
 * of these last are only a little late, or share their time with others: they
 * are put where they belong.  What is later waits for event_set_sort().
 */
static void
add_carefully(EventSet *set, const StatusEvent *event)
{
	EventLayout layout = (EventLayout) set->layout;
	Size		size = event_size[layout];
	EventSegment *segment;
	uint32		place;
	int			order = 1;

	if (set->room == 0)
		grow(set);
	segment = set->last;
	place = (uint32) segment->capacity - set->room;
	if (set->sorted)
	{
		uint32		reach = EVENT_INSERT_REACH;

		while (place > 0 && reach > 0)
		{
			StatusEvent before = get_event(segment->events, layout, place - 1);

			order = compare_events(event, &before, set->dict);
			if (order >= 0)
				break;
			place--;
			reach--;
		}
		if (place == 0 && segment->before != NULL)
		{
			StatusEvent before = get_event(segment->before->events, layout,
										   (uint32) segment->before->capacity - 1);

			order = compare_events(event, &before, set->dict);
		}
		else if (place == 0)
			order = 1;
		if (order == 0)
			return;
		if (order < 0)
		{
			set->sorted = false;
			place = (uint32) segment->capacity - set->room;
		}
	}
	memmove(segment->events + (place + 1) * size,
			segment->events + place * size,
			set->next - (segment->events + place * size));
	put_event(segment, layout, place, event);
	set->next += size;
	set->room--;
}

static void
put_event(EventSegment *segment, EventLayout layout, uint32 i,
		  const StatusEvent *event)
{
	SequencedEvent *sequenced = (SequencedEvent *) segment->events;

	switch (layout)
	{
		case EVENTS_PACKED:
			((uint64 *) segment->events)[i] =
				event_key(event->at, event->value);
			break;
		case EVENTS_SEQUENCED:
			sequenced[i].key = event_key(event->at, event->value);
			sequenced[i].sequence = event->sequence;
			break;
		case EVENTS_WIDE:
			((StatusEvent *) segment->events)[i] = *event;
			break;
	}
}

/* Go on in a segment of the given size. */
static void
use_segment(EventSet *set, EventSegment *segment, Size size)
{
	segment->before = set->last;
	segment->capacity = (size - offsetof(EventSegment, events)) /
		event_size[set->layout];
	set->last = segment;
	set->next = segment->events;
	set->room = (uint32) segment->capacity;
}

/* The number of events. */
static Size
count_events(const EventSet *set)
{
	const EventSegment *segment;
	Size		count = 0;

	for (segment = set->last; segment != NULL; segment = segment->before)
		count += segment->capacity;
	return count - set->room;
}

/* Make room for more events. */
static void
grow(EventSet *set)
{
	Size		count = count_events(set);
	Size		size = count * event_size[set->layout];

	if (count >= MAX_SET_EVENTS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many status events for one timeline")));
	size = size >= SMALL_SET_SIZE ? size / 4 :
		pg_prevpower2_size_t(Max(size / 2, MIN_SEGMENT_SIZE));
	size = Min(size, offsetof(EventSegment, events) +
			   (MAX_SET_EVENTS - count) * event_size[set->layout]);
	use_segment(set, MemoryContextAllocHuge(set->dict->context, size), size);
}

/*
 * The segments, oldest first, as an array in the current memory context.
 */
static EventPiece *
list_pieces(const EventSet *set, uint32 *npieces)
{
	const EventSegment *segment;
	EventPiece *pieces;
	uint32		i = 0;

	for (segment = set->last; segment != NULL; segment = segment->before)
		i++;
	*npieces = i;
	pieces = palloc(i * sizeof(EventPiece));
	for (segment = set->last; segment != NULL; segment = segment->before)
	{
		pieces[--i].events = segment->events;
		pieces[i].nevents = (uint32) segment->capacity;
	}
	pieces[*npieces - 1].nevents -= set->room;
	return pieces;
}

/* Go on in one new segment that holds all events and has room for more. */
static void
replace_segments(EventSet *set, EventLayout layout, Size room)
{
	EventLayout old_layout = (EventLayout) set->layout;
	Size		count = count_events(set);
	Size		size = offsetof(EventSegment, events) +
		mul_size(event_size[layout],
				 Min(Max(count + room, 1), MAX_SET_EVENTS));
	uint32		npieces;
	EventPiece *pieces = list_pieces(set, &npieces);
	uint32		to = 0;
	uint32		i;
	uint32		j;

	set->last = NULL;
	set->layout = (uint16) layout;
	use_segment(set, MemoryContextAllocHuge(set->dict->context, size), size);
	for (i = 0; i < npieces; i++)
	{
		EventSegment *old = (EventSegment *)
			unconstify(char *, pieces[i].events - offsetof(EventSegment, events));

		CHECK_FOR_INTERRUPTS();
		for (j = 0; j < pieces[i].nevents; j++)
		{
			StatusEvent event = get_event(pieces[i].events, old_layout, j);

			put_event(set->last, layout, to++, &event);
		}
		/* at once, so that the events are not in memory twice */
		if (old != own_segment(set))
			pfree(old);
	}
	set->next += count * event_size[layout];
	set->room -= (uint32) count;
	pfree(pieces);
}

/* Turn a set into a wide one, once an event comes that its layout cannot hold. */
static void
widen(EventSet *set)
{
	replace_segments(set, EVENTS_WIDE, Max(count_events(set) / 4, 8));
}

/* Drop duplicates from sorted events; returns how many are left. */
static uint32
drop_duplicates(char *events, Size size, uint32 nevents)
{
	uint32		kept = 0;
	uint32		i;

	/* no layout has padding, so equal events are equal bytes */
	for (i = 1; i < nevents; i++)
	{
		char	   *last = events + kept * size;
		char	   *next = events + i * size;

		if (memcmp(last, next, size) != 0)
		{
			kept++;
			if (kept != i)
				memcpy(last + size, next, size);
		}
	}
	return kept + 1;
}

/* Bring the events into order, all in one segment, and drop duplicates. */
static void
sort_segments(EventSet *set)
{
	Size		size = event_size[set->layout];
	uint32		count;
	uint32		kept;
	char	   *events;

	if (set->last->before != NULL)
		replace_segments(set, (EventLayout) set->layout, 0);
	events = set->last->events;
	count = (uint32) count_events(set);
	switch ((EventLayout) set->layout)
	{
		case EVENTS_PACKED:
			sort_packed((uint64 *) events, count, set->dict);
			break;
		case EVENTS_SEQUENCED:
			sort_sequenced((SequencedEvent *) events, count, set->dict);
			break;
		case EVENTS_WIDE:
			sort_wide((StatusEvent *) events, count, set->dict);
			break;
	}
	kept = drop_duplicates(events, size, count);
	set->next = events + kept * size;
	set->room += count - kept;
	set->sorted = true;
}

/*
 * Read the events of a set, of which there must be one, in order and without
 * duplicates.  What the set stands for does not change; as long as it is read,
 * nothing must be added to it.
 */
void
event_set_sort(EventSet *set, SortedEvents *sorted)
{
	uint32		npieces;

	if (!set->sorted)
		sort_segments(set);
	sorted->dict = set->dict;
	sorted->layout = (EventLayout) set->layout;
	sorted->nevents = (uint32) count_events(set);
	sorted->pieces = list_pieces(set, &npieces);
	sorted_events_rewind(sorted);
}

/*
 * Free what event_set_sort() allocated.
 */
void
sorted_events_free(SortedEvents *sorted)
{
	pfree(sorted->pieces);
}
