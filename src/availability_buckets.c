/*-------------------------------------------------------------------------
 *
 * availability_buckets.c
 *		Time by class of status, sessions and overrun of each bucket.
 *
 * A status is available, engaged (at work itself, as on a call), unavailable
 * (at work, but neither) or offline; any other status, and none, is unknown.
 * Staffed means any of the first three; a session is a maximal time staffed,
 * from login to logout.
 *
 * A drop is a time not longer than the reconnect tolerance between two staffed
 * times, in which the user is offline or was lost (see expire_statuses.c).  It
 * does not end the session.  Whether a gap is a drop is decided where it begins,
 * by reading ahead to its end with a copy of the reader.
 *
 * Overrun is time unavailable for one reason beyond its allowance.  A second
 * reader counts it, since a reason may have been given long before the window.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/int.h"
#include "miscadmin.h"
#include "utils/timestamp.h"

#include "duration.h"
#include "interrupts.h"
#include "interval_arg.h"
#include "local_time.h"
#include "row_source.h"
#include "text_util.h"
#include "timeline_runs.h"
#include "window.h"

typedef enum StatusClass
{
	CLASS_AVAILABLE,
	CLASS_ENGAGED,
	CLASS_UNAVAILABLE,
	CLASS_OFFLINE,
	CLASS_UNKNOWN,
} StatusClass;

#define NCLASSES	(CLASS_UNKNOWN + 1)

/* A longer reconnect tolerance is the same, in microseconds */
#define MAX_TOLERANCE	((double) END_TIMESTAMP / 2)

/* A maximal time in one class, from the start of its first run read */
typedef struct ClassRun
{
	StatusClass class;
	uint32		value;			/* of its first run read */
	TimestampTz start;
	TimestampTz end;
} ClassRun;

/*
 * Time unavailable for one reason.  While the status does not change, an event
 * without a reason keeps the previous one.
 */
typedef struct Overrun
{
	TimelineRuns runs;
	int64	   *allowances;		/* by string of the reader, the last element
								 * for no reason; -1 is no limit; NULL if
								 * there are no limits */
	bool		is_unavailable; /* the last run read; if so, its */
	uint32		status;
	uint32		reason;
	TimestampTz reason_since;
	TimestampTz start;			/* time beyond the allowance that has not */
	TimestampTz end;			/* been counted yet */
} Overrun;

typedef struct AvailabilityRows
{
	TimelineRuns runs;
	uint8	   *classes;		/* by value, the last element for no event */
	BucketWidth width;
	TimestampTz from_at;
	TimestampTz to_at;
	int64		tolerance;		/* of drops, 0 if there are none */
	uint32		lost;			/* string of the reader, or nstrings */

	ClassRun	run;			/* being read */
	ClassRun	ahead;			/* the next one, if has_ahead */
	bool		has_ahead;
	bool		was_staffed;	/* just before the run */
	bool		dropped;		/* the run is part of a drop, or ends one */
	TimestampTz at;				/* everything before this has been counted */

	Overrun		overrun;
	Interval	intervals[2 * NCLASSES + 1];
} AvailabilityRows;

/* Measures of one bucket */
typedef struct BucketTotals
{
	int64		microseconds[NCLASSES];
	int64		longest[NCLASSES];
	TimestampTz first_login;	/* DT_NOBEGIN if none */
	TimestampTz last_logout;	/* DT_NOEND if none */
	int64		login_count;
	int64		session_count;
	int64		drop_count;
	int64		overrun;
} BucketTotals;

/* Numbers of the arguments */
enum
{
	ARG_TIMELINE,
	ARG_WIDTH,
	ARG_FROM_AT,
	ARG_TO_AT,
	ARG_TIME_ZONE,
	ARG_AVAILABLE,
	ARG_UNAVAILABLE,
	ARG_OFFLINE,
	ARG_REASONS,
	ARG_ALLOWANCES,
	ARG_DAY_OFFSET,
	ARG_ENGAGED,
	ARG_TOLERANCE
};

