/* programme_rows - reads the rules of a loyalty programme from CSV (program). */
#ifndef PROGRAMME_ROWS_H
#define PROGRAMME_ROWS_H
#include "lib/points/programme.h"

/*
 * Reads PATH: a row per rule, with the columns kind, rule and those that its kind needs; a column
 * that is missing is empty in all rows.
 *
 *	earn     points [per minimum sku tier since until expires pending rounding]
 *	refer    points [expires pending]: for who has referred somebody
 *	welcome  points [expires pending]: for who was referred
 *	tier     minimum period [measure grace downgrade]: from the lowest to the highest tier
 *
 * The caller frees the rules with programme_free.
 */
struct programme *programme_rows_read(const char *path);
void programme_rows_free(struct programme *);	/* NULL: does nothing */

#endif
