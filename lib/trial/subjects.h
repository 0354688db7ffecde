/*
 * subjects - the customers of a trial: the rows of a list, or all customers of a store (program).
 */
#ifndef SUBJECTS_H
#define SUBJECTS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/io/put.h"
#include "lib/io/reading.h"

struct store;
struct subjects;
struct table;

struct subjects_opts {
	const struct reading *reading;
	bool skip_bad;
	bool looked_up;		/* subjects_find will be called */
	/*
	 * Called after the header, and with each row of a customer who was not named before. The
	 * row is taken unless it returns false, after table_bad. NULL: none.
	 */
	void (*head)(void *ctx, struct table *);
	bool (*row)(void *ctx, struct table *, char *const *cell);
	void *ctx;
};

/* Reads the rows to the end. A customer twice is bad. */
struct subjects *subjects_read(char **operands, const struct subjects_opts *);

/* All customers of the store, by id; their only column is customer_id. */
struct subjects *subjects_all(struct store *);

/*
 * Looks the customers up in the store: aliases become the customers whom they mean; a row of one
 * who is not in the store is bad, and removed. KEEP(ctx, from, to) moves what the caller has of row
 * FROM to row TO <= FROM; NULL: nothing.
 */
void subjects_find(struct subjects *, struct store *, void (*keep)(void *ctx, size_t from,
    size_t to), void *ctx);

size_t subjects_count(const struct subjects *);
const char *subjects_id(const struct subjects *, size_t row);

/*
 * Prints the rows and their columns, followed by the columns OURS; a column of the list with the
 * name of one of them is left out. fill(ctx, row, out) puts the cells of OURS.
 */
void subjects_print(const struct subjects *, struct put *, const struct put_head *ours,
    void (*fill)(void *ctx, size_t row, struct put *), void *ctx);

/* Says how many bad rows were not named. */
void subjects_close(struct subjects *);

#endif