/* The argument with the statuses of each class that has one */
static const int class_args[] = {
	[CLASS_AVAILABLE] = ARG_AVAILABLE,
	[CLASS_ENGAGED] = ARG_ENGAGED,
	[CLASS_UNAVAILABLE] = ARG_UNAVAILABLE,
	[CLASS_OFFLINE] = ARG_OFFLINE
};

static inline bool
is_staffed(StatusClass class)
{
	return class <= CLASS_UNAVAILABLE;
}

/*
 * Return the class of each value.  If several arrays contain a status, the
 * first one counts.
 */
static uint8 *
classify_values(FunctionCallInfo fcinfo, const TimelineReader *reader)
{
	uint8	   *classes = palloc_extended((Size) reader->nvalues + 1,
										  MCXT_ALLOC_HUGE);
	int			class;

	memset(classes, CLASS_UNKNOWN, (Size) reader->nvalues + 1);
	for (class = CLASS_OFFLINE; class >= CLASS_AVAILABLE; class--)
	{
		int			nstatuses;
		text	  **statuses = array_texts(PG_GETARG_ARRAYTYPE_P(class_args[class]),
										   &nstatuses);
		bool	   *has_class = timeline_values_in(reader, statuses, nstatuses);
		uint32		value;

		for (value = 0; value < reader->nvalues; value++)
		{
			CHECK_FOR_INTERRUPTS_EVERY(4096, value);
			if (has_class[value])
				classes[value] = (uint8) class;
		}
		pfree(has_class);
		pfree(statuses);
	}
	return classes;
}

/*
 * Advance to the next run of a class.  Return false if there is none.
 */
static bool
next_class_run(AvailabilityRows *rows)
{
	TimelineRun next;

	if (!rows->has_ahead)
		return false;
	rows->run = rows->ahead;
	for (;;)
	{
		StatusClass class;

		rows->has_ahead = timeline_runs_next(&rows->runs, &next);
		if (!rows->has_ahead)
			return true;
		class = (StatusClass) rows->classes[next.value];
		if (class != rows->run.class)
		{
			rows->ahead.class = class;
			rows->ahead.value = next.value;
			rows->ahead.start = next.started_at;
			rows->ahead.end = next.ended_at;
			return true;
		}
		rows->run.end = next.ended_at;
	}
}

/* Can time with this value be part of a drop? */
static bool
is_away(const AvailabilityRows *rows, uint32 value)
{
	const TimelineReader *reader = &rows->runs.reader;

	return rows->classes[value] == CLASS_OFFLINE ||
		(reader->values[value].status == reader->nstrings &&
		 reader->values[value].reason == rows->lost &&
		 rows->lost != reader->nstrings);
}

/*
 * Return true if the time from the end of the run on, which is staffed, to the
 * next staffed one is a drop.
 */
static bool
is_drop(const AvailabilityRows *rows)
{
	TimelineRuns runs;
	TimelineRun next;
	uint32		value = rows->ahead.value;

	if (rows->tolerance == 0 || !rows->has_ahead)
		return false;
	runs = rows->runs;
	for (;; value = next.value)
	{
		if (!is_away(rows, value))
			return false;
		if (!timeline_runs_next(&runs, &next) ||
			(uint64) next.started_at - (uint64) rows->run.end > (uint64) rows->tolerance)
			return false;
		if (is_staffed((StatusClass) rows->classes[next.value]))
			return true;
	}
}

/*
 * Advance to the next run of a class, and note what went before it.  Return
 * false if there is none.
 */
static bool
leave_run(AvailabilityRows *rows)
{
	bool		staffed = is_staffed(rows->run.class);

	if (staffed)
		rows->dropped = rows->has_ahead && !is_staffed(rows->ahead.class) &&
			is_drop(rows);
	rows->was_staffed = staffed;
	return next_class_run(rows);
}

/*
 * Return the allowances by string of a reader, the last element for no reason.
 * NULL if nothing is limited.
 */
