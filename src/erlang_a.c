/*-------------------------------------------------------------------------
 *
 * erlang_a.c
 *		Erlang A: queues that contacts abandon.
 *
 * As Erlang C, but a waiting contact leaves after a random (exponential)
 * patience.  Let V be the time that a contact which finds all n agents busy
 * would wait with endless patience.  All three answers are integrals of the
 * density of V by Baccelli and Hebuterne (1981; Zeltyn and Mandelbaum 2005,
 * M/M/n+G).  In units of the handle time, with traffic A and T = handle time /
 * mean patience, up to one factor,
 *
 *		density of V at x	A f(x),  f(x) = exp(A (1 - exp(-T x))/T - n x)
 *		chance of no wait	1 / B(n-1),  B of Erlang B
 *
 * ln f is concave, with its maximum at x = 0, or at ln(A/n)/T if A > n.  From
 * there, the origin of t, f falls by the factor
 *
 *		exp(-(s t + a t psi(T t))),  psi(y) = 1 - (1 - exp(-y))/y
 *
 * with s = n - A and a = A, or s = 0 and a = n if A > n.  All terms are
 * positive, so neither overflow nor cancellation can happen.
 *
 * Panels follow the fall in both directions, as far as exp(-45).  As ln f is
 * concave, the rest is less than 46 exp(-45), 1.3e-18 of the whole; the same
 * holds with the weight 1 - exp(-T x), which is concave, too.
 *
 * A panel is so short that neither ln f nor T x changes by more than about 1
 * in it, and ln f bends by less than that.  There the integrands are entire
 * functions that remain below 1e5 times their size inside the ellipse around
 * the panel whose semiaxes add up to 8 half widths, so that 12 Gauss-Legendre
 * nodes err by less than 5 * 1e5 * 8^-24, 1e-16.  Some hundred panels suffice
 * for any numbers.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"

#include "erlang.h"
#include "interval_arg.h"

/* Follow f until it has fallen by exp(-45), 3e-20 */
#define NEGLIGIBLE_FALL		45.0

#define NODE_PAIRS			6

typedef struct OfferedWait
{
	double		leaving;		/* T above */
	double		slope;			/* s */
	double		bend;			/* a */
	double		share;			/* a / A */
	double		start;			/* t where x = 0, not positive */
	double		deadline;		/* t up to which an answer is in time */
	double		no_wait;		/* integrals over f / f(t = 0), by A: */
	double		wait;			/* of the density */
	double		abandoned;		/* of contacts that leave before V */
	double		in_time;		/* of contacts that do not, up to deadline */
} OfferedWait;

static void solve(FunctionCallInfo fcinfo, double answer_within,
				  OfferedWait *offered);
static void follow(OfferedWait *offered, int direction);
static double panel_end(const OfferedWait *offered, double t, int direction);
static void add_panel(OfferedWait *offered, double from, double to);
static double fall(const OfferedWait *offered, double t);
static double psi(double y);

/*
 * erlang_a_wait_probability(traffic double precision, agents integer,
 *							 handle_time interval, patience interval)
 * returns double precision
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(erlang_a_wait_probability);
Datum
erlang_a_wait_probability(PG_FUNCTION_ARGS)
{
	OfferedWait offered;

	solve(fcinfo, 0, &offered);
	PG_RETURN_FLOAT8(offered.wait / (offered.no_wait + offered.wait));
}

/*
 * erlang_a_abandonment(traffic double precision, agents integer,
 *						handle_time interval, patience interval)
 * returns double precision
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(erlang_a_abandonment);
Datum
erlang_a_abandonment(PG_FUNCTION_ARGS)
{
	OfferedWait offered;

	solve(fcinfo, 0, &offered);
	PG_RETURN_FLOAT8(Min(offered.abandoned / (offered.no_wait + offered.wait), 1));
}

/*
 * erlang_a_service_level(traffic double precision, agents integer,
 *						  handle_time interval, patience interval,
 *						  answer_within interval)
 * returns double precision
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(erlang_a_service_level);
Datum
erlang_a_service_level(PG_FUNCTION_ARGS)
{
	double		answer_within = get_span(fcinfo, 4, "answer_within");
	OfferedWait offered;

	solve(fcinfo, answer_within, &offered);
	if (isinf(offered.no_wait))
		PG_RETURN_FLOAT8(1);
	PG_RETURN_FLOAT8(Min((offered.no_wait + offered.in_time) /
						 (offered.no_wait + offered.wait), 1));
}

/* Compute all integrals for the first four arguments. */
static void
solve(FunctionCallInfo fcinfo, double answer_within, OfferedWait *offered)
{
	double		traffic = get_amount(fcinfo, 0, "traffic");
	double		agents = get_agents(fcinfo, 1);
	double		handle_time = get_positive_span(fcinfo, 2, "handle_time");
	double		patience = get_positive_span(fcinfo, 3, "patience");

	memset(offered, 0, sizeof(*offered));
	if (agents == 0)
	{
		/* no contact is ever answered */
		offered->wait = offered->abandoned = 1;
		return;
	}
	if (traffic == 0)
	{
		offered->no_wait = INFINITY;
		return;
	}

	offered->leaving = handle_time / patience;
	offered->bend = Min(traffic, agents);
	offered->share = offered->bend / traffic;
	offered->slope = agents - offered->bend;
	if (traffic > agents)
		offered->start = -log1p((traffic - agents) / agents) / offered->leaving;
	offered->deadline = offered->start + answer_within / handle_time;
	offered->no_wait = inverse_erlang_b(traffic, agents - 1) / traffic *
		exp(-fall(offered, offered->start));
	follow(offered, 1);
	follow(offered, -1);
}

