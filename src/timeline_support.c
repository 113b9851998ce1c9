/*-------------------------------------------------------------------------
 *
 * timeline_support.c
 *		What the planner asks about functions that read a whole timeline.
 *
 * How many rows they return and how long they take depends on the number of
 * events: known for a constant, and for a column guessed from the average
 * width that ANALYZE found.  Where nothing is known the figures of the SQL
 * definition stay.
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

#include "timeline.h"

/* Bytes of an event, and of all the rest, in a usual timeline */
#define USUAL_EVENT_SIZE	5.0
#define USUAL_FIXED_SIZE	100.0

/*
 * Values that have been moved out of line count as the width of a pointer in
 * the statistics.  A column narrower than this must consist of these, which
 * begin at 2 kB.
 */
#define TOASTED_WIDTH		32
#define USUAL_TOASTED_SIZE	8192.0

/* Reading an event, in relation to calling an operator */
#define EVENT_COST_FACTOR	0.5

static List *call_arguments(Node *node);
static double estimate_events(PlannerInfo *root, Node *timeline);
static double estimate_rows(PlannerInfo *root, List *args);
static double estimate_buckets(List *args);

/*
 * timeline_support(internal) returns internal
 *
 * NULL for a request of another kind, and where nothing is known.
 */
PG_FUNCTION_INFO_V1(timeline_support);
Datum
timeline_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);

	if (IsA(request, SupportRequestRows))
	{
		SupportRequestRows *rows = (SupportRequestRows *) request;
		List	   *args = call_arguments(rows->node);
		double		result = args == NIL ? -1 :
			estimate_rows(rows->root, args);

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
		double		events = args == NIL ? -1 :
			estimate_events(cost->root, linitial(args));

		if (events >= 0)
		{
			cost->startup = 0;
			cost->per_tuple = (1 + EVENT_COST_FACTOR * events) *
				cpu_operator_cost;
			PG_RETURN_POINTER(cost);
		}
	}
	PG_RETURN_POINTER(NULL);
}

static List *
call_arguments(Node *node)
{
	return node != NULL && IsA(node, FuncExpr) ? ((FuncExpr *) node)->args : NIL;
}

/* The number of events of an expression of type timeline, -1 if not known. */
static double
estimate_events(PlannerInfo *root, Node *timeline)
{
	VariableStatData vardata;
	double		width = 0;

	if (IsA(timeline, Const))
	{
		TimelineReader reader;

		if (((Const *) timeline)->constisnull)
			return 0;
		timeline_open_header_datum(&reader, ((Const *) timeline)->constvalue);
		return reader.nevents;
	}
	if (root == NULL)
		return -1;

	examine_variable(root, timeline, 0, &vardata);
	if (HeapTupleIsValid(vardata.statsTuple))
		width = ((Form_pg_statistic) GETSTRUCT(vardata.statsTuple))->stawidth;
	ReleaseVariableStats(vardata);
	if (width <= 0)
		return -1;
	if (width < TOASTED_WIDTH)
		width = USUAL_TOASTED_SIZE;
	return Max(width - USUAL_FIXED_SIZE, USUAL_EVENT_SIZE) / USUAL_EVENT_SIZE;
}

static double
estimate_rows(PlannerInfo *root, List *args)
{
	double		events = estimate_events(root, linitial(args));
	double		buckets;

	if (events < 0 || list_length(args) < 5)
		return events;

	/* status_buckets(timeline, width, from_at, to_at, time_zone) */
	buckets = estimate_buckets(args);
	return buckets < 0 ? -1 : events + buckets;
}

/* The number of buckets in the window, if that is constant and finite. */
static double
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