static int64 *
read_allowances(FunctionCallInfo fcinfo, const TimelineReader *reader)
{
	Datum	   *reasons;
	Datum	   *intervals;
	bool	   *is_null_reason;
	bool	   *is_null_interval;
	int64	   *allowances = NULL;
	int			nreasons;
	int			nintervals;
	int			i;

	deconstruct_texts(PG_GETARG_ARRAYTYPE_P(ARG_REASONS),
					  &reasons, &is_null_reason, &nreasons);
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(ARG_ALLOWANCES), INTERVALOID,
					  sizeof(Interval), false, TYPALIGN_DOUBLE,
					  &intervals, &is_null_interval, &nintervals);
	if (nreasons != nintervals)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("there must be as many allowances as reasons")));
	for (i = 0; i < nreasons; i++)
	{
		int64		allowance;
		uint32		string = reader->nstrings;
		uint32		j;

		CHECK_FOR_INTERRUPTS();
		allowance = is_null_interval[i] ? -1 :
			check_allowance(DatumGetIntervalP(intervals[i]));
		if (!is_null_reason[i])
		{
			const text *reason = DatumGetTextPP(reasons[i]);

			string = timeline_find_string(reader, VARDATA_ANY(reason),
										  (uint32) VARSIZE_ANY_EXHDR(reason));
			if (string == reader->nstrings)
				continue;
		}
		if (allowances == NULL && allowance >= 0)
		{
			allowances = palloc_extended(((Size) reader->nstrings + 1) *
										 sizeof(int64), MCXT_ALLOC_HUGE);
			for (j = 0; j <= reader->nstrings; j++)
				allowances[j] = -1;
		}
		if (allowances != NULL)
			allowances[string] = allowance;
	}
	return allowances;
}

/*
 * Return a time, at or before from_at, to read from so that the reason in
 * force at from_at is known: a time at which the user was not unavailable, or
 * the start of the timeline.
 */
static TimestampTz
find_known_reason(const AvailabilityRows *rows)
{
	const TimelineReader *reader = &rows->runs.reader;
	const TimeBlocks *blocks = &reader->blocks;
	uint32		block;
	uint32		step = 0;

	if (rows->from_at <= blocks->first_at)
		return rows->from_at;
	block = time_blocks_find(blocks, rows->from_at);
	for (;;)
	{
		TimestampTz start = time_blocks_entry(blocks, block).first_at;
		TimestampTz result = start;
		bool		found = block == 0;
		TimelineRuns runs;
		TimelineRun run;

		if (start > rows->from_at)
			time_blocks_corrupt(blocks, "Index is inconsistent.");
		timeline_runs_open_reader(&runs, reader, start, rows->from_at);
		while (timeline_runs_next(&runs, &run))
			if (rows->classes[run.value] != CLASS_UNAVAILABLE)
			{
				found = true;
				result = run.clipped_start;
			}
		if (found)
			return result;
		/* go back twice as far each time */
		step = Max(2 * step, 1);
		block -= Min(step, block);
	}
}

static void
open_overrun(AvailabilityRows *rows, FunctionCallInfo fcinfo)
{
	Overrun    *overrun = &rows->overrun;

	overrun->is_unavailable = false;
	overrun->start = overrun->end = DT_NOBEGIN;
	overrun->allowances = read_allowances(fcinfo, &rows->runs.reader);
	if (overrun->allowances != NULL)
		timeline_runs_open_reader(&overrun->runs, &rows->runs.reader,
								  find_known_reason(rows), rows->to_at);
}

/*
 * Advance to the next time beyond an allowance.  Return false if there is
 * none.
 */
