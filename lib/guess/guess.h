/*
 * guess - finds out how to read a table of another system: which tool loads it, with which options,
 * and what is in doubt (program).
 */
#ifndef GUESS_H
#define GUESS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/base/text.h"
#include "lib/guess/column.h"
#include "lib/guess/layout.h"

struct names;
struct preset;

enum guess_tool { GUESS_ORDERS, GUESS_CUSTOMERS, GUESS_FEEDBACK, GUESS_NOTHING };
enum { GUESS_FORMATS = 4, GUESS_DOUBTS = 12, GUESS_SHOWN = 3 };

struct guess {
	const char *file;
	const char *db;		/* for --db; NULL: the default store */
	char *encoding;		/* for --encoding; NULL: UTF-8, or a worksheet */
	char *sheet;		/* for --sheet; NULL: the one that is read anyway */
	struct layout layout;
	bool made;		/* from a worksheet: empty cells at the end of a row are missing */
	struct column *column;	/* layout.width of them */
	enum guess_tool tool;
	const char *kind;	/* of feedback; NULL: a column has it */
	char decimal;		/* '.' or ',' */
	size_t format[GUESS_FORMATS], formats;	/* of column_format */
	bool reads_iso;		/* the dates need no option */
	const struct column *identity;	/* customers: it is the customer_id, too; NULL */
	const char *refund, *price, *amount;	/* columns of the formula; NULL: none */
	const struct column *beside;	/* prices that are not used, as there are amounts; NULL */
	struct text leave_out[3];	/* values of --leave-out, each NUL-terminated */
	size_t leaves;
	struct text nothing;	/* words of --null, with commas; NUL-terminated if any */
	size_t bad;		/* rows that will be rejected */
	size_t nobodys;		/* rows that are left out because they have no customer */
	bool totals;		/* the amount is that of the order, in each of its rows */
	size_t doubles;		/* rows that are equal to another one of their order */
	const char *rejects;	/* for --rejects; NULL: rejects.csv */
	bool removes;		/* the command removes the orders */
	char *doubt[GUESS_DOUBTS];
	bool of_file[GUESS_DOUBTS];	/* the doubt is not about which column is what */
	size_t doubts;
	const struct preset *preset;	/* the command uses it; NULL: it goes by the columns */
	const char *as;		/* the table that the preset makes: "orders" */
	bool own_formats;	/* the formats of dates are those of the guess */
	bool makes_persons;	/* it makes the customers of its orders, too */
	size_t persons_bad;	/* rows that it rejects for them */
	char *shown[GUESS_SHOWN];	/* the first rows that it makes; NULL: none */
	char *refusal;		/* why nothing can be loaded; NULL: it can */
};

/*
 * Judges a file, of a workbook the first worksheet that has a table for a tool. Ends the tool if
 * it cannot be read.
 */
struct guess guess_read(const struct names *, const char *file);
void guess_free(struct guess *);

/* The column of a role; NULL: there is none. */
const struct column *guess_column(const struct guess *, const char *role);

/* Is the role of the column, if it has one, that of dates or of numbers? */
bool guess_holds_dates(const struct column *);
bool guess_holds_numbers(const struct column *);

/* The column with its number if others have the same name: "Amount[1]". The caller frees it. */
char *guess_name(const struct column *);

/* "order-add --create --rename=... FILE". The caller frees it. */
char *guess_command(const struct guess *);

/*
 * The command that loads the customers of a table of orders, before its orders: "cust-add ...".
 * NULL: the table says nothing of them but their ids. The caller frees it.
 */
char *guess_persons_command(const struct guess *);

/*
 * The command that removes orders of the table that were cancelled after they were loaded:
 * "order-add --remove ...". NULL: there are none, or an order has other lines, too, which must
 * stay. The caller frees it.
 */
char *guess_cancelled_command(const struct guess *);

/* Does the table of orders say who the customers are? */
bool guess_has_persons(const struct guess *);

/*
 * If USE and if the file is the export of one preset only, which can convert it, the command uses
 * the preset; the doubts which column is what are then gone. Notes on standard error the preset
 * whose names the file has, if there is one, and why the command does not use it.
 */
void guess_preset(struct guess *, bool use);

/* Something to doubt: what it is, and the option that settles it. */
void guess_doubt(struct guess *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A doubt about the file, whatever its columns are. */
void guess_doubt_file(struct guess *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
