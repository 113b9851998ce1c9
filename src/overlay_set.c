/*-------------------------------------------------------------------------
 *
 * overlay_set.c
 *		Status spans of one person that may overlap, collected before they
 *		become one timeline.
 *
 * A layer's timeline adds a span for each run of equal status and reason, the
 * last one open; an interval is a span.  At every time, one of the spans in
 * force decides: the first in the order
 *
 *		rank of its status, NULL after all others
 *		start, the latest first
 *		status, reason, by their bytes, NULLs last
 *		sequence, spans without one last
 *
 * Spans that are equal in all of these may replace each other, so the order of
 * input does not matter.  Where no span is in force, status and reason are
 * NULL.
 *
 * Spans are sorted by their start and read once.  Those in force are kept in a
 * heap with the one that decides on top.  A span that ended below the top
 * stays there until it comes up, or until half of the heap may have ended.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "interrupts.h"
#include "overlay_set.h"
#include "timeline_runs.h"

/* Do not look for ended spans in a heap of fewer spans */
#define MIN_PURGED_SPANS	64

/* A span in the heap, with the rank of its status */
typedef struct OpenSpan
{
	int64		rank;
	const OverlaySpan *span;
} OpenSpan;

typedef struct OpenSpans
{
	const ValueDict *dict;
	OpenSpan   *spans;			/* a heap: the parent of i is (i - 1) / 2 */
	Size		nspans;
	Size		max_spans;
	Size		purge_at;		/* remove ended spans at this number */
} OpenSpans;

static OverlaySpan *sort_spans(OverlaySet *set, Size *nspans);
static Size *find_runs(const OverlaySpan *spans, Size nspans,
					   const ValueDict *dict, Size *nruns);
static void merge_runs(OverlaySpan *to, const OverlaySpan *left,
					   const OverlaySpan *right, const OverlaySpan *end,
					   const ValueDict *dict);
static void open_spans_init(OpenSpans *open, const ValueDict *dict);
static void open_spans_add(OpenSpans *open, const OverlaySpan *span,
						   int64 rank);
static void open_spans_remove_top(OpenSpans *open);
static void append_length(StringInfo buf, const OverlaySpan *span);

/*
 * Create an empty set in the memory context of the dictionary.
 */
OverlaySet *
overlay_set_create(ValueDict *dict, StatusRanks *ranks)
{
	OverlaySet *set = MemoryContextAlloc(dict->context, sizeof(OverlaySet));

	set->dict = dict;
	set->ranks = ranks;
	set->sequenced = false;
	segment_list_init(&set->spans, sizeof(OverlaySpan));
	return set;
}

/*
 * Add the runs of a layer.
 */
void
overlay_set_add_timeline(OverlaySet *set, const Timeline *timeline)
{
	TimelineRuns runs;
	StatusEvent run;
	StatusEvent event;
	uint32	   *values;

	timeline_runs_open(&runs, timeline, DT_NOBEGIN, DT_NOEND);
	values = timeline_map_values(&runs.reader, set->dict);
	/* a timeline has at least one event */
	(void) timeline_next_winner(&runs, &run);
	run.value = values[run.value];
	while (timeline_next_winner(&runs, &event))
	{
		event.value = values[event.value];
		if (event.value == run.value)
			continue;
		overlay_set_add(set, &run, event.at);
		run = event;
	}
	overlay_set_add(set, &run, DT_NOEND);
	pfree(values);
}

/*
 * Encode the overlay of the spans, of which there must be one, as a timeline
 * in the current memory context.  May sort the set, but keeps its spans.
 */
