/*-------------------------------------------------------------------------
 *
 * timeline_format.c
 *		The bytes of a timeline, and how they are written.
 *
 * Equal sets of events give equal bytes, so that comparing timelines is
 * comparing bytes.  time_blocks.c says what header, index and integers have in
 * common with other types.  After the varlena header:
 *
 *	  0  1	format version, 1
 *	  1  1	flags: bit 0, some event has a sequence; the others are 0
 *	  2  4	number of events, at least 1
 *	  6  8	time of the first event, microseconds from 2000-01-01 UTC
 *	 14  8	time of the last event
 *	 22		varint unit: the greatest common divisor, in microseconds, of the
 *			distances in time between the events; 1 if they share one time
 *			varint number of strings
 *			varint number of values
 *			strings in the order of their bytes, each once: varint length,
 *			the bytes in the encoding of the database
 *			values (pairs of status and reason) in the order of their
 *			strings, each once: varint status, varint reason; the number of a
 *			string, or the number of strings, which stands for NULL
 *			index: for each block of 128 events but the first
 *				8	time of its first event
 *				4	offset of its first byte from that of the first event
 *				4	value in force strictly before that time, or the number
 *					of values if there is none
 *				8	since when it was in force, or 0
 *			events in the order (time, sequence, value), NULL sequences last:
 *				varint	distance in time from the event before, in units
 *				varint	value; if the flag is set, twice that plus one if
 *						the event has a sequence
 *				varint	if it has one: the difference to the last sequence in
 *						this block, or to 0, in zigzag form
 *
 * The index lets a reader start at any block and know the true start of what
 * was in force there, however many repetitions of the same status came
 * before.
 *
 * Data of a support team in whole seconds takes 3 to 4 bytes an event, with
 * microseconds 6 to 7.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "timeline.h"

const TimeBlocksFormat timeline_format = {
	.type_name = "timeline",
	.version = TIMELINE_VERSION,
	.known_flags = TIMELINE_SEQUENCED,
	.entry_size = BLOCK_ENTRY_SIZE + 12
};

/* The most bytes that an event takes */
#define MAX_EVENT_SIZE			(3 * MAX_VARINT_SIZE)

/* What timeline_encode() finds out before it writes */
typedef struct TimelinePlan
{
	TimestampTz first_at;
	TimestampTz last_at;
	uint64		unit;
	bool		sequenced;
	uint32		nstrings;
	uint32		nvalues;
	DictString **strings;		/* in the order they are written */
	DictValue **values;
} TimelinePlan;

static void plan_timeline(SortedEvents *sorted, ValueDict *dict,
						  TimelinePlan *plan);
static void plan_values(ValueDict *dict, TimelinePlan *plan);
static void use_string(ValueDict *dict, TimelinePlan *plan, uint32 string);
static void write_events(StringInfo buf, SortedEvents *sorted,
						 const TimelinePlan *plan, int index_start);

/*
 * The timeline of a set of events, of which there must be one at least.  It
 * is allocated in the current memory context.  The set may be sorted by this,
 * and stands for the same events.
 */
Timeline *
timeline_encode(EventSet *set)
{
	SortedEvents sorted;
	TimelinePlan plan;
	StringInfoData buf;
	int			index_start;
	uint32		i;

	Assert(!event_set_is_empty(set));
	event_set_sort(set, &sorted);
	plan_timeline(&sorted, set->dict, &plan);

	time_blocks_begin(&buf, &timeline_format,
					  plan.sequenced ? TIMELINE_SEQUENCED : 0, sorted.nevents,
					  plan.first_at, plan.last_at, plan.unit);
	append_varint(&buf, plan.nstrings);
	append_varint(&buf, plan.nvalues);

	for (i = 0; i < plan.nstrings; i++)
	{
		const DictString *string = plan.strings[i];

		CHECK_FOR_INTERRUPTS();
		reserve_bytes(&buf, &timeline_format,
					  MAX_VARINT_SIZE + (Size) string->len);
		append_varint(&buf, string->len);
		memcpy(&buf.data[buf.len], string->data, string->len);
		buf.len += (int) string->len;
	}
	for (i = 0; i < plan.nvalues; i++)
	{
		const DictValue *value = plan.values[i];

		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		reserve_bytes(&buf, &timeline_format, 2 * MAX_VARINT_SIZE);
		append_varint(&buf, value->status == DICT_NULL ? plan.nstrings :
					  set->dict->strings[value->status].local);
		append_varint(&buf, value->reason == DICT_NULL ? plan.nstrings :
					  set->dict->strings[value->reason].local);
	}

	index_start = time_blocks_begin_index(&buf, &timeline_format,
										  sorted.nevents);
	write_events(&buf, &sorted, &plan, index_start);

	sorted_events_free(&sorted);
	pfree(plan.strings);
	pfree(plan.values);
	SET_VARSIZE(buf.data, buf.len);
	return (Timeline *) buf.data;
}

/*
 * Find the strings and values in use, the first and the last time, the unit
 * of time, and whether any event has a sequence.
 */
