/*-------------------------------------------------------------------------
 *
 * timeline_texts.h
 *		The strings of a timeline as texts of rows.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_TIMELINE_TEXTS_H
#define USERLOGS_TIMELINE_TEXTS_H

#include "timeline.h"

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

#endif							/* USERLOGS_TIMELINE_TEXTS_H */
