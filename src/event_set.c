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
 * (status, reason) pairs are replaced by small integers through a dictionary
 * that all sets of one memory context share: with 200,000 users a dictionary
 * each would take more memory than the events.  A usual event is then one
 * integer of 64 bits, time above and value below, and the order of events is
 * nearly the order of these integers.
 *
 * The order is (time, sequence, status, reason), strings by their bytes and
 * NULLs last: what ORDER BY occurred_at, sequence, status COLLATE "C",
 * reason COLLATE "C" gives.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "miscadmin.h"
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

/* A string of the dictionary, or one that is looked up; data NULL is NULL */
typedef struct StringKey
{
	const char *data;
	uint32		len;
} StringKey;

typedef struct StringEntry
{
	StringKey	key;
	uint32		string;
	uint32		hash;
	char		status;			/* of the entry, for simplehash */
} StringEntry;

typedef struct ValueKey
{
	StringKey	status;
	StringKey	reason;
} ValueKey;

typedef struct ValueEntry
{
	ValueKey	key;
	uint32		value;
	uint32		hash;
	char		status;			/* of the entry, for simplehash */
} ValueEntry;

static inline bool
string_key_equal(StringKey a, StringKey b)
{
	if (a.data == NULL || b.data == NULL)
		return a.data == b.data;
	return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

static inline uint32
string_key_hash(StringKey key)
{
	if (key.data == NULL)
		return 0;
	return hash_bytes((const unsigned char *) key.data, (int) key.len);
}

#define SH_PREFIX stringtable
#define SH_ELEMENT_TYPE StringEntry
#define SH_KEY_TYPE StringKey
#define SH_KEY key
#define SH_HASH_KEY(tb, key) string_key_hash(key)
#define SH_EQUAL(tb, a, b) string_key_equal(a, b)
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a) (a)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

#define SH_PREFIX valuetable
#define SH_ELEMENT_TYPE ValueEntry
#define SH_KEY_TYPE ValueKey
#define SH_KEY key
#define SH_HASH_KEY(tb, key) \
	hash_combine(string_key_hash((key).status), string_key_hash((key).reason))
#define SH_EQUAL(tb, a, b) \
	(string_key_equal((a).status, (b).status) && \
	 string_key_equal((a).reason, (b).reason))
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a) (a)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/*
 * The dictionaries of the aggregate contexts in use, each in its own context.
 * A dictionary must live as long as the states that point to it; that is the
 * life of the context, not that of fn_extra: a rescan resets the former and
 * keeps the latter, and some callers make a new FmgrInfo for every row.
 */
typedef struct ContextDict
{
	ValueDict  *dict;
	struct ContextDict *next;
	MemoryContextCallback forget;
} ContextDict;

static ContextDict *context_dicts = NULL;

static void forget_context_dict(void *arg);
static uint32 intern_string(ValueDict *dict, StringKey key);
static int	compare_strings(const ValueDict *dict, uint32 a, uint32 b);
static int	compare_values(const ValueDict *dict, uint32 a, uint32 b);
static void put_event(EventSegment *segment, EventLayout layout, uint32 i,
					  const StatusEvent *event);
static void add_segment(EventSet *set, Size size);
static void widen(EventSet *set);
static void grow(EventSet *set);
static void gather(const EventSet *set, EventArray *result);
static void add_out_of_order(EventSet *set, const StatusEvent *event);

/*
 * An empty dictionary in the given memory context.
 */
ValueDict *
value_dict_create(MemoryContext context)
{
	ValueDict  *dict = MemoryContextAllocZero(context, sizeof(ValueDict));

	dict->context = context;
	dict->string_table = stringtable_create(context, 8, NULL);
	dict->value_table = valuetable_create(context, 8, NULL);
	dict->max_strings = 8;
	dict->strings = MemoryContextAlloc(context, 8 * sizeof(DictString));
	dict->max_values = 8;
	dict->values = MemoryContextAlloc(context, 8 * sizeof(DictValue));
	return dict;
}