Timeline *
overlay_set_encode(OverlaySet *set)
{
	Size		nspans;
	const OverlaySpan *span = sort_spans(set, &nspans);
	const OverlaySpan *end = span + nspans;
	EventSet   *events = event_set_create(set->dict, set->sequenced);
	uint32		last_value = DICT_NULL;
	OpenSpans	open;
	Timeline   *result;

	Assert(nspans > 0);
	open_spans_init(&open, set->dict);
	while (span < end || open.nspans > 0)
	{
		StatusEvent decided = {0};
		TimestampTz at = DT_NOEND;

		/* another span can decide when one starts or the deciding one ends */
		CHECK_FOR_INTERRUPTS();
		if (open.nspans > 0)
			at = open.spans[0].span->ended_at;
		if (span < end && span->event.at < at)
			at = span->event.at;
		if (at == DT_NOEND)
			break;
		for (; span < end && span->event.at == at; span++)
		{
			CHECK_FOR_INTERRUPTS();
			open_spans_add(&open, span, status_rank(set->ranks,
													span->event.value));
		}
		while (open.nspans > 0 && open.spans[0].span->ended_at <= at)
		{
			CHECK_FOR_INTERRUPTS();
			open_spans_remove_top(&open);
		}

		if (open.nspans > 0)
			decided = open.spans[0].span->event;
		else
			decided.value = value_dict_value(set->dict, DICT_NULL, DICT_NULL);
		if (decided.value == last_value)
			continue;
		decided.at = at;
		event_set_add(events, &decided);
		last_value = decided.value;
	}
	pfree(open.spans);
	result = timeline_encode(events);
	event_set_free(events);
	return result;
}

/* Compare two spans in the order in which they are read. */
static inline int
compare_spans(const OverlaySpan *a, const OverlaySpan *b,
			  const ValueDict *dict)
{
	if (likely(a->event.at != b->event.at))
		return a->event.at < b->event.at ? -1 : 1;
	return event_compare(&a->event, &b->event, dict);
}

/*
 * Return the spans of a set in order, sorted in place.  Layers, and intervals
 * as most tables return them, are in order already: merge such runs.
 */
static OverlaySpan *
sort_spans(OverlaySet *set, Size *nspans)
{
	OverlaySpan *spans = (OverlaySpan *) segment_list_join(&set->spans,
														   set->dict->context);
	OverlaySpan *from = spans;
	OverlaySpan *to;
	Size	   *runs;			/* where runs begin; the last one is the end */
	Size		nruns;

	*nspans = segment_list_count(&set->spans);
	runs = find_runs(spans, *nspans, set->dict, &nruns);
	if (nruns > 1)
	{
		OverlaySpan *buffer = MemoryContextAllocHuge(CurrentMemoryContext,
													 *nspans *
													 sizeof(OverlaySpan));

		/* merge neighbours, from one array to the other */
		for (to = buffer; nruns > 1; nruns = (nruns + 1) / 2)
		{
			OverlaySpan *merged = to;
			Size		i;

			for (i = 0; i < nruns; i += 2)
			{
				Size		middle = runs[i + 1];
				Size		end = runs[Min(i + 2, nruns)];

				merge_runs(to + runs[i], from + runs[i], from + middle,
						   from + end, set->dict);
				runs[i / 2] = runs[i];
			}
			runs[(nruns + 1) / 2] = *nspans;
			to = from;
			from = merged;
		}
		if (from != spans)
			memcpy(spans, from, *nspans * sizeof(OverlaySpan));
		pfree(buffer);
	}
	pfree(runs);
	return spans;
}

/*
 * Return the places where a span precedes the one before it, the first place,
 * and the number of spans.
 */
static Size *
find_runs(const OverlaySpan *spans, Size nspans, const ValueDict *dict,
		  Size *nruns)
{
	Size		max_runs = 16;
	Size	   *runs = palloc((max_runs + 1) * sizeof(Size));
	Size		i;

	*nruns = 0;
	for (i = 0; i < nspans; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		if (i > 0 && compare_spans(&spans[i - 1], &spans[i], dict) <= 0)
			continue;
		if (*nruns == max_runs)
		{
			max_runs *= 2;
			runs = repalloc_huge(runs, (max_runs + 1) * sizeof(Size));
		}
		runs[(*nruns)++] = i;
	}
	runs[*nruns] = nspans;
	return runs;
}

