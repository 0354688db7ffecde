/* dedupe - the options of cust-dedupe, and what it prints for them (program). */
#ifndef DEDUPE_H
#define DEDUPE_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/io/put.h"
#include "lib/match/people_rows.h"

struct dedupe {
	struct people_opts in;
	struct put_opts form;
	const char *truth;	/* FILE of pairs; NULL: none */
	double threshold;	/* the least score of a pair of tier 3 */
	int64_t tier;		/* the last tier that is printed */
	int64_t most;		/* customers in a cluster, without a note */
	int64_t threads;	/* 0: one per processor */
	bool clusters, explain;
};

#define DEDUPE_DEFAULTS { .threshold = .9, .tier = 3, .most = 20 }

/* Misuse if options contradict each other, or the operands. */
void dedupe_check(const struct dedupe *, char **operands);

/*
 * Reads the customers, and prints the pairs, the clusters, or with .truth how many of its pairs are
 * found. Status EXIT_NO if --max-cluster is given and a cluster is larger.
 */
void dedupe_print(const struct dedupe *, char **operands);

#endif
