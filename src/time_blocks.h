/*-------------------------------------------------------------------------
 *
 * time_blocks.h
 *		Stored form of elements in order of time, shared by all types.
 *
 * time_blocks.c describes the bytes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_TIME_BLOCKS_H
#define USERLOGS_TIME_BLOCKS_H

#include "common/int.h"
#include "datatype/timestamp.h"
#include "lib/stringinfo.h"

#include "compat.h"

/* Sizes of the fixed header, and of the common part of an index entry */
#define TIME_BLOCKS_HEADER_SIZE	22
#define BLOCK_ENTRY_SIZE		12

/* Number of elements of a block */
#define BLOCK_ELEMENTS			128

/* Maximal size of a varint, in bytes */
#define MAX_VARINT_SIZE			10

/* Properties of a type */
typedef struct TimeBlocksFormat
{
	const char *type_name;
	uint8		version;
	uint8		known_flags;
	Size		entry_size;		/* of the index, at least BLOCK_ENTRY_SIZE */
} TimeBlocksFormat;

/*
 * Reader of a value.  Checks every read against the end of the bytes, and
 * raises errors with the given SQLSTATE.
 */
typedef struct TimeBlocks
{
	const TimeBlocksFormat *format;
	int			sqlerrcode;
	uint8		flags;
	uint32		nelements;
	uint32		nblocks;
	uint64		unit;			/* of distances in time, microseconds */
	TimestampTz first_at;
	TimestampTz last_at;
	const uint8 *index;			/* entries of blocks 1 .. nblocks - 1 */
	const uint8 *elements;
	const uint8 *end;

	/* position of the next read */
	const uint8 *pos;
	uint32		next_element;
	TimestampTz at;				/* time of the last element read */
} TimeBlocks;

/* Common part of an index entry */
typedef struct BlockEntry
{
	TimestampTz first_at;
	uint32		offset;			/* of the block from the first element */
	const uint8 *rest;			/* of the entry, NULL for the first block */
} BlockEntry;

extern void time_blocks_open(TimeBlocks *blocks,
							 const TimeBlocksFormat *format,
							 const void *body, Size size, int sqlerrcode);
extern void time_blocks_open_datum(TimeBlocks *blocks,
								   const TimeBlocksFormat *format,
								   Datum value);
extern uint32 time_blocks_read_count(TimeBlocks *blocks, Size size);
extern void time_blocks_open_index(TimeBlocks *blocks);
extern BlockEntry time_blocks_entry(const TimeBlocks *blocks, uint32 block);
extern uint32 time_blocks_find(const TimeBlocks *blocks, TimestampTz at);
extern void time_blocks_seek(TimeBlocks *blocks, uint32 block);
pg_noreturn extern void time_blocks_corrupt(const TimeBlocks *blocks,
											const char *detail);
extern void time_blocks_check_canonical(const TimeBlocks *blocks,
										const struct varlena *written,
										const void *body, Size size);
extern uint32 get_uint32(const uint8 *from);
extern uint64 get_uint64(const uint8 *from);

extern void time_blocks_begin(StringInfo buf, const TimeBlocksFormat *format,
							  uint8 flags, uint32 nelements,
							  TimestampTz first_at, TimestampTz last_at,
							  uint64 unit);
extern int	time_blocks_begin_index(StringInfo buf,
									const TimeBlocksFormat *format,
									uint32 nelements);
extern char *put_block_entry(StringInfo buf, const TimeBlocksFormat *format,
							 uint32 block, int index_start,
							 int elements_start, TimestampTz first_at);
extern void reserve_bytes(StringInfo buf, const TimeBlocksFormat *format,
						  Size needed);
extern void put_uint32(char *to, uint32 n);
extern void put_uint64(char *to, uint64 n);
extern uint64 common_unit(uint64 unit, uint64 distance);

/*
 * Read an integer of variable length: seven bits a byte, low bits first, the
 * high bit set on all bytes but the last.
 */
static inline uint64
time_blocks_read_varint(TimeBlocks *blocks)
{
	const uint8 *pos = blocks->pos;
	uint64		result = 0;
	int			shift = 0;

	for (;;)
	{
		uint8		byte;

		if (unlikely(pos >= blocks->end))
			time_blocks_corrupt(blocks, "Unexpected end of data.");
		byte = *pos++;
		if (unlikely(shift == 63 && byte > 1))
			time_blocks_corrupt(blocks, "An integer is too large.");
		result |= (uint64) (byte & 0x7F) << shift;
		if (byte < 0x80)
			break;
		shift += 7;
	}
	Assert(pos <= blocks->end);
	blocks->pos = pos;
	return result;
}

/*
 * Read an integer of variable length that may be negative: 0, -1, 1, -2, 2 and
 * so on are stored as 0, 1, 2, 3, 4.  Return it as an unsigned integer, to be
 * added without overflow.
 */
static inline uint64
time_blocks_read_zigzag(TimeBlocks *blocks)
{
	uint64		zigzag = time_blocks_read_varint(blocks);

	return (zigzag >> 1) ^ -(zigzag & 1);
}

/*
 * Advance to the next element and read its time.  The caller reads the rest of
 * it.  Return false at the end.
 */
static inline bool
time_blocks_next(TimeBlocks *blocks)
{
	uint64		distance;

	Assert(blocks->pos <= blocks->end);
	Assert(blocks->next_element <= blocks->nelements);
	if (blocks->next_element == blocks->nelements)
	{
		if (unlikely(blocks->at != blocks->last_at ||
					 blocks->pos != blocks->end))
			time_blocks_corrupt(blocks, "Trailing data after the last element.");
		return false;
	}

	/* unsigned, since the range of timestamps exceeds an int64 */
	if (unlikely(pg_mul_u64_overflow(time_blocks_read_varint(blocks),
									 blocks->unit, &distance) ||
				 distance > (uint64) blocks->last_at - (uint64) blocks->at ||
				 (blocks->next_element == 0 && distance != 0)))
		time_blocks_corrupt(blocks, "A time is out of range.");
	blocks->at = (TimestampTz) ((uint64) blocks->at + distance);
	blocks->next_element++;
	return true;
}

/* Write an integer of variable length.  Return its end. */
static inline char *
put_varint(char *to, uint64 n)
{
	while (n >= 0x80)
	{
		*to++ = (char) (n | 0x80);
		n >>= 7;
	}
	*to++ = (char) n;
	return to;
}

/* Same for an integer that may be negative, given as an unsigned one. */
static inline char *
put_zigzag(char *to, uint64 n)
{
	return put_varint(to, n << 1 ^ -(n >> 63));
}

/* Append an integer of variable length, for which room is reserved. */
static inline void
append_varint(StringInfo buf, uint64 n)
{
	buf->len = (int) (put_varint(buf->data + buf->len, n) - buf->data);
	Assert(buf->len < buf->maxlen);
}

/* Same for an integer that may be negative. */
static inline void
append_zigzag(StringInfo buf, uint64 n)
{
	buf->len = (int) (put_zigzag(buf->data + buf->len, n) - buf->data);
	Assert(buf->len < buf->maxlen);
}

#endif							/* USERLOGS_TIME_BLOCKS_H */
