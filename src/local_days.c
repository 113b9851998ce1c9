/*-------------------------------------------------------------------------
 *
 * local_days.c
 *		The clock and the business days of a named time zone: the local time,
 *		the day of a time, the start of a day, and the days of a window.
 *
 * local_time.c defines when a day begins.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/date.h"
#include "utils/timestamp.h"

#include "duration.h"
#include "interval_arg.h"
#include "local_time.h"
#include "row_source.h"
#include "window.h"

typedef struct DayRows
{
	LocalDay	day;			/* of the next row */
	TimestampTz from_at;		/* start of the rest of the window */
	TimestampTz to_at;
	Interval	duration;
} DayRows;

/* Convert the number of a day to a date. */
static DateADT
date_of_day(int64 number)
{
	if (!IS_VALID_DATE(number))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range")));
	return (DateADT) number;
}

/*
 * local_time(at timestamptz, time_zone text) returns timestamp
 *
 * Strict.  AT TIME ZONE takes several times as long, because it looks for an
 * abbreviation first.
 */
PG_FUNCTION_INFO_V1(local_time);
Datum
local_time(PG_FUNCTION_ARGS)
{
	TimestampTz at = PG_GETARG_TIMESTAMPTZ(0);
	pg_tz	   *zone = lookup_time_zone(PG_GETARG_TEXT_PP(1));
	struct pg_tm tm;
	fsec_t		fsec;
	int			tz;
	Timestamp	local;

	if (TIMESTAMP_NOT_FINITE(at))
		PG_RETURN_TIMESTAMP(at);
	if (timestamp2tm(at, &tz, &tm, &fsec, NULL, zone) != 0)
		local = DT_NOBEGIN;
	else
		local = at - tz * USECS_PER_SEC;
	if (!IS_VALID_TIMESTAMP(local))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	PG_RETURN_TIMESTAMP(local);
}

/*
 * local_date(at timestamptz, time_zone text, day_offset interval)
 * returns date
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(local_date);
Datum
local_date(PG_FUNCTION_ARGS)
{
	TimestampTz at = PG_GETARG_TIMESTAMPTZ(0);
	pg_tz	   *zone = lookup_time_zone(PG_GETARG_TEXT_PP(1));
	int64		offset = check_day_offset(PG_GETARG_INTERVAL_P(2));

	if (TIMESTAMP_IS_NOBEGIN(at))
		PG_RETURN_DATEADT(DATEVAL_NOBEGIN);
	if (TIMESTAMP_IS_NOEND(at))
		PG_RETURN_DATEADT(DATEVAL_NOEND);
	PG_RETURN_DATEADT(date_of_day(local_day_at(at, offset, zone).number));
}

/*
 * local_day_start(local_date date, time_zone text, day_offset interval)
 * returns timestamptz
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(local_day_start);
Datum
local_day_start(PG_FUNCTION_ARGS)
{
	DateADT		date = PG_GETARG_DATEADT(0);
	pg_tz	   *zone = lookup_time_zone(PG_GETARG_TEXT_PP(1));
	int64		offset = check_day_offset(PG_GETARG_INTERVAL_P(2));

	if (DATE_IS_NOBEGIN(date))
		PG_RETURN_TIMESTAMPTZ(DT_NOBEGIN);
	if (DATE_IS_NOEND(date))
		PG_RETURN_TIMESTAMPTZ(DT_NOEND);
	PG_RETURN_TIMESTAMPTZ(check_day_edge(start_of_day(date, offset, zone)));
}

static void *
open_rows(FunctionCallInfo fcinfo)
{
	DayRows    *rows = palloc(sizeof(DayRows));
	pg_tz	   *zone = lookup_time_zone(PG_GETARG_TEXT_PP(2));
	int64		offset = check_day_offset(PG_GETARG_INTERVAL_P(3));

	rows->from_at = PG_GETARG_TIMESTAMPTZ(0);
	rows->to_at = PG_GETARG_TIMESTAMPTZ(1);
	check_finite_window(rows->from_at, rows->to_at, "days");
	if (rows->from_at < rows->to_at)
		rows->day = local_day_at(rows->from_at, offset, zone);
	return rows;
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	DayRows    *rows = state;
	TimestampTz clipped_end;

	if (rows->from_at == rows->to_at)
		return false;
	if (rows->from_at == rows->day.end)
		next_local_day(&rows->day);
	clipped_end = Min(rows->day.end, rows->to_at);

	memset(nulls, false, 6 * sizeof(bool));
	values[0] = DateADTGetDatum(date_of_day(rows->day.number));
	values[1] = TimestampTzGetDatum(check_day_edge(rows->day.start));
	values[2] = TimestampTzGetDatum(check_day_edge(rows->day.end));
	values[3] = TimestampTzGetDatum(rows->from_at);
	values[4] = TimestampTzGetDatum(clipped_end);
	values[5] = make_duration(&rows->duration, clipped_end - rows->from_at);
	rows->from_at = clipped_end;
	return true;
}

/*
 * local_days(from_at timestamptz, to_at timestamptz, time_zone text,
 *			  day_offset interval)
 * returns table (local_date date, day_start, day_end, clipped_start,
 *				  clipped_end timestamptz, duration interval)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(local_days);
Datum
local_days(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}
