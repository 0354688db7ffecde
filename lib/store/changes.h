/*
 * changes - what a load would change, field by field, for -n (program).
 *
 * The columns are the key of the row, field, old and new. An added row begins with its key as a
 * field, which was empty; then come its fields that are not empty. A removed row is the same with
 * old and new exchanged. All changes of stored rows are printed, but only the first CHANGES_ADDED
 * of the added rows; a note has the counts.
 */
#ifndef CHANGES_H
#define CHANGES_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/store/record_field.h"

enum { CHANGES_ADDED = 1000 };

struct batch;
struct changes;
struct put;

/* KEY: the name of the column of the keys. Nothing is written before changes_close. */
struct changes *changes_open(struct put *, const char *key);

/*
 * Prints the changes, and notes the counts of the batch. CREATED is the number of customers that
 * the load would create.
 */
void changes_close(struct changes *, const struct batch *, int64_t created);

/* A field of a row. */
void changes_field(struct changes *, const char *key, const char *field, const char *old,
    const char *now);

/* Begins an added row. False: it is not to be printed, because there were enough of them. */
bool changes_begin_added(struct changes *, const char *key);

/* An added row. */
void changes_added(struct changes *, const char *key, const struct record_field *, size_t n,
    const struct record_value *);

/* A removed row. */
void changes_removed(struct changes *, const char *key, const struct record_field *, size_t n,
    const struct record_value *);

/* The fields of a row that differ; an empty value in NOW keeps the old one if KEEPS. */
void changes_updated(struct changes *, const char *key, const struct record_field *, size_t n,
    const struct record_value *old, const struct record_value *now, bool keeps);

#endif
