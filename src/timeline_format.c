/*-------------------------------------------------------------------------
 *
 * timeline_format.c
 *		The stored form of a timeline, and its encoder.
 *
 * Equal sets of events have equal bytes, so timelines are compared by their
 * bytes.  time_blocks.c describes header, index and integers, which all types
 * share.  After the varlena header:
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
 *				4	value in force just before that time, or the number of
 *					values if there is none
 *				8	time since when it was in force, or 0
 *			events in the order (time, sequence, value), NULL sequences last:
 *				varint	distance in time from the event before, in units
 *				varint	value; if the flag is set, twice that plus one if
 *						the event has a sequence
 *				varint	if it has one: the difference to the last sequence in
 *						this block, or to 0, in zigzag form
 *
 * With the index, a reader that starts at any block knows the true start of
 * the status in force there, however many events repeated it before.
 *
 * Data of a support team takes 3 to 4 bytes an event in whole seconds, 6 to 7
 * with microseconds.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "interrupts.h"
#include "timeline.h"

const TimeBlocksFormat timeline_format = {
	.type_name = "timeline",
	.version = TIMELINE_VERSION,
	.known_flags = TIMELINE_SEQUENCED,
	.entry_size = BLOCK_ENTRY_SIZE + 12
};

/* Maximal size of an event without its sequence, in bytes */
#define MAX_EVENT_SIZE			(2 * MAX_VARINT_SIZE)

/* Maximal sizes of the length and of the number of a string, as varints */
#define MAX_STRING_LEN_SIZE		5
#define MAX_STRING_NUMBER_SIZE	3

/*
 * Walk an ordered dictionary if it has at most WALKED_ENTRIES entries, and
 * WALKED_ENTRIES_PER_EVENT more for each event.  A step takes about a
 * nanosecond, while looking up and sorting values takes several per event.
 */
#define WALKED_ENTRIES				64
#define WALKED_ENTRIES_PER_EVENT	8

/* plan_keys() has an element for each value of a packed event */
StaticAssertDecl(DICT_MAX_ORDERED > EVENT_VALUE_MASK,
				 "a packed event may have a value that is not ordered");

/* What timeline_encode() must know before it writes */
typedef struct TimelinePlan
{
	TimestampTz first_at;
	TimestampTz last_at;
	uint64		unit;
	bool		sequenced;
	uint32		nstrings;
	uint32		nvalues;
	uint32	   *strings;		/* numbers of the dictionary, */
	uint32	   *values;			/* in the order of the timeline */
} TimelinePlan;

static void plan_timeline(SortedEvents *sorted, ValueDict *dict,
						  TimelinePlan *plan);
static void plan_keys(const SortedEvents *sorted, ValueDict *dict,
					  TimelinePlan *plan);
static void plan_events(SortedEvents *sorted, ValueDict *dict,
						TimelinePlan *plan);
static void use_string(ValueDict *dict, TimelinePlan *plan, uint32 string);
static void write_values(StringInfo buf, const ValueDict *dict,
						 const TimelinePlan *plan);
static void write_keys(StringInfo buf, const SortedEvents *sorted,
					   const TimelinePlan *plan, int index_start);
static void write_events(StringInfo buf, SortedEvents *sorted,
						 const TimelinePlan *plan, int index_start);

/*
 * Encode a set of events, which must not be empty, as a timeline in the
 * current memory context.  May sort the set, but keeps its events.
 */
Timeline *
timeline_encode(EventSet *set)
{
	SortedEvents sorted;
	TimelinePlan plan;
	StringInfoData buf;
	int			index_start;

	Assert(!event_set_is_empty(set));
	event_set_sort(set, &sorted);
	plan_timeline(&sorted, set->dict, &plan);

	time_blocks_begin(&buf, &timeline_format,
					  plan.sequenced ? TIMELINE_SEQUENCED : 0, sorted.nevents,
					  plan.first_at, plan.last_at, plan.unit);
	write_values(&buf, set->dict, &plan);
	index_start = time_blocks_begin_index(&buf, &timeline_format,
										  sorted.nevents);
	if (sorted.layout == EVENTS_WIDE)
		write_events(&buf, &sorted, &plan, index_start);
	else
		write_keys(&buf, &sorted, &plan, index_start);

	sorted_events_free(&sorted);
	pfree(plan.strings);
	pfree(plan.values);
	SET_VARSIZE(buf.data, buf.len);
	return (Timeline *) buf.data;
}

