/*-------------------------------------------------------------------------
 *
 * change_set.c
 *		Changes of a headcount, collected before it is encoded.
 *
 * A change set holds the changes that an aggregate (or an input function)
 * reads, in any order.  An interval is an arrival and a departure, of 8 bytes
 * each, in lists of their own: a list that is already in order, as arrivals
 * often are, need not be sorted.
 *
 * Changes at one time are added up when they are read in order.  The set
 * always stands for counts that are never negative, and no part of such a sum
 * is larger than the whole: in any order of adding, the sum overflows only if
 * a count does.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/int.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "change_set.h"
#include "compat.h"
#include "interrupts.h"

/* From this many times on, sorting by digits is faster than comparing */
#define MIN_DIGIT_SORT		2048

/* Digits by which times are sorted; 256 counters fit in the fastest cache */
#define DIGIT_BITS			8
#define NDIGITS				(1 << DIGIT_BITS)
#define DIGIT(at, min, shift) \
	(((uint64) (at) - (uint64) (min)) >> (shift) & (NDIGITS - 1))

static TimestampTz *sorted_times(SegmentList *list, MemoryContext context,
								 Size *ntimes);
static void sort_by_digits(TimestampTz *times, Size ntimes,
						   TimestampTz min, TimestampTz max);

#ifdef USE_ASSERT_CHECKING
static void AssertCheckChangeSet(const ChangeSet *set);
static void AssertCheckChangeSweep(const ChangeSweep *sweep);
#else
#define AssertCheckChangeSet(set) ((void) 0)
#define AssertCheckChangeSweep(sweep) ((void) 0)
#endif

#define ST_SORT compare_sort_times
#define ST_ELEMENT_TYPE TimestampTz
#define ST_COMPARE(a, b) (*(a) < *(b) ? -1 : *(a) > *(b))
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

#define ST_SORT sort_changes
#define ST_ELEMENT_TYPE Change
#define ST_COMPARE(a, b) ((a)->at < (b)->at ? -1 : (a)->at > (b)->at)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * Create an empty set in the given memory context.
 */
ChangeSet *
change_set_create(MemoryContext context)
{
	ChangeSet  *set = MemoryContextAlloc(context, sizeof(ChangeSet));

	set->context = context;
	set->compact_at = 0;
	segment_list_init(&set->arrivals, sizeof(TimestampTz));
	segment_list_init(&set->departures, sizeof(TimestampTz));
	segment_list_init(&set->others, sizeof(Change));
	AssertCheckChangeSet(set);
	return set;
}

/*
 * Return the number of changes in memory.
 */
Size
change_set_count(const ChangeSet *set)
{
	return segment_list_count(&set->arrivals) +
		segment_list_count(&set->departures) +
		segment_list_count(&set->others);
}

/*
 * Remove all changes from a set, and free their memory.
 */
void
change_set_clear(ChangeSet *set)
{
	segment_list_clear(&set->arrivals);
	segment_list_clear(&set->departures);
	segment_list_clear(&set->others);
	Assert(change_set_count(set) == 0);
}

/*
 * Sort the changes of a set, to be read with change_sweep_next().  The set
 * keeps its changes.  While they are read, nothing must be added, and the
 * current memory context must live.
 */
ChangeSweep
change_set_sort(ChangeSet *set)
{
	Size		narrivals;
	Size		ndepartures;
	Size		nothers = segment_list_count(&set->others);
	TimestampTz *arrivals = sorted_times(&set->arrivals, set->context,
										 &narrivals);
	TimestampTz *departures = sorted_times(&set->departures, set->context,
										   &ndepartures);
	Change	   *others = (Change *) segment_list_join(&set->others,
													  set->context);
	ChangeSweep sweep;

	AssertCheckChangeSet(set);
	if (nothers > 1)
		sort_changes(others, nothers);
	sweep.arrival = arrivals;
	sweep.arrivals_end = arrivals + narrivals;
	sweep.departure = departures;
	sweep.departures_end = departures + ndepartures;
	sweep.other = others;
	/* without others there is no array */
	sweep.others_end = nothers > 0 ? others + nothers : others;
	AssertCheckChangeSweep(&sweep);
	return sweep;
}

/*
 * Return the times of a list in order.  Sort many in place; sort few in a
 * copy, since the segments freed by joining a small list would be of no use to
 * other groups.
 */
