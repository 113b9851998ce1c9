/*-------------------------------------------------------------------------
 *
 * local_time.h
 *		Days and buckets of a named time zone.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_LOCAL_TIME_H
#define USERLOGS_LOCAL_TIME_H

#include "datatype/timestamp.h"
#include "pgtime.h"

/*
 * A business day of a zone: it begins when the zone's clock shows midnight of
 * its date plus an offset.  Days are numbered from 2000-01-01.  The edges may
 * lie beyond the range of timestamps: see check_day_edge().
 */
typedef struct LocalDay
{
	pg_tz	   *zone;
	int64		offset;			/* microseconds, less than a day */
	int64		number;
	TimestampTz start;
	TimestampTz end;
} LocalDay;

/* The half-open bucket [start, end) */
typedef struct Bucket
{
	TimestampTz start;
	TimestampTz end;
} Bucket;

/*
 * Width of buckets: a number of local months or days, or a length in real time
 * that starts again with each local day.  One of the three numbers is
 * positive, the others are zero.
 */
typedef struct BucketWidth
{
	int64		months;
	int64		days;
	int64		microseconds;
	pg_tz	   *zone;
	int64		offset;			/* of days from midnight, microseconds */
	Bucket		period;			/* the last months or days used, one day if
								 * microseconds is set */
} BucketWidth;

extern pg_tz *find_time_zone(const text *name);
extern pg_tz *lookup_time_zone(const text *name);
extern Bucket bucket_of(TimestampTz at, BucketWidth *width);
extern TimestampTz check_day_edge(TimestampTz edge);
extern TimestampTz start_of_day(int64 day, int64 offset, pg_tz *zone);
extern int	local_instants(Timestamp shown, pg_tz *zone, TimestampTz *instants);
extern LocalDay local_day_at(TimestampTz at, int64 offset, pg_tz *zone);
extern void next_local_day(LocalDay *day);

#endif							/* USERLOGS_LOCAL_TIME_H */
