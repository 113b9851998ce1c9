/*-------------------------------------------------------------------------
 *
 * event_set.c
 *		Status events, collected before they become a timeline.
 *
 * An event set holds the events of one user while an aggregate (or an input
 * function) reads them, in any order.  It keeps all different events, so that
 * the union of two sets is exact; equal neighbours are merged only when
 * intervals are read.
 *
 * (status, reason) pairs are replaced by small integers (value_dict.c).  A
 * usual event is then one integer of 64 bits, time above and value below, and
 * the order of events is nearly the order of these integers.
 *
 * Events are in the order (time, sequence, status, reason), strings compared
 * by their bytes and NULLs last, as by ORDER BY occurred_at, sequence,
 * status COLLATE "C", reason COLLATE "C".
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"

#include "compat.h"
#include "event_set.h"
#include "interrupts.h"

/* Sizes of a new set with its first events: powers of two, to suit palloc */
#define PACKED_SET_SIZE		128
#define SEQUENCED_SET_SIZE	256

/*
 * An event at most this many places late is moved to its place at once: that
 * moves less than 2 kB, and the set need not be sorted.
 */
#define EVENT_INSERT_REACH	64

typedef struct SequencedEvent
{
	uint64		key;
	int64		sequence;
} SequencedEvent;

static const uint32 event_size[] = {
	[EVENTS_PACKED] = sizeof(uint64),
	[EVENTS_SEQUENCED] = sizeof(SequencedEvent),
	[EVENTS_WIDE] = sizeof(StatusEvent)
};

static void put_event(Segment *segment, EventLayout layout, uint32 i,
					  const StatusEvent *event);
static void convert_to_wide(EventSet *set);
static void event_set_add_slow(EventSet *set, const StatusEvent *event);

#ifdef USE_ASSERT_CHECKING
static void AssertCheckEventSet(const EventSet *set);
static void AssertCheckEventOrder(const EventSet *set, uint32 place);
static void AssertCheckSortedEvents(const SortedEvents *sorted);
#else
#define AssertCheckEventSet(set) ((void) 0)
#define AssertCheckEventOrder(set, place) ((void) 0)
#define AssertCheckSortedEvents(sorted) ((void) 0)
#endif

/* Compare two keys: by time, then by the bytes of the value. */
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

/*
 * Compare two events of a dictionary: by time, sequence and the bytes of the
 * value.
 */
