/*-------------------------------------------------------------------------
 *
 * timeline_reader.c
 *		Reader of a timeline.
 *
 * timeline_format.c describes the bytes.  They are not trusted: all memory
 * allocated is in proportion to their number, whatever they contain.  But only
 * timeline_recv() checks that they are in canonical form.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "interrupts.h"
#include "timeline.h"

/* Read the strings; one more element stands for NULL. */
static void
read_strings(TimelineReader *reader)
{
	TimeBlocks *blocks = &reader->blocks;
	uint32		i;

	reader->strings = MemoryContextAllocHuge(CurrentMemoryContext,
											 ((Size) reader->nstrings + 1) *
											 sizeof(TimelineString));
	for (i = 0; i < reader->nstrings; i++)
	{
		uint32		len = time_blocks_read_count(blocks, 1);

		CHECK_FOR_INTERRUPTS();
		reader->strings[i].data = (const char *) blocks->pos;
		reader->strings[i].len = len;
		blocks->pos += len;
		if (i > 0 &&
			compare_strings(reader->strings[i - 1].data,
							reader->strings[i - 1].len,
							reader->strings[i].data, len) >= 0)
			time_blocks_corrupt(blocks, "Strings are not in order.");
	}
	reader->strings[i].data = NULL;
	reader->strings[i].len = 0;
}

/* Read the values; one more element, (NULL, NULL), stands for no event. */
static void
read_values(TimelineReader *reader)
{
	TimeBlocks *blocks = &reader->blocks;
	uint32		i;

	reader->values = MemoryContextAllocHuge(CurrentMemoryContext,
											((Size) reader->nvalues + 1) *
											sizeof(TimelineValue));
	for (i = 0; i < reader->nvalues; i++)
	{
		TimelineValue *value = &reader->values[i];
		uint64		status = time_blocks_read_varint(blocks);
		uint64		reason = time_blocks_read_varint(blocks);

		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		if (status > reader->nstrings || reason > reader->nstrings)
			time_blocks_corrupt(blocks, "A value refers to a missing string.");
		value->status = (uint32) status;
		value->reason = (uint32) reason;
		if (i > 0 && (value[-1].status > value->status ||
					  (value[-1].status == value->status &&
					   value[-1].reason >= value->reason)))
			time_blocks_corrupt(blocks, "Values are not in order.");
	}
	reader->values[i].status = reader->nstrings;
	reader->values[i].reason = reader->nstrings;
}

/*
 * Open a timeline, given without the varlena header.  The bytes must stay in
 * place while it is read.  The reader's arrays are allocated in the current
 * memory context.
 */
void
timeline_open(TimelineReader *reader, const void *body, Size size,
			  int sqlerrcode)
{
	TimeBlocks *blocks = &reader->blocks;

	time_blocks_open(blocks, &timeline_format, body, size, sqlerrcode);
	reader->sequenced = (blocks->flags & TIMELINE_SEQUENCED) != 0;
	if (blocks->nelements == 0)
		time_blocks_corrupt(blocks, "There are no events.");
	/* limit the allocations below by the number of bytes */
	blocks->unit = time_blocks_read_varint(blocks);
	reader->nstrings = time_blocks_read_count(blocks, 1);
	reader->nvalues = time_blocks_read_count(blocks, 2);
	if (reader->nstrings > TIMELINE_MAX_STRINGS ||
		(reader->nstrings + 1) / 2 > reader->nvalues ||
		reader->nvalues == 0 || reader->nvalues > blocks->nelements ||
		blocks->nelements > (Size) (blocks->end - blocks->pos) / 2)
		time_blocks_corrupt(blocks, "Counts are inconsistent.");
	read_strings(reader);
	read_values(reader);
	time_blocks_open_index(blocks);
}

/*
 * Open a stored timeline.
 */
void
timeline_open_datum(TimelineReader *reader, const Timeline *timeline)
{
	timeline_open(reader, VARDATA_ANY(timeline),
				  VARSIZE_ANY_EXHDR(timeline), ERRCODE_DATA_CORRUPTED);
}

/*
 * Check that the strings of a timeline are valid in an encoding.
 */
void
timeline_verify_strings(const TimelineReader *reader, int encoding)
{
	uint32		i;

	for (i = 0; i < reader->nstrings; i++)
	{
		CHECK_FOR_INTERRUPTS();
		(void) pg_verify_mbstr(encoding, reader->strings[i].data,
							   (int) reader->strings[i].len, false);
	}
}

