/*-------------------------------------------------------------------------
 *
 * timeline_reader.c
 *		Reading the bytes of a timeline, without trust in them.
 *
 * timeline_format.c draws the bytes.  Nothing is read beyond their end, and
 * nothing is allocated that is not in proportion to them, whatever they say.
 * That they are in canonical form is only checked by timeline_recv().
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "timeline.h"

static uint32
get_uint32(const uint8 *from)
{
	return (uint32) from[0] | (uint32) from[1] << 8 |
		(uint32) from[2] << 16 | (uint32) from[3] << 24;
}

static uint64
get_uint64(const uint8 *from)
{
	return (uint64) get_uint32(from) | (uint64) get_uint32(from + 4) << 32;
}

/*
 * Raise the error for bytes that are no timeline.
 */
void
timeline_corrupt(const TimelineReader *reader, const char *detail)
{
	ereport(ERROR,
			(errcode(reader->sqlerrcode),
			 errmsg("invalid timeline"),
			 errdetail_internal("%s", detail)));
}

/* A count, none of which can take less than "size" of the bytes left. */
static uint32
read_count(TimelineReader *reader, Size size)
{
	uint64		count = timeline_read_varint(reader);

	if (count > (uint64) (reader->end - reader->pos) / size)
		timeline_corrupt(reader, "It ends too early.");
	return (uint32) count;
}

static void
read_strings(TimelineReader *reader)
{
	uint32		i;

	reader->strings = MemoryContextAllocHuge(CurrentMemoryContext,
											 ((Size) reader->nstrings + 1) *
											 sizeof(TimelineString));
	for (i = 0; i < reader->nstrings; i++)
	{
		uint32		len = read_count(reader, 1);

		reader->strings[i].data = (const char *) reader->pos;
		reader->strings[i].len = len;
		reader->pos += len;
		if (i > 0 &&
			compare_strings(reader->strings[i - 1].data,
							reader->strings[i - 1].len,
							reader->strings[i].data, len) >= 0)
			timeline_corrupt(reader, "Its strings are not in order.");
	}
	reader->strings[i].data = NULL;
	reader->strings[i].len = 0;
}

/* One more value than there are stands for "no event": (NULL, NULL). */
static void
read_values(TimelineReader *reader)
{
	uint32		i;

	reader->values = MemoryContextAllocHuge(CurrentMemoryContext,
											((Size) reader->nvalues + 1) *
											sizeof(TimelineValue));
	for (i = 0; i < reader->nvalues; i++)
	{
		TimelineValue *value = &reader->values[i];
		uint64		status = timeline_read_varint(reader);
		uint64		reason = timeline_read_varint(reader);

		if (status > reader->nstrings || reason > reader->nstrings)
			timeline_corrupt(reader, "A value has a string that is not there.");
		value->status = (uint32) status;
		value->reason = (uint32) reason;
		if (i > 0 && (value[-1].status > value->status ||
					  (value[-1].status == value->status &&
					   value[-1].reason >= value->reason)))
			timeline_corrupt(reader, "Its values are not in order.");
	}
	reader->values[i].status = reader->nstrings;
	reader->values[i].reason = reader->nstrings;
}

/*
 * Read no more than the fixed header: counts, times and flags.
 */
