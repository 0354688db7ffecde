/* profile - describes the customers of each segment: size, spend, medians (program). */
#ifndef PROFILE_H
#define PROFILE_H
#include <stddef.h>
#include <stdint.h>

struct profile;
struct put;

struct profile *profile_new(size_t segments);
void profile_free(struct profile *);

/* Adds a customer: days since the last purchase, purchase days, spend in ten-thousandths. */
void profile_add(struct profile *, size_t segment, int64_t idle, int64_t purchases, int64_t spend);

/*
 * Print the columns, and the row of a segment. Shares refer to all customers; medians are empty
 * without customers.
 */
void profile_columns(struct put *);
void profile_put(struct profile *, size_t segment, const char *name, struct put *);

#endif
