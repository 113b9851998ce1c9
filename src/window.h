/*-------------------------------------------------------------------------
 *
 * window.h
 *		Checks of the window of a question, and lengths of time.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_WINDOW_H
#define USERLOGS_WINDOW_H

#include "common/int.h"
#include "datatype/timestamp.h"

#include "compat.h"

extern void check_window(TimestampTz from_at, TimestampTz to_at);
extern void check_finite_window(TimestampTz from_at, TimestampTz to_at,
								const char *rows);
extern void check_bucket_end(TimestampTz to_at);
pg_noreturn extern void interval_too_long(void);

/*
 * The length of a span with finite ends, in microseconds.
 */
static inline int64
time_between(TimestampTz start, TimestampTz end)
{
	int64		length;

	if (unlikely(pg_sub_s64_overflow(end, start, &length)))
		interval_too_long();
	return length;
}

/*
 * The sum of two lengths, in microseconds.
 */
static inline int64
add_time(int64 a, int64 b)
{
	int64		sum;

	if (unlikely(pg_add_s64_overflow(a, b, &sum)))
		interval_too_long();
	return sum;
}

#endif							/* USERLOGS_WINDOW_H */
