/*
 * picks - the numbers of the rows of the store that a tool works on. They are operands, or come
 * from a table on standard input if there are no operands or for the operand "-" (program).
 */
#ifndef PICKS_H
#define PICKS_H
#include <stddef.h>
#include <stdint.h>

struct reading;

/*
 * KEY is the column of the table, such as "case_id"; the other columns are ignored. Returns N
 * numbers in the order of the input; the caller frees them. Ends the tool if one is not a number,
 * or is given twice, after naming all of these.
 */
int64_t *picks_read(char **operands, const char *key, const struct reading *, size_t *n);

#endif
