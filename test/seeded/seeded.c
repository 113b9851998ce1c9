/*
 * SQL functions with one mistake each, which seeded.sql calls in twelve ways: a
 * check of memory (test/deep/memory) or of undefined behaviour
 * (test/shell/ubsan.sh) that does not report each call that it should is itself
 * broken.  Built into a temporary folder, never installed.
 *
 * The compiler must neither see a mistake nor leave it out.  So sizes and
 * offsets come in as arguments, and pointers pass through hide().
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/memutils.h"

PG_MODULE_MAGIC;

static volatile int sink;

static void *fresh(Size size);
static char *hide(void *pointer);

/* (size): writes the byte behind an allocation. */
PG_FUNCTION_INFO_V1(seeded_write_past_palloc);
Datum
seeded_write_past_palloc(PG_FUNCTION_ARGS)
{
	int			size = PG_GETARG_INT32(0);
	char	   *bytes = fresh(size);

	bytes[size] = 1;
	PG_RETURN_INT32(0);
}

/* (size, offset): reads the byte at the offset, behind an allocation. */
PG_FUNCTION_INFO_V1(seeded_read_past_palloc);
Datum
seeded_read_past_palloc(PG_FUNCTION_ARGS)
{
	char	   *bytes = fresh(PG_GETARG_INT32(0));

	sink = bytes[PG_GETARG_INT32(1)];
	PG_RETURN_INT32(0);
}

/* (size): reads what was freed. */
PG_FUNCTION_INFO_V1(seeded_use_after_pfree);
Datum
seeded_use_after_pfree(PG_FUNCTION_ARGS)
{
	char	   *bytes = fresh(PG_GETARG_INT32(0));

	pfree(bytes);
	sink = hide(bytes)[0];
	PG_RETURN_INT32(0);
}

/* (size): writes the byte behind what malloc gave. */
PG_FUNCTION_INFO_V1(seeded_write_past_malloc);
Datum
seeded_write_past_malloc(PG_FUNCTION_ARGS)
{
	int			size = PG_GETARG_INT32(0);
	char	   *bytes = hide(malloc(size));

	bytes[size] = 1;
	free(bytes);
	PG_RETURN_INT32(0);
}

/* (index): reads an array of 8 on the stack. */
PG_FUNCTION_INFO_V1(seeded_read_past_stack);
Datum
seeded_read_past_stack(PG_FUNCTION_ARGS)
{
	volatile int numbers[8];

	for (int i = 0; i < 8; i++)
		numbers[i] = i;
	PG_RETURN_INT32(numbers[PG_GETARG_INT32(0)]);
}

/* (number): adds 1. */
PG_FUNCTION_INFO_V1(seeded_overflow);
Datum
seeded_overflow(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(PG_GETARG_INT32(0) + 1);
}

/* (size): branches on memory that was never written. */
PG_FUNCTION_INFO_V1(seeded_uninitialised);
Datum
seeded_uninitialised(PG_FUNCTION_ARGS)
{
	char	   *bytes = fresh(PG_GETARG_INT32(0));

	if (bytes[0] == 'x')
		sink = 1;
	PG_RETURN_INT32(0);
}

/* (offset): reads an int at the offset into an aligned allocation. */
PG_FUNCTION_INFO_V1(seeded_misaligned);
Datum
seeded_misaligned(PG_FUNCTION_ARGS)
{
	char	   *bytes = fresh(16);

	memset(bytes, 0, 16);
	PG_RETURN_INT32(*(volatile int *) (bytes + PG_GETARG_INT32(0)));
}

/* (bits): shifts 1. */
PG_FUNCTION_INFO_V1(seeded_shift);
Datum
seeded_shift(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(1 << PG_GETARG_INT32(0));
}

/* Memory of a context of its own, so that nothing useful lies behind it. */
static void *
fresh(Size size)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "seeded",
												  ALLOCSET_DEFAULT_SIZES);

	return hide(MemoryContextAlloc(context, size));
}

/* The same pointer, and the compiler no longer knows what it points to. */
static pg_noinline char *
hide(void *pointer)
{
	void	   *volatile copy = pointer;

	return copy;
}
