#include "lib/guess/guess_own.h"

#include <string.h>

#include "lib/base/mem.h"

bool
guess_is(const struct column *c, const char *role)
{
	return c->role && strcmp(c->role, role) == 0;
}

const struct column *
guess_column(const struct guess *g, const char *role)
{
	for (size_t i = 0; i < g->layout.width; i++)
		if (guess_is(&g->column[i], role))
			return &g->column[i];
	return NULL;
}

bool
guess_has(const struct guess *g, const char *role)
{
	return guess_column(g, role) != NULL;
}

static bool
is_one_role(const struct column *c, const char *const *roles)
{
	while (*roles && !guess_is(c, *roles))
		roles++;
	return *roles != NULL;
}

bool
guess_holds_dates(const struct column *c)
{
	return is_one_role(c, (const char *const[]){ "date", "acquired", "birthday", NULL });
}

bool
guess_holds_numbers(const struct column *c)
{
	return is_one_role(c, (const char *const[]){ "amount", "price", "refund", "quantity",
	    "cost", "discount", NULL });
}

enum loaded
guess_loaded(const struct guess *g)
{
	return g->tool == GUESS_CUSTOMERS ? LOADED_CUSTOMERS :
	    g->tool == GUESS_FEEDBACK ? LOADED_FEEDBACK : LOADED_ORDERS;
}

bool
guess_is_whole(const struct guess *g, size_t row)
{
	const size_t n = g->layout.sheet.row[row].n;

	return g->made ? n <= g->layout.width : n == g->layout.width;
}

char *
guess_name(const struct column *c)
{
	return c->same > 1 ? mem_print("%s[%zu]", c->head, c->nth) : mem_text(c->head);
}
