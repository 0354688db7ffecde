/*
 * Lines of one order follow one another. They wait until the next order begins; then the discount
 * of the order is shared, or the lines are scaled to its total, and a refund follows. If one line
 * is bad, all are: the others would get its share.
 */
#include "lib/preset/convert_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/say.h"
#include "lib/base/spelling.h"
#include "lib/preset/order_share.h"

static char *
cell_of(char *const *from, size_t at)
{
	return at == (size_t)PLAN_NONE ? NULL : mem_text(from[at]);
}

void
convert_line_free(struct convert_line *line)
{
	for (char **cell = line->cell; cell && *cell; cell++)
		free(*cell);
	free(line->cell);
	free(line->column);
	free(line->why);
	free(line->discount);
	free(line->total);
	free(line->refund);
	table_row_free(&line->origin);
}

static struct convert_line *
hold(struct convert *c, char *const *cell)
{
	const size_t n = plan_columns(c->plan);

	c->line = mem_grow(c->line, c->lines + 1, &c->line_room, sizeof *c->line);
	struct convert_line *line = &c->line[c->lines++];

	*line = (struct convert_line){ .origin = table_row_copy(c->in),
		.cell = mem_new(n + 1, sizeof *line->cell) };
	for (size_t i = 0; i < n; i++)
		line->cell[i] = mem_text(cell[i]);
	return line;
}

/* The amount in a cell, 0 if it is empty; false if it is not an amount. */
static bool
amount_of(const struct convert *c, const char *s, int64_t *to)
{
	char text[SPELLING_SIZE];
	enum spelling_currency currency;

	*to = 0;
	if (s == NULL || *s == '\0')
		return true;
	return spelling_read(s, reading_decimal(&c->o->reading), text, &currency) == SPELLING_OK &&
	    money_parse(text, to) == MONEY_OK;
}

struct order {
	size_t n;
	int64_t *amount, *discount, *weight, *part;	/* per line */
	int64_t shared, total, refund;		/* of the order */
	bool has_total;
};

static const char *
first_of(const char *a, const char *b)
{
	return a && *a ? a : b && *b ? b : "";
}

/* Why the lines cannot be counted together; NULL if they can. */
static const char *
read_order(const struct convert *c, struct order *o)
{
	const char *shared = "", *total = "", *refund = "";
	int64_t sum = 0;

	for (size_t i = 0; i < c->lines; i++) {
		const struct convert_line *line = &c->line[i];

		if (line->why)
			return say("another line of the order is bad");
		money_parse(line->cell[c->amount], &o->amount[i]);	/* the plan wrote them */
		if (c->discount < plan_columns(c->plan) && *line->cell[c->discount])
			money_parse(line->cell[c->discount], &o->discount[i]);
		sum += o->amount[i];
		shared = first_of(shared, line->discount);
		total = first_of(total, line->total);
		refund = first_of(refund, line->refund);
	}
	o->has_total = *total && sum > 0;
	if (!amount_of(c, shared, &o->shared) || !amount_of(c, total, &o->total) ||
	    !amount_of(c, refund, &o->refund))
		return say("the discount, total or refund of the order is not an amount");
	if (o->shared > sum)
		o->shared = sum > 0 ? sum : 0;	/* the rest is for shipping */
	return NULL;
}

/* What remains of a line is its amount; what is taken away is discount. */
static void
divide(struct order *o)
{
	for (size_t i = 0; i < o->n; i++)
		o->weight[i] = o->amount[i] > 0 ? o->amount[i] : 0;
	if (o->has_total) {
		order_share(o->total, o->weight, o->n, o->part);
		for (size_t i = 0; i < o->n; i++)
			o->part[i] = o->amount[i] - o->part[i];
	} else {
		order_share(o->shared, o->weight, o->n, o->part);
	}
	for (size_t i = 0; i < o->n; i++) {
		o->amount[i] -= o->part[i];
		o->discount[i] += o->part[i];
	}
}

static void
set_amount(char **cell, int64_t amount)
{
	char to[NUM_SIZE];

	money_text(amount, to);
	free(*cell);
	*cell = mem_text(to);
}

