/*-------------------------------------------------------------------------
 *
 * timeline.h
 *		The type timeline: a status history in a compact, canonical form.
 *
 * timeline_format.c describes the form byte by byte.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_TIMELINE_H
#define USERLOGS_TIMELINE_H

#include "fmgr.h"

#include "event_set.h"
#include "time_blocks.h"

/*
 * A timeline datum.  The body is not aligned, so it may have a short varlena
 * header.  Read it with a TimelineReader only.
 */
typedef struct varlena Timeline;

#define DatumGetTimelineP(d)		((Timeline *) PG_DETOAST_DATUM_PACKED(d))
#define PG_GETARG_TIMELINE_P(n)		DatumGetTimelineP(PG_GETARG_DATUM(n))
#define PG_RETURN_TIMELINE_P(t)		PG_RETURN_POINTER(t)

#define TIMELINE_VERSION		1

/* Flags */
#define TIMELINE_SEQUENCED		0x01

/* A string of a timeline; data is NULL for a NULL status or reason */
typedef struct TimelineString
{
	const char *data;
	uint32		len;
} TimelineString;

typedef struct TimelineValue
{
	uint32		status;			/* index into the reader's strings */
	uint32		reason;
} TimelineValue;

/*
 * Reader of a timeline.  strings[nstrings] is NULL, values[nvalues] is (NULL,
 * NULL).  Values are ordered by the bytes of their strings, NULLs last, so
 * their numbers compare like the values they stand for.
 */
typedef struct TimelineReader
{
	TimeBlocks	blocks;			/* of events */
	bool		sequenced;		/* some events have a sequence */
	uint32		nstrings;
	uint32		nvalues;
	TimelineString *strings;
	TimelineValue *values;
	int64		sequence;		/* the last one read in this block, or 0 */
} TimelineReader;

/*
 * Index entry of a block: the value in force just before its first event, and
 * since when.
 */
typedef struct TimelineBlock
{
	TimestampTz first_at;
	uint32		run_value;		/* reader->nvalues if nothing was in force */
	TimestampTz run_started_at;
} TimelineBlock;

extern const TimeBlocksFormat timeline_format;

extern Timeline *timeline_encode(EventSet *set);
extern void timeline_open(TimelineReader *reader, const void *body, Size size,
						  int sqlerrcode);
extern void timeline_open_datum(TimelineReader *reader,
								const Timeline *timeline);
extern void timeline_verify_strings(const TimelineReader *reader, int encoding);
extern void timeline_get_block(const TimelineReader *reader, uint32 block,
							   TimelineBlock *result);
extern void timeline_seek_block(TimelineReader *reader, uint32 block);
extern bool timeline_event_at(TimelineReader *reader, TimestampTz at,
							  StatusEvent *event);
extern uint32 timeline_find_string(const TimelineReader *reader,
								   const char *data, uint32 len);
extern bool *timeline_values_in(const TimelineReader *reader,
								text **statuses, int nstatuses);
extern uint32 *timeline_map_values(const TimelineReader *reader,
								   ValueDict *dict);
extern void event_set_add_timeline(EventSet *set, TimelineReader *reader);

/*
 * Read the next event, whose value is a number of the reader's values.  Return
 * false at the end.
 */
static inline bool
timeline_next(TimelineReader *reader, StatusEvent *event)
{
	TimeBlocks *blocks = &reader->blocks;
	uint64		value;

	if (!time_blocks_next(blocks))
		return false;
	event->at = blocks->at;
	value = time_blocks_read_varint(blocks);
	event->has_sequence = 0;
	event->sequence = 0;
	if (reader->sequenced)
	{
		if (blocks->next_element % BLOCK_ELEMENTS == 1)
			reader->sequence = 0;
		if (value & 1)
		{
			reader->sequence = (int64) ((uint64) reader->sequence +
										time_blocks_read_zigzag(blocks));
			event->has_sequence = 1;
			event->sequence = reader->sequence;
		}
		value >>= 1;
	}
	if (unlikely(value >= reader->nvalues))
		time_blocks_corrupt(blocks, "An event refers to a missing value.");
	event->value = (uint32) value;
	return true;
}

#endif							/* USERLOGS_TIMELINE_H */
