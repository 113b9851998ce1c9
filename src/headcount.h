/*-------------------------------------------------------------------------
 *
 * headcount.h
 *		The type headcount: how many were there, at any time, in a compact,
 *		canonical form.
 *
 * headcount_format.c draws the form byte by byte.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_HEADCOUNT_H
#define USERLOGS_HEADCOUNT_H

#include "fmgr.h"

#include "change_set.h"
#include "time_blocks.h"

/*
 * A headcount datum.  The body has no alignment, so a short varlena header
 * does not matter; only look at it through a HeadcountReader.
 */
typedef struct varlena Headcount;

#define DatumGetHeadcountP(d)		((Headcount *) PG_DETOAST_DATUM_PACKED(d))
#define PG_GETARG_HEADCOUNT_P(n)	DatumGetHeadcountP(PG_GETARG_DATUM(n))
#define PG_RETURN_HEADCOUNT_P(h)	PG_RETURN_POINTER(h)

#define HEADCOUNT_VERSION		1

/*
 * Reads a headcount.  The elements of its blocks are the changes; "count"
 * holds from the time of the last one that was read.
 */
typedef struct HeadcountReader
{
	TimeBlocks	blocks;
	int64		count;
} HeadcountReader;

/*
 * A step: the half-open time [started_at, ended_at) in which the count is the
 * same, as long as possible within a window.  Infinities stand for ends that
 * do not exist.
 */
typedef struct HeadcountStep
{
	TimestampTz started_at;
	TimestampTz ended_at;
	int64		count;
} HeadcountStep;

typedef struct HeadcountSteps
{
	HeadcountReader reader;		/* has read one change ahead, if any is left */
	bool		has_change;
	TimestampTz started_at;		/* the next step */
	int64		count;
	TimestampTz to_at;
} HeadcountSteps;

extern const TimeBlocksFormat headcount_format;

extern Headcount *headcount_encode(ChangeSet *set);
extern void headcount_open(HeadcountReader *reader, const void *body,
						   Size size, int sqlerrcode);
extern void headcount_open_datum(HeadcountReader *reader,
								 const Headcount *headcount);
extern int64 headcount_seek(HeadcountReader *reader, TimestampTz at,
							bool *has_change);
extern void change_set_add_headcount(ChangeSet *set, HeadcountReader *reader);
extern void headcount_steps_open(HeadcountSteps *steps,
								 const Headcount *headcount,
								 TimestampTz from_at, TimestampTz to_at);
extern bool headcount_steps_next(HeadcountSteps *steps, HeadcountStep *step);

/*
 * The next change: from reader->blocks.at on reader->count.  Returns what has
 * changed, 0 at the end.
 */
static inline int64
headcount_next(HeadcountReader *reader)
{
	int64		change;

	if (!time_blocks_next(&reader->blocks))
		return 0;
	change = (int64) time_blocks_read_zigzag(&reader->blocks);
	if (unlikely(change == 0 ||
				 pg_add_s64_overflow(reader->count, change, &reader->count) ||
				 reader->count < 0))
		time_blocks_corrupt(&reader->blocks, "A change is out of range.");
	return change;
}

#endif							/* USERLOGS_HEADCOUNT_H */