/* The refund is at most what the lines amount to: the rest is for shipping and taxes. */
static void
print_refund(struct convert *c, const struct order *o)
{
	static char empty[1];
	const size_t n = plan_columns(c->plan);
	char **cell = mem_new(n, sizeof *cell), text[NUM_SIZE];
	const struct convert_line *first = &c->line[0];
	int64_t sum = 0;

	for (size_t i = 0; i < o->n; i++)
		sum += o->amount[i];
	money_text(o->refund < sum ? -o->refund : -sum, text);
	for (size_t i = 0; i < n; i++)
		cell[i] = i == c->amount ? text :
		    i == c->customer || i == c->order || i == c->date ||
		    i == plan_at(c->plan, "channel") ? first->cell[i] : empty;
	if (sum > 0)
		convert_print_refund(c, &first->origin, cell);
	free(cell);
}

static void
print_order(struct convert *c, struct order *o)
{
	for (size_t i = 0; i < o->n; i++) {
		char **cell = c->line[i].cell;

		set_amount(&cell[c->amount], o->amount[i]);
		if (c->discount < plan_columns(c->plan) && o->discount[i] != 0)
			set_amount(&cell[c->discount], o->discount[i]);
		convert_print(c, &c->line[i].origin, cell);
	}
	if (o->refund > 0)
		print_refund(c, o);
}

/* The id of the order was seen before other orders: its lines do not follow one another. */
static bool
is_split(struct convert *c)
{
	const char *id = c->line[0].cell[c->order];
	bool is_new = true;

	if (*id)
		map_at(c->seen, id, strlen(id), &is_new);
	return !is_new;
}

void
convert_order_end(struct convert *c)
{
	struct order o = { .n = c->lines };

	if (c->lines == 0 || plan_order(c->plan)->inherit)
		return;
	o.amount = mem_new(o.n, sizeof *o.amount);
	o.discount = mem_new(o.n, sizeof *o.discount);
	o.weight = mem_new(o.n, sizeof *o.weight);
	o.part = mem_new(o.n, sizeof *o.part);
	const char *why = is_split(c) ? 
	    say("the lines of the order are not together; sort the file") : read_order(c, &o);

	if (why == NULL) {
		divide(&o);
		print_order(c, &o);
	}
	for (size_t i = 0; i < c->lines; i++) {
		if (why)
			convert_line_bad(c, &c->line[i], why);
		convert_line_free(&c->line[i]);
	}
	c->lines = 0;
	free(o.amount);
	free(o.discount);
	free(o.weight);
	free(o.part);
}

void
convert_order_line(struct convert *c, const struct plan_row *row, enum plan_verdict v,
    char *const *from)
{
	const struct plan_order *order = plan_order(c->plan);

	if (c->lines > 0 && strcmp(c->line[0].cell[c->order], row->cell[c->order]) != 0)
		convert_order_end(c);
	struct convert_line *line = hold(c, row->cell);

	line->discount = cell_of(from, order->discount);
	line->total = cell_of(from, order->total);
	line->refund = cell_of(from, order->refund);
	if (v == PLAN_BAD) {
		line->why = mem_text(row->why);
		line->column = row->column ? mem_text(row->column) : NULL;
	}
}

/* Whose order it is: known from this row, or from one before. */
static char *
owner_of(struct convert *c, const struct plan_row *row)
{
	const char *id = row->cell[c->order];
	bool is_new;
	const size_t at = map_at(c->seen, id, strlen(id), &is_new);

	c->owner = mem_grow(c->owner, at + 1, &c->owner_room, sizeof *c->owner);
	if (is_new)
		c->owner[at] = NULL;
	if (c->owner[at] == NULL && *row->cell[c->customer])
		c->owner[at] = mem_text(row->cell[c->customer]);
	return c->owner[at];
}

void
convert_owned_line(struct convert *c, const struct plan_row *row)
{
	char *owner = *row->cell[c->order] ? owner_of(c, row) : NULL;

	if (*row->cell[c->customer] == '\0' && owner)
		row->cell[c->customer] = owner;
	if (*row->cell[c->customer])
		convert_print(c, NULL, row->cell);
	else
		hold(c, row->cell);
}

void
convert_owned_end(struct convert *c)
{
	for (size_t i = 0; i < c->lines; i++) {
		char **cell = c->line[i].cell;
		size_t at;

		if (map_find(c->seen, cell[c->order], strlen(cell[c->order]), &at) &&
		    *cell[c->order] && c->owner[at]) {
			free(cell[c->customer]);
			cell[c->customer] = mem_text(c->owner[at]);
			convert_print(c, &c->line[i].origin, cell);
		} else {
			convert_leave_out(c, &c->line[i].origin, say("no customer"));
		}
		convert_line_free(&c->line[i]);
	}
	for (size_t i = 0; plan_order(c->plan)->inherit && i < map_count(c->seen); i++)
		free(c->owner[i]);
	c->lines = 0;
}
