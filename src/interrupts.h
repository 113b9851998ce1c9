/*-------------------------------------------------------------------------
 *
 * interrupts.h
 *		Checks for interrupts in loops with short iterations.
 *
 * Loops over rows, blocks and strings call CHECK_FOR_INTERRUPTS() in every
 * iteration.  If an iteration takes a nanosecond or less, loading a volatile
 * variable shows: reading the keys of packed events took a tenth longer with a
 * check for each key.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_INTERRUPTS_H
#define USERLOGS_INTERRUPTS_H

#include "miscadmin.h"

/*
 * Check for interrupts if "i" is a multiple of "every", a constant power of
 * two: 4096 usually, 65536 where an iteration takes less than ten nanoseconds,
 * so that less than a millisecond passes between two checks.
 */
#define CHECK_FOR_INTERRUPTS_EVERY(every, i) \
do { \
	if ((i) % (every) == 0) \
		CHECK_FOR_INTERRUPTS(); \
} while (0)

/*
 * Check for interrupts about every 64 kB while a pointer moves through a text,
 * by one or two bytes: a text may have 1 GB without a comma.
 */
#define CHECK_FOR_INTERRUPTS_AT(pos) \
do { \
	if (unlikely(((uintptr_t) (pos) & 0xFFFE) == 0)) \
		CHECK_FOR_INTERRUPTS(); \
} while (0)

#endif							/* USERLOGS_INTERRUPTS_H */
