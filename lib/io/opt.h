/*
 * opt - the option table of a tool: parsing, --help and completions; and what all tools do alike:
 * the exit status, SIGPIPE, messages, a checked standard output (program).
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
	const char *about;	/* its purpose, in a few sentences */
	const char *notes;	/* examples, exit statuses; may be NULL */
};

enum opt_type {
	OPT_END,
	OPT_HEAD,	/* a heading in --help; only .help is used */
	/* .to is another table; --help shows it after this one, under the heading .help */
	OPT_MORE,
	OPT_FLAG,	/* bool */
	OPT_TEXT,	/* const char * */
	OPT_MAYBE,	/* const char *; "" if the argument, "[COLUMN]", is left out */
	OPT_MANY,	/* struct opt_list: may be given several times */
	OPT_FILE,	/* const char *, completed as a file */
	OPT_OUTPUT,	/* the same; a file to write: standard output is misuse */
	OPT_COUNT,	/* int64_t >= 0 */
	OPT_NUMBER,	/* double */
	OPT_RATE,	/* double, .1 or 10% */
	OPT_DATE,	/* int32_t, a day (date.h); given as YYYY-MM-DD */
	OPT_DURATION,	/* struct duration (duration.h): 365, 365d, 52w, 12m, 1y */
	OPT_TIME,	/* struct duration, which may be 0 */
	OPT_HORIZON,	/* struct duration, or inf */
	OPT_WORD,	/* const char *, one of the words in .arg "phone|mail" */
	OPT_CHOICE,	/* int, the place of the word in .arg "csv|tsv|json" */
	/* an option that was removed: misuse, and .help says what replaces it; not in --help */
	OPT_GONE,
};

struct opt {
	enum opt_type type;
	int letter;		/* -f, or 0 */
	const char *name;	/* --format */
	const char *arg;	/* name of the argument in --help; NULL for a flag */
	const char *help;
	void *to;		/* keeps its value if the option is not given */
};

enum { OPT_MANY_MAX = 64 };

struct opt_list {
	size_t n;
	const char *word[OPT_MANY_MAX];
};

/* Whether the list contains the word. */
bool opt_listed(const struct opt_list *, const char *word);

/*
 * Stores the options of argv in the targets of the table, and returns the operands: the rest of
 * argv, which ends with NULL. Ends the tool after --help, --version and misuse. Long names must be
 * spelled out.
 */
char **opt_parse(const struct tool *, const struct opt *, int argc, char **argv);

/* Whether the option of this long name was on the command line. */
bool opt_given(const char *name);

/* The tool, as opt_parse got it; NULL before. */
const struct tool *opt_tool(void);

/*
 * Calls TAKE with each option, in the order of the command line; ARG is NULL for a flag. Then with
 * each operand as ARG and OPT NULL.
 */
typedef void opt_take(void *ctx, const struct opt *, const char *arg);
void opt_each(opt_take *take, void *ctx);

/* Calls LAST in opt_leave, before the status is returned: all of the output is written. */
void opt_before_leaving(void (*last)(void));

/* Prints what is wrong with the command line, and the usage line. Ends the tool with status 2. */
_Noreturn void opt_misuse(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Misuse if S, the value of --NAME, is not UTF-8. S may be NULL. */
void opt_check_utf8(const char *name, const char *s);

struct opt_conflict {
	bool there;		/* the options are given */
	const char *why;	/* why they cannot be combined */
};

/* Misuse, with the reason of the first conflict that is there. { 0 } ends the list. */
void opt_refuse(const struct opt_conflict *);

/* Sets the time zone of the process (--tz). NULL changes nothing; an unknown zone ends the tool. */
void opt_use_zone(const char *zone);

/* Misuse if no day lies between the days of --since and --until. DATE_NONE: not given. */
void opt_since_until(int32_t since, int32_t until);

/* Returns whether the operand is "-", which means standard input. OPERAND may be NULL. */
bool opt_is_stdin(const char *operand);

/* How often standard input is read: for each "-", and if there are no operands. */
size_t opt_stdin_reads(char **operands);

/* Misuse if there are operands. */
void opt_no_operands(char **operands);

/* Misuse if standard input would be read and is a terminal: then nobody has piped anything. */
void opt_need_input(char **operands);

/*
 * What a message about missing input adds: " (use -D for the store)"; "" until opt_hint has set
 * it. HINT must stay valid.
 */
void opt_hint(const char *hint);
const char *opt_hinted(void);

/*
 * Sets what is printed if standard output cannot be written, or if the tool fails, after the store
 * has changed: "batch 3 is committed".
 */
void opt_committed(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

bool opt_quiet(void);	/* was --quiet given? */

/* While the input is read again: HUSH its notes, which have been printed. */
void opt_hush(bool hush);

/* Prints "tool: message" to standard error, unless --quiet is given. Does not end the tool. */
void opt_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * The same, also with --quiet: what is stored is probably wrong now, and no status says so.
 * custkit(7) lists these.
 */
void opt_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Whether messages may quote personal data (--unmask). */
bool opt_unmask(void);

/*
 * opt_status raises the exit status of the tool to EXIT_NO or EXIT_TROUBLE; it never lowers it.
 * main returns opt_leave().
 */
void opt_status(int status);
int opt_leave(void);

#endif
