/*-------------------------------------------------------------------------
 *
 * headcount.h
 *		The type headcount: a step function of time, in a compact, canonical
 *		form.
 *
 * headcount_format.c describes the form byte by byte.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_HEADCOUNT_H
#define USERLOGS_HEADCOUNT_H

#include "fmgr.h"

#include "change_set.h"
#include "time_blocks.h"

/*
 * A headcount datum.  The body is not aligned, so it may have a short varlena
 * header.  Read it with a HeadcountReader only.
 */
typedef struct varlena Headcount;

#define DatumGetHeadcountP(d)		((Headcount *) PG_DETOAST_DATUM_PACKED(d))
#define PG_GETARG_HEADCOUNT_P(n)	DatumGetHeadcountP(PG_GETARG_DATUM(n))
#define PG_RETURN_HEADCOUNT_P(h)	PG_RETURN_POINTER(h)

#define HEADCOUNT_VERSION		1

/*
 * Reader of a headcount.  The elements of its blocks are the changes; "count"
 * is the headcount from the time of the last change read on.
 */
typedef struct HeadcountReader
{
	TimeBlocks	blocks;
	int64		count;
} HeadcountReader;

/*
 * A step: a maximal half-open interval [started_at, ended_at) of equal count
 * within a window.  Infinity stands for a missing end.
 */
typedef struct HeadcountStep
{
	TimestampTz started_at;
	TimestampTz ended_at;
	int64		count;
} HeadcountStep;

typedef struct HeadcountSteps
{
	HeadcountReader reader;		/* one change ahead, if has_change */
	bool		has_change;
	TimestampTz started_at;		/* of the next step */
	int64		count;
	TimestampTz to_at;
} HeadcountSteps;

/*
 * Counts of a headcount at times in ascending order.  It is not opened before
 * it is asked for one.
 */
typedef struct HeadcountCursor
{
	Datum		headcount;
	TimestampTz to_at;			/* after all the times */
	bool		is_open;
	HeadcountSteps steps;
	HeadcountStep step;
} HeadcountCursor;

extern const TimeBlocksFormat headcount_format;

extern Headcount *headcount_encode(ChangeSet *set);
extern void headcount_open(HeadcountReader *reader, const void *body,
						   Size size, int sqlerrcode);
extern void headcount_open_datum(HeadcountReader *reader,
								 const Headcount *headcount);
extern int64 headcount_seek(HeadcountReader *reader, TimestampTz at,
							bool *has_change);
extern void change_set_add_headcount(ChangeSet *set, HeadcountReader *reader,
									 int64 weight);
extern void headcount_steps_open(HeadcountSteps *steps,
								 const Headcount *headcount,
								 TimestampTz from_at, TimestampTz to_at);
extern bool headcount_steps_next(HeadcountSteps *steps, HeadcountStep *step);
extern int64 headcount_cursor_count(HeadcountCursor *cursor, TimestampTz at,
									TimestampTz *next_at);

/*
 * Read the next change: from reader->blocks.at on, reader->count holds.
 * Return the difference to the count before, 0 at the end.
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
