/*-------------------------------------------------------------------------
 *
 * window.h
 *		Checks of the window of time that a function looks at.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_WINDOW_H
#define USERLOGS_WINDOW_H

#include "datatype/timestamp.h"

extern void check_window(TimestampTz from_at, TimestampTz to_at);
extern void check_finite_window(TimestampTz from_at, TimestampTz to_at,
								const char *what);
extern void check_bucket_end(TimestampTz to_at);

#endif							/* USERLOGS_WINDOW_H */
