/*-------------------------------------------------------------------------
 *
 * segment_list.h
 *		A growing list of elements of one size.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_SEGMENT_LIST_H
#define USERLOGS_SEGMENT_LIST_H

/*
 * Elements are kept in segments: growing moves nothing, and only a fraction of
 * the memory is unused.  All segments are full except the last, which has room
 * for "room" more elements at "next".
 */
typedef struct Segment
{
	struct Segment *before;		/* the previous segment, or NULL */
	uint32		capacity;
	uint32		part_of_other;	/* part of another allocation */
	/* the elements follow, aligned as by palloc */
} Segment;

#define SEGMENT_HEADER_SIZE		MAXALIGN(sizeof(Segment))

typedef struct SegmentList
{
	Segment    *last;			/* NULL if there is none */
	char	   *next;
	uint32		room;
	uint32		capacity;		/* of all segments together */
	uint32		element_size;
} SegmentList;

/* Elements of one segment */
typedef struct SegmentPiece
{
	char	   *elements;
	uint32		nelements;
} SegmentPiece;

extern void segment_list_init(SegmentList *list, uint32 element_size);
extern void segment_list_use(SegmentList *list, void *memory, Size size,
							 bool part_of_other);
extern void segment_list_reserve(SegmentList *list, MemoryContext context,
								 Size nelements);
extern void segment_list_grow(SegmentList *list, MemoryContext context);
extern SegmentPiece *segment_list_pieces(const SegmentList *list,
										 uint32 *npieces);
extern char *segment_list_copy(const SegmentList *list);
extern char *segment_list_join(SegmentList *list, MemoryContext context);
extern void segment_piece_free(SegmentPiece *piece);
extern void segment_list_clear(SegmentList *list);

#ifdef USE_ASSERT_CHECKING
extern void AssertCheckSegmentList(const SegmentList *list);
#else
#define AssertCheckSegmentList(list) ((void) 0)
#endif

/* Return the first element of a segment. */
static inline char *
segment_elements(const Segment *segment)
{
	return (char *) segment + SEGMENT_HEADER_SIZE;
}

/* Return the number of elements. */
static inline Size
segment_list_count(const SegmentList *list)
{
	return list->capacity - list->room;
}

/* Return room for one more element, which the caller must fill in. */
static inline void *
segment_list_add(SegmentList *list, MemoryContext context)
{
	char	   *element;

	if (unlikely(list->room == 0))
		segment_list_grow(list, context);
	element = list->next;
	list->next += list->element_size;
	list->room--;
	return element;
}

#endif							/* USERLOGS_SEGMENT_LIST_H */
