/*-------------------------------------------------------------------------
 *
 * headcount_ops.c
 *		Comparison and hashing of headcounts.
 *
 * Equal step functions have equal bytes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "canonical_ops.h"

CANONICAL_OPERATORS(headcount)
