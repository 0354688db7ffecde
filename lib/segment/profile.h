/* profile - describes the customers of each segment: size, spend, medians (program). */
#ifndef PROFILE_H
#define PROFILE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct profile;
struct put;

/*
 * MONEY: the customers have a spend; else its columns are empty. PROFIT: they have a profit, and
 * there is a column for it.
 */
struct profile *profile_new(size_t segments, bool money, bool profit);
void profile_free(struct profile *);

struct profile_customer {
	int64_t idle;		/* days since the last purchase */
	int64_t purchases;	/* purchase days */
	int64_t spend, profit;	/* ten-thousandths; the profit only if has_profit */
	bool has_profit;
};

void profile_add(struct profile *, size_t segment, const struct profile_customer *);
void profile_add_none(struct profile *, size_t segment);	/* a customer without a purchase */

/*
 * Print the columns, and the cells of a segment, without the end of the row. Shares refer to all
 * customers; medians are empty
 * without customers. The profit is empty if that of a customer is not known.
 */
void profile_columns(const struct profile *, struct put *, const char *segment);
void profile_put(struct profile *, size_t segment, const char *name, struct put *);

#endif
