/*-------------------------------------------------------------------------
 *
 * person_time.h
 *		Exact sums of people times time.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_PERSON_TIME_H
#define USERLOGS_PERSON_TIME_H

#include "common/int.h"
#include "utils/numeric.h"

/* Sum of people times time; initialize it with {0} */
typedef struct PersonTime
{
	int64		microseconds;
	Numeric		more_seconds;	/* the rest, or NULL */
} PersonTime;

extern void person_time_add_large(PersonTime *sum, int64 people, int64 length);
extern Numeric person_time_seconds(const PersonTime *sum);
extern double person_time_mean(const PersonTime *sum, int64 length);

/*
 * Add a number of people for a time, given in microseconds.  The sum may
 * allocate in the current memory context.
 */
static inline void
person_time_add(PersonTime *sum, int64 people, int64 length)
{
	int64		product;
	int64		total;

	if (likely(!pg_mul_s64_overflow(people, length, &product) &&
			   !pg_add_s64_overflow(sum->microseconds, product, &total)))
		sum->microseconds = total;
	else
		person_time_add_large(sum, people, length);
}

#endif							/* USERLOGS_PERSON_TIME_H */
