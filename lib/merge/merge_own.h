/*
 * merge_own - the parts of a merge, shared by the files merge*.c (program).
 */
#ifndef MERGE_OWN_H
#define MERGE_OWN_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/merge/merge.h"

enum { MERGE_ID_SIZE = 65 };

struct merge {
	struct store *store;
	struct batch *batch;
	const struct survivor_rules *rules;
	struct put *shown;		/* NULL: no -n */
	sqlite3_stmt *known, *alias, *forgotten, *add_alias;
	struct merge_fields *fields;
	struct merge_rows *rows;
	struct merge_labels *labels;	/* NULL: no labels are remembered */
	struct merge_consent *consent;	/* NULL: no consent is recorded */
	char keep[MERGE_ID_SIZE], other[MERGE_ID_SIZE];	/* the current pair */
	int64_t resolved;	/* ids that were aliases */
	int64_t apart;		/* customers whose answers keep their id as respondent */
	int64_t withdrawn;	/* rows added to consent */
};

/*
 * merge_show.c. For -n: a field of the current pair. Does nothing otherwise, or if both values are
 * empty.
 */
void merge_show(const struct merge *, const char *field, const char *keep, const char *other,
    const char *outcome);

/* Binds the ids of the current pair: KEEP to ?1, OTHER to ?2. */
void merge_bind(const struct merge *, sqlite3_stmt *);

/* A query that writes images of rows of the other customer: ?1 is the batch, ?2 a customer. */
sqlite3_stmt *merge_image(struct merge *, const char *table, const char *column);

/* merge_fields.c: the two rows of the table customer become one. */
enum { MERGE_SOURCE, MERGE_EXTERNAL, MERGE_PHONE, MERGE_COUNTRY, MERGE_EMAIL, MERGE_LEFT };
struct merge_left {		/* values of the other customer by which he can still be found */
	char *of[MERGE_LEFT];	/* NULL: none, or KEEP has it */
};
struct merge_fields *merge_fields_open(struct merge *);
void merge_fields_close(struct merge_fields *);
struct merge_left merge_fields_join(struct merge_fields *);
void merge_fields_free_left(struct merge_left *);

/* merge_rows.c: moves the rows of the other tables. */
struct merge_rows *merge_rows_open(struct merge *);
void merge_rows_close(struct merge_rows *);
void merge_rows_move(struct merge_rows *);

/* Moves the log of changes, from which merge_fields_join knows what is newest. */
void merge_rows_follow(struct merge_rows *);

/* merge_labels.c */
struct merge_labels *merge_labels_open(struct merge *);
void merge_labels_close(struct merge_labels *);
void merge_labels_join(struct merge_labels *);

/* merge_consent.c: before the rows are moved. */
struct merge_consent *merge_consent_open(struct merge *);
void merge_consent_close(struct merge_consent *);
void merge_consent_withdraw(struct merge_consent *);

#endif