int
event_compare(const StatusEvent *a, const StatusEvent *b,
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
#define ST_COMPARE(a, b, dict) event_compare(a, b, dict)
#define ST_COMPARE_ARG_TYPE const ValueDict
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * Create an empty set in the memory context of the dictionary.  Set
 * "sequenced" if events with a sequence are expected.
 */
EventSet *
event_set_create(ValueDict *dict, bool sequenced)
{
	Size		size = sequenced ? SEQUENCED_SET_SIZE : PACKED_SET_SIZE;
	EventSet   *set = MemoryContextAlloc(dict->context, size);

	set->dict = dict;
	set->layout = sequenced ? EVENTS_SEQUENCED : EVENTS_PACKED;
	set->sorted = true;
	segment_list_init(&set->events, event_size[set->layout]);
	segment_list_use(&set->events, (char *) set + MAXALIGN(sizeof(EventSet)),
					 size - MAXALIGN(sizeof(EventSet)), true);
	AssertCheckEventSet(set);
	return set;
}

/*
 * Free a set, which shares its memory context with others.
 */
void
event_set_free(EventSet *set)
{
	segment_list_clear(&set->events);
	pfree(set);
}

/*
 * Return true if the set has no events.
 */
bool
event_set_is_empty(const EventSet *set)
{
	return set->events.next == segment_elements(set->events.last) &&
		set->events.last->before == NULL;
}

/*
 * Add an event, whose value is a number of the set's dictionary.  A duplicate
 * is dropped at once or by event_set_sort().
 */
void
event_set_add(EventSet *set, const StatusEvent *event)
{
	SegmentList *list = &set->events;
	EventLayout layout = EVENTS_WIDE;

	Assert(event->value < set->dict->nvalues);
	Assert(event->has_sequence || event->sequence == 0);
	if (likely(event_packs(event->at, event->value)))
		layout = event->has_sequence ? EVENTS_SEQUENCED : EVENTS_PACKED;
	if (unlikely(layout != set->layout) && set->layout != EVENTS_WIDE)
		convert_to_wide(set);

	/* usually there is room, and the event is later than the last one */
	if (likely(set->layout != EVENTS_WIDE && list->room > 0 &&
			   list->next != segment_elements(list->last)))
	{
		Size		size = event_size[layout];
		uint64	   *next = (uint64 *) list->next;
		uint64		last = *(uint64 *) (list->next - size);
		uint64		key = event_key(event->at, event->value);

		if (likely(key > last && (key ^ last) > EVENT_VALUE_MASK))
		{
			next[0] = key;
			if (layout == EVENTS_SEQUENCED)
				next[1] = (uint64) event->sequence;
			list->next += size;
			list->room--;
			return;
		}
	}
	event_set_add_slow(set, event);
}

/*
 * Add an event if the segment is full or empty, the layout is the wide one, or
 * the event is not later than the last one.  Most such events are only a
 * little late, or share their time with others: insert these in order.  Append
 * one that is later still, and leave it to event_set_sort().
 */
static void
event_set_add_slow(EventSet *set, const StatusEvent *event)
{
	SegmentList *list = &set->events;
	EventLayout layout = (EventLayout) set->layout;
	Size		size = event_size[layout];
	Segment    *segment;
	char	   *elements;
	uint32		place;
	int			order = 1;

	if (list->room == 0)
		segment_list_grow(list, set->dict->context);
	segment = list->last;
	elements = segment_elements(segment);
	place = segment->capacity - list->room;
	if (set->sorted)
	{
		uint32		reach = EVENT_INSERT_REACH;

		while (place > 0 && reach > 0)
		{
			StatusEvent before = get_event(elements, layout, place - 1);

			order = event_compare(event, &before, set->dict);
			if (order >= 0)
				break;
			place--;
			reach--;
		}
		if (place == 0 && segment->before != NULL)
		{
			StatusEvent before = get_event(segment_elements(segment->before),
										   layout, segment->before->capacity - 1);

			order = event_compare(event, &before, set->dict);
		}
		else if (place == 0)
			order = 1;
		if (order == 0)
			return;
		if (order < 0)
		{
			set->sorted = false;
			place = segment->capacity - list->room;
		}
	}
	memmove(elements + (place + 1) * size, elements + place * size,
			(Size) (list->next - (elements + place * size)));
	put_event(segment, layout, place, event);
	list->next += size;
	list->room--;
	AssertCheckEventSet(set);
	AssertCheckEventOrder(set, place);
}

static void
put_event(Segment *segment, EventLayout layout, uint32 i,
		  const StatusEvent *event)
{
	char	   *elements = segment_elements(segment);
	SequencedEvent *sequenced = (SequencedEvent *) elements;

	switch (layout)
	{
		case EVENTS_PACKED:
			((uint64 *) elements)[i] = event_key(event->at, event->value);
			break;
		case EVENTS_SEQUENCED:
			sequenced[i].key = event_key(event->at, event->value);
			sequenced[i].sequence = event->sequence;
			break;
		case EVENTS_WIDE:
			((StatusEvent *) elements)[i] = *event;
			break;
	}
}

/*
 * Convert a set to the wide layout, for an event that its layout cannot hold.
 */
static void
convert_to_wide(EventSet *set)
{
	SegmentList *list = &set->events;
	EventLayout old_layout = (EventLayout) set->layout;
	Size		count = segment_list_count(list);
	uint32		npieces;
	SegmentPiece *pieces = segment_list_pieces(list, &npieces);
	uint32		to = 0;
	uint32		i;
	uint32		j;

	set->layout = EVENTS_WIDE;
	segment_list_init(list, event_size[EVENTS_WIDE]);
	segment_list_reserve(list, set->dict->context, count + Max(count / 4, 8));
	for (i = 0; i < npieces; i++)
	{
		for (j = 0; j < pieces[i].nelements; j++)
		{
			StatusEvent event = get_event(pieces[i].elements, old_layout, j);

			CHECK_FOR_INTERRUPTS_EVERY(65536, j);
			put_event(list->last, EVENTS_WIDE, to++, &event);
		}
		/* free it now, so that the events are never in memory twice */
		segment_piece_free(&pieces[i]);
	}
	list->next += count * list->element_size;
	list->room -= to;
	Assert(to == count);
	AssertCheckEventSet(set);
	pfree(pieces);
}

/* Drop duplicates from sorted events.  Return the number of events left. */
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

		CHECK_FOR_INTERRUPTS_EVERY(65536, i);
		if (memcmp(last, next, size) != 0)
		{
			kept++;
			if (kept != i)
				memcpy(last + size, next, size);
		}
	}
	return kept + 1;
}

