/*
 * query - prepared statements: values in, rows out (program).
 *
 * Every function ends the tool with SQLite's message if SQLite reports an error.
 */
#ifndef QUERY_H
#define QUERY_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct put;
struct store;

sqlite3_stmt *query_new(struct store *, const char *sql);
void query_free(sqlite3_stmt *);

/* The value of parameter AT, from 1.  NULL and "" are both stored as NULL; text is not copied. */
void query_text(sqlite3_stmt *, int at, const char *);
void query_int(sqlite3_stmt *, int at, int64_t);
void query_real(sqlite3_stmt *, int at, double);
void query_null(sqlite3_stmt *, int at);

bool query_step(sqlite3_stmt *);		/* false: no more rows, and the query is reset */
/* Is there a row for KEY, the only parameter? */
bool query_finds(sqlite3_stmt *, const char *key);

void query_run(sqlite3_stmt *);			/* all steps */

/* Column AT, from 0; "" for NULL; valid until the next step. */
const char *query_cell(sqlite3_stmt *, int at);

/* A text by sqlite3_mprintf's format, never NULL; the caller frees it with sqlite3_free. */
char *query_print(const char *fmt, ...);

/* Statements that have no parameters and no rows. */
void query_exec(struct store *, const char *sql);

/* The first cell of the first row; 0 without one. */
int64_t query_number(struct store *, const char *sql);

/* Is a column of this name an amount, stored in whole ten-thousandths? */
bool query_is_amount(const char *name);

/* The names of the columns, then every row. */
void query_put(sqlite3_stmt *, struct put *);

#endif
