/*
 * record - the one way into the store for every tool that adds rows: one row from options, or many
 * from CSV (program).
 *
 * Options of fields that describe one record (.own), without operands, make one row, and its number
 * is printed. Otherwise the rows come from CSV: the operands, or standard input (also for "-"). An
 * option then sets a field for which the CSV has no column. So options of the other fields alone
 * never cause the rows on standard input to be ignored.
 *
 * A row is inserted into the table, or passed to a sink: for example one that updates customers, or
 * one that keeps the histories right.
 *
 * A bad row of CSV is reported, and nothing is loaded (with --rejects the good rows are). A bad
 * option ends the tool.
 */
#ifndef RECORD_H
#define RECORD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/insert.h"
#include "lib/store/load.h"
#include "lib/store/record_field.h"
#include "lib/store/store.h"

enum { RECORD_FIELDS = 16, RECORD_WHY = RECORD_FIELD_WHY, RECORD_NAME = 32, RECORD_ID_SIZE = 65 };

#define RECORD_EXTERNAL "external_id"
#define RECORD_EXTERNAL_FIELD { .name = RECORD_EXTERNAL, .type = RECORD_ID }

#define RECORD_CHANNELS "phone|mail|chat|web|social|store|other"

/* The columns by which --find-by finds the customer of a row. */
enum record_key { RECORD_KEY_EMAIL, RECORD_KEY_PHONE, RECORD_KEY_COUNTRY, RECORD_KEYS };
#define RECORD_NO_KEY ((size_t)-1)

/* What a sink works with, inside the transaction. It is valid until the sink is closed. */
struct record_load {
	struct store *store;
	struct batch *batch;		/* the sink counts added, updated and unchanged */
	struct table *in;		/* the CSV; NULL: one row from options */
	bool create;			/* --create */
	const char *source;		/* --source, if there is no field for it; NULL: none */
	const char *find_by;		/* record_opts.find_by */
	size_t key[RECORD_KEYS];	/* with it: their columns, or RECORD_NO_KEY */
	bool again, only_new;		/* --again, --only-new: of rows equal to stored ones */
	bool keep_good;			/* --rejects: load the good rows even if others are bad */
	struct changes *changes;	/* -n: what would change; else NULL */
	size_t nothers;			/* columns without a field, if the record keeps them */
	const size_t *other;		/* their indexes in the CSV */
	void *opts;			/* record_opts.sink_opts */
	struct record_created *created;
};

struct record_created {		/* customers that the sink has added */
	int64_t n;
	char id[RECORD_ID_SIZE];	/* the last of them, of a row from options */
};

/* The sink has added N customers; ID: the last one, if the row came from options. */
void record_created(const struct record_load *, int64_t n, const char *id);

/* Whether the rows so far can be loaded. If not, further rows are only checked. */
bool record_good(const struct record_load *);

/*
 * Reports the current row as bad because of FIELD; NULL: because of the row as a whole. A row from
 * options ends the tool.
 */
