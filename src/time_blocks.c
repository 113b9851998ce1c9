/*-------------------------------------------------------------------------
 *
 * time_blocks.c
 *		Stored form of elements in order of time, shared by all types.
 *
 * A value is always written as a whole, and read from its start or from the
 * start of a block.  Integers of fixed size are little-endian on every
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
 *			further data of the type
 *			index: for each block of 128 elements but the first
 *				8	time of its first element
 *				4	offset of its first byte from that of the first element
 *				further data of the type
 *			elements in order of time:
 *				varint	distance in time from the element before, in units
 *				further data of the type
 *
 * Distances continue across blocks, so reading on does not need the index.
 *
 * Whatever the bytes contain, nothing is read beyond their end.  Whether they
 * are in canonical form is not checked here: the receive functions encode what
 * they have read, and compare.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "time_blocks.h"

/*
 * Read an integer of 32 bits.
 */
uint32
get_uint32(const uint8 *from)
{
	return (uint32) from[0] | (uint32) from[1] << 8 |
		(uint32) from[2] << 16 | (uint32) from[3] << 24;
}

/*
 * Read an integer of 64 bits.
 */
uint64
get_uint64(const uint8 *from)
{
	return (uint64) get_uint32(from) | (uint64) get_uint32(from + 4) << 32;
}

/*
 * Report that the bytes are no valid value of the type.
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
 * Open a value, given without the varlena header, and read its fixed header.
 * The bytes must stay in place while it is read.
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
 * Read the fixed header of a stored value.  Only its first bytes are fetched.
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
 * Check that the bytes read are equal to those of the value encoded again.
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
 * Read the number of items that follow.  Check that there are enough bytes, of
 * which each item takes at least "size".
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

/* Return the number of blocks; even an empty value has one. */
static uint32
count_blocks(uint32 nelements)
{
	return nelements > 0 ? (nelements - 1) / BLOCK_ELEMENTS + 1 : 1;
}

/*
 * Locate the index, which is next, and the elements behind it, and go to the
 * first element.
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
 * Return the index entry of a block.
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
 * Return the last block that begins at or before a time, the first one if none
 * does.
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
 * Go to the first element of a block.
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

	/* step back by the distance that time_blocks_next() will add */
	distance = time_blocks_read_varint(blocks) * blocks->unit;
	blocks->at = (TimestampTz) ((uint64) entry.first_at - distance);
	blocks->pos = blocks->elements + entry.offset;
	Assert(blocks->pos <= blocks->end);
}

/*
 * Write an integer of 32 bits.
 */
void
put_uint32(char *to, uint32 n)
{
	int			i;

	for (i = 0; i < 4; i++)
		to[i] = (char) (n >> (8 * i));
}

/*
 * Write an integer of 64 bits.
 */
void
put_uint64(char *to, uint64 n)
{
	put_uint32(to, (uint32) n);
	put_uint32(to + 4, (uint32) (n >> 32));
}

/*
 * Start a value in the current memory context: write the header and the unit,
 * and reserve room for two more varints.
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
 * Reserve the bytes of the index, and return its position.
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
 * Write the common part of the index entry of a block whose first element is
 * about to be appended.  Return the address of the rest of the entry.
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
 * Make room in a buffer.  Raise an error that names the type if it would
 * exceed 1 GB.
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
 * Return the greatest common divisor of a unit, 0 if there is none yet, and a
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
