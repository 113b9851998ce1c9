/*-------------------------------------------------------------------------
 *
 * headcount_reader.c
 *		Reader of a headcount, and of its steps.
 *
 * headcount_format.c describes the bytes.  They are not trusted, but only
 * headcount_recv() checks that they are in canonical form.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "headcount.h"
#include "window.h"

/*
 * Open a headcount, given without the varlena header.  The bytes must stay in
 * place while it is read.
 */
void
headcount_open(HeadcountReader *reader, const void *body, Size size,
			   int sqlerrcode)
{
	TimeBlocks *blocks = &reader->blocks;

	time_blocks_open(blocks, &headcount_format, body, size, sqlerrcode);
	blocks->unit = time_blocks_read_varint(blocks);
	if (blocks->nelements > (Size) (blocks->end - blocks->pos) / 2)
		time_blocks_corrupt(blocks, "Unexpected end of data.");
	time_blocks_open_index(blocks);
	reader->count = 0;
}

/*
 * Open a stored headcount.
 */
void
headcount_open_datum(HeadcountReader *reader, const Headcount *headcount)
{
	headcount_open(reader, VARDATA_ANY(headcount),
				   VARSIZE_ANY_EXHDR(headcount), ERRCODE_DATA_CORRUPTED);
}

/*
 * Return the count at a time.  Reads the first change after it, if there is
 * one, and sets has_change.
 */
int64
headcount_seek(HeadcountReader *reader, TimestampTz at, bool *has_change)
{
	TimeBlocks *blocks = &reader->blocks;
	uint32		block = time_blocks_find(blocks, at);
	const uint8 *rest = time_blocks_entry(blocks, block).rest;
	int64		count;

	time_blocks_seek(blocks, block);
	reader->count = rest == NULL ? 0 : (int64) get_uint64(rest);
	if (reader->count < 0)
		time_blocks_corrupt(blocks, "Index is inconsistent.");
	do
	{
		count = reader->count;
		*has_change = headcount_next(reader) != 0;
	} while (*has_change && blocks->at <= at);
	return count;
}

/*
 * Add the changes of a headcount times weight, from the reader's position on,
 * to a set.  A product overflows only if a count times weight does: no change
 * is larger than both counts next to it.
 */
void
change_set_add_headcount(ChangeSet *set, HeadcountReader *reader, int64 weight)
{
	int64		change;

	while ((change = headcount_next(reader)) != 0)
	{
		CHECK_FOR_INTERRUPTS();
		if (pg_mul_s64_overflow(change, weight, &change))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("headcount out of range")));
		change_set_add(set, reader->blocks.at, change);
	}
}

/*
 * Open the steps of a headcount within a window, which they fill.
 */
void
headcount_steps_open(HeadcountSteps *steps, const Headcount *headcount,
					 TimestampTz from_at, TimestampTz to_at)
{
	check_window(from_at, to_at);
	headcount_open_datum(&steps->reader, headcount);
	steps->started_at = from_at;
	steps->to_at = to_at;
	steps->count = headcount_seek(&steps->reader, from_at, &steps->has_change);
}

/*
 * Read the next step.  Return false if there is none.
 */
bool
headcount_steps_next(HeadcountSteps *steps, HeadcountStep *step)
{
	HeadcountReader *reader = &steps->reader;

	CHECK_FOR_INTERRUPTS();
	if (steps->started_at == steps->to_at)
		return false;
	step->started_at = steps->started_at;
	step->ended_at = steps->to_at;
	step->count = steps->count;
	if (steps->has_change && reader->blocks.at < steps->to_at)
	{
		step->ended_at = reader->blocks.at;
		steps->count = reader->count;
		steps->has_change = headcount_next(reader) != 0;
	}
	steps->started_at = step->ended_at;
	return true;
}

/*
 * Return the count at a time, and lower next_at to that of the next change.
 */
int64
headcount_cursor_count(HeadcountCursor *cursor, TimestampTz at,
					   TimestampTz *next_at)
{
	if (!cursor->is_open)
	{
		headcount_steps_open(&cursor->steps,
							 DatumGetHeadcountP(cursor->headcount), at,
							 cursor->to_at);
		headcount_steps_next(&cursor->steps, &cursor->step);
		cursor->is_open = true;
	}
	while (cursor->step.ended_at <= at)
		headcount_steps_next(&cursor->steps, &cursor->step);
	*next_at = Min(*next_at, cursor->step.ended_at);
	return cursor->step.count;
}