static bool
next_overrun(AvailabilityRows *rows)
{
	Overrun    *overrun = &rows->overrun;
	TimelineRun run;

	while (timeline_runs_next(&overrun->runs, &run))
	{
		const TimelineValue *value = &overrun->runs.reader.values[run.value];
		bool		was_unavailable = overrun->is_unavailable;
		uint32		reason = value->reason;
		int64		allowance;

		overrun->is_unavailable = rows->classes[run.value] == CLASS_UNAVAILABLE;
		if (!overrun->is_unavailable)
			continue;
		if (was_unavailable && value->status == overrun->status &&
			reason == overrun->runs.reader.nstrings)
			reason = overrun->reason;
		if (!was_unavailable || reason != overrun->reason)
			overrun->reason_since = run.started_at;
		overrun->status = value->status;
		overrun->reason = reason;

		allowance = overrun->allowances[reason];
		if (allowance < 0 ||
			pg_add_s64_overflow(overrun->reason_since, allowance, &overrun->start))
			continue;
		overrun->start = Max(Max(overrun->start, run.started_at), rows->from_at);
		overrun->end = run.clipped_end;
		if (overrun->start < overrun->end)
			return true;
	}
	return false;
}

/* Return the time beyond allowances before "end" not yet returned. */
static int64
count_overrun(AvailabilityRows *rows, TimestampTz end)
{
	Overrun    *overrun = &rows->overrun;
	int64		result = 0;

	if (overrun->allowances == NULL)
		return 0;
	while (overrun->start < end)
	{
		if (overrun->start < overrun->end)
		{
			TimestampTz piece_end = Min(overrun->end, end);

			result = add_time(result, time_between(overrun->start, piece_end));
			overrun->start = piece_end;
		}
		else if (!next_overrun(rows))
			overrun->start = overrun->end = DT_NOEND;
	}
	return result;
}

static void *
open_rows(FunctionCallInfo fcinfo)
{
	AvailabilityRows *rows = palloc(sizeof(AvailabilityRows));
	TimestampTz from_at = PG_GETARG_TIMESTAMPTZ(ARG_FROM_AT);
	TimestampTz to_at = PG_GETARG_TIMESTAMPTZ(ARG_TO_AT);
	int64		margin;
	TimestampTz read_from;
	TimestampTz read_to;
	TimelineRun first;

	check_bucket_width(PG_GETARG_INTERVAL_P(ARG_WIDTH), &rows->width);
	rows->width.zone = lookup_time_zone(PG_GETARG_TEXT_PP(ARG_TIME_ZONE));
	rows->width.offset = check_day_offset(PG_GETARG_INTERVAL_P(ARG_DAY_OFFSET));
	check_window(from_at, to_at);
	check_bucket_end(to_at);
	rows->from_at = from_at;
	rows->to_at = to_at;
	rows->was_staffed = false;
	rows->dropped = false;
	rows->tolerance = (int64) Min(get_span(fcinfo, ARG_TOLERANCE,
										   "reconnect tolerance"),
								  MAX_TOLERANCE);

	/*
	 * Read one microsecond more on each side: a run that begins or ends at an
	 * edge of the window is a login or logout only if the run beyond the edge
	 * is not staffed, even after a drop.
	 */
	margin = rows->tolerance + 1;
	read_from = from_at;
	if (!TIMESTAMP_IS_NOBEGIN(from_at))
		read_from -= (int64) Min((uint64) margin,
								 (uint64) from_at - (uint64) (DT_NOBEGIN + 1));
	read_to = to_at;
	if (!TIMESTAMP_IS_NOBEGIN(to_at) &&
		pg_add_s64_overflow(to_at, margin, &read_to))
		read_to = DT_NOEND;
	timeline_runs_open(&rows->runs, PG_GETARG_TIMELINE_P(ARG_TIMELINE),
					   read_from, read_to);
	rows->classes = classify_values(fcinfo, &rows->runs.reader);
	rows->lost = timeline_find_string(&rows->runs.reader, "(lost)",
									  (uint32) strlen("(lost)"));
	open_overrun(rows, fcinfo);
	rows->has_ahead = timeline_runs_next(&rows->runs, &first);
	rows->run.end = DT_NOBEGIN;
	rows->at = to_at;
	if (!rows->has_ahead)
		return rows;
	rows->ahead.class = (StatusClass) rows->classes[first.value];
	rows->ahead.value = first.value;
	rows->ahead.start = first.started_at;
	rows->ahead.end = first.ended_at;
	(void) next_class_run(rows);
	/* runs that end by from_at only show what went before the window */
	while (rows->run.end <= from_at)
		if (!leave_run(rows))
			return rows;
	rows->at = Max(rows->run.start, from_at);
	return rows;
}