/* Add the integrals from the maximum of f on, in one direction. */
static void
follow(OfferedWait *offered, int direction)
{
	double		t = 0;

	while (fall(offered, t) < NEGLIGIBLE_FALL &&
		   (direction > 0 || t > offered->start))
	{
		double		end = panel_end(offered, t, direction);

		CHECK_FOR_INTERRUPTS();
		add_panel(offered, Min(t, end), Max(t, end));
		t = end;
	}
}

/*
 * Return the other end of the panel that begins at t.  No panel crosses the
 * deadline or the start.
 */
static double
panel_end(const OfferedWait *offered, double t, int direction)
{
	double		leaving = offered->leaving;
	double		staying = exp(-leaving * t);
	double		slope = offered->slope - offered->bend * expm1(-leaving * t);
	double		curvature = offered->bend * leaving * staying;
	double		width = Min(1 / fabs(slope), 1 / sqrt(curvature));
	double		end;

	/* to the left, slope and curvature grow, by up to e in 1 / leaving */
	if (direction < 0)
		width /= 2;
	/* from some point on, exp(-T t) adds nothing to f */
	if (leaving * t < NEGLIGIBLE_FALL + log1p(offered->bend / leaving))
		width = Min(width, 1 / leaving);

	end = t + direction * width;
	if (end < offered->start)
		end = offered->start;
	if ((offered->deadline - t) * direction > 0 &&
		(end - offered->deadline) * direction > 0)
		end = offered->deadline;
	return end;
}

/* Add the integrals over one panel. */
static void
add_panel(OfferedWait *offered, double from, double to)
{
	/* Gauss-Legendre, 12 nodes in [-1, 1] */
	static const double nodes[NODE_PAIRS] = {
		0.12523340851146891547, 0.36783149899818019375,
		0.58731795428661744730, 0.76990267419430468704,
		0.90411725637047485668, 0.98156063424671925069
	};
	static const double weights[NODE_PAIRS] = {
		0.24914704581340278500, 0.23349253653835480876,
		0.20316742672306592175, 0.16007832854334622633,
		0.10693932599531843096, 0.047175336386511827195
	};
	double		half = (to - from) / 2;
	double		middle = from + half;
	int			i;

	for (i = 0; i < 2 * NODE_PAIRS; i++)
	{
		double		node = nodes[i / 2] * (i % 2 == 0 ? 1 : -1);
		double		t = middle + half * node;
		double		part = half * weights[i / 2] * exp(-fall(offered, t));

		offered->wait += part;
		offered->abandoned -= part * expm1(offered->leaving * (offered->start - t));
		if (to <= offered->deadline)
			offered->in_time += part * offered->share * exp(-offered->leaving * t);
	}
}

/* Return how far ln f is below its maximum. */
static double
fall(const OfferedWait *offered, double t)
{
	if (t == 0)
		return 0;
	return t * (offered->slope + offered->bend * psi(offered->leaving * t));
}

/* Return 1 - (1 - exp(-y))/y, which is y/2 - y^2/6 + y^3/24 - ... */
static double
psi(double y)
{
	double		term = y / 2;
	double		sum = term;
	int			i;

	/* closer to zero, 1 and its quotient would cancel */
	if (fabs(y) > 0.5)
		return 1 + expm1(-y) / y;
	/* until a term is below rounding */
	for (i = 3; fabs(term) > 1e-18 * fabs(sum); i++)
	{
		term *= -y / i;
		sum += term;
	}
	return sum;
}