static void
plan_timeline(SortedEvents *sorted, ValueDict *dict, TimelinePlan *plan)
{
	uint32		room = 16;
	uint64		unit = 0;
	uint32		i;

	dict->stamp++;
	plan->first_at = plan->last_at = 0;
	plan->sequenced = false;
	plan->nstrings = 0;
	plan->nvalues = 0;
	plan->values = palloc(room * sizeof(DictValue *));
	for (i = 0; i < sorted->nevents; i++)
	{
		StatusEvent event = sorted_events_next(sorted);
		DictValue  *value = &dict->values[event.value];

		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		if (value->stamp != dict->stamp)
		{
			value->stamp = dict->stamp;
			if (plan->nvalues == room)
			{
				room *= 2;
				plan->values = repalloc_huge(plan->values,
											 room * sizeof(DictValue *));
			}
			plan->values[plan->nvalues++] = value;
		}
		plan->sequenced |= event.has_sequence != 0;

		if (i == 0)
			plan->first_at = event.at;
		else if (unit != 1)
			unit = common_unit(unit, (uint64) event.at - (uint64) plan->last_at);
		plan->last_at = event.at;
	}
	plan->unit = unit == 0 ? 1 : unit;
	plan_values(dict, plan);
}

static inline int
compare_dict_strings(const DictString *left, const DictString *right)
{
	return compare_strings(left->data, left->len, right->data, right->len);
}

static inline int
compare_dict_values(const DictValue *left, const DictValue *right,
					const DictString *strings)
{
	uint32		x = left->status;
	uint32		y = right->status;

	if (x == y)
	{
		x = left->reason;
		y = right->reason;
	}
	if (x == DICT_NULL || y == DICT_NULL)
		return x == DICT_NULL ? 1 : -1;
	return strings[x].local < strings[y].local ? -1 : 1;
}

/* the template's declarations want a name without a star */
typedef DictString *DictStringPtr;
typedef DictValue *DictValuePtr;

#define ST_SORT sort_dict_strings
#define ST_ELEMENT_TYPE DictStringPtr
#define ST_COMPARE(a, b) compare_dict_strings(*(a), *(b))
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

#define ST_SORT sort_dict_values
#define ST_ELEMENT_TYPE DictValuePtr
#define ST_COMPARE(a, b, strings) compare_dict_values(*(a), *(b), strings)
#define ST_COMPARE_ARG_TYPE const DictString
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/* Number the strings and the values in use by the order of their bytes. */
static void
plan_values(ValueDict *dict, TimelinePlan *plan)
{
	uint32		i;

	plan->strings = MemoryContextAllocHuge(CurrentMemoryContext,
										   mul_size(2 * (Size) plan->nvalues,
													sizeof(DictString *)));
	for (i = 0; i < plan->nvalues; i++)
	{
		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		use_string(dict, plan, plan->values[i]->status);
		use_string(dict, plan, plan->values[i]->reason);
	}
	if (plan->nstrings > TIMELINE_MAX_STRINGS)
		ereport(ERROR, TOO_MANY_STRINGS());
	if (plan->nstrings > 1)
		sort_dict_strings(plan->strings, plan->nstrings);
	for (i = 0; i < plan->nstrings; i++)
		plan->strings[i]->local = i;
	if (plan->nvalues > 1)
		sort_dict_values(plan->values, plan->nvalues, dict->strings);
	for (i = 0; i < plan->nvalues; i++)
	{
		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		plan->values[i]->local = i;
	}
}

static void
use_string(ValueDict *dict, TimelinePlan *plan, uint32 string)
{
	if (string == DICT_NULL || dict->strings[string].stamp == dict->stamp)
		return;
	dict->strings[string].stamp = dict->stamp;
	plan->strings[plan->nstrings++] = &dict->strings[string];
}

/*
 * Append the events, and fill in the index that begins at index_start.
 *
 * The index needs what was in force strictly before each block's first event.
 * At one time the last event counts, so the value of a time is known when a
 * later time comes: "newest" is of the last event read, "run" what was in
 * force before its time.
 */
static void
write_events(StringInfo buf, SortedEvents *sorted,
			 const TimelinePlan *plan, int index_start)
{
	const DictValue *values = sorted->dict->values;
	int			events_start = buf->len;
	TimestampTz newest_at = plan->first_at;
	uint32		newest_value = plan->nvalues;
	uint32		run_value = plan->nvalues;
	TimestampTz run_started_at = 0;
	int64		sequence = 0;
	uint32		i;

	sorted_events_rewind(sorted);
	for (i = 0; i < sorted->nevents; i++)
	{
		StatusEvent event = sorted_events_next(sorted);
		uint32		value = values[event.value].local;
		uint64		distance = (uint64) event.at - (uint64) newest_at;

		if (distance > 0 && newest_value != run_value)
		{
			run_value = newest_value;
			run_started_at = newest_at;
		}
		if (i % BLOCK_ELEMENTS == 0)
		{
			CHECK_FOR_INTERRUPTS();
			reserve_bytes(buf, &timeline_format, BLOCK_ELEMENTS * MAX_EVENT_SIZE);
			sequence = 0;
			if (i > 0)
			{
				char	   *rest = put_block_entry(buf, &timeline_format,
												   i / BLOCK_ELEMENTS,
												   index_start, events_start,
												   event.at);

				put_uint32(rest, run_value);
				put_uint64(rest + 4, (uint64) run_started_at);
			}
		}

		append_varint(buf, plan->unit == 1 ? distance : distance / plan->unit);
		if (!plan->sequenced)
			append_varint(buf, value);
		else
		{
			append_varint(buf, (uint64) value << 1 | event.has_sequence);
			if (event.has_sequence)
			{
				append_zigzag(buf, (uint64) event.sequence - (uint64) sequence);
				sequence = event.sequence;
			}
		}
		newest_at = event.at;
		newest_value = value;
	}
}