/* Merge two neighbouring runs, [left, right) and [right, end). */
static void
merge_runs(OverlaySpan *to, const OverlaySpan *left, const OverlaySpan *right,
		   const OverlaySpan *end, const ValueDict *dict)
{
	const OverlaySpan *left_end = right;
	Size		i;

	for (i = 0; left < left_end && right < end; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		*to++ = compare_spans(left, right, dict) <= 0 ? *left++ : *right++;
	}
	if (left < left_end)
		memcpy(to, left, (Size) (left_end - left) * sizeof(OverlaySpan));
	else if (right < end)
		memcpy(to, right, (Size) (end - right) * sizeof(OverlaySpan));
}

static void
open_spans_init(OpenSpans *open, const ValueDict *dict)
{
	open->dict = dict;
	open->nspans = 0;
	open->max_spans = MIN_PURGED_SPANS;
	open->purge_at = MIN_PURGED_SPANS;
	open->spans = palloc(open->max_spans * sizeof(OpenSpan));
}

/* Return true if span a decides while b is in force, too. */
static bool
decides(const OpenSpan *a, const OpenSpan *b, const ValueDict *dict)
{
	const StatusEvent *left = &a->span->event;
	const StatusEvent *right = &b->span->event;
	int			order;

	if (a->rank != b->rank)
		return a->rank < b->rank;
	if (left->at != right->at)
		return left->at > right->at;
	order = value_dict_compare(dict, left->value, right->value);
	if (order != 0)
		return order < 0;
	if (left->has_sequence != right->has_sequence)
		return left->has_sequence != 0;
	return left->sequence < right->sequence;
}

