/* BG/BB on a table: one row per customer, or per cell of customers with the same data. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/passing.h"
#include "lib/value/bgbb_rows_own.h"

enum { X, TX, N, CUSTOMERS, COLUMNS };
static const char *const names[COLUMNS] = { "frequency", "recency", "opportunities", "customers" };
/* The fit takes a step per opportunity; sums of customers stay within 64 bits. */
static const int64_t most[COLUMNS] = { BGBB_ROWS_MOST, BGBB_ROWS_MOST, BGBB_ROWS_MOST,
    1000000000 };

static const size_t NONE = (size_t)-1;

struct rows {
	struct table *t;
	size_t column[COLUMNS];
	struct bgbb_cell *cell;
	size_t n, room;
	char **text;		/* table_width of them per row */
	size_t text_room;
	struct arena arena;
};

static void
open_table(struct rows *r, const struct bgbb_rows_opts *o, char **operands)
{
	opt_need_input(operands);
	r->t = table_open(operands, &(struct table_opts){
		.policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = o->reading });
	for (size_t i = 0; i < COLUMNS; i++)
		if (i == CUSTOMERS && !table_find(r->t, names[i], &r->column[i]))
			r->column[i] = NONE;
		else
			r->column[i] = table_column(r->t, names[i]);
}

static bool
read_number(struct rows *r, const char *cell, size_t i, int64_t *to)
{
	if (!num_count(cell, to))
		table_bad(r->t, names[i], "%s '%.80s' is not a whole number >= 0", names[i], cell);
	else if (*to > most[i])
		table_bad(r->t, names[i], "%s '%.80s' is larger than %jd", names[i], cell,
		    (intmax_t)most[i]);
	else
		return true;
	return false;
}

/* Reads the cell of the current row; false if it is bad. */
static bool
read_cell(struct rows *r, char *const *cell, struct bgbb_cell *to)
{
	int64_t number[COLUMNS] = { [CUSTOMERS] = 1 };

	for (size_t i = 0; i < COLUMNS; i++)
		if (r->column[i] != NONE && !read_number(r, cell[r->column[i]], i, &number[i]))
			return false;
	*to = (struct bgbb_cell){ number[X], number[TX], number[N], number[CUSTOMERS] };
	const char *wrong = bgbb_wrong(to->x, to->tx, to->n);

	if (wrong)
		table_bad(r->t, names[TX], "%s (%jd, %jd, %jd)", wrong, (intmax_t)to->x,
		    (intmax_t)to->tx, (intmax_t)to->n);
	return wrong == NULL;
}

static void
read_rows(struct rows *r)
{
	const size_t width = table_width(r->t);

	for (char **cell; (cell = table_next(r->t)) != NULL;) {
		r->cell = mem_grow(r->cell, r->n + 1, &r->room, sizeof *r->cell);
		if (!read_cell(r, cell, &r->cell[r->n]))
			continue;
		r->text = mem_grow(r->text, (r->n + 1) * width, &r->text_room, sizeof *r->text);
		for (size_t i = 0; i < width; i++)
			r->text[r->n * width + i] = arena_text(&r->arena, cell[i], strlen(cell[i]));
		r->n++;
	}
}

static void
print(const struct rows *r, const struct bgbb_rows *b, struct put *out)
{
	struct passing *passing = passing_new(out, r->t, PUT_PASSED, bgbb_rows_head);

	for (size_t i = 0; i < r->n; i++) {
		struct value score[BGBB_ROWS_SCORES] = { 0 };

		bgbb_rows_fill(b, &r->cell[i], score);
		passing_put(passing, r->text + i * table_width(r->t));
		put_cells(out, score, BGBB_ROWS_SCORES);
		put_end(out);
	}
	passing_free(passing);
}

/* The fit sorts the cells; the rows stay as they are. */
static struct bgbb_cell *
copy(const struct rows *r)
{
	struct bgbb_cell *to = mem_new(r->n, sizeof *to);

	if (r->n > 0)
		memcpy(to, r->cell, r->n * sizeof *to);
	return to;
}

void
bgbb_rows_table(const struct bgbb_rows_opts *o, char **operands, struct put *out)
{
	struct bgbb_rows b = { .model = { .opportunity = PERIOD_NONE, .from = DATE_NONE,
	    .as_of = DATE_NONE } };
	struct rows r = { 0 };

	open_table(&r, o, operands);
	read_rows(&r);
	struct bgbb_cell *fitted = copy(&r);

	if (bgbb_rows_model(o, fitted, r.n, &b, out))
		print(&r, &b, out);
	table_close(r.t);
	free(fitted);
	free(r.cell);
	free(r.text);
	arena_free(&r.arena);
}
