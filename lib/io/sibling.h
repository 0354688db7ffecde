/*
 * sibling - runs other tools of custkit without a shell, and keeps what they print (program).
 *
 * Several run at the same time: one per processor, but at most 4. The tools are those beside this
 * program.
 */
#ifndef SIBLING_H
#define SIBLING_H
#include <stddef.h>

struct sibling {
	/* set by the caller: the words of the command, up to a NULL; the first is the tool */
	char **words;
	int input;		/* a file that it reads from its beginning; -1: nothing */
	/* set by sibling_run: */
	int status;		/* the exit status; -1: a signal ended it */
	int output;		/* a file with what it printed */
	char *error;		/* what it wrote on standard error; "" for nothing */
};

/* Runs all N to their ends. Ends the program if one is not installed, or cannot be started. */
void sibling_run(struct sibling *, size_t n);

/* Closes the outputs; the words remain the caller's. */
void sibling_close(struct sibling *, size_t n);

#endif