/*
 * The dictionary that all event sets in the given memory context share; made
 * when first asked for, gone when the context is reset or deleted.
 */
ValueDict *
value_dict_of_context(MemoryContext context)
{
	ContextDict *entry;

	for (entry = context_dicts; entry != NULL; entry = entry->next)
		if (entry->dict->context == context)
			return entry->dict;

	entry = MemoryContextAllocZero(context, sizeof(ContextDict));
	entry->dict = value_dict_create(context);
	entry->forget.func = forget_context_dict;
	entry->forget.arg = entry;
	MemoryContextRegisterResetCallback(context, &entry->forget);
	entry->next = context_dicts;
	context_dicts = entry;
	return entry->dict;
}

static void
forget_context_dict(void *arg)
{
	ContextDict **link = &context_dicts;

	while (*link != (ContextDict *) arg)
		link = &(*link)->next;
	*link = (*link)->next;
}

/*
 * The number of a (status, reason) pair; a new pair is added.  A NULL pointer
 * is a NULL.  The bytes are copied when they are new.
 */
uint32
value_dict_lookup(ValueDict *dict,
				  const char *status, uint32 status_len,
				  const char *reason, uint32 reason_len)
{
	ValueKey	key = {{status, status_len}, {reason, reason_len}};
	ValueEntry *entry = valuetable_lookup(dict->value_table, key);
	DictValue  *value;
	bool		found;

	if (likely(entry != NULL))
		return entry->value;

	if (dict->nvalues == dict->max_values)
	{
		if (dict->max_values > PG_UINT32_MAX / 2)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many different statuses and reasons")));
		dict->max_values *= 2;
		dict->values = repalloc_huge(dict->values,
									 dict->max_values * sizeof(DictValue));
	}
	value = &dict->values[dict->nvalues];
	value->status = intern_string(dict, key.status);
	value->reason = intern_string(dict, key.reason);
	value->stamp = 0;

	/* the table must point to our copies of the bytes */
	if (value->status != DICT_NULL)
		key.status.data = dict->strings[value->status].data;
	if (value->reason != DICT_NULL)
		key.reason.data = dict->strings[value->reason].data;
	entry = valuetable_insert(dict->value_table, key, &found);
	Assert(!found);
	entry->value = dict->nvalues;
	return dict->nvalues++;
}

static uint32
intern_string(ValueDict *dict, StringKey key)
{
	StringEntry *entry;
	DictString *string;
	char	   *copy;
	bool		found;

	if (key.data == NULL)
		return DICT_NULL;
	entry = stringtable_lookup(dict->string_table, key);
	if (entry != NULL)
		return entry->string;

	/* there are at most two strings a value, so the count cannot overflow */
	if (dict->nstrings == dict->max_strings)
	{
		dict->max_strings *= 2;
		dict->strings = repalloc_huge(dict->strings,
									  dict->max_strings * sizeof(DictString));
	}
	copy = MemoryContextAlloc(dict->context, Max(key.len, 1));
	memcpy(copy, key.data, key.len);
	key.data = copy;

	string = &dict->strings[dict->nstrings];
	string->data = copy;
	string->len = key.len;
	string->stamp = 0;
	entry = stringtable_insert(dict->string_table, key, &found);
	Assert(!found);
	entry->string = dict->nstrings;
	return dict->nstrings++;
}

/* Order of two strings of the dictionary: by bytes, NULL last. */
static int
compare_strings(const ValueDict *dict, uint32 a, uint32 b)
{
	const DictString *left;
	const DictString *right;
	int			order;

	if (a == b)
		return 0;
	if (a == DICT_NULL || b == DICT_NULL)
		return a == DICT_NULL ? 1 : -1;
	left = &dict->strings[a];
	right = &dict->strings[b];
	order = memcmp(left->data, right->data, Min(left->len, right->len));
	if (order != 0)
		return order;
	return left->len < right->len ? -1 : 1;
}

