/*-------------------------------------------------------------------------
 *
 * overlay_set.c
 *		Status spans of one person that may overlap, collected before they
 *		become one timeline.
 *
 * A layer has a span for each run of equal status and reason in its timeline,
 * the last one open; an interval is a span.  At every time, one of the spans in
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
 * Spans are read in the order of their start, merged from the layers and from
 * the sorted intervals.  Those in force are kept in a heap with the one that
 * decides on top.  A span that ended below the top stays there until it comes
 * up, or until half of the heap may have ended.
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
#define MIN_PURGED_SPANS	16

/* A span in the heap, with the rank of its status */
typedef struct OpenSpan
{
	int64		rank;
	OverlaySpan span;
} OpenSpan;

typedef struct OpenSpans
{
	const ValueDict *dict;
	OpenSpan   *spans;			/* a heap: the parent of i is (i - 1) / 2 */
	Size		nspans;
	Size		max_spans;
	Size		purge_at;		/* remove ended spans at this number */
} OpenSpans;

/* Intervals in one array */
typedef struct SpanArray
{
	OverlaySpan *spans;
	Size		nspans;
	bool		sequenced;		/* some span has a sequence */
} SpanArray;

/* Reads the spans of a layer, or those of an array, in order of their start */
typedef struct SpanSource
{
	OverlaySpan span;			/* the last one read */
	const OverlaySpan *pos;		/* of an array, NULL for a layer */
	const OverlaySpan *end;
	TimelineRuns runs;
	uint32	   *values;			/* of the dictionary, by value of the layer */
	bool		has_next;		/* "next" begins the next span */
	StatusEvent next;
} SpanSource;

/* Reads the spans of a set in order of their start */
typedef struct SpanReader
{
	SpanArray	intervals;
	bool		sequenced;		/* some span may have a sequence */
	SpanSource **sources;		/* a heap, by the start of their spans */
	Size		nsources;
} SpanReader;

static void span_reader_open(SpanReader *reader, const OverlaySet *set);
static void open_layer(SpanSource *source, const Timeline *layer,
					   ValueDict *dict);
static inline bool next_span(SpanSource *source);
static void sift_down(SpanReader *reader, Size i);
static void sort_spans(SpanArray *array, const ValueDict *dict);
static Size *find_runs(SpanArray *array, const ValueDict *dict, Size *nruns);
static void merge_runs(OverlaySpan *to, const OverlaySpan *left,
					   const OverlaySpan *right, const OverlaySpan *end,
					   const ValueDict *dict);
static void open_spans_init(OpenSpans *open, const ValueDict *dict);
static void open_spans_add(OpenSpans *open, const OverlaySpan *span,
						   int64 rank);
static void open_spans_remove_top(OpenSpans *open);
static void append_timeline(StringInfo buf, const Timeline *timeline);
static void append_intervals(StringInfo buf, const OverlaySet *set);
static void append_length(StringInfo buf, const OverlaySpan *span);
static void read_intervals(OverlaySet *set, TimeBlocks *blocks);
static TimestampTz read_end(TimeBlocks *blocks, TimestampTz started_at);

/*
 * Create an empty set in the memory context of the dictionary.
 */
OverlaySet *
overlay_set_create(ValueDict *dict, StatusRanks *ranks)
{
	OverlaySet *set = MemoryContextAlloc(dict->context, sizeof(OverlaySet));

	set->dict = dict;
	set->ranks = ranks;
	segment_list_init(&set->layers, sizeof(Timeline *));
	segment_list_init(&set->spans, sizeof(OverlaySpan));
	return set;
}

/*
 * Add a layer: a copy of a timeline, given without the varlena header.
 */
void
overlay_set_add_layer(OverlaySet *set, const void *body, Size size)
{
	MemoryContext context = set->dict->context;
	Timeline   *copy = MemoryContextAlloc(context, VARHDRSZ + size);

	SET_VARSIZE(copy, VARHDRSZ + size);
	memcpy(VARDATA(copy), body, size);
	*(Timeline **) segment_list_add(&set->layers, context) = copy;
}

/*
 * Encode the overlay of a set, which must not be empty, as a timeline in the
 * current memory context.  Keeps what the set holds.
 */
