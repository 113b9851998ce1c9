/*-------------------------------------------------------------------------
 *
 * canonical_ops.h
 *		Comparison and hashing of types whose equal values have equal bytes.
 *
 * Values are compared by their bytes.  The order has no meaning of its own; it
 * serves DISTINCT, GROUP BY, unique indexes and merge joins.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_CANONICAL_OPS_H
#define USERLOGS_CANONICAL_OPS_H

#include "common/hashfn.h"
#include "fmgr.h"

#include "compat.h"

/* Compare arguments 0 and 1, as memcmp() does. */
static inline int
compare_canonical(FunctionCallInfo fcinfo)
{
	struct varlena *a = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));
	struct varlena *b = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1));
	Size		a_size = VARSIZE_ANY_EXHDR(a);
	Size		b_size = VARSIZE_ANY_EXHDR(b);
	int			order = memcmp(VARDATA_ANY(a), VARDATA_ANY(b),
							   Min(a_size, b_size));

	if (order == 0 && a_size != b_size)
		order = a_size < b_size ? -1 : 1;
	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return order;
}

#define CANONICAL_OPERATOR(name, operator) \
PG_FUNCTION_INFO_V1(name); \
Datum \
name(PG_FUNCTION_ARGS) \
{ \
	PG_RETURN_BOOL(compare_canonical(fcinfo) operator 0); \
}

/*
 * Define the functions of a type: _eq, _ne, _lt, _le, _gt, _ge, _cmp, _hash
 * and _hash_extended.
 */
#define CANONICAL_OPERATORS(type) \
CANONICAL_OPERATOR(type##_eq, ==) \
CANONICAL_OPERATOR(type##_ne, !=) \
CANONICAL_OPERATOR(type##_lt, <) \
CANONICAL_OPERATOR(type##_le, <=) \
CANONICAL_OPERATOR(type##_gt, >) \
CANONICAL_OPERATOR(type##_ge, >=) \
\
PG_FUNCTION_INFO_V1(type##_cmp); \
Datum \
type##_cmp(PG_FUNCTION_ARGS) \
{ \
	int			order = compare_canonical(fcinfo); \
\
	PG_RETURN_INT32(order < 0 ? -1 : order > 0); \
} \
\
PG_FUNCTION_INFO_V1(type##_hash); \
Datum \
type##_hash(PG_FUNCTION_ARGS) \
{ \
	struct varlena *value = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)); \
	Datum		result = hash_any((unsigned char *) VARDATA_ANY(value), \
								  (int) VARSIZE_ANY_EXHDR(value)); \
\
	PG_FREE_IF_COPY(value, 0); \
	return result; \
} \
\
PG_FUNCTION_INFO_V1(type##_hash_extended); \
Datum \
type##_hash_extended(PG_FUNCTION_ARGS) \
{ \
	struct varlena *value = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)); \
	Datum		result = hash_any_extended((unsigned char *) VARDATA_ANY(value), \
										   (int) VARSIZE_ANY_EXHDR(value), \
										   (uint64) PG_GETARG_INT64(1)); \
\
	PG_FREE_IF_COPY(value, 0); \
	return result; \
}

#endif							/* USERLOGS_CANONICAL_OPS_H */