/*
 * Determine the strings and values in use, the first and last time, the unit
 * of time, and whether any event has a sequence.
 */
static void
plan_timeline(SortedEvents *sorted, ValueDict *dict, TimelinePlan *plan)
{
	uint32		i;

	plan->nstrings = 0;
	plan->nvalues = 0;
	dict->stamp++;
	/* walking a large dictionary takes longer than sorting a few values */
	if (sorted->layout != EVENTS_WIDE &&
		dict->nvalues + (Size) dict->nstrings <=
		WALKED_ENTRIES + WALKED_ENTRIES_PER_EVENT * (Size) sorted->nevents &&
		value_dict_order(dict))
		plan_keys(sorted, dict, plan);
	else
		plan_events(sorted, dict, plan);
	if (plan->nstrings > TIMELINE_MAX_STRINGS)
		ereport(ERROR, TOO_MANY_STRINGS());
	for (i = 0; i < plan->nstrings; i++)
		dict->strings[plan->strings[i]].local = i;
	for (i = 0; i < plan->nvalues; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		dict->values[plan->values[i]].local = i;
	}
	Assert(plan->nvalues > 0 && plan->nvalues <= sorted->nevents);
	Assert(plan->first_at <= plan->last_at && plan->unit > 0);
}

/*
 * Read the keys of packed events, and mark their values in "seen".
 */
static pg_attribute_always_inline void
read_keys(const SortedEvents *sorted, TimelinePlan *plan, bool *seen,
		  const uint32 stride)
{
	const SegmentPiece *piece = sorted->pieces;
	uint32		left = sorted->nevents;
	uint64		last_time = *(const uint64 *) piece->elements >> EVENT_VALUE_BITS;
	uint64		unit = 0;

	plan->first_at = (TimestampTz) last_time - EVENT_TIME_BIAS;
	for (; left > 0; piece++)
	{
		const uint64 *key = (const uint64 *) piece->elements;
		uint32		i;

		for (i = 0; i < piece->nelements; i++)
		{
			uint64		time = *key >> EVENT_VALUE_BITS;

			CHECK_FOR_INTERRUPTS_EVERY(4096, i);
			seen[event_key_value(*key)] = true;
			if (unit != 1 && time != last_time)
				unit = common_unit(unit, time - last_time);
			last_time = time;
			key += stride;
		}
		left -= piece->nelements;
	}
	plan->last_at = (TimestampTz) last_time - EVENT_TIME_BIAS;
	plan->unit = unit == 0 ? 1 : unit;
}

/*
 * Make the plan for packed events with an ordered dictionary, as nearly all
 * sets are: then nothing needs to be sorted.
 */
static void
plan_keys(const SortedEvents *sorted, ValueDict *dict, TimelinePlan *plan)
{
	bool		seen[DICT_MAX_ORDERED];
	uint32		i;

	memset(seen, false, dict->nvalues * sizeof(bool));
	plan->sequenced = sorted->layout == EVENTS_SEQUENCED;
	if (plan->sequenced)
		read_keys(sorted, plan, seen, 2);
	else
		read_keys(sorted, plan, seen, 1);

	plan->values = palloc(dict->nvalues * sizeof(uint32));
	for (i = 0; i < dict->nvalues; i++)
	{
		uint32		number = dict->value_order[i];
		const DictValue *value = &dict->values[number];

		if (!seen[number])
			continue;
		plan->values[plan->nvalues++] = number;
		if (value->status != DICT_NULL)
			dict->strings[value->status].stamp = dict->stamp;
		if (value->reason != DICT_NULL)
			dict->strings[value->reason].stamp = dict->stamp;
	}
	plan->strings = palloc(Max(dict->nstrings, 1) * sizeof(uint32));
	for (i = 0; i < dict->nstrings; i++)
		if (dict->strings[dict->string_order[i]].stamp == dict->stamp)
			plan->strings[plan->nstrings++] = dict->string_order[i];
}

/*
 * Make the plan for any events with any dictionary.
 */
