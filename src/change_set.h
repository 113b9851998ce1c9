/*-------------------------------------------------------------------------
 *
 * change_set.h
 *		Changes of a headcount, collected before it is encoded.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_CHANGE_SET_H
#define USERLOGS_CHANGE_SET_H

#include "datatype/timestamp.h"

#include "segment_list.h"

/* The headcount changes by "change" at time "at" */
typedef struct Change
{
	TimestampTz at;
	int64		change;
} Change;

/*
 * Changes in the order of input.  Without weights nearly all are by one, so it
 * suffices to keep their times.
 */
typedef struct ChangeSet
{
	MemoryContext context;		/* holds the set and its lists */
	SegmentList arrivals;		/* times of changes by 1 */
	SegmentList departures;		/* times of changes by -1 */
	SegmentList others;			/* Change */
	Size		compact_at;		/* merge once this many changes are held */
} ChangeSet;

/* Position of change_sweep_next(); a copy reads the same changes again */
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
 * Add a change to a set; ignore a change by 0.
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
