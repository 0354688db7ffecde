/*
 * servqual_rows - what groups of respondents expect of a service and find, from their answers (program).
 */
#ifndef SERVQUAL_ROWS_H
#define SERVQUAL_ROWS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/survey/answers.h"
#include "lib/survey/servqual.h"

struct servqual_rows_opts {
	struct answers_opts in;
	const char *map;		/* the instrument */
	const char *scale;		/* 1-7 */
	const char *weights;		/* of all respondents, or NULL */
	/* of each, or NULL; without either their own, if they have any */
	const char *weights_file;
};

#define SERVQUAL_ROWS_DEFAULTS { .in = ANSWERS_DEFAULTS, .map = "servqual", .scale = "1-7" }

struct servqual_rows {			/* of a group */
	char *name;
	struct servqual_gap *item, *dimension;	/* by the instrument */
	struct servqual_gap plain, weighted;
	struct mean *weight;	/* of each dimension */
};

struct gaps_all {
	struct instrument *map;
	struct servqual_rows *group;	/* bytewise */
	size_t groups;
	bool weighted;		/* are there weights? */
};

/* Ends the tool where something is bad; notes who was left out, and of what. */
struct gaps_all servqual_rows_read(const struct servqual_rows_opts *, struct store *,
    char **operands);
void servqual_rows_free(struct gaps_all *);

#endif
