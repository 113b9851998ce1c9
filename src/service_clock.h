/*-------------------------------------------------------------------------
 *
 * service_clock.h
 *		A service clock: the hours in which a team is in service.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_SERVICE_CLOCK_H
#define USERLOGS_SERVICE_CLOCK_H

#include "pgtime.h"

/* First and end day of a span without bounds */
#define NO_FIRST_DAY	PG_INT32_MIN
#define NO_END_DAY		PG_INT32_MAX

/*
 * A span of the local clock, on each day of [first_day, end_day) that is one
 * of the weekdays.  Days are numbered from 2000-01-01.  A span without
 * weekdays is an exception: it is of one day, which it replaces with the other
 * exceptions of that day.  Equal times are of a day that is closed.
 */
typedef struct ClockSpan
{
	int64		opens;			/* microseconds after midnight, at most a day */
	int64		closes;			/* same, up to two days, more than opens */
	int32		first_day;
	int32		end_day;
	int32		weekdays;		/* bits 1, Monday, to 7 */
} ClockSpan;

#define IS_EXCEPTION(span)	((span)->weekdays == 0)
#define IS_CLOSED(span)		((span)->opens == (span)->closes)

/* A clock: its weekly spans as they open on a day, then exceptions by day */
typedef struct ServiceClock
{
	pg_tz	   *zone;
	ClockSpan  *spans;
	int			nspans;
	int			nweekly;		/* of these */
	int64		end_day;		/* no span opens from this day on */
} ServiceClock;

extern void parse_service_clock(ServiceClock *clock, const char *text);

#endif							/* USERLOGS_SERVICE_CLOCK_H */
