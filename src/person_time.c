/*-------------------------------------------------------------------------
 *
 * person_time.c
 *		Exact sums of people times time.
 *
 * 64 bits hold 292,271 years of one person.  The rest is kept as a numeric.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/fmgrprotos.h"

#include "person_time.h"

/* Decimal digits of a number of seconds */
#define SECONDS_SCALE		6

static Numeric apply(PGFunction operator, Numeric a, Numeric b);

/*
 * Add people for a time if the sum does not fit in 64 bits.
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

	/* this may be called very often */
	pfree(before);
	pfree(factor);
	pfree(seconds);
	pfree(product);
}

/*
 * Return the sum in seconds, with six decimal digits.
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
 * Return the mean number of people over a time, given in microseconds.
 */
double
person_time_mean(const PersonTime *sum, int64 length)
{
	Numeric		mean;

	/* this way, the mean of equal numbers is exactly that number */
	if (sum->more_seconds == NULL)
		return (double) (sum->microseconds / length) +
			(double) (sum->microseconds % length) / (double) length;

	mean = apply(numeric_div, person_time_seconds(sum),
				 int64_div_fast_to_numeric(length, SECONDS_SCALE));
	return DatumGetFloat8(DirectFunctionCall1(numeric_float8,
											  NumericGetDatum(mean)));
}

/* Apply a binary operator of type numeric. */
static Numeric
apply(PGFunction operator, Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(operator, NumericGetDatum(a),
											   NumericGetDatum(b)));
}
