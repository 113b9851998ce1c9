/*-------------------------------------------------------------------------
 *
 * checks.h
 *		What must hold for every value of a type.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_FUZZ_CHECKS_H
#define USERLOGS_FUZZ_CHECKS_H

#include "harness.h"

/* The functions of a type by which bytes come in */
typedef struct TypeFunctions
{
	Function	in;
	Function	out;
	Function	recv;
	Function	send;
	Function	merge_transfn;
	Function	combine;
	Function	serialize;
	Function	deserialize;
	Function	finalfn;
	const Function *operators;	/* =, <=, >=, <>, <, >, ended by NULL */
	Function	cmp;
	Function	hash;
	Function	hash_extended;
	void		(*check) (const struct varlena *value);
} TypeFunctions;

extern const TypeFunctions timeline_functions;
extern const TypeFunctions headcount_functions;
extern const TypeFunctions overlay_functions;

extern void check_value(const TypeFunctions *type,
						const struct varlena *value);
extern void check_result(const TypeFunctions *type, Datum value);
extern struct varlena *merge_values(const TypeFunctions *type, int n,
									Datum value);
extern void check_timeline(const struct varlena *timeline);
extern void check_headcount(const struct varlena *headcount);
extern void check_timeline_init(void);
extern void check_headcount_init(void);

#endif							/* USERLOGS_FUZZ_CHECKS_H */
