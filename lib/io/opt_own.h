/*
 * opt_own - how a command line is read; only for the files of opt (program).
 *
 *	opt.c		the options and operands of argv, and what is asked about them
 *	opt_value.c	the value of an option, into its target
 *	opt_help.c	--help and the usage line
 *	opt_json.c	--help=json
 *	opt_message.c	misuse and notes; standard output is checked at the end
 *	opt_streams.c	the standard streams and signals, before anything is read or written
 *	opt_check.c	checks of values and operands that many tools make
 */
#ifndef OPT_OWN_H
#define OPT_OWN_H
#include <stdio.h>

#include "lib/io/opt.h"

/* The options that every tool has. */
extern const struct opt opt_always[];

/*
 * Opens the standard streams that are closed, sets the signals, and removes control characters from
 * all that is written to standard error.
 */
void opt_streams(void);

/* Messages are from now on those of the tool, which ends with status 2 if it cannot print. */
void opt_messages(const struct tool *);

/* Stores the argument, NULL if there is none, in the target of the option. Misuse if not valid. */
void opt_store(const struct opt *, const char *arg);

/*
 * Print the usage line, and the help. ALWAYS are the options that every tool has. No option has
 * been stored yet: the targets have the defaults. The help is for people only, so that it is in the
 * character set of messages (charset.h), unlike a table.
 */
void opt_usage(const struct tool *, FILE *to);
void opt_help(const struct tool *, const struct opt *, const struct opt *always);

/* The same as a JSON object, for scripts and editors. */
void opt_json(const struct tool *, const struct opt *, const struct opt *always);

#endif
