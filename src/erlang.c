/*-------------------------------------------------------------------------
 *
 * erlang.c
 *		Erlang B and Erlang C: queues without and with places to wait.
 *
 * Contacts arrive at random (Poisson) and occupy one of n agents for a random
 * (exponential) handle time; traffic A is the mean number of contacts that
 * arrive within a handle time.  All answers follow from the blocking
 * probability B of Erlang B, whose inverse is a sum of positive terms:
 *
 *		1/B(n) = 1 + n/A + n(n-1)/A^2 + ... + n!/A^n
 *
 * This is the recurrence 1/B(n) = 1 + n/A 1/B(n-1), unrolled.  From the left,
 * the terms grow while the next factor exceeds 1, and then shrink ever faster,
 * so the sum can stop where a geometric series bounds the rest below rounding.
 * That takes a few times sqrt(A) terms for any number of agents: where it
 * would take more, the sum overflows, and B is less than 1e-308.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>


#include "duration.h"
#include "erlang.h"
#include "interrupts.h"
#include "interval_arg.h"

/* Relative error allowed for a sum */
#define SUM_TOLERANCE	1e-18

/*
 * erlang_b(traffic double precision, agents integer)
 * returns double precision
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(erlang_b);
Datum
erlang_b(PG_FUNCTION_ARGS)
{
	double		traffic = get_amount(fcinfo, 0, "traffic");
	double		agents = get_agents(fcinfo, 1);

	PG_RETURN_FLOAT8(1 / inverse_erlang_b(traffic, agents));
}

/*
 * erlang_c(traffic double precision, agents integer)
 * returns double precision
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(erlang_c);
Datum
erlang_c(PG_FUNCTION_ARGS)
{
	double		traffic = get_amount(fcinfo, 0, "traffic");
	double		agents = get_agents(fcinfo, 1);

	PG_RETURN_FLOAT8(erlang_c_wait(traffic, agents,
								   inverse_erlang_b(traffic, agents)));
}

/*
 * erlang_c_service_level(traffic double precision, agents integer,
 *						  handle_time interval, answer_within interval)
 * returns double precision
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(erlang_c_service_level);
Datum
erlang_c_service_level(PG_FUNCTION_ARGS)
{
	double		traffic = get_amount(fcinfo, 0, "traffic");
	double		agents = get_agents(fcinfo, 1);
	double		handle_time = get_positive_span(fcinfo, 2, "handle_time");
	double		answer_within = get_span(fcinfo, 3, "answer_within");
	double		wait = erlang_c_wait(traffic, agents,
									 inverse_erlang_b(traffic, agents));

	PG_RETURN_FLOAT8(erlang_c_answered(traffic, agents, wait,
									   answer_within / handle_time));
}

/*
 * erlang_c_asa(traffic double precision, agents integer, handle_time interval)
 * returns interval
 *
 * Strict.  NULL if the mean is infinite.
 */
PG_FUNCTION_INFO_V1(erlang_c_asa);
Datum
erlang_c_asa(PG_FUNCTION_ARGS)
{
	double		traffic = get_amount(fcinfo, 0, "traffic");
	double		agents = get_agents(fcinfo, 1);
	double		handle_time = get_positive_span(fcinfo, 2, "handle_time");
	double		wait;
	double		asa;

	if (agents <= traffic)
		PG_RETURN_NULL();
	wait = erlang_c_wait(traffic, agents, inverse_erlang_b(traffic, agents));
	asa = rint(wait * handle_time / (agents - traffic));
	if (!FLOAT8_FITS_IN_INT64(asa))
		interval_out_of_range(NULL);
	PG_RETURN_DATUM(make_duration(palloc(sizeof(Interval)), (int64) asa));
}

/* Return an argument that must be finite and not negative. */
double
get_amount(FunctionCallInfo fcinfo, int argument, const char *name)
{
	double		amount = PG_GETARG_FLOAT8(argument);

	if (isnan(amount) || isinf(amount))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a finite number", name),
				 errhint("Where %s is not known, pass NULL.", name)));
	if (amount < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must not be negative", name),
				 errhint("Where nothing arrives, %s is zero.", name)));
	return fabs(amount);		/* minus zero is zero */
}

/* Return a number of agents, which must not be negative. */
double
get_agents(FunctionCallInfo fcinfo, int argument)
{
	int32		agents = PG_GETARG_INT32(argument);

	if (agents < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("agents must not be negative"),
				 errhint("Where nobody works, agents is zero.")));
	return agents;
}

/*
 * Return 1/B: 1 without agents, infinity if it exceeds the range of double
 * precision or if there is no traffic.
 */
double
inverse_erlang_b(double traffic, double agents)
{
	double		term = 1;
	double		sum = 1;
	uint32		nterms = 0;

	if (traffic == 0 && agents > 0)
		return INFINITY;
	while (agents > 0 && !isinf(sum))
	{
		double		factor;

		term *= agents / traffic;
		sum += term;
		agents -= 1;

		/* each factor from here on is less than this one */
		factor = agents / traffic;
		if (factor < 1 && term * factor <= SUM_TOLERANCE * sum * (1 - factor))
			break;
		nterms++;
		CHECK_FOR_INTERRUPTS_EVERY(4096, nterms);
	}
	return sum;
}

/*
 * Return the probability of waiting, B / (1 - (A/n) (1 - B)).  Written with
 * 1/B, its only subtraction is that of A from n.
 */
double
erlang_c_wait(double traffic, double agents, double inverse_b)
{
	if (agents <= traffic)
		return 1;
	return Min(agents / ((agents - traffic) * inverse_b + traffic), 1);
}

/*
 * Return the probability of an answer within a time, given the probability of
 * waiting.
 */
double
erlang_c_answered(double traffic, double agents, double wait,
				  double handle_times)
{
	if (agents <= traffic)
		return 0;
	return 1 - wait * exp(-(agents - traffic) * handle_times);
}
