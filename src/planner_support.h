/*-------------------------------------------------------------------------
 *
 * planner_support.h
 *		Planner support for functions that read a whole value.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_PLANNER_SUPPORT_H
#define USERLOGS_PLANNER_SUPPORT_H

#include "fmgr.h"
#include "nodes/pathnodes.h"

#include "time_blocks.h"

/* Properties of a type that its estimates depend on */
typedef struct ValueEstimates
{
	const TimeBlocksFormat *format;

	/* usual size of an element, and of the rest of a value, in bytes */
	double		usual_element_size;
	double		usual_fixed_size;

	/*
	 * Returns the number of rows of a call, given its arguments and the number
	 * of elements of the first one.  Both are -1 if not known.
	 */
	double		(*estimate_rows) (List *args, double nelements);
} ValueEstimates;

extern Datum answer_planner(Node *request, const ValueEstimates *estimates);
extern double estimate_buckets(List *args);

#endif							/* USERLOGS_PLANNER_SUPPORT_H */
