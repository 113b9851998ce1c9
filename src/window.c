/*-------------------------------------------------------------------------
 *
 * window.c
 *		Checks of the window of time that a function looks at.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "window.h"

/*
 * Check that a window does not end before it begins.
 */
void
check_window(TimestampTz from_at, TimestampTz to_at)
{
	if (from_at > to_at)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the window ends before it begins"),
				 errhint("from_at must not be later than to_at.")));
}

/*
 * Check that a window is finite, too.  "what" names the rows, of which an
 * infinite window would have infinitely many.
 */
void
check_finite_window(TimestampTz from_at, TimestampTz to_at, const char *what)
{
	check_window(from_at, to_at);
	if (TIMESTAMP_NOT_FINITE(from_at) || TIMESTAMP_NOT_FINITE(to_at))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be finite",
						TIMESTAMP_NOT_FINITE(to_at) ? "to_at" : "from_at"),
				 errdetail("The %s of an infinite window have no end.", what),
				 errhint("Pass the time up to which, or from which on, %s are wanted.",
						 what)));
}

/*
 * Check that a window that is cut into buckets has an end.
 */
void
check_bucket_end(TimestampTz to_at)
{
	if (TIMESTAMP_IS_NOEND(to_at))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("to_at must be finite"),
				 errdetail("The last status has no end, so it would fill buckets without end."),
				 errhint("Pass the time up to which the status is to be counted.")));
}