/* Order of two (status, reason) pairs of the dictionary. */
static int
compare_values(const ValueDict *dict, uint32 a, uint32 b)
{
	int			order;

	if (a == b)
		return 0;
	order = compare_strings(dict, dict->values[a].status,
							dict->values[b].status);
	if (order != 0)
		return order;
	return compare_strings(dict, dict->values[a].reason,
						   dict->values[b].reason);
}

/* Order of two keys: by time, and at one time by the bytes of the value. */
static inline int
compare_keys(uint64 a, uint64 b, const ValueDict *dict)
{
	if (unlikely((a ^ b) <= EVENT_VALUE_MASK))
		return compare_values(dict, event_key_value(a), event_key_value(b));
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
	return compare_values(dict, event_key_value(a->key),
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
	return compare_values(dict, a->value, b->value);
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

/*
 * An empty set in the memory context of the dictionary.  "sequenced" tells
 * whether events with a sequence are to be expected.
 */
EventSet *
event_set_create(ValueDict *dict, bool sequenced)
{
	Size		size = sequenced ? SEQUENCED_SET_SIZE : PACKED_SET_SIZE;
	EventSet   *set = MemoryContextAlloc(dict->context, size);
	EventSegment *segment = (EventSegment *) (set + 1);

	set->dict = dict;
	set->last = segment;
	set->nevents = 0;
	set->layout = sequenced ? EVENTS_SEQUENCED : EVENTS_PACKED;
	set->sorted = true;
	set->encoded = NULL;
	segment->before = NULL;
	segment->nevents = 0;
	segment->capacity = (uint32)
		((size - sizeof(EventSet) - offsetof(EventSegment, events)) /
		 event_size[set->layout]);
	return set;
}

/*
 * Add one event, whose value is one of the set's dictionary.  A duplicate
 * may be dropped at once or by event_set_sort().
 */
void
event_set_add(EventSet *set, const StatusEvent *event)
{
	EventLayout layout = EVENTS_WIDE;
	EventSegment *segment;

	if (likely(event_packs(event->at, event->value)))
		layout = event->has_sequence ? EVENTS_SEQUENCED : EVENTS_PACKED;
	if (unlikely(layout != set->layout) && set->layout != EVENTS_WIDE)
		widen(set);
	segment = set->last;

	if (likely(set->layout == EVENTS_PACKED && segment->nevents > 0 &&
			   segment->nevents < segment->capacity))
	{
		uint64	   *keys = (uint64 *) segment->events;
		uint64		last = keys[segment->nevents - 1];
		uint64		key = event_key(event->at, event->value);

		/* later than the last one: the usual case */
		if (likely(key > last && (key ^ last) > EVENT_VALUE_MASK))
		{
			keys[segment->nevents++] = key;
			set->nevents++;
			return;
		}
	}
	add_out_of_order(set, event);
}

/*
 * Add the events of another set, which may have another dictionary.
 */
void
event_set_add_set(EventSet *set, const EventSet *other)
{
	const ValueDict *dict = other->dict;
	EventArray	array;
	uint32		i;

	gather(other, &array);
	for (i = 0; i < array.nevents; i++)
	{
		StatusEvent event = event_array_get(&array, i);
		const DictValue *value = &dict->values[event.value];
		const DictString none = {NULL, 0};
		const DictString *status = value->status == DICT_NULL ? &none :
			&dict->strings[value->status];
		const DictString *reason = value->reason == DICT_NULL ? &none :
			&dict->strings[value->reason];

		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		event.value = value_dict_lookup(set->dict, status->data, status->len,
										reason->data, reason->len);
		event_set_add(set, &event);
	}
	pfree(array.events);
}

/*
 * Add an event where there is more to do: the segment is full, or the event
 * is not later than the last one.  Most of these are only a little late, or
 * share their time with others: they are put where they belong.  What is
 * later than that waits for event_set_sort().
 */
static void
add_out_of_order(EventSet *set, const StatusEvent *event)
{
	EventLayout layout = (EventLayout) set->layout;
	Size		size = event_size[layout];
	EventSegment *segment;
	uint32		place;
	int			order = 1;

	if (set->last->nevents == set->last->capacity)
		grow(set);
	segment = set->last;
	place = segment->nevents;
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
										   segment->before->nevents - 1);

			order = compare_events(event, &before, set->dict);
		}
		else if (place == 0)
			order = 1;
		if (order == 0)
			return;
		if (order < 0)
		{
			set->sorted = false;
			place = segment->nevents;
		}
	}
	memmove(segment->events + (place + 1) * size,
			segment->events + place * size,
			(segment->nevents - place) * size);
	put_event(segment, layout, place, event);
	segment->nevents++;
	set->nevents++;
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