/* Put a span at place i of the heap, or above it. */
static void
sift_up(OpenSpans *open, Size i, OpenSpan added)
{
	OpenSpan   *spans = open->spans;

	while (i > 0 && decides(&added, &spans[(i - 1) / 2], open->dict))
	{
		spans[i] = spans[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	spans[i] = added;
}

/* Remove the spans that have ended at a time. */
static void
purge(OpenSpans *open, TimestampTz at)
{
	Size		nspans = open->nspans;
	Size		i;

	open->nspans = 0;
	for (i = 0; i < nspans; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		if (open->spans[i].span->ended_at > at)
		{
			sift_up(open, open->nspans, open->spans[i]);
			open->nspans++;
		}
	}
	open->purge_at = Max(2 * open->nspans, MIN_PURGED_SPANS);
}

/* Add a span, which starts now. */
static void
open_spans_add(OpenSpans *open, const OverlaySpan *span, int64 rank)
{
	OpenSpan	added = {rank, span};

	if (open->nspans >= open->purge_at)
		purge(open, span->event.at);
	if (open->nspans == open->max_spans)
	{
		open->max_spans *= 2;
		open->spans = repalloc_huge(open->spans,
									open->max_spans * sizeof(OpenSpan));
	}
	sift_up(open, open->nspans, added);
	open->nspans++;
}

/* Remove the span on top. */
static void
open_spans_remove_top(OpenSpans *open)
{
	OpenSpan   *spans = open->spans;
	OpenSpan	last = spans[--open->nspans];
	Size		i = 0;
	Size		child;

	while ((child = 2 * i + 1) < open->nspans)
	{
		if (child + 1 < open->nspans &&
			decides(&spans[child + 1], &spans[child], open->dict))
			child++;
		if (!decides(&spans[child], &last, open->dict))
			break;
		spans[i] = spans[child];
		i = child;
	}
	spans[i] = last;
}

/*
 * Return the serial form of a set, which must not be empty, in the current
 * memory context.  After the varlena header:
 *
 *		varint size of the ranks, the ranks (status_ranks.c)
 *		varint size of a timeline, the timeline of the events that the spans
 *			begin with
 *		for each event: varint length of its span, in microseconds, or 0 if it
 *			is open
 *
 * Of spans with equal events, only the longest one is written.
 */
struct varlena *
overlay_set_serialize(OverlaySet *set)
{
	Size		nspans;
	const OverlaySpan *spans = sort_spans(set, &nspans);
	EventSet   *events = event_set_create(set->dict, set->sequenced);
	Timeline   *timeline;
	OverlaySpan longest;
	StringInfoData buf;
	Size		i;

	for (i = 0; i < nspans; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		event_set_add(events, &spans[i].event);
	}
	timeline = timeline_encode(events);
	event_set_free(events);

	initStringInfo(&buf);
	buf.len = VARHDRSZ;
	status_ranks_write(&buf, set->ranks);
	reserve_bytes(&buf, &timeline_format,
				  MAX_VARINT_SIZE + VARSIZE_ANY_EXHDR(timeline));
	append_varint(&buf, VARSIZE_ANY_EXHDR(timeline));
	memcpy(buf.data + buf.len, VARDATA_ANY(timeline),
		   VARSIZE_ANY_EXHDR(timeline));
	buf.len += (int) VARSIZE_ANY_EXHDR(timeline);
	pfree(timeline);

	longest = spans[0];
	for (i = 1; i < nspans; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		if (compare_spans(&longest, &spans[i], set->dict) == 0)
			longest.ended_at = Max(longest.ended_at, spans[i].ended_at);
		else
		{
			append_length(&buf, &longest);
			longest = spans[i];
		}
	}
	append_length(&buf, &longest);
	SET_VARSIZE(buf.data, buf.len);
	return (struct varlena *) buf.data;
}

static void
append_length(StringInfo buf, const OverlaySpan *span)
{
	uint64		length = 0;

	if (!TIMESTAMP_IS_NOEND(span->ended_at))
		length = (uint64) span->ended_at - (uint64) span->event.at;
	reserve_bytes(buf, &timeline_format, MAX_VARINT_SIZE);
	append_varint(buf, length);
}

/* Open a serial form, whose bytes are not trusted. */
static void
open_serial(TimeBlocks *blocks, const struct varlena *serial)
{
	memset(blocks, 0, sizeof(*blocks));
	blocks->format = &timeline_format;
	blocks->sqlerrcode = ERRCODE_INVALID_BINARY_REPRESENTATION;
	blocks->pos = (const uint8 *) VARDATA_ANY(serial);
	blocks->end = blocks->pos + VARSIZE_ANY_EXHDR(serial);
}

/* Open the timeline of a serial form, which comes next. */
static void
open_events(TimelineReader *reader, TimeBlocks *blocks)
{
	uint32		size = time_blocks_read_count(blocks, 1);

	timeline_open(reader, blocks->pos, size, blocks->sqlerrcode);
	blocks->pos += size;
}

/*
 * Check the strings of a serial form; the rest is checked when it is read.
 */
void
overlay_set_check_serial(const struct varlena *serial)
{
	TimeBlocks	blocks;
	TimelineReader reader;

	open_serial(&blocks, serial);
	blocks.pos += time_blocks_read_count(&blocks, 1);
	open_events(&reader, &blocks);
	timeline_verify_strings(&reader, GetDatabaseEncoding());
}

/* Read the end of a span that starts at a time. */
static TimestampTz
read_end(TimeBlocks *blocks, TimestampTz started_at)
{
	uint64		length = time_blocks_read_varint(blocks);

	if (length == 0)
		return DT_NOEND;
	if (length >= (uint64) END_TIMESTAMP - (uint64) started_at)
		time_blocks_corrupt(blocks, "A time is out of range.");
	return (TimestampTz) ((uint64) started_at + length);
}

/*
 * Add the spans of a serial form to a set, or to a new one with the given
 * dictionary.
 */
OverlaySet *
overlay_set_add_serial(OverlaySet *set, ValueDict *dict,
					   const struct varlena *serial)
{
	TimeBlocks	blocks;
	TimelineReader reader;
	StatusRanks *ranks;
	StatusEvent event;
	uint32	   *values;

	open_serial(&blocks, serial);
	ranks = status_ranks_read(dict, &blocks);
	open_events(&reader, &blocks);
	if (set == NULL)
		set = overlay_set_create(dict, ranks);
	status_ranks_check_equal(set->ranks, ranks);
	values = timeline_map_values(&reader, dict);
	while (timeline_next(&reader, &event))
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, reader.blocks.next_element);
		event.value = values[event.value];
		overlay_set_add(set, &event, read_end(&blocks, event.at));
	}
	if (blocks.pos != blocks.end)
		time_blocks_corrupt(&blocks, "Trailing data after the last element.");
	pfree(values);
	return set;
}
