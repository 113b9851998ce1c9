/*-------------------------------------------------------------------------
 *
 * person_time.c
 *		Sums of people times time, exact.
 *
 * 64 bits hold 292,271 years of one person.  What is more becomes a numeric.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/fmgrprotos.h"

#include "person_time.h"

/* Digits behind the point of a number of seconds */
#define SECONDS_SCALE		6

static Numeric apply(PGFunction operator, Numeric a, Numeric b);

/*
 * person_time_add() where the sum does not fit in 64 bits.
 */
void
person_time_add_large(PersonTime *sum, int64 people, int64 length)
{
	Numeric		before = sum->more_seconds;
	Numeric		factor = int64_to_numeric(people);
	Numeric		seconds = int64_div_fast_to_numeric(length, SECONDS_SCALE);
	Numeric		product = apply(numeric_mul, factor, seconds);

	if (before == NULL)
		before = int64_to_numeric(0);
	sum->more_seconds = apply(numeric_add, before, product);

	/* there may be very many of these */
	pfree(before);
	pfree(factor);
	pfree(seconds);
	pfree(product);
}

/*
 * The sum in seconds, with six digits behind the point.
 */
Numeric
person_time_seconds(const PersonTime *sum)
{
	Numeric		seconds = int64_div_fast_to_numeric(sum->microseconds,
													SECONDS_SCALE);

	if (sum->more_seconds != NULL)
		seconds = apply(numeric_add, seconds, sum->more_seconds);
	return seconds;
}

/*
 * The mean over a time of so many microseconds.
 */
double
person_time_mean(const PersonTime *sum, int64 length)
{
	Numeric		mean;

	/* so the mean of equal numbers is that number, and none is exceeded */
	if (sum->more_seconds == NULL)
		return (double) (sum->microseconds / length) +
			(double) (sum->microseconds % length) / (double) length;

	mean = apply(numeric_div, person_time_seconds(sum),
				 int64_div_fast_to_numeric(length, SECONDS_SCALE));
	return DatumGetFloat8(DirectFunctionCall1(numeric_float8,
											  NumericGetDatum(mean)));
}

static Numeric
apply(PGFunction operator, Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(operator, NumericGetDatum(a),
											   NumericGetDatum(b)));
}
