#include "lib/preset/convert_own.h"

#include "lib/base/money.h"
#include "lib/io/opt.h"

void
convert_print(struct convert *c, char *const *cell)
{
	int64_t amount;

	if (c->o->no_refunds && c->amount < plan_columns(c->plan) &&
	    money_parse(cell[c->amount], &amount) == MONEY_OK && amount < 0) {
		reasons_add(c->left_out, "refund");
		return;
	}
	for (size_t i = 0; i < plan_columns(c->plan); i++)
		put_text(c->out, cell[i]);
	put_end(c->out);
	c->printed++;
}

void
convert_line_bad(struct convert *c, const struct convert_line *line, const char *why)
{
	table_row_bad(c->in, &line->origin, line->column, "%s", line->why ? line->why : why);
}
