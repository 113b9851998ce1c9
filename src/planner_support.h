/*-------------------------------------------------------------------------
 *
 * planner_support.h
 *		What the planner asks about functions that read a whole value.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_PLANNER_SUPPORT_H
#define USERLOGS_PLANNER_SUPPORT_H

#include "fmgr.h"
#include "nodes/pathnodes.h"

#include "time_blocks.h"

/* What there is to know of a type for its estimates */
typedef struct ValueEstimates
{
	const TimeBlocksFormat *format;

	/* bytes of an element, and of all the rest, in a usual value */
	double		usual_element_size;
	double		usual_fixed_size;

	/*
	 * The rows of a call with these arguments, of which the first one has so
	 * many elements, -1 if not known; -1 if this is not known.
	 */
	double		(*estimate_rows) (List *args, double nelements);
} ValueEstimates;

extern Datum answer_planner(Node *request, const ValueEstimates *estimates);
extern double estimate_buckets(List *args);

#endif							/* USERLOGS_PLANNER_SUPPORT_H */