void record_bad(const struct record_load *, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

struct record;

struct record_sink {
	void *(*open)(const struct record *, const struct record_load *);

	/* The customer_id of a row of CSV, which is the first field, from the cells of the FIELDS
	   and all cells of the CSV. Reports it and returns NULL if it is not known. Valid as long
	   as the row. May be NULL. */
	const char *(*whose)(void *, const char *const *field, char *const *cell);

	/* Looks up what the fields name. Reports it and returns false if it is not in the store.
	   May be NULL. */
	bool (*look)(void *, const struct record_value *);

	/* Writes a row, or reports it as bad. CELL: all cells of the CSV; NULL: from options. */
	void (*put)(void *, const struct record_value *, char *const *cell);

	/* Called after a bad row was reported. VALUE has only .s, the cells. May be NULL. */
	void (*spoil)(void *, const struct record_value *);

	/* Called after the last row, before the commit. Must free the sink's queries. */
	void (*finish)(void *);

	/* Called after the commit. May be NULL. */
	void (*note)(const void *);

	/* Prints the result of one row from options. NULL: prints the counts of the batch. */
	void (*print)(const void *, struct put *);
	void (*close)(void *);

	/*
	 * ADDS: each row without a number of another system is to be a new row of the table, so one
	 * that is equal to a stored row is doubtful (--only-new, --again). IS_LATER: none can be
	 * equal, because the row is later than all stored rows of its customer; may be NULL.
	 */
	bool adds;
	bool (*is_later)(void *, const struct record_value *);
	bool bulk;		/* does the work of the triggers, which are off even for one row */
};

struct record {
	const char *table, *key;	/* of the store; its INTEGER PRIMARY KEY */
	const char *shown;		/* the column by which -n names a row; NULL: the key */
	const struct record_field *field;
	size_t n;

	/* Checks the fields against each other. Returns false if the row is bad, with the index of
	   the FIELD to blame and WHY it is bad ("is not ..."). May be NULL. */
	bool (*check)(const struct record_value *, size_t *field, char why[static RECORD_WHY]);

	/* Called inside the transaction after each inserted row. May be NULL. */
	void (*added)(struct store *, int64_t key, const struct record_value *);

	/* Called before and after a stored row is updated, because of its external_id. The first
	   returns false like check. May be NULL. */
	bool (*may_change)(struct store *, int64_t key, const struct record_value *, size_t *field,
	    char why[static RECORD_WHY]);
	void (*changed)(struct store *, int64_t key);

	const struct record_sink *sink;	/* NULL: insert the rows into the table */
	const char *others;	/* the option to keep columns without a field: "--attrs", or NULL */
	/* If the table has the column BESIDE: columns that are left out without a message, up to a
	   NULL. NULL: none. */
	const char *beside;
	const char *const *leave_out;
	bool one_or_many;	/* options of one record beside operands are misuse */
	bool creates;		/* the sink adds customers under --create */

	/*
	 * How to record a CSV each row of which holds several rows of the table. WIDE_COLUMNS marks
	 * the columns that hold them, and returns false if there are none. The fields of WIDE are
	 * the first of these. May be NULL. SINK_OPTS: those of record_opts.
	 */
	const struct record *wide;
	bool (*wide_columns)(struct table *, const void *sink_opts, bool *of_wide);
	/* With --source the rows have numbers of another system in this column, by which stored
	   rows are found again: "external_id", a field of the record, or "order_id". NULL: the
	   table has no column source. If the record has a field RECORD_SOURCE, a column can give
	   the source of each row instead. */
	const char *numbered;
	bool repeats;		/* several rows may have the same number */
	const char *const *apart;	/* the fields by which they differ, up to a NULL; or NULL */
};

/* The default sink. For a sink that lets it insert rows. */
extern const struct record_sink record_insert_sink;

struct record_opts {
	struct store_opts store;
	struct load_opts load;
	struct put_opts form;
	bool create;
	const char *values;		/* --values; NULL: none */
	const char *find_by;		/* keys of rows without a customer_id; NULL: none */
	const char *source;		/* --source; in .given if there is a field for it */
	bool only_new;			/* --only-new */
	bool others;			/* the option record.others was given */
	void *sink_opts;		/* for the sink */
	const char *given[RECORD_FIELDS];
	char name[RECORD_FIELDS][RECORD_NAME];	/* of the options */
};

/*
 * The option table of the tool: the fields, then MORE (it ends with { 0 }; may be NULL), then the
 * options of loading. record_leave frees it.
 */
struct opt *record_options(const struct record *, struct record_opts *, const struct opt *more);

/* The end of main: opt_leave, which may read the options again (--cite), then frees them. */
int record_leave(struct opt *);

/* Whether an option for recording was given: of a field, or for CSV. */
bool record_given(const struct record *, const struct record_opts *);

/* Reads the rows, adds them, and prints the result. */
void record_log(const struct tool *, const struct record *, const struct record_opts *,
    char **operands);

/*
 * For a sink: rows of the record's table, from the values of its fields, the number of the batch
 * and the source (insert.h has the flags and the result).
 */
struct insert *record_insert_new(const struct record *, struct store *, unsigned flags);
int64_t record_insert_row(struct insert *, const struct record *, const struct record_value *,
    const struct record_load *);

#endif