Timeline *
overlay_set_encode(OverlaySet *set)
{
	SpanReader	reader;
	OpenSpans	open;
	EventSet   *events;
	StatusEvent last = {0};
	uint32		no_value = DICT_NULL;
	Timeline   *result;

	span_reader_open(&reader, set);
	Assert(reader.nsources > 0);
	open_spans_init(&open, set->dict);
	events = event_set_create(set->dict, reader.sequenced);
	last.value = DICT_NULL;
	while (reader.nsources > 0 || open.nspans > 0)
	{
		TimestampTz at = DT_NOEND;
		uint32		value;

		/* another span can decide when one starts or the deciding one ends */
		CHECK_FOR_INTERRUPTS();
		if (open.nspans > 0)
			at = open.spans[0].span.ended_at;
		if (reader.nsources > 0)
			at = Min(at, reader.sources[0]->span.event.at);
		if (at == DT_NOEND)
			break;
		while (reader.nsources > 0 && reader.sources[0]->span.event.at == at)
		{
			const OverlaySpan *span = &reader.sources[0]->span;

			CHECK_FOR_INTERRUPTS();
			open_spans_add(&open, span, status_rank(set->ranks,
													span->event.value));
			if (!next_span(reader.sources[0]))
				reader.sources[0] = reader.sources[--reader.nsources];
			sift_down(&reader, 0);
		}
		while (open.nspans > 0 && open.spans[0].span.ended_at <= at)
		{
			CHECK_FOR_INTERRUPTS();
			open_spans_remove_top(&open);
		}

		if (open.nspans == 0 && no_value == DICT_NULL)
			no_value = value_dict_value(set->dict, DICT_NULL, DICT_NULL);
		value = open.nspans > 0 ? open.spans[0].span.event.value : no_value;
		if (value == last.value)
			continue;
		last.at = at;
		last.value = value;
		last.has_sequence = 0;
		last.sequence = 0;
		if (open.nspans > 0)
		{
			last.has_sequence = open.spans[0].span.event.has_sequence;
			last.sequence = open.spans[0].span.event.sequence;
		}
		event_set_add(events, &last);
	}
	result = timeline_encode(events);
	event_set_free(events);
	pfree(open.spans);
	pfree(reader.intervals.spans);
	return result;
}

/*
 * Open the layers and intervals of a set, and read the first span of each.
 */
static void
span_reader_open(SpanReader *reader, const OverlaySet *set)
{
	Size		nlayers = segment_list_count(&set->layers);
	Timeline  **layers = (Timeline **) segment_list_copy(&set->layers);
	SpanSource *source;
	Size		i;

	reader->intervals.spans = (OverlaySpan *) segment_list_copy(&set->spans);
	reader->intervals.nspans = segment_list_count(&set->spans);
	sort_spans(&reader->intervals, set->dict);
	reader->sequenced = reader->intervals.sequenced;

	source = MemoryContextAllocHuge(CurrentMemoryContext,
									mul_size(nlayers + 1, sizeof(SpanSource)));
	reader->sources = MemoryContextAllocHuge(CurrentMemoryContext,
											 mul_size(nlayers + 1,
													  sizeof(SpanSource *)));
	for (i = 0; i < nlayers; i++, source++)
	{
		CHECK_FOR_INTERRUPTS();
		open_layer(source, layers[i], set->dict);
		(void) next_span(source);
		reader->sources[i] = source;
		reader->sequenced |= source->runs.reader.sequenced;
	}
	reader->nsources = nlayers;
	source->pos = reader->intervals.spans;
	source->end = source->pos + reader->intervals.nspans;
	if (next_span(source))
		reader->sources[reader->nsources++] = source;
	for (i = reader->nsources / 2; i > 0; i--)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		sift_down(reader, i - 1);
	}
	pfree(layers);
}

static void
open_layer(SpanSource *source, const Timeline *layer, ValueDict *dict)
{
	source->pos = NULL;
	timeline_runs_open(&source->runs, layer, DT_NOBEGIN, DT_NOEND);
	source->values = timeline_map_values(&source->runs.reader, dict);
	/* a timeline has at least one event */
	source->has_next = timeline_next_winner(&source->runs, &source->next);
	source->next.value = source->values[source->next.value];
}

/* Read the next span.  Return false if there is none. */
static inline bool
next_span(SpanSource *source)
{
	OverlaySpan *span = &source->span;

	if (source->pos != NULL)
	{
		if (source->pos == source->end)
			return false;
		*span = *source->pos++;
		return true;
	}
	if (!source->has_next)
		return false;
	span->event = source->next;
	span->ended_at = DT_NOEND;
	while ((source->has_next = timeline_next_winner(&source->runs,
													&source->next)))
	{
		source->next.value = source->values[source->next.value];
		if (source->next.value != span->event.value)
		{
			span->ended_at = source->next.at;
			break;
		}
	}
	return true;
}

