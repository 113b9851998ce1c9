/*-------------------------------------------------------------------------
 *
 * valid_window.c
 *		Check of a window before anything is read.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/timestamp.h"

#include "window.h"

/*
 * valid_window(from_at timestamptz, to_at timestamptz) returns boolean
 *
 * Returns true, or raises an error if the window ends before it begins.  NULL
 * stands for no bound.
 */
PG_FUNCTION_INFO_V1(valid_window);
Datum
valid_window(PG_FUNCTION_ARGS)
{
	check_window(PG_ARGISNULL(0) ? DT_NOBEGIN : PG_GETARG_TIMESTAMPTZ(0),
				 PG_ARGISNULL(1) ? DT_NOEND : PG_GETARG_TIMESTAMPTZ(1));
	PG_RETURN_BOOL(true);
}