/*
 * Return the index entry of a block.
 */
void
timeline_get_block(const TimelineReader *reader, uint32 block,
				   TimelineBlock *result)
{
	BlockEntry	entry = time_blocks_entry(&reader->blocks, block);

	result->first_at = entry.first_at;
	result->run_value = reader->nvalues;
	result->run_started_at = 0;
	if (entry.rest == NULL)
		return;
	result->run_value = get_uint32(entry.rest);
	result->run_started_at = (TimestampTz) get_uint64(entry.rest + 4);
	if (result->run_value > reader->nvalues ||
		(result->run_value < reader->nvalues &&
		 (result->run_started_at < reader->blocks.first_at ||
		  result->run_started_at >= result->first_at)))
		time_blocks_corrupt(&reader->blocks, "Index is inconsistent.");
}

/*
 * Go to the first event of a block.
 */
void
timeline_seek_block(TimelineReader *reader, uint32 block)
{
	time_blocks_seek(&reader->blocks, block);
	reader->sequence = 0;
}

/*
 * Find the event in force at a time, the last one that is not after it.
 * Return false if there is none.
 */
bool
timeline_event_at(TimelineReader *reader, TimestampTz at, StatusEvent *event)
{
	StatusEvent next;
	bool		found = false;

	timeline_seek_block(reader, time_blocks_find(&reader->blocks, at));
	while (timeline_next(reader, &next) && next.at <= at)
	{
		*event = next;
		found = true;
	}
	return found;
}

/*
 * Return the number of a string, nstrings if the timeline does not have it.
 */
uint32
timeline_find_string(const TimelineReader *reader, const char *data, uint32 len)
{
	uint32		low = 0;
	uint32		high = reader->nstrings;

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;
		int			order = compare_strings(reader->strings[middle].data,
											reader->strings[middle].len,
											data, len);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return reader->nstrings;
}

/*
 * Return an array that is true for the values with any of the statuses.  One
 * more element, false, stands for no event.
 */
bool *
timeline_values_in(const TimelineReader *reader, text **statuses,
				   int nstatuses)
{
	bool	   *wanted = palloc0((Size) reader->nstrings + 1);
	bool	   *result = palloc_extended((Size) reader->nvalues + 1,
										 MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	uint32		value;
	int			i;

	for (i = 0; i < nstatuses; i++)
	{
		CHECK_FOR_INTERRUPTS();
		wanted[timeline_find_string(reader, VARDATA_ANY(statuses[i]),
									(uint32) VARSIZE_ANY_EXHDR(statuses[i]))] = true;
	}
	/* set for statuses that were not found; also stands for NULL */
	wanted[reader->nstrings] = false;
	for (value = 0; value < reader->nvalues; value++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, value);
		result[value] = wanted[reader->values[value].status];
	}
	pfree(wanted);
	return result;
}

/*
 * Add the values of a timeline to a dictionary.  Return their numbers in the
 * dictionary, as an array by their numbers in the timeline.
 */
uint32 *
timeline_map_values(const TimelineReader *reader, ValueDict *dict)
{
	uint32	   *strings;
	uint32	   *map;
	uint32		i;

	strings = palloc(((Size) reader->nstrings + 1) * sizeof(uint32));
	map = MemoryContextAllocHuge(CurrentMemoryContext,
								 (Size) reader->nvalues * sizeof(uint32));
	for (i = 0; i < reader->nstrings; i++)
		strings[i] = value_dict_string(dict, reader->strings[i].data,
									   reader->strings[i].len);
	strings[i] = DICT_NULL;
	for (i = 0; i < reader->nvalues; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		map[i] = value_dict_value(dict, strings[reader->values[i].status],
								  strings[reader->values[i].reason]);
	}
	pfree(strings);
	return map;
}

/*
 * Add the events of a timeline, from the reader's position on, to a set.
 */
void
event_set_add_timeline(EventSet *set, TimelineReader *reader)
{
	uint32	   *values = timeline_map_values(reader, set->dict);
	StatusEvent event;

	while (timeline_next(reader, &event))
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, reader->blocks.next_element);
		event.value = values[event.value];
		event_set_add(set, &event);
	}
	pfree(values);
}
