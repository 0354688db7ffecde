/*
 * record - one road into the store for every tool that adds rows: one row by options, or many from
 * CSV (program).
 *
 * Without operands, options of the fields make one row, and its number is printed; without those
 * the CSV on standard input is read.  With operands ("-" is standard input) the rows come from CSV,
 * and an option gives the field that the CSV has no column for.  A row goes into the table as it
 * stands, or to a sink: one that updates customers, one that keeps the histories of orders.
 */
#ifndef RECORD_H
#define RECORD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/load.h"
#include "lib/store/record_field.h"
#include "lib/store/store.h"

enum { RECORD_FIELDS = 16, RECORD_WHY = RECORD_FIELD_WHY, RECORD_NAME = 32 };

#define RECORD_CHANNELS "phone|mail|chat|web|social|store|other"

/* What a sink works with, inside the transaction; valid until it is closed. */
struct record_load {
	struct store *store;
	struct batch *batch;	/* a sink counts added, updated and unchanged */
	struct table *in;		/* the CSV; NULL: one row by options */
	bool create;			/* --create */
	bool keep_good;			/* --rejects: good rows are kept whatever the others are */
	struct put *changes;		/* -n: where a sink may print what would change; else NULL */
	size_t nothers;			/* columns of no field, where a record takes them */
	const size_t *other;
	void *opts;			/* as in record_opts.sink_opts */
};

/* Can what was read so far be kept?  If not, what follows is only checked. */
bool record_good(const struct record_load *);

/* The row at hand is bad, because of FIELD (NULL: as a whole): named; by options it ends the tool. */
void record_bad(const struct record_load *, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

struct record;

struct record_sink {
	void *(*open)(const struct record *, const struct record_load *);

	/* Is what the fields name in the store?  False if it is not, which has been said.  May be NULL. */
	bool (*look)(void *, const struct record_value *);

	/* A row, its fields read: written, or said to be bad.  CELL: all cells of the CSV; NULL by options. */
	void (*put)(void *, const struct record_value *, char *const *cell);

	/* The row at hand is bad, and has been named; VALUE has its cells as they were written.  May be NULL. */
	void (*spoil)(void *, const struct record_value *);

	void (*finish)(void *);				/* after the last row, before the commit: its queries end here */
	void (*note)(const void *);			/* after the commit.  May be NULL */
	void (*print)(const void *, struct put *);	/* after one row by options; NULL: the counts of the batch */
	void (*close)(void *);
	bool bulk;					/* does what triggers would: one row is written without them too */
	bool shows_changes;				/* -n prints what would change instead of the counts */
};

struct record {
	const char *table, *key;	/* of the store; its INTEGER PRIMARY KEY */
	const struct record_field *field;
	size_t n;

	/* What the fields say together: false if it is bad, because of which field, and why: "is not ...".  May be NULL. */
	bool (*check)(const struct record_value *, size_t *field, char why[static RECORD_WHY]);

	/* Called inside the transaction after each row of the table.  May be NULL. */
	void (*added)(struct store *, int64_t key, const struct record_value *);

	const struct record_sink *sink;	/* NULL: rows are inserted into the table */
	const char *others;		/* the option that keeps columns of no field: "--attrs"; NULL: there is none */
	bool creates;			/* the sink adds customers under --create */
};

struct record_opts {
	struct store_opts store;
	struct load_opts load;
	struct put_opts form;
	bool create;
	bool others;			/* the option .others was given */
	struct opt_list ignore;
	void *sink_opts;		/* for the sink */
	const char *given[RECORD_FIELDS];
	char name[RECORD_FIELDS][RECORD_NAME];	/* of the options */
};

/* The option table of the tool: the fields, then MORE (ends with { 0 }; may be NULL), then all that loading has.
   The caller frees it. */
struct opt *record_options(const struct record *, struct record_opts *, const struct opt *more);

/* Was an option given that is for recording: of a field, or for CSV? */
bool record_given(const struct record *, const struct record_opts *);

/* Does it all: reads, adds, prints. */
void record_log(const struct tool *, const struct record *, const struct record_opts *, char **operands);

/* "INSERT INTO orders (batch, customer_id ...) VALUES (?1, ?2 ...)", and its parameters.  The caller frees the text. */
char *record_insert_sql(const struct record *);
void record_bind(sqlite3_stmt *, int at, const struct record_field *, const struct record_value *);

#endif
