/*-------------------------------------------------------------------------
 *
 * time_limits.h
 *		Limits of the time in a status, by status, reason and start.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_TIME_LIMITS_H
#define USERLOGS_TIME_LIMITS_H

#include "fmgr.h"
#include "timeline.h"

/* A limit that says nothing of a span; no span is that short */
#define NOT_SAID		UINT64CONST(0)

/* A value of the type time_limit */
typedef struct TimeLimit
{
	uint32		status;			/* number of its key, or DICT_NULL: any */
	uint32		reason;
	uint64		max_open_time;	/* microseconds, NO_LIMIT or NOT_SAID */
	uint64		heartbeat_timeout;
	TimestampTz valid_from;
	TimestampTz valid_to;
} TimeLimit;

/* Limits in order: the first one that applies and says a span decides */
typedef struct TimeLimits
{
	int			nlimits;
	TimeLimit  *limits;
	ValueDict  *keys;			/* of statuses and reasons */
} TimeLimits;

/* The limits that can apply to a timeline */
typedef struct TimelineLimits
{
	int			nlimits;
	const TimeLimit *limits;
	uint32	   *keys;			/* by string of the reader, the last element
								 * for NULL */
} TimelineLimits;

extern const TimeLimits *time_limits_argument(FunctionCallInfo fcinfo,
											  int argument);
extern void timeline_limits_init(TimelineLimits *result,
								 const TimeLimits *limits,
								 const TimelineReader *reader);
extern void timeline_limits_at(const TimelineLimits *limits,
							   const TimelineValue *value, TimestampTz at,
							   uint64 *max_open_time,
							   uint64 *heartbeat_timeout);

#endif							/* USERLOGS_TIME_LIMITS_H */
