/*-------------------------------------------------------------------------
 *
 * userlogs.c
 *		What the server asks of a loadable module.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"

USERLOGS_MODULE_MAGIC;