static void
plan_events(SortedEvents *sorted, ValueDict *dict, TimelinePlan *plan)
{
	uint32		max_values = 16;
	uint64		unit = 0;
	uint32		i;

	plan->first_at = plan->last_at = 0;
	plan->sequenced = false;
	plan->values = palloc(max_values * sizeof(uint32));
	for (i = 0; i < sorted->nevents; i++)
	{
		StatusEvent event = sorted_events_next(sorted);
		DictValue  *value = &dict->values[event.value];

		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		if (value->stamp != dict->stamp)
		{
			value->stamp = dict->stamp;
			if (plan->nvalues == max_values)
			{
				max_values *= 2;
				plan->values = repalloc_huge(plan->values,
											 max_values * sizeof(uint32));
			}
			plan->values[plan->nvalues++] = event.value;
		}
		plan->sequenced |= event.has_sequence != 0;

		if (i == 0)
			plan->first_at = event.at;
		else if (unit != 1)
			unit = common_unit(unit, (uint64) event.at - (uint64) plan->last_at);
		plan->last_at = event.at;
	}
	plan->unit = unit == 0 ? 1 : unit;

	plan->strings = MemoryContextAllocHuge(CurrentMemoryContext,
										   mul_size(2 * (Size) plan->nvalues,
													sizeof(uint32)));
	for (i = 0; i < plan->nvalues; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		use_string(dict, plan, dict->values[plan->values[i]].status);
		use_string(dict, plan, dict->values[plan->values[i]].reason);
	}
	value_dict_sort(dict, plan->strings, plan->nstrings,
					plan->values, plan->nvalues);
}

/* Add a string to the plan, unless it is already there. */
static void
use_string(ValueDict *dict, TimelinePlan *plan, uint32 string)
{
	if (string == DICT_NULL || dict->strings[string].stamp == dict->stamp)
		return;
	dict->strings[string].stamp = dict->stamp;
	plan->strings[plan->nstrings++] = string;
}

/* Append the strings and the values. */
static void
write_values(StringInfo buf, const ValueDict *dict, const TimelinePlan *plan)
{
	Size		reserved = 2 * MAX_VARINT_SIZE;
	char	   *to;
	uint32		i;

	for (i = 0; i < plan->nstrings; i++)
		reserved += MAX_STRING_LEN_SIZE +
			(Size) dict->strings[plan->strings[i]].len;
	reserved += 2 * MAX_STRING_NUMBER_SIZE * (Size) plan->nvalues;
	reserve_bytes(buf, &timeline_format, reserved);
	to = put_varint(buf->data + buf->len, plan->nstrings);
	to = put_varint(to, plan->nvalues);
	for (i = 0; i < plan->nstrings; i++)
	{
		const DictString *string = &dict->strings[plan->strings[i]];

		CHECK_FOR_INTERRUPTS();
		to = put_varint(to, string->len);
		memcpy(to, string->data, string->len);
		to += string->len;
	}
	for (i = 0; i < plan->nvalues; i++)
	{
		const DictValue *value = &dict->values[plan->values[i]];

		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		to = put_varint(to, value->status == DICT_NULL ? plan->nstrings :
						dict->strings[value->status].local);
		to = put_varint(to, value->reason == DICT_NULL ? plan->nstrings :
						dict->strings[value->reason].local);
	}
	Assert(to <= buf->data + buf->len + reserved);
	buf->len = (int) (to - buf->data);
}

/*
 * State for the index while events are written: the value in force just before
 * the first event of each block.  Of several events at one time, the last one
 * counts, so the value at a time is known when a later event follows.
 * "newest" belongs to the last event written, "run" is the value in force
 * before its time.
 */
typedef struct WrittenRun
{
	TimestampTz newest_at;
	uint32		newest_value;
	uint32		run_value;
	TimestampTz run_started_at;
} WrittenRun;

static inline void
written_run_init(WrittenRun *run, const TimelinePlan *plan)
{
	run->newest_at = plan->first_at;
	run->newest_value = plan->nvalues;
	run->run_value = plan->nvalues;
	run->run_started_at = 0;
}

/* Advance to the next event.  Return its distance from the last one. */
static inline uint64
written_run_next(WrittenRun *run, TimestampTz at, uint32 value)
{
	uint64		distance = (uint64) at - (uint64) run->newest_at;

	if (distance > 0 && run->newest_value != run->run_value)
	{
		run->run_value = run->newest_value;
		run->run_started_at = run->newest_at;
	}
	run->newest_at = at;
	run->newest_value = value;
	return distance;
}

