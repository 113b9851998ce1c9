/*-------------------------------------------------------------------------
 *
 * local_time.c
 *		Days and buckets of a named time zone.
 *
 * A local day begins at the first instant at which the zone's clock shows
 * midnight of that date or later.  So it has 23 hours where clocks go forward
 * and 25 where they go back; it begins at one o'clock where midnight is
 * skipped, and is empty where the whole date is skipped.  A business day does
 * the same with a time of day other than midnight.
 *
 * Buckets of days are counted from Monday, 3 January 2000, buckets of months
 * from January 2000: a width of seven days gives weeks that begin on Monday, a
 * width of three months gives quarters.
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

/* Divide by a positive divisor, rounding down. */
static int64
floor_div(int64 a, int64 b)
{
	return a / b - (a % b < 0 ? 1 : 0);
}

/*
 * Return true if a name is that of a file in the time zone database.  Other
 * names are POSIX rules: in upper case and with digits, like a few old files.
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
 * Look up a time zone by name.  Return NULL if there is none.
 *
 * Accept only names of the time zone database: abbreviations depend on
 * settings, and nearly every misspelt name with a digit is a POSIX rule.
 */
pg_tz *
find_time_zone(const text *name)
{
	/* most calls ask for the same zone; zones are never freed */
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
 * Look up a time zone by name.  Raise an error if there is none.
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

/* Return the period of local months or days, one by default, of a time. */
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
 * Return the bucket that contains a finite time.
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

/* Return the zone's offset at a time, east of Greenwich, in microseconds. */
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
 * Return the first instant at which the zone's clock shows midnight of the day
 * plus the offset, or later.  The result may lie a little outside the range of
 * timestamps.  Raise an error if it is far outside.
 */
TimestampTz
start_of_day(int64 day, int64 offset, pg_tz *zone)
{
	int64		shown;			/* on the local clock */
	TimestampTz at;
	pg_time_t	segment;		/* look for transitions after this time */

	/* with two days of margin, no sum below can overflow */
	if (pg_mul_s64_overflow(day, USECS_PER_DAY, &shown) ||
		shown < MIN_TIMESTAMP - 2 * USECS_PER_DAY ||
		shown > END_TIMESTAMP + 2 * USECS_PER_DAY)
		time_out_of_range();
	shown += offset;

	/* no offset is a whole day, so the clock does not show it yet */
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

		/* a transition that does not fit in a timestamp is always later */
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
 * Find the instants at which the zone's clock shows a finite time: one, two
 * where clocks go back, or none where they go forward.  Return their number,
 * and the instants, at most the first two, in order.  For a time that the clock
 * skips, instants[0] is the one by the offset before, as for AT TIME ZONE.
 * They may lie a little outside the range of timestamps.
 */
int
local_instants(Timestamp shown, pg_tz *zone, TimestampTz *instants)
{
	int			ninstants = 0;
	TimestampTz from_at = PG_INT64_MIN; /* of the offset */
	TimestampTz to_at;
	pg_time_t	segment;

	/* no offset is a whole day, so the clock does not show it yet */
	segment = (shown - USECS_PER_DAY) / USECS_PER_SEC +
		(POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * SECS_PER_DAY;
	do
	{
		pg_time_t	transition;
		long int	before;
		long int	after;
		int			isdst;
		TimestampTz at;
		int			found = pg_next_dst_boundary(&segment, &before, &isdst,
												 &transition, &after, &isdst,
												 zone);

		if (found < 0)
			time_out_of_range();
		if (found == 0 ||
			pg_mul_s64_overflow(transition -
								(POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) *
								SECS_PER_DAY, USECS_PER_SEC, &to_at))
			to_at = PG_INT64_MAX;
		at = shown - before * USECS_PER_SEC;
		if (at >= from_at && at < to_at)
			instants[ninstants++] = at;
		else if (ninstants == 0 && at >= to_at)
			instants[0] = at;	/* skipped, unless it comes later */
		segment = transition;
		from_at = to_at;
	} while (ninstants < 2 && to_at < shown + USECS_PER_DAY);
	return ninstants;
}

/*
 * Return the edge of a day.  Raise an error if it is beyond the range of
 * timestamps.
 */
TimestampTz
check_day_edge(TimestampTz edge)
{
	if (!IS_VALID_TIMESTAMP(edge))
		time_out_of_range();
	return edge;
}

/*
 * Return the day that contains a finite time.
 */
LocalDay
local_day_at(TimestampTz at, int64 offset, pg_tz *zone)
{
	/* most times belong to the same day as the previous one */
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
		 * If clocks go back across the edge of a day, the clock shows the old
		 * date once more; the time then belongs to the day that has begun.
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
 * Advance to the next day that is not empty: some zones skipped a whole date.
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

/* Return the first day of a month, numbered from January 2000. */
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

/* Return the number of the month that contains a day. */
static int64
month_of_day(int64 day)
{
	int			year;
	int			month;
	int			mday;

	j2date((int) (day + POSTGRES_EPOCH_JDATE), &year, &month, &mday);
	return ((int64) year - 2000) * 12 + month - 1;
}
