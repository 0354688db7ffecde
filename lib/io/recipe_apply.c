/*
 * The rows of a block, one after the other: guards and words for nothing are removed from the cells
 * of the file; then computed columns are made from these cells; then the cells become columns; then
 * amounts and dates among the columns are written in custkit's spelling. A row that cannot be read
 * so is bad.
 */
#include "lib/io/recipe_own.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/date_format.h"
#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/base/text.h"
#include "lib/io/block.h"
#include "lib/io/unguard.h"

enum {
	MARK_COLUMN = 2,	/* places in table_marks */
	MARK_REASON = 3,
	OPERANDS = 32,	/* of a formula */
	REASON = 256,	/* bytes of a message */
};

struct row {
	const struct recipe *r;
	struct block *b;
	size_t at;		/* of the row in the block */
	char **cell;		/* of the file, then of the table */
	const char *column;	/* why it is bad: the column, and the reason */
	char reason[REASON];
};

/* The cell; or the empty cell for it, if it is a word of --null. */
static char *
or_none(const struct recipe *r, char *s)
{
	for (size_t i = 0; i < r->none.n; i++)
		if (strcmp(s, r->none.word[i]) == 0)
			return r->none_cell[i];
	return s;
}

static void
clean_cells(struct row *row)
{
	for (size_t i = 0; i < row->r->width; i++) {
		if (row->r->how && row->r->how->unguard)
			row->cell[i] = unguard_cell(row->cell[i]);
		if (row->r->how && row->r->how->trim)
			row->cell[i] = text_trim(row->cell[i]);
		row->cell[i] = or_none(row->r, row->cell[i]);
	}
}

__attribute__((format(printf, 3, 4))) static bool
bad(struct row *row, const char *column, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(row->reason, sizeof row->reason, say(fmt), ap);
	va_end(ap);
	row->column = column;
	return false;
}

/*
 * Writes the plain decimal of a cell to TO, and notes its currency. If the cell is one or is empty,
 * TO is empty.
 */
static enum spelling_result
read_number(struct row *row, const char *cell, char to[static SPELLING_SIZE])
{
	enum spelling_currency currency;

	to[0] = '\0';
	if (*cell == '\0' || (row->r->decimal == '.' && spelling_is_plain(cell)))
		return SPELLING_OK;
	const enum spelling_result result = spelling_read(cell, row->r->decimal, to, &currency);

	if (result == SPELLING_OK && currency != SPELLING_NO_CURRENCY)
		block_currency(row->b, row->at, currency);
	return result;
}

/* Computes a column from the cells of the file. */
static bool
compute(struct row *row, const struct recipe_set *set, char to[static FORMULA_SIZE])
{
	const size_t n = formula_columns(set->formula);
	const char *cell[OPERANDS];
	char plain[OPERANDS][SPELLING_SIZE];
	const char *name = row->r->name[set->column];
	size_t at;

	for (size_t i = 0; i < n; i++) {
		const char *s = row->cell[formula_column(set->formula, i)];

		if (read_number(row, s, plain[i]) != SPELLING_OK)
			return bad(row, name, "--set=%s: '%.60s' is not a number", name, s);
		cell[i] = plain[i][0] ? plain[i] : s;
	}
	if (!formula_value(set->formula, cell, to, &at))
		return at == n ? bad(row, name, "--set=%s has too many digits", name) :
		    bad(row, name, "--set=%s: '%.60s' is not a number", name, cell[at]);
	return true;
}

static char empty[1];

/* The cell of a column that --set makes. Sets *good to false if there is none. */
static char *
make_cell(struct row *row, const struct recipe_set *set, bool *good)
{
	char number[FORMULA_SIZE] = "";
	struct text text = { 0 };

	if (set->formula) {
		*good = compute(row, set, number) && *good;
		return arena_text(&row->b->made, number, strlen(number));
	}
	concat_value(set->concat, row->cell, &text);
	char *s = arena_text(&row->b->made, text.n > 0 ? text.s : "", text.n);

	text_free(&text);
	return s;
}

/* Makes the columns from the cells; the computed ones first, as they need the cells. */
static bool
make_columns(struct row *row)
{
	const struct recipe *r = row->r;
	char *made[OPT_MANY_MAX] = { NULL };
	bool good = true;

	for (size_t i = 0; i < r->sets; i++)
		made[i] = make_cell(row, &r->set[i], &good);
	for (size_t k = 0; k < r->nnameless && good; k++)
		if (!text_is_blank(row->cell[r->nameless[k]]))
			good = bad(row, NULL, "'%.60s' is in a column without a name",
			    row->cell[r->nameless[k]]);
	/* columns that come from cells are in the order of the cells: none is overwritten early */
	for (size_t i = 0; r->moves && i < r->columns; i++)
		if (r->from[i] != (size_t)RECIPE_MADE)
			row->cell[i] = row->cell[r->from[i]];
	for (size_t i = 0; i < r->sets; i++)
		row->cell[r->set[i].column] = made[i];
	if (r->mark > 0)
		row->cell[r->mark] = empty;
	return good;
}

