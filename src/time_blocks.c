/*-------------------------------------------------------------------------
 *
 * time_blocks.c
 *		Elements in order of time, as bytes: what the types have in common.
 *
 * A value of a type is written once, whole, and read from the front or from
 * one of its blocks.  Integers of fixed size are little-endian on every
 * machine, the others ("varint") have seven bits a byte.  After the varlena
 * header:
 *
 *	  0  1	format version
 *	  1  1	flags
 *	  2  4	number of elements
 *	  6  8	time of the first element, microseconds from 2000-01-01 UTC
 *	 14  8	time of the last element
 *	 22		varint unit: the greatest common divisor, in microseconds, of the
 *			distances in time between the elements; 1 if they share one time
 *			what else the type needs
 *			index: for each block of 128 elements but the first
 *				8	time of its first element
 *				4	offset of its first byte from that of the first element
 *				what else the type needs
 *			elements in order of time:
 *				varint	distance in time from the element before, in units
 *				what else the type needs
 *
 * Times between blocks are not restarted, so reading on needs no look at the
 * index.
 *
 * Nothing is read beyond the end of the bytes, whatever they say.  That they
 * are in canonical form is not checked here: the receive functions write what
 * they have read, and compare.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "time_blocks.h"

uint32
get_uint32(const uint8 *from)
{
	return (uint32) from[0] | (uint32) from[1] << 8 |
		(uint32) from[2] << 16 | (uint32) from[3] << 24;
}

uint64
get_uint64(const uint8 *from)
{
	return (uint64) get_uint32(from) | (uint64) get_uint32(from + 4) << 32;
}

/*
 * Raise the error for bytes that are no value of the type.
 */
void
time_blocks_corrupt(const TimeBlocks *blocks, const char *detail)
{
	ereport(ERROR,
			(errcode(blocks->sqlerrcode),
			 errmsg("invalid %s", blocks->format->type_name),
			 errdetail_internal("%s", detail)));
}

/*
 * Start to read the bytes of a value, without the varlena header: no more
 * than the fixed header.  They must stay where they are.
 */
void
time_blocks_open(TimeBlocks *blocks, const TimeBlocksFormat *format,
				 const void *body, Size size, int sqlerrcode)
{
	const uint8 *bytes = body;

	memset(blocks, 0, sizeof(*blocks));
	blocks->format = format;
	blocks->sqlerrcode = sqlerrcode;
	blocks->end = bytes + size;
	if (size < 1)
		time_blocks_corrupt(blocks, "Unexpected end of data.");
	if (bytes[0] > format->version)
		ereport(ERROR,
				(errcode(sqlerrcode == ERRCODE_DATA_CORRUPTED ?
						 ERRCODE_FEATURE_NOT_SUPPORTED : sqlerrcode),
				 errmsg("unsupported %s format version %d",
						format->type_name, bytes[0]),
				 errhint("It may come from a newer version of userlogs.")));
	if (bytes[0] != format->version)
		time_blocks_corrupt(blocks, "Unknown format version.");
	if (size < TIME_BLOCKS_HEADER_SIZE)
		time_blocks_corrupt(blocks, "Unexpected end of data.");
	if ((bytes[1] & ~format->known_flags) != 0)
		time_blocks_corrupt(blocks, "Unknown flags.");
	blocks->flags = bytes[1];
	blocks->nelements = get_uint32(bytes + 2);
	blocks->first_at = (TimestampTz) get_uint64(bytes + 6);
	blocks->last_at = (TimestampTz) get_uint64(bytes + 14);
	blocks->pos = bytes + TIME_BLOCKS_HEADER_SIZE;
	if (!IS_VALID_TIMESTAMP(blocks->first_at) ||
		!IS_VALID_TIMESTAMP(blocks->last_at) ||
		blocks->first_at > blocks->last_at)
		time_blocks_corrupt(blocks, "A time is out of range.");
}

/*
 * Read the fixed header of a stored value, of which no more than its first
 * bytes is fetched.
 */
void
time_blocks_open_datum(TimeBlocks *blocks, const TimeBlocksFormat *format,
					   Datum value)
{
	struct varlena *slice = PG_DETOAST_DATUM_SLICE(value, 0,
												   TIME_BLOCKS_HEADER_SIZE);

	time_blocks_open(blocks, format, VARDATA_ANY(slice),
					 VARSIZE_ANY_EXHDR(slice), ERRCODE_DATA_CORRUPTED);
}

/*
 * Check that the bytes that have been read are those that are written again.
 */
void
time_blocks_check_canonical(const TimeBlocks *blocks,
							const struct varlena *written,
							const void *body, Size size)
{
	if (VARSIZE(written) - VARHDRSZ != size ||
		memcmp(VARDATA(written), body, size) != 0)
		time_blocks_corrupt(blocks, "Data is not in canonical form.");
}

/*
 * A count of things, none of which can take less than "size" of the bytes
 * that are left.
 */
uint32
time_blocks_read_count(TimeBlocks *blocks, Size size)
{
	uint64		count = time_blocks_read_varint(blocks);

	Assert(size > 0);
	if (count > (uint64) (blocks->end - blocks->pos) / size)
		time_blocks_corrupt(blocks, "Unexpected end of data.");
	return (uint32) count;
}

/* The first block is always there. */
static uint32
count_blocks(uint32 nelements)
{
	return nelements > 0 ? (nelements - 1) / BLOCK_ELEMENTS + 1 : 1;
}

/*
 * Here is the index, and then the elements: make ready to read these.
 */
