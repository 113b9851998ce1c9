/*-------------------------------------------------------------------------
 *
 * interval_arg.c
 *		Checks of arguments of type interval.
 *
 * Spans and limits are real time: their days have 24 hours, and months are
 * rejected.  Widths of buckets are local time, in which the length of a day or
 * month depends on the date.  Infinite intervals, which PostgreSQL has from
 * version 17 on, are rejected everywhere.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/int.h"

#include "compat.h"
#include "interval_arg.h"

/* A limit of more days is never reached */
#define DAYS_OF_ALL_TIME \
	((int64) (((uint64) END_TIMESTAMP - (uint64) MIN_TIMESTAMP) / USECS_PER_DAY))

#define SPAN_HINT	"Give a span of time, such as '3 minutes'."
#define LIMIT_HINT	"NULL is no limit."
#define MONTHS_HINT \
	"Months have different lengths: give days, of 24 hours each, or smaller units."
#define DAY_OFFSET_HINT \
	"Give it in hours and smaller units, such as 06:00, or -02:00 for the evening before."

static double interval_microseconds(const Interval *interval);

/*
 * Check that an interval is finite.  The hint follows the error.
 */
static void
check_finite(const Interval *interval, const char *name, const char *hint)
{
	if (INTERVAL_NOT_FINITE(interval))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be finite", name),
				 errhint("%s", hint)));
}

/*
 * Check that an interval has no months.
 */
static void
check_no_months(const Interval *interval, const char *name, const char *hint)
{
	if (interval->month != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must not have months", name),
				 errhint("%s", hint)));
}

/*
 * Check a span of time, which must not be negative, and return it in
 * microseconds.
 */
double
check_span(const Interval *interval, const char *name)
{
	double		span;

	check_finite(interval, name, SPAN_HINT);
	check_no_months(interval, name, MONTHS_HINT);
	span = interval_microseconds(interval);
	if (span < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must not be negative", name),
				 errhint(SPAN_HINT)));
	return span;
}

/*
 * Return an argument that is a span of time, in microseconds.
 */
double
get_span(FunctionCallInfo fcinfo, int argument, const char *name)
{
	return check_span(PG_GETARG_INTERVAL_P(argument), name);
}

/*
 * Return a span of time that is used as a divisor, in microseconds.
 */
double
get_positive_span(FunctionCallInfo fcinfo, int argument, const char *name)
{
	double		span = get_span(fcinfo, argument, name);

	if (span == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be greater than zero", name),
				 errhint("Where %s is not known, pass NULL.", name)));
	return span;
}

/* Convert an interval without months to microseconds. */
static double
interval_microseconds(const Interval *interval)
{
	int64		span;

	/* days that overflow outweigh any time, so the sign is right */
	if (pg_mul_s64_overflow(interval->day, USECS_PER_DAY, &span) ||
		pg_add_s64_overflow(span, interval->time, &span))
		return (double) interval->day * USECS_PER_DAY + (double) interval->time;
	return (double) span;
}

/*
 * Return a limit in microseconds, NO_LIMIT if the argument is NULL or longer
 * than the range of timestamps.
 */
uint64
get_limit(FunctionCallInfo fcinfo, int argument, const char *name)
{
	if (PG_ARGISNULL(argument))
		return NO_LIMIT;
	return check_limit(PG_GETARG_INTERVAL_P(argument), name);
}

/*
 * Check a limit, and return it in microseconds, NO_LIMIT if it is longer than
 * the range of timestamps.
 */
uint64
check_limit(const Interval *interval, const char *name)
{
	int64		days;
	int64		rest;

	check_finite(interval, name, LIMIT_HINT);
	check_no_months(interval, name, MONTHS_HINT " " LIMIT_HINT);

	/* split off whole days, as the range of timestamps exceeds an int64 */
	days = interval->day + interval->time / USECS_PER_DAY;
	rest = interval->time % USECS_PER_DAY;
	if (rest < 0)
	{
		rest += USECS_PER_DAY;
		days--;
	}
	if (days < 0 || (days == 0 && rest == 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be greater than zero", name),
				 errhint(LIMIT_HINT)));
	if (days > DAYS_OF_ALL_TIME)
		return NO_LIMIT;
	return (uint64) days * USECS_PER_DAY + (uint64) rest;
}

/*
 * Check an element of an array of allowances, and return it in microseconds.
 * A month counts as 30 days, as in comparisons of intervals.
 */
int64
check_allowance(const Interval *interval)
{
	int64		days = (int64) interval->month * DAYS_PER_MONTH + interval->day;
	int64		result;

	check_finite(interval, "an allowance", LIMIT_HINT);
	if (pg_mul_s64_overflow(days, USECS_PER_DAY, &result) ||
		pg_add_s64_overflow(result, interval->time, &result))
		ereport(ERROR,
				(errcode(ERRCODE_INTERVAL_FIELD_OVERFLOW),
				 errmsg("allowance out of range")));
	if (result < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("an allowance must not be negative")));
	return result;
}

/*
 * Convert the width of buckets.  Return true if it is positive and consists of
 * one part: months, days or less than a day.
 */
static bool
parse_bucket_width(const Interval *interval, BucketWidth *width, int *nparts)
{
	width->months = interval->month;
	width->days = (int64) interval->day + interval->time / USECS_PER_DAY;
	width->microseconds = interval->time % USECS_PER_DAY;
	width->offset = 0;
	width->period.start = width->period.end = 0;
	*nparts = (width->months != 0) + (width->days != 0) +
		(width->microseconds != 0);
	return *nparts == 1 && interval->month >= 0 && interval->day >= 0 &&
		interval->time >= 0;
}

/*
 * Return true if the interval is a valid width of buckets.
 */
bool
is_bucket_width_interval(const Interval *interval)
{
	BucketWidth width;
	int			nparts;

	return parse_bucket_width(interval, &width, &nparts);
}

/*
 * Check and convert the width of buckets.
 */
void
check_bucket_width(const Interval *interval, BucketWidth *width)
{
	int			nparts;

	check_finite(interval, "bucket width",
				 "Give a width such as '15 minutes', '1 day' or '1 month'.");
	if (parse_bucket_width(interval, width, &nparts))
		return;
	if (nparts == 0 || interval->month < 0 || interval->day < 0 ||
		interval->time < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("bucket width must be greater than zero")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("bucket width must be a number of months, a number of days, or less than a day"),
			 errhint("Days have different lengths, so they cannot be mixed with months or hours.")));
}

/*
 * Return true if the interval is a valid offset of business days.
 */
bool
is_day_offset_interval(const Interval *interval)
{
	return interval->month == 0 && interval->day == 0 &&
		interval->time > -USECS_PER_DAY && interval->time < USECS_PER_DAY;
}

/*
 * Check the offset of business days from midnight, and return it in
 * microseconds.
 */
int64
check_day_offset(const Interval *interval)
{
	check_finite(interval, "day offset", DAY_OFFSET_HINT);
	if (!is_day_offset_interval(interval))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("day offset must be less than 24 hours"),
				 errhint(DAY_OFFSET_HINT)));
	return interval->time;
}
