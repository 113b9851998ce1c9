/*-------------------------------------------------------------------------
 *
 * absence_share.c
 *		Fair share of one absence in the people missing.
 *
 * At a time at which "required" users should be available, "available" are and
 * "unavailable" could be, the absences together account for what they could
 * mend: the least of the deficit and of their number.  All are alike, so each of
 * them accounts for an equal part, which is its Shapley value in the game whose
 * players are the absent users and whose value is the deficit.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "common/int.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "duration.h"
#include "headcount.h"
#include "window.h"

/* Decimal digits of the share, in seconds */
#define SHARE_SCALE			12

/* Digits of a microsecond that are kept */
#define FRACTIONS			1000000

/* A number of microseconds, and a fraction that may be more than one */
typedef struct Share
{
	int64		microseconds;
	double		fraction;
} Share;

/* Add a time, in microseconds, in which the share is missing / absent. */
static void
share_add(Share *share, int64 length, int64 missing, int64 absent)
{
	int64		rest = length % absent;

	/* without overflow, since missing is at most absent */
	share->microseconds = add_time(share->microseconds,
								   length / absent * missing);
	share->fraction += (double) rest * ((double) missing / (double) absent);
	if (share->fraction >= 1)
	{
		double		whole = floor(share->fraction);

		share->microseconds = add_time(share->microseconds, (int64) whole);
		share->fraction -= whole;
	}
}

/*
 * absence_share(service, available, unavailable headcount, required bigint,
 *				 from_at, to_at timestamptz)
 * returns numeric
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(absence_share);
Datum
absence_share(PG_FUNCTION_ARGS)
{
	int64		required = PG_GETARG_INT64(3);
	TimestampTz from_at = PG_GETARG_TIMESTAMPTZ(4);
	TimestampTz to_at = PG_GETARG_TIMESTAMPTZ(5);
	HeadcountCursor inputs[3];
	Share		share = {0};
	Numeric		fraction;
	int			i;

	if (required < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("required must not be negative")));
	check_finite_window(from_at, to_at, "shares");
	for (i = 0; i < 3; i++)
	{
		inputs[i].headcount = PG_GETARG_DATUM(i);
		inputs[i].to_at = to_at;
		inputs[i].is_open = false;
	}
	while (from_at < to_at)
	{
		TimestampTz next_at = to_at;

		if (headcount_cursor_count(&inputs[0], from_at, &next_at) > 0)
		{
			int64		deficit = required -
				headcount_cursor_count(&inputs[1], from_at, &next_at);
			int64		absent = deficit <= 0 ? 0 :
				headcount_cursor_count(&inputs[2], from_at, &next_at);

			if (absent > 0)
				share_add(&share, time_between(from_at, next_at),
						  Min(deficit, absent), absent);
		}
		from_at = next_at;
	}
	if (share.microseconds == 0 && share.fraction == 0)
		PG_RETURN_NUMERIC(int64_div_fast_to_numeric(0, SHARE_SCALE));
	fraction = int64_div_fast_to_numeric((int64) rint(share.fraction * FRACTIONS),
										 SHARE_SCALE);
	return DirectFunctionCall2(numeric_add,
							   NumericGetDatum(int64_div_fast_to_numeric(share.microseconds, 6)),
							   NumericGetDatum(fraction));
}
