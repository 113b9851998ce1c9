/*-------------------------------------------------------------------------
 *
 * interrupts.h
 *		Checks for interrupts in loops whose turns are short.
 *
 * Loops over rows, blocks and strings call CHECK_FOR_INTERRUPTS() in every
 * turn.  Where a turn takes a nanosecond or less, the load of a volatile
 * variable shows: reading the keys of packed events took a tenth longer with
 * a check for each key.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_INTERRUPTS_H
#define USERLOGS_INTERRUPTS_H

#include "miscadmin.h"

/*
 * Check for interrupts in one of "every" turns of a loop, the one in which
 * "i" is a multiple of it.  "every" is a constant power of two: 4096 in usual
 * loops, 65536 where a turn takes less than ten nanoseconds, so that less
 * than a millisecond passes between two checks.
 */
#define CHECK_FOR_INTERRUPTS_EVERY(every, i) \
do { \
	if ((i) % (every) == 0) \
		CHECK_FOR_INTERRUPTS(); \
} while (0)

/*
 * Check for interrupts about once in 64 kB while a pointer moves through a
 * text, one or two bytes at a time: a text may have a GB without a comma.
 */
#define CHECK_FOR_INTERRUPTS_AT(pos) \
do { \
	if (unlikely(((uintptr_t) (pos) & 0xFFFE) == 0)) \
		CHECK_FOR_INTERRUPTS(); \
} while (0)

#endif							/* USERLOGS_INTERRUPTS_H */
