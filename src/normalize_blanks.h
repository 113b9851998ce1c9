/*-------------------------------------------------------------------------
 *
 * normalize_blanks.h
 *		One spelling for texts that differ in blanks only.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_NORMALIZE_BLANKS_H
#define USERLOGS_NORMALIZE_BLANKS_H

extern text *make_label_key(text *label, Oid collation);

#endif							/* USERLOGS_NORMALIZE_BLANKS_H */
