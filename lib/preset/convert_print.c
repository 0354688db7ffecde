#include "lib/preset/convert_own.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"

/* The columns table_marks of a good row: no column is wrong, for no reason. */
static void
print_marks(struct convert *c, const struct table_row *row)
{
	put_text(c->out, row ? row->file : table_file(c->in));
	put_int(c->out, (int64_t)(row ? row->line : table_line(c->in)));
	put_text(c->out, "");
	put_text(c->out, "");
}

static bool
is_refund(const struct convert *c, char *const *cell)
{
	int64_t amount;

	return c->amount < plan_columns(c->plan) &&
	    money_parse(cell[c->amount], &amount) == MONEY_OK && amount < 0;
}

static void
print(struct convert *c, const struct table_row *row, char *const *cell)
{
	for (size_t i = 0; i < plan_columns(c->plan); i++)
		put_text(c->out, cell[i]);
	if (c->o->mark_bad)
		print_marks(c, row);
	put_end(c->out);
	c->printed++;
}

void
convert_print(struct convert *c, const struct table_row *row, char *const *cell)
{
	if (c->o->no_refunds && is_refund(c, cell))
		convert_leave_out(c, row, say("refund"));
	else
		print(c, row, cell);
}

void
convert_print_refund(struct convert *c, const struct table_row *row, char *const *cell)
{
	if (c->o->no_refunds)
		reasons_add(c->left_out, say("refund"));
	else
		print(c, row, cell);
}

void
convert_leave_out(struct convert *c, const struct table_row *row, const char *why)
{
	reasons_add(c->left_out, why);
	if (c->rows_out == NULL)
		return;
	struct table_row own = { 0 };

	if (row == NULL)	/* else there may be no current row any more */
		own = table_row_copy(c->in);
	const struct table_row *of = row ? row : &own;

	rejects_add(c->rows_out, c->in, &(struct table_reject){ of->file, of->line, of->csv, NULL,
	    why });
	table_row_free(&own);
}

void
convert_mark(void *ctx, const struct table *t, const struct table_reject *bad)
{
	struct convert *c = ctx;

	(void)t;
	for (size_t i = 0; i < plan_columns(c->plan); i++)
		put_text(c->out, c->bad ? c->bad[i] : "");
	put_text(c->out, bad->file);
	put_int(c->out, (int64_t)bad->line);
	put_text(c->out, bad->column);
	put_text(c->out, bad->reason);
	put_end(c->out);
	c->bad = NULL;
}

void
convert_bad_row(struct convert *c, const struct plan_row *row)
{
	c->bad = row->cell;
	table_bad(c->in, row->column, "%s", row->why);
}

/* What the lines of the order share is not in its amount and discount, which remain empty. */
void
convert_line_bad(struct convert *c, const struct convert_line *line, const char *why)
{
	for (size_t i = 0; i < plan_columns(c->plan); i++)
		if (i == c->amount || i == c->discount) {
			free(line->cell[i]);
			line->cell[i] = mem_text("");
		}
	c->bad = line->cell;
	table_row_bad(c->in, &line->origin, line->column, "%s", line->why ? line->why : why);
}
