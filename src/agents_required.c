/*-------------------------------------------------------------------------
 *
 * agents_required.c
 *		Number of agents required for a service level, by Erlang C.
 *
 * The search starts at the smallest number that the occupancy allows and goes
 * up by the recurrence 1/B(n) = 1 + n/A 1/B(n-1), at most a few times sqrt(A)
 * steps.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"

#include "erlang.h"
#include "interval_arg.h"

/*
 * A number that exceeds an integer by at most this fraction is rounded down to
 * it: 14 / (1 - 0.3) is 20 agents, although the last digits say more.
 */
#define CEIL_TOLERANCE	1e-12

typedef struct ServiceGoal
{
	double		traffic;
	double		handle_times;	/* time to answer within, in handle times */
	double		service_level;
	double		least_agents;	/* required by traffic and occupancy */
} ServiceGoal;

static double traffic_of(FunctionCallInfo fcinfo);
static double least_agents(double traffic, double max_occupancy);
static double agents_on_queue(const ServiceGoal *goal);
static bool reaches(const ServiceGoal *goal, double agents, double inverse_b);
static bool reaches_exactly(const ServiceGoal *goal, double agents);
static double tolerant_ceil(double number);
static double check_agents_range(double agents);
static double get_fraction_below_one(FunctionCallInfo fcinfo, int argument,
									 const char *name, const char *hint);

/*
 * agents_required(contacts double precision, period interval,
 *				   handle_time interval, answer_within interval,
 *				   service_level double precision,
 *				   max_occupancy double precision,
 *				   shrinkage double precision)
 * returns integer
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(agents_required);
Datum
agents_required(PG_FUNCTION_ARGS)
{
	double		traffic = traffic_of(fcinfo);
	double		answer_within = get_span(fcinfo, 3, "answer_within");
	double		service_level = get_fraction_below_one(fcinfo, 4, "service_level",
													   "Give a fraction, such as 0.8 for 80 %; no number of agents reaches 1.");
	double		max_occupancy = PG_GETARG_FLOAT8(5);
	double		shrinkage = get_fraction_below_one(fcinfo, 6, "shrinkage",
												   "Give a fraction of the paid time, such as 0.3 for 30 %.");
	ServiceGoal goal;
	double		rostered;

	if (!(max_occupancy > 0 && max_occupancy <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("max_occupancy must be greater than 0 and at most 1"),
				 errhint("Give a fraction, such as 0.85 for 85 %%; 1 is no limit.")));
	if (traffic == 0)
		PG_RETURN_INT32(0);

	goal.traffic = traffic;
	goal.handle_times = answer_within / get_span(fcinfo, 2, "handle_time");
	goal.service_level = service_level;
	goal.least_agents = least_agents(traffic, max_occupancy);
	rostered = tolerant_ceil(agents_on_queue(&goal) / (1 - shrinkage));
	PG_RETURN_INT32((int32) check_agents_range(rostered));
}

static double
traffic_of(FunctionCallInfo fcinfo)
{
	double		contacts = get_amount(fcinfo, 0, "contacts");
	double		period = get_positive_span(fcinfo, 1, "period");
	double		handle_time = get_span(fcinfo, 2, "handle_time");

	return contacts * handle_time / period;
}

/* Return the smallest number above traffic that keeps to the occupancy. */
static double
least_agents(double traffic, double max_occupancy)
{
	return check_agents_range(Max(floor(traffic) + 1,
								  tolerant_ceil(traffic / max_occupancy)));
}

/* Return the smallest number of agents that reaches the goal. */
static double
agents_on_queue(const ServiceGoal *goal)
{
	double		agents = goal->least_agents;
	double		inverse_b = inverse_erlang_b(goal->traffic, agents);

	while (!reaches(goal, agents, inverse_b))
	{
		CHECK_FOR_INTERRUPTS();
		agents = check_agents_range(agents + 1);
		inverse_b = 1 + agents / goal->traffic * inverse_b;
	}

	/*
	 * The recurrence differs from the sum in the last digits.  The sum
	 * decides, so that erlang_c_service_level() confirms the answer.
	 */
	while (!reaches_exactly(goal, agents))
		agents = check_agents_range(agents + 1);
	while (agents > goal->least_agents && reaches_exactly(goal, agents - 1))
		agents--;
	return agents;
}

static bool
reaches(const ServiceGoal *goal, double agents, double inverse_b)
{
	double		wait = erlang_c_wait(goal->traffic, agents, inverse_b);

	return erlang_c_answered(goal->traffic, agents, wait,
							 goal->handle_times) >= goal->service_level;
}

static bool
reaches_exactly(const ServiceGoal *goal, double agents)
{
	return reaches(goal, agents, inverse_erlang_b(goal->traffic, agents));
}

static double
tolerant_ceil(double number)
{
	return ceil(number * (1 - CEIL_TOLERANCE));
}

static double
check_agents_range(double agents)
{
	if (agents > PG_INT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number of agents out of range"),
				 errdetail("It would take more than %d.", PG_INT32_MAX)));
	return agents;
}

/* Return an argument that must be at least zero and less than one. */
static double
get_fraction_below_one(FunctionCallInfo fcinfo, int argument,
					   const char *name, const char *hint)
{
	double		fraction = PG_GETARG_FLOAT8(argument);

	if (!(fraction >= 0 && fraction < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be at least 0 and less than 1", name),
				 errhint("%s", hint)));
	return fraction;
}
