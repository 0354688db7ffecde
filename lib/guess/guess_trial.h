/*
 * guess_trial - converts a file by a preset, to see whether it can be, and what comes of it
 * (program).
 */
#ifndef GUESS_TRIAL_H
#define GUESS_TRIAL_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/guess/guess.h"

struct guess_trial {
	bool can;		/* table-convert does not refuse the file */
	size_t rows, bad;	/* rows of the table that is made, with the bad ones */
	/* its first good rows, "order_id '1', amount '5'", personal data masked; NULL: none */
	char *shown[GUESS_SHOWN];
	char *why;		/* it refuses the file: the message */
};

/* Runs table-convert with g->preset and what the guess says of the file. AS is "orders". */
struct guess_trial guess_trial(const struct guess *g, const char *as);
void guess_trial_free(struct guess_trial *);

#endif
