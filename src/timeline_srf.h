/*-------------------------------------------------------------------------
 *
 * timeline_srf.h
 *		Rows out of a timeline.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_TIMELINE_SRF_H
#define USERLOGS_TIMELINE_SRF_H

#include "utils/timestamp.h"

#include "timeline_runs.h"

/*
 * What a set-returning function has to provide: open() makes its state from
 * the arguments, in a memory context that lives until the last row; next()
 * fills in a row or returns false.  What next() allocates lives as long as the
 * row.
 */
typedef struct RowSource
{
	void	   *(*open) (FunctionCallInfo fcinfo);
	bool		(*next) (void *state, Datum *values, bool *nulls);
} RowSource;

#define MAX_ROW_COLUMNS		15

extern Datum return_rows(FunctionCallInfo fcinfo, const RowSource *source);

/* The strings of a timeline as values of type text */
typedef struct TimelineTexts
{
	const TimelineReader *reader;
	Datum	   *texts;
} TimelineTexts;

extern void timeline_texts_init(TimelineTexts *texts,
								const TimelineReader *reader);
extern void timeline_texts_get(const TimelineTexts *texts, uint32 value,
							   Datum *datums, bool *nulls);

/*
 * An interval of microseconds alone, so that adding it to a timestamptz is
 * exact in every time zone.  The caller provides the space.
 */
static inline Datum
make_duration(Interval *interval, int64 microseconds)
{
	interval->time = microseconds;
	interval->day = 0;
	interval->month = 0;
	return IntervalPGetDatum(interval);
}

#endif							/* USERLOGS_TIMELINE_SRF_H */
