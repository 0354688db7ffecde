/*
 * check - finds faults of the store: of its pages, rows, schema and content (program).
 *
 * history_check.h, cases_check.h, keys_check.h and check_text.h find more.
 */
#ifndef CHECK_H
#define CHECK_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

struct store;

struct check {
	const char *name;	/* what is checked: date */
	const char *sql;	/* a row per fault: its place (customer x), what is wrong */
};

/* Called once per fault. */
struct check_report {
	void (*fault)(void *ctx, const char *check, const char *what, const char *fault);
	void *ctx;
};

/* Runs N checks. Damaged pages are a fault too: the check ends there. */
void check_run(struct store *, const struct check *, size_t n, const struct check_report *);

enum check_result {
	CHECK_ROW,
	CHECK_END,
	CHECK_DAMAGED,		/* a page is damaged, which was reported as a fault of CHECK */
};

/* Goes to the next row of a query. */
enum check_result check_step(struct store *, sqlite3_stmt *, const char *check,
    const struct check_report *);

/* The pages, indexes and constraints. Returns false if there is a fault. */
bool check_pages(struct store *, const struct check_report *);

/* References, dates, labels, attrs. Call it before the other checks: it defines SQL functions. */
void check_rows(struct store *, const struct check_report *);

/* The tables of the store about itself: meta, batch. */
void check_books(struct store *, const struct check_report *);

/* The schema, and the digests. Both need pages without faults. */
void check_schema(struct store *, const struct check_report *);
void check_content(struct store *, const struct check_report *);

/* Computes the table history again, inside the transaction of the caller. */
void check_repair(struct store *);

#endif