static TimestampTz *
sorted_times(SegmentList *list, MemoryContext context, Size *ntimes)
{
	TimestampTz *times;
	TimestampTz min = DT_NOEND;
	TimestampTz max = DT_NOBEGIN;
	bool		sorted = true;
	Size		i;

	*ntimes = segment_list_count(list);
	if (*ntimes < MIN_DIGIT_SORT)
	{
		times = (TimestampTz *) segment_list_copy(list);
		if (*ntimes > 1)
			compare_sort_times(times, *ntimes);
		return times;
	}

	times = (TimestampTz *) segment_list_join(list, context);
	for (i = 0; i < *ntimes; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(65536, i);
		sorted &= times[i] >= max;
		min = Min(min, times[i]);
		max = Max(max, times[i]);
	}
	if (!sorted)
		sort_by_digits(times, *ntimes, min, max);
	return times;
}

/*
 * Sort times by one digit after the other, the lowest first, from one array
 * into another and back.  In any order of input, this takes a fraction of the
 * time that comparing takes for millions of times in random order.
 */
static void
sort_by_digits(TimestampTz *times, Size ntimes,
			   TimestampTz min, TimestampTz max)
{
	TimestampTz *buffer = MemoryContextAllocHuge(CurrentMemoryContext,
												 ntimes * sizeof(TimestampTz));
	TimestampTz *from = times;
	TimestampTz *to = buffer;
	uint64		range = (uint64) max - (uint64) min;
	int			shift;

	for (shift = 0; shift < 64 && range >> shift != 0; shift += DIGIT_BITS)
	{
		Size		places[NDIGITS] = {0};
		Size		place = 0;
		TimestampTz *sorted = to;
		Size		i;

		for (i = 0; i < ntimes; i++)
		{
			CHECK_FOR_INTERRUPTS_EVERY(65536, i);
			places[DIGIT(from[i], min, shift)]++;
		}
		for (i = 0; i < NDIGITS; i++)
		{
			Size		count = places[i];

			places[i] = place;
			place += count;
		}
		for (i = 0; i < ntimes; i++)
		{
			CHECK_FOR_INTERRUPTS_EVERY(65536, i);
			to[places[DIGIT(from[i], min, shift)]++] = from[i];
		}
		to = from;
		from = sorted;
	}
	if (from != times)
		memcpy(times, from, ntimes * sizeof(TimestampTz));
	pfree(buffer);
}

/*
 * Read the sum of the changes at the next time at which it is not zero.
 * Return false if there is none.
 */
bool
change_sweep_next(ChangeSweep *sweep, Change *change)
{
	for (;;)
	{
		const TimestampTz *arrival = sweep->arrival;
		const TimestampTz *departure = sweep->departure;
		TimestampTz at = DT_NOEND;

		CHECK_FOR_INTERRUPTS();
		if (arrival < sweep->arrivals_end)
			at = *arrival;
		if (departure < sweep->departures_end && *departure < at)
			at = *departure;
		if (sweep->other < sweep->others_end && sweep->other->at < at)
			at = sweep->other->at;
		if (at == DT_NOEND)
			return false;

		while (arrival < sweep->arrivals_end && *arrival == at)
			arrival++;
		while (departure < sweep->departures_end && *departure == at)
			departure++;
		change->at = at;
		change->change = (arrival - sweep->arrival) -
			(departure - sweep->departure);
		sweep->arrival = arrival;
		sweep->departure = departure;
		for (; sweep->other < sweep->others_end && sweep->other->at == at;
			 sweep->other++)
			if (pg_add_s64_overflow(change->change, sweep->other->change,
									&change->change))
				ereport(ERROR,
						(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						 errmsg("headcount out of range")));
		if (change->change != 0)
			return true;
	}
}

#ifdef USE_ASSERT_CHECKING
/*
 * Check the invariants of a set, in constant time.
 */
static void
AssertCheckChangeSet(const ChangeSet *set)
{
	Assert(set->context != NULL);
	Assert(set->arrivals.element_size == sizeof(TimestampTz));
	Assert(set->departures.element_size == sizeof(TimestampTz));
	Assert(set->others.element_size == sizeof(Change));
	AssertCheckSegmentList(&set->arrivals);
	AssertCheckSegmentList(&set->departures);
	AssertCheckSegmentList(&set->others);
}

/*
 * Check that all three lists are in order.  That reads all changes, as the
 * caller is about to do.
 */
static void
AssertCheckChangeSweep(const ChangeSweep *sweep)
{
	const TimestampTz *time;
	const Change *other;

	for (time = sweep->arrival + 1; time < sweep->arrivals_end; time++)
		Assert(time[-1] <= time[0]);
	for (time = sweep->departure + 1; time < sweep->departures_end; time++)
		Assert(time[-1] <= time[0]);
	for (other = sweep->other; other < sweep->others_end; other++)
	{
		Assert(other->change != 0);
		Assert(other == sweep->other || other[-1].at <= other->at);
	}
}
#endif
