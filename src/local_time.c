/*-------------------------------------------------------------------------
 *
 * local_time.c
 *		Days and buckets of a named time zone.
 *
 * A local day begins at the first instant at which the zone's clock shows
 * its midnight or later.  So it has 23 hours where clocks go forward, 25
 * where they go back, begins at one o'clock where midnight is left out, and
 * has no length at all where the whole date is left out.  A business day does
 * the same with a time of day other than midnight.
 *
 * Days and months are counted from Monday, 3 January 2000 and from January
 * 2000: a width of seven days gives weeks that begin on Monday, one of three
 * months the quarters of the year.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/int.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "compat.h"
#include "local_time.h"

/* A Monday, as a number of days from 2000-01-01 */
#define FIRST_MONDAY		2

static int64 first_day_of_month(int64 month);
static int64 month_of_day(int64 day);

static void
time_out_of_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("timestamp out of range"),
			 errhint("No day or bucket may begin before 4714-11-24 BC or end after 294276-12-31, both in UTC.")));
}

/* Division that rounds down, for a positive divisor. */
static int64
floor_div(int64 a, int64 b)
{
	return a / b - (a % b < 0 ? 1 : 0);
}

/*
 * Is this the name of a file of the time zone database?  What is not, but
 * can be read as a POSIX rule, has been turned into upper case and contains
 * digits; only some old files look like that.
 */
static bool
is_database_name(const char *canonical_name)
{
	static const char *const files[] = {
		"CST6CDT", "EST5EDT", "GMT+0", "GMT-0", "GMT0", "MST7MDT", "PST8PDT"
	};
	int			i;

	if (strpbrk(canonical_name, "abcdefghijklmnopqrstuvwxyz") != NULL ||
		strpbrk(canonical_name, "0123456789") == NULL)
		return true;
	for (i = 0; i < (int) lengthof(files); i++)
		if (strcmp(canonical_name, files[i]) == 0)
			return true;
	return false;
}

/*
 * Find the time zone of a name; NULL if there is none.
 *
 * Only names of the time zone database.  Abbreviations depend on settings,
 * and nearly every misspelt name with a digit is a POSIX rule.
 */
pg_tz *
find_time_zone(const text *name)
{
	/* most calls ask for the same one; zones live as long as the process */
	static char last_name[TZ_STRLEN_MAX + 1];
	static pg_tz *last_zone = NULL;
	size_t		len = VARSIZE_ANY_EXHDR(name);
	char	   *zone_name;
	pg_tz	   *zone;

	if (last_zone != NULL && len == strlen(last_name) &&
		memcmp(VARDATA_ANY(name), last_name, len) == 0)
		return last_zone;

	zone_name = text_to_cstring(name);
	zone = pg_tzset(zone_name);
	if (zone == NULL || !pg_tz_acceptable(zone) ||
		!is_database_name(pg_get_timezone_name(zone)))
		return NULL;
	strlcpy(last_name, zone_name, sizeof(last_name));
	last_zone = zone;
	return zone;
}

/*
 * Find the time zone of a name; an error if there is none.
 */
pg_tz *
lookup_time_zone(const text *name)
{
	pg_tz	   *zone = find_time_zone(name);

	if (zone == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time zone \"%s\" not recognized", text_to_cstring(name)),
				 errhint("Use a full name such as Europe/Berlin; pg_timezone_names lists them.")));
	return zone;
}

/* The local months or days that a time falls into; one day by default. */
static Bucket
period_of(TimestampTz at, const BucketWidth *width)
{
	int64		day = local_day_at(at, width->offset, width->zone).number;
	int64		first;
	int64		next;
	Bucket		period;

	if (width->months > 0)
	{
		first = floor_div(month_of_day(day), width->months) * width->months;
		next = first_day_of_month(first + width->months);
		first = first_day_of_month(first);
	}
	else
	{
		int64		step = Max(width->days, 1);

		first = floor_div(day - FIRST_MONDAY, step) * step + FIRST_MONDAY;
		next = first + step;
	}
	period.start = check_day_edge(start_of_day(first, width->offset,
											   width->zone));
	period.end = check_day_edge(start_of_day(next, width->offset, width->zone));
	return period;
}

/*
 * The bucket that a finite time falls into.
 */
Bucket
bucket_of(TimestampTz at, BucketWidth *width)
{
	Bucket		bucket;
	int64		number;

	if (at < width->period.start || at >= width->period.end)
		width->period = period_of(at, width);
	Assert(at >= width->period.start && at < width->period.end);
	bucket = width->period;
	if (width->microseconds > 0)
	{
		number = (at - bucket.start) / width->microseconds;
		bucket.start += number * width->microseconds;
		bucket.end = Min(bucket.start + width->microseconds, bucket.end);
	}
	return bucket;
}

