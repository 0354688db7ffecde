/*
 * preset - what custkit knows of the export of another system: the rules of share/presets/NAME.csv,
 * or of a file that the user has written (program). custkit-presets(5) explains the rules.
 */
#ifndef PRESET_H
#define PRESET_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/arena.h"

enum preset_word {		/* of the column rule */
	PRESET_TITLE, PRESET_CONFIDENCE, PRESET_ALIAS, PRESET_NOTE,
	PRESET_NEED,		/* the header has the column FROM: so the file is recognised */
	PRESET_REFUSE,		/* the file is refused; with FROM: if there is no such column */
	PRESET_BESIDE,		/* the column FROM is NAME in the other export, which is beside */
	PRESET_ENCODING, PRESET_DECIMAL, PRESET_FOOTER, PRESET_SUBHEADER, PRESET_FOLD,
	PRESET_NULL, PRESET_FIRST, PRESET_DATE,
	/* an empty cell FROM is that of the row before with the same NAME */
	PRESET_CARRY,
	PRESET_COLUMN, PRESET_ATTR, PRESET_STRIP, PRESET_REPLACE,
	PRESET_DROP, PRESET_KEEP, PRESET_TAKE, PRESET_UNPAID,
	PRESET_CURRENCY, PRESET_SHARE, PRESET_SCALE, PRESET_REFUND, PRESET_INHERIT,
	PRESET_WORDS
};

struct preset_rule {
	enum preset_word word;
	/* the cells of the row, "" if empty; AS is the table that is made, "" is all */
	const char *as, *name, *from, *how, *when;
	uint64_t line;
};

struct preset {
	const char *name;	/* "shopify_orders" */
	const char *path;
	struct preset_rule *rule;
	size_t n;
	struct arena texts;	/* of the rules */
	struct preset *next;	/* of those that were opened */
};

/*
 * NAME is the name or an alias of an installed preset ('-' and '_' are the same), or a path that
 * has a '/' or ends with .csv. Ends the tool if it is not found or not valid. The preset lives to
 * the end of the tool.
 */
const struct preset *preset_open(const char *name);

/* Reads a file of rules. Ends the tool if it is not valid. */
struct preset *preset_read(const char *path);
void preset_free(struct preset *);

/* What another system imports: share/systems/NAME.csv. Ends the tool if it is not known. */
const struct preset *preset_system(const char *name);

/* All installed presets, sorted by name; their number in *n. */
const struct preset *const *preset_all(size_t *n);

/* The NAME of the first rule with this word; NULL if there is none. */
const char *preset_text(const struct preset *, enum preset_word);

/* The table that it makes unless another one is asked for: "orders"; NULL: none, it refuses. */
const char *preset_makes(const struct preset *);

/* Does it make this table? */
bool preset_can_make(const struct preset *, const char *as);

/*
 * The installed preset that fits these names best, with the numbers of names that it needs and of
 * those that are there; NULL if none has three quarters of its names.
 */
const struct preset *preset_best(char *const *name, size_t n, size_t *need, size_t *found);

/* The first name that it needs and that is not among these; NULL if there is none. */
const char *preset_lacks(const struct preset *, char *const *name, size_t n);

/*
 * The column of this name among N: without outer blanks and a mark that it is required; and with
 * FOLD in any case. FROM may be a glob pattern. N if there is none.
 */
size_t preset_find(const char *from, char *const *name, size_t n, size_t start, bool fold);

#endif
