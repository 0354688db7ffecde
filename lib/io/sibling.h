/*
 * sibling - runs other tools of custkit without a shell, and keeps what they print (program).
 *
 * A pipeline is one tool, or several of which each reads what the one before prints. Several
 * pipelines run at the same time: one per processor, but at most 4. The tools are those beside this
 * program.
 */
#ifndef SIBLING_H
#define SIBLING_H
#include <stdbool.h>
#include <stddef.h>

enum { SIBLING_STAGES = 3 };

struct sibling {
	/* set by the caller: the words of each stage, which end with NULL; the first is the tool */
	char **words[SIBLING_STAGES];
	size_t stages;
	/* set by sibling_run: */
	int status;		/* the highest exit status of its stages; -1: a signal ended one */
	int output;		/* a file with what the last one printed */
	char *error;		/* what they wrote on standard error; "" for nothing */
};

/*
 * Runs all N to their ends. INPUT is a file that the first stage of each reads from its beginning,
 * or -1: nothing. Ends the program if a tool is not installed, or cannot be started.
 */
void sibling_run(struct sibling *, size_t n, int input);

/* Closes the outputs; the words remain the caller's. */
void sibling_close(struct sibling *, size_t n);

#endif
