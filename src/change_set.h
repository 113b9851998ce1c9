/*-------------------------------------------------------------------------
 *
 * change_set.h
 *		Changes of a headcount being collected, before they become one.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_CHANGE_SET_H
#define USERLOGS_CHANGE_SET_H

#include "datatype/timestamp.h"

#include "segment_list.h"

/* From a time on there are so many more, or less */
typedef struct Change
{
	TimestampTz at;
	int64		change;
} Change;

/*
 * Changes as they came.  Nearly all are of one, so that a time is all there
 * is to keep.
 */
typedef struct ChangeSet
{
	MemoryContext context;		/* holds this and all that belongs to it */
	SegmentList arrivals;		/* times of one more */
	SegmentList departures;		/* times of one less */
	SegmentList others;			/* Change */
	Size		compact_at;		/* so many changes are worth a sum */
} ChangeSet;

/* Where change_sweep_next() reads; a copy of it reads the same again. */
typedef struct ChangeSweep
{
	const TimestampTz *arrival;
	const TimestampTz *arrivals_end;
	const TimestampTz *departure;
	const TimestampTz *departures_end;
	const Change *other;
	const Change *others_end;
} ChangeSweep;

extern ChangeSet *change_set_create(MemoryContext context);
extern Size change_set_count(const ChangeSet *set);
extern void change_set_clear(ChangeSet *set);
extern ChangeSweep change_set_sort(ChangeSet *set);
extern bool change_sweep_next(ChangeSweep *sweep, Change *change);

/*
 * Add a change, which may be none.
 */
static inline void
change_set_add(ChangeSet *set, TimestampTz at, int64 change)
{
	if (change == 1)
		*(TimestampTz *) segment_list_add(&set->arrivals, set->context) = at;
	else if (change == -1)
		*(TimestampTz *) segment_list_add(&set->departures, set->context) = at;
	else if (change != 0)
	{
		Change	   *other = segment_list_add(&set->others, set->context);

		other->at = at;
		other->change = change;
	}
}

#endif							/* USERLOGS_CHANGE_SET_H */
