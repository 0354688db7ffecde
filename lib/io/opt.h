/*
 * opt - one option table a tool: parsing, --help, completions; and what every tool owes its
 * surroundings: exit statuses, SIGPIPE, a checked standard output (program).
 */
#ifndef OPT_H
#define OPT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/exit.h"

struct tool {
	const char *name;	/* clv-calc */
	const char *args;	/* [FILE...] */
	const char *about;	/* what it is for, in a sentence or some */
	const char *notes;	/* examples, exit statuses; may be NULL */
};

enum opt_type {
	OPT_END,
	OPT_HEAD,	/* a heading in --help: only .help counts */
	OPT_FLAG,	/* bool */
	OPT_TEXT,	/* const char * */
	OPT_MANY,	/* struct opt_list: may be given again and again */
	OPT_FILE,	/* const char *, completed as a file */
	OPT_COUNT,	/* int64_t >= 0 */
	OPT_NUMBER,	/* double */
	OPT_RATE,	/* double, .1 or 10% */
	OPT_DATE,	/* int32_t, a day (date.h); given as YYYY-MM-DD */
	OPT_DURATION,	/* struct duration (duration.h): 365, 365d, 52w, 12m, 1y */
	OPT_TIME,	/* likewise, also 0 */
	OPT_WORD,	/* const char *, one of the words in .arg "phone|mail" */
	OPT_CHOICE,	/* int, the place of the word in .arg "csv|tsv|json" */
	OPT_GONE,	/* of an earlier version, not in --help: misuse, and .help says what replaces it */
};

struct opt {
	enum opt_type type;
	int letter;		/* -f, or 0 */
	const char *name;	/* --format */
	const char *arg;	/* what --help calls the argument; NULL for a flag */
	const char *help;
	void *to;		/* keeps its value where the option is not given */
};

enum { OPT_MANY_MAX = 32 };

struct opt_list {
	size_t n;
	const char *word[OPT_MANY_MAX];
};

bool opt_listed(const struct opt_list *, const char *word);

/*
 * Parse argv into the table's targets; the operands are returned, a NULL-terminated tail of argv.
 * Exits on --help, --version and misuse.  Long names must be spelled out.
 */
char **opt_parse(const struct tool *, const struct opt *, int argc, char **argv);

/* What is wrong with the command line, and the usage line; status 2. */
_Noreturn void opt_misuse(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

struct opt_conflict {
	bool there;
	const char *why;
};

/* Misuse if one of them is there: the first; { 0 } ends the list. */
void opt_refuse(const struct opt_conflict *);

/* From now on the process's zone is this one (--tz); NULL changes nothing, an unknown one ends the tool. */
void opt_use_zone(const char *zone);

/* Days of --since and --until, either of which may be DATE_NONE: misuse where nothing lies between. */
void opt_since_until(int32_t since, int32_t until);

/* For tools without operands. */
void opt_no_operands(char **operands);

/* Refuse to read standard input from a terminal: nobody pipes anything in by accident then. */
void opt_need_input(char **operands);

/* Said where closing standard output fails after the store has changed: "batch 3 is committed". */
void opt_committed(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* "tool: message" on stderr unless --quiet was given; never ends the tool. */
void opt_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* May messages quote personal data (--unmask)? */
bool opt_unmask(void);

/* Status to leave with when nothing worse happens: EXIT_NO or EXIT_TROUBLE, the higher stays. */
void opt_status(int status);
int opt_leave(void);	/* what main returns */

#endif