void
time_blocks_open_index(TimeBlocks *blocks)
{
	Size		entry_size = blocks->format->entry_size;

	blocks->nblocks = count_blocks(blocks->nelements);
	if ((Size) (blocks->end - blocks->pos) / entry_size < blocks->nblocks - 1)
		time_blocks_corrupt(blocks, "Unexpected end of data.");
	blocks->index = blocks->pos;
	blocks->elements = blocks->pos + (Size) (blocks->nblocks - 1) * entry_size;
	Assert(blocks->elements <= blocks->end);
	time_blocks_seek(blocks, 0);
}

/*
 * What the index says of a block.
 */
BlockEntry
time_blocks_entry(const TimeBlocks *blocks, uint32 block)
{
	const uint8 *bytes;
	BlockEntry	entry;

	Assert(block < blocks->nblocks);
	if (block == 0)
	{
		entry.first_at = blocks->first_at;
		entry.offset = 0;
		entry.rest = NULL;
		return entry;
	}
	bytes = blocks->index + (Size) (block - 1) * blocks->format->entry_size;
	entry.first_at = (TimestampTz) get_uint64(bytes);
	entry.offset = get_uint32(bytes + 8);
	entry.rest = bytes + BLOCK_ENTRY_SIZE;
	if (entry.first_at < blocks->first_at || entry.first_at > blocks->last_at ||
		entry.offset > (Size) (blocks->end - blocks->elements))
		time_blocks_corrupt(blocks, "Index is inconsistent.");
	return entry;
}

/*
 * The last block that begins at or before the given time; the first one if
 * none does.
 */
uint32
time_blocks_find(const TimeBlocks *blocks, TimestampTz at)
{
	uint32		low = 0;
	uint32		high = blocks->nblocks;

	while (high - low > 1)
	{
		uint32		middle = low + (high - low) / 2;

		if (time_blocks_entry(blocks, middle).first_at <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/*
 * Read on from the first element of a block.
 */
void
time_blocks_seek(TimeBlocks *blocks, uint32 block)
{
	BlockEntry	entry = time_blocks_entry(blocks, block);
	uint64		distance;

	blocks->pos = blocks->elements + entry.offset;
	blocks->next_element = block * BLOCK_ELEMENTS;
	blocks->at = entry.first_at;
	if (block == 0)
		return;

	/* step back by the distance that the element is about to add */
	distance = time_blocks_read_varint(blocks) * blocks->unit;
	blocks->at = (TimestampTz) ((uint64) entry.first_at - distance);
	blocks->pos = blocks->elements + entry.offset;
	Assert(blocks->pos <= blocks->end);
}

void
put_uint32(char *to, uint32 n)
{
	int			i;

	for (i = 0; i < 4; i++)
		to[i] = (char) (n >> (8 * i));
}

void
put_uint64(char *to, uint64 n)
{
	put_uint32(to, (uint32) n);
	put_uint32(to + 4, (uint32) (n >> 32));
}

/*
 * Start to write a value, in the current memory context: all up to the unit,
 * with room for two varints more.
 */
void
time_blocks_begin(StringInfo buf, const TimeBlocksFormat *format, uint8 flags,
				  uint32 nelements, TimestampTz first_at, TimestampTz last_at,
				  uint64 unit)
{
	initStringInfo(buf);
	buf->len = VARHDRSZ;
	reserve_bytes(buf, format, TIME_BLOCKS_HEADER_SIZE + 3 * MAX_VARINT_SIZE);
	buf->data[buf->len] = (char) format->version;
	buf->data[buf->len + 1] = (char) flags;
	put_uint32(&buf->data[buf->len + 2], nelements);
	put_uint64(&buf->data[buf->len + 6], (uint64) first_at);
	put_uint64(&buf->data[buf->len + 14], (uint64) last_at);
	buf->len += TIME_BLOCKS_HEADER_SIZE;
	append_varint(buf, unit);
	Assert(first_at <= last_at && unit > 0);
}

/*
 * Leave space for the index; returns where it begins.
 */
int
time_blocks_begin_index(StringInfo buf, const TimeBlocksFormat *format,
						uint32 nelements)
{
	uint32		nentries = count_blocks(nelements) - 1;
	int			index_start = buf->len;

	reserve_bytes(buf, format, mul_size(nentries, format->entry_size));
	buf->len += (int) (nentries * format->entry_size);
	return index_start;
}

/*
 * Write what every index entry begins with, for a block whose first element
 * is about to be appended.  Returns where the rest of the entry belongs.
 */
char *
put_block_entry(StringInfo buf, const TimeBlocksFormat *format, uint32 block,
				int index_start, int elements_start, TimestampTz first_at)
{
	char	   *entry = &buf->data[index_start] +
		(Size) (block - 1) * format->entry_size;

	/* the entry lies between the header and the elements */
	Assert(block > 0);
	Assert(entry + format->entry_size <= &buf->data[elements_start]);
	Assert(elements_start <= buf->len);
	put_uint64(entry, (uint64) first_at);
	put_uint32(entry + 8, (uint32) (buf->len - elements_start));
	return entry + BLOCK_ENTRY_SIZE;
}

/*
 * Make room in the buffer, with an error of our own where that ends.
 */
void
reserve_bytes(StringInfo buf, const TimeBlocksFormat *format, Size needed)
{
	if (needed >= MaxAllocSize - (Size) buf->len)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a %s cannot be larger than 1 GB", format->type_name),
				 errhint("Make smaller groups, such as one for each period.")));
	enlargeStringInfo(buf, (int) needed);
}

/*
 * The greatest common divisor of a unit, 0 if there is none yet, and of a
 * distance.
 */
uint64
common_unit(uint64 unit, uint64 distance)
{
	while (unit != 0)
	{
		uint64		rest = distance % unit;

		distance = unit;
		unit = rest;
	}
	return distance;
}
