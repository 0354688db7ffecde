/*
 * store_bad - reports rows of the store that a tool cannot use, by their key; for rows of CSV see
 * table.h (program).
 */
#ifndef STORE_BAD_H
#define STORE_BAD_H
#include <stdbool.h>
#include <stdint.h>

struct store_bad {
	const char *key;	/* the name of the key: answer_id */
	bool skip;		/* --skip-bad */
	uint64_t n;		/* rows reported so far */
};

/*
 * Reports a row, and ends the tool with status 2. With .skip returns instead: the caller leaves out
 * the row, only the first 20 are printed, and the status of the tool becomes 1.
 */
void store_bad_row(struct store_bad *, int64_t key, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for rows whose key is text. */
void store_bad_text(struct store_bad *, const char *key, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Call it after the last row: prints how many bad rows were not printed. */
void store_bad_end(const struct store_bad *);

#endif
