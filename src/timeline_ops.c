/*-------------------------------------------------------------------------
 *
 * timeline_ops.c
 *		Comparison and hashing of timelines.
 *
 * Equal sets of events have equal bytes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "canonical_ops.h"

CANONICAL_OPERATORS(timeline)