void
timeline_open_header(TimelineReader *reader, const void *body, Size size,
					 int sqlerrcode)
{
	const uint8 *bytes = body;

	memset(reader, 0, sizeof(*reader));
	reader->sqlerrcode = sqlerrcode;
	reader->end = bytes + size;
	if (size < 1)
		timeline_corrupt(reader, "It ends too early.");
	if (bytes[0] != TIMELINE_VERSION)
		ereport(ERROR,
				(errcode(sqlerrcode),
				 errmsg("unsupported timeline format version %d", bytes[0]),
				 errhint("It may come from a newer version of userlogs.")));
	if (size < TIMELINE_HEADER_SIZE)
		timeline_corrupt(reader, "It ends too early.");
	if ((bytes[1] & ~TIMELINE_SEQUENCED) != 0)
		timeline_corrupt(reader, "It has unknown flags.");
	reader->sequenced = (bytes[1] & TIMELINE_SEQUENCED) != 0;
	reader->nevents = get_uint32(bytes + 2);
	reader->first_at = (TimestampTz) get_uint64(bytes + 6);
	reader->last_at = (TimestampTz) get_uint64(bytes + 14);
	reader->pos = bytes + TIMELINE_HEADER_SIZE;
	if (reader->nevents == 0)
		timeline_corrupt(reader, "It has no events.");
	if (!IS_VALID_TIMESTAMP(reader->first_at) ||
		!IS_VALID_TIMESTAMP(reader->last_at) ||
		reader->first_at > reader->last_at)
		timeline_corrupt(reader, "A time is out of range.");
}

/*
 * Start to read the bytes of a timeline, without the varlena header.  They
 * must stay where they are.  The reader's arrays are allocated in the current
 * memory context.
 */
void
timeline_open(TimelineReader *reader, const void *body, Size size,
			  int sqlerrcode)
{
	timeline_open_header(reader, body, size, sqlerrcode);
	/* what is allocated must be in proportion to the bytes that are there */
	reader->unit = timeline_read_varint(reader);
	reader->nstrings = read_count(reader, 1);
	reader->nvalues = read_count(reader, 2);
	if (reader->nstrings > TIMELINE_MAX_STRINGS ||
		(reader->nstrings + 1) / 2 > reader->nvalues ||
		reader->nvalues == 0 || reader->nvalues > reader->nevents ||
		reader->nevents > (Size) (reader->end - reader->pos) / 2)
		timeline_corrupt(reader, "Its counts do not fit together.");
	read_strings(reader);
	read_values(reader);
	reader->nblocks = (reader->nevents - 1) / TIMELINE_BLOCK_EVENTS + 1;
	if ((Size) (reader->end - reader->pos) / TIMELINE_INDEX_SIZE <
		reader->nblocks - 1)
		timeline_corrupt(reader, "It ends too early.");
	reader->index = reader->pos;
	reader->events = reader->pos +
		(Size) (reader->nblocks - 1) * TIMELINE_INDEX_SIZE;
	timeline_seek_block(reader, 0);
}

/*
 * Start to read a stored timeline.
 */
void
timeline_open_datum(TimelineReader *reader, const Timeline *timeline)
{
	timeline_open(reader, VARDATA_ANY(timeline),
				  VARSIZE_ANY_EXHDR(timeline), ERRCODE_DATA_CORRUPTED);
}

/*
 * Read the fixed header of a stored timeline, of which no more than its first
 * bytes is fetched.
 */
void
timeline_open_header_datum(TimelineReader *reader, Datum timeline)
{
	Timeline   *slice = (Timeline *) PG_DETOAST_DATUM_SLICE(timeline, 0,
															TIMELINE_HEADER_SIZE);

	timeline_open_header(reader, VARDATA_ANY(slice),
						 VARSIZE_ANY_EXHDR(slice), ERRCODE_DATA_CORRUPTED);
}

/*
 * Check that the strings of a timeline are valid in an encoding.
 */
void
timeline_verify_strings(const TimelineReader *reader, int encoding)
{
	uint32		i;

	for (i = 0; i < reader->nstrings; i++)
		(void) pg_verify_mbstr(encoding, reader->strings[i].data,
							   (int) reader->strings[i].len, false);
}

/*
 * What the index says of a block.
 */
