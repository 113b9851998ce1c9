/*-------------------------------------------------------------------------
 *
 * duration.c
 *		Lengths of time, in microseconds and as intervals.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "duration.h"

/*
 * Report that a length of time does not fit in an interval.  The hint may be
 * NULL.
 */
void
interval_out_of_range(const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INTERVAL_FIELD_OVERFLOW),
			 errmsg("interval out of range"),
			 hint != NULL ? errhint("%s", hint) : 0));
}

/*
 * Report that a time within a window does not fit in an interval.
 */
void
duration_out_of_range(void)
{
	interval_out_of_range("An interval has room for 292,271 years: choose a shorter window.");
}
