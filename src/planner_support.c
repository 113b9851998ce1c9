/*-------------------------------------------------------------------------
 *
 * planner_support.c
 *		Planner support for functions that read a whole value.
 *
 * The number of rows and the cost depend on the number of elements, which is
 * known for a constant, and estimated for a column from the average width in
 * the statistics.  If nothing is known, the figures of the SQL definition are
 * used.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_statistic.h"
#include "nodes/supportnodes.h"
#include "optimizer/optimizer.h"
#include "utils/selfuncs.h"
#include "utils/timestamp.h"

#include "planner_support.h"

/*
 * In the statistics, a value stored out of line has the width of a pointer.  A
 * column narrower than TOASTED_WIDTH must consist of such values, which have
 * at least 2 kB; assume four times that.
 */
#define TOASTED_WIDTH		32
#define USUAL_TOASTED_SIZE	8192.0

/*
 * Cost of reading an element, as a fraction of cpu_operator_cost: less than 1,
 * since no function is called through fmgr.
 */
#define ELEMENT_COST_FACTOR	0.5

static List *call_arguments(Node *node);
static double estimate_elements(PlannerInfo *root, Node *value,
								const ValueEstimates *estimates);

/*
 * Answer a request about a call whose first argument is the value.  Return
 * NULL for other requests, and if nothing is known.
 */
Datum
answer_planner(Node *request, const ValueEstimates *estimates)
{
	if (IsA(request, SupportRequestRows))
	{
		SupportRequestRows *rows = (SupportRequestRows *) request;
		List	   *args = call_arguments(rows->node);
		double		result = -1;

		if (args != NIL)
			result = estimates->estimate_rows(args,
											  estimate_elements(rows->root,
																linitial(args),
																estimates));
		if (result >= 0)
		{
			rows->rows = Max(result, 1.0);
			PG_RETURN_POINTER(rows);
		}
	}
	else if (IsA(request, SupportRequestCost))
	{
		SupportRequestCost *cost = (SupportRequestCost *) request;
		List	   *args = call_arguments(cost->node);
		double		nelements = -1;

		if (args != NIL)
			nelements = estimate_elements(cost->root, linitial(args), estimates);
		if (nelements >= 0)
		{
			cost->startup = 0;
			cost->per_tuple = (1 + ELEMENT_COST_FACTOR * nelements) *
				cpu_operator_cost;
			PG_RETURN_POINTER(cost);
		}
	}
	PG_RETURN_POINTER(NULL);
}

/* Return the arguments of a function call, NIL for other nodes. */
static List *
call_arguments(Node *node)
{
	return node != NULL && IsA(node, FuncExpr) ? ((FuncExpr *) node)->args : NIL;
}

/* Estimate the number of elements of an expression, -1 if not known. */
static double
estimate_elements(PlannerInfo *root, Node *value,
				  const ValueEstimates *estimates)
{
	VariableStatData vardata;
	double		width = 0;

	if (IsA(value, Const))
	{
		TimeBlocks	blocks;

		if (((Const *) value)->constisnull)
			return 0;
		time_blocks_open_datum(&blocks, estimates->format,
							   ((Const *) value)->constvalue);
		return blocks.nelements;
	}

	/*
	 * Before the minor releases of November 2025, such as 15.15, the planner
	 * may ask about the test of a subplan before it has set up the relations.
	 */
	if (root == NULL || root->simple_rel_array == NULL)
		return -1;

	examine_variable(root, value, 0, &vardata);
	if (HeapTupleIsValid(vardata.statsTuple))
		width = ((Form_pg_statistic) GETSTRUCT(vardata.statsTuple))->stawidth;
	ReleaseVariableStats(vardata);
	if (width <= 0)
		return -1;
	if (width < TOASTED_WIDTH)
		width = USUAL_TOASTED_SIZE;
	return Max(width - estimates->usual_fixed_size,
			   estimates->usual_element_size) / estimates->usual_element_size;
}

/*
 * Estimate the number of buckets of a call (value, width, from_at, to_at,
 * ...).  Return -1 if the window or the width is not constant or not finite.
 */
double
estimate_buckets(List *args)
{
	Const	   *consts[3];
	Interval   *width;
	TimestampTz from_at;
	TimestampTz to_at;
	double		microseconds;
	int			i;

	for (i = 0; i < 3; i++)
	{
		consts[i] = (Const *) list_nth(args, i + 1);
		if (!IsA(consts[i], Const) || consts[i]->constisnull)
			return -1;
	}
	width = DatumGetIntervalP(consts[0]->constvalue);
	microseconds = (double) width->time +
		((double) width->day + (double) width->month * DAYS_PER_MONTH) *
		USECS_PER_DAY;
	from_at = DatumGetTimestampTz(consts[1]->constvalue);
	to_at = DatumGetTimestampTz(consts[2]->constvalue);
	if (microseconds <= 0 || TIMESTAMP_NOT_FINITE(from_at) ||
		TIMESTAMP_NOT_FINITE(to_at))
		return -1;
	return Max((double) to_at - (double) from_at, 0) / microseconds;
}
