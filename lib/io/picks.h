/*
 * picks - the numbers of the rows of the store that a tool works on. They are operands, or come
 * from a table on standard input if there are no operands or for the operand "-" (program).
 */
#ifndef PICKS_H
#define PICKS_H
#include <stddef.h>
#include <stdint.h>

struct reading;

struct picks {
	int64_t *number;	/* in the order of the input */
	size_t n;
	/* the cells of each in the columns MORE; "" without such a column, or for an operand */
	char **cell;
	size_t columns;
};

/*
 * KEY is the column of the numbers, such as "case_id". MORE are columns that the table may have, up
 * to a NULL; other columns are ignored. READING: of the table. Ends the tool if one is not a
 * number, or is given twice, after naming all of these.
 */
struct picks *picks_read(char **operands, const char *key, const char *const *more,
    const struct reading *);
char *const *picks_cells(const struct picks *, size_t i);
void picks_free(struct picks *);

#endif
