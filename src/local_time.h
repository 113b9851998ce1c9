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

/* The half-open bucket [start, end) */
typedef struct Bucket
{
	TimestampTz start;
	TimestampTz end;
} Bucket;

/*
 * A way to cut time into buckets: of a number of local months or days, or of
 * a length in real time that starts again at each local midnight.  One of
 * the three numbers is positive, the others are zero.
 */
typedef struct BucketWidth
{
	int64		months;
	int64		days;
	int64		microseconds;
	pg_tz	   *zone;
	Bucket		period;			/* the months or days that were looked at
								 * last, one day if microseconds is set */
} BucketWidth;

extern pg_tz *lookup_time_zone(const text *name);
extern void check_bucket_width(const Interval *interval, BucketWidth *width);
extern Bucket bucket_of(TimestampTz at, BucketWidth *width);

#endif							/* USERLOGS_LOCAL_TIME_H */
