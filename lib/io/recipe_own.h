/* recipe_own - what the files recipe*.c share: the recipe itself (program). */
#ifndef RECIPE_OWN_H
#define RECIPE_OWN_H
#include "lib/base/concat.h"
#include "lib/base/formula.h"
#include "lib/io/opt.h"
#include "lib/io/reading.h"
#include "lib/io/recipe.h"

struct recipe_op {		/* a column whose cells are written in custkit's spelling */
	size_t column;
	enum recipe_kind kind;
	size_t mark;		/* where it is marked which dates were lunar; or RECIPE_NO_COLUMN */
};

struct recipe_set {		/* a column that is computed */
	size_t column;		/* of the table */
	struct concat *concat;	/* one of these: a text, or a number */
	struct formula *formula;
};

/* Rows with one of these words in a cell of the file are left out. */
struct recipe_leave {
	size_t cell;
	const char *words;	/* with commas between them */
	char *option;		/* "--leave-out=COLUMN=" and these words */
};

struct recipe {
	const struct reading *how;	/* NULL: no options */
	size_t width;		/* cells of a row of the file */
	size_t columns;
	char **name;		/* per column */
	char **old;		/* per column: its name in the file, if --rename changed it */
	size_t *from;		/* per column: its cell, or RECIPE_MADE */
	size_t *nameless, nnameless;	/* cells without a name, which must be blank */
	bool moves;		/* a column is not the cell of the same number */
	struct recipe_op *op;
	size_t ops, ops_room;
	struct recipe_set *set;
	size_t sets;
	struct recipe_leave *leave;
	size_t leaves;
	struct opt_list none;	/* --null, taken apart */
	char *none_cell[OPT_MANY_MAX];	/* the empty cell for each word, which follows its NUL */
	char decimal;
	size_t mark;		/* the column of recipe_lunar, if no cell is for it; 0: none */
	size_t marks;		/* the first column of table_marks; 0: none */
};

enum { RECIPE_MADE = -1 };	/* of recipe.from, as a size_t */

/* Is something taken out of cells? */
static inline bool
recipe_cleans_cells(const struct recipe *r)
{
	return r->none.n > 0 || (r->how && (r->how->unguard || r->how->trim));
}

/* Are the columns all cells of the file, as they stand there but for their spelling? */
static inline bool
recipe_keeps_cells(const struct recipe *r)
{
	return r->marks == 0 && !r->moves && r->nnameless == 0 && r->leaves == 0 &&
	    !recipe_cleans_cells(r);
}

#endif
