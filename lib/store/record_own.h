/*
 * record_own - a row on its way from its cells to the sink, shared by the files record*.c
 * (program).
 */
#ifndef RECORD_OWN_H
#define RECORD_OWN_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/base/twins.h"
#include "lib/store/known_as.h"
#include "lib/store/record.h"

struct record_entry {
	const struct record *of;
	const struct record_sink *sink;
	void *ctx;			/* the sink's */
	struct record_load load;
	struct date_reader dates;
	const char *values;		/* --values; NULL: none */
	char now[DATE_TIME_SIZE];
	struct record_value value[RECORD_FIELDS];	/* of the current row */
	struct record_created created;	/* customers added */
	size_t number;			/* the field external_id; .n of the record: no --source */
	struct map *numbers;		/* in the input so far */
	struct aliases *aliases;	/* of the customers whom the rows name */
	int64_t merged;			/* rows that named one by such an id */
	struct record_equal *equal;	/* NULL: no row is compared with stored rows */
	int64_t nequal;			/* rows that are, and that are not left out */
	struct known_as known;		/* of a table */
	struct twins *twins;		/* of all customers, or of the one added; NULL: none was */
};

/* --source; NULL: it was not given. */
const char *record_entry_source(const struct record *, const struct record_opts *);

/* For -n: opens the changes, and prints them after the rollback. Nothing without -n. */
void record_entry_show(struct record_entry *, const struct record *, struct put *);
void record_entry_shown(const struct record_entry *);

/* Opens the sink. The caller has set .load and .dates. */
void record_entry_open(struct record_entry *, const struct record *);
void record_entry_close(struct record_entry *);

/* Must every row have the field? With SOURCE a number of it may stand for the key of a row. */
bool record_entry_needs(const struct record *, size_t field, const char *source);

/* Reads a field. Reports a bad cell and returns false. */
bool record_entry_read(struct record_entry *, size_t field, const char *cell);

/*
 * Reads the fields of a row and passes it to the sink. CELL: all cells of the CSV; NULL: from
 * options.
 */
void record_entry_put(struct record_entry *, const char *const field[static RECORD_FIELDS],
    char *const *cell);

/* Tells the sink of a row that the table found to be bad. */
void record_entry_spoil(struct record_entry *, const char *const field[static RECORD_FIELDS]);

/* After the last row, before the commit. */
void record_entry_finish(struct record_entry *);

/* After the commit: what is worth knowing. */
void record_entry_note(const struct record_entry *);

/*
 * Finds and updates the stored rows of --source (record_match.c). NULL without it.
 * record_match_put returns false if the row is not in the store, and counts or reports it if it is.
 */
struct record_match;
struct record_match *record_match_open(const struct record *, const struct record_load *);
void record_match_close(struct record_match *);
bool record_match_put(struct record_match *, const struct record_value *);

/* Binds the values of all fields to the parameters from 1. */
void record_match_bind(sqlite3_stmt *, const struct record *, const struct record_value *);

/*
 * Is the row equal to a stored row, and is there no number to tell them apart? (record_equal.c)
 * NULL if nothing is stored, with --again, and if the sink does not only add rows.
 */
struct record_equal;
struct record_equal *record_equal_open(const struct record *, const struct record_sink *,
    const struct record_load *);
void record_equal_close(struct record_equal *);
bool record_equal(struct record_equal *, const struct record_value *);

/* Do the customer, the order and the case of a record belong together?  (record_belong.c) */
struct record_belong;
struct record_belong *record_belong_open(const struct record *, struct store *);
void record_belong_close(struct record_belong *);

/* False if they do not: because of which field, and why, as in record.check. */
bool record_belong(const struct record_belong *, const struct record_value *, size_t *field,
    char why[static RECORD_WHY]);

/* The highest key of the table: at least the number of its rows. 0: it is empty. */
int64_t record_newest(const struct record *, struct store *);

/* Which column of a CSV is which field (record_columns.c). */
enum { RECORD_NO_COLUMN = -1 };

struct record_columns {
	struct table *in;
	const struct record *of;
	const struct record_opts *opts;
	ptrdiff_t at[RECORD_FIELDS];	/* per field: its column, or RECORD_NO_COLUMN */
	bool *wide;			/* per column: it holds a row of the table (record.wide) */
	size_t key[RECORD_KEYS];	/* per key: its column, or RECORD_NO_KEY */
	size_t *unknown, nunknown;	/* the other columns without a field */
};

/*
 * Finds the columns. The caller has set .in, .of, which becomes the record of wide rows if the rows
 * are wide, and .opts. Ends the tool if a column is missing or not known.
 */
void record_columns_find(struct record_columns *);
void record_columns_free(struct record_columns *);

/*
 * What the record needs (record_need.c): whether neither a column nor an option gives a required
 * field; and the key with this name, if --find-by asks for it (RECORD_KEYS: there is none). The
 * others end the tool if such columns are missing, because they are ignored or not there.
 */
bool record_need_lacks(const struct record_columns *, size_t field);
int record_need_key(const struct record_columns *, const char *name);
void record_need_columns(const struct record_columns *);
void record_need_keys(const struct record_columns *);

/*
 * The columns without a field (record_unknown.c). The first function ends the tool, and names the
 * options with which it can read the table; the second one does so if one of the columns is
 * probably the customer_id. The others note which are ignored, and which fields are kept under
 * another name.
 */
_Noreturn void record_unknown_refuse(const struct record_columns *);
void record_unknown_refuse_ids(const struct record_columns *);
void record_unknown_note(struct record_columns *);
void record_unknown_note_kept(const struct record_columns *);

/* Does the work of record_log for rows from CSV (record_csv.c). */
void record_csv_log(const struct tool *, const struct record *, const struct record_opts *,
    char **operands, struct put *out);

#endif