/* Move the source at place i of the heap below those with earlier spans. */
static void
sift_down(SpanReader *reader, Size i)
{
	SpanSource **sources = reader->sources;
	SpanSource *moved = sources[i];
	Size		child;

	while ((child = 2 * i + 1) < reader->nsources)
	{
		if (child + 1 < reader->nsources &&
			sources[child + 1]->span.event.at < sources[child]->span.event.at)
			child++;
		if (moved->span.event.at <= sources[child]->span.event.at)
			break;
		sources[i] = sources[child];
		i = child;
	}
	sources[i] = moved;
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
 * Sort spans.  Layers, and intervals as most tables return them, are in order
 * already: merge such runs, from one array to another and back.
 */
static void
sort_spans(SpanArray *array, const ValueDict *dict)
{
	Size		nruns;
	Size	   *runs = find_runs(array, dict, &nruns);
	OverlaySpan *from = array->spans;
	OverlaySpan *to = NULL;

	if (nruns > 1)
		to = MemoryContextAllocHuge(CurrentMemoryContext,
									array->nspans * sizeof(OverlaySpan));
	for (; nruns > 1; nruns = (nruns + 1) / 2)
	{
		OverlaySpan *merged = to;
		Size		i;

		for (i = 0; i < nruns; i += 2)
		{
			Size		middle = runs[i + 1];
			Size		end = runs[Min(i + 2, nruns)];

			merge_runs(to + runs[i], from + runs[i], from + middle,
					   from + end, dict);
			runs[i / 2] = runs[i];
		}
		runs[(nruns + 1) / 2] = array->nspans;
		to = from;
		from = merged;
	}
	array->spans = from;
	if (to != NULL)
		pfree(to);
	pfree(runs);
}

/*
 * Return the places where a span precedes the one before it, the first place,
 * and the number of spans.  Find out whether any span has a sequence.
 */
static Size *
find_runs(SpanArray *array, const ValueDict *dict, Size *nruns)
{
	const OverlaySpan *spans = array->spans;
	Size		max_runs = 16;
	Size	   *runs = palloc((max_runs + 1) * sizeof(Size));
	Size		i;

	array->sequenced = false;
	*nruns = 0;
	for (i = 0; i < array->nspans; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		array->sequenced |= spans[i].event.has_sequence != 0;
		if (i > 0 && compare_spans(&spans[i - 1], &spans[i], dict) <= 0)
			continue;
		if (*nruns == max_runs)
		{
			max_runs *= 2;
			runs = repalloc_huge(runs, (max_runs + 1) * sizeof(Size));
		}
		runs[(*nruns)++] = i;
	}
	runs[*nruns] = array->nspans;
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
static inline bool
decides(const OpenSpan *a, const OpenSpan *b, const ValueDict *dict)
{
	const StatusEvent *left = &a->span.event;
	const StatusEvent *right = &b->span.event;
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
sift_up(OpenSpans *open, Size i, const OpenSpan *added)
{
	OpenSpan   *spans = open->spans;

	while (i > 0 && decides(added, &spans[(i - 1) / 2], open->dict))
	{
		spans[i] = spans[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	spans[i] = *added;
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
		OpenSpan	kept = open->spans[i];

		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		if (kept.span.ended_at > at)
		{
			sift_up(open, open->nspans, &kept);
			open->nspans++;
		}
	}
	open->purge_at = Max(2 * open->nspans, MIN_PURGED_SPANS);
}

/* Add a span, which starts now. */
static void
open_spans_add(OpenSpans *open, const OverlaySpan *span, int64 rank)
{
	OpenSpan	added;

	added.rank = rank;
	added.span = *span;
	if (open->nspans >= open->purge_at)
		purge(open, span->event.at);
	if (open->nspans == open->max_spans)
	{
		open->max_spans *= 2;
		open->spans = repalloc_huge(open->spans,
									open->max_spans * sizeof(OpenSpan));
	}
	sift_up(open, open->nspans, &added);
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
 *		varint number of layers
 *		for each layer: varint size of a timeline, the timeline
 *		if there are intervals: varint size of a timeline, the timeline of the
 *			events that they begin with
 *		for each of these events: varint length of the interval, in
 *			microseconds, or 0 if it is open
 *
 * Of intervals with equal events, only the longest one is written.
 */
struct varlena *
overlay_set_serialize(OverlaySet *set)
{
	Size		nlayers = segment_list_count(&set->layers);
	Timeline  **layers = (Timeline **) segment_list_copy(&set->layers);
	StringInfoData buf;
	Size		i;

	initStringInfo(&buf);
	buf.len = VARHDRSZ;
	status_ranks_write(&buf, set->ranks);
	reserve_bytes(&buf, &timeline_format, MAX_VARINT_SIZE);
	append_varint(&buf, nlayers);
	for (i = 0; i < nlayers; i++)
	{
		CHECK_FOR_INTERRUPTS();
		append_timeline(&buf, layers[i]);
	}
	if (segment_list_count(&set->spans) > 0)
		append_intervals(&buf, set);
	pfree(layers);
	SET_VARSIZE(buf.data, buf.len);
	return (struct varlena *) buf.data;
}

static void
append_timeline(StringInfo buf, const Timeline *timeline)
{
	Size		size = VARSIZE_ANY_EXHDR(timeline);

	reserve_bytes(buf, &timeline_format, MAX_VARINT_SIZE + size);
	append_varint(buf, size);
	memcpy(buf->data + buf->len, VARDATA_ANY(timeline), size);
	buf->len += (int) size;
}

/* Append the spans that are no layer's. */
static void
append_intervals(StringInfo buf, const OverlaySet *set)
{
	SpanArray	array;
	EventSet   *events;
	Timeline   *timeline;
	OverlaySpan longest;
	Size		i;

	array.spans = (OverlaySpan *) segment_list_copy(&set->spans);
	array.nspans = segment_list_count(&set->spans);
	sort_spans(&array, set->dict);
	events = event_set_create(set->dict, array.sequenced);
	for (i = 0; i < array.nspans; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		event_set_add(events, &array.spans[i].event);
	}
	timeline = timeline_encode(events);
	event_set_free(events);
	append_timeline(buf, timeline);
	pfree(timeline);

	longest = array.spans[0];
	for (i = 1; i < array.nspans; i++)
	{
		const OverlaySpan *span = &array.spans[i];

		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		if (compare_spans(&longest, span, set->dict) == 0)
			longest.ended_at = Max(longest.ended_at, span->ended_at);
		else
		{
			append_length(buf, &longest);
			longest = *span;
		}
	}
	append_length(buf, &longest);
	pfree(array.spans);
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

/* Return the bytes of a timeline, which come next. */
static const uint8 *
read_timeline(TimeBlocks *blocks, uint32 *size)
{
	const uint8 *body;

	*size = time_blocks_read_count(blocks, 1);
	body = blocks->pos;
	blocks->pos += *size;
	return body;
}

/*
 * Check the strings of a serial form; the rest is checked when it is read.
 */
void
overlay_set_check_serial(const struct varlena *serial)
{
	TimeBlocks	blocks;
	uint64		ntimelines;
	uint64		i;

	open_serial(&blocks, serial);
	blocks.pos += time_blocks_read_count(&blocks, 1);
	ntimelines = time_blocks_read_count(&blocks, 1);
	for (i = 0; i < ntimelines || (i == ntimelines && blocks.pos < blocks.end);
		 i++)
	{
		uint32		size;
		const uint8 *body = read_timeline(&blocks, &size);
		TimelineReader reader;

		CHECK_FOR_INTERRUPTS();
		timeline_open(&reader, body, size, blocks.sqlerrcode);
		timeline_verify_strings(&reader, GetDatabaseEncoding());
	}
}

/* Read a layer as it will be read, so that errors are those of a serial form. */
static void
check_layer(const uint8 *body, uint32 size, int sqlerrcode)
{
	TimelineReader reader;
	TimelineRuns runs;
	StatusEvent event;

	timeline_open(&reader, body, size, sqlerrcode);
	timeline_runs_open_reader(&runs, &reader, DT_NOBEGIN, DT_NOEND);
	while (timeline_next_winner(&runs, &event))
		;
	pfree(reader.strings);
	pfree(reader.values);
}

/*
 * Add the layers and intervals of a serial form to a set, or to a new one with
 * the given dictionary.
 */
OverlaySet *
overlay_set_add_serial(OverlaySet *set, ValueDict *dict,
					   const struct varlena *serial)
{
	TimeBlocks	blocks;
	StatusRanks *ranks;
	uint32		nlayers;
	uint32		i;

	open_serial(&blocks, serial);
	ranks = status_ranks_read(dict, &blocks);
	if (set == NULL)
		set = overlay_set_create(dict, ranks);
	status_ranks_check_equal(set->ranks, ranks);
	nlayers = time_blocks_read_count(&blocks, 1);
	for (i = 0; i < nlayers; i++)
	{
		uint32		size;
		const uint8 *body = read_timeline(&blocks, &size);

		CHECK_FOR_INTERRUPTS();
		check_layer(body, size, blocks.sqlerrcode);
		overlay_set_add_layer(set, body, size);
	}
	if (nlayers == 0 || blocks.pos < blocks.end)
		read_intervals(set, &blocks);
	return set;
}

/* Read the intervals of a serial form, which are its last part. */
static void
read_intervals(OverlaySet *set, TimeBlocks *blocks)
{
	uint32		size;
	const uint8 *body = read_timeline(blocks, &size);
	TimelineReader reader;
	StatusEvent event;
	uint32	   *values;

	timeline_open(&reader, body, size, blocks->sqlerrcode);
	values = timeline_map_values(&reader, set->dict);
	while (timeline_next(&reader, &event))
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, reader.blocks.next_element);
		event.value = values[event.value];
		overlay_set_add(set, &event, read_end(blocks, event.at));
	}
	if (blocks->pos != blocks->end)
		time_blocks_corrupt(blocks, "Trailing data after the last element.");
	pfree(values);
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
