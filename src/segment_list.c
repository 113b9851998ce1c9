/*-------------------------------------------------------------------------
 *
 * segment_list.c
 *		A growing list of elements of one size.
 *
 * A list does not store its memory context: functions that allocate take it as
 * an argument.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "segment_list.h"

/* Size of the smallest segment: a power of two, to suit palloc */
#define MIN_SEGMENT_SIZE	128

/* From this size on, lists grow by a quarter, below by about a half */
#define SMALL_LIST_SIZE		(64 * 1024)

/* Maximal number of elements, so that all counts fit in their types */
#define MAX_ELEMENTS		((Size) PG_INT32_MAX)

/*
 * Initialize an empty list without a segment.
 */
void
segment_list_init(SegmentList *list, uint32 element_size)
{
	list->last = NULL;
	list->next = NULL;
	list->room = 0;
	list->capacity = 0;
	list->element_size = element_size;
}

/*
 * Start a new segment in the given memory.
 */
void
segment_list_use(SegmentList *list, void *memory, Size size,
				 bool part_of_other)
{
	Segment    *segment = memory;

	Assert(list->last == NULL || list->room == 0);
	Assert(size >= SEGMENT_HEADER_SIZE + list->element_size);
	segment->before = list->last;
	segment->capacity = (uint32) ((size - SEGMENT_HEADER_SIZE) /
								  list->element_size);
	segment->part_of_other = part_of_other;
	list->last = segment;
	list->next = segment_elements(segment);
	list->room = segment->capacity;
	list->capacity += segment->capacity;
	AssertCheckSegmentList(list);
}

/*
 * Start a new segment with room for nelements, at most MAX_ELEMENTS.
 */
void
segment_list_reserve(SegmentList *list, MemoryContext context, Size nelements)
{
	Size		size = SEGMENT_HEADER_SIZE +
		mul_size(list->element_size, Min(Max(nelements, 1), MAX_ELEMENTS));

	segment_list_use(list, MemoryContextAllocHuge(context, size), size, false);
}

/*
 * Make room for more elements.  Raise an error at MAX_ELEMENTS.
 */
void
segment_list_grow(SegmentList *list, MemoryContext context)
{
	Size		count = segment_list_count(list);
	Size		size = count * list->element_size;

	if (count >= MAX_ELEMENTS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many values in one group"),
				 errhint("Make smaller groups, such as one for each period.")));
	size = size >= SMALL_LIST_SIZE ? size / 4 :
		pg_prevpower2_size_t(Max(size / 2, MIN_SEGMENT_SIZE));
	size = Min(size, SEGMENT_HEADER_SIZE +
			   (MAX_ELEMENTS - count) * list->element_size);
	segment_list_use(list, MemoryContextAllocHuge(context, size), size, false);
}

/*
 * Return the segments, oldest first, as an array in the current memory
 * context.
 */
SegmentPiece *
segment_list_pieces(const SegmentList *list, uint32 *npieces)
{
	Segment    *segment;
	SegmentPiece *pieces;
	uint32		i = 0;

	for (segment = list->last; segment != NULL; segment = segment->before)
		i++;
	*npieces = i;
	pieces = palloc(Max(i, 1) * sizeof(SegmentPiece));
	for (segment = list->last; segment != NULL; segment = segment->before)
	{
		pieces[--i].elements = segment_elements(segment);
		pieces[i].nelements = segment->capacity;
	}
	if (*npieces > 0)
		pieces[*npieces - 1].nelements -= list->room;
	AssertCheckSegmentList(list);
	return pieces;
}

/*
 * Free the segment of a piece, unless it is part of another allocation.
 */
void
segment_piece_free(SegmentPiece *piece)
{
	Segment    *segment = (Segment *) (piece->elements - SEGMENT_HEADER_SIZE);

	if (!segment->part_of_other)
		pfree(segment);
}

/*
 * Copy all elements to one array in the current memory context.
 */
char *
segment_list_copy(const SegmentList *list)
{
	Size		size = list->element_size;
	Size		count = segment_list_count(list);
	uint32		npieces;
	SegmentPiece *pieces = segment_list_pieces(list, &npieces);
	char	   *copy = MemoryContextAllocHuge(CurrentMemoryContext,
											  mul_size(Max(count, 1), size));
	char	   *to = copy;
	uint32		i;

	for (i = 0; i < npieces; i++)
	{
		memcpy(to, pieces[i].elements, pieces[i].nelements * size);
		to += pieces[i].nelements * size;
	}
	Assert(to == copy + count * size);
	pfree(pieces);
	return copy;
}

/*
 * Join all elements in one segment, which has no room for more unless it was
 * the only one before.  Return the elements, NULL if there is no segment.
 */
char *
segment_list_join(SegmentList *list, MemoryContext context)
{
	SegmentPiece *pieces;
	Size		count;
	uint32		npieces;
	uint32		i;

	if (list->last == NULL)
		return NULL;
	if (list->last->before == NULL)
		return segment_elements(list->last);

	count = segment_list_count(list);
	pieces = segment_list_pieces(list, &npieces);
	list->last = NULL;
	list->capacity = 0;
	segment_list_reserve(list, context, count);
	for (i = 0; i < npieces; i++)
	{
		Size		size = (Size) pieces[i].nelements * list->element_size;

		CHECK_FOR_INTERRUPTS();
		memcpy(list->next, pieces[i].elements, size);
		list->next += size;
		/* free it now, so that the elements are never in memory twice */
		segment_piece_free(&pieces[i]);
	}
	list->room = 0;
	AssertCheckSegmentList(list);
	Assert(segment_list_count(list) == count);
	pfree(pieces);
	return segment_elements(list->last);
}

/*
 * Remove all elements from a list, and free its memory.
 */
void
segment_list_clear(SegmentList *list)
{
	uint32		npieces;
	SegmentPiece *pieces = segment_list_pieces(list, &npieces);
	uint32		i;

	for (i = 0; i < npieces; i++)
		segment_piece_free(&pieces[i]);
	pfree(pieces);
	segment_list_init(list, list->element_size);
}

#ifdef USE_ASSERT_CHECKING
/*
 * Check that the pointers and numbers of a list are consistent.  Only look at
 * the last segment, so that the time does not depend on the length.
 */
void
AssertCheckSegmentList(const SegmentList *list)
{
	const Segment *last = list->last;

	Assert(list->element_size > 0);
	if (last == NULL)
	{
		Assert(list->next == NULL);
		Assert(list->room == 0 && list->capacity == 0);
		return;
	}
	Assert(last->capacity > 0);
	Assert(list->room <= last->capacity);
	Assert(list->next == segment_elements(last) +
		   (Size) (last->capacity - list->room) * list->element_size);
	Assert(last->before != NULL ? list->capacity > last->capacity :
		   list->capacity == last->capacity);
	Assert(segment_list_count(list) <= MAX_ELEMENTS);
}
#endif
