/*-------------------------------------------------------------------------
 *
 * interval_arg.h
 *		Checks of arguments of type interval.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_INTERVAL_ARG_H
#define USERLOGS_INTERVAL_ARG_H

#include "fmgr.h"
#include "utils/timestamp.h"

#include "local_time.h"

/* Limit that is never reached */
#define NO_LIMIT		PG_UINT64_MAX

extern double check_span(const Interval *interval, const char *name);
extern double get_span(FunctionCallInfo fcinfo, int argument,
					   const char *name);
extern double get_positive_span(FunctionCallInfo fcinfo, int argument,
								const char *name);
extern uint64 get_limit(FunctionCallInfo fcinfo, int argument,
						const char *name);
extern uint64 check_limit(const Interval *interval, const char *name);
extern int64 check_allowance(const Interval *interval);
extern bool is_bucket_width_interval(const Interval *interval);
extern void check_bucket_width(const Interval *interval, BucketWidth *width);
extern bool is_day_offset_interval(const Interval *interval);
extern int64 check_day_offset(const Interval *interval);

#endif							/* USERLOGS_INTERVAL_ARG_H */
