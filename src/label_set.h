/*-------------------------------------------------------------------------
 *
 * label_set.h
 *		Labels of an argument, compared by their keys.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_LABEL_SET_H
#define USERLOGS_LABEL_SET_H

#include "fmgr.h"

#include "value_dict.h"

extern const ValueDict *label_set_of_argument(FunctionCallInfo fcinfo,
											  int argument);
extern bool label_set_has(const ValueDict *keys, text *label);

#endif							/* USERLOGS_LABEL_SET_H */
