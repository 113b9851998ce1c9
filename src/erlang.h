/*-------------------------------------------------------------------------
 *
 * erlang.h
 *		Arguments and formulas shared by the Erlang models.
 *
 * Numbers of agents are of type double, which holds all of them exactly.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_ERLANG_H
#define USERLOGS_ERLANG_H

#include "fmgr.h"
#include "utils/timestamp.h"

#include "compat.h"

extern double get_amount(FunctionCallInfo fcinfo, int argument,
						 const char *name);
extern double get_agents(FunctionCallInfo fcinfo, int argument);

extern double inverse_erlang_b(double traffic, double agents);
extern double erlang_c_wait(double traffic, double agents, double inverse_b);
extern double erlang_c_answered(double traffic, double agents,
								double wait, double handle_times);

#endif							/* USERLOGS_ERLANG_H */
