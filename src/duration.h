/*-------------------------------------------------------------------------
 *
 * duration.h
 *		Lengths of time, in microseconds and as intervals.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_DURATION_H
#define USERLOGS_DURATION_H

#include "common/int.h"
#include "utils/timestamp.h"

#include "compat.h"

pg_noreturn extern void interval_out_of_range(const char *hint);
pg_noreturn extern void duration_out_of_range(void);

/*
 * Return the length of a span with finite ends, in microseconds.
 */
static inline int64
time_between(TimestampTz start, TimestampTz end)
{
	int64		length;

	if (unlikely(pg_sub_s64_overflow(end, start, &length)))
		duration_out_of_range();
	return length;
}

/*
 * Return the sum of two lengths, in microseconds.
 */
static inline int64
add_time(int64 a, int64 b)
{
	int64		sum;

	if (unlikely(pg_add_s64_overflow(a, b, &sum)))
		duration_out_of_range();
	return sum;
}

/*
 * Return an interval of microseconds alone, so that adding it to a timestamptz
 * is exact in every time zone.  The caller provides the space.
 */
static inline Datum
make_duration(Interval *interval, int64 microseconds)
{
	interval->time = microseconds;
	interval->day = 0;
	interval->month = 0;
	return IntervalPGetDatum(interval);
}

#endif							/* USERLOGS_DURATION_H */
