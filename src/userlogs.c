/*-------------------------------------------------------------------------
 *
 * userlogs.c
 *		Magic block of the loadable module.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"

USERLOGS_MODULE_MAGIC;
