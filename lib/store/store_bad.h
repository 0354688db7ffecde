/*
 * store_bad - rows of the store that a tool cannot use: named by their key, as table.h names those of CSV (program).
 */
#ifndef STORE_BAD_H
#define STORE_BAD_H
#include <stdbool.h>
#include <stdint.h>

struct store_bad {
	const char *key;	/* the column: answer_id */
	bool skip;		/* --skip-bad: the row is left out, the first 20 are named, status 1; else the tool ends */
	uint64_t n;		/* so far */
};

void store_bad_row(struct store_bad *, int64_t key, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* After the last row: says how many more were bad than were named. */
void store_bad_end(const struct store_bad *);

#endif