/* A new segment that takes the given size in memory. */
static void
add_segment(EventSet *set, Size size)
{
	EventSegment *segment = MemoryContextAllocHuge(set->dict->context, size);
	Size		capacity = (size - offsetof(EventSegment, events)) /
		event_size[set->layout];

	segment->before = set->last;
	segment->nevents = 0;
	segment->capacity = (uint32) Min(capacity, PG_UINT32_MAX - set->nevents);
	set->last = segment;
}

/* Make room for more events. */
static void
grow(EventSet *set)
{
	Size		used = set->nevents * event_size[set->layout];

	if (set->nevents == PG_UINT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many status events for one timeline")));
	add_segment(set, used >= SMALL_SET_SIZE ? used / 4 :
				pg_prevpower2_size_t(Max(used / 2, MIN_SEGMENT_SIZE)));
}

/* Turn a set into a wide one, once an event comes that its layout cannot hold. */
static void
widen(EventSet *set)
{
	EventSegment *segment = set->last;
	EventArray	array;
	uint32		i;

	gather(set, &array);
	set->last = NULL;
	set->layout = EVENTS_WIDE;
	add_segment(set, offsetof(EventSegment, events) +
				mul_size(sizeof(StatusEvent),
						 Max((Size) array.nevents + array.nevents / 4, 8)));
	for (i = 0; i < array.nevents; i++)
	{
		StatusEvent event = event_array_get(&array, i);

		put_event(set->last, EVENTS_WIDE, i, &event);
	}
	set->last->nevents = array.nevents;
	pfree(array.events);

	/* the first segment is part of the set itself */
	while (segment->before != NULL)
	{
		EventSegment *before = segment->before;

		pfree(segment);
		segment = before;
	}
}

/* Copy the events, in the order in which they are, to one array. */
static void
gather(const EventSet *set, EventArray *result)
{
	Size		size = event_size[set->layout];
	const EventSegment *segment;
	char	   *end;

	result->dict = set->dict;
	result->nevents = set->nevents;
	result->layout = (EventLayout) set->layout;
	result->events = MemoryContextAllocHuge(CurrentMemoryContext,
											mul_size(Max(set->nevents, 1), size));
	end = result->events + set->nevents * size;
	for (segment = set->last; segment != NULL; segment = segment->before)
	{
		end -= segment->nevents * size;
		memcpy(end, segment->events, segment->nevents * size);
	}
}

/*
 * The events in order and without duplicates, as an array in the current
 * memory context.  The set stays as it is.
 */
void
event_set_sort(const EventSet *set, EventArray *result)
{
	Size		size = event_size[set->layout];
	uint32		kept = 0;
	uint32		i;

	gather(set, result);
	if (set->sorted)
		return;

	switch (result->layout)
	{
		case EVENTS_PACKED:
			sort_packed((uint64 *) result->events, set->nevents, set->dict);
			break;
		case EVENTS_SEQUENCED:
			sort_sequenced((SequencedEvent *) result->events, set->nevents,
						   set->dict);
			break;
		case EVENTS_WIDE:
			sort_wide((StatusEvent *) result->events, set->nevents, set->dict);
			break;
	}

	/* no layout has padding, so equal events are equal bytes */
	for (i = 1; i < set->nevents; i++)
	{
		char	   *last = result->events + kept * size;
		char	   *next = result->events + i * size;

		if (memcmp(last, next, size) != 0)
		{
			kept++;
			if (kept != i)
				memcpy(last + size, next, size);
		}
	}
	result->nevents = kept + 1;
}
