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

/*
 * Bind a value to parameter AT, from 1. query_text binds both NULL and "" as NULL; it does not copy
 * the text, which must stay valid.
 */
void query_text(sqlite3_stmt *, int at, const char *);
void query_int(sqlite3_stmt *, int at, int64_t);
void query_real(sqlite3_stmt *, int at, double);
void query_null(sqlite3_stmt *, int at);

/* Goes to the next row. Returns false, and resets the query, if there are no more rows. */
bool query_step(sqlite3_stmt *);

/* Whether there is a row for KEY, the only parameter. */
bool query_finds(sqlite3_stmt *, const char *key);

/* Runs the query to the end. */
void query_run(sqlite3_stmt *);

/* The text of column AT, from 0; "" for NULL. Valid until the next step. */
const char *query_cell(sqlite3_stmt *, int at);

/* The day of a date or date-time; DATE_NONE for NULL. A damaged one ends the tool. */
int32_t query_day(sqlite3_stmt *, int at);

/* A text by sqlite3_mprintf's format, never NULL; the caller frees it with sqlite3_free. */
char *query_print(const char *fmt, ...);

/* A query of a text by query_print, which is freed. */
sqlite3_stmt *query_made(struct store *, char *sql);

/* Runs statements without parameters and without rows. */
void query_exec(struct store *, const char *sql);

/* The first cell of the first row; 0 if there is no row. */
int64_t query_number(struct store *, const char *sql);

/* Whether columns with this name hold amounts, stored as integers in ten-thousandths. */
bool query_is_amount(const char *name);

/* Prints the header and every row of the query. */
void query_put(sqlite3_stmt *, struct put *);

#endif
