/*
 * A table of orders may say who the customers are. It is then read twice: cust-add takes their
 * columns, order-add takes the others.
 */
#include "lib/guess/guess_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/header.h"

#define REJECTS "rejects-customers.csv"

/* One of these, beside the id, makes it worth the while. */
static const char *const contacts[] = { "name", "phone", "email", NULL };
static const char *const others[] = { "gender", "country", "region", "city", NULL };

static struct column *
surest(struct guess *g, const char *role)
{
	struct column *best = NULL;

	for (struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (guess_is(c, role) && (best == NULL || c->weight > best->weight))
			best = c;
	return best;
}

static void
mark(struct guess *g, const char *const *roles)
{
	for (; *roles; roles++) {
		struct column *c = surest(g, *roles);

		if (c)
			c->person = *roles;
	}
}

void
guess_persons(struct guess *g)
{
	mark(g, contacts);
	mark(g, others);
}

static bool
is_contact(const struct column *c)
{
	const char *const *role = contacts;

	while (*role && c->person && strcmp(c->person, *role) != 0)
		role++;
	return c->person && *role;
}

bool
guess_has_persons(const struct guess *g)
{
	bool has = false;

	for (const struct column *c = g->column; c < g->column + g->layout.width; c++)
		has |= is_contact(c) && !guess_is(c, "customer_id");
	return has && g->tool == GUESS_ORDERS && guess_has(g, "customer_id");
}

/* The roles of the columns for cust-add. What says who a customer is may also be the id. */
static void
take_roles(const struct guess *g, struct guess *to)
{
	to->column = mem_new(g->layout.width, sizeof *to->column);
	memcpy(to->column, g->column, g->layout.width * sizeof *to->column);
	for (struct column *c = to->column; c < to->column + g->layout.width; c++) {
		if (c->person && guess_is(c, "customer_id"))
			to->identity = c;
		if (c->person || !guess_is(c, "customer_id"))
			c->role = c->person;
	}
}

/* Rows without a customer are left out; cancelled orders have one, too. */
static void
take_leaves(const struct guess *g, struct guess *to)
{
	char *name = guess_name(guess_column(g, "customer_id"));
	char *option = mem_print("%s=", name);

	to->leaves = 0;
	for (size_t i = 0; i < g->leaves; i++)
		if (strcmp(g->leave_out[i].s, option) == 0)
			to->leave_out[to->leaves++] = g->leave_out[i];
	free(option);
	free(name);
}

/* Rows of another width are bad for both tools. */
static size_t
count_bad(const struct guess *g)
{
	size_t bad = 0;

	for (size_t r = g->layout.first; r < g->layout.end; r++)
		bad += !guess_is_whole(g, r);
	return bad;
}

static char *
by_preset(const struct guess *g)
{
	struct guess of = *g;

	of.as = "customers";
	of.bad = g->persons_bad;
	of.rejects = REJECTS;
	return guess_command(&of);
}

/*
 * Do the columns say who the customers of the preset are? A mere "Name" is that of the row, as of
 * the deal.
 */
static bool
is_of_preset(const struct guess *g)
{
	bool has = false;

	for (const struct column *c = g->column; c < g->column + g->layout.width; c++)
		has |= is_contact(c) && !guess_is(c, "customer_id") &&
		    !header_same(c->head, "name");
	return has && strcmp(g->as, "orders") == 0 && guess_preset_agrees(g, "customer_id");
}

char *
guess_persons_command(const struct guess *g)
{
	struct guess of = *g;

	if (g->makes_persons)
		return by_preset(g);
	if (!guess_has_persons(g) || (g->preset && !is_of_preset(g)))
		return NULL;
	of.preset = NULL;
	of.tool = GUESS_CUSTOMERS;
	of.totals = false;	/* --unique is for the lines of orders */
	of.formats = 0;
	of.refund = of.price = NULL;
	of.bad = count_bad(g);
	of.rejects = REJECTS;
	take_roles(g, &of);
	take_leaves(g, &of);
	char *command = guess_command(&of);

	free(of.column);
	return command;
}