/* The local offset at the time, east of Greenwich, in microseconds. */
static int64
local_offset(TimestampTz at, pg_tz *zone)
{
	struct pg_tm tm;
	fsec_t		fsec;
	int			seconds_west;

	if (timestamp2tm(at, &seconds_west, &tm, &fsec, NULL, zone) != 0)
		time_out_of_range();
	return -(int64) seconds_west * USECS_PER_SEC;
}

/*
 * The first instant at which the zone's clock shows midnight of the day plus
 * the offset, or later.  It may lie a little outside the range of timestamps;
 * an error where it is far outside.
 */
TimestampTz
start_of_day(int64 day, int64 offset, pg_tz *zone)
{
	int64		shown;			/* on the local clock */
	TimestampTz at;
	pg_time_t	segment;		/* a time from which on the clock runs evenly */

	/* with two days to spare no sum below can overflow */
	if (pg_mul_s64_overflow(day, USECS_PER_DAY, &shown) ||
		shown < MIN_TIMESTAMP - 2 * USECS_PER_DAY ||
		shown > END_TIMESTAMP + 2 * USECS_PER_DAY)
		time_out_of_range();
	shown += offset;

	/* no zone is a whole day off, so here the time shown is still to come */
	segment = (shown - USECS_PER_DAY) / USECS_PER_SEC +
		(POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * SECS_PER_DAY;
	for (;;)
	{
		pg_time_t	transition;
		long int	before;
		long int	after;
		int			isdst;
		TimestampTz transition_at;
		int			found = pg_next_dst_boundary(&segment, &before, &isdst,
												 &transition, &after, &isdst,
												 zone);

		if (found < 0)
			time_out_of_range();
		at = shown - before * USECS_PER_SEC;
		if (found == 0)
			break;

		/* the next one may be later than what fits, but not earlier */
		if (pg_mul_s64_overflow(transition -
								(POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) *
								SECS_PER_DAY, USECS_PER_SEC, &transition_at) ||
			at < transition_at)
			break;
		at = transition_at;
		if (transition_at + after * USECS_PER_SEC >= shown)
			break;
		segment = transition;
	}
	return at;
}

/*
 * The edge of a day, or an error if it is beyond the range of timestamps.
 */
TimestampTz
check_day_edge(TimestampTz edge)
{
	if (!IS_VALID_TIMESTAMP(edge))
		time_out_of_range();
	return edge;
}

/*
 * The day that a finite time belongs to.
 */
LocalDay
local_day_at(TimestampTz at, int64 offset, pg_tz *zone)
{
	/* most times belong to the same day as the one before */
	static LocalDay last;

	if (last.zone != zone || last.offset != offset ||
		at < last.start || at >= last.end)
	{
		LocalDay	day;

		day.zone = zone;
		day.offset = offset;
		day.number = floor_div(at + local_offset(at, zone) - offset,
							   USECS_PER_DAY);
		day.end = start_of_day(day.number + 1, offset, zone);

		/*
		 * Where clocks go back across the edge, a date can come, go and come
		 * again; the time then belongs to the day that has begun.
		 */
		while (day.end <= at)
			day.end = start_of_day(++day.number + 1, offset, zone);
		day.start = start_of_day(day.number, offset, zone);
		Assert(at >= day.start && at < day.end);
		last = day;
	}
	return last;
}

/*
 * Go on to the next day that has a length: some zones left out a whole date.
 */
void
next_local_day(LocalDay *day)
{
	day->start = day->end;
	do
	{
		day->number++;
		day->end = start_of_day(day->number + 1, day->offset, day->zone);
	} while (day->end == day->start);
}

/* Months are numbered from January 2000. */
static int64
first_day_of_month(int64 month)
{
	int64		year = 2000 + floor_div(month, 12);

	/* from the year of the first timestamp to the one after the last */
	if (year < -4713 || year > 294277)
		time_out_of_range();
	return date2j((int) year, (int) (month - (year - 2000) * 12) + 1, 1) -
		POSTGRES_EPOCH_JDATE;
}

static int64
month_of_day(int64 day)
{
	int			year;
	int			month;
	int			mday;

	j2date((int) (day + POSTGRES_EPOCH_JDATE), &year, &month, &mday);
	return ((int64) year - 2000) * 12 + month - 1;
}
