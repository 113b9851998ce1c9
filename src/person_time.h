/*-------------------------------------------------------------------------
 *
 * person_time.h
 *		Sums of people times time, exact.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_PERSON_TIME_H
#define USERLOGS_PERSON_TIME_H

#include "common/int.h"
#include "utils/numeric.h"

/* {0} is no time */
typedef struct PersonTime
{
	int64		microseconds;
	Numeric		more_seconds;	/* what does not fit there, or NULL */
} PersonTime;

extern void person_time_add_large(PersonTime *sum, int64 people, int64 length);
extern Numeric person_time_seconds(const PersonTime *sum);
extern double person_time_mean(const PersonTime *sum, int64 length);

/*
 * Add so many people for so many microseconds.  The sum is then in the current
 * memory context.
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