/* Write the index entry of a block whose first event comes next. */
static void
put_index_entry(StringInfo buf, uint32 block, int index_start,
				int events_start, const WrittenRun *run)
{
	char	   *rest = put_block_entry(buf, &timeline_format, block,
									   index_start, events_start,
									   run->newest_at);

	put_uint32(rest, run->run_value);
	put_uint64(rest + 4, (uint64) run->run_started_at);
}

/*
 * Append packed events, and write the index that begins at index_start.
 */
static pg_attribute_always_inline void
write_layout(StringInfo buf, const SortedEvents *sorted,
			 const TimelinePlan *plan, int index_start, const bool sequenced)
{
	const DictValue *values = sorted->dict->values;
	const SegmentPiece *piece = sorted->pieces;
	const uint64 *key = (const uint64 *) piece->elements;
	const uint32 stride = sequenced ? 2 : 1;
	const uint64 *piece_end = key + (Size) piece->nelements * stride;
	int			events_start = buf->len;
	WrittenRun	run;
	uint32		done;

	written_run_init(&run, plan);
	for (done = 0; done < sorted->nevents; done += BLOCK_ELEMENTS)
	{
		uint32		nevents = Min(sorted->nevents - done, BLOCK_ELEMENTS);
		int64		sequence = 0;
		Size		reserved = nevents *
			(MAX_EVENT_SIZE + (sequenced ? MAX_VARINT_SIZE : 0));
		char	   *to;
		uint32		i;

		CHECK_FOR_INTERRUPTS();
		reserve_bytes(buf, &timeline_format, reserved);
		to = buf->data + buf->len;
		for (i = 0; i < nevents; i++)
		{
			uint32		value;
			uint64		distance;

			if (key == piece_end)
			{
				piece++;
				key = (const uint64 *) piece->elements;
				piece_end = key + (Size) piece->nelements * stride;
			}
			value = values[event_key_value(*key)].local;
			distance = written_run_next(&run, event_key_at(*key), value);
			if (i == 0 && done > 0)
				put_index_entry(buf, done / BLOCK_ELEMENTS, index_start,
								events_start, &run);
			to = put_varint(to, plan->unit == 1 ? distance : distance / plan->unit);
			if (sequenced)
			{
				to = put_varint(to, (uint64) value << 1 | 1);
				to = put_zigzag(to, key[1] - (uint64) sequence);
				sequence = (int64) key[1];
			}
			else
				to = put_varint(to, value);
			key += stride;
		}
		Assert(to <= buf->data + buf->len + reserved);
		buf->len = (int) (to - buf->data);
	}
}

/* Append packed events with or without sequences. */
static void
write_keys(StringInfo buf, const SortedEvents *sorted,
		   const TimelinePlan *plan, int index_start)
{
	if (sorted->layout == EVENTS_SEQUENCED)
		write_layout(buf, sorted, plan, index_start, true);
	else
		write_layout(buf, sorted, plan, index_start, false);
}

/*
 * Append events that are not packed, and write the index.
 */
static void
write_events(StringInfo buf, SortedEvents *sorted,
			 const TimelinePlan *plan, int index_start)
{
	const DictValue *values = sorted->dict->values;
	int			events_start = buf->len;
	int			reserved_end PG_USED_FOR_ASSERTS_ONLY = 0;
	WrittenRun	run;
	int64		sequence = 0;
	uint32		i;

	written_run_init(&run, plan);
	sorted_events_rewind(sorted);
	for (i = 0; i < sorted->nevents; i++)
	{
		StatusEvent event = sorted_events_next(sorted);
		uint32		value = values[event.value].local;
		uint64		distance = written_run_next(&run, event.at, value);

		if (i % BLOCK_ELEMENTS == 0)
		{
			CHECK_FOR_INTERRUPTS();
			reserve_bytes(buf, &timeline_format, BLOCK_ELEMENTS *
						  (MAX_EVENT_SIZE + MAX_VARINT_SIZE));
			reserved_end = buf->len + BLOCK_ELEMENTS *
				(MAX_EVENT_SIZE + MAX_VARINT_SIZE);
			sequence = 0;
			if (i > 0)
				put_index_entry(buf, i / BLOCK_ELEMENTS, index_start,
								events_start, &run);
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
		Assert(buf->len <= reserved_end);
	}
}
