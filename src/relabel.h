/*-------------------------------------------------------------------------
 *
 * relabel.h
 *		Timelines with replaced statuses and reasons.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_RELABEL_H
#define USERLOGS_RELABEL_H

#include "timeline_runs.h"

extern Timeline *relabel_values(TimelineRuns *runs,
								const TimelineString *statuses,
								const TimelineString *reasons);

#endif							/* USERLOGS_RELABEL_H */
