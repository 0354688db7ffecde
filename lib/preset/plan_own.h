/* plan_own - what the files plan*.c share (program). */
#ifndef PLAN_OWN_H
#define PLAN_OWN_H
#include "lib/base/arena.h"
#include "lib/base/formula.h"
#include "lib/base/spelling.h"
#include "lib/base/text.h"
#include "lib/preset/plan.h"

enum plan_how {		/* flags: the words of the column how */
	HOW_JOIN = 1 << 0, HOW_CONSTANT = 1 << 1, HOW_FORMULA = 1 << 2, HOW_PHONE = 1 << 3,
	HOW_EMAIL = 1 << 4, HOW_PLAIN = 1 << 5, HOW_DAY = 1 << 6, HOW_UTC = 1 << 7,
	HOW_BELOW = 1 << 8, HOW_WORD = 1 << 9, HOW_LAST = 1 << 10, HOW_REST = 1 << 11,
};

struct plan_match {		/* a cell is, or is not, one of these words */
	size_t at;
	bool not;
	const char *words;	/* of the preset, up to ';': patterns with '|' between them */
	size_t n;
};

struct plan_when {		/* all of them must fit; NONE: one has no column */
	struct plan_match *match;
	size_t n;
	bool none;
};

struct plan_source {
	unsigned how;		/* of enum plan_how */
	size_t at;		/* the column of the file */
	size_t word;		/* of HOW_WORD, from 1 */
	const char *text;	/* of HOW_CONSTANT */
	struct formula *formula;
	struct plan_when when;
};

struct plan_replace {		/* a cell that fits FROM becomes TO */
	const char *from, *to;
};

struct plan_column {
	const char *name;
	enum target_kind kind;
	bool required, customer, phone;
	bool attr;		/* kept as it is */
	struct plan_source *source;
	size_t n, room;
	const char *strip;	/* NULL: none */
	struct plan_replace *replace;
	size_t nreplace, replace_room;
};

struct plan_test {		/* drop, keep, take */
	enum preset_word word;
	const char *reason;	/* NULL: the cell REASON_AT */
	size_t reason_at;
	struct plan_when when;
};

struct plan_carry {
	size_t key, *at, n;
	struct text *last;	/* of the key, then of the columns */
};

struct plan_null {
	const char *word;
	size_t at;		/* PLAN_NONE: any column */
};

struct plan_date {		/* the latest that was read */
	const struct plan_source *source;
	char from[32], to[DATE_TIME_SIZE];
};

struct plan {
	const struct preset *preset;
	const struct target *target;
	struct plan_opts o;
	struct cell_dates dates;
	char **name;		/* trimmed, of the file */
	char *const *below;
	size_t width;
	bool fold;
	struct plan_column *column;
	size_t columns, column_room;
	struct plan_test *test;
	size_t tests;
	struct plan_carry carry;
	struct plan_null *null;
	size_t nulls;
	const char *first;	/* what stands between several values; NULL */
	size_t *currency, currencies;
	struct plan_order order;
	struct arena made;	/* cells of the current row */
	char **cell;
	struct plan_date last;
	char why[256];
	enum spelling_currency money;	/* of the amounts so far */
	char *code;		/* of the currency column so far; NULL */
};

/* Do these N bytes of words, with '|' between them, fit the cell? */
bool plan_fits(const char *words, size_t n, const char *cell);

#endif
