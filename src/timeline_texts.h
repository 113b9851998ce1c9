/*-------------------------------------------------------------------------
 *
 * timeline_texts.h
 *		Strings of a timeline as values of type text.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_TIMELINE_TEXTS_H
#define USERLOGS_TIMELINE_TEXTS_H

#include "timeline.h"

/* Texts by string of the reader; the last element stands for NULL */
typedef struct TimelineTexts
{
	const TimelineReader *reader;
	Datum	   *texts;
} TimelineTexts;

extern void timeline_texts_init(TimelineTexts *texts,
								const TimelineReader *reader);
extern void timeline_texts_get(const TimelineTexts *texts, uint32 value,
							   Datum *datums, bool *nulls);
extern Datum *timeline_statuses(const TimelineReader *reader, int *nstatuses);

#endif							/* USERLOGS_TIMELINE_TEXTS_H */