static bool
spell_number(struct row *row, const struct recipe_op *op)
{
	const struct recipe *r = row->r;
	char *s = row->cell[op->column], to[SPELLING_SIZE];
	const enum spelling_result result = read_number(row, s, to);

	if (result == SPELLING_BAD)
		return true;	/* the tool says what it is */
	if (result != SPELLING_OK)
		return bad(row, r->name[op->column], "%s '%.60s' %s", r->name[op->column], s,
		    spelling_why(result, r->decimal));
	if (to[0])
		row->cell[op->column] = arena_text(&row->b->made, to, strlen(to));
	return true;
}

/* By the first format that fits. If none does: what is wrong by the first that says more. */
static enum date_result
read_date(const struct row *row, const char *s, char to[static DATE_FORMAT_SIZE], bool *is_lunar)
{
	const struct opt_list *formats = &row->r->how->dates;
	enum date_result worst = DATE_BAD;

	for (size_t i = 0; i < formats->n; i++) {
		const enum date_result d = date_format_read(formats->word[i], s, to);

		*is_lunar = strcmp(formats->word[i], "lunar") == 0;
		if (d == DATE_OK)
			return d;
		worst = worst == DATE_BAD ? d : worst;
	}
	return worst;
}

static bool
spell_date(struct row *row, const struct recipe_op *op)
{
	char *s = row->cell[op->column], to[DATE_FORMAT_SIZE];
	const char *name = row->r->name[op->column];
	bool is_lunar = false;

	while (*s == ' ')
		s++;
	for (size_t n = strlen(s); n > 0 && s[n - 1] == ' ';)
		s[--n] = '\0';
	row->cell[op->column] = s;
	if (*s == '\0')
		return true;
	const enum date_result d = read_date(row, s, to, &is_lunar);

	if (d != DATE_OK)
		return bad(row, name, "%s '%.60s' %s", name, s, d != DATE_BAD ? date_why(d) :
		    say("does not fit --date-format"));
	row->cell[op->column] = arena_text(&row->b->made, to, strlen(to));
	if (is_lunar && op->mark != RECIPE_NO_COLUMN && *row->cell[op->mark] == '\0')
		row->cell[op->mark] = arena_text(&row->b->made, "lunar", strlen("lunar"));
	return true;
}

static bool
spell_columns(struct row *row)
{
	bool good = true;

	for (size_t i = 0; i < row->r->ops && good; i++) {
		const struct recipe_op *op = &row->r->op[i];

		good = op->kind == RECIPE_AMOUNT || op->kind == RECIPE_NUMBER ?
		    spell_number(row, op) : spell_date(row, op);
	}
	return good;
}

/* Is the cell, but for blanks around it, one of the words? */
static bool
is_word(const char *cell, const char *words)
{
	cell += strspn(cell, " ");
	size_t n = strlen(cell);

	while (n > 0 && cell[n - 1] == ' ')
		n--;
	return split_find(words, ',', cell, n) >= 0;
}

/* The option that leaves the row out; NULL: it is kept. */
static const char *
left_out_by(const struct row *row)
{
	for (size_t i = 0; i < row->r->leaves; i++)
		if (is_word(row->cell[row->r->leave[i].cell], row->r->leave[i].words))
			return row->r->leave[i].option;
	return NULL;
}

bool
recipe_is_simple(const struct recipe *r)
{
	for (size_t i = 0; i < r->ops; i++)
		if (r->op[i].kind == RECIPE_DATE)
			return false;
	return r->decimal == '.' && recipe_keeps_cells(r);
}

/* The first row from K on in which something is to be done; nearly all rows have plain amounts. */
static size_t
skip_plain(const struct recipe *r, const struct block *b, size_t k, size_t rows)
{
	for (; k < rows; k++) {
		char *const *cell = block_row(b, k);

		for (size_t i = 0; i < r->ops; i++)
			if (!spelling_is_plain(cell[r->op[i].column]))
				return k;
	}
	return k;
}

/* Makes row K of the split block row b->rows, if the row is kept and good. */
static void
apply_row(const struct recipe *r, struct block *b, size_t k)
{
	struct row row = { .r = r, .b = b, .at = b->rows };

	block_keep_row(b, k);
	if (b->csv_cells > 0)
		block_keep_origin(b, b->rows);
	row.cell = block_row(b, b->rows);
	if (recipe_cleans_cells(r))
		clean_cells(&row);
	const char *leave = left_out_by(&row);

	if (leave) {
		block_left_out(b, row.at, leave);
		b->left_out++;
		return;
	}
	if (r->marks > 0 && *row.cell[r->marks + MARK_REASON]) {
		block_bad(b, row.at, *row.cell[r->marks + MARK_COLUMN] ?
		    row.cell[r->marks + MARK_COLUMN] : NULL, "%s",
		    row.cell[r->marks + MARK_REASON]);
		return;
	}
	bool good = !(r->moves || r->nnameless > 0) || make_columns(&row);

	good = spell_columns(&row) && good;
	if (good)
		b->rows++;
	else
		block_bad(b, row.at, row.column, "%s", row.reason);
}

void
recipe_apply(const struct recipe *r, struct block *b)
{
	const size_t rows = b->rows;
	const bool simple = recipe_is_simple(r);
	size_t k = simple ? skip_plain(r, b, 0, rows) : 0;

	b->rows = k;
	for (; k < rows; k++)
		apply_row(r, b, k);
}