/*
 * Count the bucket that contains rows->at, and advance to its end.
 */
static void
count_bucket(AvailabilityRows *rows, TimestampTz bucket_end,
			 BucketTotals *totals)
{
	TimestampTz end = Min(bucket_end, rows->to_at);

	memset(totals, 0, sizeof(BucketTotals));
	totals->first_login = DT_NOBEGIN;
	totals->last_logout = DT_NOEND;

	/* a session that continues from before the bucket */
	if (rows->dropped ||
		(is_staffed(rows->run.class) &&
		 (rows->run.start < rows->at || rows->was_staffed)))
		totals->session_count = 1;

	while (rows->at < end)
	{
		ClassRun   *run = &rows->run;
		StatusClass class = run->class;
		TimestampTz piece_end = Min(run->end, end);
		int64		length = time_between(rows->at, piece_end);

		totals->microseconds[class] = add_time(totals->microseconds[class],
											   length);
		totals->longest[class] = Max(totals->longest[class], length);
		if (run->start == rows->at && is_staffed(class) != rows->was_staffed)
		{
			if (rows->dropped)
				totals->drop_count += rows->was_staffed;
			else if (is_staffed(class))
			{
				if (totals->login_count++ == 0)
					totals->first_login = rows->at;
				totals->session_count++;
			}
		}
		rows->at = piece_end;
		if (run->end > piece_end)
			break;
		if (!leave_run(rows))
			break;
		if (rows->was_staffed && !is_staffed(run->class) && !rows->dropped)
			totals->last_logout = piece_end;
	}
	totals->overrun = count_overrun(rows, end);
}

static bool
next_row(void *state, Datum *values, bool *nulls)
{
	AvailabilityRows *rows = state;
	BucketTotals totals;
	Bucket		bucket;
	int			class;

	if (rows->at >= rows->to_at)
		return false;
	bucket = bucket_of(rows->at, &rows->width);
	count_bucket(rows, bucket.end, &totals);

	memset(nulls, false, MAX_ROW_COLUMNS * sizeof(bool));
	values[0] = TimestampTzGetDatum(bucket.start);
	values[1] = TimestampTzGetDatum(bucket.end);
	for (class = 0; class < NCLASSES; class++)
	{
		values[2 + class] = make_duration(&rows->intervals[class],
										  totals.microseconds[class]);
		values[2 + NCLASSES + class] = make_duration(&rows->intervals[NCLASSES + class],
										  totals.longest[class]);
	}
	values[12] = TimestampTzGetDatum(totals.first_login);
	nulls[12] = TIMESTAMP_IS_NOBEGIN(totals.first_login);
	values[13] = TimestampTzGetDatum(totals.last_logout);
	nulls[13] = TIMESTAMP_IS_NOEND(totals.last_logout);
	values[14] = Int64GetDatum(totals.login_count);
	values[15] = Int64GetDatum(totals.session_count);
	values[16] = Int64GetDatum(totals.drop_count);
	values[17] = make_duration(&rows->intervals[2 * NCLASSES], totals.overrun);
	return true;
}

/*
 * availability_buckets(timeline, width interval, from_at timestamptz,
 *						to_at timestamptz, time_zone text,
 *						available_statuses text[], unavailable_statuses text[],
 *						offline_statuses text[], reasons text[],
 *						allowances interval[], day_offset interval,
 *						engaged_statuses text[],
 *						reconnect_tolerance interval)
 * returns table (bucket_start, bucket_end timestamptz, available, engaged,
 *				  unavailable, offline, unknown, longest_available,
 *				  longest_engaged, longest_unavailable, longest_offline,
 *				  longest_unknown interval, first_login,
 *				  last_logout timestamptz, login_count, session_count,
 *				  drop_count bigint, overrun interval)
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(availability_buckets);
Datum
availability_buckets(PG_FUNCTION_ARGS)
{
	static const RowSource source = {open_rows, next_row};

	return return_rows(fcinfo, &source);
}
