/*-------------------------------------------------------------------------
 *
 * timeline.h
 *		The type timeline: a status history in a compact, canonical form.
 *
 * timeline_format.c draws the form byte by byte.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_TIMELINE_H
#define USERLOGS_TIMELINE_H

#include "common/int.h"
#include "fmgr.h"
#include "utils/array.h"

#include "compat.h"
#include "event_set.h"

/*
 * A timeline datum.  The body has no alignment, so a short varlena header
 * does not matter; only look at it through a TimelineReader.
 */
typedef struct varlena Timeline;

#define DatumGetTimelineP(d)		((Timeline *) PG_DETOAST_DATUM_PACKED(d))
#define PG_GETARG_TIMELINE_P(n)		DatumGetTimelineP(PG_GETARG_DATUM(n))
#define PG_RETURN_TIMELINE_P(t)		PG_RETURN_POINTER(t)

#define TIMELINE_VERSION		1

/* Flags */
#define TIMELINE_SEQUENCED		0x01

/* Sizes of the fixed parts, and the events from one index entry to the next */
#define TIMELINE_HEADER_SIZE	22
#define TIMELINE_INDEX_SIZE		24
#define TIMELINE_BLOCK_EVENTS	128

/* A timeline may hold this many different strings */
#define TIMELINE_MAX_STRINGS	65535
#define TOO_MANY_STRINGS(n) \
	(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), \
	 errmsg("a timeline cannot hold more than %d different statuses and reasons", \
			TIMELINE_MAX_STRINGS), \
	 errdetail("The events have %u.", n), \
	 errhint("Keep free text out of the reason, or group the events by user and period."))

/* A string of a timeline; data NULL is the NULL status or reason */
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
 * Reads a timeline.  strings[nstrings] is the NULL string, values[nvalues] is
 * (NULL, NULL).  Values are in the order of their bytes with NULLs last, so
 * their numbers compare like the values they stand for.  All reads are checked
 * against the end of the datum: bytes that are no timeline raise an error with
 * the given SQLSTATE.
 */
typedef struct TimelineReader
{
	int			sqlerrcode;
	bool		sequenced;		/* some events have a sequence */
	uint32		nevents;
	uint32		nstrings;
	uint32		nvalues;
	uint32		nblocks;
	uint64		unit;			/* of the distances in time, microseconds */
	TimestampTz first_at;
	TimestampTz last_at;
	TimelineString *strings;
	TimelineValue *values;
	const uint8 *index;			/* entries of blocks 1 .. nblocks - 1 */
	const uint8 *events;
	const uint8 *end;

	/* where the next event is read */
	const uint8 *pos;
	uint32		next_event;
	TimestampTz at;				/* time of the event before it */
	int64		sequence;		/* the last sequence in this block, or 0 */
} TimelineReader;

/*
 * What the index says of a block: where it is, and what was in force strictly
 * before its first event, since when.
 */
typedef struct TimelineBlock
{
	TimestampTz first_at;
	uint32		offset;			/* of its first byte, from the first event's */
	uint32		run_value;		/* reader->nvalues if nothing was in force */
	TimestampTz run_started_at;
} TimelineBlock;

extern Timeline *timeline_encode(EventSet *set);
extern void timeline_open(TimelineReader *reader, const void *body, Size size,
						  int sqlerrcode);
extern void timeline_open_header(TimelineReader *reader, const void *body,
								 Size size, int sqlerrcode);
extern void timeline_open_header_datum(TimelineReader *reader, Datum timeline);
extern void timeline_open_datum(TimelineReader *reader,
								const Timeline *timeline);
extern void timeline_verify_strings(const TimelineReader *reader, int encoding);
extern void timeline_get_block(const TimelineReader *reader, uint32 block,
							   TimelineBlock *result);
extern uint32 timeline_find_block(const TimelineReader *reader,
								  TimestampTz at);
extern void timeline_seek_block(TimelineReader *reader, uint32 block);
pg_noreturn extern void timeline_corrupt(const TimelineReader *reader,
										 const char *detail);
extern bool timeline_event_at(TimelineReader *reader, TimestampTz at,
							  StatusEvent *event);
extern text **array_texts(ArrayType *array, int *ntexts);
extern bool *timeline_values_in(const TimelineReader *reader,
								text **statuses, int nstatuses);
extern uint32 *timeline_map_values(const TimelineReader *reader,
								   ValueDict *dict);
extern void event_set_add_timeline(EventSet *set, TimelineReader *reader);

/*
 * The next integer of variable length: seven bits a byte, low bits first, the
 * high bit set on all bytes but the last.
 */
static inline uint64
timeline_read_varint(TimelineReader *reader)
{
	const uint8 *pos = reader->pos;
	uint64		result = 0;
	int			shift = 0;

	for (;;)
	{
		uint8		byte;

		if (unlikely(pos >= reader->end))
			timeline_corrupt(reader, "It ends too early.");
		byte = *pos++;
		if (unlikely(shift == 63 && byte > 1))
			timeline_corrupt(reader, "An integer is too large.");
		result |= (uint64) (byte & 0x7F) << shift;
		if (byte < 0x80)
			break;
		shift += 7;
	}
	reader->pos = pos;
	return result;
}

/*
 * The next event; its value is a number of the reader's.  False at the end.
 */
static inline bool
timeline_next(TimelineReader *reader, StatusEvent *event)
{
	uint64		distance;
	uint64		value;

	if (reader->next_event == reader->nevents)
	{
		if (unlikely(reader->at != reader->last_at ||
					 reader->pos != reader->end))
			timeline_corrupt(reader, "It does not end with its last event.");
		return false;
	}

	/* unsigned, since the whole range of times does not fit in an int64 */
	if (unlikely(pg_mul_u64_overflow(timeline_read_varint(reader),
									 reader->unit, &distance) ||
				 distance > (uint64) reader->last_at - (uint64) reader->at ||
				 (reader->next_event == 0 && distance != 0)))
		timeline_corrupt(reader, "A time is out of range.");
	reader->at = (TimestampTz) ((uint64) reader->at + distance);
	event->at = reader->at;

	value = timeline_read_varint(reader);
	event->has_sequence = 0;
	event->sequence = 0;
	if (reader->sequenced)
	{
		if (reader->next_event % TIMELINE_BLOCK_EVENTS == 0)
			reader->sequence = 0;
		if (value & 1)
		{
			uint64		zigzag = timeline_read_varint(reader);

			reader->sequence = (int64) ((uint64) reader->sequence +
										((zigzag >> 1) ^ -(zigzag & 1)));
			event->has_sequence = 1;
			event->sequence = reader->sequence;
		}
		value >>= 1;
	}
	if (unlikely(value >= reader->nvalues))
		timeline_corrupt(reader, "An event has a value that is not there.");
	event->value = (uint32) value;
	reader->next_event++;
	return true;
}

#endif							/* USERLOGS_TIMELINE_H */
