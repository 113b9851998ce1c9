/*-------------------------------------------------------------------------
 *
 * fold_labels.c
 *		Timelines with a limited number of statuses and reasons.
 *
 * A source that writes free text or ticket numbers into the reason would make
 * summaries as long as the log.  Keep the labels used first, and replace all
 * others by one.  Statuses and reasons are counted separately.
 *
 * Of several events at one time, keep only the one that counts: with folded
 * labels their order might change, and another one count.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "interrupts.h"
#include "timeline_runs.h"

/* Strings used as statuses, or as reasons */
typedef struct LabelUses
{
	int64		nused;			/* number of different strings so far */
	bool	   *seen;			/* by string */
	bool	   *folded;			/* by string */
} LabelUses;

static void label_uses_init(LabelUses *labels, uint32 nstrings);
static void label_uses_add(LabelUses *labels, uint32 string, uint32 nstrings,
						   int64 max_labels);
static Timeline *fold(TimelineRuns *runs, const LabelUses *statuses,
					  const LabelUses *reasons);

/*
 * fold_labels(timeline, max_labels bigint) returns timeline
 *
 * Strict.  Returns the timeline itself if it has at most max_labels statuses
 * and at most max_labels reasons.
 */
PG_FUNCTION_INFO_V1(fold_labels);
Datum
fold_labels(PG_FUNCTION_ARGS)
{
	int64		max_labels = PG_GETARG_INT64(1);
	TimelineRuns runs;
	TimelineReader *reader = &runs.reader;
	LabelUses	statuses;
	LabelUses	reasons;
	StatusEvent event;

	if (max_labels < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("max_labels must not be negative")));
	timeline_runs_open(&runs, PG_GETARG_TIMELINE_P(0), DT_NOBEGIN, DT_NOEND);
	if (reader->nstrings <= max_labels)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));

	label_uses_init(&statuses, reader->nstrings);
	label_uses_init(&reasons, reader->nstrings);
	while (timeline_next_winner(&runs, &event))
	{
		const TimelineValue *value = &reader->values[event.value];

		label_uses_add(&statuses, value->status, reader->nstrings, max_labels);
		label_uses_add(&reasons, value->reason, reader->nstrings, max_labels);
	}
	if (statuses.nused <= max_labels && reasons.nused <= max_labels)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	timeline_runs_open(&runs, PG_GETARG_TIMELINE_P(0), DT_NOBEGIN, DT_NOEND);
	PG_RETURN_TIMELINE_P(fold(&runs, &statuses, &reasons));
}

static void
label_uses_init(LabelUses *labels, uint32 nstrings)
{
	labels->nused = 0;
	labels->seen = palloc0((Size) nstrings + 1);
	labels->folded = palloc0((Size) nstrings + 1);
}

/* Record the use of a string.  Called in the order of time. */
static void
label_uses_add(LabelUses *labels, uint32 string, uint32 nstrings,
			   int64 max_labels)
{
	if (string == nstrings || labels->seen[string])
		return;
	labels->seen[string] = true;
	labels->folded[string] = ++labels->nused > max_labels;
}

/* Return the dictionary's number of a value after folding. */
static uint32
folded_value(const TimelineReader *reader, const TimelineValue *value,
			 const LabelUses *statuses, const LabelUses *reasons,
			 ValueDict *dict)
{
	static const TimelineString other = {"(other)", sizeof("(other)") - 1};
	const TimelineString *status = &reader->strings[value->status];
	const TimelineString *reason = &reader->strings[value->reason];

	/* NULL is never folded */
	if (statuses->folded[value->status])
		status = &other;
	if (reasons->folded[value->reason])
		reason = &other;
	return value_dict_lookup(dict, status->data, status->len,
							 reason->data, reason->len);
}

/* Return the events that count, with one label for all folded ones. */
static Timeline *
fold(TimelineRuns *runs, const LabelUses *statuses, const LabelUses *reasons)
{
	TimelineReader *reader = &runs->reader;
	ValueDict  *dict = value_dict_create(CurrentMemoryContext);
	EventSet   *set = event_set_create(dict, reader->sequenced);
	uint32	   *values;
	StatusEvent event;
	uint32		i;

	values = MemoryContextAllocHuge(CurrentMemoryContext,
									((Size) reader->nvalues + 1) *
									sizeof(uint32));
	for (i = 0; i < reader->nvalues; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		values[i] = folded_value(reader, &reader->values[i],
								 statuses, reasons, dict);
	}
	while (timeline_next_winner(runs, &event))
	{
		event.value = values[event.value];
		event_set_add(set, &event);
	}
	return timeline_encode(set);
}