void
timeline_get_block(const TimelineReader *reader, uint32 block,
				   TimelineBlock *result)
{
	const uint8 *entry;

	if (block == 0)
	{
		result->first_at = reader->first_at;
		result->offset = 0;
		result->run_value = reader->nvalues;
		result->run_started_at = 0;
		return;
	}
	entry = reader->index + (Size) (block - 1) * TIMELINE_INDEX_SIZE;
	result->first_at = (TimestampTz) get_uint64(entry);
	result->offset = get_uint32(entry + 8);
	result->run_value = get_uint32(entry + 12);
	result->run_started_at = (TimestampTz) get_uint64(entry + 16);
	if (result->first_at < reader->first_at ||
		result->first_at > reader->last_at ||
		result->offset > (Size) (reader->end - reader->events) ||
		result->run_value > reader->nvalues)
		timeline_corrupt(reader, "Its index is wrong.");
}

/*
 * The last block that begins at or before the given time; the first one if
 * none does.
 */
uint32
timeline_find_block(const TimelineReader *reader, TimestampTz at)
{
	uint32		low = 0;
	uint32		high = reader->nblocks;

	while (high - low > 1)
	{
		uint32		middle = low + (high - low) / 2;
		TimelineBlock block;

		timeline_get_block(reader, middle, &block);
		if (block.first_at <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/*
 * Read on from the first event of a block.
 */
void
timeline_seek_block(TimelineReader *reader, uint32 block)
{
	TimelineBlock target;
	uint64		distance;

	timeline_get_block(reader, block, &target);
	reader->pos = reader->events + target.offset;
	reader->next_event = block * TIMELINE_BLOCK_EVENTS;
	reader->sequence = 0;
	reader->at = target.first_at;
	if (block == 0)
		return;

	/* step back by the distance that the event is about to add */
	distance = timeline_read_varint(reader) * reader->unit;
	reader->at = (TimestampTz) ((uint64) target.first_at - distance);
	reader->pos = reader->events + target.offset;
}

/*
 * The event in force at a time: the last one that is not after it.  False if
 * there is none.
 */
bool
timeline_event_at(TimelineReader *reader, TimestampTz at, StatusEvent *event)
{
	StatusEvent next;
	bool		found = false;

	timeline_seek_block(reader, timeline_find_block(reader, at));
	while (timeline_next(reader, &next) && next.at <= at)
	{
		*event = next;
		found = true;
	}
	return found;
}

/* The number of a string, or nstrings if it is not among them. */
static uint32
find_string(const TimelineReader *reader, const char *data, uint32 len)
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
 * The elements of an array of texts that are not NULL, in the current memory
 * context.
 */
text **
array_texts(ArrayType *array, int *ntexts)
{
	Datum	   *elements;
	bool	   *nulls;
	text	  **texts;
	int			nelements;
	int			i;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT,
					  &elements, &nulls, &nelements);
	texts = palloc(Max(nelements, 1) * sizeof(text *));
	*ntexts = 0;
	for (i = 0; i < nelements; i++)
		if (!nulls[i])
			texts[(*ntexts)++] = DatumGetTextPP(elements[i]);
	return texts;
}

/*
 * Which values have any of some statuses: an array with an element for each
 * value, and one more, false, for no event.
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
		wanted[find_string(reader, VARDATA_ANY(statuses[i]),
						   VARSIZE_ANY_EXHDR(statuses[i]))] = true;
	}
	/* NULL, and what has not been found */
	wanted[reader->nstrings] = false;
	for (value = 0; value < reader->nvalues; value++)
		result[value] = wanted[reader->values[value].status];
	pfree(wanted);
	return result;
}

/*
 * The values of a timeline as values of a dictionary: an array from the one
 * number to the other.
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
		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		map[i] = value_dict_value(dict, strings[reader->values[i].status],
								  strings[reader->values[i].reason]);
	}
	pfree(strings);
	return map;
}

/*
 * Add the events of a timeline, from where the reader stands, to a set.
 */
void
event_set_add_timeline(EventSet *set, TimelineReader *reader)
{
	uint32	   *values = timeline_map_values(reader, set->dict);
	StatusEvent event;

	while (timeline_next(reader, &event))
	{
		if (reader->next_event % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		event.value = values[event.value];
		event_set_add(set, &event);
	}
	pfree(values);
}