/* Sort the events, join them in one segment, and drop duplicates. */
static void
sort_segments(EventSet *set)
{
	SegmentList *list = &set->events;
	char	   *events = segment_list_join(list, set->dict->context);
	uint32		count = (uint32) segment_list_count(list);
	uint32		kept;

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
	kept = drop_duplicates(events, list->element_size, count);
	list->next = events + (Size) kept * list->element_size;
	list->room += count - kept;
	set->sorted = true;
	AssertCheckEventSet(set);
}

/*
 * Sort the events of a set, which must not be empty, and drop duplicates.
 * Sets "sorted" up for sorted_events_next().  While they are read, nothing
 * must be added to the set.
 */
void
event_set_sort(EventSet *set, SortedEvents *sorted)
{
	uint32		npieces;

	AssertCheckEventSet(set);
	if (!set->sorted)
		sort_segments(set);
	sorted->dict = set->dict;
	sorted->layout = (EventLayout) set->layout;
	sorted->nevents = (uint32) segment_list_count(&set->events);
	sorted->pieces = segment_list_pieces(&set->events, &npieces);
	sorted_events_rewind(sorted);
	AssertCheckSortedEvents(sorted);
}

/*
 * Free the memory allocated by event_set_sort().
 */
void
sorted_events_free(SortedEvents *sorted)
{
	pfree(sorted->pieces);
}

#ifdef USE_ASSERT_CHECKING
/*
 * Check the invariants of a set, in constant time.
 */
static void
AssertCheckEventSet(const EventSet *set)
{
	Assert(set->dict != NULL);
	Assert(set->layout <= EVENTS_WIDE);
	Assert(set->events.last != NULL);
	Assert(set->events.element_size == event_size[set->layout]);
	AssertCheckSegmentList(&set->events);
}

/*
 * Check that a sorted set is in order around an event of its last segment.
 */
static void
AssertCheckEventOrder(const EventSet *set, uint32 place)
{
	const SegmentList *list = &set->events;
	const char *elements = segment_elements(list->last);
	EventLayout layout = (EventLayout) set->layout;
	uint32		count = list->last->capacity - list->room;
	uint32		i;

	Assert(place < count);
	if (!set->sorted)
		return;
	for (i = Max(place, 1); i < count && i <= place + 1; i++)
	{
		StatusEvent before = get_event(elements, layout, i - 1);
		StatusEvent event = get_event(elements, layout, i);

		Assert(event_compare(&before, &event, set->dict) < 0);
	}
}

/*
 * Check that events are in order and without duplicates.  That reads all of
 * them, as the caller is about to do.
 */
static void
AssertCheckSortedEvents(const SortedEvents *sorted)
{
	SortedEvents copy = *sorted;
	StatusEvent before = sorted_events_next(&copy);
	uint32		i;

	for (i = 1; i < sorted->nevents; i++)
	{
		StatusEvent event = sorted_events_next(&copy);

		Assert(event_compare(&before, &event, sorted->dict) < 0);
		before = event;
	}
}
#endif
