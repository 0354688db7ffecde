/*
 * enrolled - the customers of a trial in the store, in the table trial_member (program).
 *
 * A customer has one row per trial. After cust-merge there may be several: if they name the same
 * arm, the earliest counts; if not, the customer is in both arms, and counts in neither.
 */
#ifndef ENROLLED_H
#define ENROLLED_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/trial/arm.h"

struct store;

struct enrolled_member {
	const char *id, *stratum;	/* stratum "": none */
	enum arm arm;
	bool both;			/* in both arms */
	double share;
	int32_t assigned;
};

struct enrolled;

/* Those of this trial, by id. */
struct enrolled *enrolled_read(struct store *, const char *trial);
size_t enrolled_count(const struct enrolled *);
const struct enrolled_member *enrolled_at(const struct enrolled *, size_t i);
const struct enrolled_member *enrolled_find(const struct enrolled *, const char *id);
void enrolled_free(struct enrolled *);

/*
 * Adds rows to the store, in a transaction of the caller. BATCH 0: none.
 */
struct enrolled_writer;
struct enrolled_writer *enrolled_begin(struct store *, const char *trial, int64_t batch);
void enrolled_add(struct enrolled_writer *, const struct enrolled_member *);
void enrolled_end(struct enrolled_writer *);

#endif
